package graph

import (
	"context"

	"github.com/loometalgud/mano/hackathon"
)

func (q queryResolver) Venues(ctx context.Context, search *string, first int32,
	after *string) (*hackathon.VenueConnection, error) {
	return page(ctx, q.r.DB.Venues.List(search), first, after)
}

func (venueResolver) Facts(ctx context.Context, v *hackathon.Venue) ([]*hackathon.VenueFact, error) {
	return pointersOf(loadersFrom(ctx).venueFacts.Load(ctx, v.ID))
}
