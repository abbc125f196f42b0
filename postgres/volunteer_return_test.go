package postgres

import (
	"errors"
	"testing"
	"time"

	"github.com/loometalgud/mano/hackathon"
)

// holds reports whether the person has the role, everywhere or for the event.
func (h *hall) holds(v *hackathon.Viewer, event hackathon.ID) (is bool) {
	h.t.Helper()
	if err := h.pool.Get(&is, `SELECT EXISTS (SELECT FROM role_grant WHERE person_id = $1 AND role = 'VOLUNTEER'
		AND event_id IS NOT DISTINCT FROM $2)`,
		v.PersonID, event); err != nil {
		h.t.Fatal(err)
	}
	return is
}

// stopsAndReturns gives the role back and states anew what one offers.
func (h *hall) stopsAndReturns(v *hackathon.Viewer, between func()) {
	h.t.Helper()
	if _, err := h.Volunteers.Stop(h.t.Context(), v, hackathon.StopVolunteeringInput{}); err != nil {
		h.t.Fatal(err)
	}
	if between != nil {
		between()
	}
	if _, err := h.Volunteers.Update(h.t.Context(), v, everything()); err != nil {
		h.t.Fatal(err)
	}
}

// The way back is of the role that is held everywhere: whoever runs one event neither ends it nor gives it.
func TestVolunteer_wayBackIsNotForAnOrganiser(t *testing.T) {
	t.Parallel()
	h := newHall(t)
	ctx := t.Context()
	organiser, admin := h.addStaff("Korraldaja", hackathon.RoleOrganiser, h.planned),
		h.addStaff("Haldur", hackathon.RoleAdmin)
	revoke := func(by *hackathon.Viewer, v *hackathon.Viewer, event *hackathon.ID) {
		t.Helper()
		if _, err := h.People.RevokeRole(ctx, by, hackathon.RoleInput{PersonID: v.PersonID, Role: hackathon.RoleVolunteer,
			EventID: event}); err != nil {
			t.Fatal(err)
		}
	}
	h.stopsAndReturns(h.volunteer, func() { revoke(organiser, h.volunteer, &h.planned) })
	if !h.holds(h.volunteer, hackathon.ID{}) {
		t.Error("an organiser took a role that nobody had, and so the way back to all others")
	}

	revoke(admin, h.other, nil)
	if _, err := h.People.GrantRole(ctx, organiser, hackathon.RoleInput{PersonID: h.other.PersonID,
		Role:    hackathon.RoleVolunteer,
		EventID: &h.planned}); err != nil {
		t.Fatal(err)
	}
	h.stopsAndReturns(h.other, nil)
	if h.holds(h.other, hackathon.ID{}) {
		t.Error("giving back the role of one event gave the role of all, which the administrator had taken")
	}
}

// A guest's way back is to the event that they joined: its organisers end it, nobody else's do.
func TestVolunteer_wayBackOfAGuest(t *testing.T) {
	t.Parallel()
	h := newHall(t)
	ctx := t.Context()
	h.exec(`INSERT INTO event_private (event_id, join_code) VALUES ($1, 'TALGUD3')`, h.event)
	here, elsewhere := h.addStaff("Siin", hackathon.RoleOrganiser, h.event),
		h.addStaff("Mujal", hackathon.RoleOrganiser, h.planned)
	for _, c := range []struct {
		by      *hackathon.Viewer
		event   *hackathon.ID
		returns bool
	}{{here, &h.event, false}, {elsewhere, &h.planned, true}} {
		session, err := h.Sessions.JoinAsGuest(ctx, hackathon.JoinAsGuestInput{JoinCode: "TALGUD3", DisplayName: "Külaline"})
		if err != nil {
			t.Fatal(err)
		}
		guest := session.Viewer
		if _, err := h.Volunteers.Update(ctx, guest, everything()); err != nil {
			t.Fatal(err)
		}
		h.stopsAndReturns(guest, func() {
			if _, err := h.People.RevokeRole(ctx, c.by, hackathon.RoleInput{PersonID: guest.PersonID,
				Role:    hackathon.RoleVolunteer,
				EventID: c.event}); err != nil {
				t.Fatal(err)
			}
		})
		if got := h.holds(guest, h.event); got != c.returns {
			t.Errorf("taken back for %v: a volunteer again %v, want %v", *c.event, got, c.returns)
		}
	}
}

// Who has stopped since is no volunteer, whatever the call did the first time.
func TestVolunteer_repeatedCallAfterStopping(t *testing.T) {
	t.Parallel()
	h := newHall(t)
	offers, duty := everything(), hackathon.SetOnDutyInput{Until: new(h.Now().Add(time.Hour))}
	offers.IdempotencyKey, duty.IdempotencyKey = new("offers"), new("duty")
	calls := map[string]func() (*hackathon.Volunteer, error){
		"updateVolunteer": func() (*hackathon.Volunteer, error) {
			return h.Volunteers.Update(t.Context(), h.volunteer, offers)
		},
		"setOnDuty": func() (*hackathon.Volunteer, error) {
			return h.Volunteers.SetOnDuty(t.Context(), h.volunteer, duty)
		},
	}
	for name, call := range calls {
		if v, err := call(); err != nil || v == nil {
			t.Fatalf("%s: %v, %v", name, v, err)
		}
	}
	if _, err := h.Volunteers.Stop(t.Context(), h.volunteer, hackathon.StopVolunteeringInput{}); err != nil {
		t.Fatal(err)
	}
	for name, call := range calls {
		if v, err := call(); !errors.Is(err, hackathon.Conflict) {
			t.Errorf("%s again: %v, %v, want a conflict", name, v, err)
		}
	}
}
