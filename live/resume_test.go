package live_test

import (
	"context"
	"fmt"
	"testing"
	"testing/synctest"
	"time"

	"github.com/loometalgud/mano/hackathon"
	"github.com/loometalgud/mano/live"
	"github.com/loometalgud/mano/live/livetest"
)

// cursorAt makes a client that has everything up to n openings, and returns its cursor.
func (w *world) cursorAt(n int) live.Cursor {
	conn, p := w.join(w.needs())
	synctest.Wait()
	for range n {
		w.opened()
	}
	synctest.Wait()
	p.Close(0, "")
	return last(conn.Frames())
}

func numbered(from, to int) (out []string) {
	for i := from; i <= to; i++ {
		out = append(out, fmt.Sprint(i))
	}
	return out
}

func TestResumes(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name  string
		cfg   live.Config
		alone bool // the group ends, so its window is gone
		fresh bool // another process, which has read nothing
		calls int  // of ReadLog, at most
		execs uint64
	}{
		{name: "from the window", calls: 0, execs: 1},
		{name: "from the ring", alone: true, calls: 0, execs: 7},
		{name: "from the ring behind the window", cfg: live.Config{WindowItems: 2}, calls: 0, execs: 7},
		{name: "from the log", cfg: live.Config{RingItems: 2}, alone: true, calls: 1, execs: 7},
		{name: "from the log in pages", cfg: live.Config{RingItems: 2, PageSize: 2}, alone: true, calls: 3, execs: 7},
		{name: "at another replica", fresh: true, calls: 1, execs: 7},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) {
				c.cfg.Heartbeat, c.cfg.Poll = time.Hour, time.Hour
				w := newWorld(t, c.cfg)
				if !c.alone {
					w.join(w.needs())
				}
				cursor := w.cursorAt(3)
				if c.alone { // another group keeps the stream read
					other := w.needs()
					other.Scope = "other"
					w.join(other)
					synctest.Wait()
				}
				for range 3 {
					w.opened()
					w.opened()
					synctest.Wait()
				}
				hub := w.hub
				if c.fresh {
					hub, _ = startHub(t, w.log, c.cfg)
				}
				reads, execs := w.log.Calls("ReadLog"), hub.Counters.Executions.Load()
				conn, _ := w.joinHub(hub, after(w.needs(), cursor))
				synctest.Wait()
				expect(t, conn.Frames(), append(numbered(4, 9), "C")...)
				if conn.Frames()[0].Prev != cursor {
					t.Error("the first frame does not link to the cursor")
				}
				if n := w.log.Calls("ReadLog") - reads; n > c.calls {
					t.Errorf("%d reads of the log, want at most %d", n, c.calls)
				}
				if n := hub.Counters.Executions.Load() - execs; n > c.execs {
					t.Errorf("%d executions, want at most %d", n, c.execs)
				}
				w.opened()
				hub.Poke()
				synctest.Wait()
				expect(t, conn.Frames(), append(append(numbered(4, 9), "C"), "10")...)
			})
		})
	}
}

func TestResumesAtTheEnd(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t, live.Config{})
		cursor := w.cursorAt(3)
		conn, _ := w.join(after(w.needs(), cursor))
		synctest.Wait()
		expect(t, conn.Frames(), "C")
		if last(conn.Frames()) != cursor {
			t.Error("the cursor of the end is another one")
		}
	})
}

// A cursor may come from a replica that has read further than this one.
func TestResumesAheadOfTheHub(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t, live.Config{Poll: time.Hour})
		slow, _ := startHub(t, w.log, live.Config{Poll: time.Hour})
		first, _ := w.joinHub(slow, w.needs())
		cursor := w.cursorAt(5) // slow was not poked
		conn, _ := w.joinHub(slow, after(w.needs(), cursor))
		synctest.Wait()
		expect(t, conn.Frames(), "C")
		expect(t, first.Frames(), append([]string{"C"}, numbered(1, 5)...)...)
	})
}

// Clients that were cut off together come back with one cursor. All together must cost what one costs.
func TestHerdSharesItsCatchUp(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t, live.Config{Heartbeat: time.Hour})
		cursor := w.cursorAt(3)
		for range 20 {
			w.opened()
		}
		hub, _ := startHub(t, w.log, live.Config{Heartbeat: time.Hour, PageSize: 10})
		conns := make([]*livetest.Conn, 10_000)
		for i := range conns {
			conns[i], _ = w.joinHub(hub, after(w.needs(), cursor))
		}
		synctest.Wait()
		expect(t, conns[0].Frames(), append(numbered(4, 23), "C")...)
		same(t, conns)
		n := &hub.Counters
		if n.Executions.Load() != 21 || n.LogReads.Load() > 5 || w.log.Calls("Tags") > 1 {
			t.Errorf("%+v, %d looks at tags", n, w.log.Calls("Tags"))
		}
		w.opened()
		hub.Poke()
		synctest.Wait()
		expect(t, conns[0].Frames(), append(append(numbered(4, 23), "C"), "24")...)
		same(t, conns)
	})
}

func same(t testing.TB, conns []*livetest.Conn) {
	t.Helper()
	want := conns[0].Transcript()
	for i, c := range conns {
		if got := c.Transcript(); got != want {
			t.Fatalf("connection %d got\n%s\nbut the first\n%s", i, got, want)
		}
	}
}

// What is committed while a snapshot is read must come exactly once: in it or after it.
func TestSnapshotSeam(t *testing.T) {
	t.Parallel()
	for before := range 3 {
		for after := range 3 {
			t.Run(fmt.Sprintf("%d before, %d after", before, after), func(t *testing.T) {
				t.Parallel()
				synctest.Test(t, func(t *testing.T) {
					w := newWorld(t, live.Config{Heartbeat: time.Hour})
					w.join(func() live.Source { s := w.needs(); s.Scope = "keeps the stream"; return s }())
					w.opened()
					synctest.Wait()
					src := w.needs()
					load := src.Snapshot
					src.Snapshot = func(ctx context.Context, ids []hackathon.ID) (hackathon.Snapshot, error) {
						for range before {
							w.opened()
						}
						s, err := load(ctx, ids)
						for range after {
							w.opened()
						}
						return s, err
					}
					conn, _ := w.join(src)
					synctest.Wait()
					w.opened()
					synctest.Wait()
					var got []int64
					for _, f := range conn.Frames() {
						if !f.Item.CaughtUp {
							got = append(got, f.Item.Seq)
						}
					}
					for i, seq := range got {
						if seq != int64(i+1) {
							t.Fatal(seqs(conn.Frames()))
						}
					}
					if len(got) != before+after+2 {
						t.Fatal(seqs(conn.Frames()))
					}
				})
			})
		}
	}
}

func TestSnapshotIsSharedWhileItIsFresh(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t, live.Config{Heartbeat: time.Hour, SnapshotReuse: 2})
		loads := func() uint64 { return w.hub.Counters.SnapshotLoads.Load() }
		keep, _ := w.join(w.needs())
		synctest.Wait()
		w.opened()
		w.opened()
		synctest.Wait()
		conn, _ := w.join(w.needs())
		synctest.Wait()
		expect(t, conn.Frames(), "C", "1", "2")
		if loads() != 1 {
			t.Error(loads())
		}
		w.opened()
		synctest.Wait()
		conn, _ = w.join(w.needs())
		synctest.Wait()
		expect(t, conn.Frames(), "s1", "s2", "s3", "C")
		if loads() != 2 {
			t.Error(loads())
		}
		expect(t, keep.Frames(), "C", "1", "2", "3")
	})
}

// A long replay is rendered as fast as somebody takes it, and abandoned when nobody does.
func TestDeepReplayWaitsForItsReaders(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t, live.Config{Heartbeat: time.Hour})
		cursor := w.cursorAt(1)
		for range 1000 {
			w.opened()
		}
		cfg := live.Config{Heartbeat: time.Hour, PageSize: 10, BatchBytes: 1}
		hub, _ := startHub(t, w.log, cfg)
		conn := livetest.NewConn()
		conn.Stall(500)
		p := hub.Attach(conn)
		if err := hub.Subscribe(p, operation("1", after(w.needs(), cursor))); err != nil {
			t.Fatal(err)
		}
		synctest.Wait()
		if n := hub.Counters.Executions.Load(); n > 20 {
			t.Errorf("%d executions for somebody who takes nothing", n)
		}
		conn.Flow()
		synctest.Wait()
		expect(t, conn.Frames(), append(numbered(2, 1001), "C")...)

		conn = livetest.NewConn()
		conn.Stall(500)
		src := after(w.needs(), cursor)
		src.Scope = "other"
		p = hub.Attach(conn)
		if err := hub.Subscribe(p, operation("1", src)); err != nil {
			t.Fatal(err)
		}
		synctest.Wait()
		p.Close(0, "")
		synctest.Wait()
		if s := hub.Stats(); s.Groups != 1 {
			t.Errorf("%+v", s)
		}
	})
}
