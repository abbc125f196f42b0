package postgres

import (
	"context"
	"fmt"

	"github.com/loometalgud/mano/hackathon"
)

// PublishEvent makes a draft public, once it says what people need to know whether they can come.
func (s Events) Publish(ctx context.Context, viewer *hackathon.Viewer,
	in hackathon.PublishEventInput) (*hackathon.Event, error) {
	id, again, err := s.db.onceAs(ctx, viewer, "publishEvent", in.IdempotencyKey, in, func(t *tx) (hackathon.ID, error) {
		e, err := t.lockEvent(in.EventID)
		if err != nil {
			return in.EventID, err
		}
		if e.Status != hackathon.EventDraft {
			return e.ID, hackathon.MoveConflict(e.Status, hackathon.EventPublished)
		}
		return e.ID, t.moveEvent(e, hackathon.EventPublished, nil)
	})
	return s.db.eventAfter(ctx, again, id, err)
}

// ChangeEventStatus moves an event along its life.
func (s Events) ChangeStatus(ctx context.Context, viewer *hackathon.Viewer,
	in hackathon.ChangeEventStatusInput) (*hackathon.Event, error) {
	id, again, err := s.db.onceAs(ctx, viewer, "changeEventStatus", in.IdempotencyKey, in, func(t *tx) (hackathon.ID, error) {
		reason, err := in.Checked()
		if err != nil {
			return in.EventID, err
		}
		e, err := t.lockEvent(in.EventID)
		if err != nil {
			return in.EventID, err
		}
		return e.ID, t.moveEvent(e, in.Status, reason)
	})
	return s.db.eventAfter(ctx, again, id, err)
}

// MoveEventOnline holds an event online: everybody who registered, the waiting list included, takes part online.
func (s Events) MoveOnline(ctx context.Context, viewer *hackathon.Viewer,
	in hackathon.MoveEventOnlineInput) (*hackathon.Event, error) {
	id, again, err := s.db.onceAs(ctx, viewer, "moveEventOnline", in.IdempotencyKey, in, func(t *tx) (hackathon.ID, error) {
		joinURL, reason, err := in.Checked()
		if err != nil {
			return in.EventID, err
		}
		e, err := t.lockEvent(in.EventID)
		if err != nil {
			return in.EventID, err
		}
		if !e.InRoom() {
			return e.ID, hackathon.MoveConflict(e.Status, hackathon.EventMovedOnline)
		}
		e.Format, e.VenueID = hackathon.FormatOnline, hackathon.ID{}
		if err := t.moveEvent(e, hackathon.EventMovedOnline, reason); err != nil {
			return e.ID, err
		}
		if _, err := t.run(`UPDATE event_private SET join_url = $2 WHERE event_id = $1`, e.ID, joinURL); err != nil {
			return e.ID, err
		}
		n, err := t.run(`
			UPDATE attendance SET version = version + 1, online = true, status = CASE status
				WHEN 'WAITING' THEN 'GOING' ELSE status END
			WHERE event_id = $1 AND status <> 'CANCELLED' AND (NOT online OR status = 'WAITING')`, e.ID)
		if err != nil {
			return e.ID, fmt.Errorf("take registrations online: %w", err)
		}
		if n > 0 {
			if err := t.attendanceChanged(e.ID); err != nil {
				return e.ID, err
			}
		}
		return e.ID, nil
	})
	return s.db.eventAfter(ctx, again, id, err)
}

// moveEvent moves a locked event, if its state allows it, and tells both of its streams.
func (t *tx) moveEvent(e *hackathon.Event, to hackathon.EventStatus, reason *hackathon.Localized) error {
	from := e.Status
	if !from.MayBecome(to) {
		return hackathon.MoveConflict(from, to)
	}
	kind := hackathon.ActivityEventStatusChanged
	if from == hackathon.EventDraft {
		kind = hackathon.ActivityEventPublished
		if err := e.Publishable(t.now); err != nil {
			return err
		}
	}
	e.Status = to
	if err := t.storeEvent(e); err != nil {
		return err
	}
	if err := t.move(e.ID, from, to, reason); err != nil {
		return err
	}
	if to.EndsGuestRoles() {
		if err := t.endOwnGrants(e.ID); err != nil { // before the needs: what is opened by it gets their fate
			return err
		}
	}
	if err := t.settleNeedsOf(hackathon.EventPassage{From: from, To: to, EndsAt: e.EndsAt, At: t.now}, e.ID); err != nil {
		return err
	}
	if err := t.tellAttendees(e.ID, e.MoveText(reason)); err != nil {
		return err
	}
	if err := t.eventActivity(kind, e); err != nil {
		return err
	}
	return t.activity(hackathon.GlobalStream, kind, e.ID, e.Version, hackathon.AudiencePublic, e)
}

// move keeps a move for the history; from is empty for the first.
func (t *tx) move(event hackathon.ID, from, to hackathon.EventStatus, reason *hackathon.Localized) error {
	_, err := t.run(`INSERT INTO event_move (event_id, from_status, to_status, reason, actor_id, at) VALUES ($1, NULLIF($2,
		''), $3, $4, $5, $6)`,
		event, string(from), to, reason, t.viewer.PersonID, t.now)
	if err != nil {
		return fmt.Errorf("note the move: %w", err)
	}
	return nil
}

// EventHistories are the moves of each event, oldest first.
func (s Events) Histories(ctx context.Context, events []hackathon.ID) (map[hackathon.ID][]hackathon.EventMove,
	error) {
	var rows []struct {
		EventID hackathon.ID `db:"event_id"`
		hackathon.EventMove
	}
	if err := s.db.pool.SelectContext(ctx, &rows, `
		SELECT event_id, from_status, to_status, reason, at FROM event_move WHERE event_id = ANY ($1::uuid[])
			ORDER BY event_id, id`, idArray(events)); err != nil {
		return nil, fmt.Errorf("read event history: %w", err)
	}
	histories := make(map[hackathon.ID][]hackathon.EventMove, len(events))
	for _, r := range rows {
		histories[r.EventID] = append(histories[r.EventID], r.EventMove)
	}
	return histories, nil
}
