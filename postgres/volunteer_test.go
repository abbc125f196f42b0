package postgres

import (
	"errors"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/loometalgud/mano/hackathon"
)

// obstaclesOf are the codes of why the viewer may not take the need, as the claim, the answer about eligibility and the
// list of what one may take say it. They must agree.
func (h *hall) obstaclesOf(v *hackathon.Viewer, r *hackathon.HelpRequest) string {
	h.t.Helper()
	ctx := h.t.Context()
	found, err := h.HelpRequests.ForViewer(ctx, v, []hackathon.ID{r.ID})
	if err != nil {
		h.t.Fatal(err)
	}
	told := codesOf(found[r.ID].Eligibility.Obstacles)
	if v.HasAnywhere(hackathon.RoleVolunteer) {
		p, err := h.AssistanceNeeds.List(ctx, v, nil, &hackathon.NeedFilter{EligibleOnly: true},
			hackathon.PageArgs{First: 100})
		if err != nil {
			h.t.Fatal(err)
		}
		if has(p, r.ID) != (told == "") {
			h.t.Errorf("in the list: %v, but the obstacles are %q", has(p, r.ID), told)
		}
	}
	if told == "" {
		return ""
	}
	_, err = h.claim(v, r)
	e, ok := errors.AsType[*hackathon.NotEligibleError](err)
	if !ok {
		h.t.Fatalf("told %q before, the claim says %v", told, err)
	}
	if claimed := codesOf(e.Obstacles); claimed != told {
		h.t.Errorf("told %q before, the claim says %q", told, claimed)
	}
	return told
}

func codesOf(obstacles []hackathon.Obstacle) string {
	var codes []string
	for _, o := range obstacles {
		codes = append(codes, string(o.Code))
	}
	return strings.Join(codes, " ")
}

// comes registers somebody for the running event; the desk checks them in.
func (h *hall) comes(v *hackathon.Viewer) hackathon.ID {
	h.t.Helper()
	a, err := h.Attendances.Attend(h.t.Context(), v, hackathon.AttendEventInput{EventID: h.event,
		Capacity: new(hackathon.CapacitySelf)})
	if err != nil {
		h.t.Fatal(err)
	}
	if _, err := h.Attendances.CheckIn(h.t.Context(), h.coordinator,
		hackathon.CheckInInput{AttendanceID: a.ID}); err != nil {
		h.t.Fatal(err)
	}
	return a.ID
}

func (h *hall) onDuty(v *hackathon.Viewer, until *time.Time) {
	h.t.Helper()
	if _, err := h.Volunteers.SetOnDuty(h.t.Context(), v, hackathon.SetOnDutyInput{Until: until}); err != nil {
		h.t.Fatal(err)
	}
}

// newcomer has an address since a minute and offers everything.
func (h *hall) newcomer(name string) *hackathon.Viewer {
	h.t.Helper()
	v := newPerson(h.t, h.DB, name)
	h.exec(`INSERT INTO person_contact (person_id, email) VALUES ($1, $2)`, v.PersonID, v.PersonID.String()+"@example.org")
	if _, err := h.Volunteers.Update(h.t.Context(), v, everything()); err != nil {
		h.t.Fatal(err)
	}
	v.Grants = []hackathon.Grant{{Role: hackathon.RoleVolunteer}}
	return v
}

// onSite is a need raised in the room.
func (h *hall) onSite() *hackathon.HelpRequest {
	h.t.Helper()
	return h.request(hackathon.RequestHelpInput{EventID: &h.event, Kind: hackathon.KindOnsiteHelp, OnSite: true})
}

// planned is a need of the coming event from one hour to another of its first day, whose first taker is fine.
func (h *hall) plannedFor(from, to int) *hackathon.HelpRequest {
	h.t.Helper()
	day := testNow.Add(240 * time.Hour)
	return h.request(hackathon.RequestHelpInput{EventID: &h.planned, Kind: hackathon.KindOther, AcceptFirst: true,
		StartsAt: new(day.Add(time.Duration(from) * time.Hour)), EndsAt: new(day.Add(time.Duration(to) * time.Hour))})
}

// Nobody takes a need in the room from afar: who is at the event, or was given the role for it by its staff, and is on
// duty.
func TestEligible_onSiteIsForWhoIsThereAndOnDuty(t *testing.T) {
	t.Parallel()
	h := newHall(t)
	v, r := h.newcomer("Minut vana"), h.onSite()
	if got := h.obstaclesOf(v, r); got != "NOT_PRESENT NOT_ON_DUTY" {
		t.Errorf("from afar: %q", got)
	}
	h.onDuty(v, new(testNow.Add(30*time.Minute)))
	if got := h.obstaclesOf(v, r); got != "NOT_PRESENT" {
		t.Errorf("on duty at home: %q", got)
	}
	h.comes(v)
	if got := h.obstaclesOf(v, r); got != "" {
		t.Errorf("there and on duty: %q", got)
	}
	h.passes(30 * time.Minute)
	if got := h.obstaclesOf(v, r); got != "NOT_ON_DUTY" {
		t.Errorf("when duty has ended: %q", got)
	}
	h.onDuty(v, new(testNow.Add(2*time.Hour)))
	h.must(h.claim(v, r))

	local := h.newcomer("Kutsutud")
	h.onDuty(local, new(testNow.Add(2*time.Hour)))
	organiser := h.addStaff("Korraldaja", hackathon.RoleOrganiser, h.event, h.planned)
	for _, c := range []struct {
		event *hackathon.ID
		want  string
	}{{&h.planned, "NOT_PRESENT"}, {&h.event, ""}} {
		if _, err := h.People.GrantRole(t.Context(), organiser,
			hackathon.RoleInput{PersonID: local.PersonID, Role: hackathon.RoleVolunteer, EventID: c.event}); err != nil {
			t.Fatal(err)
		}
		if got := h.obstaclesOf(local, h.onSite()); got != c.want {
			t.Errorf("given the role for an event by its staff: %q, want %q", got, c.want)
		}
	}
	far := h.plannedFor(1, 2)
	if got := h.obstaclesOf(h.newcomer("Kodus"), far); got != "" {
		t.Errorf("what is planned needs nobody there yet: %q", got)
	}
}

// Three at once, whichever way one tries; what was finished makes room.
func TestEligible_atMostThreeMatches(t *testing.T) {
	t.Parallel()
	h := newHall(t)
	h.Limits[hackathon.MatchesPerVolunteer] = int64(hackathon.MatchesPerVolunteer.Most)
	needs := []*hackathon.HelpRequest{}
	for range 8 {
		needs = append(needs, h.onSite())
	}
	var mu sync.Mutex
	var wg sync.WaitGroup
	var taken []*hackathon.HelpRequest
	start := make(chan struct{})
	for _, r := range needs {
		wg.Go(func() {
			<-start
			_, err := h.claim(h.volunteer, r)
			mu.Lock()
			defer mu.Unlock()
			if err == nil {
				taken = append(taken, r)
			} else if !isNotEligible(err, "TOO_MANY_MATCHES") {
				t.Error(err)
			}
		})
	}
	close(start)
	wg.Wait()
	if len(taken) != 3 {
		t.Fatalf("%d were taken at once", len(taken))
	}
	another := h.onSite()
	if got := h.obstaclesOf(h.volunteer, another); got != "TOO_MANY_MATCHES" {
		t.Errorf("a fourth: %q", got)
	}
	_, err := h.claim(h.volunteer, another)
	if e, _ := errors.AsType[*hackathon.NotEligibleError](err); e == nil ||
		!strings.Contains(e.Obstacles[0].Message.Et, "3") || !strings.Contains(e.Obstacles[0].Message.En, "3") {
		t.Errorf("the refusal does not say how many: %+v", err)
	}
	if _, err := h.claim(h.volunteer, taken[0]); err != nil {
		t.Errorf("what one holds is one's own: %v", err)
	}
	h.must(h.HelpRequests.Do(hackathon.ActComplete)(t.Context(), h.volunteer, ref(taken[0])))
	if got := h.obstaclesOf(h.volunteer, another); got != "" {
		t.Errorf("after one was finished: %q", got)
	}
	h.Limits[hackathon.MatchesPerVolunteer] = 1000
	for range 4 {
		h.must(h.claim(h.volunteer, h.onSite()))
	}
}

// Nobody is in two places in the same hour. What is needed at once has no hour of its own.
func TestEligible_notTwoOfTheSameHour(t *testing.T) {
	t.Parallel()
	h := newHall(t)
	h.must(h.claim(h.volunteer, h.plannedFor(2, 4)))
	for _, c := range []struct {
		from, to int
		want     string
	}{{1, 2, ""}, {1, 3, "TIME_OVERLAPS"}, {3, 4, "TIME_OVERLAPS"}, {2, 4, "TIME_OVERLAPS"}, {1, 5, "TIME_OVERLAPS"},
		{4, 5, ""}} {
		if got := h.obstaclesOf(h.volunteer, h.plannedFor(c.from, c.to)); got != c.want {
			t.Errorf("from %d to %d: %q, want %q", c.from, c.to, got, c.want)
		}
	}
	offered := h.request(hackathon.RequestHelpInput{EventID: &h.planned, Kind: hackathon.KindOther,
		StartsAt: new(testNow.Add(247 * time.Hour)), EndsAt: new(testNow.Add(248 * time.Hour))})
	h.must(h.claim(h.volunteer, offered))
	if got := h.obstaclesOf(h.volunteer, h.plannedFor(7, 8)); got != "TIME_OVERLAPS" {
		t.Errorf("beside an offer: %q", got)
	}
	for range 2 {
		h.must(h.claim(h.volunteer, h.onSite()))
	}
	var wg sync.WaitGroup
	var mu sync.Mutex
	won := 0
	for range 4 { // at once
		r := h.plannedFor(9, 10)
		wg.Go(func() {
			_, err := h.claim(h.other, r)
			mu.Lock()
			defer mu.Unlock()
			if err == nil {
				won++
			} else if !isNotEligible(err, "TIME_OVERLAPS") {
				t.Error(err)
			}
		})
	}
	wg.Wait()
	if won != 1 {
		t.Errorf("%d of one hour", won)
	}
}

// loses are the ways in which a volunteer stops being one for a need of kind COMPANION.
func (h *hall) loses() map[string]func(v *hackathon.Viewer) error {
	ctx := h.t.Context()
	platform, admin := h.addStaff("Koordinaator", hackathon.RoleCoordinator), h.addStaff("Haldur", hackathon.RoleAdmin)
	verify := func(to hackathon.Verification) func(*hackathon.Viewer) error {
		return func(v *hackathon.Viewer) error {
			_, err := h.Volunteers.Verify(ctx, platform,
				hackathon.VerifyVolunteerInput{PersonID: v.PersonID, Verification: to})
			return err
		}
	}
	return map[string]func(*hackathon.Viewer) error{
		"revoked":            verify(hackathon.VerificationRevoked),
		"below what it asks": verify(hackathon.VerificationIdentity),
		"the role taken back": func(v *hackathon.Viewer) error {
			_, err := h.People.RevokeRole(ctx, admin, hackathon.RoleInput{PersonID: v.PersonID, Role: hackathon.RoleVolunteer})
			return err
		},
	}
}

// Whoever is no volunteer any more reads nothing of whom they helped; what is under way is looked for anew, and both
// are told.
func TestVolunteer_losesWhatIsUnderWay(t *testing.T) {
	t.Parallel()
	for _, name := range []string{"revoked", "below what it asks", "the role taken back"} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			h := newHall(t)
			ctx := t.Context()
			lose := h.loses()[name]
			companion := func(accept bool) *hackathon.HelpRequest {
				return h.request(hackathon.RequestHelpInput{EventID: &h.event, Kind: hackathon.KindCompanion, AcceptFirst: accept,
					Private: &hackathon.HelpRequestPrivateInput{Description: new("salajane jutt"), Phone: new("+372 5555 5555")}})
			}
			offered, matched, begun, done := companion(false), companion(true), companion(true), companion(true)
			for _, r := range []*hackathon.HelpRequest{offered, matched, begun, done} {
				h.must(h.claim(h.volunteer, r))
			}
			h.must(h.HelpRequests.Do(hackathon.ActStart)(ctx, h.asker, ref(begun)))
			h.must(h.HelpRequests.Do(hackathon.ActComplete)(ctx, h.asker, ref(done)))
			before, logged := len(h.noticesOf(h.asker)), len(h.log(h.event))
			if err := lose(h.volunteer); err != nil {
				t.Fatal(err)
			}
			for _, r := range []*hackathon.HelpRequest{offered, matched, begun} {
				got, err := h.HelpRequests.Find(ctx, h.asker, r.ID)
				if err != nil || got.Status != hackathon.HelpOpen {
					t.Errorf("%+v, %v", got, err)
				}
				moves, err := h.HelpRequests.Histories(ctx, []hackathon.ID{r.ID})
				if last := moves[r.ID][len(moves[r.ID])-1]; err != nil || last.By != hackathon.ByCoordinator {
					t.Errorf("moved by %+v, %v", last, err)
				}
				if _, err := h.claim(h.other, r); err != nil {
					t.Errorf("nobody else can take it: %v", err)
				}
			}
			if got := h.noticesOf(h.asker); len(got)-before < 3 || !slices.Contains(got, hackathon.NoticeVolunteerWithdrew) {
				t.Errorf("the asker was told %v", got)
			}
			if got := h.noticesOf(h.volunteer); len(slices.DeleteFunc(got,
				func(k hackathon.NoticeKind) bool { return k != hackathon.NoticeVolunteerWithdrew })) != 3 {
				t.Errorf("the volunteer was told %v", got)
			}
			if len(h.log(h.event)) < logged+3 {
				t.Error("the streams were told nothing")
			}
			all := []hackathon.ID{offered.ID, matched.ID, begun.ID, done.ID}
			matches, err := h.HelpRequests.Matches(ctx, h.volunteer, all)
			if err != nil || len(matches) != 0 {
				t.Errorf("reads on: %+v, %v", matches, err)
			}
			if p, err := h.HelpRequests.TakenByViewer(ctx, h.volunteer, hackathon.PageArgs{First: 10}); err != nil ||
				len(p.Items) != 0 {
				t.Errorf("still among their matches: %+v, %v", p, err)
			}
		})
	}
}

// A claim and the loss of the role at once: either the claim comes first and is let go, or it is refused.
func TestVolunteer_losesTheRoleWhileTaking(t *testing.T) {
	t.Parallel()
	h := newHall(t)
	for range 10 {
		v := h.addVolunteer("Kahe vahel")
		r := h.onSite()
		var wg sync.WaitGroup
		lose := h.loses()["the role taken back"]
		start := make(chan struct{})
		wg.Go(func() { <-start; _, _ = h.claim(v, r) })
		wg.Go(func() {
			<-start
			if err := lose(v); err != nil {
				t.Error(err)
			}
		})
		close(start)
		wg.Wait()
		if got, err := h.HelpRequests.Find(t.Context(), h.asker, r.ID); err != nil || got.Status != hackathon.HelpOpen {
			t.Fatalf("held by nobody's volunteer: %+v, %v", got, err)
		}
	}
}

// Who offers does not learn who asks before the asker accepts.
func TestMatches_whoOffersDoesNotLearnWhoAsks(t *testing.T) {
	t.Parallel()
	h := newHall(t)
	r := h.inState(hackathon.HelpOffered)
	match := func(v *hackathon.Viewer) *hackathon.Match {
		m, err := h.HelpRequests.Matches(t.Context(), v, []hackathon.ID{r.ID})
		if err != nil || m[r.ID] == nil {
			t.Fatal(m, err)
		}
		return m[r.ID]
	}
	if m := match(h.volunteer); !m.AskerID.IsZero() {
		t.Error("an offer tells who asks")
	}
	if m := match(h.asker); m.AskerID != h.asker.PersonID || m.VolunteerID != h.volunteer.PersonID {
		t.Errorf("the asker decides without knowing about whom: %+v", m)
	}
	h.must(h.HelpRequests.Do(hackathon.ActAcceptOffer)(t.Context(), h.asker, ref(r)))
	if m := match(h.volunteer); m.AskerID != h.asker.PersonID || m.Private == nil || m.Private.VolunteerEmail != nil {
		t.Errorf("accepted: %+v", m)
	}
	if m := match(h.asker); m.Private.VolunteerEmail != nil {
		t.Errorf("the asker has an address that nobody chose to give: %s", *m.Private.VolunteerEmail)
	}
}

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
	p, err := h.AssistanceNeeds.List(ctx, guest, nil, nil, hackathon.PageArgs{First: 10})
	if err != nil || !has(p, here.ID) || has(p, there.ID) {
		t.Errorf("%+v, %v", p, err)
	}
	if _, err := h.AssistanceNeeds.List(ctx, guest, &h.planned, nil, hackathon.PageArgs{First: 10}); !errors.Is(err,
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
		moves, err2 := h.HelpRequests.Histories(ctx, []hackathon.ID{r.ID})
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
	moves, err2 := h.HelpRequests.Histories(ctx, []hackathon.ID{begun.ID})
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

// The address is the volunteer's to give, for this match, and goes with what is private.
func TestClaimHelpRequest_sharesTheAddressByChoice(t *testing.T) {
	t.Parallel()
	h := newHall(t)
	ctx := t.Context()
	address := h.volunteer.PersonID.String() + "@example.org"
	shown := func(r *hackathon.HelpRequest) string {
		t.Helper()
		m, err := h.HelpRequests.Matches(ctx, h.asker, []hackathon.ID{r.ID})
		if err != nil || m[r.ID] == nil {
			t.Fatal(m, err)
		}
		if m[r.ID].Private.VolunteerEmail == nil {
			return ""
		}
		return *m[r.ID].Private.VolunteerEmail
	}
	// there is nothing else to wipe
	bare := h.request(hackathon.RequestHelpInput{EventID: &h.event, Kind: hackathon.KindOther})
	for _, r := range []*hackathon.HelpRequest{h.need(), bare} {
		claim := func() {
			h.must(h.HelpRequests.Claim(ctx, h.volunteer, hackathon.ClaimHelpRequestInput{HelpRequestID: r.ID,
				ShareEmail: true}))
		}
		claim()
		if got := shown(r); got != "" {
			t.Errorf("an offer shows %s", got)
		}
		h.must(h.HelpRequests.Do(hackathon.ActAcceptOffer)(ctx, h.asker, ref(r)))
		if got := shown(r); got != address {
			t.Errorf("accepted: %q", got)
		}
		h.must(h.HelpRequests.Do(hackathon.ActComplete)(ctx, h.asker, ref(r)))
	}
	h.passes(50*time.Hour + hackathon.PrivateKept - time.Minute)
	for i, want := range []string{address, ""} {
		if err := h.HelpRequests.Tick(ctx); err != nil {
			t.Fatal(err)
		}
		if got := shown(bare); got != want {
			t.Errorf("tick %d: %q, want %q", i, got, want)
		}
		h.passes(2 * time.Minute)
	}
	for v, sees := range map[*hackathon.Viewer]bool{h.asker: true, h.volunteer: false} {
		m, err := h.HelpRequests.Matches(ctx, v, []hackathon.ID{bare.ID})
		if err != nil || m[bare.ID] == nil || m[bare.ID].AskerID.IsZero() == sees {
			t.Errorf("who asked: %+v, %v", m[bare.ID], err)
		}
	}
	for _, table := range []string{"help_request", "help_request_private", "help_request_offer", "help_request_move",
		"notice", "activity", "volunteer"} {
		var dump string
		if err := h.pool.Get(&dump, `SELECT COALESCE(string_agg(to_jsonb(x)::text, ' '), '') FROM `+table+` x`); err != nil {
			t.Fatal(err)
		}
		if strings.Contains(dump, "@example.org") || strings.Contains(dump, `"share_email": true`) ||
			strings.Contains(dump, "alajane") || strings.Contains(dump, "5555") {
			t.Errorf("%s still holds what was to be wiped: %s", table, dump)
		}
	}
}

// What was chosen for one match does not come back with the next.
func TestClaimHelpRequest_sharingEndsWithTheMatch(t *testing.T) {
	t.Parallel()
	h := newHall(t)
	r := h.need()
	h.must(h.HelpRequests.Claim(t.Context(), h.volunteer,
		hackathon.ClaimHelpRequestInput{HelpRequestID: r.ID, ShareEmail: true}))
	h.must(h.HelpRequests.Do(hackathon.ActRelease)(t.Context(), h.volunteer, ref(r)))
	var shared int
	if err := h.pool.Get(&shared, `SELECT count(*) FROM help_request_offer WHERE share_email`); err != nil || shared != 0 {
		t.Error(shared, err)
	}
}

// Duty that has run out is noted, and the live lists of that volunteer ask again.
func TestTick_endsDuties(t *testing.T) {
	t.Parallel()
	h := newHall(t)
	h.onDuty(h.volunteer, new(testNow.Add(time.Hour)))
	before := len(h.log(hackathon.RightsStream))
	h.passes(time.Hour)
	for range 2 {
		if err := h.HelpRequests.Tick(t.Context()); err != nil {
			t.Fatal(err)
		}
	}
	log := h.log(hackathon.RightsStream)[before:]
	if v, err := h.Volunteers.Find(t.Context(), h.volunteer); err != nil || v.OnDutyUntil != nil || len(log) != 1 ||
		log[0].Entity != h.volunteer.PersonID {
		t.Errorf("%+v, %v, %+v", v, err, log)
	}
}
