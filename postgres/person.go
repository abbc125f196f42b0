package postgres

import (
	"context"

	"github.com/loometalgud/mano/hackathon"
)

// People are people, their profiles and roles.
type People struct{ db *DB }

var personTable = newTable[hackathon.Person]("person", nil)

// ByID are the people as others see them, in no particular order; who is not known is absent.
func (s People) ByID(ctx context.Context, ids []hackathon.ID) (people []*hackathon.Person, err error) {
	err = s.db.pool.SelectContext(noted(ctx, ids...), &people, `SELECT id, display_name FROM person
		WHERE id = ANY ($1::uuid[]) ORDER BY id`, idArray(ids))
	if len(people) < len(ids) {
		hackathon.ReadsOf(ctx).Unkept("somebody who is not there: nothing tells when they come")
	}
	return people, err
}

// Email is the viewer's own address; nil for guests.
func (s People) Email(ctx context.Context, viewer *hackathon.Viewer) (*string, error) {
	var email *string
	err := s.db.pool.GetContext(ctx, &email, `SELECT email FROM person_contact WHERE person_id = $1`, viewer.PersonID)
	if noRows(err) {
		err = nil
	}
	return email, err
}

// self is the viewer with the rights of this moment.
type self struct{ *hackathon.Viewer }

func (s self) NodeID() hackathon.ID { return s.PersonID }

// selves is how mutations get at who acts.
var selves = entity[self]{lock: func(t *tx, _ hackathon.ID) (self, error) {
	if err := t.rights(); err != nil {
		return self{}, err
	}
	now := *t.viewer
	return self{&now}, t.get(&now.Locale, `SELECT locale FROM person WHERE id = $1`, now.PersonID)
}}

// UpdateProfile changes the viewer's own name and language and returns the viewer as they are then.
func (s People) UpdateProfile(ctx context.Context, viewer *hackathon.Viewer,
	in hackathon.UpdateProfileInput) (*hackathon.Viewer, error) {
	now, err := mutate(ctx, s.db, viewer, "updateProfile", &in, selves, func(t *tx) (self, error) {
		var p hackathon.Person
		if err := t.get(&p, `
			UPDATE person SET display_name = COALESCE($2, display_name), locale = COALESCE($3, locale) WHERE id = $1
			RETURNING id, display_name`, viewer.PersonID, in.DisplayName, in.Locale); err != nil {
			return self{}, err
		}
		if err := t.activity(p.ID, hackathon.ActivityProfileChanged, p.ID, 0, hackathon.AudienceOne, p); err != nil {
			return self{}, err
		}
		return selves.lock(t, p.ID)
	})
	return now.Viewer, err
}

// GrantRole gives a person a role. Having it already is no failure.
func (s People) GrantRole(ctx context.Context, viewer *hackathon.Viewer,
	in hackathon.GrantRoleInput) (*hackathon.Person, error) {
	return s.changeRole(ctx, viewer, "grantRole", &in, func(t *tx) error {
		guest, err := t.isGuest(in.PersonID)
		if err == nil {
			err = in.CheckHolder(guest)
		}
		if err != nil {
			return err
		}
		return t.grant(in.PersonID, in.Role, in.EventID)
	})
}

// RevokeRole takes a role back. Not having had it is no failure. The last administrator stays.
func (s People) RevokeRole(ctx context.Context, viewer *hackathon.Viewer,
	in hackathon.RevokeRoleInput) (*hackathon.Person, error) {
	return s.changeRole(ctx, viewer, "revokeRole", &in, func(t *tx) error {
		switch in.Role {
		case hackathon.RoleAdmin:
			if err := t.anotherAdmin(in.PersonID); err != nil {
				return err
			}
		case hackathon.RoleVolunteer:
			return t.changeVolunteer(in.PersonID, hackathon.ByCoordinator, func() error {
				if err := t.endWayBack(in.PersonID, in.EventID); err != nil {
					return err
				}
				_, err := t.takeRole(in)
				return err
			})
		}
		if n, err := t.takeRole(in); err != nil || n == 0 {
			return err
		}
		return t.rightsChanged(in.PersonID)
	})
}

// changeRole gets at whose role it is as whoever may give it or take it back, the first time and when the call is
// repeated. What a volunteer holds is locked before any roles, as by whoever acts on a need.
func (s People) changeRole(ctx context.Context, viewer *hackathon.Viewer, name string, in *hackathon.RoleInput,
	do func(*tx) error) (*hackathon.Person, error) {
	holders := entity[*hackathon.Person]{lock: func(t *tx, id hackathon.ID) (*hackathon.Person, error) {
		if in.Role == hackathon.RoleVolunteer {
			if err := t.lockHeld(id); err != nil {
				return nil, err
			}
		}
		if err := t.rights(); err != nil {
			return nil, err
		}
		if err := in.CheckGiver(t.viewer); err != nil {
			return nil, err
		}
		return personTable.peek(t, id)
	}}
	return change(ctx, s.db, viewer, name, in, holders, in.PersonID,
		func(t *tx, _ *hackathon.Person) error { return do(t) })
}

// endWayBack keeps who gave the role back from taking it again: the one held everywhere, a guest that of the event that
// they joined. The role of any other event is its staff's to give and to take, and nobody comes back to it by
// themselves.
func (t *tx) endWayBack(person hackathon.ID, event *hackathon.ID) error {
	_, err := t.run(`
		UPDATE volunteer SET may_return = false WHERE person_id = $1 AND may_return AND ($2::uuid IS NULL OR EXISTS (
			SELECT FROM person p JOIN role_grant seat ON seat.person_id = p.id
			WHERE p.id = $1 AND p.guest AND seat.role = 'PARTICIPANT' AND seat.event_id = $2 AND seat.granted_by IS NULL))`,
		person, event)
	return err
}

func (t *tx) takeRole(in hackathon.RoleInput) (int64, error) {
	return t.run(`DELETE FROM role_grant WHERE person_id = $1 AND role = $2 AND event_id IS NOT DISTINCT FROM $3`,
		in.PersonID, in.Role, in.EventID)
}

// grant gives a role without asking who gives it; what is new is noted as a change of rights.
func (t *tx) grant(person hackathon.ID, role hackathon.PlatformRole, event *hackathon.ID) error {
	var by hackathon.ID
	if t.viewer != nil {
		by = t.viewer.PersonID
	}
	n, err := t.run(`
		INSERT INTO role_grant (person_id, role, event_id, granted_by, granted_at) VALUES ($1, $2, $3, $4, $5)
		ON CONFLICT DO NOTHING`, person, role, event, by, t.now)
	if brokenRule(err, "role_grant_event") {
		return hackathon.NotFoundf("there is no such event")
	}
	if err != nil || n == 0 {
		return err
	}
	return t.rightsChanged(person)
}

func (t *tx) isGuest(person hackathon.ID) (guest bool, err error) {
	err = t.get(&guest, `SELECT guest FROM person WHERE id = $1`, person)
	if noRows(err) {
		err = hackathon.NotFoundf("there is no such person")
	}
	return guest, err
}

// anotherAdmin is nil when somebody else is an administrator too. It locks all of them: two who revoke each other wait.
func (t *tx) anotherAdmin(person hackathon.ID) error {
	var admins []hackathon.ID
	if err := t.all(&admins, `SELECT person_id FROM role_grant WHERE role = 'ADMIN'
		ORDER BY person_id FOR UPDATE`); err != nil {
		return err
	}
	if len(admins) == 1 && admins[0] == person {
		v := hackathon.Check()
		v.Fail("personId", hackathon.FieldUnknown, "See on viimane haldur; tee enne keegi teine halduriks.",
			"This is the last administrator; make somebody else one first.")
		return v.Err()
	}
	return nil
}

// GrantByEmail gives a role to the person of an address, who is made when there is none: an operator's way to the first
// administrator of a new installation.
func (s People) GrantByEmail(ctx context.Context, email string, role hackathon.PlatformRole) error {
	v := hackathon.Check()
	email = v.Email("email", email)
	if err := v.Err(); err != nil {
		return err
	}
	return s.db.write(ctx, nil, func(t *tx) error {
		person, err := t.personByEmail(email)
		if noRows(err) {
			person, err = t.addPerson(newcomer{Email: &email, Grants: []hackathon.Grant{{Role: hackathon.RoleParticipant}}})
		}
		if err != nil {
			return err
		}
		return t.grant(person, role, nil)
	})
}

func (t *tx) personByEmail(email string) (id hackathon.ID, err error) {
	err = t.get(&id, `SELECT person_id FROM person_contact WHERE email = $1`, email)
	return id, err
}

type newcomer struct {
	Name   *string
	Email  *string
	Locale hackathon.Locale
	Guest  bool
	Grants []hackathon.Grant
}

func (t *tx) addPerson(p newcomer) (hackathon.ID, error) {
	id := hackathon.NewID(hackathon.KindPerson, t.now)
	if p.Locale == "" {
		p.Locale = hackathon.LocaleEt
	}
	name := hackathon.NewcomerName(p.Locale)
	if p.Name != nil {
		name = *p.Name
	}
	if _, err := t.run(`INSERT INTO person (id, display_name, locale, guest, created_at) VALUES ($1, $2, $3, $4, $5)`,
		id, name, p.Locale, p.Guest, t.now); err != nil {
		return id, err
	}
	if p.Email != nil {
		_, err := t.run(`INSERT INTO person_contact (person_id, email) VALUES ($1, $2)`, id, *p.Email)
		if brokenRule(err, "email_belongs_to_one") {
			return id, hackathon.Conflictf("this address belongs to somebody already")
		}
		if err != nil {
			return id, err
		}
	}
	for _, g := range p.Grants {
		if _, err := t.run(`INSERT INTO role_grant (person_id, role, event_id, granted_at) VALUES ($1, $2, $3, $4)`, id,
			g.Role, g.EventID, t.now); err != nil {
			return id, err
		}
	}
	return id, nil
}
