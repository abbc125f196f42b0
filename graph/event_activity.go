package graph

import (
	"context"
	"encoding/json"

	"github.com/loometalgud/mano/graph/generated"
	"github.com/loometalgud/mano/hackathon"
	"github.com/loometalgud/mano/live"
)

// EventActivity streams what is public of an event that is public. Everybody gets the same, so one execution serves
// all.
func (s subscriptionResolver) EventActivity(ctx context.Context, eventID hackathon.ID,
	after *live.Cursor) (<-chan *generated.EventActivityItem, error) {
	return live.Serve(ctx, func(ctx context.Context) (live.Source, error) {
		return live.Source{
			Name: "eventActivity", Scope: "public", After: cursorOf(after), Wants: isEventActivity, Streams: streamsOf(eventID),
			Snapshot: func(ctx context.Context, streams []hackathon.ID) (live.Snapshot, error) {
				items, at, err := s.r.DB.Events.Activity(ctx, streams)
				return live.Snapshot{Items: items, At: at}, err
			},
			ScopeOf: eventID, ScopeRecheck: func(ctx context.Context) error { return s.r.DB.Events.Public(ctx, eventID) },
		}, s.r.DB.Events.Public(ctx, eventID)
	}, eventActivityItem)
}

func isEventActivity(a *hackathon.Activity) bool {
	if a.Audience != hackathon.AudiencePublic {
		return false
	}
	switch a.Kind {
	case hackathon.ActivityEventPublished, hackathon.ActivityEventChanged, hackathon.ActivityEventStatusChanged,
		hackathon.ActivityAttendanceChanged,
		hackathon.ActivityIdeaSubmitted, hackathon.ActivityIdeaChanged, hackathon.ActivityIdeaSupportChanged,
		hackathon.ActivityIdeaStatusChanged,
		hackathon.ActivityCommentAdded, hackathon.ActivityCommentHidden,
		hackathon.ActivityWorkingGroupFormed, hackathon.ActivityWorkingGroupChanged, hackathon.ActivityWorkingGroupMembership:
		return true
	}
	return false
}

func eventActivityItem(_ context.Context, c live.Change) (*generated.EventActivityItem, error) {
	item := &generated.EventActivityItem{Cursor: c.Cursor, At: c.At}
	switch {
	case c.CaughtUp:
		item.Change = generated.CaughtUp{At: c.At}
		return item, nil
	case c.Reset != "":
		item.Change = generated.StreamReset{Reason: c.Reset, Cursor: c.Cursor}
		return item, nil
	}
	var err error
	item.Change, err = eventActivityChange(c.Activity)
	return item, err
}

// eventActivityChange needs no read: the payload is the thing as the change left it.
func eventActivityChange(a *hackathon.Activity) (generated.EventActivityChange, error) {
	switch a.Kind {
	case hackathon.ActivityAttendanceChanged:
		counts, err := payload[hackathon.AttendanceCounts](a)
		return generated.AttendanceChanged{Attendance: counts}, err
	case hackathon.ActivityIdeaSubmitted, hackathon.ActivityIdeaChanged, hackathon.ActivityIdeaSupportChanged,
		hackathon.ActivityIdeaStatusChanged:
		idea, err := payload[hackathon.Idea](a)
		return generated.IdeaChanged{Idea: idea}, err
	case hackathon.ActivityCommentAdded:
		comment, err := payload[hackathon.Comment](a)
		return generated.CommentAdded{Comment: comment}, err
	case hackathon.ActivityCommentHidden:
		comment, err := payload[hackathon.Comment](a)
		return generated.CommentHidden{Comment: comment}, err
	case hackathon.ActivityWorkingGroupFormed, hackathon.ActivityWorkingGroupChanged,
		hackathon.ActivityWorkingGroupMembership:
		group, err := payload[hackathon.WorkingGroup](a)
		return generated.WorkingGroupChanged{WorkingGroup: group}, err
	}
	event, err := payload[hackathon.Event](a)
	return generated.EventChanged{Event: event}, err
}

func payload[T any](a *hackathon.Activity) (*T, error) {
	v := new(T)
	return v, json.Unmarshal(a.Payload, v)
}

// streamsOf is the fixed stream of one event.
func streamsOf(event hackathon.ID) func(context.Context) ([]hackathon.ID, error) {
	return func(context.Context) ([]hackathon.ID, error) { return []hackathon.ID{event}, nil }
}
