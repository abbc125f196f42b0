package graph

import (
	"fmt"
	"runtime/debug"
)

type panicError struct {
	cause any
	stack []byte
}

func stack() []byte { return debug.Stack() }

func (e *panicError) Error() string { return fmt.Sprintf("panic: %v\n%s", e.cause, e.stack) }
