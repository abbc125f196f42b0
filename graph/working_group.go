package graph

import (
	"context"

	"github.com/loometalgud/mano/hackathon"
)

func (e eventResolver) WorkingGroups(ctx context.Context, event *hackathon.Event, filter *hackathon.WorkingGroupFilter,
	by hackathon.WorkingGroupOrder, first int32, after *string) (*hackathon.WorkingGroupConnection, error) {
	return page(ctx, e.r.DB.WorkingGroups.List(event.ID, orZero(filter)), first, after, by.Order())
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
	return pageIn(ctx, loadersFrom(ctx).members, g.ID, first, after)
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
