package postgres

import (
	"fmt"

	"github.com/loometalgud/mano/hackathon"
)

// oneAtATime lets the calls by which a person adds something wait for each other until COMMIT, so that what is counted
// stays true: whoever waited counts in a later statement, since a statement sees what was there when it began. It does
// not hold up who tells the person something.
func (t *tx) oneAtATime(person hackathon.ID) error {
	if t.alone == person {
		return nil
	}
	if _, err := t.run(`SELECT 1 FROM person WHERE id = $1 FOR NO KEY UPDATE`, person); err != nil {
		return fmt.Errorf("lock person: %w", err)
	}
	t.alone = person
	return nil
}

// within counts what there is already and refuses to make it more than the most.
func (s *DB) within(t *tx, limit *hackathon.Limit, adds int, count string, args ...any) error {
	if err := t.oneAtATime(t.viewer.PersonID); err != nil {
		return err
	}
	var have int
	if err := t.get(&have, count, args...); err != nil {
		return fmt.Errorf("count for %s: %w", limit.Name, err)
	}
	if have+adds > s.Limits.Most(limit) {
		return s.Limits.Reached(limit)
	}
	return nil
}

// roomForNeeds refuses needs beyond what the viewer may have open: at an event that the viewer runs as its staff in
// all, else everywhere that the viewer runs nothing, so that who asks for others can still ask for themselves.
func (s *DB) roomForNeeds(t *tx, event hackathon.ID, adds int) error {
	open := `SELECT count(*) FROM help_request_private p JOIN help_request r ON r.id = p.help_request_id
		WHERE p.asker_id = $1 AND r.status IN ` + needsUnsettled
	if t.viewer.Staff(event) {
		return s.within(t, hackathon.OpenNeedsPerStaff, adds, open, t.viewer.PersonID)
	}
	_, own := t.viewer.StaffOf()
	return s.within(t, hackathon.OpenNeedsPerPerson, adds,
		open+` AND NOT COALESCE(r.event_id = ANY ($2::uuid[]), false)`, t.viewer.PersonID, idArray(own))
}

// roomForComment refuses comments beyond those of an hour.
func (s *DB) roomForComment(t *tx) error {
	return s.within(t, hackathon.CommentsPerHour, 1,
		`SELECT count(*) FROM comment WHERE author_id = $1 AND created_at > $2`, t.viewer.PersonID,
		t.now.Add(-hackathon.CommentsPerHour.Within))
}

// roomForGroup refuses working groups beyond those that one person may form at an event.
func (s *DB) roomForGroup(t *tx, event hackathon.ID) error {
	return s.within(t, hackathon.GroupsPerPerson, 1,
		`SELECT count(*) FROM working_group WHERE formed_by = $1 AND event_id = $2 AND phase NOT IN `+groupsOver,
		t.viewer.PersonID, event)
}

// roomForIdea refuses ideas beyond those that may stand at an event under one name.
func (s *DB) roomForIdea(t *tx, event hackathon.ID) error {
	return s.within(t, hackathon.IdeasPerPerson, 1,
		`SELECT count(*) FROM idea WHERE author_id = $1 AND event_id = $2 AND status NOT IN `+ideasGone,
		t.viewer.PersonID, event)
}
