package postgrestest

import (
	"context"
	"database/sql"
	"testing"
	"time"

	"github.com/lib/pq"

	"github.com/loometalgud/mano/hackathon"
)

// Rows puts into a database what a test needs to find there and is not about. What it is about it does as people do.
type Rows struct {
	T  testing.TB
	DB interface {
		ExecContext(ctx context.Context, query string, args ...any) (sql.Result, error)
	}
	// At is when all of it was made.
	At time.Time
}

// Event is an event as a test wants it; what is left out makes one that is live since Rows.At, for two days.
type Event struct {
	Status   hackathon.EventStatus
	From, To time.Time
	// InPerson is for one in a venue in Võru, with somebody to ask about access; else it is held online.
	InPerson bool
	JoinCode string
	// Sides are those that a working group there should have.
	Sides []hackathon.StakeholderSide
}

// Event makes an event.
func (r Rows) Event(e Event) hackathon.ID {
	r.T.Helper()
	id := hackathon.NewID(hackathon.KindEvent, r.At)
	if e.Status == "" {
		e.Status = hackathon.EventLive
	}
	if e.From.IsZero() {
		e.From = r.At
	}
	if e.To.IsZero() {
		e.To = r.At.AddDate(0, 0, 2)
	}
	if e.Sides == nil {
		e.Sides = hackathon.DefaultRequiredSides
	}
	r.Exec(`INSERT INTO event (id, kind, format, status, title, title_sort, search_text, description, starts_at, ends_at,
		required_sides, created_at)
		VALUES ($1, 'SOCIAL_HACKATHON', 'ONLINE', $2, '{"et":"Talgud"}', 'talgud', 'talgud', '{}', $3, $4, $5, $6)`,
		id, e.Status, e.From, e.To, pq.Array(e.Sides), r.At)
	if e.InPerson {
		r.Exec(`UPDATE event SET format = 'IN_PERSON', venue_id = $2, access_contact = '{"name":"Maarja"}',
			request_deadline = starts_at WHERE id = $1`, id, r.venue())
	}
	if e.JoinCode != "" {
		r.Exec(`INSERT INTO event_private (event_id, join_code) VALUES ($1, $2)`, id, e.JoinCode)
	}
	return id
}

func (r Rows) venue() hackathon.ID {
	r.T.Helper()
	id := hackathon.NewID(hackathon.KindVenue, r.At)
	r.Exec(`INSERT INTO venue (id, name, name_sort, address, municipality, lat, lon, created_at)
		VALUES ($1, '{"et":"Kannel"}', 'kannel', 'Liiva 13', 'Võru', 57.843, 27.0, $2)`, id, r.At)
	return id
}

// Person makes somebody who has no address and no role.
func (r Rows) Person(name string) hackathon.ID {
	r.T.Helper()
	id := hackathon.NewID(hackathon.KindPerson, r.At)
	r.Exec(`INSERT INTO person (id, display_name, created_at) VALUES ($1, $2, $3)`, id, name, r.At)
	return id
}

// Grant gives a person a role within the events, or everywhere when none is named, and returns what was given.
func (r Rows) Grant(person hackathon.ID, role hackathon.PlatformRole, events ...hackathon.ID) []hackathon.Grant {
	r.T.Helper()
	if len(events) == 0 {
		events = []hackathon.ID{{}}
	}
	grants := make([]hackathon.Grant, len(events))
	for i, event := range events {
		grants[i] = hackathon.Grant{Role: role, EventID: event}
		r.Exec(`INSERT INTO role_grant (person_id, role, event_id, granted_at) VALUES ($1, $2, $3, $4)`, person, role, event,
			r.At)
	}
	return grants
}

// Exec runs a statement that must succeed.
func (r Rows) Exec(query string, args ...any) {
	r.T.Helper()
	if _, err := r.DB.ExecContext(r.T.Context(), query, args...); err != nil {
		r.T.Fatal(err)
	}
}
