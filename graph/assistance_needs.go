package graph

import (
	"context"
	"errors"
	"sync/atomic"

	"github.com/loometalgud/mano/graph/generated"
	"github.com/loometalgud/mano/hackathon"
	"github.com/loometalgud/mano/live"
	"github.com/loometalgud/mano/postgres"
)

func (q queryResolver) AssistanceNeeds(ctx context.Context, eventID *hackathon.ID, filter *hackathon.NeedFilter,
	by hackathon.HelpRequestOrder, first int32, after *string) (*hackathon.HelpRequestConnection, error) {
	viewer, err := hackathon.ViewerFrom(ctx)
	if err != nil {
		return nil, err
	}
	return page(ctx, q.r.DB.AssistanceNeeds.List(viewer, eventID, filter), first, after, by.Order())
}

// AssistanceNeeds is the live twin of the query of that name: the same predicate decides.
func (s subscriptionResolver) AssistanceNeeds(ctx context.Context, eventID *hackathon.ID, filter *hackathon.NeedFilter,
	after *live.Cursor) (<-chan *generated.AssistanceNeedsItem, error) {
	return stream[generated.AssistanceNeedsItem](ctx, after,
		func(ctx context.Context, viewer *hackathon.Viewer) (live.Source, error) {
			return needsSource(ctx, s.r.DB, viewer, eventID, filter)
		}, needsChange)
}

// needsSource is what the subscription follows. What a group shares (Streams, Wants, Snapshot) knows the event or the
// reach and nothing of the viewer.
func needsSource(ctx context.Context, db *postgres.DB, viewer *hackathon.Viewer, eventID *hackathon.ID,
	filter *hackathon.NeedFilter) (live.Source, error) {
	if err := filter.Validate(); err != nil {
		return live.Source{}, err
	}
	reach, err := db.AssistanceNeeds.Reach(ctx, viewer, eventID)
	if err != nil {
		return live.Source{}, err
	}
	source := live.Source{
		Name: "assistanceNeeds", Scope: reach.Scope(), RightsOf: viewer.RightsOf(), TermsOf: needTerms,
		Wants:    func(a *hackathon.Activity) bool { return a.Kind.Rule().Entity == hackathon.KindHelpRequest },
		Streams:  func(ctx context.Context) ([]hackathon.ID, error) { return db.AssistanceNeeds.Streams(ctx, reach) },
		Snapshot: db.AssistanceNeeds.Open,
	}
	switch {
	case eventID == nil:
		source.Dynamic = true
		source.StreamsRemoved = func(ctx context.Context, left []hackathon.ID) (hackathon.Snapshot, error) {
			return db.AssistanceNeeds.Left(ctx, reach, left)
		}
	case !reach.StaffOnly:
		source.ScopeOf = *eventID
		source.ScopeRecheck = func(ctx context.Context) error { return db.Events.Public(ctx, *eventID) }
	}
	return source, followNeeds(ctx, &source, db, viewer, reach, filter)
}

// followNeeds gives the subscriber their filter and their rights, both as they are now and whenever they are asked
// again: eligibleOnly goes by what the volunteer states and how they stand at the time, and when that has changed, what
// is there is told anew.
func followNeeds(ctx context.Context, source *live.Source, db *postgres.DB, viewer *hackathon.Viewer,
	reach *hackathon.NeedsReach, filter *hackathon.NeedFilter) error {
	var wants atomic.Pointer[wantedNeeds]
	look := func(ctx context.Context) error {
		volunteer, err := db.AssistanceNeeds.Asking(ctx, viewer, filter)
		if err != nil {
			return err
		}
		before := wants.Swap(&wantedNeeds{volunteer, filter.Predicate(volunteer), filter.Terms(volunteer)})
		if before != nil && !volunteer.MayTakeAs(before.of) {
			return live.ErrFilterChanged
		}
		return nil
	}
	source.Recheck = func(ctx context.Context) error {
		present, err := db.Sessions.ViewerBySession(ctx, viewer.SessionID)
		if err != nil {
			return err
		}
		if err := reach.StillOf(present); err != nil {
			return err
		}
		return look(ctx)
	}
	if filter == nil {
		return nil
	}
	source.Match = func(a *hackathon.Activity) bool {
		need := decodedNeed(a)
		return need == nil || hackathon.WantsRecord(wants.Load().these, need)
	}
	source.Terms = func() []hackathon.Term { return wants.Load().terms }
	return look(ctx)
}

// wantedNeeds is a filter as it is now.
type wantedNeeds struct {
	of    *hackathon.Volunteer
	these func(*hackathon.HelpRequest) bool
	terms []hackathon.Term
}

// needTerms are nil when the payload is no need.
func needTerms(a *hackathon.Activity) []hackathon.Term {
	if need := decodedNeed(a); need != nil {
		return hackathon.NeedTerms(need)
	}
	return nil
}

func needsChange(_ context.Context, a *hackathon.Activity) (generated.AssistanceNeedsChange, error) {
	need, err := decodeNeed(a)
	if err != nil {
		return nil, err
	}
	r := &need.told.HelpRequest
	switch a.Kind {
	case hackathon.ActivityHelpRequestOpened:
		return generated.NeedOpened{HelpRequest: r}, nil
	case hackathon.ActivityHelpRequestClosed:
		return generated.NeedClosed{HelpRequest: r}, nil
	}
	return generated.NeedChanged{HelpRequest: r}, nil
}

// recentNeeds remembers the decoded payloads of the last activities, so that ten thousand filters decode each one once.
// A slot is found by the entity's last byte and version, and holds for exactly the payload it was made from.
var recentNeeds [256]atomic.Pointer[recentNeed]

type recentNeed struct {
	payload *byte
	told    *hackathon.HelpRequestRecord // as clients are told it
	judged  *hackathon.HelpRequestRecord // as filters see it
}

func decodeNeed(a *hackathon.Activity) (*recentNeed, error) {
	if len(a.Payload) == 0 {
		return nil, errors.New("an activity of a need without the need")
	}
	slot := &recentNeeds[a.Entity[15]^byte(a.Version)]
	if r := slot.Load(); r != nil && r.payload == &a.Payload[0] {
		return r, nil
	}
	told, err := payload[hackathon.HelpRequestRecord](a)
	if err != nil {
		return nil, err
	}
	r := &recentNeed{payload: &a.Payload[0], told: told, judged: told}
	// its event left: to a filter it is gone like any other
	if a.Kind == hackathon.ActivityHelpRequestClosed && told.Takeable() {
		gone := *told
		gone.Status = hackathon.HelpClosedOther
		r.judged = &gone
	}
	slot.Store(r)
	return r, nil
}

// decodedNeed is nil when the payload is no need; the execution then says so.
func decodedNeed(a *hackathon.Activity) *hackathon.HelpRequestRecord {
	if r, err := decodeNeed(a); err == nil {
		return r.judged
	}
	return nil
}
