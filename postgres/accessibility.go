package postgres

import (
	"context"
	"fmt"

	"github.com/loometalgud/mano/hackathon"
)

// Facts are the 21 facts of each venue, in their order.
func (s Venues) Facts(ctx context.Context, venues []hackathon.ID) (map[hackathon.ID][]hackathon.VenueFact, error) {
	condition, wanted := among(`v.id`, venues)
	return tellMany[hackathon.VenueFact](noted(ctx, venues...), s.db.pool, `
		SELECT v.id AS owner_id, f.feature, COALESCE(s.state, 'UNKNOWN')::text AS state, s.note, s.measure, s.checked_on,
			s.checked_by::text AS checked_by,
			COALESCE((s.checked_on + make_interval(months => $3))::date <= $2::date, false) AS stale, s.source_url,
			CASE WHEN s.state IS NULL THEN 'NOBODY' ELSE 'VENUE' END AS origin
		FROM venue v CROSS JOIN venue_feature f
		LEFT JOIN venue_fact s ON s.venue_id = v.id AND s.feature = f.feature
		WHERE `+condition+` ORDER BY v.id, f.position`, wanted, s.db.today(ctx), hackathon.FactStaleMonths)
}

// Accessibility are the 21 facts as they hold for each event, in their order.
func (s Events) Accessibility(ctx context.Context, events []hackathon.ID) (map[hackathon.ID][]hackathon.VenueFact,
	error) {
	condition, wanted := among(`event_id`, events)
	return tellMany[hackathon.VenueFact](noted(noted(ctx, events...), hackathon.TopicPlaces), s.db.pool, `
		SELECT event_id AS owner_id, feature, state, note, measure, checked_on, checked_by,
			COALESCE((checked_on + make_interval(months => $3))::date <= $2::date, false) AS stale, source_url, origin
		FROM event_accessibility WHERE `+condition+` ORDER BY event_id, position`, wanted, s.db.today(ctx),
		hackathon.FactStaleMonths)
}

// Services are the 15 services of each event, in their order.
func (s Events) Services(ctx context.Context, events []hackathon.ID) (map[hackathon.ID][]hackathon.ServiceFact,
	error) {
	condition, wanted := among(`e.id`, events)
	return tellMany[hackathon.ServiceFact](noted(ctx, events...), s.db.pool, `
		SELECT e.id AS owner_id, v.service, COALESCE(s.state, 'UNKNOWN')::text AS state, s.note, s.measure, s.request_by,
			s.checked_on, s.checked_by::text AS checked_by,
			COALESCE((s.checked_on + make_interval(months => $3))::date <= $2::date, false) AS stale, s.source_url
		FROM event e CROSS JOIN event_service v
		LEFT JOIN event_service_fact s ON s.event_id = e.id AND s.service = v.service
		WHERE `+condition+` ORDER BY e.id, v.position`, wanted, s.db.today(ctx), hackathon.FactStaleMonths)
}

// SetFacts states building facts that hold for one event only; UNKNOWN takes the event's own statement back.
func (s Events) SetFacts(ctx context.Context, viewer *hackathon.Viewer,
	in hackathon.SetEventFactsInput) (*hackathon.Event, error) {
	return change(ctx, s.db, viewer, "setEventFacts", &in, events, in.EventID, func(t *tx, e *hackathon.Event) error {
		if err := e.CheckFacts(t.viewer); err != nil {
			return err
		}
		before, err := t.effective([]hackathon.ID{e.ID})
		if err != nil {
			return err
		}
		for _, f := range in.Facts {
			if f.State == hackathon.StateUnknown {
				_, err = t.run(`DELETE FROM event_fact WHERE event_id = $1 AND feature = $2`, e.ID, f.Feature)
			} else {
				err = t.stateFact("event", e.ID, f)
			}
			if err != nil {
				return fmt.Errorf("state event fact: %w", err)
			}
		}
		after, err := t.effective([]hackathon.ID{e.ID})
		if err != nil {
			return err
		}
		if err := t.tellAttendees(e.ID, e.LossText(hackathon.Lost(before[e.ID], after[e.ID]))); err != nil {
			return err
		}
		return t.factsChanged(e)
	})
}

// SetServices states what is arranged for one event; UNKNOWN takes a statement back.
func (s Events) SetServices(ctx context.Context, viewer *hackathon.Viewer,
	in hackathon.SetEventServicesInput) (*hackathon.Event, error) {
	return change(ctx, s.db, viewer, "setEventServices", &in, events, in.EventID, func(t *tx, e *hackathon.Event) error {
		if err := e.CheckFacts(t.viewer); err != nil {
			return err
		}
		for _, f := range in.Services {
			var err error
			if f.State == hackathon.StateUnknown {
				_, err = t.run(`DELETE FROM event_service_fact WHERE event_id = $1 AND service = $2`, e.ID, f.Service)
			} else {
				on, by := f.State.Checked(f.CheckedOn, f.CheckedBy, t.now)
				_, err = t.run(`
					INSERT INTO event_service_fact (event_id, service, state, note, measure, request_by, checked_on,
						checked_by, source_url)
					VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
					ON CONFLICT (event_id, service) DO UPDATE SET state = excluded.state, note = excluded.note,
						measure = excluded.measure, request_by = excluded.request_by, checked_on = excluded.checked_on,
						checked_by = excluded.checked_by, source_url = excluded.source_url`,
					e.ID, f.Service, f.State, f.Note, f.Measure, f.RequestBy, on, by, f.SourceURL)
			}
			if err != nil {
				return fmt.Errorf("state service: %w", err)
			}
		}
		return t.factsChanged(e)
	})
}

func (t *tx) factsChanged(e *hackathon.Event) error {
	if err := t.touchEvent(e); err != nil {
		return err
	}
	return t.eventActivity(hackathon.ActivityEventChanged, e)
}

// stateFact replaces what is stated of one feature of an event or a venue.
func (t *tx) stateFact(owner string, id hackathon.ID, f hackathon.VenueFactInput) error {
	on, by := f.State.Checked(f.CheckedOn, f.CheckedBy, t.now)
	_, err := t.run(`
		INSERT INTO `+owner+`_fact (`+owner+`_id, feature, state, note, measure, checked_on, checked_by, source_url)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
		ON CONFLICT (`+owner+`_id, feature) DO UPDATE SET state = excluded.state, note = excluded.note,
			measure = excluded.measure, checked_on = excluded.checked_on, checked_by = excluded.checked_by,
			source_url = excluded.source_url`,
		id, f.Feature, f.State, f.Note, f.Measure, on, by, f.SourceURL)
	return err
}

// stateVenueFacts replaces the facts named; the others stay.
func (t *tx) stateVenueFacts(venue hackathon.ID, facts []hackathon.VenueFactInput) error {
	for _, f := range facts {
		if err := t.stateFact("venue", venue, f); err != nil {
			return fmt.Errorf("state venue fact: %w", err)
		}
	}
	return nil
}
