package graph

import (
	"context"

	"github.com/loometalgud/mano/graph/generated"
	"github.com/loometalgud/mano/hackathon"
	"github.com/loometalgud/mano/postgres"
)

func (q queryResolver) HelpRequest(ctx context.Context, id hackathon.ID) (*hackathon.HelpRequest, error) {
	viewer, err := hackathon.ViewerFrom(ctx)
	if err == nil {
		err = id.Must(hackathon.KindHelpRequest)
	}
	if err != nil {
		return nil, err
	}
	return q.r.DB.HelpRequests.Find(ctx, viewer, id)
}

func (e eventResolver) HelpRequests(ctx context.Context, event *hackathon.Event, filter *hackathon.HelpRequestFilter,
	by hackathon.HelpRequestOrder, first int32, after *string) (*hackathon.HelpRequestConnection, error) {
	viewer, err := hackathon.ViewerFrom(ctx)
	if err != nil {
		return nil, err
	}
	return page(ctx, e.r.DB.HelpRequests.OfEvent(viewer, event.ID, orZero(filter)), first, after, by.Order())
}

func (v viewerResolver) HelpRequests(ctx context.Context, viewer *hackathon.Viewer, filter *hackathon.HelpRequestFilter,
	by hackathon.HelpRequestOrder, first int32, after *string) (*hackathon.HelpRequestConnection, error) {
	return page(ctx, v.r.DB.HelpRequests.OfViewer(viewer, orZero(filter)), first, after, by.Order())
}

func (v viewerResolver) Matches(ctx context.Context, viewer *hackathon.Viewer, filter *hackathon.HelpRequestFilter,
	by hackathon.HelpRequestOrder, first int32, after *string) (*hackathon.HelpRequestConnection, error) {
	return page(ctx, v.r.DB.HelpRequests.TakenByViewer(viewer, orZero(filter)), first, after, by.Order())
}

func (helpRequestResolver) Event(ctx context.Context, r *hackathon.HelpRequest) (*hackathon.Event, error) {
	return optional(ctx, loadersFrom(ctx).event, r.EventID)
}

func (helpRequestResolver) History(ctx context.Context, r *hackathon.HelpRequest, first int32,
	after *string) (*hackathon.HelpRequestMoveConnection, error) {
	return pageIn(ctx, loadersFrom(ctx).history, r.ID, first, after)
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

// OtherLeg is asked for with this one, by the same person for the same event: whoever sees the one sees the other.
func (transportDetailsResolver) OtherLeg(ctx context.Context, d *hackathon.TransportDetails) (*hackathon.HelpRequest,
	error) {
	return optional(ctx, loadersFrom(ctx).otherLeg, orZero(d.OtherLegID))
}

func (matchResolver) Asker(ctx context.Context, m *hackathon.Match) (*hackathon.Person, error) {
	return optional(ctx, loadersFrom(ctx).person, m.AskerID)
}

func (matchResolver) Volunteer(ctx context.Context, m *hackathon.Match) (*hackathon.Person, error) {
	return optional(ctx, loadersFrom(ctx).person, m.VolunteerID)
}

func (m mutationResolver) RequestHelp(ctx context.Context, in hackathon.RequestHelpInput) (generated.RequestHelpPayload,
	error) {
	return mutation(ctx, in, m.r.DB.HelpRequests.Request, func(a *postgres.Asked) generated.RequestHelpPayload {
		return generated.RequestHelpSuccess{HelpRequest: a.HelpRequest, ReturnRequest: a.WayBack}
	})
}
