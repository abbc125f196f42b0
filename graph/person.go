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
	return v.r.Store.Email(ctx, viewer)
}

func (m mutationResolver) UpdateProfile(ctx context.Context,
	in hackathon.UpdateProfileInput) (generated.UpdateProfilePayload, error) {
	viewer, err := hackathon.ViewerFrom(ctx)
	if err != nil {
		return nil, err
	}
	viewer, err = m.r.Store.UpdateProfile(ctx, viewer, in)
	if err != nil {
		return failure[generated.UpdateProfilePayload](err)
	}
	return generated.UpdateProfileSuccess{Viewer: viewer}, nil
}

func (m mutationResolver) GrantRole(ctx context.Context, in hackathon.RoleInput) (generated.RolePayload, error) {
	return m.changeRole(ctx, in, m.r.Store.GrantRole)
}

func (m mutationResolver) RevokeRole(ctx context.Context, in hackathon.RoleInput) (generated.RolePayload, error) {
	return m.changeRole(ctx, in, m.r.Store.RevokeRole)
}

func (m mutationResolver) changeRole(ctx context.Context, in hackathon.RoleInput,
	change func(context.Context, *hackathon.Viewer, hackathon.RoleInput) (*hackathon.Person,
		error)) (generated.RolePayload, error) {
	viewer, err := hackathon.ViewerFrom(ctx)
	if err != nil {
		return nil, err
	}
	person, err := change(ctx, viewer, in)
	if err != nil {
		return failure[generated.RolePayload](err)
	}
	return generated.RoleSuccess{Person: person, Role: in.Role}, nil
}
