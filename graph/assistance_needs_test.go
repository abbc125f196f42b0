package graph_test

import (
	"encoding/json"
	"errors"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/99designs/gqlgen/graphql"

	"github.com/loometalgud/mano/graph"
	"github.com/loometalgud/mano/hackathon"
	"github.com/loometalgud/mano/live"
)

// opened is a subscription as the hub gets it: what it starts with and what it is told, rendered for everybody at once.
type opened struct {
	*stage
	query  string
	source live.Source
}

func (s *stage) open(v *hackathon.Viewer, query string) (*opened, string) {
	s.t.Helper()
	var o live.Opening
	answer, ctx := s.dispatch(live.WithOpening(s.context(s.t.Context(), v), &o), query, nil)
	if !o.Served {
		return nil, codeOf(answer(ctx).Errors) // served, there is no answer: a Source, and no channel
	}
	return &opened{stage: s, query: query, source: o.Source}, ""
}

// render executes for nobody, as a shared execution does.
func (o *opened) render(c live.Change) string {
	o.t.Helper()
	ctx := hackathon.WithoutViewer(live.WithChange(o.t.Context(), c))
	res := o.do(graph.WithLoaders(graphql.StartOperationTrace(ctx), o.DB), o.query, nil)
	if len(res.Errors) > 0 {
		return res.Errors.Error()
	}
	return string(res.Data)
}

// follow is the opening state and then what happened since, as this subscriber gets it.
func (o *opened) follow(since int64) (messages []string) {
	o.t.Helper()
	streams, err := o.source.Streams(o.t.Context())
	if err != nil {
		o.t.Fatal(err)
	}
	news, err := o.ReadLog(o.t.Context(), []hackathon.Position{{Stream: streams[0], Seq: since}}, 100)
	if err != nil {
		o.t.Fatal(err)
	}
	for i := range news {
		if o.source.Wants(&news[i]) && o.candidate(&news[i]) && (o.source.Match == nil || o.source.Match(&news[i])) {
			messages = append(messages, o.render(live.Change{At: news[i].At, Activity: &news[i]}))
		}
	}
	return messages
}

// candidate is how the hub finds out whom to ask.
func (o *opened) candidate(a *hackathon.Activity) bool {
	if o.source.Terms == nil || o.source.Terms() == nil {
		return true
	}
	of := o.source.TermsOf(a)
	return of == nil || slices.ContainsFunc(o.source.Terms(),
		func(t hackathon.Term) bool { return slices.Contains(of, t) })
}

func TestAssistanceNeeds_stream(t *testing.T) {
	t.Parallel()
	s := newStage(t)
	asker, anete := s.signIn("asker@naidis.ee"), s.volunteer("anete@naidis.ee")
	first := s.ask(asker, "")
	const fields = ` { change { __typename ... on NeedOpened { helpRequest { id status area } } ... on NeedClosed
		{ helpRequest { id status } } ... on NeedChanged { helpRequest { id languages } } } } }`
	event := `eventId: "` + s.event.String() + `"`
	all, code := s.open(anete, `subscription { assistanceNeeds(`+event+`)`+fields)
	if code != "" {
		t.Fatal(code)
	}
	russian, _ := s.open(anete, `subscription { assistanceNeeds(`+event+`, filter: {languages: ["ru"]})`+fields)
	mine, _ := s.open(anete, `subscription { assistanceNeeds(`+event+`, filter: {eligibleOnly: true})`+fields)
	everywhere, _ := s.open(anete, `subscription { assistanceNeeds`+fields)
	if all.source.Scope != "volunteer:"+s.event.String() || everywhere.source.Scope != "volunteer" ||
		!everywhere.source.Dynamic || all.source.Match != nil {
		t.Errorf("%+v", all.source)
	}
	snapshot, err := all.source.Snapshot(t.Context(), []hackathon.ID{s.event})
	if err != nil || len(snapshot.Items) != 1 || len(snapshot.At) != 1 || snapshot.At[0].Seq != 1 {
		t.Fatal(snapshot, err)
	}
	if got := all.render(live.Change{Activity: &snapshot.Items[0],
		Snapshot: true}); got != `{"assistanceNeeds":{"change":{"__typename":"NeedOpened","helpRequest":{"id":"`+first+`",`+
		`"status":"OPEN","area":"Võru"}}}}` {
		t.Error(got)
	}

	second := s.ask(asker, `, languages: ["ru"]`)
	s.run(anete, `mutation { claimHelpRequest(input: {helpRequestId: "`+first+`"}) { __typename } }`, nil)
	s.run(asker, `mutation { updateHelpRequest(input: {helpRequestId: "`+second+`", languages: ["et"]}) { __typename } }`,
		nil)
	told := `{"assistanceNeeds":{"change":{"__typename":"NeedOpened","helpRequest":{"id":"` + second +
		`","status":"OPEN","area":"Võru"}}}}`
	closed := `{"assistanceNeeds":{"change":{"__typename":"NeedClosed","helpRequest":{"id":"` + first +
		`","status":"OFFERED"}}}}`
	changed := `{"assistanceNeeds":{"change":{"__typename":"NeedChanged","helpRequest":{"id":"` + second +
		`","languages":["et"]}}}}`
	for name, c := range map[string]struct {
		o    *opened
		want []string
	}{
		"all":      {all, []string{told, closed, changed}},
		"russian":  {russian, []string{told, changed}}, // it was one of theirs
		"eligible": {mine, []string{closed, changed}},
	} {
		if got := c.o.follow(1); !slices.Equal(got, c.want) {
			t.Errorf("%s:\n%s", name, strings.Join(got, "\n"))
		}
	}

	if err := all.source.Recheck(t.Context()); err != nil {
		t.Error(err)
	}
	s.sql(`DELETE FROM role_grant WHERE person_id = $1 AND role = 'VOLUNTEER'`, anete.PersonID)
	if err := all.source.Recheck(t.Context()); hackathon.KindOf(err) != hackathon.Forbidden {
		t.Errorf("role taken back: %v", err)
	}
	if err := s.Sessions.SignOut(t.Context(), anete); err != nil {
		t.Fatal(err)
	}
	if err := all.source.Recheck(t.Context()); hackathon.KindOf(err) != hackathon.Unauthenticated {
		t.Errorf("signed out: %v", err)
	}
}

// The filter follows how the volunteer stands: whether they are there and on duty, and how much they hold. That a need
// is gone is told in any case, for they may have been shown it.
func TestAssistanceNeeds_eligibleOnlyFollowsTheStanding(t *testing.T) {
	t.Parallel()
	s := newStage(t)
	s.Limits[hackathon.MatchesPerVolunteer] = 1
	asker, coordinator := s.signIn("asker@naidis.ee"), s.signIn("koordinaator@naidis.ee", hackathon.RoleCoordinator)
	anete := s.volunteer("anete@naidis.ee")
	o, _ := s.open(anete, `subscription { assistanceNeeds(eventId: "`+s.event.String()+`", filter: {eligibleOnly: true})
		{ change { __typename } } }`)
	opened := func() int {
		t.Helper()
		if err := o.source.Recheck(t.Context()); err != nil && !errors.Is(err, live.ErrFilterChanged) {
			t.Fatal(err)
		}
		if err := o.source.Recheck(t.Context()); err != nil {
			t.Fatal("changed, without a change:", err)
		}
		all := o.follow(0)
		return len(slices.DeleteFunc(all, func(m string) bool { return !strings.Contains(m, "NeedOpened") }))
	}
	rights := func() int {
		t.Helper()
		log, err := s.ReadLog(t.Context(), []hackathon.Position{{Stream: hackathon.RightsStream}}, 1000)
		if err != nil {
			t.Fatal(err)
		}
		return len(slices.DeleteFunc(log, func(a hackathon.Activity) bool { return a.Entity != anete.PersonID }))
	}
	var first string
	for _, c := range []struct {
		name string
		do   func()
		want int
	}{
		{"a need in the room", func() { first = s.ask(asker, `, onSite: true`) }, 0},
		{"registered", func() {
			s.run(anete, `mutation { attendEvent(input: {eventId: "`+s.event.String()+`"}) { __typename } }`, nil)
		}, 0},
		{"checked in", func() {
			var out struct {
				Viewer struct {
					Attendances struct{ Nodes []struct{ ID string } }
				}
			}
			data, _ := s.run(anete, `{ viewer { attendances { nodes { id } } } }`, nil)
			if err := json.Unmarshal([]byte(data), &out); err != nil {
				t.Fatal(err)
			}
			s.want(coordinator, `mutation { checkIn(input: {attendanceId: "`+out.Viewer.Attendances.Nodes[0].ID+`"}) { __typename
				} }`, nil, `{"checkIn":{"__typename":"CheckInSuccess"}}`)
		}, 0},
		{"on duty", func() {
			s.want(anete, `mutation { setOnDuty(input: {until: "`+time.Now().Add(time.Hour).UTC().Format(time.RFC3339)+`"})
				{ __typename } }`, nil, `{"setOnDuty":{"__typename":"SetOnDutySuccess"}}`)
		}, 1},
		{"one is taken", func() {
			s.want(anete, `mutation { claimHelpRequest(input: {helpRequestId: "`+first+`"}) { __typename } }`, nil,
				`{"claimHelpRequest":{"__typename":"ClaimHelpRequestSuccess"}}`)
		}, 0},
		{"it is done", func() {
			s.run(anete, `mutation { completeHelpRequest(input: {helpRequestId: "`+first+`"}) { __typename } }`, nil)
		}, 1},
		{"off duty", func() { s.run(anete, `mutation { setOnDuty(input: {until: null}) { __typename } }`, nil) }, 0},
	} {
		before := rights()
		c.do()
		if got := opened(); got != c.want {
			t.Errorf("%s: %d may be taken, want %d", c.name, got, c.want)
		}
		if c.name != "a need in the room" && c.name != "registered" && rights() == before {
			t.Errorf("%s: nobody asks again", c.name)
		}
	}
	gone := s.ask(asker, `, onSite: true`)
	s.run(asker, `mutation { cancelHelpRequest(input: {helpRequestId: "`+gone+`"}) { __typename } }`, nil)
	if all := o.follow(0); !strings.Contains(strings.Join(all, ""), "NeedClosed") {
		t.Error("the end of a need was kept from who may have been shown it:", all)
	}
}

// The filter follows what the volunteer states, without a new subscription.
func TestAssistanceNeeds_eligibleOnlyFollowsTheVolunteer(t *testing.T) {
	t.Parallel()
	s := newStage(t)
	asker, anete := s.signIn("asker@naidis.ee"), s.volunteer("anete@naidis.ee")
	o, _ := s.open(anete, `subscription { assistanceNeeds(eventId: "`+s.event.String()+`", filter: {eligibleOnly: true})
		{ cursor } }`)
	s.ask(asker, `, languages: ["ru"]`)
	if got := o.follow(0); len(got) != 0 {
		t.Error(got)
	}
	if news, err := s.ReadLog(t.Context(), []hackathon.Position{{Stream: s.event}}, 1); err != nil || len(news) != 1 ||
		o.candidate(&news[0]) {
		t.Errorf("asked about a need in another language: %v", err)
	}
	s.run(anete, `mutation { updateVolunteer(input: {kinds: [ONSITE_HELP], languages: ["ru"], place: "voru-linn"})
		{ __typename } }`, nil)
	if err := o.source.Recheck(t.Context()); !errors.Is(err, live.ErrFilterChanged) {
		t.Fatal(err)
	}
	if got := o.follow(0); len(got) != 1 {
		t.Error(got)
	}
}

// What was shown of an event that leaves is taken back from whoever saw it, also when they could not take it any more.
func TestAssistanceNeeds_eligibleOnlyIsTakenBack(t *testing.T) {
	t.Parallel()
	s := newStage(t)
	s.Limits[hackathon.MatchesPerVolunteer] = 1
	asker, anete := s.signIn("asker@naidis.ee"), s.volunteer("anete@naidis.ee")
	o, _ := s.open(anete, `subscription { assistanceNeeds(filter: {eligibleOnly: true}) { change
		{ __typename ... on NeedClosed { helpRequest { id status } } } } }`)
	taken, left := s.ask(asker, ""), s.ask(asker, "")
	if got := o.follow(0); len(got) != 2 {
		t.Fatal(got)
	}
	s.run(anete, `mutation { claimHelpRequest(input: {helpRequestId: "`+taken+`"}) { __typename } }`, nil)
	if err := o.source.Recheck(t.Context()); !errors.Is(err, live.ErrFilterChanged) {
		t.Fatal(err)
	}
	s.sql(`UPDATE event SET status = 'POSTPONED' WHERE id = $1`, s.event)
	gone, err := o.source.StreamsRemoved(t.Context(), []hackathon.ID{s.event})
	if err != nil || len(gone.Items) != 1 || len(gone.At) != 1 {
		t.Fatal(gone, err)
	}
	if item := &gone.Items[0]; !o.candidate(item) || !o.source.Match(item) {
		t.Error("who holds as much as one may is not told that the need they saw is gone")
	}
	if got := o.render(live.Change{Activity: &gone.Items[0]}); got != `{"assistanceNeeds":{"change":{`+
		`"__typename":"NeedClosed","helpRequest":{"id":"`+left+`","status":"OPEN"}}}}` {
		t.Error(got)
	}
}

func TestAssistanceNeeds_whoMayNotOpen(t *testing.T) {
	t.Parallel()
	s := newStage(t)
	stranger, anete := s.signIn("keegi@naidis.ee"), s.volunteer("anete@naidis.ee")
	for _, c := range []struct {
		viewer *hackathon.Viewer
		args   string
		want   string
	}{
		{&hackathon.Viewer{}, "", "UNAUTHENTICATED"}, {stranger, "", "FORBIDDEN"},
		{anete, `(eventId: "` + hackathon.NewID(hackathon.KindEvent, time.Now()).String() + `")`, "NOT_FOUND"},
		{anete, `(eventId: "` + anete.PersonID.String() + `")`, "INVALID"},
		{anete, `(filter: {radiusKm: 5})`, "INVALID"},
		{anete, `(filter: {near: "Jüri tn 12-5"})`, "INVALID"},
		{anete, `(after: "x")`, "INVALID"},
	} {
		if o, code := s.open(c.viewer, `subscription { assistanceNeeds`+c.args+` { cursor } }`); o != nil ||
			!strings.HasPrefix(code, c.want+" ") {
			t.Errorf("%s: %s", c.args, code)
		}
	}
}

// A field that depends on who asks fails in a shared execution; it does not show somebody else's.
func TestAssistanceNeeds_sharedExecutionHasNoViewer(t *testing.T) {
	t.Parallel()
	s := newStage(t)
	asker, anete := s.signIn("asker@naidis.ee"), s.volunteer("anete@naidis.ee")
	s.ask(asker, "")
	for _, field := range []string{"match { private { phone } }", "distance", "viewerEligibility { eligible }"} {
		o, code := s.open(anete, `subscription { assistanceNeeds(eventId: "`+s.event.String()+`") { change { ... on NeedOpened
			{ helpRequest { `+field+` } } } } }`)
		if code != "" {
			t.Fatal(code)
		}
		if got := o.follow(0); len(got) != 1 || !strings.Contains(got[0], "went wrong") {
			t.Errorf("%s: %s", field, got)
		}
	}
}
