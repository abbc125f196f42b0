package transport_test

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/loometalgud/mano/hackathon"
	"github.com/loometalgud/mano/live"
	"github.com/loometalgud/mano/transport"
	"github.com/loometalgud/mano/transport/transporttest"
)

func (s *server) denies(err error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.deny = err
}

// A failure that passes ends a stream of events at its beginning, because an EventSource takes any other answer for
// final. The stream has no event, which a client would take for a result. Other failures are final answers.
func TestEventsComeBack(t *testing.T) {
	t.Parallel()
	limit := func(l hackathon.Limits) func(*transport.Config, *live.Config, *transporttest.API) {
		return func(c *transport.Config, _ *live.Config, _ *transporttest.API) { c.Limits = l }
	}
	for _, c := range []struct {
		name   string
		change func(*transport.Config, *live.Config, *transporttest.API)
		before func(t *testing.T, s *server)
		query  string
		status int // 0: retry
	}{
		{name: "a drain", before: func(t *testing.T, s *server) {
			if err := s.handler.Drain(t.Context()); err != nil {
				t.Fatal(err)
			}
		}},
		{name: "no database at the sign-in", before: func(_ *testing.T, s *server) { s.denies(errors.New("no database")) }},
		{name: "too much at the sign-in", before: func(_ *testing.T, s *server) {
			s.denies(&hackathon.Error{Kind: hackathon.RateLimited, Message: "too many requests"})
		}},
		{name: "no room", change: limit(hackathon.Limits{transport.MaxConnections: 1}),
			before: func(t *testing.T, s *server) { s.events(t, "GET", posts, nil) }},
		{name: "no room for the address", change: limit(hackathon.Limits{transport.MaxConnectionsPerAddress: 1}),
			before: func(t *testing.T, s *server) { s.events(t, "GET", posts, nil) }},
		{name: "no room for the person", change: limit(hackathon.Limits{transport.MaxConnectionsPerPerson: 1}),
			before: func(t *testing.T, s *server) { s.events(t, "GET", posts, nil, "Authorization", "Bearer alice") }},
		{name: "a fault while opening", query: "subscription { panicking { cursor } }"},
		{name: "signed out", before: func(_ *testing.T, s *server) {
			s.denies(&hackathon.Error{Kind: hackathon.Unauthenticated, Message: "sign in again"})
		}, status: http.StatusUnauthorized},
		{name: "forbidden", before: func(_ *testing.T, s *server) { s.denies(hackathon.Forbiddenf("not for you")) },
			status: http.StatusForbidden},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			change := c.change
			if change == nil {
				change = limit(hackathon.Limits{})
			}
			s := newServer(t, change)
			if c.before != nil {
				c.before(t, s)
			}
			if c.query == "" {
				c.query = posts
			}
			a := s.do(t, "GET", "/graphql?query="+strings.ReplaceAll(c.query, " ", "+"), "", "Accept", "text/event-stream",
				"Authorization", "Bearer alice")
			if c.status != 0 {
				if a.status != c.status {
					t.Errorf("%d %s, want %d", a.status, a.body, c.status)
				}
				return
			}
			if a.status != http.StatusOK || a.header.Get("Content-Type") != "text/event-stream" ||
				a.header.Get("Cache-Control") != "no-store" {
				t.Fatalf("%d %v %s", a.status, a.header, a.body)
			}
			if !strings.Contains(a.body, "\nretry: ") || strings.Contains("\n"+a.body, "\ndata") ||
				strings.Contains("\n"+a.body, "\nevent") ||
				!strings.HasSuffix(a.body, "\n\n") {
				t.Errorf("%q", a.body)
			}
		})
	}
}

// The published clients return by themselves to a server that was shutting down, or had no database.
func TestEventsComeBack_clients(t *testing.T) {
	t.Parallel()
	for _, kind := range []string{"graphql-sse", "eventsource"} {
		for _, trouble := range []string{"a drain", "no database"} {
			t.Run(kind+", "+trouble, func(t *testing.T) {
				t.Parallel()
				quick := func(c *transport.Config, _ *live.Config, _ *transporttest.API) { c.RetryAfter = time.Millisecond }
				s := newServer(t, quick)
				bad := s
				if trouble == "a drain" {
					bad = newServer(t, quick)
					if err := bad.handler.Drain(t.Context()); err != nil {
						t.Fatal(err)
					}
				}
				var now atomic.Pointer[http.Handler]
				serve := func(h http.Handler) { now.Store(&h) }
				serve(s.handler)
				calls := make(chan struct{}, 1000)
				front := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
					select {
					case calls <- struct{}{}:
					default:
					}
					(*now.Load()).ServeHTTP(w, r)
				}))
				defer front.Close()
				defer front.CloseClientConnections()

				ctx, cancel := context.WithTimeout(t.Context(), 2*time.Minute)
				defer cancel()
				cmd := node(t, "resume.mjs", kind, front.URL+"/graphql", "2")
				out, err := cmd.StdoutPipe()
				if err != nil {
					t.Fatal(err)
				}
				if err := cmd.Start(); err != nil {
					t.Fatal(err)
				}
				defer context.AfterFunc(ctx, func() { _ = cmd.Process.Kill() })()
				scan := bufio.NewScanner(out)
				until := func(what string) {
					t.Helper()
					for scan.Scan() {
						if bytes.Contains(scan.Bytes(), []byte(`"failed"`)) {
							t.Fatalf("the client gave up: %s", scan.Bytes())
						}
						if bytes.Contains(scan.Bytes(), []byte(what)) {
							return
						}
					}
					t.Fatalf("the client ended before %s", what)
				}
				until(`"caughtUp":true`)
				s.post(1, "a")
				until(`"title":"1"`)
				if bad == s {
					s.denies(errors.New("no database"))
				} else {
					serve(bad.handler)
				}
				for len(calls) > 0 {
					<-calls
				}
				front.CloseClientConnections()
				again := 2
				if kind == "graphql-sse" { // it waits less; and it must see an end that comes with the beginning
					again = 20
				}
				for range again {
					select {
					case <-calls:
					case <-ctx.Done():
						t.Fatal("the client does not come back")
					}
				}
				s.denies(nil)
				serve(s.handler)
				s.post(2, "a")
				until(`"title":"2"`)
				_, _ = io.Copy(io.Discard, out)
				if err := cmd.Wait(); err != nil {
					t.Error(err)
				}
			})
		}
	}
}
