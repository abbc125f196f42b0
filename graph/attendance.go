package graph

import (
	"context"

	"github.com/loometalgud/mano/hackathon"
)

func (attendanceResolver) Event(ctx context.Context, a *hackathon.Attendance) (*hackathon.Event, error) {
	return loadersFrom(ctx).event.Load(ctx, a.EventID)
}

func (attendanceResolver) Person(ctx context.Context, a *hackathon.Attendance) (*hackathon.Person, error) {
	return loadersFrom(ctx).person.Load(ctx, a.PersonID)
}

func (eventResolver) Attendance(ctx context.Context, e *hackathon.Event) (*hackathon.AttendanceCounts, error) {
	return loadersFrom(ctx).attendanceCounts.Load(ctx, e.ID)
}

func (eventResolver) ViewerAttendance(ctx context.Context, e *hackathon.Event) (*hackathon.Attendance, error) {
	return loadersFrom(ctx).viewerAttendance.Load(ctx, e.ID)
}

func (e eventResolver) Attendances(ctx context.Context, event *hackathon.Event, status []hackathon.AttendanceStatus,
	search *string, first int32, after *string) (*hackathon.AttendanceConnection, error) {
	viewer, err := hackathon.ViewerFrom(ctx)
	if err != nil {
		return nil, err
	}
	return page(ctx, e.r.DB.Attendances.OfEvent(viewer, event.ID, status, search), first, after)
}

func (v viewerResolver) Attendances(ctx context.Context, viewer *hackathon.Viewer, first int32,
	after *string) (*hackathon.AttendanceConnection, error) {
	return page(ctx, v.r.DB.Attendances.OfViewer(viewer), first, after)
}
