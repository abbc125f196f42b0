package postgres_test

import (
	"sync"
	"sync/atomic"
	"testing"

	"github.com/loometalgud/mano/hackathon"
)

// withRole is a viewer who holds the role, everywhere or at the event.
func (p *people) withRole(email string, role hackathon.PlatformRole, event hackathon.ID) *hackathon.Viewer {
	p.t.Helper()
	v := p.signIn(email).Viewer
	p.rows().Grant(v.PersonID, role, event)
	v, err := p.Sessions.ViewerBySession(p.t.Context(), v.SessionID)
	p.check(err)
	return v
}

func TestRoles_whoGivesWhat(t *testing.T) {
	t.Parallel()
	p := openPeople(t)
	event, elsewhere := p.event("A"), p.event("B")
	viewers := map[string]*hackathon.Viewer{
		"admin":       p.withRole("admin@naidis.ee", hackathon.RoleAdmin, hackathon.ID{}),
		"organiser":   p.withRole("organiser@naidis.ee", hackathon.RoleOrganiser, event),
		"coordinator": p.withRole("coordinator@naidis.ee", hackathon.RoleCoordinator, event),
	}
	person := p.signIn("person@naidis.ee").Viewer
	for _, c := range []struct {
		who   string
		role  hackathon.PlatformRole
		event *hackathon.ID
		kind  hackathon.ErrorKind
	}{
		{"admin", hackathon.RoleCoordinator, nil, ""},
		{"admin", hackathon.RoleCoordinator, &elsewhere, ""},
		{"admin", hackathon.RoleBoard, &event, hackathon.Invalid},
		{"admin", hackathon.RoleAdmin, &event, hackathon.Invalid},
		{"organiser", hackathon.RoleOrganiser, &event, ""},
		{"organiser", hackathon.RoleOrganiser, &elsewhere, hackathon.Forbidden},
		{"organiser", hackathon.RoleVolunteer, nil, hackathon.Forbidden},
		{"organiser", hackathon.RoleAdmin, nil, hackathon.Forbidden},
		{"coordinator", hackathon.RoleVolunteer, &event, hackathon.Forbidden},
	} {
		in := hackathon.RoleInput{PersonID: person.PersonID, Role: c.role, EventID: c.event}
		before := p.rightsChanges(person.PersonID)
		_, err := p.People.GrantRole(t.Context(), viewers[c.who], in)
		if c.kind != "" {
			isKind(t, err, c.kind)
			if _, err = p.People.RevokeRole(t.Context(), viewers[c.who], in); err == nil {
				t.Errorf("%s may take %s", c.who, c.role)
			}
			if p.rightsChanges(person.PersonID) != before {
				t.Error("a refusal was noted as a change")
			}
			continue
		}
		failIf(t, err)
		now, err := p.Sessions.ViewerBySession(t.Context(), person.SessionID)
		failIf(t, err)
		at := elsewhere
		if c.event != nil {
			at = *c.event
		}
		if !now.Has(at, c.role) {
			t.Errorf("%s was not given", c.role)
		}
		_, err = p.People.GrantRole(t.Context(), viewers[c.who], in) // has it already
		failIf(t, err)
		_, err = p.People.RevokeRole(t.Context(), viewers[c.who], in)
		failIf(t, err)
		now, err = p.Sessions.ViewerBySession(t.Context(), person.SessionID)
		failIf(t, err)
		if now.Has(at, c.role) {
			t.Errorf("%s was not taken", c.role)
		}
		if n := p.rightsChanges(person.PersonID) - before; n != 2 {
			t.Errorf("%d changes of rights noted for giving and taking", n)
		}
	}
}

func TestRoles_unknownPersonAndEvent(t *testing.T) {
	t.Parallel()
	p := openPeople(t)
	admin := p.withRole("admin@naidis.ee", hackathon.RoleAdmin, hackathon.ID{})
	nobody, nowhere := hackathon.NewID(hackathon.KindPerson, p.Now()), hackathon.NewID(hackathon.KindEvent, p.Now())
	_, err := p.People.GrantRole(t.Context(), admin, hackathon.RoleInput{PersonID: nobody, Role: hackathon.RoleVolunteer})
	isKind(t, err, hackathon.NotFound)
	_, err = p.People.GrantRole(t.Context(), admin, hackathon.RoleInput{PersonID: admin.PersonID,
		Role:    hackathon.RoleVolunteer,
		EventID: &nowhere})
	isKind(t, err, hackathon.NotFound)
	_, err = p.People.GrantRole(t.Context(), admin, hackathon.RoleInput{PersonID: nowhere, Role: hackathon.RoleVolunteer})
	isKind(t, err, hackathon.Invalid)
}

func TestRoles_guestsHoldNoneOverOthers(t *testing.T) {
	t.Parallel()
	p := openPeople(t)
	p.event("A")
	admin := p.withRole("admin@naidis.ee", hackathon.RoleAdmin, hackathon.ID{})
	guest, err := p.Sessions.JoinAsGuest(t.Context(), hackathon.JoinAsGuestInput{JoinCode: "A", DisplayName: "Külaline"})
	failIf(t, err)
	_, err = p.People.GrantRole(t.Context(), admin, hackathon.RoleInput{PersonID: guest.Viewer.PersonID,
		Role: hackathon.RoleOrganiser})
	isKind(t, err, hackathon.Invalid)
	_, err = p.People.GrantRole(t.Context(), admin, hackathon.RoleInput{PersonID: guest.Viewer.PersonID,
		Role: hackathon.RoleVolunteer})
	failIf(t, err)
}

func TestRoles_rightsLostMeanwhileDoNotCount(t *testing.T) {
	t.Parallel()
	p := openPeople(t)
	event := p.event("A")
	organiser := p.withRole("organiser@naidis.ee", hackathon.RoleOrganiser, event)
	p.exec(`DELETE FROM role_grant WHERE person_id = $1`, organiser.PersonID)
	_, err := p.People.GrantRole(t.Context(), organiser, hackathon.RoleInput{PersonID: organiser.PersonID,
		Role: hackathon.RoleOrganiser, EventID: &event})
	isKind(t, err, hackathon.Forbidden)
}

func TestRoles_theLastAdministratorStays(t *testing.T) {
	t.Parallel()
	p := openPeople(t)
	one := p.withRole("one@naidis.ee", hackathon.RoleAdmin, hackathon.ID{})
	revoke := func(by, whom *hackathon.Viewer) error {
		_, err := p.People.RevokeRole(t.Context(), by, hackathon.RoleInput{PersonID: whom.PersonID,
			Role: hackathon.RoleAdmin})
		return err
	}
	isKind(t, revoke(one, one), hackathon.Invalid)
	other := p.withRole("other@naidis.ee", hackathon.RoleAdmin, hackathon.ID{})
	var gone atomic.Int32
	var both sync.WaitGroup
	for _, pair := range [][2]*hackathon.Viewer{{one, other}, {other, one}} {
		both.Go(func() {
			if revoke(pair[0], pair[1]) == nil {
				gone.Add(1)
			}
		})
	}
	both.Wait()
	if gone.Load() != 1 {
		t.Errorf("%d of two administrators who revoke each other are gone", gone.Load())
	}
}

func TestUpdateProfile(t *testing.T) {
	t.Parallel()
	p := openPeople(t)
	v := p.signIn("a@naidis.ee").Viewer
	name, locale, key := "  Õie 🎉 ", hackathon.LocaleEn, "key"
	in := hackathon.UpdateProfileInput{DisplayName: &name, Locale: &locale, Keyed: hackathon.Keyed{IdempotencyKey: &key}}
	now, err := p.People.UpdateProfile(t.Context(), v, in)
	failIf(t, err)
	if now.Locale != hackathon.LocaleEn || now.PersonID != v.PersonID {
		t.Errorf("%+v", now)
	}
	_, err = p.People.UpdateProfile(t.Context(), v, in)
	failIf(t, err)
	found, err := p.People.ByID(t.Context(), []hackathon.ID{v.PersonID})
	failIf(t, err)
	if found[0].DisplayName != "Õie 🎉" {
		t.Errorf("%q", found[0].DisplayName)
	}
	var noted int
	p.check(p.SQL().QueryRow(`SELECT count(*) FROM activity WHERE kind = 'PROFILE_CHANGED'`).Scan(&noted))
	if noted != 1 {
		t.Errorf("noted %d times", noted)
	}
	other := "Teine"
	_, err = p.People.UpdateProfile(t.Context(), v, hackathon.UpdateProfileInput{DisplayName: &other,
		Keyed: hackathon.Keyed{IdempotencyKey: &key}})
	isKind(t, err, hackathon.Conflict)
	for _, bad := range []string{"", "mari@naidis.ee", "a\nb", "a\x00"} {
		_, err = p.People.UpdateProfile(t.Context(), v, hackathon.UpdateProfileInput{DisplayName: &bad})
		isKind(t, err, hackathon.Invalid)
	}
}

func TestGrantByEmail(t *testing.T) {
	t.Parallel()
	p := openPeople(t)
	for range 2 {
		failIf(t, p.People.GrantByEmail(t.Context(), "First@naidis.ee", hackathon.RoleAdmin))
	}
	if v := p.signIn("first@naidis.ee").Viewer; !v.HasAnywhere(hackathon.RoleAdmin) {
		t.Errorf("%+v", v)
	}
}

func TestOrganisations(t *testing.T) {
	t.Parallel()
	p := openPeople(t)
	v := p.signIn("a@naidis.ee").Viewer
	in := hackathon.CreateOrganisationInput{Name: hackathon.Localized{Et: "Kogukonnaköök"}}
	_, err := p.Organisations.Create(t.Context(), v, in)
	isKind(t, err, hackathon.Forbidden)
	v = p.withRole("b@naidis.ee", hackathon.RoleCoordinator, hackathon.ID{})
	var want []string
	for _, name := range []string{"Näidisvald", "Tugikeskus Lootus", "Kogukonnaköök"} {
		_, err := p.Organisations.Create(t.Context(), v,
			hackathon.CreateOrganisationInput{Name: hackathon.Localized{Et: name}})
		failIf(t, err)
	}
	_, err = p.Organisations.Create(t.Context(), v, hackathon.CreateOrganisationInput{Website: &in.Name.Et})
	isKind(t, err, hackathon.Invalid)
	for args := (hackathon.PageArgs{First: 2}); ; {
		page, err := p.Organisations.List(nil)(t.Context(), args)
		failIf(t, err)
		for _, o := range page.Items {
			want = append(want, o.Name.Et)
		}
		if !page.HasNext {
			break
		}
		args.After = page.Cursors[len(page.Cursors)-1]
	}
	if len(want) != 3 || want[0] != "Kogukonnaköök" || want[1] != "Näidisvald" || want[2] != "Tugikeskus Lootus" {
		t.Error(want)
	}
	_, err = p.Organisations.List(nil)(t.Context(), hackathon.PageArgs{First: 101})
	isKind(t, err, hackathon.Invalid)
	_, err = p.Organisations.List(nil)(t.Context(), hackathon.PageArgs{First: 1, After: "?"})
	isKind(t, err, hackathon.Invalid)
}
