package graph

import (
	"context"

	"github.com/loometalgud/mano/graph/generated"
	"github.com/loometalgud/mano/hackathon"
)

func (m mutationResolver) JoinWorkingGroup(ctx context.Context,
	in hackathon.JoinWorkingGroupInput) (generated.JoinWorkingGroupPayload, error) {
	return mutation(ctx, in, m.r.DB.Memberships.Join, func(g *hackathon.WorkingGroup) generated.JoinWorkingGroupPayload {
		return generated.JoinWorkingGroupSuccess{WorkingGroup: g}
	})
}

func (m mutationResolver) ChangeMembership(ctx context.Context,
	in hackathon.ChangeMembershipInput) (generated.ChangeMembershipPayload, error) {
	return mutation(ctx, in, m.r.DB.Memberships.Change, func(g *hackathon.WorkingGroup) generated.ChangeMembershipPayload {
		return generated.ChangeMembershipSuccess{WorkingGroup: g}
	})
}
