package live_test

import (
	"context"
	"errors"
	"testing"
	"testing/synctest"
	"time"

	"github.com/loometalgud/mano/hackathon"
	"github.com/loometalgud/mano/live"
)

// The rights of a scope are checked once for all, and nobody of it gets what came after their change before that.
func TestScopeIsAskedOnce(t *testing.T) {
	t.Parallel()
	gone := hackathon.NotFoundf("there is no such Event")
	for _, c := range []struct {
		name string
		then error
		want []string
	}{
		{name: "not public any more", then: gone, want: []string{"C", "1", "E:NOT_FOUND"}},
		{name: "still public", want: []string{"C", "1", "2", "3"}},
		{name: "cannot be told for a while", then: errors.New("no database"), want: []string{"C", "1", "2", "3"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) {
				w := newWorld(t, live.Config{Heartbeat: time.Hour, Recheck: 5 * time.Minute})
				m := &may{}
				scope := w.needs()
				scope.ScopeOf, scope.ScopeRecheck = w.event, m.check
				conn, _ := w.join(scope)
				second, _ := w.join(scope)
				synctest.Wait()
				w.opened()
				synctest.Wait()
				if m.asked() != 1 {
					t.Error("asked", m.asked(), "times for two who opened")
				}
				m.set(c.then)
				w.change(w.event)
				w.opens()
				w.hub.Poke(w.event)
				synctest.Wait()
				if c.then != nil && c.then != gone {
					expect(t, conn.Frames(), "C", "1")
					m.set(nil)
					time.Sleep(10 * time.Second)
				}
				w.opened()
				synctest.Wait()
				expect(t, conn.Frames(), c.want...)
				expect(t, second.Frames(), c.want...)
				if s := w.hub.Stats(); c.then == gone && s.Groups != 0 {
					t.Errorf("%+v", s)
				}
				if c.then == gone {
					third, _ := w.join(scope)
					synctest.Wait()
					expect(t, third.Frames(), "E:NOT_FOUND")
					return
				}
				before := m.asked()
				time.Sleep(6 * time.Minute)
				if m.asked() != before+1 {
					t.Error("asked", m.asked()-before, "times without a reason")
				}
				m.set(gone)
				time.Sleep(6 * time.Minute)
				expect(t, conn.Frames(), append(c.want, "E:NOT_FOUND")...)
			})
		})
	}
}

// answers is a recheck that returns what it is sent.
func answers(answer <-chan error) func(context.Context) error {
	return func(ctx context.Context) error {
		select {
		case err := <-answer:
			return err
		case <-ctx.Done():
			return ctx.Err()
		}
	}
}

// Subscribers of the scope that still catch up are held too.
func TestScopeHoldsThoseWhoCatchUp(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t, live.Config{Heartbeat: time.Hour, Poll: time.Hour})
		asked := make(chan error, 1)
		asked <- nil
		scope := w.needs()
		scope.ScopeOf, scope.ScopeRecheck = w.event, answers(asked)
		read, reading := scope.Snapshot, make(chan struct{})
		scope.Snapshot = func(ctx context.Context, ids []hackathon.ID) (hackathon.Snapshot, error) {
			<-reading
			return read(ctx, ids)
		}
		conn, _ := w.join(scope)
		synctest.Wait()
		w.change(w.event)
		w.opens()
		reading <- struct{}{}
		synctest.Wait()
		expect(t, conn.Frames())
		asked <- nil
		synctest.Wait()
		expect(t, conn.Frames(), "s1", "C")
	})
}

// Those who replay page by page continue when the hold ends.
func TestScopeHoldsThoseWhoReplay(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t, live.Config{Heartbeat: time.Hour, WindowItems: 2, RingItems: 2, PageSize: 2})
		asked := make(chan error, 1)
		asked <- nil
		scope := w.needs()
		scope.ScopeOf, scope.ScopeRecheck = w.event, answers(asked)
		conn, _ := w.join(scope)
		synctest.Wait()
		for range 9 {
			w.opened()
			synctest.Wait()
		}
		w.change(w.event)
		w.hub.Poke(hackathon.RightsStream)
		synctest.Wait()
		resumed, _ := w.join(after(scope, conn.Frames()[1].Cursor))
		time.Sleep(time.Minute)
		expect(t, resumed.Frames())
		asked <- nil
		synctest.Wait()
		expect(t, resumed.Frames(), append(numbered(2, 9), "C")...)
	})
}
