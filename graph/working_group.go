package graph

import (
	"context"

	"github.com/loometalgud/mano/graph/generated"
	"github.com/loometalgud/mano/hackathon"
)

func (m mutationResolver) FormWorkingGroup(ctx context.Context,
	in hackathon.FormWorkingGroupInput) (generated.WorkingGroupPayload, error) {
	return changeGroup(ctx, in, m.r.Store.FormWorkingGroup)
}

func (m mutationResolver) JoinWorkingGroup(ctx context.Context,
	in hackathon.JoinWorkingGroupInput) (generated.WorkingGroupPayload, error) {
	return changeGroup(ctx, in, m.r.Store.JoinWorkingGroup)
}

func (m mutationResolver) ChangeMembership(ctx context.Context,
	in hackathon.ChangeMembershipInput) (generated.WorkingGroupPayload, error) {
	return changeGroup(ctx, in, m.r.Store.ChangeMembership)
}

func (m mutationResolver) LeaveWorkingGroup(ctx context.Context,
	in hackathon.WorkingGroupReferenceInput) (generated.WorkingGroupPayload, error) {
	return changeGroup(ctx, in, m.r.Store.LeaveWorkingGroup)
}

func (m mutationResolver) HandOverLead(ctx context.Context,
	in hackathon.HandOverLeadInput) (generated.WorkingGroupPayload, error) {
	return changeGroup(ctx, in, m.r.Store.HandOverLead)
}

func (m mutationResolver) ChangeWorkingGroupPhase(ctx context.Context,
	in hackathon.ChangeWorkingGroupPhaseInput) (generated.WorkingGroupPayload, error) {
	return changeGroup(ctx, in, m.r.Store.ChangeWorkingGroupPhase)
}

func changeGroup[I any](ctx context.Context, in I,
	change func(context.Context, *hackathon.Viewer, I) (*hackathon.WorkingGroup, error)) (generated.WorkingGroupPayload,
	error) {
	viewer, err := hackathon.ViewerFrom(ctx)
	if err != nil {
		return nil, err
	}
	group, err := change(ctx, viewer, in)
	if err != nil {
		return failure[generated.WorkingGroupPayload](err)
	}
	return generated.WorkingGroupSuccess{WorkingGroup: group}, nil
}

func (e eventResolver) WorkingGroups(ctx context.Context, event *hackathon.Event, filter *hackathon.WorkingGroupFilter,
	order hackathon.WorkingGroupOrder, first int32, after *string) (*generated.WorkingGroupConnection, error) {
	if filter == nil {
		filter = &hackathon.WorkingGroupFilter{}
	}
	page, err := e.r.Store.WorkingGroups(ctx, event.ID, *filter, order, pageArgs(first, after))
	if err != nil {
		return nil, err
	}
	expectPage(ctx, page, func(g *hackathon.WorkingGroup) []hackathon.ID { return []hackathon.ID{g.ID, g.LeadID} })
	edges, nodes, info := connection(page, func(cursor string, g *hackathon.WorkingGroup) *generated.WorkingGroupEdge {
		return &generated.WorkingGroupEdge{Cursor: cursor, Node: g}
	})
	return &generated.WorkingGroupConnection{Edges: edges, Nodes: nodes, PageInfo: info}, nil
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
	after *string) (*generated.MembershipConnection, error) {
	page, err := loadersFrom(ctx).members.Load(ctx, pageOf{g.ID, pageArgs(first, after)})
	if err != nil {
		return nil, err
	}
	expectPage(ctx, page, func(m *hackathon.Membership) []hackathon.ID { return []hackathon.ID{m.PersonID} })
	edges, nodes, info := connection(page, func(cursor string, m *hackathon.Membership) *generated.MembershipEdge {
		return &generated.MembershipEdge{Cursor: cursor, Node: m}
	})
	return &generated.MembershipConnection{Edges: edges, Nodes: nodes, PageInfo: info}, nil
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
