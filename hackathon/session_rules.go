package hackathon

import (
	"strings"
	"time"
)

func (in *RequestSignInCodeInput) Check(v *Checks) {
	in.Email = v.Email("email", in.Email)
}

// Check is part of Input. Spaces and hyphens inside the code do not count.
func (in *SignInInput) Check(v *Checks) {
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
}

func (in *JoinAsGuestInput) Check(v *Checks) {
	in.JoinCode = NormalCode(v.Line("joinCode", in.JoinCode, 1, 40))
	in.DisplayName = v.displayName("displayName", in.DisplayName, 1)
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
