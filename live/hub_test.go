package live_test

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"github.com/loometalgud/mano/hackathon"
	"github.com/loometalgud/mano/live"
	"github.com/loometalgud/mano/live/livetest"
)

func TestOpensWithThePresentState(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t, live.Config{})
		a := w.opened()
		w.opened()
		w.commit(hackathon.ActivityHelpRequestClosed, a.Entity)
		conn, _ := w.join(w.needs())
		synctest.Wait()
		expect(t, conn.Frames(), "s2", "C")
		w.commit(hackathon.ActivityIdeaSubmitted, newID(hackathon.KindIdea)) // not wanted
		w.opened()
		synctest.Wait()
		expect(t, conn.Frames(), "s2", "C", "5")
		if conn.Frames()[0].Prev != "" {
			t.Error("the first frame has a prev")
		}
	})
}

func TestWithoutSnapshotStartsWithWhatComes(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t, live.Config{})
		w.opened()
		src := w.needs()
		src.Snapshot = nil
		conn, _ := w.join(src)
		synctest.Wait()
		w.opened()
		synctest.Wait()
		expect(t, conn.Frames(), "C", "2")
	})
}

func TestExecutesOncePerGroup(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t, live.Config{Heartbeat: time.Hour})
		w.opened()
		var conns []*livetest.Conn
		for range 500 {
			conn, _ := w.join(w.needs())
			conns = append(conns, conn)
		}
		other := w.needs()
		other.Scope = "organiser:" + w.event.String()
		conn, _ := w.join(other)
		conns = append(conns, conn)
		synctest.Wait()
		w.opened()
		synctest.Wait()
		for _, c := range conns {
			expect(t, c.Frames(), "s1", "C", "2")
		}
		s, n := w.hub.Stats(), &w.hub.Counters
		if s.Groups != 2 || s.Subscribers != 501 || n.Executions.Load() != 2*3 || n.SnapshotLoads.Load() != 2 {
			t.Errorf("%+v, %+v", s, n)
		}
	})
}

func TestUnsubscribe(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t, live.Config{})
		conn, p := w.join(w.needs())
		synctest.Wait()
		if !p.Has("1") || !w.hub.Unsubscribe(p, "1") || p.Has("1") || w.hub.Unsubscribe(p, "1") {
			t.Error("Unsubscribe does not say the truth")
		}
		w.opened()
		synctest.Wait()
		expect(t, conn.Frames(), "C")
		if s := w.hub.Stats(); s.Groups != 0 || s.Subscribers != 0 {
			t.Errorf("%+v", s)
		}
		if err := w.hub.Subscribe(p, operation("1", w.needs())); err != nil {
			t.Error("the id is not free again:", err)
		}
	})
}

func TestSubscribeRefuses(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t, live.Config{MaxOperations: 2, MaxGroups: 2})
		_, p := w.join(w.needs())
		for _, c := range []struct {
			id   string
			src  live.Source
			want error
		}{
			{"1", w.needs(), hackathon.Conflict},
			{"2", after(w.needs(), "not a cursor"), hackathon.Invalid},
			{"2", w.needs(), nil},
			{"3", w.needs(), hackathon.LimitExceeded},
		} {
			if err := w.hub.Subscribe(p, operation(c.id, c.src)); !errors.Is(err, c.want) {
				t.Errorf("%s: %v, want %v", c.id, err, c.want)
			}
		}
		for i, want := range []error{nil, hackathon.LimitExceeded} {
			src := w.needs()
			src.Scope = fmt.Sprint("member", i)
			if err := w.hub.Subscribe(w.hub.Attach(livetest.NewConn()), operation("1", src)); !errors.Is(err, want) {
				t.Errorf("group %d: %v, want %v", i, err, want)
			}
		}
		p.Close(live.CloseDrain, "")
		if err := w.hub.Subscribe(p, operation("9", w.needs())); !errors.Is(err, live.ErrClosed) {
			t.Error(err)
		}
	})
}

func TestHeartbeat(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t, live.Config{Heartbeat: 15 * time.Second})
		conn, _ := w.join(w.needs())
		synctest.Wait()
		first := last(conn.Frames())
		w.commit(hackathon.ActivityIdeaSubmitted, newID(hackathon.KindIdea))
		time.Sleep(17 * time.Second)
		expect(t, conn.Frames(), "C", "C")
		if last(conn.Frames()) == first {
			t.Error("the heartbeat did not move the cursor over what was not wanted")
		}
		w.log.Fail(errors.New("no database"))
		time.Sleep(time.Minute)
		expect(t, conn.Frames(), "C", "C") // a hub that cannot read sends no heartbeat
		w.log.Fail(nil)
		time.Sleep(10 * time.Second)
		expect(t, conn.Frames(), "C", "C", "C")
	})
}

func TestPollFindsWhatNobodyPoked(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t, live.Config{})
		conn, _ := w.join(w.needs())
		synctest.Wait()
		w.log.Append(hackathon.Activity{Stream: w.event, Kind: hackathon.ActivityHelpRequestOpened,
			Entity: newID(hackathon.KindHelpRequest)})
		time.Sleep(300 * time.Millisecond)
		expect(t, conn.Frames(), "C", "1")
	})
}

func TestRenderErrorIsTriedAgainAndThenSaid(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t, live.Config{})
		fails := atomic.Int64{}
		conn := livetest.NewConn()
		p := w.hub.Attach(conn)
		op := operation("1", w.needs())
		op.Render = func(ctx context.Context, c live.Change) ([]byte, error) {
			if fails.Add(-1) >= 0 {
				panic("out of order")
			}
			return render(ctx, c)
		}
		if err := w.hub.Subscribe(p, op); err != nil {
			t.Fatal(err)
		}
		synctest.Wait()
		fails.Store(2)
		w.opened()
		time.Sleep(time.Second)
		expect(t, conn.Frames(), "C", "1")
		fails.Store(100)
		w.opened()
		time.Sleep(10 * time.Second)
		expect(t, conn.Frames(), "C", "1", "E:INTERNAL")
		if s := w.hub.Stats(); s.Groups != 0 || p.Has("1") {
			t.Errorf("%+v", s)
		}
		fails.Store(0)
		resumed := operation("1", after(w.needs(), conn.Frames()[1].Cursor))
		if err := w.hub.Subscribe(p, resumed); err != nil {
			t.Fatal(err)
		}
		synctest.Wait()
		if got := seqs(conn.Frames()[3:]); !slices.Equal(got, []string{"2", "C"}) {
			t.Error(got)
		}
	})
}

func TestSourceThatFailsForGoodEndsTheSubscription(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t, live.Config{})
		src := w.needs()
		src.Streams = func(context.Context) ([]hackathon.ID, error) { return nil, hackathon.NotFoundf("no such event") }
		conn, _ := w.join(src)
		synctest.Wait()
		expect(t, conn.Frames(), "E:NOT_FOUND")

		src = w.needs()
		src.Wants = func(*hackathon.Activity) bool { panic("out of order") }
		conn, _ = w.join(src)
		synctest.Wait()
		w.opened()
		time.Sleep(time.Second)
		expect(t, conn.Frames(), "C", "E:INTERNAL")
	})
}

func TestSnapshotIsTriedAgain(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t, live.Config{DeepScans: 1, Heartbeat: time.Hour})
		broken := atomic.Bool{}
		broken.Store(true)
		src := w.needs()
		load := src.Snapshot
		src.Snapshot = func(ctx context.Context, ids []hackathon.ID) (hackathon.Snapshot, error) {
			if broken.Load() {
				return hackathon.Snapshot{}, errors.New("no database")
			}
			return load(ctx, ids)
		}
		conn, _ := w.join(src)
		healthy := w.needs()
		healthy.Scope = "another"
		conn2, _ := w.join(healthy)
		time.Sleep(time.Minute)
		expect(t, conn.Frames())
		expect(t, conn2.Frames(), "C") // the broken one does not occupy the only scan
		broken.Store(false)
		time.Sleep(6 * time.Second)
		if got := seqs(conn.Frames()); len(got) == 0 || got[0] != "C" {
			t.Error(got)
		}
	})
}
