package hackathon

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"log/slog"
	"runtime/debug"
)

// PanicError is a panic that was caught, for the log: with the stack of the place where it came from.
type PanicError struct {
	Cause any
	Stack []byte
}

// Recovered makes the error of what recover has returned; it is called in the same deferred function.
func Recovered(cause any) *PanicError { return &PanicError{Cause: cause, Stack: debug.Stack()} }

func (e *PanicError) Error() string { return fmt.Sprintf("panic: %v", e.Cause) }

// LoggedError is a fault that is in the log already, under Reference. It keeps one fault that many callers meet from
// being logged for each of them.
type LoggedError struct {
	Reference string
	Err       error
}

func (e *LoggedError) Error() string { return e.Err.Error() }
func (e *LoggedError) Unwrap() error { return e.Err }

// Stack is the attribute of a log line with the stack of a panic; of another error it is empty, and not logged.
func Stack(err error) slog.Attr {
	if p, ok := errors.AsType[*PanicError](err); ok {
		return slog.String("stack", string(p.Stack))
	}
	return slog.Attr{}
}

type requestKey struct{}

// NewRequestID makes the id of a request. It stands in each log line about the request, and callers quote it as the
// reference of a fault.
func NewRequestID() string { return rand.Text()[:12] }

// WithRequestID returns a context that belongs to the request.
func WithRequestID(ctx context.Context, id string) context.Context {
	return context.WithValue(ctx, requestKey{}, id)
}

// RequestID is the id of the request that ctx belongs to; empty outside of one.
func RequestID(ctx context.Context) string {
	id, _ := ctx.Value(requestKey{}).(string)
	return id
}

// LogRequests adds the request's id to each line that h gets.
func LogRequests(h slog.Handler) slog.Handler { return requestLog{h} }

type requestLog struct{ slog.Handler }

func (h requestLog) Handle(ctx context.Context, r slog.Record) error {
	if id := RequestID(ctx); id != "" {
		r.AddAttrs(slog.String("request", id))
	}
	return h.Handler.Handle(ctx, r)
}

func (h requestLog) WithAttrs(attrs []slog.Attr) slog.Handler {
	return requestLog{h.Handler.WithAttrs(attrs)}
}
func (h requestLog) WithGroup(name string) slog.Handler { return requestLog{h.Handler.WithGroup(name)} }
