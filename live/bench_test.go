package live_test

import (
	"context"
	"fmt"
	"sync/atomic"
	"testing"
	"time"

	"github.com/loometalgud/mano/hackathon"
	"github.com/loometalgud/mano/live"
)

// meter counts the frames of many connections and tells when enough have come.
type meter struct {
	got, due atomic.Int64
	enough   chan struct{}
}

func (m *meter) add() {
	if m.got.Add(1) == m.due.Load() {
		m.enough <- struct{}{}
	}
}

// expect makes the meter wait for n more.
func (m *meter) expect(n int) { m.due.Store(m.got.Load() + int64(n)) }

// sink is a connection that takes everything without an allocation.
type sink struct{ *meter }

func (s sink) AppendFrame(dst []byte, f *live.Frame) []byte {
	dst = append(dst, f.Prefix...)
	dst = append(dst, f.Cursor...)
	dst = append(dst, f.Prev...)
	s.add()
	return append(dst, f.Tail...)
}

func (s sink) AppendError(dst []byte, _ string, err error) []byte { return append(dst, err.Error()...) }
func (s sink) TryWrite(p []byte) (int, error)                     { return len(p), nil }
func (s sink) Write(p []byte, _ time.Time) (int, error)           { return len(p), nil }
func (s sink) Interrupt()                                         {}
func (s sink) Close([]byte, int, string)                          {}

// subscribe makes n subscribers of one group and returns the meter of their frames.
func subscribe(tb testing.TB, w *world, n int, src live.Source) *meter {
	m := &meter{enough: make(chan struct{}, 1)}
	m.expect(n)
	tail := make([]byte, 600)
	for range n {
		op := operation("1", src)
		op.Render = func(context.Context, live.Change) ([]byte, error) { return tail, nil }
		if err := w.hub.Subscribe(w.hub.Attach(sink{m}), op); err != nil {
			tb.Fatal(err)
		}
	}
	<-m.enough // every one has its CaughtUp
	return m
}

// BenchmarkDeliver is what the hub itself costs per delivered change: everything but protocol and write.
func BenchmarkDeliver(b *testing.B) {
	for _, n := range []int{1, 100, 10_000} {
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			w := newWorld(b, live.Config{Heartbeat: time.Hour})
			m := subscribe(b, w, n, w.needs())
			b.ReportAllocs()
			b.ResetTimer()
			for i := 0; i < b.N; i += n { // b.N deliveries
				m.expect(n)
				w.opened()
				<-m.enough
			}
		})
	}
}

// BenchmarkBurst is BenchmarkDeliver with fifty changes at once.
func BenchmarkBurst(b *testing.B) {
	const n, burst = 10_000, 50
	w := newWorld(b, live.Config{Heartbeat: time.Hour})
	m := subscribe(b, w, n, w.needs())
	b.ReportAllocs()
	b.ResetTimer()
	for i := 0; i < b.N; i += n * burst {
		m.expect(n * burst)
		for range burst {
			w.log.Append(hackathon.Activity{Stream: w.event, Kind: hackathon.ActivityHelpRequestOpened,
				Entity: newID(hackathon.KindHelpRequest)})
		}
		w.hub.Poke(w.event)
		<-m.enough
	}
}

// BenchmarkIndex is the cost of a change that fifty of ten thousand filters match, with and without terms.
func BenchmarkIndex(b *testing.B) {
	const n, want = 10_000, 50
	for _, indexed := range []bool{false, true} {
		b.Run(fmt.Sprintf("indexed=%v", indexed), func(b *testing.B) {
			w := newWorld(b, live.Config{Heartbeat: time.Hour})
			m := &meter{enough: make(chan struct{}, 1)}
			m.expect(n)
			for i := range n {
				src := w.about(int32(i%(n/want)+1), int32(n+i))
				if !indexed {
					src.Terms = nil
				}
				if err := w.hub.Subscribe(w.hub.Attach(sink{m}), operation("1", src)); err != nil {
					b.Fatal(err)
				}
			}
			<-m.enough
			before := w.hub.Counters.Visits.Load()
			b.ReportAllocs()
			for b.Loop() {
				m.expect(want)
				w.openedAs(7)
				<-m.enough
			}
			b.ReportMetric(float64(w.hub.Counters.Visits.Load()-before)/float64(b.N), "visits/op")
		})
	}
}

// BenchmarkSubscribe is what a new subscriber costs while the snapshot is recent.
func BenchmarkSubscribe(b *testing.B) {
	w := newWorld(b, live.Config{Heartbeat: time.Hour})
	for range 20 {
		w.opened()
	}
	conn, _ := w.join(w.needs())
	conn.WaitCaughtUp(b, "1", 1)
	m := &meter{enough: make(chan struct{}, 1)}
	m.expect(21 * b.N)
	src := w.needs()
	b.ReportAllocs()
	b.ResetTimer()
	for range b.N {
		if err := w.hub.Subscribe(w.hub.Attach(sink{m}), operation("1", src)); err != nil {
			b.Fatal(err)
		}
	}
	<-m.enough
}

// TestDeliveryDoesNotAllocate: what a change costs in memory does not grow with its subscribers.
func TestDeliveryDoesNotAllocate(t *testing.T) {
	const n = 2000
	for name, src := range map[string]func(*world) live.Source{
		"everything": func(w *world) live.Source { return w.needs() },
		"by terms":   func(w *world) live.Source { return w.about(7) },
	} {
		w := newWorld(t, live.Config{Heartbeat: time.Hour, Poll: time.Hour})
		m := subscribe(t, w, n, src(w))
		per := testing.AllocsPerRun(50, func() {
			m.expect(n)
			w.openedAs(7)
			<-m.enough
		}) / n
		if per > 0.02 {
			t.Errorf("%s: %.3f allocations per delivery", name, per)
		}
	}
}
