package transport

import (
	"bytes"
	"encoding/json"
	"net"
	"net/http"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/gorilla/websocket"

	"github.com/loometalgud/mano/live"
)

// TestFramesAsReadByAClient: gorilla's client reads the frames at every length that changes the header.
func TestFramesAsReadByAClient(t *testing.T) {
	t.Parallel()
	var want []string
	var wire []byte
	for _, n := range []int{0, 1, 125, 126, 127, 65535, 65536, 200_000} {
		m := strings.Repeat("x", n)
		want = append(want, m)
		wire = appendText(wire, []byte(m))
	}
	s := &socket{}
	for _, prev := range []live.Cursor{"", "before"} {
		f := &live.Frame{Prefix: nextPrefix("a\"b"), Cursor: "now", Prev: prev, Tail: []byte(`"data":{"x":1}`)}
		wire = s.AppendFrame(wire, f)
		m := `{"id":"a\"b","type":"next","payload":{"extensions":{"cursor":"now"},"data":{"x":1}}}`
		if prev != "" {
			m = strings.Replace(m, `"now"`, `"now","prev":"before"`, 1)
		}
		want = append(want, m)
	}
	// A raw connection that sends the server's frames after the handshake.
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	srv := &http.Server{Handler: http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		ws, err := (&websocket.Upgrader{}).Upgrade(w, r, nil)
		if err != nil {
			t.Error(err)
			return
		}
		_, _ = ws.NetConn().Write(appendClose(wire, 4290, "slow"))
		_, _, _ = ws.ReadMessage()
		_ = ws.Close()
	})}
	go func() { _ = srv.Serve(l) }()
	t.Cleanup(func() { _ = srv.Close() })
	ws, _, err := websocket.DefaultDialer.Dial("ws://"+l.Addr().String(), nil)
	if err != nil {
		t.Fatal(err)
	}
	defer ws.Close()
	for i, w := range want {
		if _, got, err := ws.ReadMessage(); err != nil || string(got) != w {
			t.Fatalf("message %d of %d bytes: %.100s, %v, want %.100s", i, len(w), got, err, w)
		}
	}
	if _, _, err := ws.ReadMessage(); !websocket.IsCloseError(err, 4290) {
		t.Errorf("end: %v", err)
	}
}

func TestCloseReason(t *testing.T) {
	t.Parallel()
	for _, reason := range []string{"", "short", strings.Repeat("x", 123), strings.Repeat("x", 200),
		strings.Repeat("õ", 100)} {
		b := appendClose(nil, 4400, reason)
		if len(b) > 2+125 || int(b[1]) != len(b)-2 || !utf8.Valid(b[4:]) || !strings.HasPrefix(reason, string(b[4:])) {
			t.Errorf("%d bytes of reason: % x", len(reason), b)
		}
	}
}

// TestDeliveryAllocatesNothing: for the work that is done per subscriber and change.
func TestDeliveryAllocatesNothing(t *testing.T) {
	f := &live.Frame{Prefix: nextPrefix("id"), Cursor: "now", Prev: "before", Tail: bytes.Repeat([]byte("x"), 600)}
	buf := make([]byte, 0, 4096)
	for name, w := range map[string]live.Writer{"socket": &socket{}, "event stream": &eventStream{}} {
		if n := testing.AllocsPerRun(100, func() { buf = w.AppendFrame(buf[:0], f) }); n != 0 {
			t.Errorf("%s: %v allocations per frame", name, n)
		}
	}
}

func BenchmarkAppendFrame(b *testing.B) {
	f := &live.Frame{Prefix: nextPrefix("0c9fb2a4-3bd4-4ff0-a1b9-6f5be2a2a3f1"), Cursor: "AQEBa8dYbg", Prev: "AQEBa8dYbg",
		Tail: bytes.Repeat([]byte("x"), 600)}
	s, buf := &socket{}, make([]byte, 0, 4096)
	b.ReportAllocs()
	for b.Loop() {
		buf = s.AppendFrame(buf[:0], f)
	}
}

// FuzzParams: no request makes the reader panic, and no error repeats the request.
func FuzzParams(f *testing.F) {
	for _, s := range []string{
		``, `{}`, `[]`, `null`, `"x"`, `{"query":"{ a }"}`, `{"query":1}`, `{"query":"{ a }","variables":{"a":1e999}}`,
		`{"query":"{ a }","variables":"x"}`,
		`{"query":"\ud800"}`, "{\"query\":\"\xff\"}", strings.Repeat("[", 20_000),
		`{"query":"{ a }","variables":` + strings.Repeat(`{"a":`, 11_000) + `1` + strings.Repeat(`}`, 11_001),
		`{"QUERY":"{ a }"}`, `{"query":null,"extensions":{"persistedQuery":{}}}`,
	} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, raw []byte) {
		p, no := parseParams(raw, false)
		if (p == nil) == (no == nil) {
			t.Fatalf("%v and %v", p, no)
		}
		if p != nil {
			if _, err := json.Marshal(p.Variables); err != nil {
				t.Errorf("variables: %v", err)
			}
			return
		}
		if no.status < 400 || no.why.Message == "" || len(no.why.Message) > 100 {
			t.Errorf("%+v", no)
		}
	})
}
