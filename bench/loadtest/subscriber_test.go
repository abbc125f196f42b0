package loadtest

import (
	"fmt"
	"net"
	"slices"
	"testing"
)

// serve writes frames to a subscriber as a server would, in pieces, and returns what the subscriber made of them.
func serve(t *testing.T, f *fleet, frames ...string) observations {
	t.Helper()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = listener.Close() }()
	client, err := net.Dial("tcp", listener.Addr().String())
	if err != nil {
		t.Fatal(err)
	}
	server, err := listener.Accept()
	if err != nil {
		t.Fatal(err)
	}
	s := newSubscriber(f, 0)
	s.last = []byte("c0")
	s.conn.Store(&client)
	done := make(chan struct{})
	go func() { defer close(done); s.read(t.Context()) }()
	for _, text := range frames {
		frame := append([]byte{0x81, 126, byte(len(text) >> 8), byte(len(text))}, text...)
		for piece := range slices.Chunk(frame, 100) {
			if _, err := server.Write(piece); err != nil {
				t.Fatal(err)
			}
		}
	}
	_ = server.Close()
	<-done
	return f.observe(t.Context(), nil)
}

func oneSubscriber() *fleet {
	return newFleet(Config{Subscribers: 1}.withDefaults(), []string{"e"}, 0)
}

func frame(prev, cursor, id string, version int) string {
	return fmt.Sprintf(`{"id":"1","type":"next","payload":{"extensions":{"cursor":"%s","prev":"%s"},`+
		`"data":{"assistanceNeeds":{"cursor":"%s","change":{"helpRequest":{"id":"%s","version":%d}}}}}}`,
		cursor, prev, cursor, id, version)
}

func TestSubscriber_seesWhatGoesWrong(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name   string
		frames []string
		of     func(observations) int
		want   int
	}{
		{"all is well", []string{frame("c0", "c1", "a", 1), frame("c1", "c2", "a", 2)},
			func(o observations) int { return o.Broken + o.Doubled + o.Inverted + o.Resets }, 0},
		{"a frame is missing", []string{frame("c0", "c1", "a", 1), frame("c2", "c3", "a", 2)},
			func(o observations) int { return o.Broken }, 1},
		{"a change comes twice", []string{frame("c0", "c1", "a", 1), frame("c1", "c2", "a", 1)},
			func(o observations) int { return o.Doubled }, 1},
		{"the stream starts anew", []string{`{"type":"next","payload":{"extensions":{"cursor":"c1","prev":"c0"},` +
			`"data":{"change":{"__typename":"StreamReset"}}}}`}, func(o observations) int { return o.Resets }, 1},
		{"the server goes away", nil, func(o observations) int { return o.Closed[1006] }, 1},
	} {
		if got := c.of(serve(t, oneSubscriber(), c.frames...)); got != c.want {
			t.Errorf("%s: counted %d, want %d", c.name, got, c.want)
		}
	}
}

func TestSubscriber_seesAnotherOrder(t *testing.T) {
	t.Parallel()
	f := oneSubscriber()
	f.change([]byte(keyOf("a", "1"))).order.Store(2) // another subscriber saw b first
	f.change([]byte(keyOf("b", "1"))).order.Store(1)
	if o := serve(t, f, frame("c0", "c1", "a", 1), frame("c1", "c2", "b", 1)); o.Inverted != 1 {
		t.Errorf("the other order was not seen: %+v", o)
	}
}

func TestReport_countsWhatIsMissing(t *testing.T) {
	t.Parallel()
	r := Report{}
	r.count([]sentChange{{"a", 0, 1e9}, {"b", 1, 1e9}}, []observations{
		{PerEvent: []int{2, 1}, Arrived: map[string][]int64{"a": {1.005e9, 1.010e9}}, Doubled: 1},
		{PerEvent: []int{1, 2}, Arrived: map[string][]int64{"a": {1.020e9}, "b": {1.001e9, 1.002e9}},
			Closed: map[int]int{1012: 3}},
	})
	if r.Expected != 6 || r.Delivered != 5 || r.Lost != 1 || r.Doubled != 1 || r.CloseCodes[1012] != 3 ||
		r.Last.Max != 20 || r.Err() == nil {
		t.Errorf("%+v", r)
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
