package graph

import (
	"context"

	"github.com/loometalgud/mano/hackathon"
)

func (membershipResolver) WorkingGroup(ctx context.Context, m *hackathon.Membership) (*hackathon.WorkingGroup, error) {
	return loadersFrom(ctx).workingGroup.Load(ctx, m.WorkingGroupID)
}

func (membershipResolver) Person(ctx context.Context, m *hackathon.Membership) (*hackathon.Person, error) {
	return loadersFrom(ctx).person.Load(ctx, m.PersonID)
}

func (membershipResolver) Capacity(ctx context.Context, m *hackathon.Membership) (*hackathon.ParticipationCapacity,
	error) {
	return loadersFrom(ctx).capacity.Load(ctx, m.ID)
}
