package graph

import (
	"context"

	"github.com/loometalgud/mano/graph/generated"
	"github.com/loometalgud/mano/hackathon"
	"github.com/loometalgud/mano/live"
)

func (v viewerResolver) Notices(ctx context.Context, viewer *hackathon.Viewer, first int32,
	after *string) (*hackathon.NoticeConnection, error) {
	return page(ctx, v.r.DB.Notices.OfViewer(viewer), first, after)
}

// Subject is null when the viewer may not see it any more.
func (noticeResolver) Subject(ctx context.Context, n *hackathon.Notice) (hackathon.Node, error) {
	if n.SubjectID.Kind() == hackathon.KindHelpRequest {
		return nodeOrNil(loadersFrom(ctx).helpRequest.Load(ctx, n.SubjectID))
	}
	viewer, err := hackathon.ViewerFrom(ctx)
	if err != nil {
		return nil, err
	}
	event, err := foundOrNil(loadersFrom(ctx).event.Load(ctx, n.SubjectID))
	if err != nil || event == nil || !viewer.SeesEvent(event) {
		return nil, err
	}
	return *event, nil
}

func (m mutationResolver) MarkNoticesRead(ctx context.Context,
	in hackathon.MarkNoticesReadInput) (generated.MarkNoticesReadPayload, error) {
	return mutation(ctx, in, m.r.DB.Notices.MarkRead, func(n int) generated.MarkNoticesReadPayload {
		return generated.MarkNoticesReadSuccess{ReadCount: int32(n)}
	})
}

// Notifications is one person's stream, for that person alone.
func (s subscriptionResolver) Notifications(ctx context.Context,
	after *live.Cursor) (<-chan *generated.NotificationItem, error) {
	return stream[generated.NotificationItem](ctx, after,
		func(_ context.Context, viewer *hackathon.Viewer) (live.Source, error) {
			person := viewer.PersonID
			return live.Source{
				Name: "notifications", Scope: "person:" + person.String(), RightsOf: person, Streams: ofStream(person),
				Wants:    func(a *hackathon.Activity) bool { return a.Kind.Rule().Entity == hackathon.KindNotice },
				Snapshot: s.r.DB.Notices.Unread,
				Recheck:  s.r.recheck(viewer, func(*hackathon.Viewer) error { return nil }),
			}, nil
		}, func(_ context.Context, a *hackathon.Activity) (generated.NotificationChange, error) {
			notice, err := payload[hackathon.Notice](a)
			return generated.NoticeAdded{Notice: notice}, err
		})
}
