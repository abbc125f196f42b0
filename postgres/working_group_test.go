package postgres

import (
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/loometalgud/mano/hackathon"
)

func newGroup(t *testing.T, s *DB, lead *hackathon.Viewer, event hackathon.ID, name string,
	sides ...hackathon.StakeholderSide) *hackathon.WorkingGroup {
	t.Helper()
	g, err := s.WorkingGroups.Form(t.Context(), lead, hackathon.FormWorkingGroupInput{EventID: event,
		Name: hackathon.Localized{Et: name}, Sides: sides})
	if err != nil {
		t.Fatal(err)
	}
	return g
}

func join(t *testing.T, s *DB, v *hackathon.Viewer, group hackathon.ID, role hackathon.GroupRole,
	sides ...hackathon.StakeholderSide) *hackathon.WorkingGroup {
	t.Helper()
	g, err := s.Memberships.Join(t.Context(), v, hackathon.JoinWorkingGroupInput{WorkingGroupID: group, Role: role,
		Sides: sides, Capacity: hackathon.CapacitySelf})
	if err != nil {
		t.Fatal(err)
	}
	return g
}

func setPhase(t *testing.T, s *DB, v *hackathon.Viewer, group hackathon.ID, phases ...hackathon.GroupPhase) {
	t.Helper()
	for _, p := range phases {
		if _, err := s.WorkingGroups.ChangePhase(t.Context(), v,
			hackathon.ChangeWorkingGroupPhaseInput{WorkingGroupID: group, Phase: p}); err != nil {
			t.Fatal(p, err)
		}
	}
}

// seats lists the members of a group as others see them.
func seats(t *testing.T, s *DB, group hackathon.ID) []*hackathon.Membership {
	t.Helper()
	pages, err := s.Memberships.OfGroups(nil)(t.Context(), []hackathon.ID{group}, hackathon.PageArgs{First: 100})
	if err != nil {
		t.Fatal(err)
	}
	return pages[group].Items
}

func sidesOf(t *testing.T, found map[hackathon.ID][]hackathon.SidePresence, err error, id hackathon.ID) string {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
	var b strings.Builder
	for _, p := range found[id] {
		b.WriteString(string(p.Side))
		if p.Count != nil {
			fmt.Fprintf(&b, " %d", *p.Count)
		}
		switch {
		case p.Missing == nil:
			b.WriteByte('?')
		case *p.Missing:
			b.WriteByte('!')
		}
		b.WriteString(", ")
	}
	return strings.TrimSuffix(b.String(), ", ")
}

func TestFormWorkingGroup_fromAnIdeaInOneStep(t *testing.T) {
	t.Parallel()
	s := newDB(t)
	author, lead, event := newPerson(t, s, "Maarja K."), newPerson(t, s, "Leida P."),
		hackathonIn(t, s, hackathon.EventTeamsOpen)
	idea := newIdea(t, s, author, event, "Idee")
	in := hackathon.FormWorkingGroupInput{EventID: event, IdeaID: &idea.ID, Name: hackathon.Localized{Et: "Rühm"},
		Sides: []hackathon.StakeholderSide{hackathon.SideFamilyCarer}}
	g, err := s.WorkingGroups.Form(t.Context(), lead, in)
	if err != nil {
		t.Fatal(err)
	}
	if g.LeadID != lead.PersonID || g.MemberCount != 1 || g.Phase != hackathon.PhaseForming {
		t.Errorf("group %+v", g)
	}
	members := seats(t, s, g.ID)
	if len(members) != 1 || members[0].Role != hackathon.GroupLead || members[0].PersonID != lead.PersonID {
		t.Errorf("members %v", members)
	}
	now, err := s.Ideas.Find(t.Context(), nil, idea.ID)
	if err != nil || now.Status != hackathon.IdeaInGroup || now.WorkingGroupID != g.ID {
		t.Errorf("idea %v, %v", now, err)
	}
	ideas, err := s.Ideas.OfGroups(t.Context(), []hackathon.ID{g.ID})
	if err != nil || len(ideas[g.ID]) != 1 || ideas[g.ID][0].ID != idea.ID {
		t.Errorf("ideas of the group %v, %v", ideas, err)
	}
	moves, err := whole(t.Context(), s.Ideas.Histories(nil), idea.ID)
	if err != nil || len(moves[idea.ID]) != 2 || *moves[idea.ID][1].From != hackathon.IdeaOpen ||
		moves[idea.ID][1].To != hackathon.IdeaInGroup {
		t.Errorf("history %v, %v", moves[idea.ID], err)
	}
	log := logOf(t, s, event)
	mustEqual(t, "log", kindsOf(log), []string{"IDEA_SUBMITTED PUBLIC", "IDEA_STATUS_CHANGED PUBLIC",
		"WORKING_GROUP_FORMED PUBLIC"})
	var logged hackathon.WorkingGroup
	if err := json.Unmarshal(log[2].Payload, &logged); err != nil || logged.ID != g.ID || logged.LeadID != g.LeadID {
		t.Errorf("payload %s: %v", log[2].Payload, err)
	}

	if _, err := s.WorkingGroups.Form(t.Context(), author, in); !isStateConflict(err) {
		t.Errorf("a second group from the idea: %v", err)
	}
	in.EventID = hackathonIn(t, s, hackathon.EventLive)
	if _, err := s.WorkingGroups.Form(t.Context(), author, in); !errors.Is(err, hackathon.Invalid) {
		t.Errorf("at another event: %v", err)
	}
	in.EventID, in.IdeaID = hackathonIn(t, s, hackathon.EventEnded), nil
	if _, err := s.WorkingGroups.Form(t.Context(), author, in); !isStateConflict(err) {
		t.Errorf("at an event that is over: %v", err)
	}
	mustEqual(t, "groups after refusals", countOf(t, s, "working_group"), 1)
}

func TestFormWorkingGroup_oneGroupFromAnIdeaWhoeverTries(t *testing.T) {
	t.Parallel()
	s := newDB(t)
	event := hackathonIn(t, s, hackathon.EventLive)
	idea := newIdea(t, s, newPerson(t, s, "Maarja K."), event, "Idee")
	var all sync.WaitGroup
	errs := make(chan error, 10)
	for range cap(errs) {
		v := newPerson(t, s, "Tahtja")
		all.Go(func() {
			_, err := s.WorkingGroups.Form(t.Context(), v, hackathon.FormWorkingGroupInput{EventID: event, IdeaID: &idea.ID,
				Name: hackathon.Localized{Et: "Rühm"}, Sides: hackathon.Sides[:1]})
			errs <- err
		})
	}
	all.Wait()
	won := 0
	for range cap(errs) {
		if err := <-errs; err == nil {
			won++
		} else if !isStateConflict(err) {
			t.Error(err)
		}
	}
	mustEqual(t, "formed", won, 1)
	mustEqual(t, "groups", countOf(t, s, "working_group"), 1)
}

func countOf(t *testing.T, s *DB, table string) (n int) {
	t.Helper()
	if err := s.pool.GetContext(t.Context(), &n, `SELECT count(*) FROM `+table); err != nil {
		t.Fatal(err)
	}
	return n
}

func TestJoinWorkingGroup_oneSeatEach(t *testing.T) {
	t.Parallel()
	s := newDB(t)
	lead, member, event := newPerson(t, s, "Leida P."), newPerson(t, s, "Heiki M."), hackathonIn(t, s, hackathon.EventLive)
	g := newGroup(t, s, lead, event, "Rühm", hackathon.SideCitizen)
	var all sync.WaitGroup
	errs := make(chan error, 8)
	for range cap(errs) {
		all.Go(func() {
			_, err := s.Memberships.Join(t.Context(), member,
				hackathon.JoinWorkingGroupInput{WorkingGroupID: g.ID, Role: hackathon.GroupMember, Sides: hackathon.Sides[3:5],
					Capacity: hackathon.CapacitySupported})
			errs <- err
		})
	}
	all.Wait()
	won := 0
	for range cap(errs) {
		if err := <-errs; err == nil {
			won++
		} else if !isStateConflict(err) {
			t.Error(err)
		}
	}
	now, err := s.WorkingGroups.Find(t.Context(), g.ID)
	if err != nil || won != 1 || now.MemberCount != 2 || now.Version != 2 || len(seats(t, s, g.ID)) != 2 {
		t.Errorf("%d joined, count %d, version %d, %v", won, now.MemberCount, now.Version, err)
	}
	mustEqual(t, "log", kindsOf(logOf(t, s, event)), []string{"WORKING_GROUP_FORMED PUBLIC",
		"WORKING_GROUP_MEMBERSHIP PUBLIC"})
	setPhase(t, s, lead, g.ID, hackathon.PhaseClosed)
	if _, err := s.Memberships.Join(t.Context(), newPerson(t, s, "Hiline"),
		hackathon.JoinWorkingGroupInput{WorkingGroupID: g.ID, Role: hackathon.GroupMember, Sides: hackathon.Sides[:1],
			Capacity: hackathon.CapacitySelf}); !isStateConflict(err) {
		t.Errorf("joining a closed group: %v", err)
	}
}

func TestLeaveWorkingGroup_aGroupAtWorkKeepsALead(t *testing.T) {
	t.Parallel()
	s := newDB(t)
	lead, member, event := newPerson(t, s, "Leida P."), newPerson(t, s, "Heiki M."), hackathonIn(t, s, hackathon.EventLive)
	g := newGroup(t, s, lead, event, "Rühm", hackathon.SideCitizen)
	join(t, s, member, g.ID, hackathon.GroupMember, hackathon.SideExpert)
	setPhase(t, s, lead, g.ID, hackathon.PhaseWorking)
	leave := hackathon.LeaveWorkingGroupInput{WorkingGroupID: g.ID}
	if _, err := s.WorkingGroups.Leave(t.Context(), lead, leave); !isStateConflict(err) {
		t.Errorf("the lead leaves: %v", err)
	}
	hand := hackathon.HandOverLeadInput{WorkingGroupID: g.ID, PersonID: member.PersonID}
	if _, err := s.WorkingGroups.HandOverLead(t.Context(), member, hand); !errors.Is(err, hackathon.Forbidden) {
		t.Errorf("a member takes the lead: %v", err)
	}
	if _, err := s.WorkingGroups.HandOverLead(t.Context(), lead, hackathon.HandOverLeadInput{WorkingGroupID: g.ID,
		PersonID: newPerson(t, s, "Võõras").PersonID}); !errors.Is(err, hackathon.Invalid) {
		t.Errorf("to somebody outside: %v", err)
	}
	handed, err := s.WorkingGroups.HandOverLead(t.Context(), lead, hand)
	if err != nil || handed.LeadID != member.PersonID {
		t.Fatal(handed, err)
	}
	roles := map[hackathon.ID]hackathon.GroupRole{}
	for _, m := range seats(t, s, g.ID) {
		roles[m.PersonID] = m.Role
	}
	mustEqual(t, "roles", roles, map[hackathon.ID]hackathon.GroupRole{lead.PersonID: hackathon.GroupMember,
		member.PersonID: hackathon.GroupLead})
	left, err := s.WorkingGroups.Leave(t.Context(), lead, leave)
	if err != nil || left.MemberCount != 1 || left.LeadID != member.PersonID {
		t.Errorf("after handing over: %v, %v", left, err)
	}
	if _, err := s.WorkingGroups.Leave(t.Context(), lead, leave); !isStateConflict(err) {
		t.Errorf("leaving twice: %v", err)
	}
	setPhase(t, s, member, g.ID, hackathon.PhaseForming)
	alone, err := s.WorkingGroups.Leave(t.Context(), member, leave)
	if err != nil || !alone.LeadID.IsZero() || alone.MemberCount != 0 {
		t.Errorf("the lead of a forming group: %v, %v", alone, err)
	}
	organiser := holding(t, s, newPerson(t, s, "Tõnu V."), hackathon.RoleOrganiser, event)
	if _, err := s.WorkingGroups.ChangePhase(t.Context(), organiser,
		hackathon.ChangeWorkingGroupPhaseInput{WorkingGroupID: g.ID, Phase: hackathon.PhaseWorking}); !isStateConflict(err) {
		t.Errorf("to work without a lead: %v", err)
	}
	join(t, s, lead, g.ID, hackathon.GroupLearner, hackathon.SideCitizen)
	if _, err := s.WorkingGroups.HandOverLead(t.Context(), organiser,
		hackathon.HandOverLeadInput{WorkingGroupID: g.ID, PersonID: lead.PersonID}); err != nil {
		t.Errorf("staff give the lead: %v", err)
	}
	setPhase(t, s, organiser, g.ID, hackathon.PhaseWorking)
}

func TestWorkingGroup_leavingAndStartingAtOnceNeverLosesTheLead(t *testing.T) {
	t.Parallel()
	s := newDB(t)
	s.Limits[hackathon.GroupsPerPerson] = 100
	lead, event := newPerson(t, s, "Leida P."), hackathonIn(t, s, hackathon.EventLive)
	organiser := holding(t, s, newPerson(t, s, "Tõnu V."), hackathon.RoleOrganiser, event)
	for range 10 {
		g := newGroup(t, s, lead, event, "Rühm", hackathon.SideCitizen)
		var both sync.WaitGroup
		var left, started error
		both.Go(func() {
			_, left = s.WorkingGroups.Leave(t.Context(), lead, hackathon.LeaveWorkingGroupInput{WorkingGroupID: g.ID})
		})
		both.Go(func() {
			_, started = s.WorkingGroups.ChangePhase(t.Context(), organiser,
				hackathon.ChangeWorkingGroupPhaseInput{WorkingGroupID: g.ID, Phase: hackathon.PhaseWorking})
		})
		both.Wait()
		if (left == nil) == (started == nil) || left != nil && !isStateConflict(left) || started != nil &&
			!isStateConflict(started) {
			t.Errorf("left: %v, started: %v; want exactly one of them", left, started)
		}
	}
}

func TestMembers_livedExperienceIsShownOnlyWithConsent(t *testing.T) {
	t.Parallel()
	s := newDB(t)
	lead, member, event := newPerson(t, s, "Leida P."), newPerson(t, s, "Heiki M."), hackathonIn(t, s, hackathon.EventLive)
	g := newGroup(t, s, lead, event, "Rühm", hackathon.SideOfficial)
	s.Now = func() time.Time { return testNow.Add(time.Second) } // ids of one millisecond have no order
	join(t, s, member, g.ID, hackathon.GroupMember, hackathon.SideLivedExperience)
	sides, err := s.Memberships.GroupSides(t.Context(), []hackathon.ID{g.ID})
	mustEqual(t, "sides", sidesOf(t, sides, err, g.ID),
		"CITIZEN 1, LIVED_EXPERIENCE?, ENTREPRENEUR 0!, EXPERT 0!, OFFICIAL 1")
	seat := seats(t, s, g.ID)[1]
	mustEqual(t, "shown sides", seat.Sides, []hackathon.StakeholderSide{hackathon.SideCitizen})
	one, err := s.Memberships.Find(t.Context(), seat.ID)
	if err != nil {
		t.Fatal(err)
	}
	mustEqual(t, "shown on the seat", one.Sides, []hackathon.StakeholderSide{hackathon.SideCitizen})
	own, err := s.Memberships.ViewersOwn(t.Context(), member, []hackathon.ID{g.ID})
	if err != nil {
		t.Fatal(err)
	}
	mustEqual(t, "own sides", own[g.ID].Sides, []hackathon.StakeholderSide{hackathon.SideCitizen,
		hackathon.SideLivedExperience})
	for _, a := range logOf(t, s, event) {
		if strings.Contains(string(a.Payload), "LIVED") {
			t.Errorf("the log tells a side: %s", a.Payload)
		}
	}
	yes := true
	if _, err := s.Memberships.Change(t.Context(), member,
		hackathon.ChangeMembershipInput{MembershipID: seat.ID, ShowLivedExperience: &yes}); err != nil {
		t.Fatal(err)
	}
	mustEqual(t, "with consent", seats(t, s, g.ID)[1].Sides,
		[]hackathon.StakeholderSide{hackathon.SideCitizen, hackathon.SideLivedExperience})
	sides, err = s.Memberships.GroupSides(t.Context(), []hackathon.ID{g.ID})
	mustEqual(t, "sides with consent", sidesOf(t, sides, err, g.ID),
		"CITIZEN 1, LIVED_EXPERIENCE, ENTREPRENEUR 0!, EXPERT 0!, OFFICIAL 1")
}

func TestSides_whoStandsBesideTheWorkFillsNone(t *testing.T) {
	t.Parallel()
	s := newDB(t)
	lead, event := newPerson(t, s, "Leida P."), hackathonIn(t, s, hackathon.EventLive)
	a, b := newGroup(t, s, lead, event, "A", hackathon.SideCitizen, hackathon.SideResearcher),
		newGroup(t, s, lead, event, "B", hackathon.SideCitizen)
	for role, side := range map[hackathon.GroupRole]hackathon.StakeholderSide{
		hackathon.GroupObserver: hackathon.SideOfficial, hackathon.GroupMentor: hackathon.SideExpert,
		hackathon.GroupIdeaHolder: hackathon.SideEntrepreneur,
	} {
		join(t, s, newPerson(t, s, "Liige"), a.ID, role, side)
	}
	join(t, s, newPerson(t, s, "Ametnik"), b.ID, hackathon.GroupMember, hackathon.SideOfficial)
	sides, err := s.Memberships.GroupSides(t.Context(), []hackathon.ID{a.ID, b.ID})
	mustEqual(t, "a", sidesOf(t, sides, err, a.ID), "CITIZEN 1, LIVED_EXPERIENCE!, ENTREPRENEUR 1, EXPERT 0!, OFFICIAL "+
		"0!, RESEARCHER 1")
	mustEqual(t, "b", sidesOf(t, sides, err, b.ID), "CITIZEN 1, LIVED_EXPERIENCE?, ENTREPRENEUR 0!, EXPERT 0!, OFFICIAL 1")
	whole, err := s.Memberships.EventSides(t.Context(), []hackathon.ID{event})
	mustEqual(t, "event", sidesOf(t, whole, err, event),
		"CITIZEN 1, LIVED_EXPERIENCE?, ENTREPRENEUR 1, EXPERT 0!, OFFICIAL 1, RESEARCHER 1")
	lacking := func(side hackathon.StakeholderSide) (names []string) {
		t.Helper()
		p, err := s.WorkingGroups.List(event, hackathon.WorkingGroupFilter{MissingSide: &side})(t.Context(),
			hackathon.PageArgs{First: 10})
		if err != nil {
			t.Fatal(err)
		}
		for _, g := range p.Items {
			names = append(names, g.Name.Et)
		}
		slices.Sort(names)
		return names
	}
	mustEqual(t, "lack OFFICIAL", lacking(hackathon.SideOfficial), []string{"A"})
	mustEqual(t, "lack EXPERT", lacking(hackathon.SideExpert), []string{"A", "B"})
	mustEqual(t, "lack RESEARCHER, which is not required", lacking(hackathon.SideResearcher), nil)
	setPhase(t, s, lead, b.ID, hackathon.PhaseClosed)
	whole, err = s.Memberships.EventSides(t.Context(), []hackathon.ID{event})
	mustEqual(t, "event after b closed", sidesOf(t, whole, err, event),
		"CITIZEN 1, LIVED_EXPERIENCE!, ENTREPRENEUR 1, EXPERT 0!, OFFICIAL 0!, RESEARCHER 1")
}
