package live

import (
	"context"
	"errors"
	"time"

	"github.com/loometalgud/mano/hackathon"
)

// Source describes one live subscription. A resolver makes it when the subscription is opened, and it says everything
// that decides who gets something and whether; what they get is the resolver's item function.
//
// Subscriptions of one group (equal Key, Name and Scope) share the functions of whichever came first, save Match,
// Terms, After, Recheck and RightsOf, which are each subscriber's own. So the shared ones must depend on nothing but
// the root field, its shared arguments and the scope, and must not hold on to the opening viewer or context.
type Source struct {
	// Name is the root field.
	Name string
	// Scope is who the group is, in a small canonical string ("public", "volunteer:EVENT"); never a person, unless the
	// operation is that person's alone.
	Scope string

	// Streams are the streams to merge.
	Streams func(ctx context.Context) ([]hackathon.ID, error)
	// Dynamic says that Streams changes: it is asked again whenever something happens on hackathon.GlobalStream. A stream
	// that joins starts with its snapshot, one that leaves is told to its end and then taken back; see Leave.
	Dynamic bool
	// Wants says which activities concern this root field and scope: their kind and audience. Pure. Nil wants all.
	Wants func(*hackathon.Activity) bool
	// Snapshot reads the present state of the streams, and the positions at which it was read, in one transaction.
	// Nil: there is none, and the subscription starts with what happens next.
	Snapshot func(ctx context.Context, streams []hackathon.ID) (Snapshot, error)
	// Leave is asked, of a Dynamic source, about streams that are no longer merged and that clients may still show
	// something of. At has those of which everything up to there may be told to this scope, Items what is on show there,
	// spelled as the activities that take it away, all read in one transaction. Whoever follows a stream that is missing
	// in At is reset. Nil: none may be told.
	StreamsRemoved func(ctx context.Context, streams []hackathon.ID) (Snapshot, error)
	// ScopeOf and ScopeRecheck are RightsOf and Recheck of the scope as a whole, asked once for the group: whether what it
	// shows may be shown to the scope at all (an event that is not public any more). An error ends the group's
	// subscriptions. Nil: nothing to ask.
	ScopeOf      hackathon.ID
	ScopeRecheck func(ctx context.Context) error
	// Conflate says that only the newest change matters (each item shows the whole state, as a board does): whoever lags
	// may be taken straight to the newest.
	Conflate bool

	// TermsOf are the terms of an activity, which spare those whom it cannot concern the asking: a subscriber whose Terms
	// have none of them is no candidate. Nil: it concerns everybody. Pure; asked once per change and group.
	TermsOf func(*hackathon.Activity) []hackathon.Term

	// Match is this subscriber's filter; nil lets everything through. Pure and quick: it is asked about every change that
	// the subscriber is a candidate for.
	Match func(*hackathon.Activity) bool
	// Terms are those under which this subscriber's Match can be true, a few dozen at most: whatever it wants has one of
	// them or none at all. They are asked for when the subscription starts and after each Recheck. Nil, or a function
	// that returns nil: any change may be wanted. An empty list: none is.
	Terms func() []hackathon.Term
	// After is where the subscriber wants to go on; "" starts from the snapshot.
	After Cursor
	// RightsOf is whose rights the subscription rests on: the Entity of the ActivityRightsChanged that tells of a change.
	// Zero: none does.
	RightsOf hackathon.ID
	// RightsKnown is when one began to read the rights that the subscription is opened with. The hub knows whether those
	// of RightsOf have changed since, and asks for them at the start only if they have. Zero: it asks in any case.
	RightsKnown time.Time
	// Recheck asks for the present rights: when the subscription starts, unless RightsKnown makes that needless, when
	// those of RightsOf have changed, and every few minutes. An error of kind Unauthenticated closes the connection
	// (4403), one of another kind but Internal ends the subscription with it. Internal is taken as "cannot tell now" and
	// asked again. Nil: nothing to ask. It must answer from what is committed and not from anything kept. ErrFilterChanged
	// says that the rights stand, and that Match wants something else now than before.
	Recheck func(ctx context.Context) error
}

// ErrFilterChanged is what a Recheck returns when what the subscriber's filter goes by has changed. They are told to
// forget what they have, and get the present state as they want it now: what has become theirs to see was told before.
var ErrFilterChanged = errors.New("live: the filter goes by something else now")

// Snapshot is the present state, spelled as activities, and the positions of exactly the streams asked for (Seq 0 for
// one without activity) at which it was read.
type Snapshot struct {
	Items []hackathon.Activity
	At    []hackathon.Position
}

// ResetReason says why a client must forget what it has.
type ResetReason string

const (
	ResetDiverged ResetReason = "DIVERGED" // history was replaced: a restore, a lossy failover
	ResetTooOld   ResetReason = "TOO_OLD"  // the log no longer reaches back to the cursor
	ResetFilter   ResetReason = "FILTER"   // what the subscriber's filter goes by has changed
	// the connection ended while the present state was being sent, or taken back
	ResetInterrupted ResetReason = "INTERRUPTED"
	ResetReach       ResetReason = "REACH" // something that was followed may not be told any more
)

// Change is what one execution renders. Exactly one of Activity, CaughtUp and Reset is set.
type Change struct {
	// Cursor resumes behind this change.
	Cursor Cursor
	// At is when it happened; of CaughtUp and Reset, when it was said.
	At       time.Time
	Activity *hackathon.Activity
	// Snapshot marks an Activity as part of the present state and not as something that happened now.
	Snapshot bool
	// CaughtUp says that everything before Cursor was sent. It ends every snapshot and every replay and comes again as
	// the heartbeat.
	CaughtUp bool
	// Reset says: forget what you have; the present state follows.
	Reset ResetReason
}

// Opening collects the Source that a resolver makes when it runs in opening mode.
type Opening struct {
	Source Source
	Served bool // a resolver did call Serve
}

type openingKey struct{}
type changeKey struct{}

// WithOpening puts Serve into opening mode.
func WithOpening(ctx context.Context, o *Opening) context.Context {
	return context.WithValue(ctx, openingKey{}, o)
}

// WithChange puts Serve into execution mode; it wins over an opening further out.
func WithChange(ctx context.Context, c Change) context.Context {
	return context.WithValue(ctx, changeKey{}, c)
}

// ChangeFrom is the change that is being rendered.
func ChangeFrom(ctx context.Context) (Change, bool) {
	c, ok := ctx.Value(changeKey{}).(Change)
	return c, ok
}

// Serve is what every subscription resolver returns. In opening mode it runs open, for the rights and the Source, and
// returns no channel. In execution mode it returns a closed channel that holds the one item made from the change.
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
