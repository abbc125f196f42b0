package postgres

import (
	"context"
	"fmt"

	"github.com/loometalgud/mano/hackathon"
)

// Publish makes a draft public, once it says what people need to know whether they can come.
func (s Events) Publish(ctx context.Context, viewer *hackathon.Viewer,
	in hackathon.PublishEventInput) (*hackathon.Event, error) {
	return change(ctx, s.db, viewer, "publishEvent", &in, events, in.EventID, func(t *tx, e *hackathon.Event) error {
		if err := e.CheckPublish(e.Mover(t.viewer), t.now); err != nil {
			return err
		}
		return t.moveEvent(e, hackathon.EventPublished, nil)
	})
}

// ChangeStatus moves an event along its life.
func (s Events) ChangeStatus(ctx context.Context, viewer *hackathon.Viewer,
	in hackathon.ChangeEventStatusInput) (*hackathon.Event, error) {
	return change(ctx, s.db, viewer, "changeEventStatus", &in, events, in.EventID, func(t *tx, e *hackathon.Event) error {
		return t.moveEvent(e, in.Status, in.Reason)
	})
}

// MoveOnline holds an event online: everybody who registered, the waiting list included, takes part online.
func (s Events) MoveOnline(ctx context.Context, viewer *hackathon.Viewer,
	in hackathon.MoveEventOnlineInput) (*hackathon.Event, error) {
	return change(ctx, s.db, viewer, "moveEventOnline", &in, events, in.EventID, func(t *tx, e *hackathon.Event) error {
		if err := e.CheckMoveOnline(e.Mover(t.viewer)); err != nil {
			return err
		}
		e.Format, e.VenueID = hackathon.FormatOnline, hackathon.ID{}
		if err := t.moveEvent(e, hackathon.EventMovedOnline, in.Reason); err != nil {
			return err
		}
		if err := t.setJoinURL(e.ID, &in.JoinURL); err != nil {
			return err
		}
		n, err := t.run(`
			UPDATE attendance SET version = version + 1, online = true,
				status = CASE status WHEN 'WAITING' THEN 'GOING' ELSE status END
			WHERE event_id = $1 AND status <> 'CANCELLED' AND (NOT online OR status = 'WAITING')`, e.ID)
		if err != nil {
			return fmt.Errorf("take registrations online: %w", err)
		}
		if n == 0 {
			return nil
		}
		return t.attendanceChanged(e.ID)
	})
}

// moveEvent moves a locked event, if its state allows it, and tells both of its streams.
func (t *tx) moveEvent(e *hackathon.Event, to hackathon.EventStatus, reason *hackathon.Localized) error {
	from, kind := e.Status, hackathon.ActivityEventStatusChanged
	if err := e.CheckMove(to, e.Mover(t.viewer)); err != nil {
		return err
	}
	if from == hackathon.EventDraft {
		kind = hackathon.ActivityEventPublished
		if err := e.CheckPublish(e.Mover(t.viewer), t.now); err != nil {
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

var eventHistory = history[hackathon.EventMove]("event_move", "event_id")

// Histories are the moves of events, oldest first.
func (s Events) Histories(*hackathon.Viewer) hackathon.Lists[*hackathon.EventMove] {
	return eventHistory.lists(s.db, conditions{})
}
