package graph

import (
	"context"

	"github.com/loometalgud/mano/graph/generated"
	"github.com/loometalgud/mano/hackathon"
	"github.com/loometalgud/mano/live"
)

// EventActivity streams what is public of an event that is public. Everybody gets the same, so one execution serves
// all.
func (s subscriptionResolver) EventActivity(ctx context.Context, eventID hackathon.ID,
	after *live.Cursor) (<-chan *generated.EventActivityItem, error) {
	public := func(ctx context.Context) error { return s.r.DB.Events.Public(ctx, eventID) }
	return stream[generated.EventActivityItem](ctx, after,
		func(ctx context.Context, _ *hackathon.Viewer) (live.Source, error) {
			return live.Source{
				Name: "eventActivity", Scope: "public", Streams: ofStream(eventID),
				Wants: func(a *hackathon.Activity) bool {
					return a.Audience == hackathon.AudiencePublic && a.Kind.Rule().Timeline
				},
				Snapshot: s.r.DB.Events.Activity, ScopeOf: eventID, ScopeRecheck: public,
			}, public(ctx)
		}, eventActivityChange)
}

func eventActivityChange(_ context.Context, a *hackathon.Activity) (generated.EventActivityChange, error) {
	switch a.Kind {
	case hackathon.ActivityAttendanceChanged:
		counts, err := payload[hackathon.AttendanceCounts](a)
		return generated.AttendanceChanged{Attendance: counts}, err
	case hackathon.ActivityCommentAdded:
		comment, err := payload[hackathon.Comment](a)
		return generated.CommentAdded{Comment: comment}, err
	case hackathon.ActivityCommentHidden:
		comment, err := payload[hackathon.Comment](a)
		return generated.CommentHidden{Comment: comment}, err
	}
	switch a.Kind.Rule().Entity {
	case hackathon.KindIdea:
		idea, err := payload[hackathon.Idea](a)
		return generated.IdeaChanged{Idea: idea}, err
	case hackathon.KindWorkingGroup:
		group, err := payload[hackathon.WorkingGroup](a)
		return generated.WorkingGroupChanged{WorkingGroup: group}, err
	}
	event, err := payload[hackathon.Event](a)
	return generated.EventChanged{Event: event}, err
}
