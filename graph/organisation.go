package graph

import (
	"context"

	"github.com/loometalgud/mano/graph/generated"
	"github.com/loometalgud/mano/hackathon"
)

func (q queryResolver) Organisations(ctx context.Context, first int32,
	after *string) (*generated.OrganisationConnection, error) {
	page, err := q.r.Store.Organisations(ctx, pageArgs(first, after))
	if err != nil {
		return nil, err
	}
	edges, nodes, info := connection(page, func(cursor string, o *hackathon.Organisation) *generated.OrganisationEdge {
		return &generated.OrganisationEdge{Cursor: cursor, Node: o}
	})
	return &generated.OrganisationConnection{Edges: edges, Nodes: nodes, PageInfo: info}, nil
}

func (m mutationResolver) CreateOrganisation(ctx context.Context,
	in hackathon.CreateOrganisationInput) (generated.OrganisationPayload, error) {
	viewer, err := hackathon.ViewerFrom(ctx)
	if err != nil {
		return nil, err
	}
	organisation, err := m.r.Store.CreateOrganisation(ctx, viewer, in)
	if err != nil {
		return failure[generated.OrganisationPayload](err)
	}
	return generated.OrganisationSuccess{Organisation: organisation}, nil
}
