package live

import (
	"testing"
	"time"
)

type discard struct{}

func (discard) AppendFrame(dst []byte, f *Frame) []byte {
	dst = append(append(append(dst, f.Prefix...), f.Cursor...), f.Prev...)
	return append(dst, f.Tail...)
}
func (discard) AppendError(dst []byte, _ string, _ error) []byte { return dst }
func (discard) TryWrite(p []byte) (int, error)                   { return len(p), nil }
func (discard) Write(p []byte, _ time.Time) (int, error)         { return len(p), nil }
func (discard) Interrupt()                                       {}
func (discard) Close([]byte, int, string)                        {}

// A peer that takes an item allocates nothing at all.
func TestPumpDoesNotAllocate(t *testing.T) {
	h := New(nil, Config{})
	p := h.Attach(discard{})
	tail := &item{}
	sub := &subscription{peer: p, group: &group{hub: h}, id: "1", prefix: "1", cur: tail}
	if err := p.add(sub); err != nil {
		t.Fatal(err)
	}
	const runs = 200
	items := make([]item, runs+2)
	b := getBatch(h)
	k := 0
	if n := testing.AllocsPerRun(runs, func() {
		it := &items[k]
		k++
		it.kind, it.cursor, it.tail = kindChange, "AQEBAAAAAA", make([]byte, 0)
		tail.next.Store(it)
		tail = it
		p.wake(b)
	}); n != 0 {
		t.Error(n, "allocations")
	}
	if sub.cur != tail || h.Counters.Deliveries.Load() == 0 {
		t.Error("nothing was delivered")
	}
}
