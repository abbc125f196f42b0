package graph

import (
	"context"

	"github.com/loometalgud/mano/graph/generated"
	"github.com/loometalgud/mano/hackathon"
)

func (q queryResolver) Event(ctx context.Context, id hackathon.ID) (*hackathon.Event, error) {
	viewer, err := hackathon.ViewerFrom(ctx)
	if err != nil {
		return nil, err
	}
	return foundOrNil(q.r.Store.Event(ctx, viewer, id))
}

func (q queryResolver) Events(ctx context.Context, filter *hackathon.EventFilter, order hackathon.EventOrder,
	first int32, after *string) (*generated.EventConnection, error) {
	viewer, err := hackathon.ViewerFrom(ctx)
	if err != nil {
		return nil, err
	}
	if filter == nil {
		filter = &hackathon.EventFilter{}
	}
	page, err := q.r.Store.Events(ctx, viewer, *filter, order, pageArgs(first, after))
	if err != nil {
		return nil, err
	}
	expectPage(ctx, page, func(e *hackathon.Event) []hackathon.ID {
		return []hackathon.ID{e.ID, e.VenueID,
			e.OrganisationID}
	})
	edges, nodes, info := connection(page, func(cursor string, e *hackathon.Event) *generated.EventEdge {
		return &generated.EventEdge{Cursor: cursor, Node: e}
	})
	return &generated.EventConnection{Edges: edges, Nodes: nodes, PageInfo: info}, nil
}

func (m mutationResolver) CreateEvent(ctx context.Context, in hackathon.CreateEventInput) (generated.EventPayload,
	error) {
	return changeEvent(ctx, in, m.r.Store.CreateEvent)
}

func (m mutationResolver) UpdateEvent(ctx context.Context, in hackathon.UpdateEventInput) (generated.EventPayload,
	error) {
	return changeEvent(ctx, in, m.r.Store.UpdateEvent)
}

func (m mutationResolver) SetEventFacts(ctx context.Context, in hackathon.SetEventFactsInput) (generated.EventPayload,
	error) {
	return changeEvent(ctx, in, m.r.Store.SetEventFacts)
}

func (m mutationResolver) SetEventServices(ctx context.Context,
	in hackathon.SetEventServicesInput) (generated.EventPayload, error) {
	return changeEvent(ctx, in, m.r.Store.SetEventServices)
}

func (m mutationResolver) PublishEvent(ctx context.Context, in hackathon.PublishEventInput) (generated.EventPayload,
	error) {
	return changeEvent(ctx, in, m.r.Store.PublishEvent)
}

func (m mutationResolver) ChangeEventStatus(ctx context.Context,
	in hackathon.ChangeEventStatusInput) (generated.EventPayload, error) {
	return changeEvent(ctx, in, m.r.Store.ChangeEventStatus)
}

func (m mutationResolver) MoveEventOnline(ctx context.Context,
	in hackathon.MoveEventOnlineInput) (generated.EventPayload, error) {
	return changeEvent(ctx, in, m.r.Store.MoveEventOnline)
}

func changeEvent[I any](ctx context.Context, in I,
	change func(context.Context, *hackathon.Viewer, I) (*hackathon.Event, error)) (generated.EventPayload, error) {
	viewer, err := hackathon.ViewerFrom(ctx)
	if err != nil {
		return nil, err
	}
	event, err := change(ctx, viewer, in)
	if err != nil {
		return failure[generated.EventPayload](err)
	}
	return generated.EventSuccess{Event: event}, nil
}

func (eventResolver) Venue(ctx context.Context, e *hackathon.Event) (*hackathon.Venue, error) {
	return optional(ctx, loadersFrom(ctx).venue, e.VenueID)
}

func (eventResolver) Organisation(ctx context.Context, e *hackathon.Event) (*hackathon.Organisation, error) {
	return optional(ctx, loadersFrom(ctx).organisation, e.OrganisationID)
}

func (eventResolver) Accessibility(ctx context.Context, e *hackathon.Event) ([]*hackathon.VenueFact, error) {
	return pointersOf(loadersFrom(ctx).accessibility.Load(ctx, e.ID))
}

func (eventResolver) Services(ctx context.Context, e *hackathon.Event) ([]*hackathon.ServiceFact, error) {
	return pointersOf(loadersFrom(ctx).services.Load(ctx, e.ID))
}

func (eventResolver) History(ctx context.Context, e *hackathon.Event) ([]*hackathon.EventMove, error) {
	return pointersOf(loadersFrom(ctx).eventHistory.Load(ctx, e.ID))
}

func (eventResolver) JoinURL(ctx context.Context, e *hackathon.Event) (*string, error) {
	return loadersFrom(ctx).joinURL.Load(ctx, e.ID)
}

func (eventResolver) JoinCode(ctx context.Context, e *hackathon.Event) (*string, error) {
	return loadersFrom(ctx).joinCode.Load(ctx, e.ID)
}

func (grantResolver) Event(ctx context.Context, g *hackathon.Grant) (*hackathon.Event, error) {
	return optional(ctx, loadersFrom(ctx).event, g.EventID)
}
