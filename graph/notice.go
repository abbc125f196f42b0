package graph

import (
	"context"
	"encoding/json"

	"github.com/loometalgud/mano/graph/generated"
	"github.com/loometalgud/mano/hackathon"
	"github.com/loometalgud/mano/live"
)

func (v viewerResolver) Notices(ctx context.Context, viewer *hackathon.Viewer, first int32,
	after *string) (*hackathon.NoticeConnection, error) {
	return v.r.DB.Notices.OfViewer(ctx, viewer, pageArgs(ctx, first, after))
}

func (m mutationResolver) MarkNoticesRead(ctx context.Context,
	in hackathon.MarkNoticesReadInput) (generated.MarkNoticesReadPayload, error) {
	return mutation(ctx, in, func(ctx context.Context, v *hackathon.Viewer, in hackathon.MarkNoticesReadInput) (int, error) {
		return m.r.DB.Notices.MarkRead(ctx, v, in.NoticeIDs)
	}, func(n int) generated.MarkNoticesReadPayload {
		return generated.MarkNoticesReadSuccess{ReadCount: int32(n)}
	})
}

// Notifications is one person's stream, for that person alone.
func (s subscriptionResolver) Notifications(ctx context.Context,
	after *live.Cursor) (<-chan *generated.NotificationItem, error) {
	return live.Serve(ctx, func(ctx context.Context) (live.Source, error) {
		viewer, err := hackathon.ViewerFrom(ctx)
		if err != nil {
			return live.Source{}, err
		}
		person, store := viewer.PersonID, s.r.DB
		return live.Source{
			Name: "notifications", Scope: "person:" + person.String(), RightsOf: person, After: cursorOf(after),
			Streams: func(context.Context) ([]hackathon.ID, error) { return []hackathon.ID{person}, nil },
			Wants:   func(a *hackathon.Activity) bool { return a.Kind == hackathon.ActivityNoticeAdded },
			Snapshot: func(ctx context.Context, _ []hackathon.ID) (live.Snapshot, error) {
				items, at, err := store.Notices.Unread(ctx, person)
				return live.Snapshot{Items: items, At: at}, err
			},
			Recheck: func(ctx context.Context) error {
				_, err := store.Sessions.ViewerBySession(ctx, viewer.SessionID)
				return err
			},
		}, nil
	}, func(_ context.Context, c live.Change) (*generated.NotificationItem, error) {
		change, err := notificationChange(c)
		return &generated.NotificationItem{Cursor: c.Cursor, At: c.At, Change: change}, err
	})
}

func notificationChange(c live.Change) (generated.NotificationChange, error) {
	switch {
	case c.CaughtUp:
		return generated.CaughtUp{At: c.At}, nil
	case c.Reset != "":
		return generated.StreamReset{Reason: c.Reset, Cursor: c.Cursor}, nil
	}
	var n hackathon.Notice
	err := json.Unmarshal(c.Activity.Payload, &n)
	return generated.NoticeAdded{Notice: &n}, err
}

// cursorOf is where a subscriber wants to go on; "" from the start.
func cursorOf(after *live.Cursor) live.Cursor {
	if after == nil {
		return ""
	}
	return *after
}
