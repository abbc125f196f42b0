package graph

import (
	"context"

	"github.com/loometalgud/mano/hackathon"
)

func (q queryResolver) Venues(ctx context.Context, search *string, first int32,
	after *string) (*hackathon.VenueConnection, error) {
	page, err := q.r.DB.Venues.List(ctx, search, pageArgs(ctx, first, after))
	return expect(ctx, page, err)
}

func (venueResolver) Facts(ctx context.Context, v *hackathon.Venue) ([]*hackathon.VenueFact, error) {
	return pointersOf(loadersFrom(ctx).venueFacts.Load(ctx, v.ID))
}
