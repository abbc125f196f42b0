package graph_test

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/loometalgud/mano/hackathon"
	"github.com/loometalgud/mano/live"
	"github.com/loometalgud/mano/postgres"
	"github.com/loometalgud/mano/postgres/postgrestest"
)

// liveEvent is an event of the test that takes ideas and groups.
func (a *api) liveEvent() hackathon.ID {
	a.t.Helper()
	return a.rows().Event(postgrestest.Event{
		Sides: []hackathon.StakeholderSide{hackathon.SideCitizen, hackathon.SideOfficial}})
}

// answer runs an operation and returns its data, or the code of its fault.
func (a *api) answer(v *hackathon.Viewer, query string, variables vars) string {
	a.t.Helper()
	data, errs := a.run(v, query, variables)
	if len(errs) > 0 {
		return code(errs) + " " + errs[0].Message
	}
	return string(data)
}

// mutate runs a mutation with one input; fields says what is asked of its success.
func (a *api) mutate(v *hackathon.Viewer, name, fields string, input vars) string {
	a.t.Helper()
	inputType := strings.ToUpper(name[:1]) + name[1:] + "Input"
	return a.answer(v, `mutation ($in: `+inputType+`!) { `+name+`(input: $in) { __typename `+fields+`
		... on ValidationFailed { code fields { path code } } ... on StateConflict { code state possible } } }`,
		vars{"in": input})
}

func contains(t *testing.T, what, got string, parts ...string) {
	t.Helper()
	for _, p := range parts {
		if !strings.Contains(got, p) {
			t.Errorf("%s: %s\nlacks %s", what, got, p)
		}
	}
}

func idIn(t testing.TB, answer string) string {
	t.Helper()
	_, rest, _ := strings.Cut(answer, `"id":"`)
	id, _, ok := strings.Cut(rest, `"`)
	if !ok {
		t.Fatalf("no id in %s", answer)
	}
	return id
}

func TestIdea_fromSubmissionToGroup(t *testing.T) {
	t.Parallel()
	a := newAPI(t)
	event := a.liveEvent()
	author, supporter, moderator := a.person("Maarja K."), a.person("Leida P."),
		a.person("Tõnu V.", hackathon.RoleModerator)
	idea := idIn(t, a.mutate(author, "submitIdea", `... on SubmitIdeaSuccess { idea { id version status author {
		displayName
		} event { id } brings { count } history { nodes { to } } comments { nodes { id } } } }`,
		vars{"eventId": event.String(), "title": vars{"et": "Vaikne tund"}, "problem": vars{"et": "Poes on lärmakas"},
			"targetGroups": []any{"MENTAL_HEALTH"}}))
	contains(t, "bad input", a.mutate(author, "submitIdea", "",
		vars{"eventId": idea, "title": vars{}, "problem": vars{"et": "Kirjuta mari@naidis.ee"}, "authorship": "UNNAMED",
			"idempotencyKey": "k"}),
		`"ValidationFailed"`, `{"path":["eventId"],"code":"WRONG_TYPE"}`, `{"path":["title"],"code":"REQUIRED"}`,
		`{"path":["problem","et"],"code":"PERSONAL_DATA"}`, `{"path":["idempotencyKey"],"code":"PERSONAL_DATA"}`)
	contains(t, "support", a.mutate(supporter, "supportIdea",
		`... on SupportIdeaSuccess { idea { supportCount viewerSupports brings { contribution count } } }`,
		vars{"ideaId": idea, "brings": []any{"ROOM"}}),
		`"supportCount":1`, `"viewerSupports":true`, `{"contribution":"ROOM","count":1}`)
	comment := idIn(t, a.mutate(supporter, "addComment",
		`... on AddCommentSuccess { comment { id body author { displayName } idea { commentCount } } }`,
		vars{"ideaId": idea, "body": "Hea!"}))
	a.mutate(author, "addComment", "", vars{"ideaId": idea, "body": "Aitäh", "replyTo": comment})
	contains(t, "hiding without the right", a.mutate(author, "hideComment", "", vars{"commentId": comment, "reason": "x"}),
		"FORBIDDEN")
	contains(t, "hiding", a.mutate(moderator, "hideComment",
		`... on HideCommentSuccess { comment { body hiddenReason version } }`, vars{"commentId": comment,
			"reason": "Solvav"}),
		`"body":null`, `"hiddenReason":"Solvav"`, `"version":2`)
	contains(t, "refusal without an answer", a.mutate(moderator, "changeIdeaStatus", "",
		vars{"ideaId": idea, "status": "DECLINED"}), `"ValidationFailed"`, `["answer"]`)
	contains(t, "a move that there is not", a.mutate(moderator, "changeIdeaStatus", "",
		vars{"ideaId": idea, "status": "PITCHED"}), `"StateConflict"`, `"state":"OPEN"`,
		`"possible":["IN_REVIEW","SEEKS_TEAM","PAUSED","DECLINED","MERGED"]`)
	contains(t, "the author answers", a.mutate(author, "changeIdeaStatus", "", vars{"ideaId": idea, "status": "PAUSED"}),
		"FORBIDDEN")
	group := idIn(t, a.mutate(supporter, "formWorkingGroup",
		`... on FormWorkingGroupSuccess { workingGroup { id phase lead { displayName } ideas { id status workingGroup { id }
			} viewerMembership { role sides } } }`,
		vars{"eventId": event.String(), "ideaId": idea, "name": vars{"et": "Rühm"}, "sides": []any{"LIVED_EXPERIENCE"}}))
	contains(t, "group", a.mutate(author, "joinWorkingGroup",
		`... on JoinWorkingGroupSuccess { workingGroup { version memberCount missingSides sides { side count required missing
			} members { nodes { sides role person { displayName } workingGroup { id } } } } }`,
		vars{"workingGroupId": group, "sides": []any{"OFFICIAL"}}), `"memberCount":2`, `"missingSides":[]`,
		`{"sides":["CITIZEN"],"role":"LEAD","person":{"displayName":"Leida P."}`)
	contains(t, "page", a.answer(nil, `fragment counted on IdeaConnection { totalCount }
		query ($id: ID!) { event(id: $id) {
		ideas { ...counted nodes { id status supportCount author { displayName } commentCount comments { total: totalCount
			nodes { body replies { nodes { body replyTo { body id } } } } } history { nodes { from to } }
			workingGroup { id name { et } } } }
		workingGroups(filter: {phase: [FORMING]}) { totalCount nodes { members(first: 1) { totalCount nodes { role } }
			lead { displayName } memberCount sides { side } } pageInfo
			{ hasNextPage } } sides { side count missing } } }`, vars{"id": event.String()}),
		`"status":"IN_GROUP"`,
		`{"body":null,"replies":{"nodes":[{"body":"Aitäh","replyTo":{"body":null,"id":"`+comment+`"}}]}}`,
		`{"from":"OPEN","to":"IN_GROUP"}`,
		`"commentCount":1`, `{"side":"OFFICIAL","count":1,"missing":false}`, `"ideas":{"totalCount":1`, `"total":1,`,
		`"workingGroups":{"totalCount":1`, `"members":{"totalCount":2,"nodes":[{`)
	for _, c := range []struct{ id, typ string }{{idea, "Idea"}, {comment, "Comment"}, {group, "WorkingGroup"}} {
		contains(t, "node", a.answer(nil, `query ($id: ID!) { node(id: $id) { __typename id } }`, vars{"id": c.id}), c.typ)
	}
}

func TestEventIdeas_showWhatTheReaderMaySee(t *testing.T) {
	t.Parallel()
	a := newAPI(t)
	event := a.liveEvent()
	author, moderator := a.person("Maarja K."), a.person("Tõnu V.", hackathon.RoleModerator)
	submitted := a.mutate(author, "submitIdea", `... on SubmitIdeaSuccess { idea { id status author { id } createdAt } }`,
		vars{"eventId": event.String(), "title": vars{"et": "Nimeta"}, "problem": vars{"et": "Raske"},
			"authorship": "UNNAMED"})
	contains(t, "unnamed", submitted, `"status":"IN_REVIEW"`, `"author":null`, `"createdAt":"2026-05-17T09:00:00Z"`)
	const list = `query ($id: ID!) { event(id: $id) { ideas(filter: {status: [IN_REVIEW]}) { nodes { id } } } }`
	for _, c := range []struct {
		name string
		v    *hackathon.Viewer
		want string
	}{{"its author", author, `[]`}, {"nobody", nil, `[]`},
		{"a moderator", moderator, `[{"id":"` + idIn(t, submitted) + `"}]`}} {
		contains(t, c.name, a.answer(c.v, list, vars{"id": event.String()}), `"nodes":`+c.want)
	}
	contains(t, "node for the author", a.answer(author, `query ($id: ID!) { node(id: $id) { id } }`,
		vars{"id": idIn(t, submitted)}), `{"node":null}`)
}

// What a stream renders once goes to everybody: it must hold what the public may see, whoever opened it.
func TestEventIdeas_inASharedExecutionAreThePublicOnes(t *testing.T) {
	t.Parallel()
	a := newAPI(t)
	event := a.liveEvent()
	author := a.person("Maarja K.")
	for _, authorship := range []string{"NAMED", "UNNAMED"} {
		a.mutate(author, "submitIdea", "", vars{"eventId": event.String(), "title": vars{"et": authorship},
			"problem": vars{"et": "Raske"}, "authorship": authorship})
	}
	log, err := a.db.ReadLog(t.Context(), []hackathon.Position{{Stream: event}}, 10)
	if err != nil || len(log) != 2 {
		t.Fatal(log, err)
	}
	got := a.render(live.Change{Activity: &log[0]}, `subscription ($id: ID!) { eventActivity(eventId: $id) { change
		{ __typename ... on IdeaChanged { idea { title { et } author { displayName } supportCount
		event { ideas { nodes { title { et } } } } } } } } }`, vars{"id": event.String()})
	contains(t, "rendered", got, `"IdeaChanged"`, `"displayName":"Maarja K."`,
		`"ideas":{"nodes":[{"title":{"et":"NAMED"}}]}`)
}

// Whatever is said about an idea that one may not read is not read either, by whatever way one comes to it.
func TestIdea_whatIsSaidOfOneThatIsNotReadIsNotRead(t *testing.T) {
	t.Parallel()
	a := newAPI(t)
	event := a.liveEvent()
	author, supporter, moderator := a.person("Maarja K."), a.person("Leida P."),
		a.person("Tõnu V.", hackathon.RoleModerator)
	submit := func(title string) string {
		return idIn(t, a.mutate(author, "submitIdea", `... on SubmitIdeaSuccess { idea { id } }`,
			vars{"eventId": event.String(), "title": vars{"et": title}, "problem": vars{"et": "Raske"}}))
	}
	idea, merged := submit("Siht"), submit("Sama")
	comment := idIn(t, a.mutate(supporter, "addComment", `... on AddCommentSuccess { comment { id } }`,
		vars{"ideaId": idea, "body": "Salajane sõna"}))
	a.mutate(supporter, "addComment", "", vars{"ideaId": idea, "body": "Salajane vastus", "replyTo": comment})
	a.mutate(supporter, "supportIdea", "", vars{"ideaId": idea, "brings": []any{"ROOM"}})
	a.mutate(moderator, "changeIdeaStatus", "", vars{"ideaId": merged, "status": "MERGED", "mergedInto": idea,
		"answer": vars{"et": "Üks idee"}})
	log, err := a.db.ReadLog(t.Context(), []hackathon.Position{{Stream: event}}, 100)
	if err != nil {
		t.Fatal(err)
	}
	const fields = `title { et } author { displayName } history { nodes { to answer { et } } } brings { contribution }
		comments { nodes { body author { displayName } replies { nodes { body } } } }`
	const ways = `query ($merged: ID!, $idea: ID!, $comment: ID!, $event: ID!) {
		merged: node(id: $merged) { ... on Idea { mergedInto { ` + fields + ` } } } idea: node(id: $idea) { ... on Idea { ` +
		fields + ` } }
		comment: node(id: $comment) { ... on Comment { body author { displayName } replies { nodes { body } } idea { ` +
		fields + ` } } }
		event(id: $event) { ideas { nodes { mergedInto { ` + fields + ` } } } } }`
	const streamed = `subscription ($event: ID!) { eventActivity(eventId: $event) { change { ... on IdeaChanged { idea
		{ event { ideas { nodes { mergedInto { ` + fields + ` } } } } } } } } }`
	all := vars{"merged": merged, "idea": idea, "comment": comment, "event": event.String()}
	secrets := []string{"Salajane sõna", "Salajane vastus", "Leida P.", "Põhjus", "ROOM", "Siht"}
	for _, status := range []string{"IN_REVIEW", "OPEN", "WITHDRAWN"} {
		by := moderator
		if status == "WITHDRAWN" {
			by = author
		}
		contains(t, status, a.mutate(by, "changeIdeaStatus", `... on ChangeIdeaStatusSuccess { idea { status } }`,
			vars{"ideaId": idea, "status": status, "answer": vars{"et": "Põhjus"}}), `"status":"`+status)
		answers := map[string]string{
			"nobody": a.answer(nil, ways, all), "somebody": a.answer(a.person("Keegi"), ways, all),
			"everybody at once": a.render(live.Change{Activity: &log[0]}, streamed, vars{"event": event.String()}),
		}
		for who, got := range answers {
			for _, secret := range secrets {
				if strings.Contains(got, secret) != (status == "OPEN") {
					t.Errorf("%s, %s: %q: %s", status, who, secret, got)
				}
			}
		}
		for who, v := range map[string]*hackathon.Viewer{"its author": author, "a moderator": moderator} {
			contains(t, status+", "+who, a.answer(v, ways, all), secrets...)
		}
	}
}

func TestLabels_coverEveryValueOfIdeasAndGroups(t *testing.T) {
	t.Parallel()
	schema := contract(t)
	for _, enum := range []string{"IdeaStatus", "IdeaAuthorship", "RepresentationBasis", "Contribution",
		"GroupRole", "GroupPhase"} {
		var want, got []string
		for _, v := range schema.Types[enum].EnumValues {
			want = append(want, v.Name)
		}
		for _, l := range hackathon.Labels(enum) {
			got = append(got, l.Value)
		}
		if !slices.Equal(got, want) {
			t.Errorf("%s: labels for %v, want %v", enum, got, want)
		}
	}
}

func TestEventPage_readsInBatches(t *testing.T) {
	t.Parallel()
	a := newAPIWith(t, postgres.Config{MaxConns: 1})
	event := a.liveEvent()
	for i := range 8 {
		p := a.person(fmt.Sprint("Inimene ", i))
		idea := idIn(t, a.mutate(p, "submitIdea", `... on SubmitIdeaSuccess { idea { id } }`,
			vars{"eventId": event.String(), "title": vars{"et": fmt.Sprint("Idee ", i)}, "problem": vars{"et": "Raske"}}))
		a.mutate(p, "supportIdea", "", vars{"ideaId": idea, "brings": []any{"TIME"}})
		a.mutate(p, "addComment", "", vars{"ideaId": idea, "body": "Hea"})
		a.mutate(p, "formWorkingGroup", "", vars{"eventId": event.String(), "ideaId": idea,
			"name": vars{"et": fmt.Sprint("Rühm ", i)}, "sides": []any{"CITIZEN"}})
	}
	const page = `query ($id: ID!) { event(id: $id) {
		ideas { nodes { author { displayName } brings { count } viewerSupports comments { nodes { author { displayName
			} replies { nodes { id } } } } history { nodes { to } } workingGroup { name { et } } } }
		workingGroups { nodes { lead { displayName } members { nodes { person { displayName } } } sides { side } ideas { id
			} viewerMembership { id } } } } }`
	viewer := a.person("Vaataja")
	before := a.commits()
	var got json.RawMessage
	a.into(&got, viewer, page, vars{"id": event.String()})
	// one by one it would be some 90. How many there are depends on how busy the machine is
	if n := a.commits() - before; n > 55 {
		t.Errorf("the page took %d commits for 8 ideas and 8 groups", n)
	}
}
