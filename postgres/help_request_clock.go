package postgres

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"github.com/loometalgud/mano/hackathon"
)

// clockBatch is how many needs one transaction of the clock moves.
const clockBatch = 50

// Tick does what is due by now: offers that were not answered lapse, needs whose time has come expire,
// needs near their start are flagged, matches two days past their end complete, private parts past their time are
// wiped, and what is left of the roles of guests and of the needs of an event that has moved is settled. It is called
// every few seconds by every replica: a need that another one is at is skipped, and each batch is a transaction. What
// fails for one need or event holds up no other.
func (s HelpRequests) Tick(ctx context.Context) error {
	var errs []error
	if err := goOn(ctx, s.db, (*tx).endNotedGrants); err != nil { // before the needs: what is opened by it gets their fate
		errs = append(errs, fmt.Errorf("take back the roles of guests of events that have moved: %w", err))
	}
	if err := goOn(ctx, s.db, (*tx).settleNoted); err != nil {
		errs = append(errs, fmt.Errorf("settle the needs of events that have moved: %w", err))
	}
	for _, due := range []struct {
		what  string
		after time.Duration // how long ago their time has come
		of    []hackathon.HelpRequestStatus
		query string // $1: that time, $2: limit, $3: those that failed
		do    func(*tx, *need) error
	}{
		{"expire help requests", 0, hackathon.ExpireNeed.From, dueBy(hackathon.ExpireNeed.From, "expires_at"), (*tx).expire},
		{"lapse offers", 0, hackathon.LapseOffer.From, `
			SELECT r.id FROM help_request_offer o JOIN help_request r ON r.id = o.help_request_id
			WHERE o.status = 'OFFERED' AND r.status = 'OFFERED' AND o.expires_at <= $1 AND r.id <> ALL ($3::uuid[])
			ORDER BY o.expires_at, r.id LIMIT $2 FOR UPDATE OF r SKIP LOCKED`, (*tx).lapse},
		{"escalate help requests", 0, hackathon.NeedsUnsettled, dueBy(hackathon.NeedsUnsettled, "escalates_at"),
			(*tx).escalate},
		{"complete help requests", hackathon.CompletesAfter, hackathon.CompleteByItself.From,
			dueBy(hackathon.CompleteByItself.From, "ends_at"),
			(*tx).completeByItself},
	} {
		var failed []hackathon.ID
		for {
			n, at, err := s.db.tickBatch(ctx, due.after, due.of, due.query, failed, due.do)
			if err != nil {
				errs = append(errs, fmt.Errorf("%s: %w", due.what, err))
			}
			if err == nil && n < clockBatch || err != nil && at.IsZero() || ctx.Err() != nil {
				break
			}
			if err != nil {
				failed = append(failed, at)
			}
		}
	}
	if err := s.db.inBatches(ctx, (*tx).wipePrivateParts); err != nil {
		errs = append(errs, fmt.Errorf("wipe private parts: %w", err))
	}
	if err := s.db.inBatches(ctx, (*tx).endDuties); err != nil {
		errs = append(errs, fmt.Errorf("end duties: %w", err))
	}
	return errors.Join(errs...)
}

func dueBy(of []hackathon.HelpRequestStatus, column string) string {
	return `SELECT id FROM help_request WHERE status IN ` + oneOf(of) + ` AND ` + column +
		` <= $1 AND id <> ALL ($3::uuid[])
		ORDER BY ` + column + `, id LIMIT $2 FOR UPDATE SKIP LOCKED`
}

// tickBatch does the next needs that are due, without those that failed before: all of the batch, or none and at is the
// one that failed (zero: none of them). What has moved between being found and being locked is left.
func (s *DB) tickBatch(ctx context.Context, after time.Duration, of []hackathon.HelpRequestStatus, query string,
	failed []hackathon.ID, do func(*tx, *need) error) (n int, at hackathon.ID, err error) {
	err = s.write(ctx, nil, func(t *tx) error {
		var ids []hackathon.ID
		at = hackathon.ID{}
		if err := t.all(&ids, query, t.now.Add(-after), clockBatch, idArray(failed)); err != nil {
			return err
		}
		n = len(ids)
		for _, at = range ids {
			need, err := t.readNeed(at) // locked above, and as it is now
			if err == nil && slices.Contains(of, need.Status) {
				err = do(t, need)
			}
			if err != nil {
				return err
			}
		}
		at = hackathon.ID{} // what fails from here on is nobody's
		return nil
	})
	return n, at, err
}

func (t *tx) expire(n *need) error {
	outcome := hackathon.ExpireNeed.NeedOutcome
	if !n.EndsAt.After(t.now) {
		outcome.Asker = hackathon.ToldOver // it cannot be opened again
	}
	return t.moveNeed(n, hackathon.ByClock, outcome, hackathon.HelpExpired)
}

func (t *tx) lapse(n *need) error { return t.byClock(n, &hackathon.LapseOffer) }

func (t *tx) completeByItself(n *need) error { return t.byClock(n, &hackathon.CompleteByItself) }

func (t *tx) byClock(n *need, rule *hackathon.ActRule) error {
	return t.moveNeed(n, hackathon.ByClock, rule.NeedOutcome, rule.Path(n.Status)...)
}

// escalate flags a need for the coordinators, and sets the clock for the next time.
func (t *tx) escalate(n *need) error {
	was := n.HelpRequest
	if err := t.get(n, `
		UPDATE help_request SET escalated = true, escalates_at = $2, version = version + CASE WHEN escalated THEN 0 ELSE 1 END
		WHERE id = $1 RETURNING version, escalated`, n.ID, n.EscalatesNext(t.now)); err != nil {
		return err
	}
	if was.Escalated {
		return nil
	}
	kind := hackathon.ActivityHelpRequestChanged
	if n.Status != hackathon.HelpOpen {
		kind = hackathon.ActivityHelpRequestProgress
	}
	return t.helpRequestActivity(kind, hackathon.HelpRequestRecord{HelpRequest: n.HelpRequest})
}

// wipePrivatePart forgets of needs whose time has come ($1: now, $2: limit) what only the two were told.
var wipePrivatePart = `
	WITH due AS (SELECT help_request_id AS id FROM help_request_private WHERE wipe_at <= $1
		ORDER BY wipe_at LIMIT $2 FOR UPDATE SKIP LOCKED),
	unshared AS (UPDATE help_request_offer o SET share_email = false FROM due
		WHERE o.help_request_id = due.id AND o.share_email AND o.status IN ` + offersStanding + `) -- no other offer shares it
	UPDATE help_request_private p SET description = NULL, phone = NULL, address = NULL, wipe_at = NULL FROM due
		WHERE p.help_request_id = due.id`

// wipePrivateParts takes away, seven days after the end, what only the two were told.
func (t *tx) wipePrivateParts() (more bool, err error) {
	n, err := t.run(wipePrivatePart, t.now, clockBatch)
	return n == clockBatch, err
}

// endDuties notes who is no longer on duty, and has their live lists ask again what they may take.
func (t *tx) endDuties() (more bool, err error) {
	var ended []hackathon.ID
	if err := t.all(&ended, `
		UPDATE volunteer SET on_duty_until = NULL WHERE person_id IN (
			SELECT person_id FROM volunteer WHERE on_duty_until <= $1 ORDER BY on_duty_until LIMIT $2 FOR UPDATE SKIP LOCKED)
		RETURNING person_id`, t.now, clockBatch); err != nil {
		return false, err
	}
	for _, person := range ended {
		if err := t.rightsChanged(person); err != nil {
			return false, err
		}
	}
	return len(ended) == clockBatch, nil
}
