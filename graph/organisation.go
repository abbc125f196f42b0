package graph

import (
	"context"

	"github.com/loometalgud/mano/graph/generated"
	"github.com/loometalgud/mano/hackathon"
)

func (q queryResolver) Organisations(ctx context.Context, search *string, first int32,
	after *string) (*hackathon.OrganisationConnection, error) {
	return q.r.DB.Organisations.List(ctx, search, pageArgs(ctx, first, after))
}

func (m mutationResolver) CreateOrganisation(ctx context.Context,
	in hackathon.CreateOrganisationInput) (generated.CreateOrganisationPayload, error) {
	return mutation(ctx, in, m.r.DB.Organisations.Create,
		func(o *hackathon.Organisation) generated.CreateOrganisationPayload {
			return generated.CreateOrganisationSuccess{Organisation: o}
		})
}
