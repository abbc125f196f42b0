package postgres

import (
	"fmt"
	"time"

	"github.com/lib/pq"

	"github.com/loometalgud/mano/hackathon"
)

// needsBatch is how many needs of an event that moves one transaction settles: few enough to hold their rows and the
// streams of their people for a moment only.
const needsBatch = 200

// settleNeedsOf does with the needs of a locked event what its passage asks for. What is beyond a batch is noted for
// the clock; until then the event's state keeps it from being taken. Needs are locked in the order of their ids, all
// that are under way: whoever is at one of them is waited for, and sees the event's new state when it is their turn.
func (t *tx) settleNeedsOf(p hackathon.EventPassage, event hackathon.ID) error {
	if !p.Concerns() {
		return nil
	}
	last, err := t.settleBatch(p, event, hackathon.ID{}, nil)
	if err != nil || last.IsZero() {
		return err
	}
	_, err = t.run(`
		INSERT INTO event_needs (event_id, from_status, to_status, ends_at, at, settled_up_to, up_to)
		SELECT $1, $2, $3, $4, $5, $6, r.id FROM help_request r WHERE r.event_id = $1 ORDER BY r.id DESC LIMIT 1`,
		event, p.From, p.To, p.EndsAt, p.At, last)
	return err
}

// settleBatch settles the next needs after one, up to another (nil: to the end). It returns the last it came to, zero
// when there are no more.
func (t *tx) settleBatch(p hackathon.EventPassage, event, after hackathon.ID, upTo *hackathon.ID) (last hackathon.ID,
	err error) {
	var ids []hackathon.ID
	if err := t.all(&ids, `
		SELECT id FROM help_request WHERE event_id = $1 AND status = ANY ($2) AND ($3::uuid IS NULL OR id > $3)
			AND ($4::uuid IS NULL OR id <= $4)
		ORDER BY id LIMIT $5 FOR UPDATE`, event, textArray(hackathon.NeedsUnderWay), after, upTo, needsBatch); err != nil {
		return last, fmt.Errorf("lock the event's needs: %w", err)
	}
	for _, id := range ids {
		n, err := t.readNeed(id)
		if err != nil {
			return last, err
		}
		if err := t.settle(n, p.NeedFate(&n.HelpRequest)); err != nil {
			return last, err
		}
	}
	if len(ids) == needsBatch {
		last = ids[len(ids)-1]
	}
	return last, nil
}

// settle does with a locked need what its fate is, and tells its asker and whoever had offered or was to come.
func (t *tx) settle(n *need, fate hackathon.NeedFate) error {
	switch {
	case fate.To != "":
		return t.moveNeed(n, fate.By, fate.NeedOutcome, fate.To)
	case fate.Online:
		if err := t.turnOnline(n); err != nil {
			return err
		}
	}
	if err := t.tell(n.AskerID, fate.Asker, n); err != nil {
		return err
	}
	return t.tell(n.VolunteerID, fate.Volunteer, n)
}

func (t *tx) turnOnline(n *need) error {
	was := n.HelpRequest
	n.TurnOnline()
	if err := t.get(&n.Version, `
		UPDATE help_request SET version = version + 1, place = $7, area = $2, lat = $3, lon = $4, on_site = $5,
			interpreting = $6 WHERE id = $1 RETURNING version`,
		n.ID, n.Area, n.Lat, n.Lon, n.OnSite, n.Interpreting, n.PlaceID); err != nil {
		return fmt.Errorf("turn a need to online: %w", err)
	}
	if !n.Takeable() {
		return t.helpRequestActivity(hackathon.ActivityHelpRequestProgress,
			hackathon.HelpRequestRecord{HelpRequest: n.HelpRequest})
	}
	return t.helpRequestActivity(hackathon.ActivityHelpRequestChanged,
		hackathon.HelpRequestRecord{HelpRequest: n.HelpRequest, Was: &was})
}

// settleNoted goes on where the transactions that moved events stopped: with the next batch of an event that no other
// process is at, the passages of an event one after the other. It returns which passage that was.
func (t *tx) settleNoted(failed []int64) (int64, error) {
	var noted struct {
		ID      int64                 `db:"id"`
		EventID hackathon.ID          `db:"event_id"`
		From    hackathon.EventStatus `db:"from_status"`
		To      hackathon.EventStatus `db:"to_status"`
		EndsAt  time.Time             `db:"ends_at"`
		At      time.Time             `db:"at"`
		Settled hackathon.ID          `db:"settled_up_to"`
		UpTo    hackathon.ID          `db:"up_to"`
	}
	err := t.get(&noted, `
		SELECT * FROM event_needs n WHERE id <> ALL ($1) AND NOT EXISTS (SELECT FROM event_needs o
			WHERE o.event_id = n.event_id AND o.id < n.id)
		ORDER BY id LIMIT 1 FOR UPDATE SKIP LOCKED`, append(pq.Int64Array{}, failed...))
	if noRows(err) {
		return 0, nil
	}
	if err != nil {
		return 0, err
	}
	passage := hackathon.EventPassage{From: noted.From, To: noted.To, EndsAt: noted.EndsAt, At: noted.At}
	last, err := t.settleBatch(passage, noted.EventID, noted.Settled, &noted.UpTo)
	if err != nil {
		return noted.ID, err
	}
	if last.IsZero() {
		_, err = t.run(`DELETE FROM event_needs WHERE id = $1`, noted.ID)
	} else {
		_, err = t.run(`UPDATE event_needs SET settled_up_to = $2 WHERE id = $1`, noted.ID, last)
	}
	return noted.ID, err
}
