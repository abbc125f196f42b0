package graph

import (
	"context"

	"github.com/loometalgud/mano/graph/generated"
	"github.com/loometalgud/mano/hackathon"
)

func (q queryResolver) Viewer(ctx context.Context) (*hackathon.Viewer, error) {
	viewer, err := hackathon.ViewerFrom(ctx)
	if err != nil || !viewer.SignedIn() {
		return nil, err
	}
	return viewer, nil
}

func (viewerResolver) Person(ctx context.Context, v *hackathon.Viewer) (*hackathon.Person, error) {
	return loadersFrom(ctx).person.Load(ctx, v.PersonID)
}

func (v viewerResolver) Email(ctx context.Context, viewer *hackathon.Viewer) (*string, error) {
	return v.r.DB.People.Email(ctx, viewer)
}

func (m mutationResolver) GrantRole(ctx context.Context,
	in hackathon.GrantRoleInput) (generated.GrantRolePayload, error) {
	return mutation(ctx, in, m.r.DB.People.GrantRole, func(p *hackathon.Person) generated.GrantRolePayload {
		return generated.GrantRoleSuccess{Person: p, Role: in.Role}
	})
}

func (m mutationResolver) RevokeRole(ctx context.Context,
	in hackathon.RevokeRoleInput) (generated.RevokeRolePayload, error) {
	return mutation(ctx, in, m.r.DB.People.RevokeRole, func(p *hackathon.Person) generated.RevokeRolePayload {
		return generated.RevokeRoleSuccess{Person: p, Role: in.Role}
	})
}
