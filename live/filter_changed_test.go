package live_test

import (
	"context"
	"slices"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/loometalgud/mano/hackathon"
	"github.com/loometalgud/mano/live"
	"github.com/loometalgud/mano/live/livetest"
)

// taste is a filter that depends on something that changes: it wants all, or nothing.
type taste struct {
	mu      sync.Mutex
	wants   bool
	changed bool
}

func (c *taste) become(wants bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.changed = c.changed || c.wants != wants
	c.wants = wants
}

func (c *taste) match(*hackathon.Activity) bool {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.wants
}

func (c *taste) check(context.Context) error {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.changed {
		c.changed = false
		return live.ErrFilterChanged
	}
	return nil
}

func (w *world) toTaste(c *taste) (live.Source, hackathon.ID) {
	src, who := w.restsOn(c.check)
	src.Match = c.match
	return src, who
}

// news is what came without CaughtUp, whose moment differs.
func news(conn *livetest.Conn) []string {
	return slices.DeleteFunc(seqs(conn.Frames()), func(s string) bool { return s == "C" })
}

func expectNews(t testing.TB, conn *livetest.Conn, want ...string) {
	t.Helper()
	if d := cmp.Diff(want, news(conn)); d != "" {
		t.Error(d)
	}
}

// When what a filter depends on has changed, its subscriber is reset and loses nothing that was kept from it before.
// Others notice nothing.
func TestFilterChanged_presentStateAnew(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t, live.Config{Heartbeat: time.Hour})
		c := &taste{}
		src, who := w.toTaste(c)
		conn, _ := w.join(src)
		fellow, _ := w.join(w.needs())
		synctest.Wait()
		w.opened()
		synctest.Wait()
		expect(t, conn.Frames(), "C")
		c.become(true)
		w.change(who)
		w.opened() // after the change, and before the recheck
		time.Sleep(time.Second)
		expectNews(t, conn, "R:FILTER", "1", "2")
		w.opened()
		synctest.Wait()
		c.become(false)
		w.change(who)
		w.opened()
		time.Sleep(time.Second)
		expectNews(t, conn, "R:FILTER", "1", "2", "3", "R:FILTER")
		expect(t, fellow.Frames(), "C", "1", "2", "3", "4")
		fs := conn.Frames()
		for i := 1; i < len(fs); i++ {
			if fs[i].Prev != fs[i-1].Cursor {
				t.Errorf("frame %d does not follow the one before: %+v", i, fs[i])
			}
		}
	})
}

// A subscriber that takes nothing just then, or is within its snapshot, is reset too, once.
func TestFilterChanged_whileNothingIsTaken(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t, live.Config{Heartbeat: time.Hour, Stall: time.Minute, CatchUp: time.Minute})
		c := &taste{wants: true}
		src, who := w.toTaste(c)
		conn, _ := w.join(src)
		synctest.Wait()
		w.opened()
		synctest.Wait()
		conn.Stall(0)
		w.opened()
		synctest.Wait()
		for range 3 {
			c.become(!c.match(nil))
			w.change(who)
			w.hub.Poke(w.event)
			time.Sleep(time.Second)
		}
		c.become(true)
		w.change(who)
		time.Sleep(time.Second)
		conn.Flow()
		time.Sleep(time.Second)
		fs := news(conn)
		if n := len(fs); n < 3 || fs[n-1] != "2" || fs[n-2] != "1" || fs[n-3] != "R:FILTER" {
			t.Errorf("ends with %v", fs)
		}
		w.opened()
		synctest.Wait()
		if got := seqs(conn.Frames()); got[len(got)-1] != "3" {
			t.Errorf("does not go on: %v", got)
		}
	})
}

// As long as nothing has changed that it depends on, a filter costs no reset.
func TestFilterChanged_notWithoutAChange(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t, live.Config{Heartbeat: time.Hour})
		src, who := w.toTaste(&taste{wants: true})
		conn, _ := w.join(src)
		synctest.Wait()
		w.opened()
		w.change(who)
		w.opened()
		time.Sleep(time.Second)
		expect(t, conn.Frames(), "C", "1", "2")
	})
}
