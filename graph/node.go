package graph

import (
	"context"

	"github.com/vikstrous/dataloadgen"

	"github.com/loometalgud/mano/hackathon"
)

// Node finds anything by its id. What does not exist, what the viewer may not see and what has no public type at all
// are not told apart: all are null.
func (q queryResolver) Node(ctx context.Context, id hackathon.ID) (hackathon.Node, error) {
	node, err := q.node(ctx, id)
	switch hackathon.KindOf(err) {
	case hackathon.NotFound, hackathon.Forbidden, hackathon.Unauthenticated:
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	return node, nil
}

func (q queryResolver) node(ctx context.Context, id hackathon.ID) (hackathon.Node, error) {
	l := loadersFrom(ctx)
	switch id.Kind() {
	case hackathon.KindPerson:
		return loadNode(ctx, l.person, id)
	case hackathon.KindOrganisation:
		return loadNode(ctx, l.organisation, id)
	case hackathon.KindVenue:
		return loadNode(ctx, l.venue, id)
	case hackathon.KindEvent:
		return ownNode(ctx, id, q.r.DB.Events.Find)
	case hackathon.KindAttendance:
		return ownNode(ctx, id, q.r.DB.Attendances.Find)
	case hackathon.KindIdea:
		return ownNode(ctx, id, q.r.DB.Ideas.Find)
	case hackathon.KindComment:
		return ownNode(ctx, id, q.r.DB.Comments.Find)
	case hackathon.KindWorkingGroup:
		return loadNode(ctx, l.workingGroup, id)
	case hackathon.KindMembership:
		return nodeOrNil(q.r.DB.Memberships.Find(ctx, id))
	case hackathon.KindHelpRequest:
		return ownNode(ctx, id, q.r.DB.HelpRequests.Find)
	case hackathon.KindNotice:
		return ownNode(ctx, id, q.r.DB.Notices.Find)
	}
	return nil, nil
}

// loadNode loads what anybody may see.
func loadNode[T hackathon.Node](ctx context.Context, l *dataloadgen.Loader[hackathon.ID, *T],
	id hackathon.ID) (hackathon.Node, error) {
	node, err := l.Load(ctx, id)
	return nodeOrNil(node, err)
}

// nodeOrNil keeps a nil pointer from becoming a Node that is not nil.
func nodeOrNil[T hackathon.Node](node *T, err error) (hackathon.Node, error) {
	if err != nil || node == nil {
		return nil, err
	}
	return *node, nil
}

// ownNode reads what not everybody may see.
func ownNode[T hackathon.Node](ctx context.Context, id hackathon.ID,
	read func(context.Context, *hackathon.Viewer, hackathon.ID) (*T, error)) (hackathon.Node, error) {
	viewer, err := hackathon.ViewerFrom(ctx)
	if err != nil {
		return nil, err
	}
	return nodeOrNil(read(ctx, viewer, id))
}
