package live_test

import (
	"fmt"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"github.com/loometalgud/mano/hackathon"
	"github.com/loometalgud/mano/live"
)

// clock is one that is set during the test.
type clock struct{ off atomic.Int64 }

func (c *clock) now() time.Time      { return time.Now().Add(time.Duration(c.off.Load())) }
func (c *clock) set(d time.Duration) { c.off.Add(int64(d)) }

// jumps are the steps by which a clock is set, one after the other.
var jumps = []time.Duration{5 * time.Hour, -10 * time.Hour, 300 * time.Hour, -300 * time.Hour, -time.Hour,
	6 * time.Hour}

// openedAt commits an opening with the clock's time.
func (w *world) openedAt(c *clock) {
	w.log.Append(hackathon.Activity{
		Stream: w.event, Kind: hackathon.ActivityHelpRequestOpened, Entity: newID(hackathon.KindHelpRequest),
		Audience: hackathon.AudiencePublic, At: c.now(),
	})
	w.hub.Poke(w.event)
}

// Setting a clock loses, resets, doubles or delays nothing, and heartbeats keep their pace.
func TestClockThatIsSet_streamGoesOn(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		c := &clock{}
		w := newWorld(t, live.Config{Now: c.now, Heartbeat: 10 * time.Second})
		conn, _ := w.join(w.needs())
		synctest.Wait()
		cursor, before := last(conn.Frames()), 1
		for i, jump := range jumps {
			c.set(jump)
			w.openedAt(c)
			synctest.Wait()
			expect(t, conn.Frames()[before:], fmt.Sprint(i+1))
			time.Sleep(time.Minute + 300*time.Millisecond) // not when a heartbeat is due
			frames := conn.Frames()
			if beats := len(frames) - before - 1; beats < 5 || beats > 7 {
				t.Errorf("after a jump of %v there were %d heartbeats in a minute", jump, beats)
			}
			if at := frames[len(frames)-1].Item.At; c.now().Sub(at).Abs() > time.Minute {
				t.Errorf("after a jump of %v the heartbeat says %v at %v", jump, at, c.now())
			}
			before = len(frames)
			back, p := w.join(after(w.needs(), cursor))
			synctest.Wait()
			expect(t, back.Frames(), append(numbered(1, i+1), "C")...)
			p.Close(0, "")
		}
		if n := &w.hub.Counters; n.Resets.Load()+n.GapAlarms.Load()+n.SlowCloses.Load() != 0 {
			t.Errorf("%+v", n)
		}
	})
}

// The rings keep their age: setting a clock neither costs a read of the log nor keeps a ring for ever.
func TestClockThatIsSet_ringsAgeByTimeThatPasses(t *testing.T) {
	t.Parallel()
	for _, jump := range jumps {
		t.Run(jump.String(), func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) {
				c := &clock{}
				w := newWorld(t, live.Config{Now: c.now, WindowItems: 2, RingAge: time.Minute, Poll: time.Hour,
					Heartbeat: 30 * time.Second})
				w.join(w.needs())
				synctest.Wait()
				cursor := w.cursorAt(1)
				for range 6 {
					w.openedAt(c)
				}
				reads := func() int {
					before := w.log.Calls("ReadLog")
					conn, p := w.join(after(w.needs(), cursor))
					synctest.Wait()
					expect(t, conn.Frames(), append(numbered(2, 7), "C")...)
					p.Close(0, "")
					return w.log.Calls("ReadLog") - before
				}
				synctest.Wait()
				c.set(jump)
				time.Sleep(20 * time.Second)
				if n := reads(); n != 0 {
					t.Errorf("the clock was set by %v, and the log was read %d times for somebody who resumed", jump, n)
				}
				time.Sleep(2 * time.Minute)
				if n := reads(); n == 0 {
					t.Errorf("the clock was set by %v, and the ring is kept longer than it should be", jump)
				}
			})
		})
	}
}

// A sign-in ends after the time that was left, whatever the clock says.
func TestClockThatIsSet_signInEndsInTime(t *testing.T) {
	t.Parallel()
	for _, jump := range jumps {
		synctest.Test(t, func(t *testing.T) {
			c := &clock{}
			c.set(-jump / 2)
			w := newWorld(t, live.Config{Now: c.now})
			time.Sleep(time.Second)
			conn, p := w.join(w.needs())
			p.ExpireAt(c.now().Add(time.Minute))
			forever, q := w.join(w.needs())
			q.ExpireAt(c.now().AddDate(1000, 0, 0))
			c.set(jump)
			time.Sleep(59 * time.Second)
			if _, _, closed := conn.Closed(); closed {
				t.Errorf("the clock was set by %v, and the connection was closed too early", jump)
			}
			time.Sleep(2 * time.Second)
			if code, _, _ := conn.Closed(); code != live.CloseForbidden {
				t.Errorf("the clock was set by %v, and the connection was not closed in time: %d", jump, code)
			}
			if _, _, closed := forever.Closed(); closed {
				t.Error("a sign-in that ends in a thousand years has ended")
			}
		})
	}
}

// Replicas and writers with different clocks: a replay merges streams in some order and keeps the order within each.
func TestClockThatIsSet_mergedStreamsKeepTheirOrder(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		c := &clock{}
		w := newWorld(t, live.Config{Now: c.now})
		events := []hackathon.ID{newID(hackathon.KindEvent), newID(hackathon.KindEvent)}
		conn, p := w.join(w.needs(events...))
		synctest.Wait()
		cursor := last(conn.Frames())
		p.Close(0, "")
		for _, jump := range jumps {
			c.set(jump)
			for _, event := range events {
				w.log.Append(hackathon.Activity{Stream: event, Kind: hackathon.ActivityHelpRequestOpened,
					Entity: newID(hackathon.KindHelpRequest), At: c.now()})
			}
			w.hub.Poke(events...)
		}
		synctest.Wait() // until the hub has read them all
		conn, _ = w.join(after(w.needs(events...), cursor))
		synctest.Wait()
		next, frames := map[string]int64{}, conn.Frames()
		for _, f := range frames[:max(0, len(frames)-1)] {
			next[f.Item.Stream]++
			if f.Item.Seq != next[f.Item.Stream] || f.Item.Reset != "" {
				t.Fatalf("came %+v as number %d of its stream", f.Item, next[f.Item.Stream])
			}
		}
		if len(frames) != 2*len(jumps)+1 || !frames[len(frames)-1].Item.CaughtUp {
			t.Errorf("came %q", seqs(frames))
		}
	})
}
