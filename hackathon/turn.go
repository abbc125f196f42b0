package hackathon

import (
	"context"
	"sync/atomic"
)

// What stands in line for the database is of three kinds, which its context tells apart. A call, a query or a mutation
// that somebody waits for, has a Turn: beyond a length of the line it is refused, at its first question or not at all.
// What live streams rest on has connections of its own. Everything else waits as long as its context lasts.

// Turn is the place of one call in the line. Once it was let in, what it asks further is answered before those who
// still wait: a mutation that has been done is never refused its own result.
type Turn struct{ state atomic.Int32 }

const (
	turnWaiting int32 = iota
	turnAdmitted
	turnRefused
)

// Admit lets the call in, and reports whether it is: not when it was refused before.
func (t *Turn) Admit() bool {
	return t.state.CompareAndSwap(turnWaiting, turnAdmitted) || t.Admitted()
}

// Refuse turns the call away, and reports whether it is: not when it was let in before.
func (t *Turn) Refuse() bool {
	return t.state.CompareAndSwap(turnWaiting, turnRefused) || t.Refused()
}

// Admitted reports whether the call has been let in.
func (t *Turn) Admitted() bool { return t != nil && t.state.Load() == turnAdmitted }

// Refused reports whether the call was turned away before anything was done for it.
func (t *Turn) Refused() bool { return t != nil && t.state.Load() == turnRefused }

type (
	turnKey    struct{}
	streamsKey struct{}
)

// WithTurn returns the context of a call, which may have to stand in line. A context that has a turn keeps it.
func WithTurn(ctx context.Context) context.Context {
	if TurnOf(ctx) != nil {
		return ctx
	}
	return context.WithValue(ctx, turnKey{}, new(Turn))
}

// WithoutTurn returns the context of what is done once for many: it is not refused because of whoever came first.
func WithoutTurn(ctx context.Context) context.Context {
	return context.WithValue(ctx, turnKey{}, (*Turn)(nil))
}

// TurnOf is the turn of the call that ctx belongs to; nil: none.
func TurnOf(ctx context.Context) *Turn {
	t, _ := ctx.Value(turnKey{}).(*Turn)
	return t
}

// ForStreams returns the context of what live streams rest on: their reads of the log, rights and present state.
func ForStreams(ctx context.Context) context.Context {
	return context.WithValue(ctx, streamsKey{}, true)
}

// IsForStreams reports whether the context is that of what live streams rest on.
func IsForStreams(ctx context.Context) bool {
	is, _ := ctx.Value(streamsKey{}).(bool)
	return is
}
