package main

import (
	"io"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"
)

// The tests of the files faults… do to a running mano what sooner or later happens, and compare what every client saw
// with the log: each change once and in order, or a reset. MANO_SOAK=1 makes them longer.

// PostgreSQL restarts, in order or after a crash: clients stay connected, calls fail with a clear answer meanwhile, and
// everything continues by itself.
func TestFaults_databaseRestarts(t *testing.T) {
	t.Parallel()
	c := newCluster(t, folder(t))
	one, two := c.replica(t), c.replica(t)
	event := one.liveEvent(t)
	var all []*subscriber
	for i := range 6 {
		all = append(all, follow(t, "subscriber "+string('a'+rune(i)), []*program{one, two}[i%2], event))
	}
	before, _ := c.truth(t, event)
	askers := []*asker{keepAsking(t, one, event, 10*time.Millisecond), keepAsking(t, two, event, 15*time.Millisecond)}
	for range times(1, 20) {
		for _, end := range []func(*testing.T){c.stop, c.crash} {
			for _, a := range askers {
				a.waitAcks(t, 15)
			}
			end(t)
			for i, p := range []*program{one, two} {
				p.waitReady(t, false)
				askers[i].waitFailures(t, 3)
				p.bringsBack(t, event)
			}
			c.start(t)
			for i, p := range []*program{one, two} {
				p.waitReady(t, true)
				askers[i].waitAcks(t, 15)
			}
		}
	}
	keys := 0
	for _, a := range askers {
		a.end()
	}
	log := c.settle(t, event, all...)
	for _, a := range askers {
		a.check(t, log)
		a.checkFailures(t, 12*time.Second)
		for _, acked := range a.acked {
			if acked.version == 1 {
				keys++
			}
		}
	}
	if n := opened(log, before[len(before)-1].Seq); n != keys {
		t.Errorf("%d needs came to be of %d that were asked for", n, keys)
	}
	for _, s := range all {
		if s.connects != 1 || len(s.resets()) > 0 {
			t.Errorf("%s did not simply stay: resets %v; %s", s.name, s.resets(), s.story())
		}
	}
}

// bringsBack checks that an event stream that cannot be opened now is not refused for good, neither to a volunteer nor
// without a sign-in.
func (p *program) bringsBack(t *testing.T, event string) {
	t.Helper()
	for query, token := range map[string]string{
		`subscription { eventActivity(eventId: "` + event + `") { cursor } }`: "",
		`subscription { assistanceNeeds { cursor } }`:                         "demo-volunteer",
	} {
		req, err := http.NewRequestWithContext(t.Context(), http.MethodGet, p.url+"/graphql?query="+url.QueryEscape(query),
			nil)
		if err != nil {
			t.Fatal(err)
		}
		req.Header.Set("Accept", "text/event-stream")
		if token != "" {
			req.Header.Set("Authorization", "Bearer "+token)
		}
		resp, err := (&http.Client{Timeout: 30 * time.Second}).Do(req)
		if err != nil {
			t.Fatal(err)
		}
		body, err := io.ReadAll(resp.Body)
		_ = resp.Body.Close()
		if err != nil || resp.StatusCode != http.StatusOK || !strings.Contains(string(body), "\nretry: ") ||
			strings.Contains(string(body), "event:") {
			t.Errorf("an event stream that will be had later: %d %q %v", resp.StatusCode, body, err)
		}
	}
}

// A failover to a copy that lacks the newest changes, or a restore: clients that saw what is lost are reset, the others
// continue. Meanwhile the lost positions are used again, with other content.
func TestFaults_lossyFailover(t *testing.T) {
	t.Parallel()
	c := newCluster(t, folder(t))
	one, two := c.replica(t), c.replica(t)
	event := one.liveEvent(t)
	other := one.quietEvent(t, event)
	throughout := []*subscriber{follow(t, "throughout on one", one, event), follow(t, "throughout on two", two, event)}
	untouched := follow(t, "of another event", one, other)
	early := follow(t, "early", one, event)
	beyond := follow(t, "beyond", two, event)
	overtaken := follow(t, "overtaken", one, event)
	ask := func(n int) {
		for range n {
			one.requestHelp(t, event)
		}
	}
	seq := func() int64 { log, _ := c.truth(t, event); return log[len(log)-1].Seq }

	ask(5)
	early.waitSeq(t, seq()-2, 10*time.Second)
	early.leave() // perhaps amid the changes
	ask(5)
	c.stop(t)
	kept := filepath.Join(filepath.Dir(c.dir), "kept")
	copyTree(t, filepath.Join(c.dir, "data"), kept)
	c.start(t)
	one.waitReady(t, true)
	saved := seq()

	ask(4)
	overtaken.waitSeq(t, saved+3, 10*time.Second)
	overtaken.leave()
	ask(40)
	lost := seq()
	beyond.waitSeq(t, lost, 10*time.Second)
	beyond.leave()
	for _, s := range throughout {
		s.waitSeq(t, lost, 10*time.Second)
	}

	c.crash(t)
	if err := os.RemoveAll(filepath.Join(c.dir, "data")); err != nil {
		t.Fatal(err)
	}
	copyTree(t, kept, filepath.Join(c.dir, "data"))
	c.start(t)
	for _, p := range []*program{one, two} {
		p.waitReady(t, true)
	}
	for _, s := range throughout { // though nothing has happened in the new history yet
		s.wait(t, 10*time.Second, func() bool {
			return slices.ContainsFunc(s.steps, func(it step) bool { return it.kind == "StreamReset" })
		}, func() string { return s.name + " to be reset; " + s.story() })
	}
	ask(10)
	if now := seq(); now <= saved+3 || now >= lost {
		t.Fatalf("the test does not do what it is for: %d, saved %d, lost %d", now, saved, lost)
	}
	beyond.come(t, one)
	overtaken.come(t, two)
	early.come(t, two)
	reset := append([]*subscriber{beyond, overtaken}, throughout...)
	for _, s := range reset[:2] {
		s.waitLive(t)
	}
	early.waitLive(t)
	ask(10)
	c.settle(t, event, append(reset, early)...)
	for _, s := range reset {
		if got := s.resets(); len(got) != 1 || got[0] != "DIVERGED" {
			t.Errorf("%s was reset %v; once, DIVERGED, is right", s.name, got)
		}
	}
	for _, s := range []*subscriber{early, untouched} {
		if got := s.resets(); len(got) != 0 {
			t.Errorf("%s has seen nothing that was lost, and was reset: %v", s.name, got)
		}
	}
	untouched.leave()
	if len(untouched.faults) > 0 || untouched.connects != 1 {
		t.Error(untouched.story())
	}
}

// quietEvent is another event whose needs volunteers see.
func (p *program) quietEvent(t *testing.T, not string) string {
	t.Helper()
	var got struct {
		Events struct{ Nodes []struct{ ID string } }
	}
	p.mustAsk(t, "", `{ events(first: 5, filter: {status: [PUBLISHED]}) { nodes { id } } }`, nil, &got)
	for _, e := range got.Events.Nodes {
		if e.ID != not {
			return e.ID
		}
	}
	t.Fatal("there is no other event")
	return ""
}
