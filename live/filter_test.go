package live_test

import (
	"context"
	"fmt"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"github.com/loometalgud/mano/hackathon"
	"github.com/loometalgud/mano/live"
	"github.com/loometalgud/mano/live/livetest"
)

// about is needs filtered to these versions, with the terms that say so. Version 0 has no terms, and nobody wants it.
func (w *world) about(versions ...int32) live.Source {
	src := w.needs()
	terms := make([]hackathon.Term, len(versions))
	for i, v := range versions {
		terms[i] = hackathon.Term(v)
	}
	src.Match = func(a *hackathon.Activity) bool {
		for _, v := range versions {
			if a.Version == v {
				return true
			}
		}
		return false
	}
	src.Terms = func() []hackathon.Term { return terms }
	src.TermsOf = func(a *hackathon.Activity) []hackathon.Term {
		if a.Version == 0 {
			return nil
		}
		return []hackathon.Term{hackathon.Term(a.Version), 1 << 40}
	}
	return src
}

// openedAs commits needs of these versions, then pokes.
func (w *world) openedAs(versions ...int32) {
	for _, v := range versions {
		w.log.Append(hackathon.Activity{Stream: w.event, Kind: hackathon.ActivityHelpRequestOpened, Version: v,
			Entity: newID(hackathon.KindHelpRequest)})
	}
	w.hub.Poke(w.event)
}

// visits are those that f causes.
func (w *world) visits(f func()) uint64 {
	synctest.Wait()
	before := w.hub.Counters.Visits.Load()
	f()
	synctest.Wait()
	return w.hub.Counters.Visits.Load() - before
}

func TestChangeVisitsCandidatesOnly(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t, live.Config{Heartbeat: time.Hour, Poll: time.Hour})
		conns := make([]*livetest.Conn, 10_000)
		peers := make([]*live.Peer, len(conns))
		for i := range conns { // a filter each; every change matches fifty
			conns[i], peers[i] = w.join(w.about(int32(i%200+1), int32(1000+i)))
		}
		synctest.Wait() // until the first CaughtUp is executed
		before := w.hub.Counters.Executions.Load()
		if n := w.visits(func() { w.openedAs(7) }); n != 50 {
			t.Error(n, "visits for a change that fifty want")
		}
		if n := w.visits(func() { w.openedAs(1123, 8, 9, 8) }); n != 1+50+50 {
			t.Error(n, "visits for a burst that a hundred and one want")
		}
		if n := w.visits(func() { w.openedAs(500) }); n != 0 {
			t.Error(n, "visits for a change that nobody wants")
		}
		if n := w.visits(func() { w.commit(hackathon.ActivityIdeaSubmitted, hackathon.ID{}) }); n != 0 {
			t.Error(n, "visits for a change of something else")
		}
		if n := w.hub.Counters.Executions.Load() - before; n != 6 {
			t.Error(n, "executions of 6 changes")
		}
		open, _ := w.join(w.needs())
		if n := w.visits(func() { w.openedAs(7) }); n != 51 {
			t.Error(n, "visits with one who takes everything")
		}
		peers[6].Close(0, "")
		if n := w.visits(func() { w.openedAs(7) }); n != 50 {
			t.Error(n, "visits after one left")
		}
		if n := w.visits(func() { w.openedAs(0) }); n != 10_000 {
			t.Error(n, "visits for what concerns everybody")
		}
		expect(t, conns[6].Frames(), "C", "1", "8")
		expect(t, conns[206].Frames(), "C", "1", "8", "9")
		expect(t, conns[7].Frames(), "C", "3", "5")
		expect(t, conns[123].Frames(), "C", "2")
		expect(t, conns[300].Frames(), "C")
		expect(t, open.Frames(), "C", "1", "2", "3", "4", "5", "6", "8", "9", "10")
	})
}

// Everybody is visited by the heartbeat, and when the window has moved past them. So the memory kept for those who are
// no candidates is bounded.
func TestEverybodyIsVisitedInTime(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t, live.Config{Heartbeat: time.Minute, WindowItems: 10})
		for range 20 {
			w.join(w.about(1))
		}
		n := w.visits(func() {
			for range 33 {
				w.openedAs(2)
				synctest.Wait()
			}
		})
		if n != 3*20 {
			t.Error(n, "visits by 33 changes at a window of 10")
		}
		if n := w.visits(func() { time.Sleep(2*time.Minute + 5*time.Second) }); n != 2*20 {
			t.Error(n, "visits by 2 heartbeats")
		}
	})
}

// Who was not visited is not slow, even if the window has moved past their last item.
func TestNoCandidateIsNotSlow(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t, live.Config{Heartbeat: time.Hour, WindowItems: 8, Stall: 10 * time.Second})
		conn, p := w.join(w.about(1))
		if err := w.hub.Subscribe(p, operation("2", w.about(1))); err != nil {
			t.Fatal(err)
		}
		synctest.Wait()
		w.openedAs(2, 2, 2, 2, 2, 2, 2)
		time.Sleep(20 * time.Second)
		conn.Stall(10) // the frame of one operation is cut, that of the other rolled back
		w.openedAs(2, 2, 2, 2, 1)
		synctest.Wait()
		time.Sleep(time.Second)
		conn.Flow()
		synctest.Wait()
		if code, _, closed := conn.Closed(); closed {
			t.Error("closed with", code)
		}
		expect(t, conn.Of("1"), "C", "12")
		expect(t, conn.Of("2"), "C", "12")
	})
}

// A filter is not called about changes that its terms exclude, neither at once nor later.
func TestFilterIsAskedAboutCandidatesOnly(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t, live.Config{Heartbeat: time.Minute, WindowItems: 16})
		src := w.about(1)
		match, asked := src.Match, 0
		src.Match = func(a *hackathon.Activity) bool { asked++; return match(a) }
		conn, _ := w.join(src)
		synctest.Wait()
		for _, v := range []int32{1, 2, 2, 2, 1} {
			for range 30 {
				w.openedAs(v)
				synctest.Wait()
			}
			time.Sleep(time.Minute)
		}
		changes := 0
		for _, f := range conn.Frames() {
			if !f.Item.CaughtUp {
				changes++
			}
		}
		if changes != 60 || asked < 60 || asked > 60+150/16 { // it is called about the news of visits to everybody
			t.Errorf("asked %d times about 60 candidates of 150, of which came %d", asked, changes)
		}
	})
}

// A subscriber who looks during a fan-out misses nothing that the fan-out has yet to notify it of.
func TestLookDuringAFanOutMissesNothing(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t, live.Config{Heartbeat: time.Hour, Poll: time.Hour})
		first, _ := w.join(w.about(2))
		synctest.Wait()
		conn, p := w.join(w.about(1, 2))
		synctest.Wait()
		third, _ := w.join(w.about(1))
		synctest.Wait()
		gates := [2]chan struct{}{make(chan struct{}), make(chan struct{})}
		first.Before = func() { <-gates[0] }
		third.Before = func() { <-gates[1] }
		w.openedAs(1)
		synctest.Wait()
		w.openedAs(2)
		synctest.Wait()
		close(gates[1]) // the second pass begins, and waits at the first one
		synctest.Wait()
		p.Send(livetest.Control("pong"))
		synctest.Wait()
		close(gates[0])
		synctest.Wait()
		expect(t, conn.Of("1"), "C", "1", "2")
		expect(t, first.Frames(), "C", "2")
		expect(t, third.Frames(), "C", "1")
	})
}

// Terms hold for snapshot, replay and news alike, and take away nothing that the filter wants.
func TestTermsHoldForSnapshotAndReplay(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t, live.Config{Heartbeat: time.Hour})
		w.openedAs(1, 2, 0, 1)
		conn, p := w.join(w.about(1))
		other, _ := w.join(w.about(3)) // in the slots of others
		synctest.Wait()
		cursor := last(conn.Frames())
		w.openedAs(2, 1, 3)
		synctest.Wait()
		p.Close(0, "")
		synctest.Wait()
		again, _ := w.join(after(w.about(1, 3), cursor)) // in the slot of conn
		synctest.Wait()
		w.openedAs(1)
		synctest.Wait()
		w.openedAs(3, 2, 0)
		synctest.Wait()
		expect(t, conn.Frames(), "s1", "s4", "C", "6")
		expect(t, other.Frames(), "C", "7", "9")
		expect(t, again.Frames(), "6", "7", "C", "8", "9")
	})
}

// A filter that depends on facts about its person is indexed anew whenever these may have changed.
func TestTermsAreAskedForAgain(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t, live.Config{Heartbeat: time.Hour, Poll: time.Hour})
		person := newID(hackathon.KindPerson)
		var want atomic.Int32
		want.Store(1)
		src := w.about()
		src.Match = func(a *hackathon.Activity) bool { return want.Load() < 0 || a.Version == want.Load() }
		src.Terms = func() []hackathon.Term {
			switch v := want.Load(); {
			case v < 0:
				return nil
			case v == 99:
				panic("out of order")
			default:
				return []hackathon.Term{hackathon.Term(v)}
			}
		}
		src.RightsOf = person
		src.Recheck = func(context.Context) error { return nil }
		conn, _ := w.join(src)
		for range 10 {
			w.join(w.about(1))
		}
		synctest.Wait()
		state := func(v int32) {
			want.Store(v)
			w.change(person)
			w.hub.Poke(hackathon.RightsStream)
			synctest.Wait()
		}
		for _, step := range []struct {
			wants  int32
			visits uint64
		}{{1, 11}, {2, 11}, {2, 11}, {-1, 11}, {99, 11}, {3, 10}} {
			state(step.wants)
			if n := w.visits(func() { w.openedAs(1, 2) }); n != step.visits {
				t.Errorf("who wants %d: %d visits", step.wants, n)
			}
		}
		expect(t, conn.Frames(), "C", "1", "4", "6", "7", "8")
		want.Store(4)
		w.openedAs(4) // the filter has changed already, its terms will
		synctest.Wait()
		state(4)
		expect(t, conn.Frames(), "C", "1", "4", "6", "7", "8", fmt.Sprint(13))
	})
}
