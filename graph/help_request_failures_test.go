package graph_test

import (
	"testing"
	"time"

	"github.com/loometalgud/mano/hackathon"
)

var helpRequestFailures = failures{
	"requestHelp": {
		"ValidationFailed": onNeed("", func(n *theNeed) (*hackathon.Viewer, vars) {
			return n.asker, vars{"eventId": n.event, "kind": "OTHER", "languages": []string{"keel"}}
		}),
		"StateConflict": onNeed("", func(n *theNeed) (*hackathon.Viewer, vars) {
			n.sql(`UPDATE event SET status = 'POSTPONED'`)
			return n.asker, vars{"eventId": n.event, "kind": "OTHER"}
		}),
		"LimitReached": onNeed("", func(n *theNeed) (*hackathon.Viewer, vars) {
			n.db.Limits[hackathon.OpenNeedsPerPerson] = 1
			return n.asker, vars{"eventId": n.event, "kind": "OTHER"}
		}),
	},
	"updateHelpRequest": {
		"ValidationFailed": byAsker("", vars{"languages": []string{}}),
		"StateConflict":    byAsker("CANCELLED", nil),
		"VersionConflict":  byAsker("", vars{"languages": []string{"et"}, "ifVersion": 9}),
	},
	"claimHelpRequest": {
		"ValidationFailed": onNeed("", func(n *theNeed) (*hackathon.Viewer, vars) {
			return n.volunteer(), vars{"helpRequestId": n.event}
		}),
		"AlreadyTaken": onNeed("MATCHED", func(n *theNeed) (*hackathon.Viewer, vars) {
			return n.volunteer(), vars{"helpRequestId": n.id}
		}),
		"NotEligible": onNeed("", func(n *theNeed) (*hackathon.Viewer, vars) {
			return n.person("Oskar R.", hackathon.RoleVolunteer), vars{"helpRequestId": n.id}
		}),
		"StateConflict": onNeed("CANCELLED", func(n *theNeed) (*hackathon.Viewer, vars) {
			return n.volunteer(), vars{"helpRequestId": n.id}
		}),
	},
	"acceptOffer":         theAct("", false),
	"declineOffer":        theAct("", false),
	"releaseHelpRequest":  theAct("COMPLETED", true),
	"startHelpRequest":    theAct("", false),
	"completeHelpRequest": theAct("", false),
	"cancelHelpRequest":   theAct("COMPLETED", false),
	"closeHelpRequest":    theAct("COMPLETED", false),
	"reportNoShow":        theAct("", false),
	"reopenHelpRequest": also(theAct("", false), "LimitReached", onNeed("EXPIRED",
		func(n *theNeed) (*hackathon.Viewer, vars) {
			n.db.Limits[hackathon.OpenNeedsPerPerson] = 1
			n.ask()
			return n.asker, vars{"helpRequestId": n.id}
		})),
}

var volunteerFailures = failures{
	"updateVolunteer": {
		"ValidationFailed": offering(vars{"kinds": []string{}}, ""),
		"LimitReached":     offering(nil, "antsla"),
	},
	"setOnDuty": {"ValidationFailed": func(a *api) (*hackathon.Viewer, vars) {
		return a.person("Anete L."), vars{"until": now.AddDate(0, 0, 2).Format(time.RFC3339)}
	}},
	"verifyVolunteer": {"ValidationFailed": func(a *api) (*hackathon.Viewer, vars) {
		v := a.person("Maarja K.", hackathon.RoleCoordinator)
		return v, vars{"personId": v.PersonID.String(), "verification": "CHECKED"}
	}},
}

func TestHelpRequests_failures(t *testing.T) { t.Parallel(); raiseAll(t, helpRequestFailures) }
func TestVolunteers_failures(t *testing.T)   { t.Parallel(); raiseAll(t, volunteerFailures) }

// theNeed is a need of a running event.
type theNeed struct {
	*api
	asker     *hackathon.Viewer
	event, id string
}

// onNeed calls a mutation about a need that has come to a state; empty: it is open.
func onNeed(status string, call func(*theNeed) (*hackathon.Viewer, vars)) raise {
	return func(a *api) (*hackathon.Viewer, vars) {
		n := &theNeed{api: a, asker: a.person("Leida P."), event: a.liveEvent().String()}
		n.id = n.ask()
		if status != "" {
			n.sql(`UPDATE help_request SET status = $1`, status)
		}
		return call(n)
	}
}

func (n *theNeed) ask() string {
	n.t.Helper()
	var asked struct {
		RequestHelp struct{ HelpRequest struct{ ID string } }
	}
	n.into(&asked, n.asker, `mutation ($in: RequestHelpInput!) { requestHelp(input: $in) {
		... on RequestHelpSuccess { helpRequest { id } } } }`, vars{"in": vars{"eventId": n.event, "kind": "OTHER",
		"startsAt": now.Add(time.Hour).Format(time.RFC3339), "endsAt": now.Add(2 * time.Hour).Format(time.RFC3339)}})
	return asked.RequestHelp.HelpRequest.ID
}

// volunteer is somebody who may take the need.
func (n *theNeed) volunteer() *hackathon.Viewer {
	n.t.Helper()
	v := n.person("Anete L.", hackathon.RoleVolunteer)
	if _, err := n.db.Volunteers.Update(n.t.Context(), v, hackathon.UpdateVolunteerInput{
		Kinds: []hackathon.AssistanceKind{hackathon.KindOther}, Languages: []string{"et"}, Place: "voru-linn",
		RadiusKm: 100}); err != nil {
		n.t.Fatal(err)
	}
	n.sql(`UPDATE volunteer SET verification = 'CHECKED' WHERE person_id = $1`, v.PersonID)
	return v
}

func byAsker(status string, input vars) raise {
	return onNeed(status, func(n *theNeed) (*hackathon.Viewer, vars) {
		return n.asker,
			with(input, "helpRequestId", n.id)
	})
}

// theAct is an act of the asker or the volunteer that cannot be done with a need in the state.
func theAct(status string, byVolunteer bool) map[string]raise {
	return map[string]raise{
		"StateConflict": onNeed(status, func(n *theNeed) (*hackathon.Viewer, vars) {
			v := n.volunteer()
			n.sql(`INSERT INTO help_request_offer (help_request_id, volunteer_id, status, offered_at, share_email)
				SELECT id, $1, 'ACCEPTED', $2, false FROM help_request`, v.PersonID, now)
			if byVolunteer {
				return v, vars{"helpRequestId": n.id}
			}
			return n.asker, vars{"helpRequestId": n.id}
		}),
		"ValidationFailed": onNeed("", func(n *theNeed) (*hackathon.Viewer, vars) {
			return n.asker, vars{"helpRequestId": n.event}
		}),
	}
}

func also(of map[string]raise, failure string, r raise) map[string]raise {
	of[failure] = r
	return of
}

// offering calls updateVolunteer; for another place it has been changed as often as one may.
func offering(change vars, place string) raise {
	return func(a *api) (*hackathon.Viewer, vars) {
		v := a.person("Anete L.")
		in := vars{"kinds": []string{"OTHER"}, "languages": []string{"et"}, "place": "voru-linn"}
		for name, value := range change {
			in[name] = value
		}
		if place != "" {
			a.db.Limits[hackathon.PlaceChangesPerDay] = hackathon.NoLimit
			for _, in["place"] = range []string{"voru-linn", "rouge"} {
				var stated any
				a.into(&stated, v, `mutation ($in: UpdateVolunteerInput!) { updateVolunteer(input: $in) { __typename } }`,
					vars{"in": in})
			}
			a.db.Limits[hackathon.PlaceChangesPerDay] = 1
			in["place"] = place
		}
		return v, in
	}
}
