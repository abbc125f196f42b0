package loadtest

import (
	"fmt"
	"net"
	"sync/atomic"
	"testing"
)

// serve writes frames to a subscriber as a server would, and returns what the subscriber made of them.
func serve(t *testing.T, frames ...string) *run {
	t.Helper()
	server, client := net.Pipe()
	r := &run{cfg: Config{Subscribers: 1}, changes: map[string]*change{}}
	s := newSubscriber(r, 0, client)
	s.last = "c0"
	done := make(chan struct{})
	go func() { defer close(done); s.read(t.Context()) }()
	for _, text := range frames {
		head := []byte{0x81, 126, byte(len(text) >> 8), byte(len(text))}
		if _, err := server.Write(append(head, text...)); err != nil {
			t.Fatal(err)
		}
	}
	_ = server.Close()
	<-done
	return r
}

func frame(prev, cursor, id string, version int) string {
	return fmt.Sprintf(`{"id":"1","type":"next","payload":{"extensions":{"cursor":"%s","prev":"%s"},"data":{"assistanceNeeds":{"cursor":"%s","change":{"helpRequest":{"id":"%s","version":%d}}}}}}`,
		cursor, prev, cursor, id, version)
}

func TestSubscriber_seesWhatGoesWrong(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name   string
		frames []string
		of     func(*run) *atomic.Int64
		want   int64
	}{
		{"all is well", []string{frame("c0", "c1", "a", 1), frame("c1", "c2", "a", 2)}, func(r *run) *atomic.Int64 { return &r.broken }, 0},
		{"a frame is missing", []string{frame("c0", "c1", "a", 1), frame("c2", "c3", "a", 2)}, func(r *run) *atomic.Int64 { return &r.broken }, 1},
		{"a change comes twice", []string{frame("c0", "c1", "a", 1), frame("c1", "c2", "a", 1)}, func(r *run) *atomic.Int64 { return &r.double }, 1},
		{"the stream starts anew", []string{`{"type":"next","payload":{"extensions":{"cursor":"c1","prev":"c0"},"data":{"change":{"__typename":"StreamReset"}}}}`}, func(r *run) *atomic.Int64 { return &r.resets }, 1},
		{"the server goes away", nil, func(r *run) *atomic.Int64 { return &r.closed }, 1},
	} {
		if got := c.of(serve(t, c.frames...)).Load(); got != c.want {
			t.Errorf("%s: counted %d, want %d", c.name, got, c.want)
		}
	}
}

func TestSubscriber_seesAnotherOrder(t *testing.T) {
	t.Parallel()
	server, client := net.Pipe()
	r := &run{cfg: Config{Subscribers: 1}, changes: map[string]*change{}}
	r.change("a 1").order.Store(2) // another subscriber saw b first
	r.change("b 1").order.Store(1)
	s := newSubscriber(r, 0, client)
	s.last = "c0"
	done := make(chan struct{})
	go func() { defer close(done); s.read(t.Context()) }()
	for _, text := range []string{frame("c0", "c1", "a", 1), frame("c1", "c2", "b", 1)} {
		if _, err := server.Write(append([]byte{0x81, 126, byte(len(text) >> 8), byte(len(text))}, text...)); err != nil {
			t.Fatal(err)
		}
	}
	_ = server.Close()
	<-done
	if r.invert.Load() != 1 {
		t.Error("the other order was not seen")
	}
}

func TestQuantiles(t *testing.T) {
	t.Parallel()
	values := make([]float64, 100)
	for i := range values {
		values[i] = float64(100 - i)
	}
	if q := quantiles(values); q.P50 != 51 || q.P99 != 100 || q.Max != 100 {
		t.Errorf("%+v", q)
	}
}
