package main

import (
	"encoding/json"
	"fmt"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/loometalgud/mano/postgres/postgrestest"
)

const (
	requestHelp = `mutation($event: ID!) { requestHelp(input: {eventId: $event, kind: ONSITE_HELP, onSite: true,
		private: {description: "SALADUS sõnum", phone: "+372 5999 9999"}})
		{ __typename ... on RequestHelpSuccess { helpRequest { id version status } } ... on Failure { message { en } } } }`
	claim = `mutation($need: ID!) { claimHelpRequest(input: {helpRequestId: $need}) { __typename
		... on ClaimHelpRequestSuccess { helpRequest { id version status } } } }`
)

func (p *program) requestHelp(t testing.TB, event string) string {
	t.Helper()
	var got struct {
		RequestHelp struct {
			Typename    string `json:"__typename"`
			HelpRequest struct{ ID string }
		}
	}
	p.mustAsk(t, "demo-participant", requestHelp, map[string]any{"event": event}, &got)
	if got.RequestHelp.Typename != "RequestHelpSuccess" {
		t.Fatalf("requestHelp: %+v", got)
	}
	return got.RequestHelp.HelpRequest.ID
}

// The promise that everything serves: a need is seen by every volunteer within a second, is taken by exactly one, and
// is never lost, not even by a volunteer whose connection drops meanwhile.
func TestSpine_askedSeenTakenResumed(t *testing.T) {
	t.Parallel()
	p := start(t, "MANO_DATABASE_URL="+postgrestest.Empty(t))
	event := p.liveEvent(t)
	streams := make([]*stream, 10)
	for i := range streams {
		streams[i] = p.watch(t, []string{"demo-volunteer", "demo-volunteer-2", "demo-coordinator"}[i%3], event, "")
		streams[i].caughtUp(t)
	}
	cut := p.watch(t, "demo-volunteer", event, "")
	cut.caughtUp(t)

	asked := time.Now()
	need := p.requestHelp(t, event)
	for i, s := range streams {
		it := s.next(t, 10*time.Second)
		if it.Change.Typename != "NeedOpened" || it.Change.HelpRequest.ID != need || it.Change.HelpRequest.Status != "OPEN" {
			t.Fatalf("subscriber %d got %+v", i, it)
		}
	}
	if took := time.Since(asked); took > time.Second {
		t.Errorf("the need reached ten volunteers in %v; a second is promised", took)
	}
	_ = cut.conn.Close() // before it read anything of this

	outcomes := make(chan string, 2)
	var both sync.WaitGroup
	for _, volunteer := range []string{"demo-volunteer", "demo-volunteer-2"} {
		both.Go(func() {
			var got struct {
				ClaimHelpRequest struct {
					Typename string `json:"__typename"`
				}
			}
			if err := p.ask(volunteer, claim, map[string]any{"need": need}, &got); err != nil {
				outcomes <- err.Error()
				return
			}
			outcomes <- got.ClaimHelpRequest.Typename
		})
	}
	both.Wait()
	if a, b := <-outcomes, <-outcomes; a+b != "ClaimHelpRequestSuccessAlreadyTaken" &&
		b+a != "ClaimHelpRequestSuccessAlreadyTaken" {
		t.Fatalf("two claims at once: %s and %s", a, b)
	}
	for i, s := range streams {
		if it := s.next(t, 10*time.Second); it.Change.Typename != "NeedClosed" || it.Change.HelpRequest.ID != need ||
			it.Change.HelpRequest.Status != "MATCHED" {
			t.Fatalf("subscriber %d got %+v", i, it)
		}
	}
	replayed := p.watch(t, "demo-volunteer", event, cut.last).caughtUp(t)
	if len(replayed) != 2 || replayed[0].Change.Typename != "NeedOpened" || replayed[1].Change.Typename != "NeedClosed" {
		t.Fatalf("the one that was cut off got %+v; each of the two changes once is promised", replayed)
	}
}

func TestSpine_powerCutLosesNothing(t *testing.T) {
	t.Parallel()
	dsn := "MANO_DATABASE_URL=" + postgrestest.Empty(t)
	p := start(t, dsn, "MANO_LISTEN="+address(t))
	event := p.liveEvent(t)
	s := p.watch(t, "demo-volunteer", event, "")
	s.caughtUp(t)
	seen := map[string]int{}
	var asked []string
	for i := range 20 {
		asked = append(asked, p.requestHelp(t, event))
		if i < 10 { // the second half is committed but not read
			it := s.next(t, 10*time.Second)
			seen[it.Change.HelpRequest.ID]++
		}
	}
	p.kill()
	p = p.again(t)
	for _, it := range p.watch(t, "demo-volunteer", event, s.last).caughtUp(t) {
		if it.Change.Typename == "StreamReset" {
			t.Fatal("a restart on the same data must not reset anybody")
		}
		seen[it.Change.HelpRequest.ID]++
	}
	for i, id := range asked {
		if seen[id] != 1 {
			t.Errorf("request %d came %d times", i, seen[id])
		}
		var got struct {
			HelpRequest struct{ Status string }
		}
		p.mustAsk(t, "demo-volunteer", `query($id: ID!) { helpRequest(id: $id) { status } }`, map[string]any{"id": id}, &got)
		if got.HelpRequest.Status != "OPEN" {
			t.Errorf("request %d is %q after the restart", i, got.HelpRequest.Status)
		}
	}
}

// Who is not in the match cannot read the private part, whichever way they try.
func TestSpine_privatePartStaysPrivate(t *testing.T) {
	t.Parallel()
	p := start(t, "MANO_DATABASE_URL="+postgrestest.Empty(t))
	event := p.liveEvent(t)
	need := p.requestHelp(t, event)
	const private = `match { asker { displayName } private { description phone address } }`
	ways := map[string]string{
		"helpRequest": `query($id: ID!, $event: ID!) { event(id: $event) { id } helpRequest(id: $id) { id ` + private +
			` } }`,
		"node": `query($id: ID!, $event: ID!) { event(id: $event) { id } node(id: $id) {
			... on HelpRequest { id ` + private + ` } } }`,
		"event.helpRequests": `query($id: ID!, $event: ID!) { node(id: $id) { id } event(id: $event) {
			helpRequests(first: 100) { nodes { id ` + private + ` } } } }`,
		"assistanceNeeds": `query($id: ID!, $event: ID!) { node(id: $id) { id } assistanceNeeds(eventId: $event,
			first: 100) { nodes { id ` + private + ` } } }`,
		"viewer": `query($id: ID!, $event: ID!) { node(id: $id) { id } event(id: $event) { id }
			viewer { helpRequests { nodes { id ` + private + ` } } matches { nodes { id ` + private + ` } } } }`,
	}
	for _, token := range []string{"", "demo-volunteer", "demo-volunteer-2", "demo-coordinator", "demo-organiser",
		"demo-admin", "demo-board"} {
		for way, query := range ways {
			var got json.RawMessage
			err := p.ask(token, query, map[string]any{"id": need, "event": event}, &got)
			if strings.Contains(fmt.Sprint(string(got), err), "SALADUS") ||
				strings.Contains(fmt.Sprint(string(got), err), "5999") {
				t.Errorf("%q reads the private part through %s: %s", token, way, got)
			}
		}
	}
	// and the asker reads it, so that the ways above are real ones
	var own json.RawMessage
	p.mustAsk(t, "demo-participant", ways["helpRequest"], map[string]any{"id": need, "event": event}, &own)
	if !strings.Contains(string(own), "SALADUS") {
		t.Errorf("the asker cannot read their own words: %s", own)
	}
	if got := p.output.String(); strings.Contains(got, "SALADUS") || strings.Contains(got, "5999") {
		t.Error("the private part is in the program's output")
	}
}
