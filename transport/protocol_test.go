package transport_test

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/loometalgud/mano/hackathon"
	"github.com/loometalgud/mano/live"
	"github.com/loometalgud/mano/transport"
	"github.com/loometalgud/mano/transport/transporttest"
	"github.com/loometalgud/mano/transport/wstest"
)

const posts = `subscription($kind: String, $after: Cursor) { ` +
	`posts(kind: $kind, after: $after) { cursor snapshot caughtUp reset post { title kind } } }`

// TestProtocol plays one script per rule of graphql-transport-ws. A line of a script that begins with "<" is what the
// server must say (type and id, or "close CODE"); every other is sent.
func TestProtocol(t *testing.T) {
	t.Parallel()
	const (
		initOK = `{"type":"connection_init"}`
		ack    = `< connection_ack`
		hello  = `{"type":"subscribe","id":"1","payload":{"query":"{ hello }"}}`
		live1  = `{"type":"subscribe","id":"1","payload":{"query":"subscription { posts(kind: \"none\") { caughtUp } }"}}`
		slow1  = `{"type":"subscribe","id":"1","payload":{"query":"{ slow }"}}`
		done1  = `{"type":"complete","id":"1"}`
	)
	s := newServer(t)
	subscribe := func(payload string) string { return `{"type":"subscribe","id":"1","payload":` + payload + `}` }
	for name, script := range map[string][]string{
		"init":                {initOK, ack},
		"init with null":      {`{"type":"connection_init","payload":null}`, ack},
		"init with an object": {`{"type":"connection_init","payload":{"a":1}}`, ack},
		"init with a string":  {`{"type":"connection_init","payload":"x"}`, "< close 4400"},
		"init with a list":    {`{"type":"connection_init","payload":[]}`, "< close 4400"},
		"init with a number":  {`{"type":"connection_init","payload":1}`, "< close 4400"},
		"init with an unknown token": {`{"type":"connection_init","payload":{"authorization":"Bearer nobody"}}`,
			"< close 4403"},
		"init that panics": {`{"type":"connection_init","payload":{"authorization":"Bearer panic"}}`,
			"< close 1013"},
		"two inits":             {initOK, ack, initOK, "< close 4429"},
		"subscribe before init": {hello, "< close 4401"},
		"ping before init":      {`{"type":"ping"}`, "< pong"},
		"ping":                  {initOK, ack, `{"type":"ping","payload":{"a":[1]}}`, `< pong`},
		"ping with null":        {`{"type":"ping","payload":null}`, "< pong"},
		"ping with a string":    {`{"type":"ping","payload":"x"}`, "< close 4400"},
		"pong unasked": {`{"type":"pong"}`, initOK, ack, `{"type":"pong","payload":{}}`, `{"type":"ping"}`,
			"< pong"},
		"pong with a list":     {`{"type":"pong","payload":[]}`, "< close 4400"},
		"not JSON before init": {`{`, "< close 4400"},
		"not JSON":             {initOK, ack, `nonsense`, "< close 4400"},
		"empty":                {initOK, ack, ``, "< close 4400"},
		"a list":               {initOK, ack, `[]`, "< close 4400"},
		"null":                 {initOK, ack, `null`, "< close 4400"},
		"a string":             {initOK, ack, `"ping"`, "< close 4400"},
		"no type":              {initOK, ack, `{}`, "< close 4400"},
		"type of another type": {initOK, ack, `{"type":1}`, "< close 4400"},
		"unknown type":         {initOK, ack, `{"type":"start","id":"1"}`, "< close 4400"},
		"a server's ack":       {initOK, ack, `{"type":"connection_ack"}`, "< close 4400"},
		"a server's next":      {initOK, ack, `{"type":"next","id":"1","payload":{}}`, "< close 4400"},
		"a server's error":     {initOK, ack, `{"type":"error","id":"1","payload":[]}`, "< close 4400"},
		"query":                {initOK, ack, hello, "< next 1", "< complete 1"},
		"mutation": {initOK, ack, subscribe(`{"query":"mutation { post(title: \"x\") }"}`), "< next 1",
			"< complete 1"},
		"the id is free after complete": {initOK, ack, hello, "< next 1", "< complete 1", hello, "< next 1", "< complete 1"},
		"the id is free after error": {initOK, ack, subscribe(`{"query":"{"}`), "< error 1", hello, "< next 1",
			"< complete 1"},
		"the id is free after its end": {initOK, ack, slow1, done1, hello, "< next 1", "< complete 1"},
		"field error":                  {initOK, ack, subscribe(`{"query":"{ fails }"}`), "< next 1", "< complete 1"},
		"null data":                    {initOK, ack, subscribe(`{"query":"{ failsHard }"}`), "< next 1", "< complete 1"},
		"panic in a resolver":          {initOK, ack, subscribe(`{"query":"{ panics }"}`), "< next 1", "< complete 1"},
		"syntax error":                 {initOK, ack, subscribe(`{"query":"{"}`), "< error 1", `{"type":"ping"}`, "< pong"},
		"empty document":               {initOK, ack, subscribe(`{"query":""}`), "< error 1"},
		"unknown field": {initOK, ack, subscribe(`{"query":"{ nope }"}`), "< error 1", `{"type":"ping"}`,
			"< pong"},
		"variable missing": {initOK, ack, subscribe(`{"query":"query($n: String!) { hello(name: $n) }"}`),
			"< error 1", `{"type":"ping"}`, "< pong"},
		"operation unknown": {initOK, ack, subscribe(`{"query":"query A { hello }","operationName":"B"}`),
			"< error 1"},
		"too deep": {initOK, ack, subscribe(`{"query":"{ tree ` + strings.Repeat("{ child ", 49) +
			"{ name }" + strings.Repeat("}", 49) + `}"}`), "< error 1"},
		"null members": {initOK, ack,
			subscribe(`{"query":"{ hello }","variables":null,"operationName":null,"extensions":null}`),
			"< next 1", "< complete 1"},
		"subscribe without id": {initOK, ack, `{"type":"subscribe","payload":{"query":"{ hello }"}}`,
			"< close 4400"},
		"subscribe with an empty id": {initOK, ack, `{"type":"subscribe","id":"","payload":{"query":"{ hello }"}}`,
			"< close 4400"},
		"subscribe with a number as id": {initOK, ack, `{"type":"subscribe","id":1,"payload":{"query":"{ hello }"}}`,
			"< close 4400"},
		"subscribe with a huge id": {initOK, ack, `{"type":"subscribe","id":"` + strings.Repeat("x", 129) +
			`","payload":{"query":"{ hello }"}}`, "< close 4400"},
		"no payload":                   {initOK, ack, `{"type":"subscribe","id":"1"}`, "< close 4400"},
		"payload null":                 {initOK, ack, subscribe(`null`), "< close 4400"},
		"payload a string":             {initOK, ack, subscribe(`"{ hello }"`), "< close 4400"},
		"payload a list":               {initOK, ack, subscribe(`[{"query":"{ hello }"}]`), "< close 4400"},
		"no query":                     {initOK, ack, subscribe(`{}`), "< close 4400"},
		"no query but a hash":          {initOK, ack, subscribe(`{"extensions":{"persistedQuery":{}}}`), "< close 4400"},
		"query null":                   {initOK, ack, subscribe(`{"query":null}`), "< close 4400"},
		"query a number":               {initOK, ack, subscribe(`{"query":1}`), "< close 4400"},
		"variables a string":           {initOK, ack, subscribe(`{"query":"{ hello }","variables":"x"}`), "< close 4400"},
		"variables a list":             {initOK, ack, subscribe(`{"query":"{ hello }","variables":[]}`), "< close 4400"},
		"operationName a number":       {initOK, ack, subscribe(`{"query":"{ hello }","operationName":1}`), "< close 4400"},
		"extensions a list":            {initOK, ack, subscribe(`{"query":"{ hello }","extensions":[]}`), "< close 4400"},
		"id of a running subscription": {initOK, ack, live1, "< next 1", live1, "< close 4409"},
		"id of a running query":        {initOK, ack, slow1, hello, "< close 4409"},
		"complete without id":          {initOK, ack, `{"type":"complete"}`, "< close 4400"},
		"complete with a number as id": {initOK, ack, `{"type":"complete","id":1}`, "< close 4400"},
		"complete of nothing":          {initOK, ack, `{"type":"complete","id":"9"}`, `{"type":"ping"}`, "< pong"},
		"complete before init":         {`{"type":"complete","id":"9"}`, initOK, ack},
		"complete of a query":          {initOK, ack, slow1, done1, `{"type":"ping"}`, "< pong"},
		"complete of a subscription":   {initOK, ack, live1, "< next 1", done1, `{"type":"ping"}`, "< pong"},
		"subscription refused": {initOK, ack, subscribe(`{"query":"subscription { forbidden { cursor } }"}`),
			"< error 1", `{"type":"ping"}`, "< pong"},
		"panic while opening": {initOK, ack, subscribe(`{"query":"subscription { panicking { cursor } }"}`),
			"< error 1", `{"type":"ping"}`, "< pong"},
		"cursor of nowhere": {initOK, ack, subscribe(`{"query":"subscription { posts(after: \"AAAA\") { cursor } }"}`),
			"< error 1", `{"type":"ping"}`, "< pong"},
		"escaped id": {initOK, ack, `{"type":"subscribe","id":"\"<\u0000ö","payload":{"query":"{ hello }"}}`,
			"< next \"<\x00ö", "< complete \"<\x00ö"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			c := s.dial(t)
			for _, line := range script {
				want, isWant := strings.CutPrefix(line, "< ")
				if !isWant {
					c.send(line)
					continue
				}
				m := c.read()
				got := m.Type
				if m.ID != "" {
					got += " " + m.ID
				}
				if m.closed != 0 {
					got = fmt.Sprintf("close %d", m.closed)
				}
				if got != want {
					t.Fatalf("got %s, want %s", m, want)
				}
			}
		})
	}
}

// TestFrames sends what no client library would send.
func TestFrames(t *testing.T) {
	t.Parallel()
	s := newServer(t)
	header := func(b ...byte) []byte { return append(b, 0, 0, 0, 0) } // a mask of zeros
	text := func(opcode byte, payload string) []byte {
		b := []byte{opcode, 0x80 | byte(len(payload))}
		return append(header(b...), payload...)
	}
	long := func(n int) []byte {
		b := []byte{0x81, 0x80 | 127, 0, 0, 0, 0, byte(n >> 24), byte(n >> 16), byte(n >> 8), byte(n)}
		return append(header(b...), strings.Repeat(" ", n)...)
	}
	const ping = `{"type":"ping"}`
	for name, c := range map[string]struct {
		bytes []byte
		code  int
	}{
		"binary":                 {text(0x82, ping), 1003},
		"not UTF-8":              {text(0x81, "{\"type\":\"\xff\"}"), 1007},
		"65 KB":                  {long(65 << 10), 1009},
		"2 MB":                   {long(2 << 20), 1009},
		"a length of 2^63":       {header(0x81, 0xff, 0x80, 0, 0, 0, 0, 0, 0, 0), 1009},
		"no mask":                {append([]byte{0x81, 2}, "{}"...), 1002},
		"reserved bit":           {text(0xc1, ping), 1002},
		"reserved opcode":        {text(0x83, ping), 1002},
		"long ping":              {append(header(0x89, 0xfe, 0, 200), strings.Repeat("x", 200)...), 1002},
		"fragmented ping":        {text(0x09, "x"), 1002},
		"continuation from air":  {text(0x80, ping), 1002},
		"message in a message":   {append(text(0x01, "{"), text(0x81, ping)...), 1002},
		"close code 999":         {text(0x88, "\x03\xe7"), 1002},
		"close reason not UTF-8": {text(0x88, "\x03\xe8\xff"), 1002},
		"close of one byte":      {text(0x88, "\x03"), 1002},
		"close":                  {text(0x88, "\x03\xe8bye"), 1000},
		"close 4999":             {text(0x88, "\x13\x87"), 4999},
		"close without code":     {text(0x88, ""), 1000},
		"close going away":       {text(0x88, "\x03\xe9"), 1001},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			client := s.ready(t, "alice")
			if _, err := client.NetConn().Write(c.bytes); err != nil && c.code != 1009 {
				t.Fatal(err)
			}
			client.expectClose(c.code)
		})
	}
	t.Run("fragments", func(t *testing.T) {
		t.Parallel()
		client := s.ready(t, "alice")
		var pongs []string
		client.SetPongHandler(func(data string) error { pongs = append(pongs, data); return nil })
		for _, b := range [][]byte{text(0x01, `{"type":`), text(0x89, "between"), text(0x00, `"pi`), text(0x80, `ng"}`)} {
			if _, err := client.NetConn().Write(b); err != nil {
				t.Fatal(err)
			}
		}
		client.expect("pong")
		if !slices.Equal(pongs, []string{"between"}) {
			t.Errorf("pongs of the websocket: %q", pongs)
		}
	})
}

func TestHandshake(t *testing.T) {
	t.Parallel()
	s := newServer(t, func(c *transport.Config, _ *live.Config, _ *transporttest.API) {
		c.Origins = []string{"https://board.example"}
	})
	for _, protocols := range [][]string{nil, {"graphql-ws"}, {"graphql-transport-wss", "soap"}} {
		c, _, err := wstest.DialAs(protocols, s.URL)
		if err != nil {
			t.Fatal(err)
		}
		(&wsClient{c, t}).expectClose(4406)
		_ = c.Close()
	}
	c, _, err := wstest.DialAs([]string{"soap", wstest.Protocol}, s.URL)
	if err != nil || c.Subprotocol() != "graphql-transport-ws" {
		t.Fatalf("among others: %v", err)
	}
	_ = c.Close()
	for _, c := range []struct {
		name   string
		header []string
		status int
	}{
		{"own origin", []string{"Origin", s.URL, "Cookie", "s=1"}, 101},
		{"listed origin", []string{"Origin", "https://board.example", "Cookie", "s=1"}, 101},
		{"no origin, no cookie", nil, 101},
		{"no origin, cookie", []string{"Cookie", "s=1"}, 403},
		{"another origin", []string{"Origin", "https://evil.example"}, 403},
		{"another origin that begins alike", []string{"Origin", s.URL + ".evil.example"}, 403},
		{"null origin", []string{"Origin", "null"}, 403},
	} {
		client, res, err := wstest.Dial(s.URL, c.header...)
		if res == nil || res.StatusCode != c.status {
			t.Errorf("%s: %v %v, want %d", c.name, res, err, c.status)
		}
		if client != nil {
			_ = client.Close()
		}
	}
	for name, header := range map[string][]string{
		"version": {"Connection", "Upgrade", "Upgrade", "websocket", "Sec-WebSocket-Version", "7", "Sec-WebSocket-Key",
			"AAAAAAAAAAAAAAAAAAAAAA=="},
		"key": {"Connection", "Upgrade", "Upgrade", "websocket", "Sec-WebSocket-Version", "13"},
	} {
		if a := s.do(t, http.MethodGet, "/graphql", "", header...); a.status != 400 || a.code() != "INVALID" {
			t.Errorf("%s: %d %s", name, a.status, a.body)
		}
	}
}

func TestInitIsAwaited(t *testing.T) {
	t.Parallel()
	s := newServer(t, func(c *transport.Config, _ *live.Config, _ *transporttest.API) {
		c.Limits.InitWait = 30 * time.Millisecond
	})
	c := s.dial(t)
	if m := c.expectClose(4408); m.reason == "" {
		t.Error("no reason")
	}
	c = s.dial(t)
	c.send(`{"type":"ping"}`) // does not count
	c.expect("pong")
	c.expectClose(4408)
}

// TestWhileSigningIn: what is against the protocol is so at once, not when the sign-in is done.
func TestWhileSigningIn(t *testing.T) {
	t.Parallel()
	release := make(chan struct{})
	s := newServer(t, func(c *transport.Config, _ *live.Config, _ *transporttest.API) {
		inner := c.Authenticate
		c.Authenticate = func(ctx context.Context, r *http.Request, init map[string]any) (*hackathon.Viewer, time.Time,
			error) {
			select {
			case <-release:
			case <-ctx.Done():
			}
			return inner(ctx, r, init)
		}
	})
	for text, code := range map[string]int{
		`{"type":"connection_init"}`:                                    4429,
		`{"type":"subscribe","id":"1","payload":{"query":"{ hello }"}}`: 4401,
	} {
		c := s.dial(t)
		c.send(`{"type":"connection_init"}`)
		c.send(`{"type":"ping"}`)
		c.expect("pong")
		c.send(text)
		if m := c.read(); m.closed != code {
			t.Errorf("got %s, want %d", m, code)
		}
	}
	close(release)
}

// TestLongMessagesHurry: who sends a long message drop by drop does not keep its memory for ever.
func TestLongMessagesHurry(t *testing.T) {
	t.Parallel()
	s := newServer(t, func(c *transport.Config, _ *live.Config, _ *transporttest.API) {
		c.Limits.WriteTime = 50 * time.Millisecond
	})
	c := s.ready(t, "alice")
	c.send(`{"type":"ping","payload":{"a":"` + strings.Repeat("x", 60_000) + `"}}`)
	c.expect("pong")
	begun := append([]byte{0x81, 0x80 | 126, 0xf0, 0, 0, 0, 0, 0}, strings.Repeat(" ", 3000)...)
	if _, err := c.NetConn().Write(begun); err != nil {
		t.Fatal(err)
	}
	c.expectClose(1013)
}

func TestDuplicateIDIsNamed(t *testing.T) {
	t.Parallel()
	s := newServer(t)
	for id, reason := range map[string]string{"a1": "Subscriber for a1 already exists",
		"ö\n": "Subscriber for this id already exists"} {
		c := s.ready(t, "alice")
		c.subscribe(id, "{ slow }")
		c.subscribe(id, "{ slow }")
		if m := c.expectClose(4409); m.reason != reason {
			t.Errorf("reason %q, want %q", m.reason, reason)
		}
	}
}

// TestCompleteEndsTheExecution: the context of a query that the client has completed is at an end.
func TestCompleteEndsTheExecution(t *testing.T) {
	t.Parallel()
	began := make(chan struct{}, 10)
	s := newServer(t, func(_ *transport.Config, _ *live.Config, api *transporttest.API) {
		api.Slow = func() { began <- struct{}{} }
	})
	c := s.ready(t, "alice")
	c.subscribe("1", "{ slow }")
	<-began
	c.send(`{"type":"complete","id":"1"}`)
	c.expectSilence()
	// And so is that of one whose connection is gone; the end of the server waits for it.
	c.subscribe("2", "{ slow }")
	<-began
	_ = c.Close()
}

func TestExpiry(t *testing.T) {
	t.Parallel()
	s := newServer(t)
	s.expiry = time.Now().Add(50 * time.Millisecond)
	c := s.ready(t, "alice")
	c.expectClose(4403)
}

func TestDrain(t *testing.T) {
	t.Parallel()
	s := newServer(t)
	var open []*wsClient
	for range 5 {
		c := s.ready(t, "alice")
		c.subscribe("1", posts)
		c.caughtUp("1")
		open = append(open, c)
	}
	open = append(open, s.ready(t, "bob"), s.dial(t)) // without operations, and before init
	drained := make(chan error, 1)
	go func() {
		ctx, cancel := context.WithTimeout(context.Background(), patience)
		defer cancel()
		drained <- s.handler.Drain(ctx)
	}()
	for _, c := range open {
		c.expectClose(1012)
	}
	if err := <-drained; err != nil {
		t.Errorf("drain: %v", err)
	}
	_, res, err := wstest.Dial(s.URL)
	if err == nil || res.StatusCode != 503 || res.Header.Get("Retry-After") == "" {
		t.Errorf("a newcomer: %v %v", res, err)
	}
	if a := s.do(t, "GET", "/graphql?query={hello}", "", "Accept", "text/event-stream"); a.status != 200 ||
		!strings.Contains(a.body, "retry: ") || strings.Contains(a.body, "hello") {
		t.Errorf("a new stream: %d %s", a.status, a.body)
	}
}

// A connection on which a mutation runs is closed when that was answered, and not before; no other begins on it. One
// that takes too long is not waited for.
func TestDrain_waitsForTheAnswersThatAreOwed(t *testing.T) {
	t.Parallel()
	stored, answer := make(chan struct{}, 2), make(chan struct{})
	s := newServer(t, func(_ *transport.Config, hub *live.Config, api *transporttest.API) {
		hub.DrainWait = patience
		api.Posted = func() { stored <- struct{}{}; <-answer }
	})
	c, idle := s.ready(t, "alice"), s.ready(t, "bob")
	c.subscribe("1", `mutation { post(title: "a") }`)
	<-stored
	drained := make(chan error, 1)
	go func() {
		ctx, cancel := context.WithTimeout(context.Background(), patience)
		defer cancel()
		drained <- s.handler.Drain(ctx)
	}()
	idle.expectClose(1012)
	close(answer)
	c.expect("next", "1")
	c.expect("complete", "1")
	c.expectClose(1012)
	if err := <-drained; err != nil {
		t.Error(err)
	}

	never := make(chan struct{})
	defer close(never)
	s = newServer(t, func(_ *transport.Config, hub *live.Config, api *transporttest.API) {
		hub.DrainWait = 50 * time.Millisecond
		api.Posted = func() { stored <- struct{}{}; <-never }
	})
	c = s.ready(t, "alice")
	c.subscribe("1", `mutation { post(title: "a") }`)
	<-stored
	if err := s.hub.Drain(t.Context()); err != nil {
		t.Error(err)
	}
	c.expectClose(1012)
}

// TestNothingIsRepeated: neither close reasons nor errors carry what the client wrote.
func TestNothingIsRepeated(t *testing.T) {
	t.Parallel()
	s := newServer(t)
	for _, text := range []string{
		`hunter2`, `{"type":"hunter2"}`, `{"type":"subscribe","id":7,"payload":{"query":"hunter2"}}`,
		`{"type":"subscribe","id":"1","payload":"hunter2"}`, `{"type":"ping","payload":"hunter2"}`,
	} {
		c := s.ready(t, "alice")
		c.send(text)
		if m := c.expectClose(4400); strings.Contains(m.reason, "hunter2") || m.reason == "" {
			t.Errorf("%s: reason %q", text, m.reason)
		}
	}
	c := s.dial(t)
	c.send(`{"type":"connection_init","payload":{"authorization":"hunter2"}}`)
	if m := c.expectClose(4403); strings.Contains(m.reason, "hunter2") {
		t.Errorf("reason %q", m.reason)
	}
}

func decode[T any](t testing.TB, raw []byte) (v T) {
	t.Helper()
	if err := json.Unmarshal(raw, &v); err != nil {
		t.Fatalf("%s: %v", raw, err)
	}
	return v
}
