package hackathon

import (
	"cmp"
	"slices"
)

func (in *AttendEventInput) Check(c *Checks) {
	c.ID("eventId", in.EventID, KindEvent)
	if in.Companions != nil {
		c.Range("companions", *in.Companions, 0, MaxCompanions)
	}
}

func (in *CheckInInput) Check(c *Checks) { c.ID("attendanceId", in.AttendanceID, KindAttendance) }

// Registration is what the input makes of the present registration (nil: there is none) at an event of this format. Of
// one that was called off nothing stays.
func (in AttendEventInput) Registration(present *Attendance, format EventFormat) (Attendance, error) {
	var a Attendance
	if present != nil && present.Status != AttendanceCancelled {
		a = *present
	}
	change(&a.Capacity, in.Capacity, in.Names("capacity"))
	change(&a.Online, in.Online, in.Names("online"))
	change(&a.Companions, in.Companions, in.Names("companions"))
	a.Capacity = cmp.Or(a.Capacity, CapacitySelf)
	c := Check()
	if a.Online && format == FormatInPerson {
		c.Fail("online", FieldOutOfRange, "Sellel üritusel ei saa veebis osaleda.",
			"One cannot take part in this event online.")
	}
	a.Online = a.Online || format == FormatOnline
	return a, c.Err()
}

// AttendancesComing are those of people who have a place.
var AttendancesComing = []AttendanceStatus{AttendanceGoing, AttendanceCheckedIn}

// Seats is how many seats in the room an attendance holds.
func (a Attendance) Seats() int {
	if a.Online || !slices.Contains(AttendancesComing, a.Status) {
		return 0
	}
	return 1 + a.Companions
}

// CheckCancel is nil when the attendance can still be called off, the event being in this state.
func (a *Attendance) CheckCancel(event EventStatus) error {
	switch {
	case a.Status == AttendanceCheckedIn:
		return a.conflict("Oled juba kohal; registreeringut enam tühistada ei saa.",
			"You have arrived already; the registration cannot be called off any more.")
	case event.Over():
		return noAttendanceNow(event)
	}
	return nil
}

// CheckArrival is nil when the viewer may note that the person has arrived, or has done so already.
func (a *Attendance) CheckArrival(v *Viewer, event EventStatus) error {
	if !v.Staff(a.EventID) {
		return Forbiddenf("the desk of the event checks people in")
	}
	if err := event.CheckAttendance(); err != nil {
		return err
	}
	if !slices.Contains(AttendancesComing, a.Status) {
		return a.conflict("Sel inimesel ei ole kohta: ta on ootenimekirjas või loobunud.",
			"This person has no place: on the waiting list, or called off.")
	}
	return nil
}

func (a *Attendance) conflict(et, en string) error {
	return conflict(a.Status, et, en)
}

// CheckAttendance is nil when people may register for an event in this state, change that or check in.
func (s EventStatus) CheckAttendance() error {
	switch s {
	case EventPublished, EventIdeasOpen, EventTeamsOpen, EventLive, EventMovedOnline:
		return nil
	}
	return noAttendanceNow(s)
}

func noAttendanceNow(event EventStatus) error {
	return conflict(event, "Praegu ei saa sellele üritusele registreeruda ega registreeringut muuta.",
		"This event takes no registrations and no changes to them at present.")
}

// SeesAttendance reports whether the viewer may see whose attendance it is: their own, or that of an event they run.
func (v *Viewer) SeesAttendance(a *Attendance) bool {
	return v.SignedIn() && v.PersonID == a.PersonID || v.Staff(a.EventID)
}

// Seats tells what the room still holds.
type Seats struct {
	Capacity *int `db:"capacity"` // nil: no limit
	Taken    int  `db:"taken"`    // by people in the room, companions counted
	Waiting  int  `db:"waiting"`  // people on the waiting list
}

// Fit reports whether n more people find a seat.
func (s Seats) Fit(n int) bool { return n == 0 || s.Capacity == nil || s.Taken+n <= *s.Capacity }

// Place decides what becomes of an attendance (nil: there is none yet) when its person asks for these seats: whom the
// room holds is GOING, but nobody overtakes those who wait already, so that a person who comes with an assistant is not
// passed by those who come alone. Who holds a seat keeps it: asking for more than there is is an error.
func (s Seats) Place(present *Attendance, online bool, companions int) (AttendanceStatus, error) {
	wanted := 1 + companions
	if online {
		wanted = 0
	}
	if present != nil && slices.Contains(AttendancesComing, present.Status) {
		more := wanted - present.Seats()
		if more > 0 && (present.Online && s.Waiting > 0 || !s.Fit(more)) {
			return "", conflict(present.Status, "Nii palju vabu kohti ei ole. Sinu koht jäi alles nii, nagu oli.",
				"There are not that many free seats. Your place was kept as it was.")
		}
		return present.Status, nil
	}
	if online {
		return AttendanceGoing, nil
	}
	if present != nil && present.Status == AttendanceWaiting {
		return AttendanceWaiting, nil
	}
	if s.Waiting > 0 || !s.Fit(wanted) {
		return AttendanceWaiting, nil
	}
	return AttendanceGoing, nil
}
