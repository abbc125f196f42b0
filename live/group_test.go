package live_test

import (
	"context"
	"fmt"
	"slices"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/loometalgud/mano/hackathon"
	"github.com/loometalgud/mano/live"
	"github.com/loometalgud/mano/live/livetest"
)

func TestTenThousandFiltersCostOneExecution(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t, live.Config{Heartbeat: time.Hour})
		conns := make([]*livetest.Conn, 10_000)
		for i := range conns {
			src := w.needs()
			src.Match = func(a *hackathon.Activity) bool { return int(a.Version) == i }
			conns[i], _ = w.join(src)
		}
		synctest.Wait()
		before := w.hub.Counters.Executions.Load()
		for n := range 10 {
			w.log.Append(hackathon.Activity{Stream: w.event, Kind: hackathon.ActivityHelpRequestOpened,
				Entity: newID(hackathon.KindHelpRequest), Version: int32(n * 1000)})
			w.hub.Poke(w.event)
			synctest.Wait()
		}
		if n := w.hub.Counters.Executions.Load() - before; n != 10 {
			t.Error(n, "executions for 10 changes")
		}
		for i, c := range conns {
			if i%1000 != 0 {
				if got := c.Frames(); len(got) != 1 {
					t.Fatal(i, seqs(got))
				}
				continue
			}
			expect(t, c.Frames(), "C", fmt.Sprint(i/1000+1))
		}
	})
}

func TestFilterHoldsForSnapshotAndReplay(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t, live.Config{Heartbeat: 15 * time.Second})
		odd := w.needs()
		odd.Match = func(a *hackathon.Activity) bool { return a.Seq%2 == 1 }
		broken := w.needs()
		broken.Match = func(*hackathon.Activity) bool { panic("out of order") }
		for range 4 {
			w.opened()
		}
		conn, p := w.join(odd)
		hurt, _ := w.join(broken)
		synctest.Wait()
		cursor := last(conn.Frames())
		for range 4 {
			w.opened()
		}
		time.Sleep(20 * time.Second)
		w.opened()
		synctest.Wait()
		expect(t, conn.Frames(), "s1", "s3", "C", "5", "7", "C", "9")
		expect(t, hurt.Frames(), "C", "C")
		p.Close(0, "")
		again, _ := w.join(after(odd, cursor))
		synctest.Wait()
		expect(t, again.Frames(), "5", "7", "9", "C")
	})
}

// board is a source whose every item shows everything.
func (w *world) board() live.Source {
	src := w.needs()
	src.Name, src.Conflate = "board", true
	load := src.Snapshot
	src.Snapshot = func(ctx context.Context, ids []hackathon.ID) (hackathon.Snapshot, error) {
		s, err := load(ctx, ids)
		s.Items = []hackathon.Activity{{Stream: w.event, Entity: w.event}}
		return s, err
	}
	return src
}

func TestConflation(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t, live.Config{Heartbeat: time.Hour})
		conn, _ := w.join(w.board())
		quick, _ := w.join(w.board())
		synctest.Wait()
		cursor := last(conn.Frames())
		conn.Stall(0)
		for range 50 {
			w.opened()
			synctest.Wait()
		}
		conn.Flow()
		synctest.Wait()
		got := seqs(conn.Frames())
		if want := []string{"s0", "C", "1", "50"}; !slices.Equal(got, want) { // the first was on its way already
			t.Error(got)
		}
		expect(t, conn.Frames(), got...) // an unbroken chain of prev
		expect(t, quick.Frames(), append([]string{"s0", "C"}, numbered(1, 50)...)...)
		before := w.hub.Counters.Executions.Load()
		late, _ := w.join(after(w.board(), cursor))
		synctest.Wait()
		expect(t, late.Frames(), "50", "C")

		hub, _ := startHub(t, w.log, live.Config{Heartbeat: time.Hour, PageSize: 7})
		late, _ = w.joinHub(hub, after(w.board(), cursor))
		synctest.Wait()
		expect(t, late.Frames(), "50", "C")

		for range 50 { // a burst that is read at once is executed once
			w.log.Append(hackathon.Activity{Stream: w.event, Kind: hackathon.ActivityHelpRequestOpened,
				Entity: newID(hackathon.KindHelpRequest)})
		}
		w.hub.Poke(w.event)
		synctest.Wait()
		if n := w.hub.Counters.Executions.Load() - before; n > 3 {
			t.Error(n, "executions")
		}
		if got := seqs(quick.Frames()); got[len(got)-1] != "100" {
			t.Error(got)
		}
	})
}

// reach is a source over all live events, a set that changes.
type reach struct {
	*world
	mu     sync.Mutex
	events []hackathon.ID
}

func (r *reach) set(ids ...hackathon.ID) {
	r.mu.Lock()
	r.events = ids
	r.mu.Unlock()
	r.log.Append(hackathon.Activity{Stream: hackathon.GlobalStream, Kind: hackathon.ActivityEventStatusChanged})
	r.hub.Poke(hackathon.GlobalStream)
}

func (r *reach) source() live.Source {
	src := r.needs()
	src.Dynamic = true
	src.Streams = func(context.Context) ([]hackathon.ID, error) {
		r.mu.Lock()
		defer r.mu.Unlock()
		return slices.Clone(r.events), nil
	}
	src.StreamsRemoved = func(_ context.Context, ids []hackathon.ID) (hackathon.Snapshot, error) {
		return r.retracts(ids), nil
	}
	return src
}

func (r *reach) openedIn(event hackathon.ID) {
	r.log.Append(hackathon.Activity{Stream: event, Kind: hackathon.ActivityHelpRequestOpened,
		Entity: newID(hackathon.KindHelpRequest)})
	r.hub.Poke(event)
}

// named spells frames with the event's letter.
func named(fs []livetest.Frame, events ...hackathon.ID) []string {
	out := seqs(fs)
	for i, f := range fs {
		for k, id := range events {
			if f.Item.Stream == id.String() {
				out[i] = string(rune('a'+k)) + out[i]
			}
		}
	}
	return out
}

func TestMergedStreams(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		r := &reach{world: newWorld(t, live.Config{Heartbeat: time.Hour})}
		a, b, c := newID(hackathon.KindEvent), newID(hackathon.KindEvent), newID(hackathon.KindEvent)
		check := func(conn *livetest.Conn, want ...string) {
			t.Helper()
			if got := named(conn.Frames(), a, b, c); !slices.Equal(got, want) {
				t.Fatalf("came %q, want %q", got, want)
			}
			expect(t, conn.Frames(), seqs(conn.Frames())...)
		}
		conn, _ := r.join(r.source())
		synctest.Wait()
		check(conn, "C") // no event at all
		empty := last(conn.Frames())

		r.openedIn(a)
		r.openedIn(b)
		r.openedIn(b)
		r.set(a)
		synctest.Wait()
		check(conn, "C", "as1", "C") // a joined with its snapshot
		onlyA := last(conn.Frames())

		r.openedIn(a)
		synctest.Wait()
		r.set(a, b)
		synctest.Wait()
		r.openedIn(b)
		synctest.Wait()
		r.openedIn(a)
		synctest.Wait()
		check(conn, "C", "as1", "C", "a2", "bs1", "bs2", "C", "b3", "a3")
		both := last(conn.Frames())

		r.set(b, c) // a leaves and is retracted, c joins empty
		synctest.Wait()
		r.openedIn(a)
		r.openedIn(b)
		synctest.Wait()
		check(conn, "C", "as1", "C", "a2", "bs1", "bs2", "C", "b3", "a3", "a-1", "a-2", "a-3", "C", "C", "b4")

		for _, hub := range []*live.Hub{r.hub, func() *live.Hub {
			h,
				_ := startHub(t, r.log, live.Config{Heartbeat: time.Hour})
			return h
		}()} {
			for _, resume := range []struct {
				after live.Cursor
				here  []string // at the hub that has them in its window
				there []string
			}{
				{both, []string{"a-1", "a-2", "a-3", "b4", "C"}, []string{"a4", "a-1", "a-2", "a-3", "a-4", "b4", "C"}},
				{conn.Frames()[5].Cursor, nil, nil}, // inside b's snapshot
				{onlyA, []string{"a2", "bs1", "bs2", "b3", "a3", "a-1", "a-2", "a-3", "b4", "C"},
					[]string{"a2", "a3", "a4", "a-1", "a-2", "a-3", "a-4", "bs1", "bs2", "bs3", "bs4", "C"}},
				{empty, []string{"as1", "a2", "bs1", "bs2", "b3", "a3", "a-1", "a-2", "a-3", "b4", "C"},
					[]string{"bs1", "bs2", "bs3", "bs4", "C"}},
			} {
				src := r.source()
				src.After = resume.after
				again, _ := r.joinHub(hub, src)
				synctest.Wait()
				want := resume.there
				if hub == r.hub {
					want = resume.here
				}
				if want == nil {
					want = []string{"R:INTERRUPTED", "bs1", "bs2", "bs3", "bs4", "C"}
				}
				check(again, want...)
			}
		}
	})
}

// What happens on an added stream while its snapshot is read comes once, and other streams continue.
func TestJoiningStreamSeam(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		r := &reach{world: newWorld(t, live.Config{Heartbeat: time.Hour})}
		a, b := newID(hackathon.KindEvent), newID(hackathon.KindEvent)
		src := r.source()
		load := src.Snapshot
		src.Snapshot = func(ctx context.Context, ids []hackathon.ID) (hackathon.Snapshot, error) {
			if slices.Contains(ids, b) {
				r.openedIn(b)
				r.openedIn(a)
			}
			s, err := load(ctx, ids)
			if slices.Contains(ids, b) {
				r.openedIn(b)
				r.openedIn(a)
			}
			return s, err
		}
		r.set(a)
		conn, _ := r.join(src)
		synctest.Wait()
		r.set(a, b)
		synctest.Wait()
		got := named(conn.Frames(), a, b)
		for _, want := range []string{"bs1", "b2", "a1", "a2"} {
			if n := len(slices.DeleteFunc(slices.Clone(got), func(s string) bool { return s != want })); n != 1 {
				t.Errorf("%s came %d times: %q", want, n, got)
			}
		}
		expect(t, conn.Frames(), seqs(conn.Frames())...)
	})
}
