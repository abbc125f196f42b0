package hackathon

import (
	"errors"
	"testing"
	"time"
)

func TestCheckGiver(t *testing.T) {
	t.Parallel()
	now := time.Date(2026, 11, 20, 9, 0, 0, 0, time.UTC)
	event, other := NewID(KindEvent, now), NewID(KindEvent, now)
	viewer := func(role PlatformRole, at ID) *Viewer {
		return &Viewer{PersonID: NewID(KindPerson, now), Grants: []Grant{{Role: role, EventID: at}}}
	}
	for name, c := range map[string]struct {
		viewer *Viewer
		event  *ID
		kind   ErrorKind
	}{
		"nobody":                     {nil, &event, Forbidden},
		"a board":                    {&Viewer{Grants: []Grant{{Role: RoleBoard, EventID: event}}}, &event, Forbidden},
		"admin everywhere":           {viewer(RoleAdmin, ID{}), nil, ""},
		"admin at an event":          {viewer(RoleAdmin, ID{}), &event, ""},
		"organiser of it":            {viewer(RoleOrganiser, event), &event, ""},
		"organiser of all":           {viewer(RoleOrganiser, ID{}), &event, ""},
		"organiser of another":       {viewer(RoleOrganiser, other), &event, Forbidden},
		"organiser, everywhere":      {viewer(RoleOrganiser, ID{}), nil, Forbidden},
		"organiser, unset event":     {viewer(RoleOrganiser, ID{}), &ID{}, Forbidden},
		"coordinator":                {viewer(RoleCoordinator, event), &event, Forbidden},
		"moderator":                  {viewer(RoleModerator, ID{}), &event, Forbidden},
		"participant who would rise": {viewer(RoleParticipant, event), &event, Forbidden},
	} {
		err := (&RoleInput{Role: RoleVolunteer, EventID: c.event}).CheckGiver(c.viewer)
		if c.kind == "" && err != nil || c.kind != "" && !errors.Is(err, c.kind) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestPersonInputs(t *testing.T) {
	t.Parallel()
	name := func(s string) *string { return &s }
	for label, c := range map[string]struct {
		in   interface{ Check(*Checks) }
		code FieldCode
	}{
		"sign-in":     {&SignInInput{Challenge: "c", Email: "A@naidis.ee", Code: " 123 456 "}, ""},
		"five digits": {&SignInInput{Challenge: "c", Email: "a@naidis.ee", Code: "12345"}, FieldFormat},
		"letters":     {&SignInInput{Challenge: "c", Email: "a@naidis.ee", Code: "12345a"}, FieldFormat},
		"empty name is no name": {&SignInInput{Challenge: "c", Email: "a@naidis.ee", Code: "123456",
			DisplayName: name(" ")}, ""},
		"name with address": {&SignInInput{Challenge: "c", Email: "a@naidis.ee", Code: "123456",
			DisplayName: name("a@naidis.ee")}, FieldPersonalData},
		"guest":                 {&JoinAsGuestInput{JoinCode: "vunki-7", DisplayName: "Leida P."}, ""},
		"guest without a name":  {&JoinAsGuestInput{JoinCode: "vunki-7"}, FieldRequired},
		"guest without a code":  {&JoinAsGuestInput{DisplayName: "Leida P."}, FieldRequired},
		"empty profile name":    {&UpdateProfileInput{DisplayName: name("")}, FieldRequired},
		"nothing to change":     {&UpdateProfileInput{}, ""},
		"nameless organisation": {&CreateOrganisationInput{}, FieldRequired},
	} {
		v := Check()
		c.in.Check(v)
		e, _ := errors.AsType[*Error](v.Err())
		switch {
		case c.code == "" && e != nil:
			t.Errorf("%s: %v", label, e)
		case c.code != "" && (e == nil || len(e.Fields) != 1 || e.Fields[0].Code != c.code):
			t.Errorf("%s: %v", label, e)
		}
	}
	guest, v := &JoinAsGuestInput{JoinCode: " vunki 7", DisplayName: "Leida"}, Check()
	if guest.Check(v); !v.OK() || guest.JoinCode != "VUNKI7" {
		t.Error(guest, v.Err())
	}
	if NewcomerName(LocaleEn) == NewcomerName(LocaleEt) {
		t.Error("a newcomer's name has no language")
	}
}
