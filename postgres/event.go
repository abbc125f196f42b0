package postgres

import (
	"context"
	"fmt"

	"github.com/loometalgud/mano/hackathon"
)

// Events are the hackathon events.
type Events struct{ db *DB }

var eventTable = newTable("event", derived[hackathon.Event]{
	"title_sort":  func(e *hackathon.Event) any { return hackathon.SortKey(e.Title.Text(hackathon.LocaleEt)) },
	"search_text": func(e *hackathon.Event) any { return hackathon.SearchText(e.Title, e.Description) },
})

var eventColumns = eventTable.columns("e")

// Find returns one event; drafts are NotFound for whoever does not run them.
func (s Events) Find(ctx context.Context, viewer *hackathon.Viewer, id hackathon.ID) (*hackathon.Event, error) {
	if err := id.Must(hackathon.KindEvent); err != nil {
		return nil, err
	}
	e, err := eventTable.find(ctx, s.db.pool, id)
	if err == nil && !viewer.SeesEvent(e) {
		err = noEvent()
	}
	return e, err
}

// Public is nil when there is such an event and everybody may see it.
func (s Events) Public(ctx context.Context, id hackathon.ID) error {
	_, err := s.Find(ctx, nil, id)
	return err
}

// ByID are the events that others refer to: whoever sees the one that refers may see the event, a draft too.
func (s Events) ByID(ctx context.Context, ids []hackathon.ID) ([]*hackathon.Event, error) {
	return eventTable.byID(ctx, s.db.pool, ids)
}

// events is how mutations get at an event.
var events = entity[*hackathon.Event]{
	lock:  eventTable.lock,
	shown: func(e *hackathon.Event, v *hackathon.Viewer) bool { return v.SeesEvent(e) },
	find:  eventTable.peek, standing: (*hackathon.Event).CheckStaff, // all that is done with it is its staff's
}

// Create makes a draft; who makes it becomes its organiser.
func (s Events) Create(ctx context.Context, viewer *hackathon.Viewer,
	in hackathon.CreateEventInput) (*hackathon.Event, error) {
	return create(ctx, s.db, viewer, "createEvent", &in, events, nil, func(t *tx) (*hackathon.Event, error) {
		if err := hackathon.CheckOrganiser(t.viewer); err != nil {
			return nil, err
		}
		e := in.Draft(t.now)
		if err := eventTable.insert(t, e, values{"created_at": t.now}); err != nil {
			return nil, unknownReference(err)
		}
		if err := t.openToGuests(e.ID, in.JoinURL); err != nil {
			return nil, err
		}
		if err := t.move(e.ID, "", e.Status, nil); err != nil {
			return nil, err
		}
		if err := t.grant(t.viewer.PersonID, hackathon.RoleOrganiser, &e.ID); err != nil {
			return nil, err
		}
		return e, t.eventActivity(hackathon.ActivityEventChanged, e)
	})
}

// Update changes the fields that the input names. More seats go to the waiting list at once.
func (s Events) Update(ctx context.Context, viewer *hackathon.Viewer,
	in hackathon.UpdateEventInput) (*hackathon.Event, error) {
	return change(ctx, s.db, viewer, "updateEvent", &in, events, in.EventID, func(t *tx, e *hackathon.Event) error {
		if err := e.CheckStaff(t.viewer); err != nil {
			return err
		}
		before := *e
		if err := in.Apply(e); err != nil {
			return err
		}
		if err := t.storeEvent(e); err != nil {
			return err
		}
		if in.JoinURL != nil || in.Names("joinUrl") {
			if err := t.setJoinURL(e.ID, in.JoinURL); err != nil {
				return err
			}
		}
		if err := t.eventActivity(hackathon.ActivityEventChanged, e); err != nil {
			return err
		}
		if told := e.ChangeText(before); told != nil {
			if err := t.tellAttendees(e.ID, told); err != nil {
				return err
			}
			stays := hackathon.EventPassage{From: e.Status, To: e.Status, EndsAt: e.EndsAt, At: t.now}
			if err := t.settleNeedsOf(stays, e.ID); err != nil {
				return err
			}
		}
		if more(before.Seats, e.Seats) {
			return t.fillSeats(e.ID)
		}
		return nil
	})
}

func (t *tx) setJoinURL(event hackathon.ID, url *string) error {
	_, err := t.run(`UPDATE event_private SET join_url = $2 WHERE event_id = $1`, event, url)
	return err
}

// more reports whether there are more seats than before; nil is without limit.
func more(before, after *int) bool {
	return before != nil && (after == nil || *after > *before)
}

// storeEvent writes what can change of an event, its state included, and counts its version up.
func (t *tx) storeEvent(e *hackathon.Event) error {
	version, err := eventTable.update(t, e)
	e.Version = version
	return unknownReference(err)
}

// touchEvent counts the version up after a change beside the event's own row.
func (t *tx) touchEvent(e *hackathon.Event) error {
	return t.get(&e.Version, `UPDATE event SET version = version + 1 WHERE id = $1 RETURNING version`, e.ID)
}

// eventActivity tells of a change: everybody, or the staff alone while it is a draft.
func (t *tx) eventActivity(kind hackathon.ActivityKind, e *hackathon.Event) error {
	audience := hackathon.AudiencePublic
	if !e.Public() {
		audience = hackathon.AudienceStaff
	}
	return t.activity(e.ID, kind, e.ID, e.Version, audience, e)
}

// openToGuests gives the event its code, which no other event has.
func (t *tx) openToGuests(event hackathon.ID, joinURL *string) error {
	for range 5 {
		n, err := t.run(`INSERT INTO event_private (event_id, join_code, join_url) VALUES ($1, $2, $3)
			ON CONFLICT (join_code) DO NOTHING`,
			event, hackathon.NewJoinCode(), joinURL)
		if err != nil || n == 1 {
			return err
		}
	}
	return fmt.Errorf("no free join code")
}

func noEvent() error { return hackathon.NotFoundf("there is no such event") }

// unknownReference names the field that points to nothing.
func unknownReference(err error) error {
	c := hackathon.Check()
	switch {
	case brokenRule(err, "event_venue_id_fkey"):
		c.Fail("venueId", hackathon.FieldUnknown, "Sellist kohta ei ole.", "There is no such venue.")
	case brokenRule(err, "event_organisation_id_fkey"):
		c.Fail("organisationId", hackathon.FieldUnknown, "Sellist organisatsiooni ei ole.", "There is no such organisation.")
	default:
		return err
	}
	return c.Err()
}

// JoinURLs are the online addresses of those of the events that the viewer has a place at or runs.
func (s Events) JoinURLs(ctx context.Context, viewer *hackathon.Viewer,
	events []hackathon.ID) (map[hackathon.ID]*string, error) {
	all, own := viewer.StaffOf()
	return tellOne[*string](noted(ctx, events...), s.db.pool, `
		SELECT p.event_id, p.join_url FROM event_private p
		WHERE p.event_id = ANY ($1::uuid[]) AND p.join_url IS NOT NULL AND ($2 OR p.event_id = ANY ($3::uuid[])
			OR EXISTS (SELECT FROM attendance a WHERE a.event_id = p.event_id AND a.person_id = $4
				AND a.status IN `+attendancesComing+`))
		ORDER BY p.event_id`, idArray(events), all, idArray(own), viewer.PersonID)
}

// JoinCodes are the guests' codes of those of the events that the viewer runs.
func (s Events) JoinCodes(ctx context.Context, viewer *hackathon.Viewer,
	events []hackathon.ID) (map[hackathon.ID]*string, error) {
	all, own := viewer.StaffOf()
	return tellOne[*string](noted(ctx, events...), s.db.pool, `
		SELECT p.event_id, p.join_code FROM event_private p
		WHERE p.event_id = ANY ($1::uuid[]) AND ($2 OR p.event_id = ANY ($3::uuid[])
			OR EXISTS (SELECT FROM role_grant g WHERE g.event_id = p.event_id AND g.person_id = $4 AND g.role IN ('ORGANISER',
				'COORDINATOR')))
		ORDER BY p.event_id`, idArray(events), all, idArray(own), viewer.PersonID)
}
