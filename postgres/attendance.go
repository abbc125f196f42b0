package postgres

import (
	"context"
	"fmt"
	"strings"

	"github.com/loometalgud/mano/hackathon"
)

// Attendances are who comes to which event.
type Attendances struct{ db *DB }

var attendanceTable = newTable[hackathon.Attendance]("attendance", nil)

var attendanceColumns = attendanceTable.columns("a")

// registered stores a registration, or what is changed of it: who waits stays where they are in the queue.
var registered = named[hackathon.Attendance](`
	INSERT INTO attendance AS a (id, event_id, person_id, status, capacity, online, companions, created_at, queued_at)
	VALUES (:id, :event_id, :person_id, :status, :capacity, :online, :companions, :created_at, :created_at)
	ON CONFLICT (event_id, person_id) DO UPDATE SET version = a.version + 1, status = excluded.status,
		capacity = excluded.capacity, online = excluded.online, companions = excluded.companions,
		queued_at = CASE a.status WHEN 'WAITING' THEN a.queued_at ELSE excluded.queued_at END
	RETURNING `+attendanceColumns, nil)

// attendances is how mutations get at a registration: with the seats of its event.
var attendances = entity[*hackathon.Attendance]{
	lock: func(t *tx, id hackathon.ID) (*hackathon.Attendance, error) {
		if _, err := t.lockRoom(`id = (SELECT event_id FROM attendance WHERE id = $1)`, id); err != nil {
			return nil, err
		}
		return t.attendance(`a.id = $1`, id)
	},
	shown: func(a *hackathon.Attendance, v *hackathon.Viewer) bool { return v.SeesAttendance(a) },
}

// attendanceAt is a mutation of the viewer's own place at an event, or one that takes it.
func (s Attendances) attendanceAt(ctx context.Context, viewer *hackathon.Viewer, name string, in hackathon.Input,
	event hackathon.ID, rule func(*tx, *room) (*hackathon.Attendance, error)) (*hackathon.Attendance, error) {
	var r *room
	return create(ctx, s.db, viewer, name, in, attendances, func(t *tx) (err error) {
		r, err = t.lockRoom(`id = $1`, event)
		return missing(err, "event")
	}, func(t *tx) (*hackathon.Attendance, error) {
		if r.Status == hackathon.EventDraft && !t.viewer.Staff(event) {
			return nil, noEvent()
		}
		return rule(t, r)
	})
}

// Attend registers the viewer, or changes their registration. Of many who ask for the last seat at once one gets it and
// the others are put on the waiting list.
func (s Attendances) Attend(ctx context.Context, viewer *hackathon.Viewer,
	in hackathon.AttendEventInput) (*hackathon.Attendance, error) {
	return s.attendanceAt(ctx, viewer, "attendEvent", &in, in.EventID,
		func(t *tx, r *room) (*hackathon.Attendance, error) { return t.attend(r, in) })
}

// attend registers the viewer at an event whose seats are locked.
func (t *tx) attend(r *room, in hackathon.AttendEventInput) (*hackathon.Attendance, error) {
	if err := r.Status.CheckAttendance(); err != nil {
		return nil, err
	}
	present, err := t.ownAttendance(in.EventID)
	if err != nil {
		return nil, err
	}
	asked, err := in.Registration(present, r.Format)
	if err != nil {
		return nil, err
	}
	status, err := r.Place(present, asked.Online, asked.Companions)
	if err != nil {
		return nil, err
	}
	a := &hackathon.Attendance{ID: hackathon.NewID(hackathon.KindAttendance, t.now), EventID: in.EventID,
		PersonID: t.viewer.PersonID, Status: status, Capacity: asked.Capacity, Online: asked.Online,
		Companions: asked.Companions, CreatedAt: t.now}
	if err := t.get(a, registered.text, registered.args(a)...); err != nil {
		return nil, fmt.Errorf("register: %w", err)
	}
	if present == nil {
		return a, t.attendanceChanged(in.EventID)
	}
	if present.Status == hackathon.AttendanceCheckedIn && present.Online != asked.Online {
		if err := t.standingChanged(t.viewer.PersonID); err != nil { // in the room, or not any more
			return nil, err
		}
	}
	if err := t.fillSeats(in.EventID); err != nil {
		return nil, err
	}
	return t.attendance(`a.id = $1`, a.ID) // the seats that were given up may be their own
}

// Cancel calls the viewer's registration off; who waits first gets the seats. Doing so twice is no failure.
func (s Attendances) Cancel(ctx context.Context, viewer *hackathon.Viewer,
	in hackathon.CancelAttendanceInput) (*hackathon.Attendance, error) {
	return s.attendanceAt(ctx, viewer, "cancelAttendance", &in, in.EventID,
		func(t *tx, r *room) (*hackathon.Attendance, error) {
			a, err := t.ownAttendance(in.EventID)
			if err == nil && a == nil {
				err = hackathon.NotFoundf("you are not registered for this event")
			}
			if err != nil || a.Status == hackathon.AttendanceCancelled {
				return a, err
			}
			if err := a.CheckCancel(r.Status); err != nil {
				return nil, err
			}
			if err := t.moveAttendance(a, hackathon.AttendanceCancelled); err != nil {
				return nil, err
			}
			return a, t.fillSeats(in.EventID)
		})
}

// CheckIn marks that somebody has arrived. Doing so twice is no failure.
func (s Attendances) CheckIn(ctx context.Context, viewer *hackathon.Viewer,
	in hackathon.CheckInInput) (*hackathon.Attendance, error) {
	return change(ctx, s.db, viewer, "checkIn", &in, attendances, in.AttendanceID,
		func(t *tx, a *hackathon.Attendance) error {
			var event hackathon.EventStatus
			if err := t.get(&event, `SELECT status FROM event WHERE id = $1`, a.EventID); err != nil {
				return err
			}
			if err := a.CheckArrival(t.viewer, event); err != nil || a.Status == hackathon.AttendanceCheckedIn {
				return err
			}
			if err := t.moveAttendance(a, hackathon.AttendanceCheckedIn); err != nil {
				return err
			}
			if err := t.attendanceChanged(a.EventID); err != nil {
				return err
			}
			return t.standingChanged(a.PersonID)
		})
}

// moveAttendance stores where a locked registration stands now.
func (t *tx) moveAttendance(a *hackathon.Attendance, to hackathon.AttendanceStatus) error {
	a.Status = to
	return t.get(&a.Version, `UPDATE attendance SET version = version + 1, status = $2 WHERE id = $1 RETURNING version`,
		a.ID, to)
}

// room is an event with its seats.
type room struct {
	Status hackathon.EventStatus `db:"status"`
	Format hackathon.EventFormat `db:"format"`
	hackathon.Seats
}

// lockRoom locks the seats of an event until COMMIT; its state cannot change meanwhile either.
func (t *tx) lockRoom(where string, id hackathon.ID) (*room, error) {
	var event hackathon.ID // first the event, then its seats: the order of whoever changes an event
	if err := t.get(&event, `SELECT id FROM event WHERE `+where+` FOR SHARE`, id); err != nil {
		return nil, err
	}
	var r room
	return &r, t.get(&r, `
		SELECT e.status, e.format, e.capacity, c.going - c.online AS taken, c.waiting
		FROM event_attendance c JOIN event e ON e.id = c.event_id WHERE c.event_id = $1 FOR UPDATE OF c`, event)
}

// attendance reads a registration and locks it until COMMIT; its seats are locked.
func (t *tx) attendance(where string, args ...any) (*hackathon.Attendance, error) {
	var a hackathon.Attendance
	return &a, t.get(&a, `SELECT `+attendanceColumns+` FROM attendance a WHERE `+where+` FOR UPDATE`, args...)
}

// ownAttendance is the viewer's registration for the event; nil: there is none.
func (t *tx) ownAttendance(event hackathon.ID) (*hackathon.Attendance, error) {
	a, err := t.attendance(`a.event_id = $1 AND a.person_id = $2`, event, t.viewer.PersonID)
	if noRows(err) {
		return nil, nil
	}
	return a, err
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

// Find returns one registration; NotFound for whoever may not see whose it is.
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

// ViewersOwn are the viewer's own registrations for the events.
func (s Attendances) ViewersOwn(ctx context.Context, viewer *hackathon.Viewer,
	events []hackathon.ID) (map[hackathon.ID]*hackathon.Attendance, error) {
	return tellOne[*hackathon.Attendance](noted(ctx, events...), s.db.pool, `
		SELECT a.event_id, `+attendanceColumns+` FROM attendance a
		WHERE a.person_id = $1 AND a.event_id = ANY ($2::uuid[]) ORDER BY a.event_id`, viewer.PersonID, idArray(events))
}

var attendanceListing = listing[hackathon.Attendance, *hackathon.Attendance]{
	columns: attendanceColumns, from: `attendance a`, id: `a.id`,
	item: itself[hackathon.Attendance],
}

// OfViewer are all registrations of the viewer, newest first.
func (s Attendances) OfViewer(viewer *hackathon.Viewer) hackathon.List[*hackathon.Attendance] {
	return attendanceListing.list(s.db, that(`a.person_id = ?`, viewer.PersonID), newest)
}

// OfEvent are the registrations for an event in the order they came, for its staff; part narrows them to names that
// hold it.
func (s Attendances) OfEvent(viewer *hackathon.Viewer, event hackathon.ID, status []hackathon.AttendanceStatus,
	part *string) hackathon.List[*hackathon.Attendance] {
	q := that(`a.event_id = ?`, event)
	if !viewer.Staff(event) {
		q = refuse(hackathon.Forbiddenf("who comes is seen by the organisers and coordinators of the event"))
	}
	addAny(&q, `a.status`, status)
	if part != nil {
		q.add(`EXISTS (SELECT FROM person p WHERE p.id = a.person_id AND p.display_name ILIKE ?)`,
			like(strings.TrimSpace(*part)))
	}
	return attendanceListing.list(s.db, q)
}

// Counts are the counts of each event.
func (s Attendances) Counts(ctx context.Context,
	events []hackathon.ID) (map[hackathon.ID]*hackathon.AttendanceCounts, error) {
	condition, wanted := among(`event_id`, events)
	return tellOne[*hackathon.AttendanceCounts](noted(ctx, events...), s.db.pool, `
		SELECT event_id, going, online, checked_in, waiting FROM event_attendance
		WHERE `+condition+` ORDER BY event_id`, wanted)
}
