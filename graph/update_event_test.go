package graph_test

import (
	"encoding/json"
	"testing"
	"time"

	"github.com/loometalgud/mano/hackathon"
)

// Every field of an event that may be empty is emptied by null, and by nothing else.
func TestUpdateEvent_nullEmpties(t *testing.T) {
	t.Parallel()
	a := newAPI(t)
	organiser := a.person("Korraldaja", hackathon.RoleOrganiser)
	org := hackathon.NewID(hackathon.KindOrganisation, now)
	a.sql(`INSERT INTO organisation (id, name, name_sort) VALUES ($1, '{"et":"Vald"}', 'vald')`, org)
	e := a.makeEvent(organiser, func(in vars) {
		for k, v := range (vars{"format": "HYBRID", "description": vars{"et": "Millest"}, "easyText": vars{"et": "Lihtne"},
			"organisationId": org.String(), "joinUrl": "https://naidis.ee", "targetGroups": []string{"YOUTH"},
			"ideasOpenAt": now.Format(time.RFC3339), "ideasCloseAt": now.Add(time.Hour).Format(time.RFC3339), "seats": 5}) {
			in[k] = v
		}
	}, false)
	const show = `... on UpdateEventSuccess { event { description { et } easyText { et } venue { id } organisation { id }
		joinUrl accessContact { name } requestDeadline targetGroups requiredSides ideasOpenAt ideasCloseAt seats } }`
	change := func(input vars) map[string]any {
		var got struct {
			UpdateEvent struct{ Event map[string]any }
		}
		input["eventId"] = e.event
		a.into(&got, organiser, `mutation ($in: UpdateEventInput!) { updateEvent(input: $in) { `+show+` } }`,
			vars{"in": input})
		return got.UpdateEvent.Event
	}
	before := change(vars{})
	for name, value := range before {
		if empty(value) {
			t.Fatalf("%s is empty before: %v", name, value)
		}
	}
	for name := range before {
		field := map[string]string{"venue": "venueId", "organisation": "organisationId"}[name]
		if field == "" {
			field = name
		}
		before = change(vars{})
		after := change(vars{field: nil})
		if !empty(after[name]) {
			t.Errorf("%s: null leaves %v", field, after[name])
		}
		for other, value := range after {
			if is, was := mustJSON(t, value), mustJSON(t, before[other]); other != name && is != was {
				t.Errorf("%s: null changes %s from %s to %s", field, other, was, is)
			}
		}
	}
	if got := change(vars{"title": nil, "startsAt": nil, "endsAt": nil, "unnamedIdeas": nil}); got == nil {
		t.Error("null in a field that cannot be empty does not leave it")
	}
}

// empty reports whether an answer says nothing: null, an empty list, or a text in no language.
func empty(value any) bool {
	switch v := value.(type) {
	case nil:
		return true
	case []any:
		return len(v) == 0
	case map[string]any:
		for _, field := range v {
			if field != nil {
				return false
			}
		}
		return true
	}
	return false
}

func mustJSON(t *testing.T, v any) string {
	t.Helper()
	b, err := json.Marshal(v)
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}
