package postgres

import (
	"errors"
	"testing"
	"time"

	"github.com/loometalgud/mano/hackathon"
)

// TestGroupMutations_askTheRightsOfThisMoment: what a viewer held when their call came is not what they hold now.
func TestGroupMutations_askTheRightsOfThisMoment(t *testing.T) {
	t.Parallel()
	s := newDB(t)
	lead, event := newPerson(t, s, "Leida P."), hackathonIn(t, s, hackathon.EventLive)
	g := newGroup(t, s, lead, event, "Rühm", hackathon.SideCitizen)
	other := newPerson(t, s, "Aino")
	join(t, s, other, g.ID, hackathon.GroupMember, hackathon.SideExpert)
	seat := must(s.Memberships.ViewersOwn(t.Context(), other, []hackathon.ID{g.ID}))(t)[g.ID]
	lapsed := newPerson(t, s, "Juta")
	lapsed.Grants = []hackathon.Grant{{Role: hackathon.RoleCoordinator, EventID: event}}
	learner := hackathon.GroupLearner
	acts := func(v *hackathon.Viewer) map[string]error {
		return map[string]error{
			"a role": second(s.Memberships.Change(t.Context(), v, hackathon.ChangeMembershipInput{MembershipID: seat.ID,
				Role: &learner})),
			"the phase": second(s.WorkingGroups.ChangePhase(t.Context(), v, hackathon.ChangeWorkingGroupPhaseInput{
				WorkingGroupID: g.ID, Phase: hackathon.PhaseWorking})),
			"the lead": second(s.WorkingGroups.HandOverLead(t.Context(), v, hackathon.HandOverLeadInput{
				WorkingGroupID: g.ID, PersonID: other.PersonID})),
		}
	}
	seen := must(s.Memberships.Capacities(t.Context(), lead, []hackathon.ID{seat.ID}))(t)
	unseen := must(s.Memberships.Capacities(t.Context(), newPerson(t, s, "Heiki M."), []hackathon.ID{seat.ID}))(t)
	if seen[seat.ID] == nil || *seen[seat.ID] != hackathon.CapacitySelf || len(unseen) != 0 {
		t.Errorf("in which capacity somebody takes part: to the lead %v, to a stranger %v", seen, unseen)
	}
	for name, err := range acts(lapsed) {
		if !errors.Is(err, hackathon.Forbidden) {
			t.Errorf("%s, of one whose role is gone: %v, want FORBIDDEN", name, err)
		}
	}
	granted := holding(t, s, lapsed, hackathon.RoleCoordinator, event)
	granted.Grants = nil
	for name, err := range acts(granted) {
		if err != nil {
			t.Errorf("%s, of one who has just been given the role: %v", name, err)
		}
	}
}

func TestWorkingGroups_pagesInEveryOrder(t *testing.T) {
	t.Parallel()
	s := newDB(t)
	s.Limits[hackathon.GroupsPerPerson] = 100
	lead, event := newPerson(t, s, "Leida P."), hackathonIn(t, s, hackathon.EventLive)
	for i, name := range []string{"Õu", "Aed", "Ühine", "Sild", "aed", "Zoo"} {
		s.Now = func() time.Time { return testNow.Add(time.Duration(i) * time.Second) }
		newGroup(t, s, lead, event, name, hackathon.SideCitizen)
	}
	byName, newest := hackathon.Order{Field: "NAME"}, hackathon.Order{Field: "CREATED_AT", Desc: true}
	list := func(order hackathon.Order, filter hackathon.WorkingGroupFilter) (names []string) {
		t.Helper()
		args := hackathon.PageArgs{First: 2, Order: order}
		for {
			p, err := s.WorkingGroups.List(event, filter)(t.Context(), args)
			if err != nil {
				t.Fatal(err)
			}
			for _, g := range p.Items {
				names = append(names, g.Name.Et)
			}
			if !p.HasNext {
				return names
			}
			args.After = p.Cursors[len(p.Cursors)-1]
		}
	}
	mustEqual(t, "by name", list(byName, hackathon.WorkingGroupFilter{}),
		[]string{"Aed", "aed", "Sild", "Zoo", "Õu", "Ühine"})
	mustEqual(t, "newest", list(newest, hackathon.WorkingGroupFilter{}),
		[]string{"Zoo", "aed", "Sild", "Ühine", "Aed", "Õu"})
	mustEqual(t, "phase", list(byName,
		hackathon.WorkingGroupFilter{Phase: []hackathon.GroupPhase{hackathon.PhaseClosed}}), nil)
	for name, args := range map[string]hackathon.PageArgs{"first 0": {}, "no cursor": {First: 1, After: "x"}} {
		if _, err := s.WorkingGroups.List(event, hackathon.WorkingGroupFilter{})(t.Context(), args); !errors.Is(err,
			hackathon.Invalid) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestChangeMembership_whoMayChangeWhat(t *testing.T) {
	t.Parallel()
	s := newDB(t)
	lead, member, other, event := newPerson(t, s, "Leida P."), newPerson(t, s, "Heiki M."), newPerson(t, s, "Rasmus T."),
		hackathonIn(t, s, hackathon.EventLive)
	g := newGroup(t, s, lead, event, "Rühm", hackathon.SideCitizen)
	join(t, s, member, g.ID, hackathon.GroupMember, hackathon.SideExpert)
	join(t, s, other, g.ID, hackathon.GroupMember, hackathon.SideExpert)
	own, err := s.Memberships.ViewersOwn(t.Context(), member, []hackathon.ID{g.ID})
	if err != nil {
		t.Fatal(err)
	}
	leads, err := s.Memberships.ViewersOwn(t.Context(), lead, []hackathon.ID{g.ID})
	if err != nil {
		t.Fatal(err)
	}
	seat, yes := own[g.ID].ID, true
	role := func(r hackathon.GroupRole) *hackathon.GroupRole { return &r }
	for _, c := range []struct {
		name string
		by   *hackathon.Viewer
		in   hackathon.ChangeMembershipInput
		want error
	}{
		{"another member", other, hackathon.ChangeMembershipInput{MembershipID: seat, Role: role(hackathon.GroupLearner)},
			hackathon.Forbidden},
		{"making oneself co-lead", member, hackathon.ChangeMembershipInput{MembershipID: seat,
			Role: role(hackathon.GroupCoLead)}, hackathon.Forbidden},
		{"making oneself lead", member, hackathon.ChangeMembershipInput{MembershipID: seat, Role: role(hackathon.GroupLead)},
			hackathon.Invalid},
		{"showing another's lived experience", lead, hackathon.ChangeMembershipInput{MembershipID: seat,
			ShowLivedExperience: &yes}, hackathon.Forbidden},
		{"saying what another brings", lead, hackathon.ChangeMembershipInput{MembershipID: seat, Sides: hackathon.Sides[:1]},
			hackathon.Forbidden},
		{"no side left", member, hackathon.ChangeMembershipInput{MembershipID: seat, Sides: []hackathon.StakeholderSide{}},
			hackathon.Invalid},
		{"no such seat", member, hackathon.ChangeMembershipInput{MembershipID: hackathon.NewID(hackathon.KindMembership,
			testNow)}, hackathon.NotFound},
	} {
		if _, err := s.Memberships.Change(t.Context(), c.by, c.in); !errors.Is(err, c.want) {
			t.Errorf("%s: %v, want %v", c.name, err, c.want)
		}
	}
	if _, err := s.Memberships.Change(t.Context(), lead,
		hackathon.ChangeMembershipInput{MembershipID: leads[g.ID].ID,
			Role: role(hackathon.GroupMember)}); !isStateConflict(err) {
		t.Errorf("the lead steps down without handing over: %v", err)
	}
	changed, err := s.Memberships.Change(t.Context(), lead,
		hackathon.ChangeMembershipInput{MembershipID: seat, Role: role(hackathon.GroupCoLead)})
	if err != nil || changed.Version != 4 {
		t.Fatal(changed, err)
	}
	if same, err := s.Memberships.Change(t.Context(), lead,
		hackathon.ChangeMembershipInput{MembershipID: seat, Role: role(hackathon.GroupCoLead)}); err != nil ||
		same.Version != 4 {
		t.Errorf("no change: %v, %v", same, err)
	}
	setPhase(t, s, member, g.ID, hackathon.PhaseWorking) // a co-lead may
	if _, err := s.WorkingGroups.ChangePhase(t.Context(), other,
		hackathon.ChangeWorkingGroupPhaseInput{WorkingGroupID: g.ID,
			Phase: hackathon.PhasePitching}); !errors.Is(err, hackathon.Forbidden) {
		t.Errorf("a member moves the group: %v", err)
	}
}
