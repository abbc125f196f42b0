package graph

import (
	"context"

	"github.com/loometalgud/mano/hackathon"
)

func (q queryResolver) Event(ctx context.Context, id hackathon.ID) (*hackathon.Event, error) {
	viewer, err := hackathon.ViewerFrom(ctx)
	if err != nil {
		return nil, err
	}
	return foundOrNil(q.r.DB.Events.Find(ctx, viewer, id))
}

func (q queryResolver) Events(ctx context.Context, filter *hackathon.EventFilter, by hackathon.EventOrder,
	first int32, after *string) (*hackathon.EventConnection, error) {
	viewer, err := hackathon.ViewerFrom(ctx)
	if err != nil {
		return nil, err
	}
	return page(ctx, q.r.DB.Events.List(viewer, orZero(filter)), first, after, by.Order())
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

func (eventResolver) History(ctx context.Context, e *hackathon.Event, first int32,
	after *string) (*hackathon.EventMoveConnection, error) {
	return pageIn(ctx, loadersFrom(ctx).eventHistory, e.ID, first, after)
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
