package postgres

import (
	"cmp"
	"context"
	"fmt"
	"strings"

	"github.com/loometalgud/mano/hackathon"
)

// Attendances are who comes to which event.
type Attendances struct{ db *DB }

const attendanceColumns = `a.id, a.version, a.event_id, a.person_id, a.status, a.capacity, a.online, a.companions,
	a.created_at`

// AttendEvent registers the viewer, or changes their registration. Of many who ask for the last seat at once one gets
// it and the others are put on the waiting list.
func (s Attendances) Attend(ctx context.Context, viewer *hackathon.Viewer,
	in hackathon.AttendEventInput) (*hackathon.Attendance, error) {
	id, again, err := s.db.onceAs(ctx, viewer, "attendEvent", in.IdempotencyKey, in,
		func(t *tx) (hackathon.ID, error) { return t.attend(in) })
	return s.db.attendanceAfter(ctx, cmp.Or(again, viewer), id, err)
}

func (t *tx) attend(in hackathon.AttendEventInput) (hackathon.ID, error) {
	room, err := t.lockSeats(in.EventID)
	if err != nil {
		return in.EventID, err
	}
	present, err := t.attendanceOf(in.EventID, t.viewer.PersonID)
	if err != nil {
		return in.EventID, err
	}
	asked, err := in.Registration(present, room.Format)
	if err != nil {
		return in.EventID, err
	}
	status, err := room.Place(present, asked.Online, asked.Companions)
	if err != nil {
		return in.EventID, err
	}
	var a hackathon.Attendance
	if err := t.get(&a, `
		INSERT INTO attendance AS a (id, event_id, person_id, status, capacity, online, companions, created_at, queued_at)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $8)
		ON CONFLICT (event_id, person_id) DO UPDATE SET version = a.version + 1, status = excluded.status,
			capacity = excluded.capacity,
			online = excluded.online, companions = excluded.companions,
			queued_at = CASE a.status WHEN 'WAITING' THEN a.queued_at ELSE excluded.queued_at END
		RETURNING `+attendanceColumns,
		hackathon.NewID(hackathon.KindAttendance, t.now), in.EventID, t.viewer.PersonID, status, asked.Capacity, asked.Online,
		asked.Companions, t.now); err != nil {
		return a.ID, fmt.Errorf("register: %w", err)
	}
	if present != nil {
		if present.Status == hackathon.AttendanceCheckedIn && present.Online != asked.Online {
			if err := t.standingChanged(t.viewer.PersonID); err != nil { // in the room, or not any more
				return a.ID, err
			}
		}
		return a.ID, t.fillSeats(in.EventID)
	}
	return a.ID, t.attendanceChanged(in.EventID)
}

// CancelAttendance calls the viewer's registration off; who waits first gets the seats. Doing so twice is no failure.
func (s Attendances) Cancel(ctx context.Context, viewer *hackathon.Viewer,
	in hackathon.CancelAttendanceInput) (*hackathon.Attendance, error) {
	id, again, err := s.db.onceAs(ctx, viewer, "cancelAttendance", in.IdempotencyKey, in, func(t *tx) (hackathon.ID, error) {
		room, err := t.lockRoom(in.EventID)
		if err != nil {
			return in.EventID, err
		}
		present, err := t.attendanceOf(in.EventID, viewer.PersonID)
		switch {
		case err != nil:
			return in.EventID, err
		case present == nil:
			return in.EventID, hackathon.NotFoundf("you are not registered for this event")
		case present.Status == hackathon.AttendanceCancelled:
			return present.ID, nil
		}
		if err := present.CheckCancel(room.Status); err != nil {
			return present.ID, err
		}
		if _, err := t.run(`UPDATE attendance SET version = version + 1, status = 'CANCELLED' WHERE id = $1`, present.ID); err != nil {
			return present.ID, fmt.Errorf("call off: %w", err)
		}
		return present.ID, t.fillSeats(in.EventID)
	})
	return s.db.attendanceAfter(ctx, cmp.Or(again, viewer), id, err)
}

// CheckIn marks that somebody has arrived. Doing so twice is no failure.
func (s Attendances) CheckIn(ctx context.Context, viewer *hackathon.Viewer,
	in hackathon.CheckInInput) (*hackathon.Attendance, error) {
	c := hackathon.Check()
	c.ID("attendanceId", in.AttendanceID, hackathon.KindAttendance)
	if err := c.Err(); err != nil {
		return nil, err
	}
	id, again, err := s.db.onceAs(ctx, viewer, "checkIn", in.IdempotencyKey, in, func(t *tx) (hackathon.ID, error) {
		var a hackathon.Attendance
		err := t.get(&a, `SELECT `+attendanceColumns+` FROM attendance a WHERE a.id = $1`, in.AttendanceID)
		if noRows(err) || err == nil && !viewer.SeesAttendance(&a) {
			return a.ID, hackathon.NotFoundf("there is no such registration")
		}
		if err != nil {
			return a.ID, err
		}
		if !viewer.Staff(a.EventID) {
			return a.ID, hackathon.Forbiddenf("the desk of the event checks people in")
		}
		if _, err := t.lockSeats(a.EventID); err != nil {
			return a.ID, err
		}
		n, err := t.run(`UPDATE attendance SET version = version + 1, status = 'CHECKED_IN' WHERE id = $1
			AND status = 'GOING'`, a.ID)
		if err != nil || n == 1 {
			return a.ID, firstError(err, func() error {
				return firstError(t.attendanceChanged(a.EventID), func() error { return t.standingChanged(a.PersonID) })
			})
		}
		if err := t.get(&a.Status, `SELECT status FROM attendance WHERE id = $1`, a.ID); err != nil ||
			a.Status == hackathon.AttendanceCheckedIn {
			return a.ID, err
		}
		return a.ID, &hackathon.StateConflictError{State: string(a.Status), Message: hackathon.Localized{
			Et: "Sel inimesel ei ole kohta: ta on ootenimekirjas või loobunud.",
			En: "This person has no place: on the waiting list, or called off."}}
	})
	return s.db.attendanceAfter(ctx, cmp.Or(again, viewer), id, err)
}

func firstError(err error, next func() error) error {
	if err != nil {
		return err
	}
	return next()
}

// room is an event with its seats.
type room struct {
	Status hackathon.EventStatus `db:"status"`
	Format hackathon.EventFormat `db:"format"`
	hackathon.Seats
}

// lockSeats locks the seats of an event that takes registrations now.
func (t *tx) lockSeats(event hackathon.ID) (*room, error) {
	r, err := t.lockRoom(event)
	if err == nil && !r.Status.TakesAttendance() {
		return nil, hackathon.NoAttendanceNow(r.Status)
	}
	return r, err
}

// lockRoom locks the seats of an event until COMMIT; its state cannot change meanwhile either.
func (t *tx) lockRoom(event hackathon.ID) (*room, error) {
	c := hackathon.Check()
	c.ID("eventId", event, hackathon.KindEvent)
	if err := c.Err(); err != nil {
		return nil, err
	}
	var status hackathon.EventStatus // first the event, then its seats: the order of whoever changes an event
	err := t.get(&status, `SELECT status FROM event WHERE id = $1 FOR SHARE`, event)
	if noRows(err) || status == hackathon.EventDraft && !t.viewer.Staff(event) {
		return nil, noEvent()
	}
	if err != nil {
		return nil, fmt.Errorf("lock event: %w", err)
	}
	var r room
	if err := t.get(&r, `
		SELECT e.status, e.format, e.capacity, c.going - c.online AS taken, c.waiting
		FROM event_attendance c JOIN event e ON e.id = c.event_id WHERE c.event_id = $1 FOR UPDATE OF c`, event); err != nil {
		return nil, fmt.Errorf("lock seats: %w", err)
	}
	return &r, nil
}

func (t *tx) attendanceOf(event, person hackathon.ID) (*hackathon.Attendance, error) {
	var a hackathon.Attendance
	err := t.get(&a, `SELECT `+attendanceColumns+` FROM attendance a WHERE a.event_id = $1
		AND a.person_id = $2 FOR UPDATE`, event, person)
	if noRows(err) {
		return nil, nil
	}
	return &a, err
}

// fillSeats gives free seats to those who wait, strictly in turn, tells them, and tells everybody the counts.
func (t *tx) fillSeats(event hackathon.ID) error {
	var promoted []hackathon.ID
	if err := t.all(&promoted, `
		WITH queue AS (
			SELECT a.id, sum(1 + a.companions) OVER (ORDER BY a.queued_at, a.id) AS seats
			FROM attendance a WHERE a.event_id = $1 AND a.status = 'WAITING'
		), room AS (
			SELECT e.capacity - (c.going - c.online) AS free FROM event e JOIN event_attendance c ON c.event_id = e.id
				WHERE e.id = $1
		)
		UPDATE attendance a SET version = version + 1, status = 'GOING' FROM queue, room
		WHERE a.id = queue.id AND (room.free IS NULL OR queue.seats <= room.free) RETURNING a.person_id`, event); err != nil {
		return fmt.Errorf("fill seats: %w", err)
	}
	for _, person := range promoted {
		if err := t.notify(person, hackathon.NoticeEventChanged, hackathon.Localized{
			Et: "Vabanes koht: oled ürituse ootenimekirjast osalejate hulka tõusnud.",
			En: "A seat has become free: you have moved from the waiting list of the event to those who come.",
		}, event); err != nil {
			return err
		}
	}
	return t.attendanceChanged(event)
}

// attendanceChanged tells how many come; nobody's name.
func (t *tx) attendanceChanged(event hackathon.ID) error {
	var c struct {
		Version int `db:"version"`
		hackathon.AttendanceCounts
	}
	if err := t.get(&c, `SELECT version, going, online, checked_in, waiting FROM event_attendance WHERE event_id = $1`,
		event); err != nil {
		return fmt.Errorf("count attendance: %w", err)
	}
	return t.activity(event, hackathon.ActivityAttendanceChanged, event, c.Version, hackathon.AudiencePublic,
		c.AttendanceCounts)
}

func (s *DB) attendanceAfter(ctx context.Context, viewer *hackathon.Viewer, id hackathon.ID,
	err error) (*hackathon.Attendance, error) {
	if err != nil {
		return nil, err
	}
	return s.Attendances.Find(ctx, viewer, id)
}

// Attendance returns one registration; NotFound for whoever may not see whose it is.
func (s Attendances) Find(ctx context.Context, viewer *hackathon.Viewer, id hackathon.ID) (*hackathon.Attendance,
	error) {
	if err := id.Must(hackathon.KindAttendance); err != nil {
		return nil, err
	}
	var a hackathon.Attendance
	err := s.db.pool.GetContext(ctx, &a, `SELECT `+attendanceColumns+` FROM attendance a WHERE a.id = $1`, id)
	if noRows(err) || err == nil && !viewer.SeesAttendance(&a) {
		return nil, hackathon.NotFoundf("there is no such registration")
	}
	return &a, err
}

// ViewerAttendances are the viewer's own registrations for the events.
func (s Attendances) ViewersOwn(ctx context.Context, viewer *hackathon.Viewer,
	events []hackathon.ID) (map[hackathon.ID]*hackathon.Attendance, error) {
	var rows []hackathon.Attendance
	if err := s.db.pool.SelectContext(ctx, &rows, `SELECT `+attendanceColumns+` FROM attendance a
		WHERE a.person_id = $1 AND a.event_id = ANY ($2::uuid[]) ORDER BY a.event_id`, viewer.PersonID, idArray(events)); err != nil {
		return nil, fmt.Errorf("read registrations: %w", err)
	}
	own := make(map[hackathon.ID]*hackathon.Attendance, len(rows))
	for i := range rows {
		own[rows[i].EventID] = &rows[i]
	}
	return own, nil
}

// Attendances are all registrations of the viewer, newest first.
func (s Attendances) OfViewer(ctx context.Context, viewer *hackathon.Viewer,
	args hackathon.PageArgs) (*hackathon.Page[*hackathon.Attendance], error) {
	return s.db.attendances(ctx, args, `SELECT `+attendanceColumns+` FROM attendance a
		WHERE a.person_id = $1 AND ($2::uuid IS NULL OR a.id < $2) ORDER BY a.id DESC LIMIT $3`, viewer.PersonID)
}

// EventAttendances are the registrations for an event in the order they came, for its staff; part narrows them to names
// that hold it.
func (s Attendances) OfEvent(ctx context.Context, viewer *hackathon.Viewer, event hackathon.ID,
	status []hackathon.AttendanceStatus, part *string, args hackathon.PageArgs) (*hackathon.Page[*hackathon.Attendance],
	error) {
	if !viewer.Staff(event) {
		return nil, hackathon.Forbiddenf("who comes is seen by the organisers and coordinators of the event")
	}
	var statuses any
	if len(status) > 0 {
		statuses = textArray(status)
	}
	pattern := "%"
	if part != nil {
		pattern = "%" + likeEscaper.Replace(strings.TrimSpace(*part)) + "%"
	}
	return s.db.attendances(ctx, args, `SELECT `+attendanceColumns+` FROM attendance a JOIN person p ON p.id = a.person_id
		WHERE a.event_id = $1 AND ($2::uuid IS NULL OR a.id > $2) AND ($4::text[] IS NULL OR a.status = ANY ($4))
			AND p.display_name ILIKE $5
		ORDER BY a.id LIMIT $3`, event, statuses, pattern)
}

// attendances runs a list whose place is an id; the first parameters of query are owner, after and limit.
func (s *DB) attendances(ctx context.Context, args hackathon.PageArgs, query string, owner hackathon.ID,
	more ...any) (*hackathon.Page[*hackathon.Attendance], error) {
	if err := args.Validate(); err != nil {
		return nil, err
	}
	var after hackathon.ID
	if args.After != "" {
		var err error
		if _, after, err = parsePageCursor(args.After); err != nil {
			return nil, err
		}
	}
	var rows []*hackathon.Attendance
	if err := s.pool.SelectContext(ctx, &rows, query, append([]any{owner, after, args.First + 1}, more...)...); err != nil {
		return nil, fmt.Errorf("list registrations: %w", err)
	}
	same := func(a *hackathon.Attendance) *hackathon.Attendance { return a }
	return page(rows, args, same, func(a *hackathon.Attendance) string { return pageCursor("", a.ID) }), nil
}

// AttendanceCounts are the counts of each event.
func (s Attendances) Counts(ctx context.Context,
	events []hackathon.ID) (map[hackathon.ID]*hackathon.AttendanceCounts, error) {
	var rows []struct {
		EventID hackathon.ID `db:"event_id"`
		hackathon.AttendanceCounts
	}
	if err := s.db.pool.SelectContext(ctx, &rows, `SELECT event_id, going, online, checked_in, waiting FROM event_attendance
		WHERE event_id = ANY ($1::uuid[]) ORDER BY event_id`, idArray(events)); err != nil {
		return nil, fmt.Errorf("read counts: %w", err)
	}
	counts := make(map[hackathon.ID]*hackathon.AttendanceCounts, len(rows))
	for i := range rows {
		counts[rows[i].EventID] = &rows[i].AttendanceCounts
	}
	return counts, nil
}
