package transport_test

import (
	"context"
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
		c.Limits[transport.InitWait] = int64(30 * time.Millisecond)
	})
	c := s.dial(t)
	if m := c.expectClose(4408); m.reason == "" {
		t.Error("no reason")
	}
	c = s.dial(t)
	c.send(`{"type":"ping"}`) // it is not counted
	c.expect("pong")
	c.expectClose(4408)
}

// TestWhileSigningIn: a fault of protocol counts at once, not after the sign-in.
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
