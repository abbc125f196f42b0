package graph

import (
	"context"

	"github.com/loometalgud/mano/graph/generated"
	"github.com/loometalgud/mano/hackathon"
)

func (q queryResolver) Venues(ctx context.Context, first int32, after *string) (*generated.VenueConnection, error) {
	page, err := q.r.Store.Venues(ctx, pageArgs(first, after))
	if err != nil {
		return nil, err
	}
	expectPage(ctx, page, func(v *hackathon.Venue) []hackathon.ID { return []hackathon.ID{v.ID} })
	edges, nodes, info := connection(page, func(cursor string, v *hackathon.Venue) *generated.VenueEdge {
		return &generated.VenueEdge{Cursor: cursor, Node: v}
	})
	return &generated.VenueConnection{Edges: edges, Nodes: nodes, PageInfo: info}, nil
}

func (m mutationResolver) CreateVenue(ctx context.Context, in hackathon.CreateVenueInput) (generated.VenuePayload,
	error) {
	return changeVenue(ctx, in, m.r.Store.CreateVenue)
}

func (m mutationResolver) SetVenueFacts(ctx context.Context, in hackathon.SetVenueFactsInput) (generated.VenuePayload,
	error) {
	return changeVenue(ctx, in, m.r.Store.SetVenueFacts)
}

func changeVenue[I any](ctx context.Context, in I,
	change func(context.Context, *hackathon.Viewer, I) (*hackathon.Venue, error)) (generated.VenuePayload, error) {
	viewer, err := hackathon.ViewerFrom(ctx)
	if err != nil {
		return nil, err
	}
	venue, err := change(ctx, viewer, in)
	if err != nil {
		return failure[generated.VenuePayload](err)
	}
	return generated.VenueSuccess{Venue: venue}, nil
}

func (venueResolver) Facts(ctx context.Context, v *hackathon.Venue) ([]*hackathon.VenueFact, error) {
	return pointersOf(loadersFrom(ctx).venueFacts.Load(ctx, v.ID))
}
