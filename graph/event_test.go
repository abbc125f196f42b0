package graph_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/loometalgud/mano/hackathon"
	"github.com/loometalgud/mano/live"
	"github.com/loometalgud/mano/postgres"
)

const (
	createVenue = `mutation ($in: CreateVenueInput!) { createVenue(input: $in) { __typename
		... on CreateVenueSuccess { venue
		{ id facts { feature state origin label { et } } } } } }`
	createEvent = `mutation ($in: CreateEventInput!) { createEvent(input: $in) { __typename
		... on CreateEventSuccess { event
		{ id version status joinCode history { nodes { from to } } } }
		... on ValidationFailed { fields { path code } } } }`
	publishEvent = `mutation ($id: ID!) { publishEvent(input: {eventId: $id}) { __typename
		... on PublishEventSuccess { event
		{ id status } }
		... on StateConflict { state message { et } } ... on ValidationFailed { fields { path } } } }`
	attendEvent = `mutation ($id: ID!, $n: Int!) { attendEvent(input: {eventId: $id, companions: $n})
		{ __typename ... on AttendEventSuccess { attendance { id status } } } }`
)

// made is an event that was published over the API, with its venue.
type made struct{ venue, event, code string }

func (a *api) makeEvent(organiser *hackathon.Viewer, change func(vars), publish bool) made {
	a.t.Helper()
	var v struct {
		CreateVenue struct{ Venue struct{ ID string } }
	}
	a.into(&v, organiser, createVenue, vars{"in": vars{"name": vars{"et": "Kannel"}, "address": "Näidise 1",
		"municipality": "Võru linn", "coordinates": vars{"lat": 57.843, "lon": 27.0},
		"facts": []any{vars{"feature": "LIFT", "state": "YES"}}}})
	start := now.AddDate(0, 0, 7)
	in := vars{"kind": "SOCIAL_HACKATHON", "format": "IN_PERSON", "title": vars{"et": "Loometalgud"},
		"startsAt": start.Format(time.RFC3339), "endsAt": start.Add(time.Hour).Format(time.RFC3339),
		"venueId": v.CreateVenue.Venue.ID, "accessContact": vars{"name": "Leida P.", "phone": "+372 5555 0000"},
		"requestDeadline": now.Format(time.RFC3339)}
	if change != nil {
		change(in)
	}
	var e struct {
		CreateEvent struct{ Event struct{ ID, JoinCode string } }
	}
	a.into(&e, organiser, createEvent, vars{"in": in})
	if publish {
		var p struct {
			PublishEvent struct {
				Typename string `json:"__typename"`
			}
		}
		if a.into(&p, organiser, publishEvent,
			vars{"id": e.CreateEvent.Event.ID}); p.PublishEvent.Typename != "PublishEventSuccess" {
			a.t.Fatalf("not published: %+v", p)
		}
	}
	return made{venue: v.CreateVenue.Venue.ID, event: e.CreateEvent.Event.ID, code: e.CreateEvent.Event.JoinCode}
}

func TestEvent_fromDraftToPage(t *testing.T) {
	t.Parallel()
	a := newAPI(t)
	organiser, guest := a.person("Maarja K.", hackathon.RoleOrganiser), a.person("Tõnu V.")
	m := a.makeEvent(organiser, nil, false)
	if len(m.code) != hackathon.JoinCodeLength {
		t.Errorf("the maker sees the code %q", m.code)
	}
	const page = `query ($id: ID!) { event(id: $id) {
		title { text(locale: EN) } status version venue { name { et } coordinates { lat } facts { feature } } organisation
			{ id } accessContact { name phone }
		targetGroups requiredSides accessibility { feature state origin stale label { et } } services { service state
			} attendance { going online checkedIn waiting }
		history { nodes { from to reason { et } } } viewerAttendance { status companions event { id } person { displayName }
			} joinUrl joinCode } }`
	for name, viewer := range map[string]*hackathon.Viewer{"guest": guest, "anonymous": nil} {
		if data, errs := a.run(viewer, page, vars{"id": m.event}); len(errs) > 0 || string(data) != `{"event":null}` {
			t.Errorf("%s sees a draft: %s %v", name, data, errs)
		}
		if data, errs := a.run(viewer, `query ($id: ID!) { node(id: $id) { id } events { nodes { id } } }`,
			vars{"id": m.event}); len(errs) > 0 || string(data) != `{"node":null,"events":{"nodes":[]}}` {
			t.Errorf("%s sees a draft: %s %v", name, data, errs)
		}
		if _, errs := a.open(viewer, `subscription ($id: ID!) { eventActivity(eventId: $id) { cursor } }`,
			vars{"id": m.event}); code(errs) != "NOT_FOUND" {
			t.Errorf("%s follows a draft: %v", name, errs)
		}
	}
	a.run(organiser, publishEvent, vars{"id": m.event})
	a.run(guest, attendEvent, vars{"id": m.event, "n": 1})
	var got struct {
		Event struct {
			Status        string
			Venue         struct{ Facts []struct{ Feature string } }
			Accessibility []struct{ Feature, State, Origin string }
			Services      []struct{ State string }
			Attendance    struct{ Going int }
			History       struct {
				Nodes []struct {
					From *string
					To   string
				}
			}
			ViewerAttendance *struct {
				Status string
				Person struct{ DisplayName string }
			}
			JoinCode      *string
			RequiredSides []string
		}
	}
	a.into(&got, guest, page, vars{"id": m.event})
	e := got.Event
	if e.Status != "PUBLISHED" || len(e.Venue.Facts) != 21 || len(e.Accessibility) != 21 || len(e.Services) != 15 ||
		e.Attendance.Going != 2 || len(e.RequiredSides) != 5 {
		t.Errorf("%+v", e)
	}
	if lift := e.Accessibility[3]; lift.Feature != "LIFT" || lift.State != "YES" || lift.Origin != "VENUE" {
		t.Errorf("%+v", lift)
	}
	if moves := e.History.Nodes; len(moves) != 2 || moves[0].From != nil || moves[1].To != "PUBLISHED" {
		t.Errorf("%+v", moves)
	}
	if e.ViewerAttendance == nil || e.ViewerAttendance.Person.DisplayName != "Tõnu V." || e.JoinCode != nil {
		t.Errorf("%+v %v", e.ViewerAttendance, e.JoinCode)
	}
	if data, errs := a.run(nil, page, vars{"id": m.event}); len(errs) > 0 ||
		!strings.Contains(string(data), `"viewerAttendance":null,"joinUrl":null,"joinCode":null`) {
		t.Errorf("anonymous: %s %v", data, errs)
	}
	desk := `query ($id: ID!) { event(id: $id) { attendances(search: "tõnu") { nodes { person { displayName } } } } }`
	if data, errs := a.run(organiser, desk, vars{"id": m.event}); len(errs) > 0 ||
		!strings.Contains(string(data), "Tõnu V.") {
		t.Errorf("the desk: %s %v", data, errs)
	}
	if _, errs := a.run(guest, desk, vars{"id": m.event}); code(errs) != "FORBIDDEN" {
		t.Errorf("a guest at the desk: %v", errs)
	}
	if data, errs := a.run(guest, `query ($v: ID!, $e: ID!) { venue: node(id: $v) { __typename } event: node(id: $e)
		{ ... on Event { title { et } } } viewer { attendances { nodes { status } } } }`, vars{"v": m.venue,
		"e": m.event}); len(errs) > 0 ||
		string(data) != `{"venue":{"__typename":"Venue"},"event":{"title":{"et":"Loometalgud"}},`+
			`"viewer":{"attendances":{"nodes":[{"status":"GOING"}]}}}` {
		t.Errorf("%s %v", data, errs)
	}
}

func TestEvent_failuresAreTyped(t *testing.T) {
	t.Parallel()
	a := newAPI(t)
	organiser, guest := a.person("Maarja K.", hackathon.RoleOrganiser), a.person("Tõnu V.")
	m := a.makeEvent(organiser, func(in vars) {
		delete(in, "venueId")
		delete(in, "accessContact")
		delete(in, "requestDeadline")
	}, false)
	if data, errs := a.run(organiser, publishEvent, vars{"id": m.event}); len(errs) > 0 ||
		string(data) != `{"publishEvent":{"__typename":"ValidationFailed","fields":[{"path":["venueId"]},`+
			`{"path":["requestDeadline"]},{"path":["accessContact"]}]}}` {
		t.Errorf("%s %v", data, errs)
	}
	m = a.makeEvent(organiser, nil, true)
	if data, errs := a.run(organiser, publishEvent, vars{"id": m.event}); len(errs) > 0 ||
		!strings.Contains(string(data), `"__typename":"StateConflict","state":"PUBLISHED"`) {
		t.Errorf("%s %v", data, errs)
	}
	for name, c := range map[string]struct {
		viewer *hackathon.Viewer
		code   string
	}{"anonymous": {nil, "UNAUTHENTICATED"}, "guest": {guest, "FORBIDDEN"}, "organiser": {organiser, ""}} {
		if _, errs := a.run(c.viewer, `mutation ($id: ID!) { updateEvent(input: {eventId: $id, seats: 3}) { __typename }
			}`, vars{"id": m.event}); code(errs) != c.code {
			t.Errorf("%s: %v", name, errs)
		}
	}
	for query, want := range map[string]string{
		`query ($id: ID!) { event(id: $id) { id } }`: "INVALID",
		`query ($id: ID!) { events(filter: {radiusKm: 3}) { nodes { id } } node(id: $id) { id }
			}`: "INVALID",
		`query ($id: ID!) { events(first: 101) { nodes { id } } node(id: $id) { id }
			}`: "INVALID",
		`query ($id: ID!) { board(eventId: $id) { ideaCount }
			}`: "INVALID",
		`mutation ($id: ID!) { cancelAttendance(input: {eventId: $id}) { __typename ... on ValidationFailed { fields { code }
			} } }`: "",
	} {
		if data, errs := a.run(organiser, query, vars{"id": m.venue}); code(errs) != want || want == "" &&
			!strings.Contains(string(data), "WRONG_TYPE") {
			t.Errorf("%s: %s %v", query, data, errs)
		}
	}
}

// A page of twenty events with venues, facts, services and counts takes a query for each kind of thing, not for each
// event.
func TestEvents_pageTakesFewQueries(t *testing.T) {
	t.Parallel()
	a := newAPIWith(t, postgres.Config{MaxConns: 1})
	organiser := a.person("Maarja K.", hackathon.RoleOrganiser)
	for i := range 20 {
		a.makeEvent(organiser, func(in vars) { in["title"] = vars{"et": fmt.Sprint("Üritus ", i)} }, true)
	}
	const list = `{ events(first: 20) { nodes { id title { et } status startsAt venue { name { et } municipality
		} attendance { going waiting } accessibility { feature state } services { service state } } pageInfo { hasNextPage } }
			}`
	before := a.commits()
	var got struct {
		Events struct{ Nodes []struct{ ID string } }
	}
	a.into(&got, nil, list, nil)
	if n := a.commits() - before - 2; len(got.Events.Nodes) != 20 || n != 5 {
		t.Errorf("%d events took %d statements", len(got.Events.Nodes), n)
	}
}

func TestEventActivity_everybodyIsToldTheSame(t *testing.T) {
	t.Parallel()
	a := newAPI(t)
	organiser, guest := a.person("Maarja K.", hackathon.RoleOrganiser), a.person("Tõnu V.")
	m := a.makeEvent(organiser, nil, true)
	const stream = `subscription ($id: ID!) { eventActivity(eventId: $id) { cursor change { __typename
		... on EventChanged { event { title { et } status venue { name { et } } accessibility { state } attendance { going } }
			}
		... on AttendanceChanged { attendance { going } } ... on StreamReset { reason } } } }`
	source, errs := a.open(nil, stream, vars{"id": m.event})
	if len(errs) > 0 {
		t.Fatal(errs)
	}
	streams, err := source.Streams(t.Context())
	if err != nil || len(streams) != 1 || streams[0].String() != m.event || source.Scope != "public" || source.Conflate {
		t.Errorf("%+v %v %v", source, streams, err)
	}
	opening, err := source.Snapshot(t.Context(), streams)
	if err != nil || len(opening.Items) != 2 {
		t.Fatalf("%+v %v", opening, err)
	}
	a.run(guest, attendEvent, vars{"id": m.event, "n": 2})
	a.run(organiser, `mutation ($id: ID!) { changeEventStatus(input: {eventId: $id, status: LIVE}) { __typename } }`,
		vars{"id": m.event})
	news, err := a.db.ReadLog(t.Context(), opening.At, 100)
	if err != nil {
		t.Fatal(err)
	}
	var told []string
	for _, item := range append(opening.Items, news...) {
		if source.Wants(&item) {
			told = append(told, a.render(live.Change{Cursor: "c", At: now, Activity: &item}, stream, vars{"id": m.event}))
		}
	}
	told = append(told, a.render(live.Change{Cursor: "c", At: now, Reset: live.ResetTooOld}, stream, vars{"id": m.event}),
		a.render(live.Change{Cursor: "c", At: now, CaughtUp: true}, stream, vars{"id": m.event}))
	for i, want := range []string{`"EventChanged","event":{"title":{"et":"Loometalgud"},"status":"PUBLISHED",` +
		`"venue":{"name":{"et":"Kannel"}}`, `"AttendanceChanged","attendance":{"going":0}`,
		`"AttendanceChanged","attendance":{"going":3}`, `"status":"LIVE"`, `"StreamReset","reason":"TOO_OLD"`, `"CaughtUp"`} {
		if i >= len(told) || !strings.Contains(told[i], want) {
			t.Errorf("item %d of %d is not %s: %v", i, len(told), want, told)
		}
	}
}

func TestBoard_liveIsForBoardsAndStaff(t *testing.T) {
	t.Parallel()
	a := newAPI(t)
	organiser, guest := a.person("Maarja K.", hackathon.RoleOrganiser), a.person("Tõnu V.", hackathon.RoleVolunteer)
	m := a.makeEvent(organiser, nil, true)
	id, _ := hackathon.ParseID(m.event)
	const stream = `subscription ($id: ID!) { board(eventId: $id) { cursor change { __typename ... on BoardUpdated { board
		{ attendance { going } openNeeds { value text } event { title { et } } } } } } }`
	board := &hackathon.Viewer{SessionID: hackathon.NewID(hackathon.KindSession, now),
		Grants: []hackathon.Grant{{Role: hackathon.RoleBoard, EventID: id}}}
	for name, c := range map[string]struct {
		viewer *hackathon.Viewer
		code   string
		rights hackathon.ID
	}{"board": {board, "", board.SessionID}, "organiser": {organiser, "", organiser.PersonID},
		"guest": {guest, "FORBIDDEN", guest.PersonID}, "anonymous": {nil, "UNAUTHENTICATED", id}} {
		source, errs := a.open(c.viewer, stream, vars{"id": m.event})
		if code(errs) != c.code || c.code == "" && (source.RightsOf != c.rights || !source.Conflate ||
			source.Scope != "board:"+m.event) {
			t.Errorf("%s: %+v %v", name, source, errs)
		}
	}
	source, _ := a.open(board, stream, vars{"id": m.event})
	opening, err := source.Snapshot(t.Context(), []hackathon.ID{id})
	if err != nil || len(opening.Items) != 1 {
		t.Fatalf("%+v %v", opening, err)
	}
	a.run(guest, attendEvent, vars{"id": m.event, "n": 0})
	if got := a.render(live.Change{Cursor: "c", At: now, Activity: &opening.Items[0]}, stream,
		vars{"id": m.event}); !strings.Contains(got, `"attendance":{"going":1},"openNeeds":{"value":0,"text":"0"}`) {
		t.Error(got)
	}
	if data, errs := a.run(organiser, `query ($id: ID!) { board(eventId: $id) { ideaCount workingGroups { id } needs { kind
		} volunteersOnDuty { text(locale: EN) } } }`, vars{"id": m.event}); len(errs) > 0 ||
		string(data) != `{"board":{"ideaCount":0,"workingGroups":[],"needs":[],"volunteersOnDuty":{"text":"0"}}}` {
		t.Errorf("%s %v", data, errs)
	}
}

func BenchmarkEvents_page(b *testing.B) {
	a := newAPI(b)
	organiser := a.person("Maarja K.", hackathon.RoleOrganiser)
	for i := range 200 {
		a.makeEvent(organiser, func(in vars) { in["title"] = vars{"et": fmt.Sprint("Üritus ", i)} }, true)
	}
	for name, list := range map[string]string{
		"counts": `{ events(first: 20) { nodes { id title { et } status startsAt endsAt venue { name { et } municipality
			} attendance { going waiting } } pageInfo { hasNextPage } } }`,
		"features": `{ events(first: 20, filter: {features: [LIFT], near: {lat: 57.8, lon: 27}}) { nodes { id title { et
			} accessibility { feature state } } } }`,
	} {
		b.Run(name, func(b *testing.B) {
			for b.Loop() {
				if _, errs := a.run(nil, list, nil); len(errs) > 0 {
					b.Fatal(errs)
				}
			}
		})
	}
}
