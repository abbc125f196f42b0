package graph_test

import (
	"maps"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/loometalgud/mano/hackathon"
	"github.com/loometalgud/mano/postgres"
	"github.com/loometalgud/mano/postgres/postgrestest"
)

// roleCase is a mutation that a role allows: with the role the same call succeeds, without it it is refused.
type roleCase struct {
	role       hackathon.PlatformRole
	everywhere bool // else the role is that of the event
	input      func(w *withdrawn) vars
}

// withdrawn is two replicas on one database, an event, and what the mutations are about.
type withdrawn struct {
	*api      // where the mutation arrives
	t         *testing.T
	elsewhere *api // where the role is given and taken
	admin     *hackathon.Viewer
	event     hackathon.ID
}

func (w *withdrawn) of(name, fields string, v *hackathon.Viewer, input vars) string {
	w.t.Helper()
	return idIn(w.t, w.call(v, name, "... on "+strings.ToUpper(name[:1])+name[1:]+"Success { "+fields+" }", input))
}

// call runs a mutation and says what came of it, whatever it is.
func (a *api) call(v *hackathon.Viewer, name, fields string, input vars) string {
	a.t.Helper()
	return a.answer(v, `mutation ($in: `+strings.ToUpper(name[:1])+name[1:]+`Input!) {
		`+name+`(input: $in) { __typename `+fields+` } }`, vars{"in": input})
}

func (w *withdrawn) idea() string {
	return w.of("submitIdea", "idea { id }", w.person("Leida P."),
		vars{"eventId": w.event.String(), "title": vars{"et": "Idee"}, "problem": vars{"et": "Mure"}})
}

func (w *withdrawn) group() (group, member string) {
	lead, other := w.person("Leida P."), w.person("Oskar R.")
	group = w.of("formWorkingGroup", "workingGroup { id }", lead,
		vars{"eventId": w.event.String(), "name": vars{"et": "Rühm"}, "purpose": vars{"et": "Eesmärk"},
			"sides": []any{"CITIZEN"}})
	w.of("joinWorkingGroup", "workingGroup { id }", other, vars{"workingGroupId": group, "sides": []any{"EXPERT"}})
	return group, other.PersonID.String()
}

func (w *withdrawn) need(v *hackathon.Viewer) string {
	return w.of("requestHelp", "helpRequest { id }", v,
		vars{"eventId": w.event.String(), "kind": "OTHER", "onSite": false, "acceptFirst": true,
			"startsAt": w.db.Now().Format(time.RFC3339), "endsAt": w.db.Now().Add(time.Hour).Format(time.RFC3339)})
}

// taken is a need that a volunteer has taken.
func (w *withdrawn) taken() string {
	need := w.need(w.person("Leida P."))
	w.of("claimHelpRequest", "helpRequest { id }", w.volunteer(), vars{"helpRequestId": need})
	return need
}

func (w *withdrawn) volunteer() *hackathon.Viewer {
	v := w.person("Anete L.")
	w.sql(`INSERT INTO person_contact (person_id, email) VALUES ($1, $2)`, v.PersonID, v.PersonID.String()+"@naidis.ee")
	w.call(v, "updateVolunteer", "", vars{"kinds": []any{"OTHER"}, "languages": []any{"et"}, "place": "voru-linn"})
	v.Grants = []hackathon.Grant{{Role: hackathon.RoleVolunteer}}
	return v
}

func (w *withdrawn) draft() string {
	return w.elsewhere.makeEvent(w.admin, nil, false).event
}

func about(field string, id func(w *withdrawn) string, more vars) func(w *withdrawn) vars {
	return func(w *withdrawn) vars {
		input := vars{field: id(w)}
		for k, v := range more {
			input[k] = v
		}
		return input
	}
}

func aboutEvent(more vars) func(w *withdrawn) vars {
	return about("eventId", func(w *withdrawn) string { return w.event.String() }, more)
}

func aboutNeed(open bool) func(w *withdrawn) vars {
	return about("helpRequestId", func(w *withdrawn) string {
		if open {
			return w.need(w.person("Leida P."))
		}
		return w.taken()
	}, nil)
}

var roleCases = map[string]roleCase{
	"createOrganisation": {hackathon.RoleOrganiser, true,
		func(*withdrawn) vars { return vars{"name": vars{"et": "Ühing"}} }},
	"createVenue": {hackathon.RoleOrganiser, true, func(*withdrawn) vars {
		return vars{"name": vars{"et": "Kannel"}, "address": "Näidise 1", "municipality": "Võru linn",
			"coordinates": vars{"lat": 57.843, "lon": 27.0}}
	}},
	"setVenueFacts": {hackathon.RoleOrganiser, true, about("venueId", func(w *withdrawn) string {
		return w.elsewhere.makeEvent(w.admin, nil, false).venue
	}, vars{"facts": []any{vars{"feature": "LIFT", "state": "NO"}}})},
	"createEvent": {hackathon.RoleOrganiser, true, func(w *withdrawn) vars {
		at := w.db.Now().AddDate(0, 0, 7)
		return vars{"kind": "WEBINAR", "format": "ONLINE", "title": vars{"et": "Seminar"},
			"startsAt": at.Format(time.RFC3339),
			"endsAt":   at.Add(time.Hour).Format(time.RFC3339)}
	}},
	"updateEvent": {hackathon.RoleOrganiser, false, aboutEvent(vars{"title": vars{"et": "Uus"}})},
	"setEventFacts": {hackathon.RoleOrganiser, false,
		aboutEvent(vars{"facts": []any{vars{"feature": "LIFT", "state": "NO"}}})},
	"setEventServices": {hackathon.RoleOrganiser, false,
		aboutEvent(vars{"services": []any{vars{"service": "CHILDCARE", "state": "YES"}}})},
	"publishEvent": {hackathon.RoleOrganiser, true, about("eventId", (*withdrawn).draft, nil)},
	"changeEventStatus": {hackathon.RoleOrganiser, true,
		about("eventId", (*withdrawn).draft, vars{"status": "PUBLISHED"})},
	"moveEventOnline": {hackathon.RoleOrganiser, true, about("eventId", func(w *withdrawn) string {
		return w.elsewhere.makeEvent(w.admin, nil, true).event
	}, vars{"joinUrl": "https://naidis.ee/saal"})},
	"createBoardToken":  {hackathon.RoleOrganiser, false, aboutEvent(nil)},
	"revokeBoardTokens": {hackathon.RoleOrganiser, false, aboutEvent(nil)},
	"grantRole": {hackathon.RoleOrganiser, false, func(w *withdrawn) vars {
		return vars{"eventId": w.event.String(), "personId": w.person("Heiki M.").PersonID.String(), "role": "MODERATOR"}
	}},
	"revokeRole": {hackathon.RoleOrganiser, false, func(w *withdrawn) vars {
		return vars{"eventId": w.event.String(), "personId": w.person("Heiki M.").PersonID.String(), "role": "MODERATOR"}
	}},
	"checkIn": {hackathon.RoleOrganiser, false, about("attendanceId", func(w *withdrawn) string {
		return w.of("attendEvent", "attendance { id }", w.person("Leida P."), vars{"eventId": w.event.String()})
	}, nil)},
	"verifyVolunteer": {hackathon.RoleCoordinator, true, about("personId", func(w *withdrawn) string {
		return w.volunteer().PersonID.String()
	}, vars{"verification": "VOUCHED"})},

	"updateIdea": {hackathon.RoleModerator, false,
		about("ideaId", (*withdrawn).idea, vars{"title": vars{"et": "Uus"}})},
	"changeIdeaStatus": {hackathon.RoleModerator, false, about("ideaId", (*withdrawn).idea, vars{"status": "IN_REVIEW"})},
	"hideComment": {hackathon.RoleModerator, false, about("commentId", func(w *withdrawn) string {
		return w.of("addComment", "comment { id }", w.person("Leida P."), vars{"ideaId": w.idea(), "body": "Märkus"})
	}, vars{"reason": "Solvav"})},
	"handOverLead": {hackathon.RoleOrganiser, false, func(w *withdrawn) vars {
		group, member := w.group()
		return vars{"workingGroupId": group, "personId": member}
	}},
	"changeWorkingGroupPhase": {hackathon.RoleOrganiser, false, func(w *withdrawn) vars {
		group, _ := w.group()
		return vars{"workingGroupId": group, "phase": "WORKING"}
	}},
	"changeMembership": {hackathon.RoleOrganiser, false, func(w *withdrawn) vars {
		group, member := w.group()
		var got struct {
			Node struct {
				Members struct {
					Nodes []struct {
						ID     string
						Person struct{ ID string }
					}
				}
			}
		}
		w.into(&got, w.admin, `query ($id: ID!) { node(id: $id) { ... on WorkingGroup { members { nodes { id person { id }
			} } } } }`, vars{"id": group})
		i := slices.IndexFunc(got.Node.Members.Nodes, func(m struct {
			ID     string
			Person struct{ ID string }
		}) bool {
			return m.Person.ID == member
		})
		return vars{"membershipId": got.Node.Members.Nodes[i].ID, "role": "OBSERVER"}
	}},

	"cancelHelpRequest":   {hackathon.RoleCoordinator, false, aboutNeed(true)},
	"closeHelpRequest":    {hackathon.RoleCoordinator, false, aboutNeed(true)},
	"completeHelpRequest": {hackathon.RoleCoordinator, false, aboutNeed(false)},
	"reportNoShow":        {hackathon.RoleCoordinator, false, aboutNeed(false)},
	"reopenHelpRequest": {hackathon.RoleCoordinator, false, about("helpRequestId", func(w *withdrawn) string {
		need := w.need(w.person("Leida P."))
		w.sql(`UPDATE help_request SET status = 'EXPIRED' WHERE status = 'OPEN'`)
		return need
	}, nil)},
}

// Roles that decide nothing but whether the field may be asked for at all.
var askForNoRole = []string{"claimHelpRequest"} // what a volunteer may take is read anew with each claim: see below

// TestRoleWithdrawn: a role that was taken back through one replica is refused by the very next mutation on another,
// whose viewer was read before. Given again, the same call succeeds: it was the role that was missing.
func TestRoleWithdrawn(t *testing.T) {
	t.Parallel()
	dsn := postgrestest.Database(t)
	w := &withdrawn{api: newAPIOn(t, dsn, postgres.Config{MaxConns: 4}),
		elsewhere: newAPIOn(t, dsn, postgres.Config{MaxConns: 4}), t: t}
	w.admin = w.person("Õie Ü.", hackathon.RoleAdmin, hackathon.RoleOrganiser)
	w.event = w.liveEvent()
	for _, f := range contract(t).Mutation.Fields {
		rule := f.Directives.ForName("access").Arguments.ForName("rule").Value.Raw
		if _, asked := roleCases[f.Name]; !asked && rule != "ANYONE" && rule != "SIGNED_IN" &&
			!slices.Contains(askForNoRole, f.Name) {
			t.Errorf("%s asks for a role (%s) and is not tried", f.Name, rule)
		}
	}
	for _, name := range slices.Sorted(maps.Keys(roleCases)) {
		c := roleCases[name]
		v := w.person("Tõnu V.")
		role := vars{"personId": v.PersonID.String(), "role": string(c.role)}
		grant := hackathon.Grant{Role: c.role}
		if !c.everywhere {
			role["eventId"], grant.EventID = w.event.String(), w.event
		}
		v.Grants = []hackathon.Grant{grant} // as it was read once, and is remembered
		input := c.input(w)
		turn := func(how string) {
			if got := w.elsewhere.call(w.admin, how+"Role", "", role); !strings.Contains(got, "Success") {
				t.Fatal(name, got)
			}
		}
		turn("grant")
		turn("revoke")
		without := w.call(v, name, "", input)
		if !strings.HasPrefix(without, "FORBIDDEN") && !strings.HasPrefix(without, "NOT_FOUND") {
			t.Errorf("%s without the role: %s", name, without)
		}
		turn("grant")
		if with := w.call(v, name, "", input); !strings.Contains(with, "Success") {
			t.Errorf("%s with it: %s", name, with)
		}
	}
	volunteer := w.volunteer()
	need := w.need(w.person("Leida P."))
	w.elsewhere.call(w.admin, "revokeRole", "", vars{"personId": volunteer.PersonID.String(), "role": "VOLUNTEER"})
	got, errs := w.run(volunteer, `mutation ($id: ID!) { claimHelpRequest(input: {helpRequestId: $id}) { __typename } }`,
		vars{"id": need})
	if len(errs) > 0 || !strings.Contains(string(got), "NotEligible") {
		t.Errorf("claimHelpRequest without the role: %s %v", got, errs)
	}
}
