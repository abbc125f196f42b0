package graph

import (
	"context"

	"github.com/loometalgud/mano/graph/generated"
	"github.com/loometalgud/mano/hackathon"
)

func (m mutationResolver) FormWorkingGroup(ctx context.Context,
	in hackathon.FormWorkingGroupInput) (generated.FormWorkingGroupPayload, error) {
	return mutation(ctx, in, m.r.DB.WorkingGroups.Form, func(g *hackathon.WorkingGroup) generated.FormWorkingGroupPayload {
		return generated.FormWorkingGroupSuccess{WorkingGroup: g}
	})
}

func (m mutationResolver) LeaveWorkingGroup(ctx context.Context,
	in hackathon.LeaveWorkingGroupInput) (generated.LeaveWorkingGroupPayload, error) {
	return mutation(ctx, in, m.r.DB.WorkingGroups.Leave,
		func(g *hackathon.WorkingGroup) generated.LeaveWorkingGroupPayload {
			return generated.LeaveWorkingGroupSuccess{WorkingGroup: g}
		})
}

func (m mutationResolver) HandOverLead(ctx context.Context,
	in hackathon.HandOverLeadInput) (generated.HandOverLeadPayload, error) {
	return mutation(ctx, in, m.r.DB.WorkingGroups.HandOverLead,
		func(g *hackathon.WorkingGroup) generated.HandOverLeadPayload {
			return generated.HandOverLeadSuccess{WorkingGroup: g}
		})
}

func (m mutationResolver) ChangeWorkingGroupPhase(ctx context.Context,
	in hackathon.ChangeWorkingGroupPhaseInput) (generated.ChangeWorkingGroupPhasePayload, error) {
	return mutation(ctx, in, m.r.DB.WorkingGroups.ChangePhase,
		func(g *hackathon.WorkingGroup) generated.ChangeWorkingGroupPhasePayload {
			return generated.ChangeWorkingGroupPhaseSuccess{WorkingGroup: g}
		})
}

func (e eventResolver) WorkingGroups(ctx context.Context, event *hackathon.Event, filter *hackathon.WorkingGroupFilter,
	by hackathon.WorkingGroupOrder, first int32, after *string) (*hackathon.WorkingGroupConnection, error) {
	page, err := e.r.DB.WorkingGroups.List(ctx, event.ID, orZero(filter), pageArgs(ctx, first, after, by.Order()))
	return expect(ctx, page, err)
}

func (eventResolver) Sides(ctx context.Context, e *hackathon.Event) ([]*hackathon.SidePresence, error) {
	sides, err := loadersFrom(ctx).eventSides.Load(ctx, e.ID)
	return pointers(sides), err
}

func (workingGroupResolver) Event(ctx context.Context, g *hackathon.WorkingGroup) (*hackathon.Event, error) {
	return loadersFrom(ctx).event.Load(ctx, g.EventID)
}

func (workingGroupResolver) Lead(ctx context.Context, g *hackathon.WorkingGroup) (*hackathon.Person, error) {
	return optional(ctx, loadersFrom(ctx).person, g.LeadID)
}

func (workingGroupResolver) Members(ctx context.Context, g *hackathon.WorkingGroup, first int32,
	after *string) (*hackathon.MembershipConnection, error) {
	page, err := loadersFrom(ctx).members.Load(ctx, pageOf{g.ID, pageArgs(ctx, first, after)})
	return expect(ctx, page, err)
}

func (workingGroupResolver) Sides(ctx context.Context, g *hackathon.WorkingGroup) ([]*hackathon.SidePresence, error) {
	sides, err := loadersFrom(ctx).groupSides.Load(ctx, g.ID)
	return pointers(sides), err
}

func (workingGroupResolver) MissingSides(ctx context.Context, g *hackathon.WorkingGroup) ([]hackathon.StakeholderSide,
	error) {
	sides, err := loadersFrom(ctx).groupSides.Load(ctx, g.ID)
	return hackathon.Missing(sides), err
}

func (workingGroupResolver) Ideas(ctx context.Context, g *hackathon.WorkingGroup) ([]*hackathon.Idea, error) {
	return loadersFrom(ctx).groupIdeas.Load(ctx, g.ID)
}

func (workingGroupResolver) ViewerMembership(ctx context.Context, g *hackathon.WorkingGroup) (*hackathon.Membership,
	error) {
	return loadersFrom(ctx).viewerMembership.Load(ctx, g.ID)
}

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
