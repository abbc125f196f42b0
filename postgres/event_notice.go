package postgres

import (
	"context"
	"fmt"

	"github.com/loometalgud/mano/hackathon"
)

// eventNoticeBatch is how many people one transaction tells.
const eventNoticeBatch = 100

// tellAttendees notes what those who come to the event are to be told; Events.Tick tells them. No text: nothing.
func (t *tx) tellAttendees(event hackathon.ID, text *hackathon.Localized) error {
	if text == nil {
		return nil
	}
	if _, err := t.run(`INSERT INTO event_notice (event_id, text, created_at) VALUES ($1, $2, $3)`, event, text,
		t.now); err != nil {
		return fmt.Errorf("note what to tell: %w", err)
	}
	return nil
}

// Tick tells people what has changed about the events they come to. It is called every few seconds by every
// replica: what another one is at is skipped, each batch is a transaction, and each person is told once.
func (s Events) Tick(ctx context.Context) error {
	if err := s.db.inBatches(ctx, (*tx).tellBatch); err != nil {
		return fmt.Errorf("tell those who come: %w", err)
	}
	return nil
}

// tellBatch tells the next people and reports whether there was anything to tell.
func (t *tx) tellBatch() (bool, error) {
	var n struct {
		ID      int64               `db:"id"`
		EventID hackathon.ID        `db:"event_id"`
		Text    hackathon.Localized `db:"text"`
	}
	err := t.get(&n, `SELECT id, event_id, text FROM event_notice ORDER BY id LIMIT 1 FOR UPDATE SKIP LOCKED`)
	if noRows(err) {
		return false, nil
	}
	if err != nil {
		return false, err
	}
	var people []struct {
		ID       hackathon.ID `db:"id"`
		PersonID hackathon.ID `db:"person_id"`
	}
	if err := t.all(&people, `
		SELECT a.id, a.person_id FROM event_notice n JOIN attendance a ON a.event_id = n.event_id
		WHERE n.id = $1 AND a.status <> 'CANCELLED' AND a.created_at <= n.created_at AND (n.told_up_to IS NULL
			OR a.id > n.told_up_to)
		ORDER BY a.id LIMIT $2`, n.ID, eventNoticeBatch); err != nil {
		return false, err
	}
	for _, p := range people {
		if err := t.notify(p.PersonID, hackathon.NoticeEventChanged, n.Text, n.EventID); err != nil {
			return false, err
		}
	}
	if len(people) < eventNoticeBatch {
		_, err = t.run(`DELETE FROM event_notice WHERE id = $1`, n.ID)
	} else {
		_, err = t.run(`UPDATE event_notice SET told_up_to = $2 WHERE id = $1`, n.ID, people[len(people)-1].ID)
	}
	return true, err
}

// effective are the building facts as they hold for the events at this moment of the transaction.
func (t *tx) effective(events []hackathon.ID) (map[hackathon.ID][]hackathon.VenueFact, error) {
	return tellMany[hackathon.VenueFact](t.ctx, t, `SELECT event_id, feature, state FROM event_accessibility
		WHERE event_id = ANY ($1::uuid[]) ORDER BY event_id, position`, idArray(events))
}
