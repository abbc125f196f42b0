package postgres

import (
	"context"

	"github.com/lib/pq"

	"github.com/loometalgud/mano/hackathon"
)

type volunteerRow struct {
	hackathon.Volunteer
	Kinds        pq.StringArray `db:"kinds"`
	QualifiedFor pq.StringArray `db:"qualified_for"`
	Languages    pq.StringArray `db:"languages"`
}

const volunteerColumns = `v.person_id, v.kinds, v.qualified_for, v.languages, v.area, v.lat, v.lon, v.radius_km, v.on_duty_until, v.verification, v.vehicle`

func (r volunteerRow) volunteer() *hackathon.Volunteer {
	v := r.Volunteer
	v.Kinds = wordsOf[hackathon.AssistanceKind](r.Kinds)
	v.QualifiedFor = wordsOf[hackathon.AssistanceKind](r.QualifiedFor)
	v.Languages = []string(r.Languages)
	if v.OnDutyUntil != nil {
		v.OnDutyUntil = new(v.OnDutyUntil.UTC())
	}
	return &v
}

// Volunteer is what the viewer offers; nil for who is no volunteer.
func (s *Store) Volunteer(ctx context.Context, viewer *hackathon.Viewer) (*hackathon.Volunteer, error) {
	if !viewer.SignedIn() {
		return nil, nil
	}
	var row volunteerRow
	if err := s.db.GetContext(ctx, &row, `SELECT `+volunteerColumns+` FROM volunteer v WHERE v.person_id = $1`, viewer.PersonID); noRows(err) {
		return nil, nil
	} else if err != nil {
		return nil, err
	}
	return row.volunteer(), nil
}

// volunteer is what the person offers for an event; nil without the role there. The role is read here and now, so that one
// taken back ends at once, whatever the connection was opened with.
func (t *tx) volunteer(person, event hackathon.ID) (*hackathon.Volunteer, error) {
	var row volunteerRow
	if err := t.get(&row, `
		SELECT `+volunteerColumns+` FROM volunteer v
		WHERE v.person_id = $1 AND EXISTS (
			SELECT 1 FROM role_grant g WHERE g.person_id = v.person_id AND g.role = 'VOLUNTEER' AND (g.event_id IS NULL OR g.event_id = $2))`,
		person, event); noRows(err) {
		return nil, nil
	} else if err != nil {
		return nil, err
	}
	return row.volunteer(), nil
}

// UpdateVolunteer states what the viewer offers. The first time it makes them a volunteer; a role that was taken back
// since does not come again by it.
func (s *Store) UpdateVolunteer(ctx context.Context, viewer *hackathon.Viewer, in hackathon.UpdateVolunteerInput) (*hackathon.Volunteer, error) {
	if err := signedIn(viewer); err != nil {
		return nil, err
	}
	checked, err := in.Checked()
	if err != nil {
		return nil, err
	}
	if _, err := s.once(ctx, viewer, "updateVolunteer", in.IdempotencyKey, in, func(t *tx) (hackathon.ID, error) {
		return viewer.PersonID, t.updateVolunteer(checked)
	}); err != nil {
		return nil, err
	}
	return s.Volunteer(ctx, viewer)
}

func (t *tx) updateVolunteer(in hackathon.UpdateVolunteerInput) error {
	person := t.viewer.PersonID
	var first bool
	if err := t.get(&first, `
		INSERT INTO volunteer AS v (person_id, kinds, qualified_for, languages, area, lat, lon, radius_km, vehicle, updated_at, verification)
		VALUES ($1, $2, COALESCE($3::text[], '{}'), $4, $5, $6, $7, $8, $9, $10,
			CASE WHEN EXISTS (SELECT 1 FROM person_contact WHERE person_id = $1 AND email IS NOT NULL) THEN 'EMAIL' ELSE 'NONE' END)
		ON CONFLICT (person_id) DO UPDATE SET kinds = excluded.kinds, qualified_for = COALESCE($3::text[], v.qualified_for), languages = excluded.languages,
			area = excluded.area, lat = excluded.lat, lon = excluded.lon, radius_km = excluded.radius_km, vehicle = excluded.vehicle, updated_at = excluded.updated_at
		RETURNING xmax = 0`,
		person, stringsOf(in.Kinds), qualifications(in.QualifiedFor), pq.StringArray(in.Languages), in.Area, in.Coordinates.Lat, in.Coordinates.Lon,
		in.RadiusKm, in.Vehicle, t.now); err != nil {
		return err
	}
	if first {
		if _, err := t.run(`
			INSERT INTO role_grant (person_id, role, granted_by, granted_at) VALUES ($1, 'VOLUNTEER', $1, $2) ON CONFLICT DO NOTHING`, person, t.now); err != nil {
			return err
		}
	}
	return t.rightsChanged(person)
}

// qualifications is NULL for who stated none.
func qualifications(kinds []hackathon.AssistanceKind) any {
	if kinds == nil {
		return nil
	}
	return stringsOf(kinds)
}

// SetOnDuty says until when the viewer is on duty; nil: not now.
func (s *Store) SetOnDuty(ctx context.Context, viewer *hackathon.Viewer, in hackathon.SetOnDutyInput) (*hackathon.Volunteer, error) {
	if err := signedIn(viewer); err != nil {
		return nil, err
	}
	if _, err := s.once(ctx, viewer, "setOnDuty", in.IdempotencyKey, in, func(t *tx) (hackathon.ID, error) {
		if err := in.Check(t.now); err != nil {
			return hackathon.ID{}, err
		}
		n, err := t.run(`UPDATE volunteer SET on_duty_until = $2, updated_at = $3 WHERE person_id = $1`, viewer.PersonID, in.Until, t.now)
		if err == nil && n == 0 {
			err = hackathon.Forbiddenf("only a volunteer can be on duty; updateVolunteer makes one a volunteer")
		}
		return viewer.PersonID, err
	}); err != nil {
		return nil, err
	}
	return s.Volunteer(ctx, viewer)
}

// VerifyVolunteer notes how far a volunteer was checked; for coordinators and administrators of the whole platform.
func (s *Store) VerifyVolunteer(ctx context.Context, viewer *hackathon.Viewer, in hackathon.VerifyVolunteerInput) error {
	if err := signedIn(viewer); err != nil {
		return err
	}
	if !viewer.Has(hackathon.ID{}, hackathon.RoleCoordinator, hackathon.RoleAdmin) {
		return hackathon.Forbiddenf("this is for coordinators and administrators of the platform")
	}
	if err := in.Check(viewer); err != nil {
		return err
	}
	_, err := s.once(ctx, viewer, "verifyVolunteer", in.IdempotencyKey, in, func(t *tx) (hackathon.ID, error) {
		n, err := t.run(`UPDATE volunteer SET verification = $2, updated_at = $3 WHERE person_id = $1`, in.PersonID, in.Verification, t.now)
		if err == nil && n == 0 {
			err = hackathon.NotFoundf("this person is no volunteer")
		}
		if err == nil {
			err = t.rightsChanged(in.PersonID)
		}
		return in.PersonID, err
	})
	return err
}
