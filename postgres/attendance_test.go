package postgres

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/loometalgud/mano/hackathon"
)

func (s *stage) seats(n int) *hackathon.Event {
	in := s.input("Saal")
	in.Seats = &n
	return s.published(in)
}

func (s *stage) attend(e *hackathon.Event, v *hackathon.Viewer, companions int) *hackathon.Attendance {
	s.t.Helper()
	return must(s.Attendances.Attend(s.t.Context(), v, hackathon.AttendEventInput{EventID: e.ID,
		Capacity: new(hackathon.CapacitySelf), Companions: new(companions)}))(s.t)
}

func (s *stage) counts(e *hackathon.Event) hackathon.AttendanceCounts {
	s.t.Helper()
	return *must(s.Attendances.Counts(s.t.Context(), []hackathon.ID{e.ID}))(s.t)[e.ID]
}

func (s *stage) wantCounts(e *hackathon.Event, going, online, checkedIn, waiting int) {
	s.t.Helper()
	if got, want := s.counts(e), (hackathon.AttendanceCounts{Going: going, Online: online, CheckedIn: checkedIn,
		Waiting: waiting}); got != want {
		s.t.Errorf("counts %+v, want %+v", got, want)
	}
}

func (s *stage) crowd(n int) []*hackathon.Viewer {
	people := make([]*hackathon.Viewer, n)
	for i := range people {
		people[i] = newPerson(s.t, s.DB, fmt.Sprintf("Inimene %02d", i))
	}
	return people
}

func TestAttendance_fiftyWantTenSeats(t *testing.T) {
	t.Parallel()
	s, ctx := newStage(t), t.Context()
	e, people := s.seats(10), s.crowd(50)
	var all sync.WaitGroup
	for _, v := range people {
		all.Go(func() {
			if _, err := s.Attendances.Attend(ctx, v, hackathon.AttendEventInput{EventID: e.ID,
				Capacity: new(hackathon.CapacitySelf)}); err != nil {
				t.Error(err)
			}
		})
	}
	all.Wait()
	s.wantCounts(e, 10, 0, 0, 40)
	for _, v := range people[:30] { // all at once, whoever they are: each seat that becomes free is taken up once
		all.Go(func() {
			if _, err := s.Attendances.Cancel(ctx, v, hackathon.CancelAttendanceInput{EventID: e.ID}); err != nil {
				t.Error(err)
			}
		})
	}
	all.Wait()
	s.wantCounts(e, 10, 0, 0, 10)
	var version, told int
	if err := s.pool.GetContext(ctx, &version, `SELECT version FROM event_attendance
		WHERE event_id = $1`, e.ID); err != nil {
		t.Fatal(err)
	}
	if err := s.pool.GetContext(ctx, &told, `SELECT max(entity_version) FROM activity WHERE stream_id = $1
		AND kind = 'ATTENDANCE_CHANGED'`, e.ID); err != nil || told != version {
		t.Errorf("version %d, told %d, %v", version, told, err)
	}
}

func TestAttendance_nobodyIsOvertaken(t *testing.T) {
	t.Parallel()
	s, ctx := newStage(t), t.Context()
	e, p := s.seats(4), s.crowd(5)
	s.attend(e, p[0], 2) // 3 of 4
	if a := s.attend(e, p[1], 1); a.Status != hackathon.AttendanceWaiting {
		t.Errorf("two for one seat: %s", a.Status)
	}
	if a := s.attend(e, p[2], 0); a.Status != hackathon.AttendanceWaiting {
		t.Errorf("one who would fit passed a pair that waits: %s", a.Status)
	}
	s.wantCounts(e, 3, 0, 0, 3)
	if _, err := s.Attendances.Attend(ctx, p[0], hackathon.AttendEventInput{EventID: e.ID,
		Companions: new(3)}); !errors.Is(err, hackathon.Invalid) {
		t.Errorf("three companions: %v", err)
	}
	s.attend(e, p[0], 0) // 1 of 4: the pair, then the one
	s.wantCounts(e, 4, 0, 0, 0)
	var conflict *hackathon.StateConflictError
	if _, err := s.Attendances.Attend(ctx, p[0], hackathon.AttendEventInput{EventID: e.ID,
		Capacity:   new(hackathon.CapacitySelf),
		Companions: new(1)}); !errors.As(err, &conflict) {
		t.Errorf("a companion without a seat: %v", err)
	}
	s.wantCounts(e, 4, 0, 0, 0)
	must(s.Attendances.Cancel(ctx, p[1], hackathon.CancelAttendanceInput{EventID: e.ID}))(t)
	if a := must(s.Attendances.Cancel(ctx, p[1],
		hackathon.CancelAttendanceInput{EventID: e.ID}))(t); a.Status != hackathon.AttendanceCancelled || a.Version != 3 {
		t.Errorf("called off twice: %+v", a)
	}
	if again := s.attend(e, p[1], 0); again.Status != hackathon.AttendanceGoing {
		t.Errorf("coming after all: %+v", again)
	}
	if _, err := s.Attendances.Cancel(ctx, p[4], hackathon.CancelAttendanceInput{EventID: e.ID}); !errors.Is(err,
		hackathon.NotFound) {
		t.Errorf("calling off what is not: %v", err)
	}
	var notices int
	if err := s.pool.GetContext(ctx, &notices, `SELECT count(*) FROM notice WHERE subject = $1`, e.ID); err != nil ||
		notices != 2 {
		t.Errorf("%d were told that a seat is theirs, %v; want 2", notices, err)
	}
}

func TestAttendance_moreSeats(t *testing.T) {
	t.Parallel()
	s, ctx := newStage(t), t.Context()
	e, p := s.seats(1), s.crowd(4)
	for _, v := range p {
		s.attend(e, v, 0)
	}
	two, one := 2, 1
	must(s.Events.Update(ctx, s.organiser, eventUpdate(e.ID, hackathon.EventContent{Seats: &two}, "seats")))(t)
	s.wantCounts(e, 2, 0, 0, 2)
	must(s.Events.Update(ctx, s.organiser, eventUpdate(e.ID, hackathon.EventContent{Seats: &one}, "seats")))(t)
	s.wantCounts(e, 2, 0, 0, 2)
	must(s.Attendances.Cancel(ctx, p[0], hackathon.CancelAttendanceInput{EventID: e.ID}))(t) // over-full: nobody moves up
	s.wantCounts(e, 1, 0, 0, 2)
	must(s.Events.Update(ctx, s.organiser, hackathon.UpdateEventInput{EventID: e.ID,
		Named: hackathon.Named{"seats": false}}))(t)
	s.wantCounts(e, 3, 0, 0, 0)
}

func TestAttendance_onlineAndCheckIn(t *testing.T) {
	t.Parallel()
	s, ctx := newStage(t), t.Context()
	in, one := s.input("Hübriid"), 1
	in.Format, in.Seats = hackathon.FormatHybrid, &one
	url := "https://naidis.ee/liitu"
	in.JoinURL = &url
	e, p := s.published(in), s.crowd(4)
	online := must(s.Attendances.Attend(ctx, p[0], hackathon.AttendEventInput{EventID: e.ID,
		Capacity: new(hackathon.CapacitySupported), Online: new(true), Companions: new(1)}))(t)
	first, second := s.attend(e, p[1], 0), s.attend(e, p[2], 0)
	s.wantCounts(e, 3, 2, 0, 1)
	_, err := s.Attendances.Attend(ctx, p[0], hackathon.AttendEventInput{EventID: s.seats(5).ID, Online: new(true)})
	wantFields(t, err, "online")
	if _, err := s.Attendances.Attend(ctx, p[0], hackathon.AttendEventInput{EventID: e.ID,
		Online: new(false)}); err == nil {
		t.Error("from online into a full room")
	}

	if _, err := s.Attendances.CheckIn(ctx, p[1], hackathon.CheckInInput{AttendanceID: first.ID}); !errors.Is(err,
		hackathon.Forbidden) {
		t.Errorf("checking oneself in: %v", err)
	}
	if _, err := s.Attendances.CheckIn(ctx, p[3], hackathon.CheckInInput{AttendanceID: first.ID}); !errors.Is(err,
		hackathon.NotFound) {
		t.Errorf("checking a stranger in: %v", err)
	}
	for range 2 {
		if a := must(s.Attendances.CheckIn(ctx, s.organiser,
			hackathon.CheckInInput{AttendanceID: first.ID}))(t); a.Status != hackathon.AttendanceCheckedIn || a.Version != 2 {
			t.Errorf("%+v", a)
		}
	}
	var conflict *hackathon.StateConflictError
	if _, err := s.Attendances.CheckIn(ctx, s.organiser, hackathon.CheckInInput{AttendanceID: second.ID}); !errors.As(err,
		&conflict) || conflict.State != "WAITING" {
		t.Errorf("checking in from the waiting list: %v", err)
	}
	s.wantCounts(e, 3, 2, 1, 1)

	for viewer, want := range map[*hackathon.Viewer]bool{p[0]: true, p[1]: true, p[2]: false, p[3]: false,
		s.organiser: true, {}: false} {
		urls := must(s.Events.JoinURLs(ctx, viewer, []hackathon.ID{e.ID}))(t)
		if (urls[e.ID] != nil && *urls[e.ID] == url) != want {
			t.Errorf("address to join at: %v, want shown %v", urls, want)
		}
		codes := must(s.Events.JoinCodes(ctx, viewer, []hackathon.ID{e.ID}))(t)
		if (codes[e.ID] != nil && len(*codes[e.ID]) == hackathon.JoinCodeLength) != (viewer == s.organiser) {
			t.Errorf("join code: %v", codes)
		}
	}
	if _, err := s.Attendances.Find(ctx, p[3], online.ID); !errors.Is(err, hackathon.NotFound) {
		t.Errorf("somebody else's registration: %v", err)
	}
	if _, err := s.Attendances.OfEvent(p[0], e.ID, nil, nil)(ctx, hackathon.PageArgs{First: 10}); !errors.Is(err,
		hackathon.Forbidden) {
		t.Errorf("who comes: %v", err)
	}
	part := "mene 02"
	desk := must(s.Attendances.OfEvent(s.organiser, e.ID,
		[]hackathon.AttendanceStatus{hackathon.AttendanceWaiting, hackathon.AttendanceGoing}, &part)(ctx,
		hackathon.PageArgs{First: 10}))(t)
	if len(desk.Items) != 1 || desk.Items[0].ID != second.ID {
		t.Errorf("the desk finds %v", desk.Items)
	}
	page := must(s.Attendances.OfEvent(s.organiser, e.ID, nil, nil)(ctx, hackathon.PageArgs{First: 2}))(t)
	page = must(s.Attendances.OfEvent(s.organiser, e.ID, nil, nil)(ctx,
		hackathon.PageArgs{First: 2, After: page.Cursors[1]}))(t)
	if len(page.Items) != 1 || page.HasNext {
		t.Errorf("second page %+v", page)
	}
	own := must(s.Attendances.OfViewer(p[0])(ctx, hackathon.PageArgs{First: 10}))(t)
	if len(own.Items) != 1 || own.Items[0].ID != online.ID {
		t.Errorf("own registrations %v", own.Items)
	}
}

func TestAttendance_whenItIsTaken(t *testing.T) {
	t.Parallel()
	s, ctx := newStage(t), t.Context()
	e := s.published(s.input("E"))
	for status := range hackathon.EventMoves {
		if _, err := s.pool.ExecContext(ctx, `UPDATE event SET status = $2 WHERE id = $1`, e.ID, status); err != nil {
			t.Fatal(err)
		}
		_, err := s.Attendances.Attend(ctx, s.organiser, hackathon.AttendEventInput{EventID: e.ID,
			Capacity: new(hackathon.CapacitySelf)})
		taken := slices.Contains([]hackathon.EventStatus{"PUBLISHED", "IDEAS_OPEN", "TEAMS_OPEN", "LIVE", "MOVED_ONLINE"},
			status)
		conflict, refused := errors.AsType[*hackathon.StateConflictError](err)
		if taken != (err == nil) || !taken && (!refused || conflict.State != string(status)) {
			t.Errorf("%s: %v", status, err)
		}
	}
}

func TestMoveEventOnline_keepsRegistrations(t *testing.T) {
	t.Parallel()
	s, ctx := newStage(t), t.Context()
	e, p := s.seats(2), s.crowd(4)
	s.attend(e, p[0], 1)
	s.attend(e, p[1], 0)
	s.attend(e, p[2], 0)
	must(s.Attendances.Cancel(ctx, p[2], hackathon.CancelAttendanceInput{EventID: e.ID}))(t)
	needs := map[hackathon.AssistanceKind]hackathon.ID{}
	for _, in := range []hackathon.RequestHelpInput{
		{EventID: &e.ID, Kind: hackathon.KindTransport, StartsAt: &e.StartsAt,
			Transport: &hackathon.TransportInput{FromPlace: "vastseliina", Wheelchair: hackathon.WheelchairNone,
				CanTransfer: true, Seats: 1}},
		{EventID: &e.ID, Kind: hackathon.KindSignLanguageInterpreter,
			Interpreting: &hackathon.InterpretingInput{FromLanguage: "et", ToLanguage: "eso"}},
	} {
		r, err := s.HelpRequests.Request(ctx, p[0], in)
		if err != nil {
			t.Fatal(err)
		}
		needs[in.Kind] = r.HelpRequest.ID
	}
	in := hackathon.MoveEventOnlineInput{EventID: e.ID, JoinURL: "https://naidis.ee/veeb",
		Reason: &hackathon.Localized{Et: "Torm"}}
	moved := must(s.Events.MoveOnline(ctx, s.organiser, in))(t)
	if moved.Status != hackathon.EventMovedOnline || moved.Format != hackathon.FormatOnline || !moved.VenueID.IsZero() {
		t.Errorf("%+v", moved)
	}
	s.wantCounts(e, 3, 3, 0, 0)
	if urls := must(s.Events.JoinURLs(ctx, p[1], []hackathon.ID{e.ID}))(t); urls[e.ID] == nil ||
		*urls[e.ID] != in.JoinURL {
		t.Errorf("who waited joins at %v", urls)
	}
	for kind, status := range map[hackathon.AssistanceKind]hackathon.HelpRequestStatus{
		hackathon.KindTransport: hackathon.HelpClosedOther, hackathon.KindSignLanguageInterpreter: hackathon.HelpOpen} {
		var got hackathon.HelpRequestStatus
		if err := s.pool.GetContext(ctx, &got, `SELECT status FROM help_request WHERE id = $1`, needs[kind]); err != nil ||
			got != status {
			t.Errorf("%s is %s, %v; want %s", kind, got, err, status)
		}
	}
	if _, err := s.Events.MoveOnline(ctx, s.organiser, in); err == nil {
		t.Error("moved online twice")
	}
	in.JoinURL = " "
	_, err := s.Events.MoveOnline(ctx, s.organiser, in)
	wantFields(t, err, "joinUrl")
	if a := s.attend(e, p[3], 0); !a.Online || a.Status != hackathon.AttendanceGoing {
		t.Errorf("registering afterwards: %+v", a)
	}
	if f := s.fact(moved, "LIFT"); f.Origin != hackathon.OriginNobody {
		t.Errorf("an online event has a building's facts: %+v", f)
	}
	must(s.change(moved, hackathon.EventCancelled))(t)
	var open int
	if err := s.pool.GetContext(ctx, &open, `SELECT count(*) FROM help_request WHERE status = 'OPEN'`); err != nil ||
		open != 0 {
		t.Errorf("%d needs of a cancelled event are open, %v", open, err)
	}
}

// Who has arrived is in the room: calling off afterwards would give a seat away that is taken.
func TestCancelAttendance_notAfterCheckIn(t *testing.T) {
	t.Parallel()
	s := newStage(t)
	e, v := s.seats(1), newPerson(t, s.DB, "Leida P.")
	a := s.attend(e, v, 0)
	must(s.change(e, hackathon.EventLive))(t)
	must(s.Attendances.CheckIn(t.Context(), s.organiser, hackathon.CheckInInput{AttendanceID: a.ID}))(t)
	if _, err := s.Attendances.Cancel(t.Context(), v, hackathon.CancelAttendanceInput{EventID: e.ID}); !isConflict(err,
		"CHECKED_IN") {
		t.Errorf("called off after arriving: %v", err)
	}
	s.wantCounts(e, 1, 0, 1, 0)
}

// Who joins with the code is at the event, however the code was typed.
func TestJoinAsGuest_attendsTheEvent(t *testing.T) {
	t.Parallel()
	s, ctx := newStage(t), t.Context()
	in := s.input("Saal")
	in.Seats = new(4)
	e := s.published(in)
	code := *must(s.Events.JoinCodes(ctx, s.organiser, []hackathon.ID{e.ID}))(t)[e.ID]
	for i, typed := range []string{code, strings.ToLower(code), code[:4] + "-" + code[4:],
		" " + code[:2] + " " + code[2:5] + "–" + code[5:] + " ", code} {
		session, err := s.Sessions.JoinAsGuest(ctx, hackathon.JoinAsGuestInput{JoinCode: typed, DisplayName: "Külaline"})
		if err != nil {
			t.Errorf("%q: %v", typed, err)
			continue
		}
		own := must(s.Attendances.ViewersOwn(ctx, session.Viewer, []hackathon.ID{e.ID}))(t)[e.ID]
		want := hackathon.AttendanceGoing
		if i == 4 { // the room is full: on the waiting list, and signed in all the same
			want = hackathon.AttendanceWaiting
		}
		if own == nil || own.Status != want || own.Capacity != hackathon.CapacitySelf || own.Online {
			t.Errorf("%q: %+v, want %s", typed, own, want)
		}
	}
	s.wantCounts(e, 4, 0, 0, 1)
	must(s.change(e, hackathon.EventPostponed))(t)
	session, err := s.Sessions.JoinAsGuest(ctx, hackathon.JoinAsGuestInput{JoinCode: code, DisplayName: "Külaline"})
	if err != nil {
		t.Fatalf("an event that is postponed takes guests, and registers none: %v", err)
	}
	if own := must(s.Attendances.ViewersOwn(ctx, session.Viewer, []hackathon.ID{e.ID}))(t)[e.ID]; own != nil {
		t.Errorf("%+v", own)
	}
}
