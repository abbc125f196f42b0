package postgres

import "github.com/loometalgud/mano/hackathon"

// grantsBatch is how many guests of an event that moves one transaction takes the role back from: each is locked, and
// so is what they hold.
const grantsBatch = 50

// endOwnGrants takes back the role that guests took for an event, when it no longer runs. Who is in the middle of
// helping keeps it until their seat ends. Whoever is beyond a batch is noted for the clock; until then the event's
// state leaves them nothing to take but what outlives it.
func (t *tx) endOwnGrants(event hackathon.ID) error {
	people, more, err := t.ownGrants(event)
	if err != nil {
		return err
	}
	if more { // before anybody is locked, as the clock does
		if _, err := t.run(`INSERT INTO event_grants (event_id) VALUES ($1) ON CONFLICT DO NOTHING`, event); err != nil {
			return err
		}
	}
	return t.endGrants(event, people)
}

// ownGrants are the next guests whose role for the event is to be taken back, and whether there are more.
func (t *tx) ownGrants(event hackathon.ID) (people []hackathon.ID, more bool, err error) {
	if err := t.all(&people, `
		SELECT g.person_id FROM role_grant g WHERE g.event_id = $1 AND g.role = 'VOLUNTEER' AND g.granted_by = g.person_id
			AND NOT EXISTS (SELECT FROM `+heldBy+` WHERE o.volunteer_id = g.person_id AND r.event_id = $1
				AND r.status = 'IN_PROGRESS')
		ORDER BY g.person_id LIMIT $2`, event, grantsBatch+1); err != nil {
		return nil, false, err
	}
	if len(people) > grantsBatch {
		return people[:grantsBatch], true, nil
	}
	return people, false, nil
}

func (t *tx) endGrants(event hackathon.ID, people []hackathon.ID) error {
	// All of them before the needs of any: the order of whoever takes one.
	if _, err := t.run(`SELECT 1 FROM volunteer WHERE person_id = ANY ($1::uuid[]) ORDER BY person_id FOR UPDATE`,
		idArray(people)); err != nil {
		return err
	}
	for _, person := range people {
		if err := t.changeVolunteer(person, hackathon.ByCoordinator, func() error {
			_, err := t.run(`DELETE FROM role_grant WHERE person_id = $1 AND event_id = $2 AND role = 'VOLUNTEER'`, person,
				event)
			return err
		}); err != nil {
			return err
		}
	}
	return nil
}

// endNotedGrants goes on where the transactions that moved events stopped: with the next roles of an event that no
// other process is at. It returns which event that was.
func (t *tx) endNotedGrants(failed []hackathon.ID) (event hackathon.ID, err error) {
	if err := t.get(&event, `SELECT event_id FROM event_grants WHERE event_id <> ALL ($1::uuid[])
		ORDER BY event_id LIMIT 1 FOR UPDATE SKIP LOCKED`,
		idArray(failed)); noRows(err) {
		return event, nil
	} else if err != nil {
		return event, err
	}
	people, more, err := t.ownGrants(event)
	if err != nil {
		return event, err
	}
	if !more {
		if _, err := t.run(`DELETE FROM event_grants WHERE event_id = $1`, event); err != nil {
			return event, err
		}
	}
	return event, t.endGrants(event, people)
}
