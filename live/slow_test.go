package live_test

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/loometalgud/mano/hackathon"
	"github.com/loometalgud/mano/live"
	"github.com/loometalgud/mano/live/livetest"
)

func TestStalledPeerDelaysNobodyAndIsClosed(t *testing.T) {
	t.Parallel()
	for _, room := range []int{0, 1, 100, 1000} {
		t.Run(fmt.Sprint(room, " bytes of room"), func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) {
				w := newWorld(t, live.Config{Stall: 10 * time.Second, Heartbeat: time.Hour})
				stuck, _ := w.join(w.needs())
				var others []*livetest.Conn
				for range 300 {
					c, _ := w.join(w.needs())
					others = append(others, c)
				}
				synctest.Wait()
				began := time.Now()
				stuck.Stall(room)
				for range 20 {
					w.opened()
					synctest.Wait()
				}
				if time.Since(began) != 0 { // in the bubble time passes only while somebody waits
					t.Error("the others waited for", time.Since(began))
				}
				expect(t, others[0].Frames(), append([]string{"C"}, numbered(1, 20)...)...)
				same(t, others)
				code, reason := stuck.WaitClosed(t)
				if code != live.CloseSlow || !strings.Contains(reason, "resume") {
					t.Error(code, reason)
				}
				if d := time.Since(began); d < 10*time.Second || d > 11*time.Second {
					t.Error("closed after", d)
				}
				synctest.Wait()
				s, closed := w.hub.Stats(), w.hub.Counters.SlowCloses.Load()
				if closed != 1 || s.Subscribers != 300 || s.Peers != 300 {
					t.Errorf("%+v, %d closed", s, closed)
				}
				again, _ := w.join(after(w.needs(), last(stuck.Frames())))
				synctest.Wait()
				all := append(stuck.Frames(), again.Frames()...)
				expect(t, all, append(append([]string{"C"}, numbered(1, 20)...), "C")...)
			})
		})
	}
}

// A connection that takes what it can, however little, loses nothing and stays open.
func TestSlowPeerCatchesUp(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t, live.Config{Heartbeat: time.Hour, WindowItems: 16})
		conn, p := w.join(w.needs())
		second := w.needs()
		second.Scope = "other"
		if err := w.hub.Subscribe(p, operation("2", second)); err != nil {
			t.Fatal(err)
		}
		synctest.Wait()
		rng := rand.New(rand.NewPCG(1, 2))
		for i := range 500 {
			conn.Stall(rng.IntN(1500))
			w.opened()
			p.Send(livetest.Control(fmt.Sprint("pong ", i)))
			synctest.Wait()
			if i%7 == 0 {
				conn.Flow()
				synctest.Wait()
			}
		}
		conn.Flow()
		synctest.Wait()
		for _, id := range []string{"1", "2"} {
			expect(t, conn.Of(id), append([]string{"C"}, numbered(1, 500)...)...)
		}
		pongs := 0
		for _, f := range conn.Frames() {
			if f.Raw != "" {
				if f.Raw != fmt.Sprint("pong ", pongs) {
					t.Fatal("pongs out of order")
				}
				pongs++
			}
		}
		if pongs != 500 {
			t.Error(pongs)
		}
		if _, _, closed := conn.Closed(); closed {
			t.Error("closed")
		}
	})
}

// A connection that takes less than comes is closed once the window has moved past it.
func TestPeerThatFallsOutOfTheWindowIsClosed(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t, live.Config{Heartbeat: time.Hour, WindowItems: 8, Stall: 10 * time.Second})
		conn, _ := w.join(w.needs())
		synctest.Wait()
		for range 60 {
			conn.Stall(300) // about one frame a second
			for range 5 {
				w.opened()
			}
			time.Sleep(time.Second)
		}
		code, _ := conn.WaitClosed(t)
		if code != live.CloseSlow {
			t.Error(code)
		}
		if n := len(conn.Frames()); n > 30 {
			t.Error("after", n, "frames")
		}
	})
}

func TestCongestedPeerHoldsOneFrame(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t, live.Config{Heartbeat: time.Hour})
		conn, _ := w.join(w.needs())
		synctest.Wait()
		conn.Stall(10)
		for range 100 {
			w.opened()
		}
		synctest.Wait()
		if got := len(conn.Frames()); got != 1 {
			t.Error(got, "frames came through")
		}
		before := conn.Writes()
		conn.Flow()
		synctest.Wait()
		expect(t, conn.Frames(), append([]string{"C"}, numbered(1, 100)...)...)
		if n := conn.Writes() - before; n > 2 {
			t.Error("caught up in", n, "writes")
		}
	})
}

// What is appended during a write must follow it, although nobody wakes the peer again.
func TestWriteThatIsOvertaken(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t, live.Config{Heartbeat: time.Hour, Poll: time.Hour})
		gate := make(chan struct{})
		conn := livetest.NewConn()
		p := w.hub.Attach(conn)
		if err := w.hub.Subscribe(p, operation("1", w.needs())); err != nil {
			t.Fatal(err)
		}
		synctest.Wait()
		conn.Before = func() { <-gate }
		w.opened()
		synctest.Wait()
		if !p.Send(livetest.Control("pong")) {
			t.Error("refused")
		}
		synctest.Wait()
		close(gate)
		synctest.Wait()
		if fs := conn.Frames(); len(fs) != 3 || fs[2].Raw != "pong" {
			t.Error(fs)
		}
	})
}

// What is appended during a fan-out must reach those whom the fan-out has passed already.
func TestFanOutThatIsOvertaken(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t, live.Config{Heartbeat: time.Hour, Poll: time.Hour})
		first, _ := w.join(w.needs())
		second, _ := w.join(w.needs())
		synctest.Wait()
		gate := make(chan struct{})
		second.Before = func() { <-gate }
		w.opened()
		synctest.Wait()
		w.opened()
		synctest.Wait()
		close(gate)
		synctest.Wait()
		expect(t, first.Frames(), "C", "1", "2")
		expect(t, second.Frames(), "C", "1", "2")
	})
}

func TestBrokenConnectionIsLetGo(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t, live.Config{})
		conn, p := w.join(w.needs())
		synctest.Wait()
		conn.Break(errors.New("connection reset by peer"))
		w.opened()
		synctest.Wait()
		if code, _, closed := conn.Closed(); !closed || code != 0 {
			t.Error(code, closed)
		}
		if s := w.hub.Stats(); s.Peers != 0 || s.Groups != 0 {
			t.Errorf("%+v", s)
		}
		if p.Send(nil) || p.Has("1") {
			t.Error("the peer still takes things")
		}
		p.Close(live.CloseDrain, "again")
	})
}

func TestCloseInterruptsAWrite(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t, live.Config{})
		conn, p := w.join(w.needs())
		synctest.Wait()
		conn.Stall(10)
		w.opened()
		synctest.Wait()
		began := time.Now()
		p.Close(live.CloseForbidden, "enough")
		if code, _ := conn.WaitClosed(t); code != live.CloseForbidden || time.Since(began) > 0 {
			t.Error(code, time.Since(began))
		}
	})
}

func TestControlQueueIsBounded(t *testing.T) {
	t.Parallel()
	for name, cfg := range map[string]live.Config{"frames": {ControlFrames: 3}, "bytes": {ControlBytes: 70}} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) {
				w := newWorld(t, cfg)
				conn := livetest.NewConn()
				p := w.hub.Attach(conn)
				conn.Stall(0)
				n := 0
				for p.Send(livetest.Control("0123456789")) {
					n++
				}
				if n < 3 || n > 5 {
					t.Error("took", n)
				}
				if code, _ := conn.WaitClosed(t); code != live.CloseSlow {
					t.Error(code)
				}
			})
		})
	}
}

func TestSignInExpires(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t, live.Config{})
		conn, p := w.join(w.needs())
		p.ExpireAt(time.Now().Add(time.Minute))
		time.Sleep(59 * time.Second)
		if _, _, closed := conn.Closed(); closed {
			t.Error("too early")
		}
		time.Sleep(2 * time.Second)
		if code, _, _ := conn.Closed(); code != live.CloseForbidden {
			t.Error(code)
		}
	})
}

func TestDrainIsPaced(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t, live.Config{DrainOver: 10 * time.Second, Heartbeat: time.Hour, Poll: time.Hour})
		var conns []*livetest.Conn
		for range 100 {
			c, _ := w.join(w.needs())
			conns = append(conns, c)
		}
		synctest.Wait()
		w.log.Append(hackathon.Activity{Stream: w.event, Kind: hackathon.ActivityHelpRequestOpened,
			Entity: newID(hackathon.KindHelpRequest)})
		drained := make(chan error, 1)
		go func() { drained <- w.hub.Drain(t.Context()) }()
		synctest.Wait()
		if err := w.hub.Subscribe(w.hub.Attach(livetest.NewConn()), operation("1", w.needs())); err == nil {
			t.Error("a draining hub takes subscribers")
		}
		count := func() (n int) {
			for _, c := range conns {
				if code, _, closed := c.Closed(); closed {
					n++
					if code != live.CloseDrain {
						t.Error(code)
					}
				}
			}
			return n
		}
		for s, last := 1, 0; s <= 10; s++ {
			time.Sleep(time.Second)
			if n := count(); n-last < 8 || n-last > 12 {
				t.Errorf("second %d: %d closed", s, n-last)
			} else {
				last = n
			}
		}
		if err := <-drained; err != nil || count() != 100 {
			t.Error(err, count())
		}
		for _, c := range conns {
			expect(t, c.Frames(), "C", "1") // the last change was delivered before
		}
	})
}

func TestDrainEndsWithItsContext(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t, live.Config{DrainOver: time.Hour})
		conn, _ := w.join(w.needs())
		ctx, cancel := context.WithTimeout(t.Context(), time.Second)
		defer cancel()
		if err := w.hub.Drain(ctx); err == nil {
			t.Error("drained an hour's worth in a second")
		}
		if code, _ := conn.WaitClosed(t); code != live.CloseDrain {
			t.Error(code)
		}
	})
}

func TestRunEndsWithStalledPeers(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t, live.Config{})
		conn, _ := w.join(w.needs())
		synctest.Wait()
		conn.Stall(5)
		w.opened()
		synctest.Wait()
		began := time.Now()
		w.end()
		if code, _ := conn.WaitClosed(t); code != live.CloseDrain || time.Since(began) > 0 {
			t.Error(code, time.Since(began))
		}
		late := livetest.NewConn()
		w.hub.Attach(late)
		if code, _ := late.WaitClosed(t); code != live.CloseDrain {
			t.Error(code)
		}
	})
}
