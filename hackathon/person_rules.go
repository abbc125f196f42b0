package hackathon

import (
	"strings"
	"time"
)

// Checked returns the input cleaned, or what is wrong with it.
func (in RequestSignInCodeInput) Checked() (RequestSignInCodeInput, error) {
	v := Check()
	in.Email = v.Email("email", in.Email)
	return in, v.Err()
}

// Checked returns the input cleaned, or what is wrong with it. Spaces and hyphens inside the code do not count.
func (in SignInInput) Checked() (SignInInput, error) {
	v := Check()
	in.Email = v.Email("email", in.Email)
	in.Code = NormalCode(in.Code)
	if len(in.Code) != SignInCodeDigits && len(in.Code) != SignInLongDigits || strings.Trim(in.Code, "0123456789") != "" {
		v.Fail("code", FieldFormat, "Koodis on kuus või kümme numbrit.", "The code has six or ten digits.")
	}
	in.Challenge = v.Line("challenge", in.Challenge, 1, 100)
	if in.DisplayName != nil {
		name := v.displayName("displayName", *in.DisplayName, 0)
		in.DisplayName = textOrNil(name)
	}
	return in, v.Err()
}

// Checked returns the input cleaned, or what is wrong with it.
func (in JoinAsGuestInput) Checked() (JoinAsGuestInput, error) {
	v := Check()
	in.JoinCode = NormalCode(v.Line("joinCode", in.JoinCode, 1, 40))
	in.DisplayName = v.displayName("displayName", in.DisplayName, 1)
	return in, v.Err()
}

// Checked returns the input cleaned, or what is wrong with it.
func (in UpdateProfileInput) Checked() (UpdateProfileInput, error) {
	v := Check()
	if in.DisplayName != nil {
		name := v.displayName("displayName", *in.DisplayName, 1)
		in.DisplayName = &name
	}
	return in, v.Err()
}

// displayName is a name as others see it: public, so without a number or address to reach the person by.
func (c *Checks) displayName(path, name string, min int) string {
	name = c.Line(path, name, min, MaxDisplayName)
	c.Public(path, name)
	return name
}

// NewcomerName is what a person who gave no name is called.
func NewcomerName(l Locale) string {
	if l == LocaleEn {
		return "Participant"
	}
	return "Osaleja"
}

// Check says what is wrong with giving or taking this role, whoever does it.
func (in RoleInput) Check() error {
	v := Check()
	v.ID("personId", in.PersonID, KindPerson)
	v.OptionalID("eventId", in.EventID, KindEvent)
	switch {
	case in.Role == RoleBoard:
		v.Fail("role", FieldUnknown, "Tahvli õigus antakse tahvlile, mitte inimesele: createBoardToken.",
			"A board's right is given to a board and not to a person: createBoardToken.")
	case in.Role == RoleAdmin && in.EventID != nil:
		v.Fail("eventId", FieldUnknown, "Haldur on kõikjal haldur; jäta sündmus nimetamata.",
			"An administrator is one everywhere; leave the event out.")
	}
	return v.Err()
}

// MayChangeRole is nil when the viewer may give or take the role: administrators any, organisers of an event those
// within it.
func MayChangeRole(v *Viewer, in RoleInput) error {
	switch {
	case !v.SignedIn():
		return &Error{Kind: Unauthenticated, Message: "sign in first: this needs a person"}
	case v.HasAnywhere(RoleAdmin):
		return nil
	case in.EventID == nil || in.EventID.IsZero():
		return Forbiddenf("only administrators give and take roles that hold everywhere; organisers name their event")
	case v.Has(*in.EventID, RoleOrganiser):
		return nil
	}
	return Forbiddenf("only organisers of this event and administrators give and take its roles")
}

// GuestMayHold reports whether somebody without an account may hold the role: no right over others rests on a name
// alone.
func GuestMayHold(role PlatformRole) bool {
	return role == RoleParticipant || role == RoleVolunteer
}

// MayMakeBoardToken is nil when the viewer may put up a board for the event.
func MayMakeBoardToken(v *Viewer, event ID) error {
	if v.Staff(event) {
		return nil
	}
	return Forbiddenf("only organisers and coordinators of this event make board tokens")
}

// BoardTokenEnd is when a board's token for an event ends, or why there can be none.
func BoardTokenEnd(status EventStatus, endsAt, now time.Time) (time.Time, error) {
	end := endsAt.Add(AfterEvent)
	if status == EventCancelled || !now.Before(end) {
		return end, &StateConflictError{State: string(status), Message: Localized{
			Et: "Sündmus on läbi või jääb ära; tahvlit ei ole enam vaja.",
			En: "The event is over or cancelled; it needs no board any more."}}
	}
	return end, nil
}

// GuestsMayJoin reports whether an event can be joined with its code.
func GuestsMayJoin(status EventStatus, endsAt, now time.Time) bool {
	switch status {
	case EventDraft, EventEnded, EventFollowUp, EventCancelled:
		return false
	}
	return now.Before(endsAt.Add(AfterEvent))
}

// GuestSessionEnd is when a guest's seat ends: with the event, a day for its afterglow.
func GuestSessionEnd(endsAt, now time.Time) time.Time {
	if end := endsAt.Add(AfterEvent); end.Before(now.Add(2 * SessionLife)) {
		return end
	}
	return now.Add(2 * SessionLife)
}
