package graph

import (
	"context"

	"github.com/loometalgud/mano/hackathon"
)

func (q queryResolver) Organisations(ctx context.Context, search *string, first int32,
	after *string) (*hackathon.OrganisationConnection, error) {
	return page(ctx, q.r.DB.Organisations.List(search), first, after)
}
