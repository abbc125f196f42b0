package hackathon

import "time"

// MaxCompanions is how many people may come along on one registration.
const MaxCompanions = 2

// ParticipationCapacity is in which capacity a person takes part.
type ParticipationCapacity string

type AttendanceStatus string

// Attendance is a person's place at an event.
type Attendance struct {
	ID         ID                    `db:"id" json:"id"`
	Version    int                   `db:"version" json:"version"`
	EventID    ID                    `db:"event_id" json:"eventId"`
	PersonID   ID                    `db:"person_id" json:"personId"`
	Status     AttendanceStatus      `db:"status" json:"status"`
	Capacity   ParticipationCapacity `db:"capacity" json:"capacity"`
	Online     bool                  `db:"online" json:"online"`
	Companions int                   `db:"companions" json:"companions"`
	CreatedAt  time.Time             `db:"created_at" json:"createdAt"`
}

func (a Attendance) NodeID() ID { return a.ID }

// AttendanceCounts are the people at an event, companions counted.
type AttendanceCounts struct {
	Going     int `db:"going" json:"going"`
	Online    int `db:"online" json:"online"`
	CheckedIn int `db:"checked_in" json:"checkedIn"`
	Waiting   int `db:"waiting" json:"waiting"`
}

// AttendEventInput is a registration or a change of one: what is left out stays as it is, or is as at first.
type AttendEventInput struct {
	EventID    ID
	Capacity   *ParticipationCapacity
	Online     *bool
	Companions *int
	Named
	Keyed
}

type CheckInInput struct {
	AttendanceID ID
	Keyed
}
