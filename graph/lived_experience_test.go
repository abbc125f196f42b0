package graph_test

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"github.com/loometalgud/mano/hackathon"
)

// whatOthersSee is everything that a stranger is told of a group: of its seats, of its sides, on its event and on the
// board.
func (a *api) whatOthersSee(staff *hackathon.Viewer, event, group string) string {
	a.t.Helper()
	var seen, wall json.RawMessage
	a.into(&seen, nil, `query ($event: ID!, $group: ID!) {
		node(id: $group) { ... on WorkingGroup { version memberCount sides { side count required missing
			} missingSides members { nodes { role sides capacity } } } }
		event(id: $event) { sides { side count missing } lacking: workingGroups(filter: {missingSide: LIVED_EXPERIENCE})
			{ nodes { id } } }
	}`, vars{"event": event, "group": group})
	a.into(&wall, staff, `query ($event: ID!) { board(eventId: $event) { workingGroups { missingSides } } }`,
		vars{"event": event})
	return string(seen) + string(wall)
}

// Whoever compares a group before and after one person's act must not learn whether that person has lived experience:
// with hidden lived experience and without, everything that others see is the same until the seats of three have
// changed.
func TestWorkingGroup_hiddenLivedExperienceCannotBeSubtracted(t *testing.T) {
	t.Parallel()
	a := newAPI(t)
	organiser := a.person("Tõnu V.")
	people := make([]*hackathon.Viewer, 5)
	for i := range people {
		people[i] = a.person(fmt.Sprintf("Liige %d", i))
	}
	// play lets people take seats in a group, the one whose turn is hidden with lived experience, and then leave; it
	// returns what others saw after each act.
	play := func(hidden int) (seen []string) {
		event := a.liveEvent()
		a.sql(`UPDATE event SET required_sides = required_sides || '{LIVED_EXPERIENCE}'`)
		staff := &hackathon.Viewer{PersonID: organiser.PersonID,
			Grants: []hackathon.Grant{{Role: hackathon.RoleOrganiser, EventID: event}}}
		sides := func(i int) []string {
			if i == hidden {
				return []string{"LIVED_EXPERIENCE"}
			}
			return []string{"CITIZEN"}
		}
		var formed struct {
			FormWorkingGroup struct{ WorkingGroup struct{ ID string } }
		}
		a.into(&formed, people[0], `mutation ($event: ID!, $sides: [StakeholderSide!]!) { formWorkingGroup(input:
			{eventId: $event, name: {et: "Rühm"}, sides: $sides}) {
			... on FormWorkingGroupSuccess { workingGroup { id } } } }`, vars{"event": event.String(), "sides": sides(0)})
		group := formed.FormWorkingGroup.WorkingGroup.ID
		look := func() {
			seen = append(seen, strings.ReplaceAll(a.whatOthersSee(staff, event.String(), group), group, "GROUP"))
		}
		act := func(by *hackathon.Viewer, mutation string, v vars) {
			t.Helper()
			v["group"] = group
			var done map[string]struct {
				Typename string `json:"__typename"`
			}
			a.into(&done, by, mutation, v)
			for name, d := range done {
				if !strings.HasSuffix(d.Typename, "Success") {
					t.Fatal(name, d.Typename)
				}
			}
			look()
		}
		look()
		for i, p := range people[1:4] {
			act(p, `mutation ($group: ID!, $sides: [StakeholderSide!]!) { joinWorkingGroup(input: {workingGroupId: $group,
				sides: $sides, capacity: SUPPORTED}) { __typename } }`,
				vars{"sides": sides(i + 1)})
		}
		// The lead gives roles and takes them back.
		var seats struct {
			Node struct {
				Members struct{ Nodes []struct{ ID string } }
			}
		}
		a.into(&seats, people[0], `query ($group: ID!) { node(id: $group) { ... on WorkingGroup { members { nodes { id } } } }
			}`, vars{"group": group})
		for _, role := range []string{"OBSERVER", "MEMBER"} {
			for seat := 1; seat < 4; seat++ {
				act(people[0], `mutation ($seat: ID!) { changeMembership(input: {membershipId: $seat, role: `+role+`}) { __typename
					} }`, vars{"seat": seats.Node.Members.Nodes[seat].ID})
			}
		}
		for _, p := range people[2:4] {
			act(p, `mutation ($group: ID!) { leaveWorkingGroup(input: {workingGroupId: $group}) { __typename } }`, vars{})
		}
		return seen
	}
	nobody := play(-1)
	for hidden := range 4 {
		seen := play(hidden)
		for step := range seen {
			same := seen[step] == nobody[step]
			// told at the third seat (step 2) of whoever sits there by then; whoever comes fourth (step 3) is told of later
			if told := step >= 2 && hidden < 3; same == told {
				t.Errorf("person %d has lived experience; after act %d others see\n%s\nand without it\n%s", hidden, step,
					seen[step], nobody[step])
			}
		}
	}
	// Whoever of the first three it is, others see the same, up to and after their leaving.
	for step := range nobody {
		if one, other := play(1)[step], play(2)[step]; one != other {
			t.Errorf("after act %d the second and the third member can be told apart:\n%s\n%s", step, one, other)
		}
	}
}
