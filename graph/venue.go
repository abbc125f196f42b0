package graph

import (
	"context"

	"github.com/loometalgud/mano/graph/generated"
	"github.com/loometalgud/mano/hackathon"
)

func (q queryResolver) Venues(ctx context.Context, search *string, first int32,
	after *string) (*hackathon.VenueConnection, error) {
	page, err := q.r.DB.Venues.List(ctx, search, pageArgs(ctx, first, after))
	return expect(ctx, page, err)
}

func (m mutationResolver) CreateVenue(ctx context.Context,
	in hackathon.CreateVenueInput) (generated.CreateVenuePayload, error) {
	return mutation(ctx, in, m.r.DB.Venues.Create, func(v *hackathon.Venue) generated.CreateVenuePayload {
		return generated.CreateVenueSuccess{Venue: v}
	})
}

func (m mutationResolver) SetVenueFacts(ctx context.Context,
	in hackathon.SetVenueFactsInput) (generated.SetVenueFactsPayload, error) {
	return mutation(ctx, in, m.r.DB.Venues.SetFacts, func(v *hackathon.Venue) generated.SetVenueFactsPayload {
		return generated.SetVenueFactsSuccess{Venue: v}
	})
}

func (venueResolver) Facts(ctx context.Context, v *hackathon.Venue) ([]*hackathon.VenueFact, error) {
	return pointersOf(loadersFrom(ctx).venueFacts.Load(ctx, v.ID))
}
