package postgres

import (
	"context"
	"fmt"

	"github.com/loometalgud/mano/hackathon"
)

// Activity is the present state of what eventActivity tells, spelled as activities: each event, how many come, its
// public ideas and its groups, and the positions at which all this was read.
func (s Events) Activity(ctx context.Context, streams []hackathon.ID) (hackathon.Snapshot, error) {
	return s.db.present(ctx, func(t *tx) ([]hackathon.ID, error) {
		for _, event := range streams {
			if err := t.eventState(event); err != nil {
				return nil, err
			}
		}
		return streams, nil
	})
}

func (t *tx) eventState(id hackathon.ID) error {
	add := func(kind hackathon.ActivityKind, entity hackathon.ID, version int, state any) error {
		return t.activity(id, kind, entity, version, hackathon.AudiencePublic, state)
	}
	var event hackathon.Event
	if err := t.get(&event, `SELECT `+eventColumns+` FROM event e WHERE e.id = $1 AND e.status <> 'DRAFT'`,
		id); noRows(err) {
		return nil
	} else if err != nil {
		return fmt.Errorf("read event: %w", err)
	}
	if err := add(hackathon.ActivityEventChanged, id, event.Version, &event); err != nil {
		return err
	}
	var counts struct {
		Version int `db:"version"`
		hackathon.AttendanceCounts
	}
	if err := t.get(&counts, `SELECT version, going, online, checked_in, waiting FROM event_attendance
		WHERE event_id = $1`, id); err != nil {
		return fmt.Errorf("count attendance: %w", err)
	}
	if err := add(hackathon.ActivityAttendanceChanged, id, counts.Version, counts.AttendanceCounts); err != nil {
		return err
	}
	var ideas []*hackathon.Idea
	if err := t.all(&ideas, `SELECT `+ideaColumns+` FROM idea WHERE event_id = $1 AND public_since IS NOT NULL
		ORDER BY id`, id); err != nil {
		return fmt.Errorf("read ideas: %w", err)
	}
	for _, i := range ideas {
		if err := add(hackathon.ActivityIdeaChanged, i.ID, i.Version, i); err != nil {
			return err
		}
	}
	var groups []hackathon.WorkingGroup
	if err := t.all(&groups, `SELECT `+groupColumns+` FROM working_group WHERE event_id = $1 ORDER BY name_sort, id`,
		id); err != nil {
		return fmt.Errorf("read groups: %w", err)
	}
	for _, g := range groups {
		if err := add(hackathon.ActivityWorkingGroupChanged, g.ID, g.Version, g); err != nil {
			return err
		}
	}
	return nil
}
