package hackathon

import (
	"errors"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"
)

var groupPhases = []GroupPhase{PhaseForming, PhaseWorking, PhasePitching, PhaseFollowUp, PhaseCompleted, PhaseDormant,
	PhaseClosed}

func TestGroupMoves_everyPair(t *testing.T) {
	t.Parallel()
	allowed := map[GroupPhase]string{
		PhaseForming: "WORKING DORMANT CLOSED", PhaseWorking: "FORMING PITCHING FOLLOW_UP COMPLETED DORMANT CLOSED",
		PhasePitching: "WORKING FOLLOW_UP COMPLETED DORMANT CLOSED", PhaseFollowUp: "WORKING COMPLETED DORMANT CLOSED",
		PhaseCompleted: "FOLLOW_UP CLOSED", PhaseDormant: "FORMING WORKING FOLLOW_UP CLOSED", PhaseClosed: "",
	}
	lead := NewID(KindPerson, time.Now())
	for _, from := range groupPhases {
		for _, to := range groupPhases {
			want := slices.Contains(strings.Fields(allowed[from]), string(to))
			for _, by := range []GroupMover{ByLeads, ByEventStaff} {
				if err := (WorkingGroup{Phase: from, LeadID: lead}).CheckMove(to, by); (err == nil) != want {
					t.Errorf("%s to %s by %d: %v, want allowed %v", from, to, by, err, want)
				}
			}
			if err := (WorkingGroup{Phase: from, LeadID: lead}).CheckMove(to, 0); !errors.Is(err, Forbidden) {
				t.Errorf("%s to %s by a stranger: %v", from, to, err)
			}
			led := to != PhaseWorking && to != PhasePitching
			if err := (WorkingGroup{Phase: from}).CheckMove(to, ByLeads); (err == nil) != (want && led) {
				t.Errorf("%s to %s without a lead: %v", from, to, err)
			}
		}
	}
}

func TestCheckLeave_onlyTheLeadOfAGroupAtWorkStays(t *testing.T) {
	t.Parallel()
	lead, member := NewID(KindPerson, time.Now()), NewID(KindPerson, time.Now())
	for _, p := range groupPhases {
		g := WorkingGroup{Phase: p, LeadID: lead}
		if err := g.CheckLeave(member); err != nil {
			t.Errorf("a member of a %s group: %v", p, err)
		}
		_, refused := errors.AsType[*StateConflictError](g.CheckLeave(lead))
		if want := p == PhaseWorking || p == PhasePitching; refused != want {
			t.Errorf("the lead of a %s group: refused %v", p, refused)
		}
	}
}

func TestPresence_listsWhatIsThereOrRequired(t *testing.T) {
	t.Parallel()
	got := Presence([]StakeholderSide{SideOfficial, SideCitizen},
		map[StakeholderSide]int{SideCitizen: 2, SideResearcher: 1}, true)
	want := []SidePresence{{SideCitizen, new(2), true, new(false)}, {SideOfficial, new(0), true, new(true)},
		{SideResearcher, new(1), false, new(false)}}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("got %v, want %v", got, want)
	}
	if m := Missing(got); !slices.Equal(m, []StakeholderSide{SideOfficial}) {
		t.Errorf("missing %v", m)
	}
}

func TestPresence_ofLivedExperienceIsNeverANumber(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		n       int
		told    bool
		missing *bool
	}{{0, false, nil}, {0, true, new(true)}, {1, false, new(false)}, {7, true, new(false)}} {
		got := Presence([]StakeholderSide{SideLivedExperience}, map[StakeholderSide]int{SideLivedExperience: c.n}, c.told)
		if want := []SidePresence{{Side: SideLivedExperience, Required: true, Missing: c.missing}}; !reflect.DeepEqual(got,
			want) {
			t.Errorf("%+v: got %+v", c, got)
		}
	}
}

func TestSeat_hidesLivedExperienceWithoutTellingThatItDoes(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		sides  []StakeholderSide
		show   bool
		stored []StakeholderSide
		shown  []StakeholderSide
	}{
		{[]StakeholderSide{SideLivedExperience}, true, []StakeholderSide{SideLivedExperience},
			[]StakeholderSide{SideLivedExperience}},
		{[]StakeholderSide{SideLivedExperience}, false, []StakeholderSide{SideCitizen, SideLivedExperience},
			[]StakeholderSide{SideCitizen}},
		{[]StakeholderSide{SideExpert, SideLivedExperience}, false, []StakeholderSide{SideExpert, SideLivedExperience},
			[]StakeholderSide{SideExpert}},
		{[]StakeholderSide{SideExpert}, false, []StakeholderSide{SideExpert}, []StakeholderSide{SideExpert}},
	} {
		stored := SeatSides(c.sides, c.show)
		if shown := ShownSides(stored, c.show); !slices.Equal(stored, c.stored) || !slices.Equal(shown, c.shown) {
			t.Errorf("%v, show %v: stored %v, shown %v", c.sides, c.show, stored, shown)
		}
	}
}

func TestJoinWorkingGroupInput_namesEveryWrongField(t *testing.T) {
	t.Parallel()
	group := NewID(KindWorkingGroup, time.Now())
	for _, c := range []struct {
		name string
		in   JoinWorkingGroupInput
		want []string
	}{
		{"lead", JoinWorkingGroupInput{WorkingGroupID: group, Role: GroupLead, Sides: []StakeholderSide{SideExpert}},
			[]string{"role:OUT_OF_RANGE"}},
		{"no side", JoinWorkingGroupInput{WorkingGroupID: group, Role: GroupMember}, []string{"sides:REQUIRED"}},
		{"three sides", JoinWorkingGroupInput{WorkingGroupID: group, Role: GroupMember, Sides: Sides[:3]},
			[]string{"sides:TOO_MANY"}},
		{"the same side thrice", JoinWorkingGroupInput{WorkingGroupID: group, Role: GroupMember,
			Sides: []StakeholderSide{SideExpert, SideExpert, SideExpert}}, nil},
		{"wrong id", JoinWorkingGroupInput{WorkingGroupID: NewID(KindEvent, time.Now()), Role: GroupMember, Sides: Sides[:1]},
			[]string{"workingGroupId:WRONG_TYPE"}},
	} {
		v := Check()
		if c.in.Check(v); !slices.Equal(wrong(v.Err()), c.want) {
			t.Errorf("%s: %q, want %q", c.name, wrong(v.Err()), c.want)
		}
	}
}
