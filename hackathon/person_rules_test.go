package hackathon

import (
	"errors"
	"testing"
	"time"
)

func TestMayChangeRole(t *testing.T) {
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
		"nobody":                     {nil, &event, Unauthenticated},
		"a board":                    {&Viewer{Grants: []Grant{{Role: RoleBoard, EventID: event}}}, &event, Unauthenticated},
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
		err := MayChangeRole(c.viewer, RoleInput{Role: RoleVolunteer, EventID: c.event})
		if c.kind == "" && err != nil || c.kind != "" && !errors.Is(err, c.kind) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestGuestsAndBoardsEndWithTheEvent(t *testing.T) {
	t.Parallel()
	ends := time.Date(2026, 11, 22, 18, 0, 0, 0, time.UTC)
	for _, c := range []struct {
		status       EventStatus
		now          time.Time
		joins, board bool
	}{
		{EventDraft, ends.Add(-48 * time.Hour), false, true},
		{EventPublished, ends.Add(-48 * time.Hour), true, true},
		{EventIdeasOpen, ends.Add(-48 * time.Hour), true, true},
		{EventTeamsOpen, ends.Add(-48 * time.Hour), true, true},
		{EventPostponed, ends.Add(-48 * time.Hour), true, true},
		{EventMovedOnline, ends.Add(-48 * time.Hour), true, true},
		{EventLive, ends.Add(-time.Hour), true, true},
		{EventLive, ends.Add(AfterEvent - 1), true, true},
		{EventLive, ends.Add(AfterEvent), false, false},
		{EventEnded, ends.Add(time.Hour), false, true},
		{EventFollowUp, ends.Add(time.Hour), false, true},
		{EventCancelled, ends.Add(-48 * time.Hour), false, false},
	} {
		if got := GuestsMayJoin(c.status, ends, c.now); got != c.joins {
			t.Errorf("%s at %v: guests join: %v", c.status, c.now, got)
		}
		end, err := BoardTokenEnd(c.status, ends, c.now)
		if (err == nil) != c.board || !end.Equal(ends.Add(AfterEvent)) {
			t.Errorf("%s at %v: board until %v, %v", c.status, c.now, end, err)
		}
	}
	if got := GuestSessionEnd(ends, ends.Add(-time.Hour)); !got.Equal(ends.Add(AfterEvent)) {
		t.Error(got)
	}
	if now := ends.AddDate(-2, 0, 0); !GuestSessionEnd(ends, now).Equal(now.Add(2 * SessionLife)) {
		t.Error("a seat for years")
	}
}

func TestPersonInputs(t *testing.T) {
	t.Parallel()
	name := func(s string) *string { return &s }
	for label, c := range map[string]struct {
		check func() error
		code  FieldCode
	}{
		"sign-in": {func() error {
			_, err := SignInInput{Challenge: "c", Email: "A@naidis.ee", Code: " 123 456 "}.Checked()
			return err
		}, ""},
		"five digits": {func() error {
			_, err := SignInInput{Challenge: "c", Email: "a@naidis.ee", Code: "12345"}.Checked()
			return err
		}, FieldFormat},
		"letters": {func() error {
			_, err := SignInInput{Challenge: "c", Email: "a@naidis.ee", Code: "12345a"}.Checked()
			return err
		}, FieldFormat},
		"empty name is no name": {func() error {
			_, err := SignInInput{Challenge: "c", Email: "a@naidis.ee", Code: "123456", DisplayName: name(" ")}.Checked()
			return err
		}, ""},
		"name with address": {func() error {
			_, err := SignInInput{Challenge: "c", Email: "a@naidis.ee", Code: "123456",
				DisplayName: name("a@naidis.ee")}.Checked()
			return err
		}, FieldPersonal},
		"guest": {func() error {
			_, err := JoinAsGuestInput{JoinCode: "vunki-7", DisplayName: "Leida P."}.Checked()
			return err
		}, ""},
		"guest without a name": {func() error { _, err := JoinAsGuestInput{JoinCode: "vunki-7"}.Checked(); return err },
			FieldRequired},
		"guest without a code": {func() error { _, err := JoinAsGuestInput{DisplayName: "Leida P."}.Checked(); return err },
			FieldRequired},
		"empty profile name": {func() error { _, err := UpdateProfileInput{DisplayName: name("")}.Checked(); return err },
			FieldRequired},
		"nothing to change":     {func() error { _, err := UpdateProfileInput{}.Checked(); return err }, ""},
		"nameless organisation": {func() error { c := Check(); new(CreateOrganisationInput).Check(c); return c.Err() }, FieldRequired},
	} {
		err := c.check()
		e, _ := errors.AsType[*Error](err)
		switch {
		case c.code == "" && err != nil:
			t.Errorf("%s: %v", label, err)
		case c.code != "" && (e == nil || len(e.Fields) != 1 || e.Fields[0].Code != c.code):
			t.Errorf("%s: %v", label, err)
		}
	}
	if in, err := (JoinAsGuestInput{JoinCode: " vunki 7", DisplayName: "Leida"}).Checked(); err != nil ||
		in.JoinCode != "VUNKI7" {
		t.Error(in, err)
	}
	if NewcomerName(LocaleEn) == NewcomerName(LocaleEt) {
		t.Error("a newcomer's name has no language")
	}
}
