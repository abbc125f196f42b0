package hackathon

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"log/slog"
	"runtime/debug"
	"sync"
)

// PanicError is a panic that was caught, for the log: with the stack of the place where it came from.
type PanicError struct {
	Cause any
	Stack []byte
}

// Recovered makes the error of what recover has returned; it is called in the same deferred function.
func Recovered(cause any) *PanicError { return &PanicError{Cause: cause, Stack: debug.Stack()} }

func (e *PanicError) Error() string { return fmt.Sprintf("panic: %v", e.Cause) }

// SharedError is one error that many meet: the subscribers of a group, the fields that one read was for. It is logged
// once, and all of them are given the same reference.
type SharedError struct {
	Err       error
	once      sync.Once
	reference string
}

func (e *SharedError) Error() string { return e.Err.Error() }
func (e *SharedError) Unwrap() error { return e.Err }

// Log calls log the first time, and returns the reference that log returned then.
func (e *SharedError) Log(log func() (reference string)) string {
	e.once.Do(func() { e.reference = log() })
	return e.reference
}

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
