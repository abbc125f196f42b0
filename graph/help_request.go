package graph

import (
	"context"

	"github.com/loometalgud/mano/graph/generated"
	"github.com/loometalgud/mano/hackathon"
)

func (q queryResolver) HelpRequest(ctx context.Context, id hackathon.ID) (*hackathon.HelpRequest, error) {
	viewer, err := hackathon.ViewerFrom(ctx)
	if err == nil {
		err = id.Must(hackathon.KindHelpRequest)
	}
	if err != nil {
		return nil, err
	}
	return q.r.Store.HelpRequest(ctx, viewer, id)
}

func (e eventResolver) HelpRequests(ctx context.Context, event *hackathon.Event, filter *hackathon.HelpRequestFilter,
	order hackathon.HelpRequestOrder, first int32, after *string) (*generated.HelpRequestConnection, error) {
	viewer, err := hackathon.ViewerFrom(ctx)
	if err != nil {
		return nil, err
	}
	return needsConnection(e.r.Store.HelpRequestsOfEvent(ctx, viewer, event.ID, filter, order, pageArgs(first, after)))
}

func (v viewerResolver) HelpRequests(ctx context.Context, viewer *hackathon.Viewer, first int32,
	after *string) (*generated.HelpRequestConnection, error) {
	return needsConnection(v.r.Store.OwnHelpRequests(ctx, viewer, pageArgs(first, after)))
}

func (v viewerResolver) Matches(ctx context.Context, viewer *hackathon.Viewer, first int32,
	after *string) (*generated.HelpRequestConnection, error) {
	return needsConnection(v.r.Store.TakenHelpRequests(ctx, viewer, pageArgs(first, after)))
}

func needsConnection(p *hackathon.Page[*hackathon.HelpRequest], err error) (*generated.HelpRequestConnection, error) {
	if err != nil {
		return nil, err
	}
	edges, nodes, info := connection(p, func(cursor string, r *hackathon.HelpRequest) *generated.HelpRequestEdge {
		return &generated.HelpRequestEdge{Cursor: cursor, Node: r}
	})
	return &generated.HelpRequestConnection{Edges: edges, Nodes: nodes, PageInfo: info}, nil
}

func (helpRequestResolver) Event(ctx context.Context, r *hackathon.HelpRequest) (*hackathon.Event, error) {
	return optional(ctx, loadersFrom(ctx).event, r.EventID)
}

func (helpRequestResolver) History(ctx context.Context, r *hackathon.HelpRequest) ([]*hackathon.HelpRequestMove,
	error) {
	return loadersFrom(ctx).history.Load(ctx, r.ID)
}

func (helpRequestResolver) Distance(ctx context.Context, r *hackathon.HelpRequest) (*hackathon.DistanceBand, error) {
	need, err := viewerNeed(ctx, r)
	if err != nil || need == nil {
		return nil, err
	}
	return need.Distance, nil
}

func (helpRequestResolver) ViewerEligibility(ctx context.Context, r *hackathon.HelpRequest) (*hackathon.Eligibility,
	error) {
	need, err := viewerNeed(ctx, r)
	if err != nil || need == nil {
		return nil, err
	}
	return need.Eligibility, nil
}

func (helpRequestResolver) Match(ctx context.Context, r *hackathon.HelpRequest) (*hackathon.Match, error) {
	if _, err := hackathon.ViewerFrom(ctx); err != nil {
		return nil, err
	}
	return loadersFrom(ctx).match.Load(ctx, r.ID)
}

func (matchResolver) Asker(ctx context.Context, m *hackathon.Match) (*hackathon.Person, error) {
	return optional(ctx, loadersFrom(ctx).person, m.AskerID)
}

func (matchResolver) Volunteer(ctx context.Context, m *hackathon.Match) (*hackathon.Person, error) {
	return optional(ctx, loadersFrom(ctx).person, m.VolunteerID)
}

func (m mutationResolver) RequestHelp(ctx context.Context, in hackathon.RequestHelpInput) (generated.RequestHelpPayload,
	error) {
	viewer, err := hackathon.ViewerFrom(ctx)
	if err != nil {
		return nil, err
	}
	request, wayBack, err := m.r.Store.RequestHelp(ctx, viewer, in)
	if err != nil {
		return failure[generated.RequestHelpPayload](err)
	}
	return generated.RequestHelpSuccess{HelpRequest: request, ReturnRequest: wayBack}, nil
}

func (m mutationResolver) ClaimHelpRequest(ctx context.Context,
	in hackathon.ClaimHelpRequestInput) (generated.ClaimHelpRequestPayload, error) {
	viewer, err := hackathon.ViewerFrom(ctx)
	if err != nil {
		return nil, err
	}
	request, err := m.r.Store.ClaimHelpRequest(ctx, viewer, in)
	if err != nil {
		return failure[generated.ClaimHelpRequestPayload](err)
	}
	return generated.ClaimHelpRequestSuccess{HelpRequest: request}, nil
}

func (m mutationResolver) UpdateHelpRequest(ctx context.Context,
	in hackathon.UpdateHelpRequestInput) (generated.HelpRequestPayload, error) {
	return moved(ctx, in, m.r.Store.UpdateHelpRequest)
}

func (m mutationResolver) AcceptOffer(ctx context.Context,
	in hackathon.HelpRequestReferenceInput) (generated.HelpRequestPayload, error) {
	return moved(ctx, in, m.r.Store.AcceptOffer)
}

func (m mutationResolver) DeclineOffer(ctx context.Context,
	in hackathon.HelpRequestReferenceInput) (generated.HelpRequestPayload, error) {
	return moved(ctx, in, m.r.Store.DeclineOffer)
}

func (m mutationResolver) ReleaseHelpRequest(ctx context.Context,
	in hackathon.HelpRequestReferenceInput) (generated.HelpRequestPayload, error) {
	return moved(ctx, in, m.r.Store.ReleaseHelpRequest)
}

func (m mutationResolver) StartHelpRequest(ctx context.Context,
	in hackathon.HelpRequestReferenceInput) (generated.HelpRequestPayload, error) {
	return moved(ctx, in, m.r.Store.StartHelpRequest)
}

func (m mutationResolver) CompleteHelpRequest(ctx context.Context,
	in hackathon.HelpRequestReferenceInput) (generated.HelpRequestPayload, error) {
	return moved(ctx, in, m.r.Store.CompleteHelpRequest)
}

func (m mutationResolver) CancelHelpRequest(ctx context.Context,
	in hackathon.HelpRequestReferenceInput) (generated.HelpRequestPayload, error) {
	return moved(ctx, in, m.r.Store.CancelHelpRequest)
}

func (m mutationResolver) CloseHelpRequest(ctx context.Context,
	in hackathon.HelpRequestReferenceInput) (generated.HelpRequestPayload, error) {
	return moved(ctx, in, m.r.Store.CloseHelpRequest)
}

func (m mutationResolver) ReopenHelpRequest(ctx context.Context,
	in hackathon.HelpRequestReferenceInput) (generated.HelpRequestPayload, error) {
	return moved(ctx, in, m.r.Store.ReopenHelpRequest)
}

func (m mutationResolver) ReportNoShow(ctx context.Context,
	in hackathon.HelpRequestReferenceInput) (generated.HelpRequestPayload, error) {
	return moved(ctx, in, m.r.Store.ReportNoShow)
}

// moved is the mutations that move or change one need.
func moved[In any](ctx context.Context, in In, move func(context.Context, *hackathon.Viewer,
	In) (*hackathon.HelpRequest, error)) (generated.HelpRequestPayload, error) {
	viewer, err := hackathon.ViewerFrom(ctx)
	if err != nil {
		return nil, err
	}
	request, err := move(ctx, viewer, in)
	if err != nil {
		return failure[generated.HelpRequestPayload](err)
	}
	return generated.HelpRequestSuccess{HelpRequest: request}, nil
}
