package graph_test

import (
	"testing"

	"github.com/loometalgud/mano/hackathon"
)

var workingGroupFailures = failures{
	"formWorkingGroup": {
		"ValidationFailed": onGroup("", func(g *theGroup) (*hackathon.Viewer, vars) {
			return g.lead, vars{"eventId": g.event, "name": vars{}, "sides": []string{"CITIZEN"}}
		}),
		"StateConflict": onGroup("", func(g *theGroup) (*hackathon.Viewer, vars) {
			g.sql(`UPDATE event SET status = 'CANCELLED'`)
			return g.lead, g.formation()
		}),
		"LimitReached": onGroup("", func(g *theGroup) (*hackathon.Viewer, vars) {
			g.db.Limits[hackathon.GroupsPerPerson] = 1
			return g.lead, g.formation()
		}),
	},
	"leaveWorkingGroup": {
		"ValidationFailed": onPersonAs("workingGroupId"),
		"StateConflict":    byLead("WORKING", nil),
	},
	"handOverLead": {
		"ValidationFailed": onGroup("", func(g *theGroup) (*hackathon.Viewer, vars) {
			return g.lead, vars{"workingGroupId": g.id, "personId": g.person("Leida P.").PersonID.String()}
		}),
		"StateConflict": onGroup("CLOSED", func(g *theGroup) (*hackathon.Viewer, vars) {
			return g.lead, vars{"workingGroupId": g.id, "personId": g.lead.PersonID.String()}
		}),
	},
	"changeWorkingGroupPhase": {
		"ValidationFailed": func(a *api) (*hackathon.Viewer, vars) {
			v, in := onPersonAs("workingGroupId")(a)
			return v, with(in, "phase", "WORKING")
		},
		"StateConflict": byLead("", vars{"phase": "PITCHING"}),
	},
}

var membershipFailures = failures{
	"joinWorkingGroup": {
		"ValidationFailed": byLead("", vars{"sides": []string{}}),
		"StateConflict":    byLead("", vars{"sides": []string{"CITIZEN"}}), // has a seat already
	},
	"changeMembership": {
		"ValidationFailed": onSeat("", vars{"role": "LEAD"}),
		"StateConflict":    onSeat("CLOSED", nil),
	},
}

func TestWorkingGroups_failures(t *testing.T) { t.Parallel(); raiseAll(t, workingGroupFailures) }
func TestMemberships_failures(t *testing.T)   { t.Parallel(); raiseAll(t, membershipFailures) }

// theGroup is a working group of a running event.
type theGroup struct {
	*api
	lead            *hackathon.Viewer
	event, id, seat string
}

// onGroup calls a mutation about a group that has come to a phase; empty: it is forming.
func onGroup(phase string, call func(*theGroup) (*hackathon.Viewer, vars)) raise {
	return func(a *api) (*hackathon.Viewer, vars) {
		g := &theGroup{api: a, lead: a.person("Maarja K."), event: a.liveEvent().String()}
		var got struct {
			FormWorkingGroup struct {
				WorkingGroup struct {
					ID               string
					ViewerMembership struct{ ID string }
				}
			}
		}
		a.into(&got, g.lead, `mutation ($in: FormWorkingGroupInput!) { formWorkingGroup(input: $in) {
			... on FormWorkingGroupSuccess { workingGroup { id viewerMembership { id } } } } }`, vars{"in": g.formation()})
		g.id = got.FormWorkingGroup.WorkingGroup.ID
		g.seat = got.FormWorkingGroup.WorkingGroup.ViewerMembership.ID
		if phase != "" {
			g.sql(`UPDATE working_group SET phase = $1`, phase)
		}
		return call(g)
	}
}

func (g *theGroup) formation() vars {
	return vars{"eventId": g.event, "name": vars{"et": "Rühm"}, "sides": []string{"CITIZEN"}}
}

func byLead(phase string, input vars) raise {
	return onGroup(phase, func(g *theGroup) (*hackathon.Viewer, vars) {
		return g.lead, with(input, "workingGroupId", g.id)
	})
}

// onSeat calls a mutation of the lead's own seat.
func onSeat(phase string, input vars) raise {
	return onGroup(phase, func(g *theGroup) (*hackathon.Viewer, vars) {
		return g.lead, with(input, "membershipId", g.seat)
	})
}
