package live_test

import (
	"encoding/base64"
	"errors"
	"fmt"
	"slices"
	"testing"
	"testing/synctest"
	"time"

	"github.com/loometalgud/mano/hackathon"
	"github.com/loometalgud/mano/live"
	"github.com/loometalgud/mano/live/livetest"
)

func TestResets(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name   string
		wreck  func(w *world)
		cursor func(c live.Cursor) live.Cursor
		want   []string
	}{
		{name: "history was rewritten", want: []string{"R:DIVERGED", "s1", "s2", "s3", "C"},
			wreck: func(w *world) { w.log.Rewind(w.event, 2); w.opened() }},
		{name: "history ends before the cursor", want: []string{"R:DIVERGED", "s1", "s2", "C"},
			wreck: func(w *world) { w.log.Rewind(w.event, 2) }},
		{name: "history was pruned past the cursor", want: []string{"R:TOO_OLD", "s5", "s6", "C"},
			wreck: func(w *world) { w.opened(); w.opened(); w.opened(); w.log.Prune(w.event, 6) }},
		{name: "history was pruned up to the cursor", want: []string{"4", "5", "C"},
			wreck: func(w *world) { w.opened(); w.opened(); w.log.Prune(w.event, 4) }},
		{name: "stream is not known here", want: []string{"R:DIVERGED", "s1", "s2", "s3", "C"},
			cursor: func(live.Cursor) live.Cursor {
				return live.Cursor(base64.RawURLEncoding.EncodeToString([]byte{1, 99, 3, 1, 2, 3, 4}))
			}},
	} {
		for _, fresh := range []bool{true, false} {
			t.Run(fmt.Sprintf("%s, fresh %v", c.name, fresh), func(t *testing.T) {
				t.Parallel()
				synctest.Test(t, func(t *testing.T) {
					w := newWorld(t, live.Config{Heartbeat: time.Hour, RingItems: 1})
					cursor := w.cursorAt(3)
					hub := w.hub
					if fresh {
						hub, _ = startHub(t, w.log, live.Config{Heartbeat: time.Hour})
					}
					if c.wreck != nil {
						c.wreck(w)
						synctest.Wait()
					}
					if c.cursor != nil {
						cursor = c.cursor(cursor)
					}
					conn, _ := w.joinHub(hub, after(w.needs(), cursor))
					time.Sleep(time.Second)
					fs := conn.Frames()
					if !fresh && c.want[0][0] == 'R' && fs[0].Item.CaughtUp { // the hub had not seen the rewind yet
						fs = fs[1:]
					}
					if c.want[0][0] == 'R' && fs[0].Cursor == cursor {
						t.Error("the reset gives the old cursor back")
					}
					expect(t, fs, c.want...)
				})
			})
		}
	}
}

func TestLiveSubscribersAreResetWhenHistoryIsReplaced(t *testing.T) {
	t.Parallel()
	for name, wreck := range map[string]func(w *world){
		"shorter":              func(w *world) { w.log.Rewind(w.event, 2) },
		"as long":              func(w *world) { w.log.Rewind(w.event, 2); w.opened() },
		"longer":               func(w *world) { w.log.Rewind(w.event, 2); w.opened(); w.opened(); w.opened() },
		"longer, noticed late": func(w *world) { w.log.Rewind(w.event, 2); w.opened(); w.hub.Poke(); w.opened() },
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) {
				w := newWorld(t, live.Config{Heartbeat: time.Hour})
				conn, _ := w.join(w.needs())
				synctest.Wait()
				for range 3 {
					w.opened()
				}
				synctest.Wait()
				wreck(w)
				time.Sleep(time.Second)
				want := append([]string{"C", "1", "2", "3", "R:DIVERGED"}, "s1", "s2")
				for _, a := range w.log.Rows(w.event)[2:] {
					want = append(want, fmt.Sprintf("s%d", a.Seq))
				}
				got := seqs(conn.Frames())
				if !slices.Equal(got[:7], want[:7]) {
					t.Fatal(got)
				}
				n := w.log.Head(w.event).Seq
				w.opened()
				time.Sleep(time.Second)
				got = seqs(conn.Frames())
				if got[len(got)-1] != fmt.Sprint(n+1) {
					t.Error(got)
				}
				if w.hub.Counters.GapAlarms.Load() == 0 {
					t.Error("no alarm")
				}
				old := conn.Frames()[3].Cursor
				again, _ := w.join(after(w.needs(), old))
				synctest.Wait()
				if got := seqs(again.Frames()); got[0] != "R:DIVERGED" {
					t.Errorf("a cursor of the lost history resumes with %v", got)
				}
			})
		})
	}
}

func TestForeignCursor(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t, live.Config{})
		other := newID(hackathon.KindEvent)
		conn, _ := w.join(func() live.Source { s := w.needs(other); s.Scope = "other"; return s }())
		synctest.Wait()
		conn2, p := w.join(after(w.needs(), last(conn.Frames())))
		synctest.Wait()
		expect(t, conn2.Frames(), "E:INVALID")
		if p.Has("1") {
			t.Error("the subscription lives on")
		}
		if _, _, closed := conn2.Closed(); closed {
			t.Error("the connection was closed for it")
		}
	})
}

func TestInterruptedSnapshotStartsOver(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t, live.Config{})
		w.opened()
		w.opened()
		conn, _ := w.join(w.needs())
		synctest.Wait()
		inside := conn.Frames()[0].Cursor
		again, _ := w.join(after(w.needs(), inside))
		synctest.Wait()
		expect(t, again.Frames(), "R:INTERRUPTED", "s1", "s2", "C")
	})
}

// After a lossy failover everybody has another cursor that cannot be resumed.
func TestHerdOfLostCursorsSharesTheSnapshot(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t, live.Config{Heartbeat: time.Hour})
		var cursors []live.Cursor
		conn, p := w.join(w.needs())
		synctest.Wait()
		for range 50 {
			w.opened()
		}
		synctest.Wait()
		p.Close(0, "")
		for _, f := range conn.Frames() {
			cursors = append(cursors, f.Cursor)
		}
		w.log.Rewind(w.event, 0)
		w.opened()
		hub, _ := startHub(t, w.log, live.Config{Heartbeat: time.Hour})
		var conns []*livetest.Conn
		for _, c := range cursors[1:] {
			conn, _ := w.joinHub(hub, after(w.needs(), c))
			conns = append(conns, conn)
		}
		synctest.Wait()
		for _, c := range conns {
			expect(t, c.Frames(), "R:DIVERGED", "s1", "C")
		}
		if n := &hub.Counters; n.SnapshotLoads.Load() != 1 {
			t.Errorf("%+v", n)
		}
	})
}

func TestReadErrorsAreOnlyLate(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t, live.Config{Heartbeat: time.Hour})
		conn, _ := w.join(w.needs())
		synctest.Wait()
		cursor := last(conn.Frames())
		w.log.Fail(errors.New("no database"))
		w.opened()
		time.Sleep(10 * time.Second)
		resumed, _ := w.join(after(w.needs(), cursor))
		fresh, _ := w.join(func() live.Source { s := w.needs(); s.Scope = "other"; return s }())
		time.Sleep(10 * time.Second)
		expect(t, conn.Frames(), "C")
		expect(t, fresh.Frames()) // nothing is shown before the log of rights could be read
		w.log.Fail(nil)
		time.Sleep(10 * time.Second)
		expect(t, conn.Frames(), "C", "1")
		if got := seqs(resumed.Frames()); !slices.Contains(got, "1") {
			t.Error(got)
		}
		expect(t, fresh.Frames(), "s1", "C")
	})
}
