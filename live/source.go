package live

import (
	"context"
	"errors"
	"time"

	"github.com/loometalgud/mano/hackathon"
)

// Source describes one live subscription. A resolver makes it when the subscription is opened. It decides who gets
// which change; what they get is decided by the resolver's item function.
//
// Subscriptions of one group (equal Key, Name and Scope) share the functions of the first one. Only Match, Terms,
// After, Recheck and RightsOf belong to each subscriber. So the shared functions must depend on nothing but the root
// field, its shared arguments and the scope, and must not keep the opening viewer or context.
type Source struct {
	// Name is the root field.
	Name string
	// Scope says who the group is, in a short canonical string ("public", "volunteer:EVENT"). It names a person only if
	// the operation is that person's alone.
	Scope string

	// Streams returns the streams to merge.
	Streams func(ctx context.Context) ([]hackathon.ID, error)
	// Dynamic says that the result of Streams changes: it is called again whenever something happens on
	// hackathon.GlobalStream. An added stream starts with its snapshot; see StreamsRemoved for the others.
	Dynamic bool
	// Wants says which activities concern this root field and scope, by kind and audience. Pure. Nil: all.
	Wants func(*hackathon.Activity) bool
	// Snapshot reads the current state of the streams and the positions at which it was read, in one transaction. Nil:
	// there is no snapshot, the subscription starts with the next change.
	Snapshot func(ctx context.Context, streams []hackathon.ID) (hackathon.Snapshot, error)
	// StreamsRemoved is called, for a Dynamic source, with streams that are merged no more and of which clients may still
	// show something. It reads in one transaction, for each stream that this scope may be told of to the end: in At the
	// position up to which it may, in Items the activities that remove from the clients what they still show. A follower
	// of a stream that is missing in At is reset. Nil: all are missing.
	StreamsRemoved func(ctx context.Context, streams []hackathon.ID) (hackathon.Snapshot, error)
	// ScopeOf and ScopeRecheck are RightsOf and Recheck of the whole scope, asked once for the group: may the scope see
	// this at all (an event may have become private)? An error ends the group's subscriptions. Nil: nothing to ask.
	ScopeOf      hackathon.ID
	ScopeRecheck func(ctx context.Context) error
	// Conflate says that each item shows the whole state, as a board does: a slow subscriber may get the newest item only.
	Conflate bool

	// TermsOf returns the terms of an activity, for the index of filters: a subscriber whose Terms have none of them is
	// not asked. Nil: the activity may concern everybody. Pure; called once per change and group.
	TermsOf func(*hackathon.Activity) []hackathon.Term

	// Match is this subscriber's filter. Nil: everything passes. Pure and quick: it is called for every change that the
	// index lets through.
	Match func(*hackathon.Activity) bool
	// Terms returns those under which Match can be true, a few dozen at most: whatever Match accepts has one of them, or
	// no terms at all. It is called when the subscription starts and after each Recheck. Nil, or a nil result: any change
	// may match. An empty result: none can.
	Terms func() []hackathon.Term
	// After is the cursor to resume from; "" starts from the snapshot.
	After Cursor
	// RightsOf names whose rights the subscription depends on: the Entity of the ActivityRightsChanged that reports a
	// change. Zero: nobody's.
	RightsOf hackathon.ID
	// RightsKnown is when reading the rights began with which the subscription is opened. If the hub knows that those of
	// RightsOf have not changed since, it does not ask again at the start. Zero: it always asks.
	RightsKnown time.Time
	// Recheck checks the current rights: at the start (see RightsKnown), when those of RightsOf have changed, and every
	// few minutes. An Unauthenticated error closes the connection (4403), an Internal one means "unknown, ask again", any
	// other ends the subscription. ErrFilterChanged means that the rights stand but Match accepts other changes than
	// before. Nil: nothing to check. It must answer from committed data, not from a cache.
	Recheck func(ctx context.Context) error
}

// ErrFilterChanged is returned by a Recheck when what the filter depends on has changed. The subscriber is reset and
// gets the current state through the new filter, because changes that match only now were skipped before.
var ErrFilterChanged = errors.New("live: what the filter depends on has changed")

// ResetReason says why a client must forget what it has.
type ResetReason string

const (
	ResetDiverged ResetReason = "DIVERGED" // history was replaced: a restore, or a failover that lost data
	ResetTooOld   ResetReason = "TOO_OLD"  // the log does not reach back to the cursor any more
	ResetFilter   ResetReason = "FILTER"   // what the subscriber's filter depends on has changed
	// the connection ended within a snapshot, or while a removed stream was retracted
	ResetInterrupted ResetReason = "INTERRUPTED"
	ResetReach       ResetReason = "REACH" // something that was followed may not be shown any more
)

// Change is what one execution renders. Exactly one of Activity, CaughtUp and Reset is set.
type Change struct {
	// Cursor resumes after this change.
	Cursor Cursor
	// At is when it happened; for CaughtUp and Reset, when they were made.
	At       time.Time
	Activity *hackathon.Activity
	// Snapshot marks an Activity as part of the current state, not as news.
	Snapshot bool
	// CaughtUp says that everything before Cursor was sent. It ends every snapshot and replay, and comes again as the
	// heartbeat.
	CaughtUp bool
	// Reset says: forget what you have; the current state follows.
	Reset ResetReason
}

// Opening collects the Source that a resolver makes when it runs in opening mode.
type Opening struct {
	Source Source
	Served bool // a resolver called Serve
}

type openingKey struct{}
type changeKey struct{}

// WithOpening puts Serve into opening mode.
func WithOpening(ctx context.Context, o *Opening) context.Context {
	return context.WithValue(ctx, openingKey{}, o)
}

// WithChange puts Serve into execution mode; it overrides an outer opening mode.
func WithChange(ctx context.Context, c Change) context.Context {
	return context.WithValue(ctx, changeKey{}, c)
}

// ChangeFrom is the change that is being rendered.
func ChangeFrom(ctx context.Context) (Change, bool) {
	c, ok := ctx.Value(changeKey{}).(Change)
	return c, ok
}

// Serve is what every subscription resolver returns. In opening mode it runs open, for the rights and the Source, and
// returns no channel. In execution mode it returns a closed channel with the one item made from the change.
func Serve[T any](
	ctx context.Context,
	open func(context.Context) (Source, error),
	item func(context.Context, Change) (T, error),
) (<-chan T, error) {
	if c, ok := ChangeFrom(ctx); ok {
		v, err := item(ctx, c)
		if err != nil {
			return nil, err
		}
		ch := make(chan T, 1)
		ch <- v
		close(ch)
		return ch, nil
	}
	o, ok := ctx.Value(openingKey{}).(*Opening)
	if !ok {
		return nil, errors.New("live: a subscription was executed neither to open it nor to render a change")
	}
	src, err := open(ctx)
	if err != nil {
		return nil, err
	}
	o.Source, o.Served = src, true
	return nil, nil
}
