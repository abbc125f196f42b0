package live_test

import (
	"context"
	"errors"
	"fmt"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"github.com/loometalgud/mano/hackathon"
	"github.com/loometalgud/mano/live"
	"github.com/loometalgud/mano/live/livetest"
)

var errForbidden = hackathon.Forbiddenf("not any more")

// change commits that somebody's rights have changed, without a poke.
func (w *world) change(whose hackathon.ID) {
	w.log.Append(hackathon.Activity{Stream: hackathon.RightsStream, Kind: hackathon.ActivityRightsChanged, Entity: whose})
}

// opens commits that a need opened, without a poke.
func (w *world) opens() {
	w.log.Append(hackathon.Activity{Stream: w.event, Kind: hackathon.ActivityHelpRequestOpened,
		Entity: newID(hackathon.KindHelpRequest)})
}

// restsOn is needs for somebody whose rights check tells.
func (w *world) restsOn(check func(context.Context) error) (live.Source, hackathon.ID) {
	src := w.needs()
	src.RightsOf, src.Recheck = newID(hackathon.KindPerson), check
	return src, src.RightsOf
}

// What was committed after a change of rights reaches the person concerned only after a recheck, and all others at
// once.
func TestHeldAtADefinitePosition(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name   string
		page   int
		others int // changes of others' rights before
		tell   func(w *world)
		err    error
		want   []string
	}{
		{name: "refused", tell: func(w *world) { w.hub.Poke(w.event) }, err: errForbidden,
			want: []string{"C", "1", "E:FORBIDDEN"}},
		{name: "kept", tell: func(w *world) { w.hub.Poke(w.event) }, want: []string{"C", "1", "2", "3"}},
		{name: "nobody pokes", tell: func(*world) {}, err: errForbidden, want: []string{"C", "1", "E:FORBIDDEN"}},
		{name: "behind pages of others", page: 2, others: 9, tell: func(w *world) { w.hub.Poke(w.event) }, err: errForbidden,
			want: []string{"C", "1", "E:FORBIDDEN"}},
		{name: "behind pages of others, polled", page: 2, others: 9, tell: func(*world) {}, err: errForbidden,
			want: []string{"C", "1", "E:FORBIDDEN"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) {
				w := newWorld(t, live.Config{Heartbeat: time.Hour, PageSize: c.page, RightsChanged: func([]hackathon.ID) {
					time.Sleep(time.Millisecond) // what is sent too early arrives meanwhile
				}})
				answer := make(chan error, 1)
				answer <- nil
				src, who := w.restsOn(answers(answer))
				conn, _ := w.join(src)
				other, _ := w.restsOn((&may{}).check)
				fellow, _ := w.join(other)
				synctest.Wait()
				w.opened()
				synctest.Wait()
				for range c.others {
					w.change(newID(hackathon.KindPerson))
				}
				w.change(who)
				w.opens()
				c.tell(w)
				time.Sleep(time.Second)
				w.opened()
				time.Sleep(3 * time.Second)
				expect(t, fellow.Frames(), "C", "1", "2", "3")
				expect(t, conn.Frames(), "C", "1")
				answer <- c.err
				time.Sleep(10 * time.Millisecond)
				expect(t, conn.Frames(), c.want...)
				expect(t, fellow.Frames(), "C", "1", "2", "3")
			})
		})
	}
}

// A recheck that began before the change may have read the old rights.
func TestRecheckFromBeforeTheChangeDoesNotCount(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t, live.Config{Heartbeat: time.Hour})
		answer := make(chan error)
		src, who := w.restsOn(answers(answer))
		conn, _ := w.join(src)
		answer <- nil
		synctest.Wait()
		w.change(who)
		w.hub.Poke(hackathon.RightsStream)
		synctest.Wait() // the recheck runs
		w.change(who)
		w.opened()
		synctest.Wait()
		answer <- nil // the answer from before the second change
		synctest.Wait()
		expect(t, conn.Frames(), "C")
		answer <- errForbidden
		synctest.Wait()
		expect(t, conn.Frames(), "C", "E:FORBIDDEN")
	})
}

// While rights cannot be checked the window moves on: nothing is lost, nobody is closed, nothing is kept in memory.
func TestHeldThroughAnOutage(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t, live.Config{Heartbeat: time.Hour, WindowItems: 4, RingItems: 8, Stall: time.Second,
			CatchUp: time.Second})
		m := &may{}
		src, who := w.restsOn(m.check)
		conn, _ := w.join(src)
		synctest.Wait()
		w.opened()
		synctest.Wait()
		m.set(errors.New("no database"))
		w.change(who)
		want := []string{"C", "1"}
		for n := 2; n <= 40; n++ {
			w.opened()
			want = append(want, fmt.Sprint(n))
			time.Sleep(time.Second)
		}
		expect(t, conn.Frames(), "C", "1")
		m.set(nil)
		time.Sleep(3 * time.Second)
		want = append(want, "C") // it had left its chain and caught up
		expect(t, conn.Frames(), want...)
		w.opened()
		synctest.Wait()
		expect(t, conn.Frames(), append(want, "41")...)
		if code, _, closed := conn.Closed(); closed {
			t.Error("closed with", code)
		}
	})
}

// A snapshot that was read after a change of rights is not shown either, though the reader has not come to the change.
func TestSnapshotBehindAChangeOfRights(t *testing.T) {
	t.Parallel()
	for _, resumed := range []bool{false, true} {
		t.Run(fmt.Sprint("resumed: ", resumed), func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) {
				w := newWorld(t, live.Config{Heartbeat: time.Hour, Poll: time.Hour})
				m := &may{}
				src, who := w.restsOn(m.check)
				conn, p := w.join(src)
				synctest.Wait()
				w.opened()
				synctest.Wait()
				expect(t, conn.Frames(), "C", "1")
				p.Close(0, "")
				synctest.Wait()
				hub, _ := startHub(t, w.log, live.Config{Heartbeat: time.Hour, Poll: time.Hour})
				blocked := func() {
					m.set(errForbidden)
					w.change(who)
					w.opens()
				}
				if resumed { // the hub starts to follow the stream after the change
					streams := src.Streams
					src.After = last(conn.Frames())
					src.Streams = func(ctx context.Context) ([]hackathon.ID, error) {
						time.Sleep(time.Second)
						blocked()
						return streams(ctx)
					}
				} else {
					read := src.Snapshot
					src.Snapshot = func(ctx context.Context, ids []hackathon.ID) (hackathon.Snapshot, error) {
						time.Sleep(time.Second)
						blocked()
						return read(ctx, ids)
					}
				}
				conn, _ = w.joinHub(hub, src)
				time.Sleep(time.Minute)
				expect(t, conn.Frames(), "E:FORBIDDEN")
			})
		})
	}
}

// Replay needs the rights of now, not those of when it happened.
func TestResumesWithPresentRights(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t, live.Config{Heartbeat: time.Hour})
		m := &may{}
		src, who := w.restsOn(m.check)
		conn, _ := w.join(src)
		synctest.Wait()
		w.opened()
		synctest.Wait()
		m.set(&hackathon.Error{Kind: hackathon.Unauthenticated, Message: "signed out"})
		w.change(who)
		w.opened()
		synctest.Wait()
		expect(t, conn.Frames(), "C", "1")
		if code, _, _ := conn.Closed(); code != live.CloseForbidden {
			t.Fatal("closed with", code)
		}
		cursor := last(conn.Frames())
		m.set(errForbidden)
		conn, _ = w.join(after(src, cursor))
		synctest.Wait()
		expect(t, conn.Frames(), "E:FORBIDDEN")
		m.set(nil)
		conn, _ = w.join(after(src, cursor))
		synctest.Wait()
		expect(t, conn.Frames(), "2", "C")
	})
}

// When the log of rights does not continue where it had ended, everybody is rechecked, and caches are told.
func TestRightsAfterLostHistory(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		var told []int
		w := newWorld(t, live.Config{Heartbeat: time.Hour,
			RightsChanged: func(whose []hackathon.ID) { told = append(told, len(whose)) }})
		m, kept := &may{}, &may{}
		src, _ := w.restsOn(m.check)
		conn, _ := w.join(src)
		src, _ = w.restsOn(kept.check)
		fellow, _ := w.join(src)
		synctest.Wait()
		w.change(newID(hackathon.KindPerson))
		w.change(newID(hackathon.KindPerson))
		w.opened()
		synctest.Wait()
		m.set(errForbidden) // a change that the log has lost
		w.log.Rewind(hackathon.RightsStream, 1)
		w.opened()
		synctest.Wait()
		expect(t, conn.Frames(), "C", "1", "E:FORBIDDEN")
		expect(t, fellow.Frames(), "C", "1", "2")
		if fmt.Sprint(told) != "[2 0]" || kept.asked() != 2 {
			t.Error(told, kept.asked())
		}
	})
}

func TestStartsWhileTheLogIsAway(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		log := livetest.NewLog()
		log.Fail(errors.New("no database"))
		w := newWorldOn(t, log, live.Config{Heartbeat: time.Hour})
		m := &may{}
		src, who := w.restsOn(m.check)
		conn, _ := w.join(src)
		time.Sleep(10 * time.Second)
		if m.asked() != 0 {
			t.Error("asked before it was known where the changes begin")
		}
		log.Fail(nil)
		time.Sleep(10 * time.Second)
		expect(t, conn.Frames(), "C")
		m.set(errForbidden)
		w.change(who)
		w.opened()
		synctest.Wait()
		expect(t, conn.Frames(), "C", "E:FORBIDDEN")
	})
}

func TestRightsStreamIsForNobody(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t, live.Config{})
		conn, _ := w.join(w.needs(w.event, hackathon.RightsStream))
		synctest.Wait()
		expect(t, conn.Frames(), "E:NOT_FOUND")
	})
}

// A filter may change with the rights: what was committed after that goes through the new filter, even if the
// subscriber was no candidate for it before.
func TestHeldUntilTheFilterIsKnown(t *testing.T) {
	t.Parallel()
	for _, behind := range []bool{false, true} {
		t.Run(fmt.Sprint("behind the window: ", behind), func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) {
				cfg := live.Config{Heartbeat: time.Hour}
				if behind {
					cfg.WindowItems = 2
				}
				w := newWorld(t, cfg)
				m := &may{}
				var wanted atomic.Int32
				wanted.Store(1)
				src := w.about()
				src.RightsOf = newID(hackathon.KindPerson)
				src.Recheck = func(ctx context.Context) error {
					err := m.check(ctx)
					if err == nil && m.asked() > 1 {
						wanted.Store(2)
					}
					return err
				}
				src.Match = func(a *hackathon.Activity) bool { return a.Version == wanted.Load() }
				src.Terms = func() []hackathon.Term { return []hackathon.Term{hackathon.Term(wanted.Load())} }
				conn, _ := w.join(src)
				synctest.Wait()
				w.openedAs(1, 2, 1)
				synctest.Wait()
				m.set(errors.New("no database"))
				w.change(src.RightsOf)
				for _, v := range []int32{2, 1, 2, 1, 1, 2} {
					w.openedAs(v) // each in a fan-out of its own
					synctest.Wait()
				}
				time.Sleep(10 * time.Second)
				expect(t, conn.Frames(), "C", "1", "3")
				m.set(nil)
				time.Sleep(3 * time.Second)
				want := []string{"C", "1", "3", "4", "6", "9"}
				if behind {
					want = append(want, "C")
				}
				expect(t, conn.Frames(), want...)
				if n := w.visits(func() { w.openedAs(1, 2) }); n != 1 {
					t.Errorf("%d visits for one who wants something", n)
				}
				expect(t, conn.Frames(), append(want, "11")...)
			})
		})
	}
}
