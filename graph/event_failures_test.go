package graph_test

import (
	"testing"
	"time"

	"github.com/loometalgud/mano/hackathon"
)

var eventFailures = failures{
	"createEvent": {
		"ValidationFailed": func(a *api) (*hackathon.Viewer, vars) {
			start := now.Add(time.Hour).Format(time.RFC3339)
			return a.organiser(), vars{"kind": "SOCIAL_HACKATHON", "format": "ONLINE", "title": vars{"et": "Talgud"},
				"startsAt": start, "endsAt": start}
		},
	},
	"updateEvent": {
		"ValidationFailed": onEvent(true, vars{"venueId": nil}),
		"StateConflict":    onCancelledEvent(vars{"endsAt": now.AddDate(0, 0, 30).Format(time.RFC3339)}),
		"VersionConflict":  onEvent(true, vars{"title": vars{"et": "Uus"}, "ifVersion": 1}),
	},
	"setEventFacts": {
		"ValidationFailed": onEvent(true, vars{"facts": []vars{}}),
		"StateConflict":    onCancelledEvent(vars{"facts": []vars{{"feature": "LIFT", "state": "YES"}}}),
		"VersionConflict":  onEvent(true, vars{"facts": []vars{{"feature": "LIFT", "state": "YES"}}, "ifVersion": 1}),
	},
	"setEventServices": {
		"ValidationFailed": onEvent(true, vars{"services": []vars{}}),
		"StateConflict": onCancelledEvent(vars{"services": []vars{{"service": "SIGN_LANGUAGE_INTERPRETATION",
			"state": "YES"}}}),
		"VersionConflict": onEvent(true, vars{"services": []vars{{"service": "SIGN_LANGUAGE_INTERPRETATION", "state": "YES"}},
			"ifVersion": 1}),
	},
	"publishEvent": {
		"ValidationFailed": func(a *api) (*hackathon.Viewer, vars) {
			v := a.organiser()
			return v, vars{"eventId": a.makeEvent(v, func(in vars) { delete(in, "accessContact") }, false).event}
		},
		"StateConflict": onEvent(true, nil),
	},
	"changeEventStatus": {
		"ValidationFailed": onEvent(true, vars{"status": "CANCELLED"}),
		"StateConflict":    onEvent(true, vars{"status": "ENDED"}),
	},
	"moveEventOnline": {
		"ValidationFailed": onEvent(true, vars{"joinUrl": "siin"}),
		"StateConflict":    onEvent(false, vars{"joinUrl": "https://naidis.ee"}),
	},
}

var venueFailures = failures{
	"createVenue": {"ValidationFailed": func(a *api) (*hackathon.Viewer, vars) {
		return a.organiser(), vars{"name": vars{}, "address": "Näidise 1", "municipality": "Võru linn",
			"coordinates": vars{"lat": 57, "lon": 27}}
	}},
	"setVenueFacts": {
		"ValidationFailed": onVenue(vars{"facts": []vars{}}),
		"VersionConflict":  onVenue(vars{"facts": []vars{{"feature": "LIFT", "state": "NO"}}, "ifVersion": 9}),
	},
}

var organisationFailures = failures{
	"createOrganisation": {"ValidationFailed": func(a *api) (*hackathon.Viewer, vars) {
		return a.organiser(), vars{"name": vars{}}
	}},
}

func TestEvents_failures(t *testing.T)        { t.Parallel(); raiseAll(t, eventFailures) }
func TestVenues_failures(t *testing.T)        { t.Parallel(); raiseAll(t, venueFailures) }
func TestOrganisations_failures(t *testing.T) { t.Parallel(); raiseAll(t, organisationFailures) }

func (a *api) organiser() *hackathon.Viewer { return a.person("Korraldaja", hackathon.RoleOrganiser) }

// onEvent calls a mutation of an event of the viewer's, a draft or one that is published.
func onEvent(publish bool, input vars) raise {
	return func(a *api) (*hackathon.Viewer, vars) {
		v := a.organiser()
		return v, with(input, "eventId", a.makeEvent(v, nil, publish).event)
	}
}

func onCancelledEvent(input vars) raise {
	return func(a *api) (*hackathon.Viewer, vars) {
		v, in := onEvent(true, input)(a)
		a.run(v, `mutation ($id: ID!) { changeEventStatus(input: {eventId: $id, status: CANCELLED, reason: {et: "Torm"}})
			{ __typename } }`, vars{"id": in["eventId"]})
		return v, in
	}
}

func onVenue(input vars) raise {
	return func(a *api) (*hackathon.Viewer, vars) {
		v := a.organiser()
		return v, with(input, "venueId", a.makeEvent(v, nil, false).venue)
	}
}

// with is an input and one field more.
func with(input vars, field string, value any) vars {
	all := vars{field: value}
	for k, v := range input {
		all[k] = v
	}
	return all
}
