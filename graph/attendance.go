package graph

import (
	"context"

	"github.com/loometalgud/mano/graph/generated"
	"github.com/loometalgud/mano/hackathon"
)

func (m mutationResolver) AttendEvent(ctx context.Context, in hackathon.AttendEventInput) (generated.AttendancePayload,
	error) {
	return changeAttendance(ctx, in, m.r.Store.AttendEvent)
}

func (m mutationResolver) CancelAttendance(ctx context.Context,
	in hackathon.CancelAttendanceInput) (generated.AttendancePayload, error) {
	return changeAttendance(ctx, in, m.r.Store.CancelAttendance)
}

func (m mutationResolver) CheckIn(ctx context.Context, in hackathon.CheckInInput) (generated.AttendancePayload, error) {
	return changeAttendance(ctx, in, m.r.Store.CheckIn)
}

func changeAttendance[I any](ctx context.Context, in I,
	change func(context.Context, *hackathon.Viewer, I) (*hackathon.Attendance, error)) (generated.AttendancePayload,
	error) {
	viewer, err := hackathon.ViewerFrom(ctx)
	if err != nil {
		return nil, err
	}
	attendance, err := change(ctx, viewer, in)
	if err != nil {
		return failure[generated.AttendancePayload](err)
	}
	return generated.AttendanceSuccess{Attendance: attendance}, nil
}

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
	search *string, first int32, after *string) (*generated.AttendanceConnection, error) {
	viewer, err := hackathon.ViewerFrom(ctx)
	if err != nil {
		return nil, err
	}
	page, err := e.r.Store.EventAttendances(ctx, viewer, event.ID, status, search, pageArgs(first, after))
	if err != nil {
		return nil, err
	}
	return attendanceConnection(ctx, page), nil
}

func (v viewerResolver) Attendances(ctx context.Context, viewer *hackathon.Viewer, first int32,
	after *string) (*generated.AttendanceConnection, error) {
	page, err := v.r.Store.Attendances(ctx, viewer, pageArgs(first, after))
	if err != nil {
		return nil, err
	}
	return attendanceConnection(ctx, page), nil
}

func attendanceConnection(ctx context.Context, page *hackathon.Page[*hackathon.Attendance]) *generated.AttendanceConnection {
	expectPage(ctx, page, func(a *hackathon.Attendance) []hackathon.ID { return []hackathon.ID{a.EventID, a.PersonID} })
	edges, nodes, info := connection(page, func(cursor string, a *hackathon.Attendance) *generated.AttendanceEdge {
		return &generated.AttendanceEdge{Cursor: cursor, Node: a}
	})
	return &generated.AttendanceConnection{Edges: edges, Nodes: nodes, PageInfo: info}
}

// attendEventInputResolver is called for the fields that were sent. What was left out stays nil; null is what it
// empties to.
type attendEventInputResolver struct{}

func (attendEventInputResolver) Capacity(_ context.Context, in *hackathon.AttendEventInput,
	sent *hackathon.ParticipationCapacity) error {
	if in.Capacity = sent; sent == nil {
		in.Capacity = new(hackathon.CapacitySelf)
	}
	return nil
}

func (attendEventInputResolver) Online(_ context.Context, in *hackathon.AttendEventInput, sent *bool) error {
	if in.Online = sent; sent == nil {
		in.Online = new(bool)
	}
	return nil
}

func (attendEventInputResolver) Companions(_ context.Context, in *hackathon.AttendEventInput, sent *int32) error {
	in.Companions = new(int)
	if sent != nil {
		*in.Companions = int(*sent)
	}
	return nil
}
