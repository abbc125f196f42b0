package postgres

import (
	"context"
	"strings"
	"time"

	"github.com/loometalgud/mano/hackathon"
)

// Volunteers are what people offer as volunteers, and how they stand.
type Volunteers struct{ db *DB }

var volunteerTable = newTable[hackathon.Volunteer]("volunteer", nil)

// heldBy is the needs r that the volunteer of the offer o holds.
var heldBy = `help_request_offer o JOIN help_request r ON r.id = o.help_request_id
	AND o.status IN ` + offersStanding + ` AND r.status IN ` + needsHeld

// comesAgain holds of a need r that is open or can be again.
var comesAgain = `r.status NOT IN ` + needsClosed

// standingColumns are how a volunteer stands, towards all needs that are open or can be again, so that what they say of
// a need stays true however long a list lives; standingTowardsColumns, towards the needs of $2. Either way what is own
// and left alone is found by the person (help_request_asker, help_request_offer_volunteer), and each need by its id.
var (
	standingColumns = standingTowards(`SELECT r.id FROM help_request_private p JOIN help_request r
		ON r.id = p.help_request_id WHERE `+comesAgain,
		`SELECT r.id FROM help_request_offer o JOIN help_request r ON r.id = o.help_request_id WHERE `+comesAgain)
	standingTowardsColumns = standingTowards(`SELECT p.help_request_id FROM help_request_private p
		WHERE p.help_request_id = ANY ($2::uuid[])`,
		`SELECT o.help_request_id FROM help_request_offer o WHERE o.help_request_id = ANY ($2::uuid[])`)
)

func standingTowards(ofPrivate, ofOffers string) string {
	return `
	EXISTS (SELECT FROM role_grant g WHERE g.person_id = v.person_id AND g.role = 'VOLUNTEER'
		AND g.event_id IS NULL) AS "standing.everywhere",
	ARRAY(SELECT g.event_id FROM role_grant g WHERE g.person_id = v.person_id AND g.role = 'VOLUNTEER'
		AND g.event_id IS NOT NULL ORDER BY g.event_id) AS "standing.roles",
	ARRAY(SELECT a.event_id FROM attendance a WHERE a.person_id = v.person_id AND a.status = 'CHECKED_IN' AND NOT a.online
		UNION SELECT g.event_id FROM role_grant g
		WHERE g.person_id = v.person_id AND g.role = 'VOLUNTEER' AND g.event_id IS NOT NULL AND g.granted_by IS DISTINCT
			FROM g.person_id
		ORDER BY 1) AS "standing.present",
	ARRAY(` + ofPrivate + ` AND p.asker_id = v.person_id ORDER BY 1) AS "standing.own",
	ARRAY(` + ofOffers + ` AND o.volunteer_id = v.person_id AND o.status IN ` + offersLeft + `
		ORDER BY 1) AS "standing.left_alone",
	(SELECT json_agg(json_build_object('id', ` + spelled(`r.id`) + `, 'onSite', r.on_site, 'startsAt', r.starts_at,
		'endsAt', r.ends_at, 'createdAt', r.created_at) ORDER BY r.id)
		FROM ` + heldBy + ` WHERE o.volunteer_id = v.person_id) AS "standing.held"`
}

// stillHelps holds as long as the volunteer of the offer o may have to do with the need r: the role, and as much
// verification as the need asks for, at the moment of reading.
var stillHelps = `EXISTS (
	SELECT FROM volunteer v JOIN role_grant g ON g.person_id = v.person_id AND g.role = 'VOLUNTEER' AND (g.event_id IS NULL
		OR g.event_id = r.event_id)
	WHERE v.person_id = o.volunteer_id AND array_position(` + worth + `, v.verification) >= array_position(` + worth +
	`, r.minimum_verification))`

var worth = `ARRAY['` + strings.Join(textArray(hackathon.Verifications), `', '`) + `']`

// Find is what the viewer offers and how they stand; nil for who is no volunteer.
func (s Volunteers) Find(ctx context.Context, viewer *hackathon.Viewer) (*hackathon.Volunteer, error) {
	if !viewer.SignedIn() {
		return nil, nil
	}
	return s.db.volunteer(ctx, s.db.pool, viewer.PersonID, nil, s.db.Now())
}

// volunteer is one as they stand now, towards the needs (nil: all that are open or can be again): the rights of here
// and now, so that a role taken back ends at once, whatever the connection was opened with.
func (s *DB) volunteer(ctx context.Context, q reader, person hackathon.ID, needs []hackathon.ID,
	now time.Time) (*hackathon.Volunteer, error) {
	var v hackathon.Volunteer
	stands, args := standingColumns, []any{person}
	if needs != nil {
		stands, args = standingTowardsColumns, append(args, idArray(needs))
	}
	if err := q.GetContext(ctx, &v, `SELECT `+volunteerTable.columns("v")+`, `+stands+` FROM volunteer v
		WHERE v.person_id = $1 AND v.stopped_at IS NULL`, args...); noRows(err) {
		return nil, nil
	} else if err != nil {
		return nil, err
	}
	v.Standing.OnDuty = v.OnDutyUntil != nil && v.OnDutyUntil.After(now)
	v.Standing.Most = s.Limits.Most(hackathon.MatchesPerVolunteer)
	return &v, nil
}

// locked is how a repeated mutation of one's own gets at what the person offers.
func (s Volunteers) locked() entity[*hackathon.Volunteer] {
	return entity[*hackathon.Volunteer]{lock: func(t *tx, person hackathon.ID) (*hackathon.Volunteer, error) {
		if err := t.lockVolunteer(person); err != nil {
			return nil, err
		}
		v, err := s.db.volunteer(t.ctx, t, person, nil, t.now)
		if err == nil && v == nil {
			err = hackathon.Conflictf("you are no volunteer any more; use a new idempotencyKey to become one again")
		}
		return v, err
	}}
}

// lockVolunteer lets nobody else change what the person holds, or may hold, until COMMIT. It comes before any need is
// locked, and after the event.
func (t *tx) lockVolunteer(person hackathon.ID) error {
	_, err := t.run(`SELECT 1 FROM volunteer WHERE person_id = $1 FOR UPDATE`, person)
	return err
}

// lockHeld locks a volunteer and all that they hold, before any roles: that is the order of whoever acts on a need.
func (t *tx) lockHeld(person hackathon.ID) error {
	if err := t.lockVolunteer(person); err != nil {
		return err
	}
	_, err := t.run(`SELECT 1 FROM `+heldBy+` WHERE o.volunteer_id = $1 ORDER BY r.id FOR UPDATE OF r`, person)
	return err
}

// changeVolunteer makes a change of what the person may do as a volunteer; what they hold and may no longer is opened
// again, and both sides are told.
func (t *tx) changeVolunteer(person hackathon.ID, by hackathon.MoveActor, change func() error) error {
	if err := t.lockHeld(person); err != nil {
		return err
	}
	if err := change(); err != nil {
		return err
	}
	var lost []hackathon.ID
	if err := t.all(&lost, `SELECT r.id FROM `+heldBy+` WHERE o.volunteer_id = $1 AND NOT `+stillHelps+` ORDER BY r.id`,
		person); err != nil {
		return err
	}
	rule := &hackathon.LoseVolunteer
	for _, id := range lost {
		n, err := t.readNeed(id)
		if err != nil {
			return err
		}
		if err := t.moveNeed(n, by, rule.NeedOutcome, rule.Path(n.Status)...); err != nil {
			return err
		}
	}
	return t.rightsChanged(person)
}

// standingChanged has the live lists of a volunteer ask again what they may take.
func (t *tx) standingChanged(person hackathon.ID) error {
	var is bool
	if err := t.get(&is, `SELECT EXISTS (SELECT FROM volunteer WHERE person_id = $1)`, person); err != nil || !is {
		return err
	}
	return t.rightsChanged(person)
}

// Update states what the viewer offers. The first time, and when they had stopped, it makes them a volunteer:
// a guest of the event that they joined, as long as it runs. A role that was taken back does not come again by it.
func (s Volunteers) Update(ctx context.Context, viewer *hackathon.Viewer,
	in hackathon.UpdateVolunteerInput) (*hackathon.Volunteer, error) {
	return mutate(ctx, s.db, viewer, "updateVolunteer", &in, s.locked(), func(t *tx) (*hackathon.Volunteer, error) {
		if err := t.updateVolunteer(in, s.db.Limits); err != nil {
			return nil, err
		}
		return s.db.volunteer(ctx, t, viewer.PersonID, nil, t.now)
	})
}

func (t *tx) updateVolunteer(in hackathon.UpdateVolunteerInput, limits hackathon.Limits) error {
	person, place := t.viewer.PersonID, hackathon.PlaceOf(in.Place)
	guest, err := t.isGuest(person)
	if err != nil {
		return err
	}
	within := []hackathon.ID{{}} // everywhere
	if guest {
		if within, err = t.eventsOfGuest(person); err != nil {
			return err
		}
	}
	var stated struct {
		Comes   bool    `db:"may_return"`
		Place   *string `db:"place"`
		Changes int     `db:"changes"`
	}
	today := t.now.Add(-hackathon.PlaceChangesPerDay.Within)
	err = t.get(&stated, `
		SELECT may_return, place, (SELECT count(*) FROM unnest(place_changed_at) at WHERE at > $2) AS changes
		FROM volunteer WHERE person_id = $1 FOR UPDATE`, person, today)
	if err != nil && !noRows(err) {
		return err
	}
	comes := stated.Comes || noRows(err)
	moves := stated.Place != nil && *stated.Place != place.ID
	if moves && stated.Changes >= limits.Most(hackathon.PlaceChangesPerDay) {
		return limits.Reached(hackathon.PlaceChangesPerDay)
	}
	var qualifications any // NULL of who stated none
	if in.QualifiedFor != nil {
		qualifications = textArray(in.QualifiedFor)
	}
	var verification hackathon.Verification
	if err := t.get(&verification, `
		INSERT INTO volunteer AS v (person_id, kinds, qualified_for, languages, area, place, lat, lon, radius_km, vehicle,
			updated_at, place_changed_at, verification)
		VALUES ($1, $2, COALESCE($3::text[], '{}'), $4, $5, $6, $7, $8, $9, $10, $11, '{}',
			CASE WHEN EXISTS (SELECT 1 FROM person_contact WHERE person_id = $1
				AND email IS NOT NULL) THEN 'EMAIL' ELSE 'NONE' END)
		ON CONFLICT (person_id) DO UPDATE SET kinds = excluded.kinds, qualified_for = COALESCE($3::text[], v.qualified_for),
			languages = excluded.languages,
			area = excluded.area, place = excluded.place, lat = excluded.lat, lon = excluded.lon, radius_km = excluded.radius_km,
				vehicle = excluded.vehicle,
			updated_at = excluded.updated_at, stopped_at = NULL, may_return = false,
			place_changed_at = CASE WHEN $12 THEN array_append(ARRAY(SELECT at FROM unnest(v.place_changed_at) at
				WHERE at > $13), $11) ELSE v.place_changed_at END
		RETURNING verification`,
		person, textArray(in.Kinds), qualifications, textArray(in.Languages), place.Name.Et, place.ID,
		place.Cell().Lat, place.Cell().Lon, in.RadiusKm, in.Vehicle, t.now, moves, today); err != nil {
		return err
	}
	if comes && verification != hackathon.VerificationRevoked {
		for _, event := range within {
			if _, err := t.run(`
				INSERT INTO role_grant (person_id, role, event_id, granted_by, granted_at) VALUES ($1, 'VOLUNTEER', $2, $1, $3)
					ON CONFLICT DO NOTHING`,
				person, event, t.now); err != nil {
				return err
			}
		}
	}
	return t.rightsChanged(person)
}

// eventsOfGuest are those that the guest joined and that run; none is a Forbidden error. They go on as they are until
// COMMIT.
func (t *tx) eventsOfGuest(person hackathon.ID) (events []hackathon.ID, err error) {
	err = t.all(&events, `
		SELECT e.id FROM event e WHERE e.status = ANY ($2) AND e.id IN (
			SELECT g.event_id FROM role_grant g WHERE g.person_id = $1 AND g.role = 'PARTICIPANT') ORDER BY e.id FOR SHARE OF e`,
		person, textArray(hackathon.EventsWithNeeds))
	if err == nil && len(events) == 0 {
		err = hackathon.Forbiddenf("a guest helps at the event they joined, and it is over or not held now")
	}
	return events, err
}

// SetOnDuty says until when the viewer is on duty; nil: not now.
func (s Volunteers) SetOnDuty(ctx context.Context, viewer *hackathon.Viewer,
	in hackathon.SetOnDutyInput) (*hackathon.Volunteer, error) {
	return mutate(ctx, s.db, viewer, "setOnDuty", &in, s.locked(), func(t *tx) (*hackathon.Volunteer, error) {
		n, err := t.run(`UPDATE volunteer SET on_duty_until = $2, updated_at = $3 WHERE person_id = $1
			AND stopped_at IS NULL`, viewer.PersonID, in.Until, t.now)
		if err == nil && n == 0 {
			err = hackathon.Forbiddenf("only a volunteer can be on duty; updateVolunteer makes one a volunteer")
		}
		if err == nil {
			err = t.rightsChanged(viewer.PersonID)
		}
		if err != nil {
			return nil, err
		}
		return s.db.volunteer(ctx, t, viewer.PersonID, nil, t.now)
	})
}

// verified is how the mutation that says how far somebody was checked gets at them: as whoever may say so.
var verified = entity[*hackathon.Person]{lock: func(t *tx, id hackathon.ID) (*hackathon.Person, error) {
	if err := t.lockHeld(id); err != nil {
		return nil, err
	}
	if err := t.rights(); err != nil {
		return nil, err
	}
	if err := hackathon.CheckVerify(t.viewer, id); err != nil {
		return nil, err
	}
	return personTable.peek(t, id)
}}

// Verify notes how far a volunteer was checked; for coordinators and administrators of the whole platform.
func (s Volunteers) Verify(ctx context.Context, viewer *hackathon.Viewer,
	in hackathon.VerifyVolunteerInput) (*hackathon.Person, error) {
	return change(ctx, s.db, viewer, "verifyVolunteer", &in, verified, in.PersonID,
		func(t *tx, p *hackathon.Person) error {
			return t.changeVolunteer(p.ID, hackathon.ByCoordinator, func() error {
				n, err := t.run(`UPDATE volunteer SET verification = $2, updated_at = $3 WHERE person_id = $1`, p.ID,
					in.Verification, t.now)
				if err == nil && n == 0 {
					err = hackathon.NotFoundf("this person is no volunteer")
				}
				return err
			})
		})
}
