package graph

import (
	"context"

	"github.com/loometalgud/mano/hackathon"
)

func (q queryResolver) Organisations(ctx context.Context, search *string, first int32,
	after *string) (*hackathon.OrganisationConnection, error) {
	return q.r.DB.Organisations.List(ctx, search, pageArgs(ctx, first, after))
}
