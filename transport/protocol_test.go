package transport_test

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/loometalgud/mano/live"
	"github.com/loometalgud/mano/transport"
	"github.com/loometalgud/mano/transport/transporttest"
)

const posts = `subscription($kind: String, $after: Cursor) { ` +
	`posts(kind: $kind, after: $after) { cursor snapshot caughtUp reset post { title kind } } }`

// TestProtocol plays one script per rule of graphql-transport-ws. A line that begins with "<" is what the server must
// send (type and id, or "close CODE"); every other line is sent.
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

// TestLongMessagesHurry: a long message that arrives too slowly does not keep its memory for ever.
func TestLongMessagesHurry(t *testing.T) {
	t.Parallel()
	s := newServer(t, func(c *transport.Config, _ *live.Config, _ *transporttest.API) {
		c.Limits[transport.WriteTimeout] = int64(50 * time.Millisecond)
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

// TestCompleteEndsTheExecution: complete ends the context of a running query.
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
	// So does the end of the connection; the end of the server waits for it.
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

// TestNothingIsRepeated: close reasons and errors never contain what the client wrote.
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
