package transport_test

import (
	"context"
	"encoding/json"
	"slices"
	"strconv"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/loometalgud/mano/hackathon"
	"github.com/loometalgud/mano/live"
	"github.com/loometalgud/mano/transport"
	"github.com/loometalgud/mano/transport/transporttest"
)

// TestRights: a change of rights ends what is no longer allowed, and restarts what is changed.
func TestRights(t *testing.T) {
	t.Parallel()
	var refuse atomic.Pointer[error]
	s := newServer(t, func(_ *transport.Config, _ *live.Config, api *transporttest.API) {
		api.Allowed = func(context.Context) error {
			if e := refuse.Load(); e != nil {
				return *e
			}
			return nil
		}
	})
	set := func(err error) { refuse.Store(&err) }

	c := s.ready(t, "alice")
	c.subscribe("1", posts)
	c.caughtUp("1")
	set(hackathon.Forbiddenf("not any more"))
	s.api.ChangeRights(alice.PersonID)
	if code := c.expectError("1"); code != "FORBIDDEN" {
		t.Errorf("forbidden: %s", code)
	}
	c.expectSilence() // the connection lives
	refuse.Store(nil)
	c.subscribe("1", posts)
	c.caughtUp("1")
	set(&hackathon.Error{Kind: hackathon.Unauthenticated, Message: "signed out"})
	s.api.ChangeRights(alice.PersonID)
	if m := c.expectClose(4403); m.reason != "signed out" {
		t.Errorf("the close does not say why: %q", m.reason)
	}

	refuse.Store(nil)
	c = s.ready(t, "bob")
	c.subscribe("shared", posts)
	c.caughtUp("shared")
	d := s.ready(t, "bob")
	d.subscribe("private", `subscription { posts { caughtUp post { mine } } }`)
	d.caughtUp("private")
	s.mu.Lock()
	s.rights = []hackathon.Grant{{Role: hackathon.RoleCoordinator}}
	s.mu.Unlock()
	s.api.ChangeRights(bob.PersonID)
	d.expectClose(4403)
	c.expectSilence()
}

// TestRightsOnSocket: a socket does not keep rights that the same request over HTTP would have lost.
func TestRightsOnSocket(t *testing.T) {
	t.Parallel()
	now := make(chan *hackathon.Viewer, 1)
	s := newServer(t, func(c *transport.Config, _ *live.Config, _ *transporttest.API) {
		c.Refresh = func(_ context.Context, v *hackathon.Viewer) (*hackathon.Viewer, error) {
			select {
			case v := <-now:
				return v, nil
			default:
				return nil, &hackathon.Error{Kind: hackathon.Unauthenticated, Message: "signed out"}
			}
		}
		c.RefreshAfter = time.Nanosecond
	})
	c := s.ready(t, "alice")
	fresh := *alice
	fresh.Locale = hackathon.LocaleRu
	now <- &fresh
	c.subscribe("1", "{ whoami }")
	if m := c.expect("next", "1"); !strings.Contains(m.raw, "RU") {
		t.Errorf("not read anew: %s", m)
	}
	c.expect("complete", "1")
	c.subscribe("2", `mutation { post(title: "no") }`)
	if m := c.expectClose(4403); m.reason != "signed out" {
		t.Errorf("the close does not say why: %q", m.reason)
	}
	if n := len(s.api.Log.Rows(s.api.Stream)); n != 0 {
		t.Errorf("%d posts by somebody who is signed out", n)
	}
}

// TestExpiryWhileStreaming: after a new sign-in a client resumes with its last cursor and misses nothing, whatever
// happened when the sign-in expired.
func TestExpiryWhileStreaming(t *testing.T) {
	t.Parallel()
	s := newServer(t, func(_ *transport.Config, c *live.Config,
		_ *transporttest.API) {
		c.Heartbeat = 400 * time.Millisecond
	})
	stop := make(chan struct{})
	posted := make(chan int, 1)
	go func() {
		tick := time.NewTicker(2 * time.Millisecond)
		defer tick.Stop()
		for n := 1; ; n++ {
			select {
			case <-tick.C:
				s.post(n, "a")
			case <-stop:
				posted <- n - 1
				return
			}
		}
	}()
	var after any
	var got []string
	for range 3 {
		s.mu.Lock()
		s.expiry = time.Now().Add(time.Second)
		s.mu.Unlock()
		c := s.ready(t, "alice")
		c.subscribe("1", posts, map[string]any{"after": after})
		m := c.read()
		for ; m.closed == 0; m = c.read() {
			var n next
			if err := json.Unmarshal(m.Payload, &n); m.Type != "next" || err != nil {
				t.Fatalf("%s: %v", m, err)
			}
			if n.Extensions.Cursor == "" || after != nil && n.Extensions.Prev != after {
				t.Fatalf("prev %q after %v", n.Extensions.Prev, after)
			}
			got, after = append(got, titles([]next{n})...), n.Extensions.Cursor
		}
		if m.closed != 4403 {
			t.Fatal("closed with", m.closed, m.reason)
		}
	}
	close(stop)
	last := <-posted
	s.mu.Lock()
	s.expiry = time.Time{}
	s.mu.Unlock()
	c := s.ready(t, "alice")
	c.subscribe("1", posts, map[string]any{"after": after})
	for len(got) == 0 || got[len(got)-1] != strconv.Itoa(last) {
		got = append(got, titles([]next{c.item("1")})...)
	}
	first, err := strconv.Atoi(got[0])
	if err != nil {
		t.Fatal(got[0], err)
	}
	var want []string
	for n := first; n <= last; n++ {
		want = append(want, strconv.Itoa(n))
	}
	if !slices.Equal(got, want) {
		t.Errorf("%d came for the %d from %s on", len(got), len(want), got[0])
	}
}
