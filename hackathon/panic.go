package hackathon

import (
	"fmt"
	"runtime/debug"
)

// PanicError is a panic that was caught, for the log: with the stack of the place where it came from.
type PanicError struct {
	Cause any
	Stack []byte
}

// Recovered makes the error of what recover has returned; it is called where that is.
func Recovered(cause any) *PanicError { return &PanicError{Cause: cause, Stack: debug.Stack()} }

func (e *PanicError) Error() string { return fmt.Sprintf("panic: %v", e.Cause) }
