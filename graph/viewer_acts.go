package graph

import (
	"context"

	"github.com/vikstrous/dataloadgen"

	"github.com/loometalgud/mano/hackathon"
)

func (helpRequestResolver) ViewerActs(ctx context.Context, r *hackathon.HelpRequest) ([]hackathon.HelpRequestAct,
	error) {
	return listed(loadersFrom(ctx).needActs.Load(ctx, r.ID))
}

func (e eventResolver) ViewerActs(ctx context.Context, event *hackathon.Event) ([]hackathon.EventAct, error) {
	return viewerMay(ctx, loadersFrom(ctx).viewerAttendance, event.ID,
		func(v *hackathon.Viewer, own *hackathon.Attendance) []hackathon.EventAct {
			return e.r.DB.Events.Acts(v, event, own)
		})
}

func (attendanceResolver) ViewerActs(ctx context.Context, a *hackathon.Attendance) ([]hackathon.AttendanceAct, error) {
	return viewerMay(ctx, loadersFrom(ctx).event, a.EventID,
		func(v *hackathon.Viewer, event *hackathon.Event) []hackathon.AttendanceAct {
			return a.Acts(v, event.Status)
		})
}

func (ideaResolver) ViewerActs(ctx context.Context, i *hackathon.Idea) ([]hackathon.IdeaAct, error) {
	supports, err := loadersFrom(ctx).viewerSupports.Load(ctx, i.ID)
	if err != nil {
		return nil, err
	}
	return viewerMay(ctx, loadersFrom(ctx).event, i.EventID,
		func(v *hackathon.Viewer, event *hackathon.Event) []hackathon.IdeaAct {
			return i.Acts(v, supports, event)
		})
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
	return viewerMay(ctx, loadersFrom(ctx).viewerMembership, g.ID, g.Acts)
}

// viewerMay is what the viewer may do, which goes by something that is loaded.
func viewerMay[T, Act any](ctx context.Context, l *dataloadgen.Loader[hackathon.ID, T], id hackathon.ID,
	acts func(*hackathon.Viewer, T) []Act) ([]Act, error) {
	viewer, err := hackathon.ViewerFrom(ctx)
	if err != nil {
		return nil, err
	}
	by, err := l.Load(ctx, id)
	if err != nil {
		return nil, err
	}
	return acts(viewer, by), nil
}

func (membershipResolver) ViewerActs(ctx context.Context, m *hackathon.Membership) ([]hackathon.MembershipAct, error) {
	viewer, err := hackathon.ViewerFrom(ctx)
	if err != nil {
		return nil, err
	}
	group, err := loadersFrom(ctx).workingGroup.Load(ctx, m.WorkingGroupID)
	if err != nil {
		return nil, err
	}
	return m.Acts(viewer, group), nil
}

// listed makes the empty list of what a loader has nothing of.
func listed[T any](list []T, err error) ([]T, error) {
	if list == nil {
		list = []T{}
	}
	return list, err
}
