package graph

import (
	"context"

	"github.com/loometalgud/mano/hackathon"
)

func (helpRequestResolver) ViewerActs(ctx context.Context, r *hackathon.HelpRequest) ([]hackathon.HelpRequestAct,
	error) {
	return listed(loadersFrom(ctx).needActs.Load(ctx, r.ID))
}

func (e eventResolver) ViewerActs(ctx context.Context, event *hackathon.Event) ([]hackathon.EventAct, error) {
	viewer, err := hackathon.ViewerFrom(ctx)
	if err != nil {
		return nil, err
	}
	own, err := loadersFrom(ctx).viewerAttendance.Load(ctx, event.ID)
	if err != nil {
		return nil, err
	}
	return e.r.DB.Events.Acts(viewer, event, own), nil
}

func (attendanceResolver) ViewerActs(ctx context.Context, a *hackathon.Attendance) ([]hackathon.AttendanceAct, error) {
	viewer, err := hackathon.ViewerFrom(ctx)
	if err != nil {
		return nil, err
	}
	event, err := loadersFrom(ctx).event.Load(ctx, a.EventID)
	if err != nil {
		return nil, err
	}
	return a.Acts(viewer, event.Status), nil
}

func (ideaResolver) ViewerActs(ctx context.Context, i *hackathon.Idea) ([]hackathon.IdeaAct, error) {
	viewer, err := hackathon.ViewerFrom(ctx)
	if err != nil {
		return nil, err
	}
	supports, err := loadersFrom(ctx).viewerSupports.Load(ctx, i.ID)
	if err != nil {
		return nil, err
	}
	event, err := loadersFrom(ctx).event.Load(ctx, i.EventID)
	if err != nil {
		return nil, err
	}
	return i.Acts(viewer, supports, event), nil
}

func (ideaResolver) ViewerMoves(ctx context.Context, i *hackathon.Idea) ([]hackathon.IdeaStatus, error) {
	viewer, err := hackathon.ViewerFrom(ctx)
	if err != nil {
		return nil, err
	}
	return i.Moves(viewer), nil
}

func (workingGroupResolver) ViewerActs(ctx context.Context, g *hackathon.WorkingGroup) ([]hackathon.WorkingGroupAct,
	error) {
	viewer, err := hackathon.ViewerFrom(ctx)
	if err != nil {
		return nil, err
	}
	seat, err := loadersFrom(ctx).viewerMembership.Load(ctx, g.ID)
	if err != nil {
		return nil, err
	}
	return g.Acts(viewer, seat), nil
}

// listed makes the empty list of what a loader has nothing of.
func listed[T any](list []T, err error) ([]T, error) {
	if list == nil {
		list = []T{}
	}
	return list, err
}
