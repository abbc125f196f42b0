package transport_test

import (
	"bufio"
	"net/http"
	"net/http/httptest"
	"net/url"
	"testing"
	"time"

	"github.com/loometalgud/mano/live"
	"github.com/loometalgud/mano/transport"
	"github.com/loometalgud/mano/transport/transporttest"
	"github.com/loometalgud/mano/transport/wstest"
)

// TestTLS: with TLS in this process every write may have to wait; all else is the same.
func TestTLS(t *testing.T) {
	t.Parallel()
	s := newServer(t)
	secure := httptest.NewTLSServer(s.handler)
	t.Cleanup(secure.Close)
	c := &wsClient{wstest.Connect(t, secure.URL, "alice"), t}
	c.subscribe("1", posts)
	c.caughtUp("1")
	for n := range 20 {
		s.post(n, "a")
		if got := c.item("1").Data.Posts.Post; got == nil {
			t.Fatal("no post")
		}
	}
	c.subscribe("2", "{ hello }")
	c.expect("next", "2")
	c.expect("complete", "2")
	c.subscribe("1", posts)
	c.expectClose(4409)
}

// TestHTTP2: an event stream over HTTP/2 outlives the deadlines of its writes.
func TestHTTP2(t *testing.T) {
	t.Parallel()
	s := newServer(t, func(c *transport.Config, l *live.Config, _ *transporttest.API) {
		c.Limits[transport.WriteTimeout], l.Stall = int64(100*time.Millisecond), 100*time.Millisecond
		l.Heartbeat = 400 * time.Millisecond
	})
	secure := httptest.NewUnstartedServer(s.handler)
	secure.EnableHTTP2 = true
	secure.StartTLS()
	t.Cleanup(secure.Close)
	req, _ := http.NewRequest("GET", secure.URL+"/graphql?query="+url.QueryEscape("subscription { posts { cursor "+
		"caughtUp post { title } } }"), nil)
	req.Header.Set("Accept", "text/event-stream")
	res, err := secure.Client().Do(req)
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close()
	if res.ProtoMajor != 2 {
		t.Fatalf("protocol %s", res.Proto)
	}
	e := &eventReader{t: t, res: res, r: bufio.NewReader(res.Body)}
	for range 3 { // heartbeats, each later than the deadline of the last write
		if _, n := e.result(); !n.Data.Posts.CaughtUp {
			t.Errorf("%+v", n)
		}
	}
	s.post(1, "a")
	if _, n := e.result(); n.Data.Posts.Post == nil {
		t.Errorf("%+v", n)
	}
}
