package transport_test

import (
	"bufio"
	"context"
	"encoding/json"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"slices"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/loometalgud/mano/hackathon"
	"github.com/loometalgud/mano/live"
	"github.com/loometalgud/mano/transport"
	"github.com/loometalgud/mano/transport/transporttest"
)

// TestEvents_signInAtTheDoors: event streams that all return at once sign in through the same queue as websockets.
func TestEvents_signInAtTheDoors(t *testing.T) {
	t.Parallel()
	inside, leave := make(chan struct{}), make(chan struct{})
	var streams atomic.Int64
	s := newServer(t, func(c *transport.Config, _ *live.Config, _ *transporttest.API) {
		c.Limits[transport.SocketWorkers] = 1
		inner := c.Authenticate
		c.Authenticate = func(ctx context.Context, r *http.Request, init map[string]any) (*hackathon.Viewer, time.Time,
			error) {
			if init == nil {
				streams.Add(1)
			} else {
				close(inside)
				<-leave
			}
			return inner(ctx, r, init)
		}
	})
	defer close(leave)
	s.dial(t).send(`{"type":"connection_init","payload":{}}`)
	<-inside
	gone, leaves := context.WithCancel(t.Context())
	leaves()
	r := httptest.NewRequestWithContext(gone, http.MethodGet, "/graphql?query="+url.QueryEscape(`{ hello }`), nil)
	r.Header.Set("Accept", "text/event-stream")
	s.handler.ServeHTTP(httptest.NewRecorder(), r)
	if n := streams.Load(); n != 0 {
		t.Error("an event stream signed in beside the one that the doors let in")
	}
}

// event is one event of a stream, as the HTML standard parses it.
type event struct {
	kind, id, data string
	hasData        bool
}

// eventReader reads a stream line by line.
type eventReader struct {
	t    testing.TB
	res  *http.Response
	r    *bufio.Reader
	stop context.CancelFunc
}

func (s *server) events(t testing.TB, method, query string, variables map[string]any, header ...string) *eventReader {
	t.Helper()
	ctx, stop := context.WithTimeout(context.Background(), patience)
	t.Cleanup(stop)
	var req *http.Request
	if method == http.MethodPost {
		b, _ := json.Marshal(map[string]any{"query": query, "variables": variables})
		req, _ = http.NewRequestWithContext(ctx, method, s.URL+"/graphql", strings.NewReader(string(b)))
		req.Header.Set("Content-Type", "application/json")
	} else {
		q := url.Values{"query": {query}}
		if variables != nil {
			b, _ := json.Marshal(variables)
			q.Set("variables", string(b))
		}
		req, _ = http.NewRequestWithContext(ctx, method, s.URL+"/graphql?"+q.Encode(), nil)
	}
	req.Header.Set("Accept", "text/event-stream")
	for i := 0; i+1 < len(header); i += 2 {
		req.Header.Set(header[i], header[i+1])
	}
	res, err := http.DefaultClient.Do(req)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = res.Body.Close() })
	if ct := res.Header.Get("Content-Type"); res.StatusCode != 200 || ct != "text/event-stream" {
		b, _ := io.ReadAll(res.Body)
		t.Fatalf("%d %s %s", res.StatusCode, ct, b)
	}
	if res.Header.Get("Cache-Control") != "no-store" || res.Header.Get("X-Accel-Buffering") != "no" {
		t.Errorf("header: %v", res.Header)
	}
	return &eventReader{t: t, res: res, r: bufio.NewReader(res.Body), stop: stop}
}

// next returns the next event with data, or false at the end of the response.
func (e *eventReader) next() (ev event, ok bool) {
	e.t.Helper()
	for {
		line, err := e.r.ReadString('\n')
		if err == io.EOF {
			return event{}, false
		}
		if err != nil {
			e.t.Fatalf("read: %v", err)
		}
		line = strings.TrimSuffix(line, "\n")
		if line == "" {
			if ev.hasData {
				return ev, true
			}
			ev = event{}
			continue
		}
		name, value, _ := strings.Cut(line, ":")
		value = strings.TrimPrefix(value, " ")
		switch name {
		case "event":
			ev.kind = value
		case "id":
			ev.id = value
		case "data":
			ev.data, ev.hasData = ev.data+value, true
		case "", "retry":
		default:
			e.t.Fatalf("a line %q", line)
		}
	}
}

func (e *eventReader) result() (event, next) {
	e.t.Helper()
	ev, ok := e.next()
	if !ok || ev.kind != "next" {
		e.t.Fatalf("event %+v, %v", ev, ok)
	}
	return ev, decode[next](e.t, []byte(ev.data))
}

func (e *eventReader) complete() {
	e.t.Helper()
	if ev, ok := e.next(); !ok || ev.kind != "complete" || ev.data != "" {
		e.t.Fatalf("event %+v, %v, want complete", ev, ok)
	}
	if ev, ok := e.next(); ok {
		e.t.Fatalf("after complete: %+v", ev)
	}
}

func TestEventsOfOneResult(t *testing.T) {
	t.Parallel()
	s := newServer(t)
	for _, c := range []struct{ name, method, query, code string }{
		{"query", "POST", "{ hello }", ""},
		{"query by GET", "GET", "{ hello }", ""},
		{"mutation", "POST", `mutation { post(title: "x") }`, ""},
		{"syntax error", "POST", "{", "INVALID"},
		{"unknown field", "GET", "{ nope }", "INVALID"},
		{"field error", "POST", "{ fails }", "INTERNAL"},
		{"refused subscription", "POST", "subscription { forbidden { cursor } }", "FORBIDDEN"},
		{"cursor of nowhere", "POST", `subscription { posts(after: "AAAA") { cursor } }`, "INVALID"},
		{"too many aliases", "POST", "{ tree {" + strings.Repeat(" a: name b: name", 16) + "} }", "LIMIT_EXCEEDED"},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			e := s.events(t, c.method, c.query, nil)
			_, n := e.result()
			code := ""
			if len(n.Errors) > 0 {
				code, _ = n.Errors[0].Extensions["code"].(string)
			}
			if code != c.code {
				t.Errorf("code %q, want %q: %+v", code, c.code, n)
			}
			e.complete()
		})
	}
	// What is no GraphQL request is refused before there is a stream.
	for body, status := range map[string]int{`nonsense`: 400, `[]`: 400, `{}`: 400} {
		if a := s.do(t, "POST", "/graphql", body, "Accept", "text/event-stream"); a.status != status ||
			a.code() != "INVALID" {
			t.Errorf("%s: %d %s", body, a.status, a.body)
		}
	}
	if a := s.do(t, "GET", "/graphql?query={hello}", "", "Accept", "text/event-stream", "Authorization",
		"Bearer nobody"); a.status != 401 {
		t.Errorf("bad token: %d", a.status)
	}
}

// TestEventStream: items have ids, and Last-Event-ID resumes.
func TestEventStream(t *testing.T) {
	t.Parallel()
	s := newServer(t)
	s.post(1, "a")
	for _, method := range []string{"GET", "POST"} {
		e := s.events(t, method, posts, nil)
		var got []string
		var last string
		take := func() next {
			ev, n := e.result()
			if ev.id == "" || ev.id != n.Extensions.Cursor || n.Extensions.Prev != last {
				t.Errorf("id %q, cursor %q, prev %q after %q", ev.id, n.Extensions.Cursor, n.Extensions.Prev, last)
			}
			if n.Data.Posts.Post != nil {
				got = append(got, n.Data.Posts.Post.Title)
			}
			last = ev.id
			return n
		}
		for !take().Data.Posts.CaughtUp {
		}
		s.post(2, "a")
		take()
		_ = e.res.Body.Close()
		s.post(3, "a")
		// The header overrides the argument, which an EventSource repeats unchanged.
		e = s.events(t, method, posts, map[string]any{"after": nil}, "Last-Event-ID", last)
		for got[len(got)-1] != "3" { // before or after CaughtUp, depending on when the hub has read it
			take()
		}
		if want := []string{"1", "2", "3"}; !slices.Equal(got[len(got)-3:], want) && method == "GET" {
			t.Errorf("items %v, want %v", got, want)
		}
		if want := []string{"2", "3"}; !slices.Equal(got[len(got)-2:], want) {
			t.Errorf("items %v, want %v", got, want)
		}
		e.stop()
	}
}

// TestEventStreamEnds: a drain ends the response without complete, so that the client returns.
func TestEventStreamEnds(t *testing.T) {
	t.Parallel()
	s := newServer(t)
	e := s.events(t, "GET", posts, nil)
	e.result()
	ctx, cancel := context.WithTimeout(context.Background(), patience)
	defer cancel()
	if err := s.handler.Drain(ctx); err != nil {
		t.Fatal(err)
	}
	for ev, ok := e.next(); ok; ev, ok = e.next() {
		if ev.kind == "complete" {
			t.Error("a drain is not the end of the operation")
		}
	}
}

// TestEventStreamOfNobody: a stream that ends because the sign-in has expired says so in its last result, without
// complete; after a new sign-in it resumes.
func TestEventStreamOfNobody(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		end  func(s *server, refuse func(error))
		says string
	}{
		"expired": {says: "sign-in expired"},
		"revoked": {says: "signed out: sign in again", end: func(s *server, refuse func(error)) {
			refuse(&hackathon.Error{Kind: hackathon.Unauthenticated, Message: "signed out: sign in again"})
			s.api.ChangeRights(alice.PersonID)
		}},
	} {
		t.Run(name, func(t *testing.T) {
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
			if c.end == nil {
				s.expiry = time.Now().Add(20 * time.Millisecond)
			}
			e := s.events(t, "GET", posts, nil, "Authorization", "Bearer alice")
			if c.end != nil {
				e.result()
				c.end(s, func(err error) { refuse.Store(&err) })
			}
			var last event
			for ev, ok := e.next(); ok; ev, ok = e.next() {
				last = ev
			}
			n := decode[next](t, []byte(last.data))
			if last.kind != "next" || last.id != "" || len(n.Errors) != 1 ||
				n.Errors[0].Extensions["code"] != "UNAUTHENTICATED" || !strings.Contains(n.Errors[0].Message, c.says) {
				t.Errorf("the last event is %+v", last)
			}
		})
	}
}

// TestEventStreamLosesRights: the error is the last result.
func TestEventStreamLosesRights(t *testing.T) {
	t.Parallel()
	s := newServer(t)
	s.api.Allowed = func(context.Context) error { return hackathon.Forbiddenf("not for you") }
	e := s.events(t, "POST", posts, nil, "Authorization", "Bearer alice")
	_, n := e.result()
	if len(n.Errors) != 1 || n.Errors[0].Extensions["code"] != "FORBIDDEN" {
		t.Errorf("%+v", n)
	}
	e.complete()
}
