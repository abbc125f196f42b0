package transport_test

import (
	"context"
	"fmt"
	"net"
	"slices"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/loometalgud/mano/live"
	"github.com/loometalgud/mano/transport"
	"github.com/loometalgud/mano/transport/transporttest"
)

func (s *server) post(n int, kind string) {
	s.api.Append(transporttest.Post{Title: fmt.Sprint(n), Kind: kind, Author: alice.PersonID})
}

func titles(items []next) (out []string) {
	for _, n := range items {
		if n.Data.Posts.Post != nil {
			out = append(out, n.Data.Posts.Post.Title)
		}
	}
	return out
}

// TestSubscription: snapshot, CaughtUp, changes, and an unbroken chain of cursors.
func TestSubscription(t *testing.T) {
	t.Parallel()
	s := newServer(t)
	s.post(1, "a")
	s.post(2, "b")
	c := s.ready(t, "bob")
	c.subscribe("x", posts)
	got := c.caughtUp("x")
	if want := []string{"1", "2"}; !slices.Equal(titles(got), want) || !got[0].Data.Posts.Snapshot {
		t.Errorf("present state: %v, want %v", titles(got), want)
	}
	for n := 3; n <= 6; n++ {
		s.post(n, "a")
		got = append(got, c.item("x"))
	}
	if want := []string{"1", "2", "3", "4", "5", "6"}; !slices.Equal(titles(got), want) {
		t.Errorf("items: %v, want %v", titles(got), want)
	}
	last := ""
	for i, n := range got {
		if n.Extensions.Cursor == "" || n.Extensions.Cursor != n.Data.Posts.Cursor || n.Extensions.Prev != last {
			t.Errorf("item %d: cursor %q and %q, prev %q after %q", i, n.Extensions.Cursor, n.Data.Posts.Cursor,
				n.Extensions.Prev, last)
		}
		last = n.Extensions.Cursor
	}
	c.send(`{"type":"complete","id":"x"}`)
	c.expectSilence()
	s.post(7, "a")

	// The same, resumed on another connection.
	c = s.ready(t, "bob")
	c.subscribe("y", posts, map[string]any{"after": last})
	got = c.caughtUp("y")
	for len(titles(got)) == 0 { // after CaughtUp, if the hub has read it later
		got = append(got, c.item("y"))
	}
	if want := []string{"7"}; !slices.Equal(titles(got), want) || got[0].Extensions.Prev != last {
		t.Errorf("resumed: %v after %q, want %v after %q", titles(got), got[0].Extensions.Prev, want, last)
	}
}

// TestSharing: subscribers that differ only in their own arguments share one execution; others do not.
func TestSharing(t *testing.T) {
	t.Parallel()
	var rendered atomic.Int64
	s := newServer(t, func(_ *transport.Config, _ *live.Config, api *transporttest.API) {
		api.Rendered = func(c live.Change) {
			if c.Activity != nil && !c.Snapshot {
				rendered.Add(1)
			}
		}
	})
	s.post(1, "a")
	c := s.ready(t, "alice")
	c.subscribe("first", posts)
	after := c.caughtUp("first")[1].Extensions.Cursor

	d := s.ready(t, "bob") // another person, other filters and cursors, other spelling
	fields := `{ cursor snapshot caughtUp reset post { title kind } }`
	d.subscribe("variable", posts, map[string]any{"kind": "a"})
	d.subscribe("literal", `subscription { posts(kind: "a") `+fields+` }`)
	d.subscribe("none", `subscription { posts `+fields+` }`)
	d.subscribe("spelling", "# a comment\nsubscription ( $after : Cursor ) {\n posts ( after : $after , kind : \"b\" ) "+
		""+fields+" }", map[string]any{"after": after})
	d.subscribe("inline", `subscription { ... on Subscription { posts(kind: "a") `+fields+` } }`)
	waiting := map[string]bool{"variable": true, "literal": true, "none": true, "spelling": true, "inline": true}
	for len(waiting) > 0 {
		m := d.expect("next")
		if decode[next](t, m.Payload).Data.Posts.CaughtUp {
			delete(waiting, m.ID)
		}
	}
	rendered.Store(0)
	s.post(2, "a")
	c.item("first")
	var got []string
	for range 4 {
		got = append(got, d.expect("next").ID)
	}
	slices.Sort(got)
	if want := []string{"inline", "literal", "none", "variable"}; !slices.Equal(got, want) {
		t.Errorf("delivered to %v, want %v", got, want)
	}
	d.expectSilence()
	// "inline" has another shape, and so another group.
	if n := rendered.Load(); n != 2 {
		t.Errorf("%d executions, want 2", n)
	}
	if g := s.hub.Stats().Groups; g != 2 {
		t.Errorf("%d groups, want 2", g)
	}
	// Arguments that decide what is shown make another group.
	d.subscribe("topic", `subscription { posts(topic: "some") `+fields+` }`)
	d.subscribe("fields", `subscription { posts { caughtUp } }`)
	d.subscribe("variable directive", `subscription($x: Boolean!) { posts { caughtUp cursor @include(if: $x) } }`,
		map[string]any{"x": true})
	d.subscribe("other variable", `subscription($x: Boolean!) { posts { caughtUp cursor @include(if: $x) } }`,
		map[string]any{"x": false})
	for range 4 {
		for m := d.expect("next"); ; m = d.expect("next") {
			if decode[next](t, m.Payload).Data.Posts.CaughtUp {
				break
			}
		}
	}
	if g := s.hub.Stats().Groups; g != 6 {
		t.Errorf("%d groups, want 6", g)
	}
}

// TestViewerFields: a field marked @viewer makes the group the person's own. One that lacks its mark fails in a shared
// execution and shows nobody's data.
func TestViewerFields(t *testing.T) {
	t.Parallel()
	s := newServer(t)
	for name, query := range map[string]string{
		"on the type":           `subscription { posts { caughtUp post { title mine } } }`,
		"through the interface": `subscription { posts { caughtUp post: thing { title mine } } }`,
		"through a fragment": `subscription { posts { ...f } } fragment f on Item { caughtUp post {
			... on Post { title ...g } } } fragment g on Post { mine }`,
	} {
		a, b := s.ready(t, "alice"), s.ready(t, "bob")
		a.subscribe("1", query)
		b.subscribe("1", query)
		a.caughtUp("1")
		b.caughtUp("1")
		s.post(1, "a")
		for c, want := range map[*wsClient]bool{a: true, b: false} {
			n := c.item("1")
			if p := n.Data.Posts.Post; p == nil || p.Mine == nil || *p.Mine != want {
				t.Errorf("%s: %+v %v, want %v", name, p, n.Errors, want)
			}
		}
	}
	c := s.ready(t, "alice")
	c.subscribe("shared", `subscription { posts { caughtUp post { title forgotten } } }`)
	c.caughtUp("shared")
	s.post(2, "a")
	if n := c.item("shared"); len(n.Errors) != 1 || n.Data.Posts.Post.Forgotten != nil || n.Data.Posts.Post.Title != "2" {
		t.Errorf("forgotten mark: %+v", n)
	}
}

// TestErrorPath: the path of a field error in an item starts at the root field, by its alias.
func TestErrorPath(t *testing.T) {
	t.Parallel()
	s := newServer(t)
	c := s.ready(t, "alice")
	c.subscribe("1", `subscription { al: posts { caughtUp p: post { title bad } } }`)
	c.expect("next", "1")
	s.post(1, "a")
	m := c.expect("next", "1")
	n := decode[next](t, m.Payload)
	if len(n.Errors) != 1 || fmt.Sprint(n.Errors[0].Path) != "[al p bad]" {
		t.Errorf("%s", m)
	}
}

// TestExecutionOfItems is what rendering needs from gqlgen: null goes up to data, a panic stays in its field, each
// execution has its own loaders, and the subscription survives all of it.
func TestExecutionOfItems(t *testing.T) {
	t.Parallel()
	var loaders, rendered atomic.Int64
	s := newServer(t, func(c *transport.Config, _ *live.Config, api *transporttest.API) {
		c.Loaders = func(ctx context.Context) context.Context { loaders.Add(1); return ctx }
		api.Rendered = func(live.Change) { rendered.Add(1) }
	})
	c := s.ready(t, "alice")
	c.subscribe("hard", `subscription { al: posts { h: hard } }`)
	for range 2 {
		m := c.expect("next", "hard")
		n := decode[next](t, m.Payload)
		if len(n.Errors) != 1 || fmt.Sprint(n.Errors[0].Path) != "[al h]" || !strings.Contains(m.raw, `"data":null`) ||
			n.Extensions.Cursor == "" {
			t.Errorf("null where it may not be: %s", m)
		}
		s.post(1, "a")
	}
	c.send(`{"type":"complete","id":"hard"}`)
	d := s.ready(t, "alice")
	d.subscribe("panic", `subscription { posts { caughtUp post { title panics } } }`)
	d.caughtUp("panic")
	s.post(2, "a")
	if n := d.item("panic"); len(n.Errors) != 1 || fmt.Sprint(n.Errors[0].Path) != "[posts post panics]" ||
		n.Data.Posts.Post.Title != "2" {
		t.Errorf("panic: %+v", n)
	}
	if l, r := loaders.Load(), rendered.Load(); l != r+2 { // and one for each opening
		t.Errorf("%d times fresh loaders for %d executions and 2 openings", l, r)
	}
}

// TestSlowReader: a client that does not read is closed with 4290, delays nobody, and resumes without a gap. It runs
// alone, because it depends on time.
func TestSlowReader(t *testing.T) {
	s := newServer(t, func(c *transport.Config, l *live.Config, _ *transporttest.API) {
		c.Limits[transport.MaxMessagesPerSecond] = -1
		l.Stall = time.Second // more than the quick one needs on a busy machine
	})
	slow := s.ready(t, "alice")
	if err := slow.NetConn().(*net.TCPConn).SetReadBuffer(4096); err != nil {
		t.Fatal(err)
	}
	slow.subscribe("1", posts)
	got := slow.caughtUp("1")
	quick := s.ready(t, "bob")
	quick.subscribe("1", posts)
	quick.caughtUp("1")
	title := strings.Repeat("x", 8<<10)
	const n = 100
	for i := range n {
		s.api.Append(transporttest.Post{Title: fmt.Sprint(i, title), Kind: "a"})
		quick.item("1")
	}
	for end := time.Now().Add(patience); s.hub.Counters.SlowCloses.Load() == 0 && time.Now().Before(end); {
		quick.expectSilence() // nobody else is closed, or waits
	}
	var m message
	for m = slow.read(); m.closed == 0; m = slow.read() {
		got = append(got, decode[next](t, m.Payload))
	}
	if m.closed != 4290 {
		t.Fatalf("closed with %s", m)
	}
	again := s.ready(t, "alice")
	again.subscribe("1", posts, map[string]any{"after": got[len(got)-1].Extensions.Cursor})
	got = append(got, again.caughtUp("1")...)
	if all := titles(got); len(all) != n || !slices.IsSortedFunc(all, func(a, b string) int {
		var x, y int
		_, _ = fmt.Sscan(a, &x)
		_, _ = fmt.Sscan(b, &y)
		return x - y
	}) {
		t.Errorf("%d items, want %d in order", len(all), n)
	}
}

// TestPeerVanishes: a connection that is cut off leaves nothing behind.
func TestPeerVanishes(t *testing.T) {
	t.Parallel()
	s := newServer(t)
	for range 20 {
		c := s.ready(t, "alice")
		c.subscribe("1", posts)
		tcp := c.NetConn().(*net.TCPConn)
		_ = tcp.SetLinger(0) // RST
		_ = tcp.Close()
	}
	c := s.ready(t, "bob")
	c.subscribe("1", posts)
	c.caughtUp("1")
}
