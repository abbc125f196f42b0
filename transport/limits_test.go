package transport_test

import (
	"fmt"
	"net/http"
	"strings"
	"testing"

	"github.com/gorilla/websocket"

	"github.com/loometalgud/mano/hackathon"
	"github.com/loometalgud/mano/live"
	"github.com/loometalgud/mano/transport"
	"github.com/loometalgud/mano/transport/transporttest"
	"github.com/loometalgud/mano/transport/wstest"
)

func TestOperationLimits(t *testing.T) {
	t.Parallel()
	began := make(chan struct{}, 10)
	s := newServer(t, func(c *transport.Config, _ *live.Config, api *transporttest.API) {
		c.Limits = hackathon.Limits{transport.MaxOperations: 3, transport.SocketWorkers: 1, transport.SocketWaiting: 1,
			transport.MaxSubscribesPerSecond: -1}
		api.Slow = func() { began <- struct{}{} }
	})
	c := s.ready(t, "alice")
	c.subscribe("1", "{ slow }")
	<-began
	c.subscribe("2", "{ slow }") // waits for the worker
	c.subscribe("3", "{ slow }") // or this one does; the other is refused
	m := c.read()
	if !strings.Contains(m.raw, "MANO_SOCKET_WAITING") || !strings.Contains(m.raw, "LIMIT_EXCEEDED") {
		t.Errorf("no room to wait: %s", m)
	}
	c.subscribe("4", "subscription { posts { caughtUp } }") // needs no worker
	c.expect("next", "4")
	c.subscribe("5", "{ hello }")
	for m = c.read(); m.Type == "next"; m = c.read() {
	}
	if m.ID != "5" || m.Type != "error" {
		t.Errorf("no worker: %s", m)
	}

	s = newServer(t, func(c *transport.Config, _ *live.Config,
		_ *transporttest.API) {
		c.Limits[transport.MaxOperations] = 2
	})
	c = s.ready(t, "alice")
	c.subscribe("1", "{ slow }")
	c.subscribe("2", "{ slow }")
	c.subscribe("3", "{ hello }")
	if code := c.expectError("3"); code != "LIMIT_EXCEEDED" {
		t.Errorf("third operation: %s", code)
	}
	c.send(`{"type":"complete","id":"1"}`)
	c.expectSilence()
}

func TestRates(t *testing.T) {
	t.Parallel()
	s := newServer(t, func(c *transport.Config, _ *live.Config, _ *transporttest.API) {
		c.Limits = hackathon.Limits{transport.MaxOperations: 2, transport.MaxSubscribesPerSecond: 1,
			transport.MaxMessagesPerSecond: 10}
	})
	c := s.ready(t, "alice")
	for i := range 3 {
		c.subscribe(fmt.Sprint(i), "{ nope }")
		want := "INVALID"
		if i == 2 {
			want = "RATE_LIMITED"
		}
		if code := c.expectError(fmt.Sprint(i)); code != want {
			t.Errorf("operation %d: %s, want %s", i, code, want)
		}
	}
	for range 100 {
		if c.WriteMessage(websocket.TextMessage, []byte(`{"type":"pong"}`)) != nil {
			break
		}
	}
	c.expectClose(1013)
}

func TestConnectionLimits(t *testing.T) {
	t.Parallel()
	refused := func(s *server, setting string) {
		t.Helper()
		_, res, err := wstest.Dial(s.URL)
		if err == nil || res == nil || res.StatusCode != 503 || res.Header.Get("Retry-After") == "" {
			t.Fatalf("not refused: %v %v", res, err)
		}
		a := s.do(t, "GET", "/graphql?query=subscription{posts{cursor}}", "", "Accept", "text/event-stream")
		if a.status != 200 || !strings.Contains(a.body, setting) || !strings.Contains(a.body, "retry: ") {
			t.Errorf("%d %s", a.status, a.body)
		}
		if a := s.query(t, "{ hello }"); a.status != 200 {
			t.Errorf("a plain request: %d %s", a.status, a.body)
		}
	}
	s := newServer(t, func(c *transport.Config, _ *live.Config, _ *transporttest.API) {
		c.Limits[transport.MaxConnections] = 1
	})
	c := s.ready(t, "alice")
	refused(s, "MANO_MAX_CONNECTIONS")
	_ = c.Close()

	s = newServer(t, func(c *transport.Config, _ *live.Config,
		_ *transporttest.API) {
		c.Limits[transport.MaxConnectionsPerAddress] = 1
	})
	s.ready(t, "alice")
	refused(s, "MANO_MAX_CONNECTIONS_PER_ADDRESS")

	s = newServer(t, func(c *transport.Config, _ *live.Config, _ *transporttest.API) {
		c.Limits[transport.MaxPendingPerAddress] = 1
	})
	s.ready(t, "alice")
	c = s.dial(t) // the second one unacknowledged
	if _, res, err := wstest.Dial(s.URL); err == nil || res.StatusCode != 503 {
		t.Errorf("too many unacknowledged: %v %v", res, err)
	}
	c.send(`{"type":"connection_init"}`)
	c.expect("connection_ack")
	s.ready(t, "alice")

	s = newServer(t, func(c *transport.Config, _ *live.Config, _ *transporttest.API) {
		c.Limits[transport.MaxConnectionsPerPerson] = 1
	})
	s.ready(t, "alice")
	s.ready(t, "bob")
	c = s.dial(t)
	c.send(`{"type":"connection_init","payload":{"authorization":"Bearer alice"}}`)
	c.expectClose(1013)
	a := s.do(t, "GET", "/graphql?query={hello}", "", "Accept", "text/event-stream", "Authorization", "Bearer alice")
	if a.status != 200 || !strings.Contains(a.body, "MANO_MAX_CONNECTIONS_PER_PERSON") ||
		strings.Contains(a.body, "hello") {
		t.Errorf("stream of a person: %d %s", a.status, a.body)
	}
}

// TestGroupLimits: nobody makes the server execute any number of different subscriptions.
func TestGroupLimits(t *testing.T) {
	t.Parallel()
	limited := func(c *transport.Config, _ *live.Config, _ *transporttest.API) {
		c.Limits[transport.MaxGroupsPerPerson], c.Limits[transport.MaxGroupsPerAddress] = 2, 3
	}
	s := newServer(t, limited)
	anonymous := func(s *server) *wsClient {
		c := s.dial(t)
		c.send(`{"type":"connection_init"}`)
		c.expect("connection_ack")
		return c
	}
	follow := func(c *wsClient, id, topic string) {
		c.subscribe(id, `subscription($topic: String!) { posts(topic: $topic) { caughtUp } }`, map[string]any{"topic": topic})
	}
	refused := func(c *wsClient, id, topic, setting string) {
		t.Helper()
		follow(c, id, topic)
		if m := c.read(); m.Type != "error" || m.ID != id || !strings.Contains(m.raw, "LIMIT_EXCEEDED") ||
			!strings.Contains(m.raw, "setting "+setting+")") {
			t.Errorf("%s: %s", topic, m)
		}
	}
	phone, laptop, other := s.ready(t, "alice"), s.ready(t, "alice"), s.ready(t, "bob")
	for i, c := range []*wsClient{phone, laptop, other} {
		follow(c, "1", "one")
		c.expect("next", "1")
		follow(c, "2", "two")
		c.expect("next", "2")
		refused(c, "3", fmt.Sprint("three", i), "MANO_MAX_GROUPS_PER_PERSON")
	}
	stream := s.events(t, http.MethodGet, `subscription { posts(topic: "four") { cursor } }`, nil, "Authorization",
		"Bearer alice")
	if ev, _ := stream.next(); !strings.Contains(ev.data, "MANO_MAX_GROUPS_PER_PERSON") {
		t.Errorf("event stream: %s", ev.data)
	}
	phone.send(`{"type":"complete","id":"2"}`)
	laptop.send(`{"type":"complete","id":"2"}`)
	laptop.send(`{"type":"ping"}`)
	laptop.expect("pong")
	phone.send(`{"type":"ping"}`)
	phone.expect("pong")
	follow(phone, "5", "five")
	phone.expect("next", "5")

	for i := range 2 { // without a sign-in
		c := anonymous(s)
		follow(c, "1", "one")
		c.expect("next", "1")
		if i == 0 {
			follow(c, "2", "six")
			c.expect("next", "2")
			follow(c, "3", "seven")
			c.expect("next", "3")
		}
		refused(c, "4", "eight", "MANO_MAX_GROUPS_PER_ADDRESS")
	}

	s = newServer(t, limited, func(c *transport.Config, _ *live.Config, _ *transporttest.API) {
		c.Limits[transport.MaxGroupsPerPerson], c.Limits[transport.MaxGroupsPerAddress] = -1, -1
	})
	for _, c := range []*wsClient{s.ready(t, "alice"), anonymous(s)} {
		for i := range 5 {
			follow(c, fmt.Sprint(i), fmt.Sprint(i))
			c.expect("next", fmt.Sprint(i))
		}
	}
}

// TestGroupLimits_ofAHall: by default nobody without a sign-in makes the server execute each change hundreds of times,
// and the board behind the same address is not affected.
func TestGroupLimits_ofAHall(t *testing.T) {
	t.Parallel()
	s := newServer(t)
	follow := func(c *wsClient, id string, topic any) message {
		c.subscribe(id, `subscription($topic: String!) { posts(topic: $topic) { caughtUp } }`,
			map[string]any{"topic": fmt.Sprint(topic)})
		return c.read()
	}
	var last *wsClient
	for i := range 50 {
		if i%10 == 0 {
			last = s.dial(t)
			last.send(`{"type":"connection_init"}`)
			last.expect("connection_ack")
		}
		if m := follow(last, fmt.Sprint(i), i); m.Type != "next" {
			t.Fatalf("%d: %s", i, m)
		}
	}
	if m := follow(last, "more", "more"); m.Type != "error" || !strings.Contains(m.raw, "MANO_MAX_GROUPS_PER_ADDRESS") {
		t.Errorf("the 51st: %s", m)
	}
	if m := follow(s.ready(t, "board"), "1", "of the board"); m.Type != "next" {
		t.Errorf("the board: %s", m)
	}
}

// TestSubscriptionLimits: live subscriptions count as operations of the connection.
func TestSubscriptionLimits(t *testing.T) {
	t.Parallel()
	s := newServer(t, func(c *transport.Config, l *live.Config, _ *transporttest.API) {
		c.Limits[transport.MaxOperations], l.MaxOperations = 2, 2
	})
	c := s.ready(t, "alice")
	for _, id := range []string{"1", "2"} {
		c.subscribe(id, "subscription { posts { caughtUp } }")
		c.expect("next", id)
	}
	c.subscribe("3", "subscription { posts { caughtUp } }")
	if m := c.read(); m.Type != "error" || m.ID != "3" || !strings.Contains(m.raw, "LIMIT_EXCEEDED") ||
		!strings.Contains(m.raw, "MANO_MAX_OPERATIONS") {
		t.Error(m)
	}
}
