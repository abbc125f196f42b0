package postgres

import (
	"context"
	"errors"
	"slices"

	"github.com/loometalgud/mano/hackathon"
)

// Stop gives the role back, everywhere, and what the viewer stated with it, and returns the viewer as they are then.
// What is under way is opened again and the askers are told. updateVolunteer makes one a volunteer again. Doing so
// twice is no failure.
func (s Volunteers) Stop(ctx context.Context, viewer *hackathon.Viewer,
	in hackathon.StopVolunteeringInput) (*hackathon.Viewer, error) {
	left, err := mutate(ctx, s.db, viewer, "stopVolunteering", &in, selves, func(t *tx) (self, error) {
		if err := t.changeVolunteer(viewer.PersonID, hackathon.ByVolunteer, t.stopVolunteering); err != nil {
			return self{}, err
		}
		return selves.lock(t, viewer.PersonID)
	})
	return left.Viewer, err
}

func (t *tx) stopVolunteering() error {
	var own []bool // not for an event by its staff: that is theirs to give, and comes back with no word of the volunteer
	if err := t.all(&own, `DELETE FROM role_grant WHERE person_id = $1 AND role = 'VOLUNTEER'
		RETURNING event_id IS NULL OR granted_by IS NOT DISTINCT FROM person_id`, t.viewer.PersonID); err != nil {
		return err
	}
	// An empty place, and not none: to state one again is a change of place like any other.
	_, err := t.run(`
		UPDATE volunteer SET kinds = '{}', qualified_for = '{}', languages = '{}', area = '', place = '', lat = 0, lon = 0,
			vehicle = NULL, on_duty_until = NULL, updated_at = $2, stopped_at = $2, may_return = may_return OR $3
		WHERE person_id = $1 AND stopped_at IS NULL`, t.viewer.PersonID, t.now, slices.Contains(own, true))
	return err
}

// endGuest takes the role back from a guest without a sign-in: nobody without an account comes back, or can be reached.
func (t *tx) endGuest(person hackathon.ID, by hackathon.MoveActor) error {
	var left bool
	if err := t.get(&left, `SELECT guest AND NOT EXISTS (SELECT FROM session s WHERE s.person_id = p.id
		AND s.expires_at > $2) FROM person p WHERE p.id = $1`,
		person, t.now); err != nil || !left {
		return err
	}
	return t.changeVolunteer(person, by, func() error {
		_, err := t.run(`DELETE FROM role_grant WHERE person_id = $1 AND role = 'VOLUNTEER'`, person)
		return err
	})
}

// endGuests does so with all whose sign-ins have lapsed.
func (s *DB) endGuests(ctx context.Context) error {
	var people []hackathon.ID
	if err := s.pool.SelectContext(ctx, &people, `
		SELECT DISTINCT g.person_id FROM role_grant g JOIN person p ON p.id = g.person_id AND p.guest
		WHERE g.role = 'VOLUNTEER' AND NOT EXISTS (SELECT FROM session s WHERE s.person_id = p.id AND s.expires_at > $1)
			ORDER BY g.person_id`, s.Now()); err != nil {
		return err
	}
	var errs []error
	for _, person := range people {
		if err := s.write(ctx, nil, func(t *tx) error { return t.endGuest(person, hackathon.ByClock) }); err != nil {
			errs = append(errs, err)
			if ctx.Err() != nil {
				break
			}
		}
	}
	return errors.Join(errs...)
}
