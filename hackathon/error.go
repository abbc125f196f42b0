package hackathon

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"
)

// ErrorKind is the kind of a failure. It is itself an error, so errors.Is(err, NotFound) asks for it.
type ErrorKind string

const (
	Invalid         ErrorKind = "INVALID"
	Unauthenticated ErrorKind = "UNAUTHENTICATED"
	Forbidden       ErrorKind = "FORBIDDEN"
	NotFound        ErrorKind = "NOT_FOUND"
	Conflict        ErrorKind = "CONFLICT"
	RateLimited     ErrorKind = "RATE_LIMITED"
	LimitExceeded   ErrorKind = "LIMIT_EXCEEDED"
	Internal        ErrorKind = "INTERNAL"
)

func (k ErrorKind) Error() string { return string(k) }

// Known reports whether k is one of the kinds above.
func (k ErrorKind) Known() bool {
	switch k {
	case Invalid, Unauthenticated, Forbidden, NotFound, Conflict, RateLimited, LimitExceeded, Internal:
		return true
	}
	return false
}

// Error is a failure that a caller may act on. Message is safe to show to anyone; Err is for the log only.
type Error struct {
	Kind    ErrorKind
	Message string
	Fields  []FieldError // with Kind Invalid: what is wrong where
	Err     error
	// RetryAfter not 0 says that nothing was done, for a reason that passes: trying again after this time is right.
	RetryAfter time.Duration
	// Limit, if set, is the one that was met (see Limits.Reached), and Most what it allows: a number, or milliseconds.
	Limit *Limit
	Most  int64
}

// Extensions is what programs are told of the failure, in the errors of GraphQL.
func (e *Error) Extensions() map[string]any {
	told := map[string]any{"code": string(e.Kind)}
	if e.Limit != nil {
		told["setting"], told["max"] = e.Limit.Setting(), e.Most
	}
	if e.RetryAfter > 0 {
		told["retryAfter"] = e.RetrySeconds()
	}
	return told
}

// RetrySeconds is RetryAfter as callers are told it; 0: never.
func (e *Error) RetrySeconds() int { return int((e.RetryAfter + time.Second - 1) / time.Second) }

// Error is for the log: all of it.
func (e *Error) Error() string {
	if e.Err != nil {
		return fmt.Sprintf("%s: %v", e.Text(), e.Err)
	}
	return e.Text()
}

// Text is what may be shown to anyone: the message, and what is wrong where.
func (e *Error) Text() string {
	var b strings.Builder
	b.WriteString(e.Message)
	for _, f := range e.Fields {
		fmt.Fprintf(&b, "; %s: %s", strings.Join(f.Path, "."), f.Message.En)
	}
	return b.String()
}

func (e *Error) Unwrap() error        { return e.Err }
func (e *Error) Is(target error) bool { return target == e.Kind }

// KindOf is the kind of err: Internal unless an *Error says otherwise.
func KindOf(err error) ErrorKind {
	if e, ok := errors.AsType[*Error](err); ok {
		return e.Kind
	}
	return Internal
}

// AwayError is a failure of what mano rests on, which passes: nothing was done, and what was asked may be asked again.
// Its kind is that of any fault, Internal.
type AwayError struct{ Err error }

func (e *AwayError) Error() string { return e.Err.Error() }
func (e *AwayError) Unwrap() error { return e.Err }

// StateConflictError is what the present state does not allow. Possible are the states that whoever asked could move
// the thing to instead, where it was to be moved.
type StateConflictError struct {
	State    string
	Possible []string
	Message  Localized
}

func (e *StateConflictError) Error() string { return "state " + e.State + ": " + e.Message.En }

// conflict is a StateConflictError of a thing in that state.
func conflict[S ~string](state S, et, en string, possible ...S) error {
	e := &StateConflictError{State: string(state), Possible: []string{}, Message: Localized{Et: et, En: en}}
	for _, s := range possible {
		e.Possible = append(e.Possible, string(s))
	}
	return e
}

// statesThat are the values of an enum that ok takes, in the order of the schema.
func statesThat[S ~string](enum string, ok func(S) bool) []S {
	return slices.DeleteFunc(Values[S](enum), func(s S) bool { return !ok(s) })
}

// FieldError names one wrong field of an input and says what to do.
type FieldError struct {
	Path    []string  `json:"path"`
	Code    FieldCode `json:"code"`
	Message Localized `json:"message"`
}

// FieldCode is the machine's word for what is wrong with a field.
type FieldCode string

func Invalidf(format string, a ...any) *Error {
	return &Error{Kind: Invalid, Message: fmt.Sprintf(format, a...)}
}

func Forbiddenf(format string, a ...any) *Error {
	return &Error{Kind: Forbidden, Message: fmt.Sprintf(format, a...)}
}

func NotFoundf(format string, a ...any) *Error {
	return &Error{Kind: NotFound, Message: fmt.Sprintf(format, a...)}
}

func Conflictf(format string, a ...any) *Error {
	return &Error{Kind: Conflict, Message: fmt.Sprintf(format, a...)}
}
