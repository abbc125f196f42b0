package postgres

import (
	"context"
	"time"

	"github.com/loometalgud/mano/hackathon"
)

// NeedActs is what the viewer may do now with each of the needs.
func (s HelpRequests) Acts(ctx context.Context, viewer *hackathon.Viewer,
	ids []hackathon.ID) (map[hackathon.ID][]hackathon.NeedAct, error) {
	acts := make(map[hackathon.ID][]hackathon.NeedAct, len(ids))
	if !viewer.SignedIn() {
		return acts, nil
	}
	var rows []struct {
		helpRequestRow
		AskerID     hackathon.ID           `db:"asker_id"`
		VolunteerID hackathon.ID           `db:"volunteer_id"`
		Event       *hackathon.EventStatus `db:"event_status"`
		Format      hackathon.EventFormat  `db:"event_format"`
		EndsAt      *time.Time             `db:"event_ends_at"`
	}
	if err := s.db.pool.SelectContext(ctx, &rows, `
		SELECT `+helpRequestColumns+`, p.asker_id, o.volunteer_id, e.status AS event_status, COALESCE(e.format,
			'') AS event_format, e.ends_at AS event_ends_at
		FROM help_request r
		JOIN help_request_private p ON p.help_request_id = r.id
		LEFT JOIN help_request_offer o ON o.help_request_id = r.id AND o.status IN `+offersStanding+`
		LEFT JOIN event e ON e.id = r.event_id
		WHERE r.id = ANY ($1::uuid[]) ORDER BY r.id`, idArray(ids)); err != nil {
		return nil, err
	}
	now := s.db.Now()
	for _, row := range rows {
		var event *hackathon.Event
		if row.Event != nil {
			event = &hackathon.Event{ID: row.EventID, Status: *row.Event, Format: row.Format, EndsAt: *row.EndsAt}
		}
		r := row.helpRequest()
		acts[r.ID] = r.Acts(viewer.Capacities(r, row.AskerID, row.VolunteerID), event, now)
	}
	return acts, nil
}

// EventActs is what the viewer, whose attendance this is (nil: none), may do now at the event.
func (s Events) Acts(viewer *hackathon.Viewer, event *hackathon.Event,
	own *hackathon.Attendance) []hackathon.EventAct {
	return event.Acts(viewer, own, s.db.Now())
}
