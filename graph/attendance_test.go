package graph_test

import (
	"strings"
	"testing"

	"github.com/loometalgud/mano/hackathon"
	"github.com/loometalgud/mano/postgres/postgrestest"
)

// What a registration is not told stays as it was; null empties.
func TestAttendEvent_leftOutStaysAndNullEmpties(t *testing.T) {
	t.Parallel()
	a := newAPI(t)
	event := a.rows().Event(postgrestest.Event{Status: hackathon.EventPublished})
	v := a.person("Leida P.")
	type registration struct {
		Capacity   string
		Online     bool
		Companions int
	}
	for _, step := range []struct {
		query     string
		variables vars
		want      registration
	}{
		{`mutation($e: ID!) { r: attendEvent(input: {eventId: $e}) { ... on AttendEventSuccess { attendance
			{ capacity online companions } } } }`, nil, registration{"SELF", true, 0}},
		{`mutation($e: ID!) { r: attendEvent(input: {eventId: $e, capacity: SUPPORTED, companions: 2})
			{ ... on AttendEventSuccess { attendance { capacity online companions } } } }`, nil,
			registration{"SUPPORTED", true, 2}},
		{`mutation($e: ID!) { r: attendEvent(input: {eventId: $e, companions: 1}) { ... on AttendEventSuccess { attendance
			{ capacity online companions } } } }`, nil, registration{"SUPPORTED", true, 1}},
		{`mutation($e: ID!) { r: attendEvent(input: {eventId: $e}) { ... on AttendEventSuccess { attendance
			{ capacity online companions } } } }`, nil, registration{"SUPPORTED", true, 1}},
		{`mutation($e: ID!, $n: Int) { r: attendEvent(input: {eventId: $e, companions: $n}) { ... on AttendEventSuccess
			{ attendance { capacity online companions } } } }`, nil,
			registration{"SUPPORTED", true, 1}},
		{`mutation($e: ID!, $n: Int) { r: attendEvent(input: {eventId: $e, companions: $n}) { ... on AttendEventSuccess
			{ attendance { capacity online companions } } } }`, vars{"n": nil},
			registration{"SUPPORTED", true, 0}},
		{`mutation($in: AttendEventInput!) { r: attendEvent(input: $in) { ... on AttendEventSuccess { attendance
			{ capacity online companions } } } }`, vars{"in": vars{"eventId": event.String(), "companions": 2}},
			registration{"SUPPORTED", true, 2}},
		{`mutation($in: AttendEventInput!) { r: attendEvent(input: $in) { ... on AttendEventSuccess { attendance
			{ capacity online companions } } } }`,
			vars{"in": vars{"eventId": event.String(), "capacity": nil, "online": nil}}, registration{"SELF", true, 2}},
	} {
		var got struct {
			R struct{ Attendance registration }
		}
		variables := vars{}
		if strings.Contains(step.query, "$e:") {
			variables["e"] = event.String()
		}
		for k, value := range step.variables {
			variables[k] = value
		}
		a.into(&got, v, step.query, variables)
		if got.R.Attendance != step.want {
			t.Errorf("%s %v: %+v, want %+v", step.query, step.variables, got.R.Attendance, step.want)
		}
	}
}

// An enum has one list of labels, and each of its values one label.
func TestLabels_eachValueOnce(t *testing.T) {
	t.Parallel()
	a := newAPI(t)
	var got struct {
		Labels []struct{ Enum, Value string }
	}
	a.into(&got, &hackathon.Viewer{}, `{ labels { enum value } }`, nil)
	seen := map[string]bool{}
	for _, l := range got.Labels {
		if key := l.Enum + "." + l.Value; seen[key] {
			t.Errorf("%s is labelled twice", key)
		} else {
			seen[key] = true
		}
	}
	if len(seen) < 100 {
		t.Errorf("only %d labels", len(seen))
	}
}
