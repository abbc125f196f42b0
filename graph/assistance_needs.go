package graph

import (
	"context"
	"encoding/json"
	"strings"
	"sync/atomic"

	"github.com/loometalgud/mano/graph/generated"
	"github.com/loometalgud/mano/hackathon"
	"github.com/loometalgud/mano/live"
	"github.com/loometalgud/mano/postgres"
)

func (q queryResolver) AssistanceNeeds(ctx context.Context, eventID *hackathon.ID, filter *hackathon.NeedFilter,
	first int32, after *string) (*hackathon.HelpRequestConnection, error) {
	viewer, err := hackathon.ViewerFrom(ctx)
	if err != nil {
		return nil, err
	}
	return q.r.DB.AssistanceNeeds.List(ctx, viewer, eventID, filter, pageArgs(ctx, first, after))
}

// AssistanceNeeds is the live twin of the query of that name: the same predicate decides.
func (s subscriptionResolver) AssistanceNeeds(ctx context.Context, eventID *hackathon.ID, filter *hackathon.NeedFilter,
	after *live.Cursor) (<-chan *generated.AssistanceNeedsItem, error) {
	return live.Serve(ctx, func(ctx context.Context) (live.Source, error) {
		viewer, err := hackathon.ViewerFrom(ctx)
		if err != nil {
			return live.Source{}, err
		}
		source, err := needsSource(ctx, s.r.DB, viewer, eventID, filter)
		source.After = cursorOf(after)
		return source, err
	}, needsItem)
}

// needsSource is what the subscription opens. What a group shares (Streams, Wants, Snapshot) knows the event or the
// reach and nothing of the viewer.
func needsSource(ctx context.Context, store *postgres.DB, viewer *hackathon.Viewer, eventID *hackathon.ID,
	filter *hackathon.NeedFilter) (live.Source, error) {
	if err := filter.Validate(); err != nil {
		return live.Source{}, err
	}
	source := live.Source{Name: "assistanceNeeds", RightsOf: viewer.RightsOf(), Wants: isNeedActivity, TermsOf: needTerms,
		Snapshot: func(ctx context.Context, streams []hackathon.ID) (live.Snapshot, error) {
			items, at, err := store.AssistanceNeeds.Open(ctx, streams)
			return live.Snapshot{Items: items, At: at}, err
		}}
	if eventID != nil {
		event := *eventID
		public, err := store.AssistanceNeeds.SeenBy(ctx, viewer, event)
		if err != nil {
			return live.Source{}, err
		}
		source.Scope = "staff:" + event.String()
		if public {
			source.Scope = "volunteer:" + event.String()
			source.ScopeOf, source.ScopeRecheck = event, func(ctx context.Context) error { return store.Events.Public(ctx, event) }
		}
		source.Streams = func(context.Context) ([]hackathon.ID, error) { return []hackathon.ID{event}, nil }
	} else {
		scope, reach, err := needsReach(viewer)
		if err != nil {
			return live.Source{}, err
		}
		source.Scope, source.Dynamic = scope, true
		source.Streams = func(ctx context.Context) ([]hackathon.ID, error) { return store.AssistanceNeeds.Streams(ctx, reach) }
		source.StreamsRemoved = func(ctx context.Context, streams []hackathon.ID) (live.Snapshot, error) {
			items, at, err := store.AssistanceNeeds.Left(ctx, reach, streams)
			return live.Snapshot{Items: items, At: at}, err
		}
	}
	return source, followNeeds(ctx, &source, store, viewer, eventID, filter)
}

// needsReach is where a viewer without an event in mind sees needs: "volunteer" everywhere, else only within the events
// that the scope names.
func needsReach(viewer *hackathon.Viewer) (scope string, reach []hackathon.ID, err error) {
	everywhere, events := viewer.NeedsReach()
	if everywhere {
		return "volunteer", nil, nil
	}
	if len(events) == 0 {
		return "", nil, hackathon.Forbiddenf("this is for volunteers and for the staff of events")
	}
	names := make([]string, len(events))
	for i, e := range events {
		names[i] = e.String()
	}
	return "volunteer:" + strings.Join(names, "+"), events, nil
}

// followNeeds gives the subscriber their filter and their rights, both as they are now and whenever they are asked
// again: eligibleOnly goes by what the volunteer states and how they stand at the time, and when that has changed, what
// is there is told anew.
func followNeeds(ctx context.Context, source *live.Source, store *postgres.DB, viewer *hackathon.Viewer,
	event *hackathon.ID, filter *hackathon.NeedFilter) error {
	var wants atomic.Pointer[wantedNeeds]
	look := func(ctx context.Context) error {
		var volunteer *hackathon.Volunteer
		if filter != nil && filter.EligibleOnly {
			var err error
			if volunteer, err = store.Volunteers.Find(ctx, viewer); err != nil {
				return err
			}
		}
		before := wants.Swap(&wantedNeeds{volunteer, filter.Predicate(volunteer), filter.Terms(volunteer)})
		if before != nil && !volunteer.MayTakeAs(before.of) {
			return live.ErrFilterChanged
		}
		return nil
	}
	scope := source.Scope
	source.Recheck = func(ctx context.Context) error {
		present, err := store.Sessions.ViewerBySession(ctx, viewer.SessionID)
		if err != nil {
			return err
		}
		if err := stillSees(present, scope, event); err != nil {
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

// stillSees is nil when the viewer's present rights give the scope that the subscription was opened with. Of needs
// without an event in mind they may give another one: the client then comes back and gets that.
func stillSees(viewer *hackathon.Viewer, scope string, event *hackathon.ID) error {
	if event == nil {
		present, _, err := needsReach(viewer)
		if err == nil && present != scope {
			err = &hackathon.Error{Kind: hackathon.Unauthenticated, Message: "your rights have changed: connect again"}
		}
		return err
	}
	if !viewer.SeesNeeds(*event) || strings.HasPrefix(scope, "staff:") && !viewer.Staff(*event) {
		return hackathon.Forbiddenf("this is for volunteers and for the staff of the event")
	}
	return nil
}

func isNeedActivity(a *hackathon.Activity) bool {
	switch a.Kind {
	case hackathon.ActivityHelpRequestOpened, hackathon.ActivityHelpRequestChanged, hackathon.ActivityHelpRequestClosed,
		hackathon.ActivityHelpRequestProgress:
		return true
	}
	return false
}

func needsItem(_ context.Context, c live.Change) (*generated.AssistanceNeedsItem, error) {
	item := &generated.AssistanceNeedsItem{Cursor: c.Cursor, At: c.At}
	switch {
	case c.CaughtUp:
		item.Change = generated.CaughtUp{At: c.At}
		return item, nil
	case c.Reset != "":
		item.Change = generated.StreamReset{Reason: c.Reset, Cursor: c.Cursor}
		return item, nil
	}
	var record hackathon.HelpRequestRecord
	if err := json.Unmarshal(c.Activity.Payload, &record); err != nil {
		return nil, err
	}
	switch c.Activity.Kind {
	case hackathon.ActivityHelpRequestOpened:
		item.Change = generated.NeedOpened{HelpRequest: &record.HelpRequest}
	case hackathon.ActivityHelpRequestClosed:
		item.Change = generated.NeedClosed{HelpRequest: &record.HelpRequest}
	default:
		item.Change = generated.NeedChanged{HelpRequest: &record.HelpRequest}
	}
	return item, nil
}

// recentNeeds remembers the decoded payloads of the last activities, so that ten thousand filters decode each one once.
// A slot is found by the entity's last byte and version, and holds for exactly the payload it was made from.
var recentNeeds [256]atomic.Pointer[recentNeed]

type recentNeed struct {
	payload *byte
	need    *hackathon.HelpRequestRecord
}

// decodedNeed is nil when the payload is no need; the execution then says so.
func decodedNeed(a *hackathon.Activity) *hackathon.HelpRequestRecord {
	if len(a.Payload) == 0 {
		return nil
	}
	slot := &recentNeeds[a.Entity[15]^byte(a.Version)]
	if r := slot.Load(); r != nil && r.payload == &a.Payload[0] {
		return r.need
	}
	need := &hackathon.HelpRequestRecord{}
	if json.Unmarshal(a.Payload, need) != nil {
		return nil
	}
	// its event left: to a filter it is gone like any other
	if a.Kind == hackathon.ActivityHelpRequestClosed && need.Takeable() {
		need.Status = hackathon.HelpClosedOther
	}
	slot.Store(&recentNeed{payload: &a.Payload[0], need: need})
	return need
}
