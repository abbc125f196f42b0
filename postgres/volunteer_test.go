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
		p, err := h.AssistanceNeeds.List(v, nil, &hackathon.NeedFilter{EligibleOnly: true})(ctx,
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

// plannedFor is a need of the coming event from one hour to another of its first day, whose first taker is fine.
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
				moves, err := whole(ctx, h.HelpRequests.Histories(nil), r.ID)
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
			if p, err := h.HelpRequests.TakenByViewer(h.volunteer, hackathon.HelpRequestFilter{})(ctx,
				hackathon.PageArgs{First: 10}); err != nil ||
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
