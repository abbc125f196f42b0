package postgres

import (
	"errors"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/loometalgud/mano/hackathon"
)

// Whoever joined by a code helps at that event and nowhere else, as long as it runs.
func TestUpdateVolunteer_guestOfAnEvent(t *testing.T) {
	t.Parallel()
	h := newHall(t)
	ctx := t.Context()
	h.exec(`INSERT INTO event_private (event_id, join_code) VALUES ($1, 'TALGUD1')`, h.event)
	session, err := h.Sessions.JoinAsGuest(ctx, hackathon.JoinAsGuestInput{JoinCode: "TALGUD1", DisplayName: "Külaline"})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := h.Volunteers.Update(ctx, session.Viewer, everything()); err != nil {
		t.Fatal(err)
	}
	guest := h.again(session.Viewer)
	here, there := h.onSite(), h.plannedFor(1, 2)
	if reach, err := guest.NeedsReach(); err != nil || !slices.Equal(reach.Events, []hackathon.ID{h.event}) {
		t.Errorf("sees the needs of %+v, %v", reach, err)
	}
	p, err := h.AssistanceNeeds.List(guest, nil, nil)(ctx, hackathon.PageArgs{First: 10})
	if err != nil || !has(p, here.ID) || has(p, there.ID) {
		t.Errorf("%+v, %v", p, err)
	}
	if _, err := h.AssistanceNeeds.List(guest, &h.planned, nil)(ctx, hackathon.PageArgs{First: 10}); !errors.Is(err,
		hackathon.Forbidden) {
		t.Errorf("of another event: %v", err)
	}
	if got := h.obstaclesOf(guest, there); got != "NOT_A_VOLUNTEER" {
		t.Errorf("another event's: %q", got)
	}
	if _, err := h.Volunteers.Verify(ctx, h.addStaff("Koordinaator", hackathon.RoleCoordinator),
		hackathon.VerifyVolunteerInput{PersonID: guest.PersonID, Verification: hackathon.VerificationEmail}); err != nil {
		t.Fatal(err)
	}
	// a code on the wall is nobody's word for them
	if got := h.obstaclesOf(guest, here); got != "NOT_PRESENT NOT_ON_DUTY" {
		t.Errorf("here: %q", got)
	}
	h.comes(guest)
	h.onDuty(guest, new(testNow.Add(time.Hour)))
	h.must(h.claim(guest, here))
	if _, err := h.Events.ChangeStatus(ctx, h.addStaff("Korraldaja", hackathon.RoleOrganiser, h.event),
		hackathon.ChangeEventStatusInput{EventID: h.event, Status: hackathon.EventEnded}); err != nil {
		t.Fatal(err)
	}
	guest = h.again(guest)
	if guest.HasAnywhere(hackathon.RoleVolunteer) {
		t.Error("the event has ended, the role has not")
	}
	if m, err := h.HelpRequests.Matches(ctx, guest, []hackathon.ID{here.ID}); err != nil || len(m) != 0 {
		t.Errorf("reads on: %+v, %v", m, err)
	}
	if _, err := h.Volunteers.Update(ctx, guest, everything()); !errors.Is(err, hackathon.Forbidden) &&
		h.again(guest).HasAnywhere(hackathon.RoleVolunteer) {
		t.Errorf("came again after the event: %v", err)
	}
}

// Whoever has no account and leaves cannot be reached any more: what they hold is looked for anew.
func TestVolunteer_guestWhoLeaves(t *testing.T) {
	t.Parallel()
	h := newHall(t)
	ctx := t.Context()
	h.exec(`INSERT INTO event_private (event_id, join_code) VALUES ($1, 'TALGUD2')`, h.event)
	helping := func() (*hackathon.Viewer, *hackathon.HelpRequest) {
		t.Helper()
		session, err := h.Sessions.JoinAsGuest(ctx, hackathon.JoinAsGuestInput{JoinCode: "TALGUD2", DisplayName: "Külaline"})
		if err != nil {
			t.Fatal(err)
		}
		guest := session.Viewer
		if _, err := h.Volunteers.Update(ctx, guest, everything()); err != nil {
			t.Fatal(err)
		}
		h.exec(`UPDATE volunteer SET verification = 'EMAIL' WHERE person_id = $1`, guest.PersonID)
		h.exec(`UPDATE attendance SET status = 'CHECKED_IN' WHERE person_id = $1`, guest.PersonID)
		h.exec(`INSERT INTO attendance (id, event_id, person_id, status, capacity, created_at, queued_at) VALUES ($1, $2, $3,
			'CHECKED_IN', 'SELF', $4, $4) ON CONFLICT DO NOTHING`,
			hackathon.NewID(hackathon.KindAttendance, testNow), h.event, guest.PersonID, testNow)
		h.onDuty(guest, new(testNow.Add(time.Hour)))
		r := h.request(hackathon.RequestHelpInput{EventID: &h.event, Kind: hackathon.KindOnsiteHelp, OnSite: true,
			EndsAt: new(testNow.Add(200 * time.Hour))})
		h.must(h.claim(guest, r))
		return guest, r
	}
	status := func(r *hackathon.HelpRequest) (hackathon.HelpRequestStatus, hackathon.MoveActor) {
		t.Helper()
		got, err := h.HelpRequests.Find(ctx, h.asker, r.ID)
		moves, err2 := whole(ctx, h.HelpRequests.Histories(nil), r.ID)
		if err := errors.Join(err, err2); err != nil {
			t.Fatal(err)
		}
		return got.Status, moves[r.ID][len(moves[r.ID])-1].By
	}
	guest, r := helping()
	if err := h.Sessions.SignOut(ctx, guest); err != nil {
		t.Fatal(err)
	}
	if got, by := status(r); got != hackathon.HelpOpen || by != hackathon.ByVolunteer {
		t.Errorf("signed out: %s by %s", got, by)
	}
	guest, r = helping()
	h.must(h.HelpRequests.Do(hackathon.ActStart)(ctx, h.asker, ref(r)))
	if _, err := h.Events.ChangeStatus(ctx, h.addStaff("Korraldaja", hackathon.RoleOrganiser, h.event),
		hackathon.ChangeEventStatusInput{EventID: h.event, Status: hackathon.EventEnded}); err != nil {
		t.Fatal(err)
	}
	if got, _ := status(r); got != hackathon.HelpInProgress {
		t.Errorf("the event ended in the middle of the help: %s", got)
	}
	if m, err := h.HelpRequests.Matches(ctx, guest, []hackathon.ID{r.ID}); err != nil || m[r.ID] == nil {
		t.Errorf("in the middle of it they cannot read on: %+v, %v", m, err)
	}
	h.passes(50*time.Hour + hackathon.AfterEvent + time.Minute)
	for range 2 {
		if err := h.Sessions.Sweep(ctx); err != nil {
			t.Fatal(err)
		}
	}
	if m, err := h.HelpRequests.Matches(ctx, guest, []hackathon.ID{r.ID}); err != nil || len(m) != 0 {
		t.Errorf("the seat has ended, reading has not: %+v, %v", m, err)
	}
	if got, by := status(r); got == hackathon.HelpInProgress || by != hackathon.ByClock {
		t.Errorf("when the seat has ended: %s by %s", got, by)
	}
}

func (h *hall) again(v *hackathon.Viewer) *hackathon.Viewer {
	h.t.Helper()
	now, err := h.Sessions.ViewerBySession(h.t.Context(), v.SessionID)
	if err != nil {
		h.t.Fatal(err)
	}
	return now
}

// Whoever stops is no volunteer anywhere, holds nothing, and nothing of what they stated is left; they may come again,
// unless the staff took the role back, before or after.
func TestStopVolunteering(t *testing.T) {
	t.Parallel()
	h := newHall(t)
	ctx := t.Context()
	stop := func(v *hackathon.Viewer) {
		t.Helper()
		if _, err := h.Volunteers.Stop(ctx, v, hackathon.StopVolunteeringInput{}); err != nil {
			t.Fatal(err)
		}
	}
	helps := func(v *hackathon.Viewer) bool {
		t.Helper()
		var is bool
		if err := h.pool.Get(&is, `SELECT EXISTS (SELECT FROM role_grant WHERE person_id = $1 AND role = 'VOLUNTEER')`,
			v.PersonID); err != nil {
			t.Fatal(err)
		}
		return is
	}
	again := func(v *hackathon.Viewer) *hackathon.Volunteer {
		t.Helper()
		got, err := h.Volunteers.Update(ctx, v, everything())
		if err != nil {
			t.Fatal(err)
		}
		return got
	}
	begun := h.inState(hackathon.HelpInProgress)
	stop(h.volunteer)
	got, err := h.HelpRequests.Find(ctx, h.asker, begun.ID)
	moves, err2 := whole(ctx, h.HelpRequests.Histories(nil), begun.ID)
	if err := errors.Join(err, err2); err != nil || got.Status != hackathon.HelpOpen ||
		moves[begun.ID][len(moves[begun.ID])-1].By != hackathon.ByVolunteer {
		t.Errorf("%+v, %+v, %v", got, moves, err)
	}
	if !slices.Contains(h.noticesOf(h.asker), hackathon.NoticeVolunteerWithdrew) ||
		slices.Contains(h.noticesOf(h.volunteer), hackathon.NoticeVolunteerWithdrew) {
		t.Error("who did not do it is told, and nobody else")
	}
	if v, err := h.Volunteers.Find(ctx, h.volunteer); v != nil || err != nil || helps(h.volunteer) {
		t.Errorf("%+v, %v", v, err)
	}
	var left string
	if err := h.pool.Get(&left, `SELECT to_jsonb(v)::text FROM volunteer v
		WHERE person_id = $1`, h.volunteer.PersonID); err != nil ||
		strings.Contains(left, "Võru") || strings.Contains(left, "voru") || strings.Contains(left, "57.8") ||
		strings.Contains(left, "COMPANION") || strings.Contains(left, "seats") {
		t.Errorf("left of it: %s, %v", left, err)
	}
	if _, err := h.Volunteers.SetOnDuty(ctx, h.volunteer,
		hackathon.SetOnDutyInput{Until: new(testNow.Add(time.Hour))}); !errors.Is(err, hackathon.Forbidden) {
		t.Errorf("on duty as none: %v", err)
	}
	stop(h.volunteer) // twice is no failure
	if v := again(h.volunteer); v.Verification != hackathon.VerificationChecked || !helps(h.volunteer) {
		t.Errorf("come again: %+v", v)
	}

	h.Limits[hackathon.PlaceChangesPerDay] = 2 // of which coming again was one
	stop(h.volunteer)
	again(h.volunteer)
	stop(h.volunteer)
	if _, err := h.Volunteers.Update(ctx, h.volunteer, everything()); !errors.Is(err, hackathon.Invalid) &&
		!errors.Is(err, hackathon.RateLimited) {
		t.Errorf("stopping gave as many places as one likes: %v", err)
	}
	h.Limits[hackathon.PlaceChangesPerDay] = 1000
	again(h.volunteer)

	admin := h.addStaff("Haldur", hackathon.RoleAdmin)
	take := hackathon.RoleInput{PersonID: h.volunteer.PersonID, Role: hackathon.RoleVolunteer}
	if _, err := h.People.RevokeRole(ctx, admin, take); err != nil {
		t.Fatal(err)
	}
	stop(h.volunteer)
	if again(h.volunteer); helps(h.volunteer) {
		t.Error("stopping washed away that the staff had taken the role back")
	}
	stop(h.other)
	take.PersonID = h.other.PersonID
	if _, err := h.People.RevokeRole(ctx, admin, take); err != nil {
		t.Fatal(err)
	}
	if again(h.other); helps(h.other) {
		t.Error("taken back after they had stopped, and back all the same")
	}
	third := h.addVolunteer("Kolmas")
	stop(third)
	h.exec(`UPDATE volunteer SET verification = 'REVOKED' WHERE person_id = $1`, third.PersonID)
	if again(third); helps(third) {
		t.Error("revoked, and a volunteer again")
	}
}
