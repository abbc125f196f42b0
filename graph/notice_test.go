package graph_test

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/loometalgud/mano/hackathon"
	"github.com/loometalgud/mano/live"
)

func TestNotifications_stream(t *testing.T) {
	t.Parallel()
	s := newStage(t)
	asker, anete := s.signIn("asker@naidis.ee"), s.volunteer("anete@naidis.ee")
	id := s.ask(asker, "")
	o, code := s.open(asker, `subscription { notifications { change { ... on NoticeAdded { notice { kind text { en
		text(locale: ET) } readAt } } } } }`)
	if code != "" {
		t.Fatal(code)
	}
	s.run(anete, `mutation { claimHelpRequest(input: {helpRequestId: "`+id+`"}) { __typename } }`, nil)
	got := o.follow(0)
	if len(got) != 1 || !strings.Contains(got[0], `"kind":"OFFER_RECEIVED",`) ||
		!strings.Contains(got[0], "Abi kohapeal: Võru") {
		t.Error(got)
	}
	snapshot, err := o.source.Snapshot(t.Context(), []hackathon.ID{asker.PersonID})
	if err != nil || len(snapshot.Items) != 1 || o.render(live.Change{Activity: &snapshot.Items[0],
		Snapshot: true}) != got[0] {
		t.Error(snapshot, err)
	}
	s.want(asker, `{ viewer { notices { totalCount nodes { kind subject { id ... on HelpRequest { status } } } }
		volunteer { radiusKm } } }`, nil, `{"viewer":{"notices":{"totalCount":1,"nodes":[{"kind":"OFFER_RECEIVED",`+
		`"subject":{"id":"`+id+`","status":"OFFERED"}}]},"volunteer":null}}`)
	var notice struct {
		Viewer struct {
			Notices struct{ Nodes []struct{ ID string } }
		}
	}
	data, _ := s.run(asker, `{ viewer { notices { nodes { id } } } }`, nil)
	if err := json.Unmarshal([]byte(data), &notice); err != nil {
		t.Fatal(err)
	}
	read := `mutation { markNoticesRead(input: {noticeIds: ["` + notice.Viewer.Notices.Nodes[0].ID +
		`"]}) { ... on MarkNoticesReadSuccess { readCount } } }`
	s.want(anete, read, nil, `{"markNoticesRead":{"readCount":0}}`)
	s.want(asker, read, nil, `{"markNoticesRead":{"readCount":1}}`)
}

// What a notice is about is shown to whoever may see it still; the notice stays.
func TestNotice_subject(t *testing.T) {
	t.Parallel()
	s := newStage(t)
	asker, anete := s.signIn("asker@naidis.ee"), s.volunteer("anete@naidis.ee")
	id := s.ask(asker, "")
	for _, act := range []struct {
		name string
		by   *hackathon.Viewer
	}{{"claim", anete}, {"cancel", asker}} {
		s.run(act.by, `mutation { `+act.name+`HelpRequest(input: {helpRequestId: "`+id+`"}) { __typename } }`, nil)
	}
	query := `{ viewer { notices(first: 1) { nodes { kind subject { __typename id } } } } }`
	s.want(anete, query, nil, `{"viewer":{"notices":{"nodes":[{"kind":"REQUEST_CANCELLED","subject":`+
		`{"__typename":"HelpRequest","id":"`+id+`"}}]}}}`)
	anete = &hackathon.Viewer{PersonID: anete.PersonID}
	s.want(anete, query, nil, `{"viewer":{"notices":{"nodes":[{"kind":"REQUEST_CANCELLED","subject":null}]}}}`)
}
