package live_test

import (
	"context"
	"errors"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/loometalgud/mano/hackathon"
	"github.com/loometalgud/mano/live"
	"github.com/loometalgud/mano/live/livetest"
)

// may is what a person may do, as a test sets it.
type may struct {
	mu  sync.Mutex
	err error
	n   int
}

func (m *may) check(context.Context) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.n++
	return m.err
}

func (m *may) set(err error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.err = err
}

func (m *may) asked() int {
	m.mu.Lock()
	defer m.mu.Unlock()
	return m.n
}

func TestRightsAreAskedAgain(t *testing.T) {
	t.Parallel()
	forbidden := hackathon.Forbiddenf("no longer a volunteer of this event")
	signedOut := &hackathon.Error{Kind: hackathon.Unauthenticated, Message: "signed out"}
	for _, c := range []struct {
		name   string
		first  error // at the start
		then   error
		event  bool // through RightsChanged, otherwise through the clock
		want   []string
		after  []string // when it can be checked again; nil: the same
		closed int
	}{
		{name: "refused at once", first: forbidden, want: []string{"E:FORBIDDEN"}},
		{name: "taken away", then: forbidden, event: true, want: []string{"C", "1", "E:FORBIDDEN"}},
		{name: "taken away without a word", then: forbidden, want: []string{"C", "1", "E:FORBIDDEN"}},
		{name: "signed out", then: signedOut, event: true, want: []string{"C", "1"}, closed: live.CloseForbidden},
		{name: "changed but kept", event: true, want: []string{"C", "1", "2"}},
		{name: "cannot be told for a while", then: errors.New("no database"), event: true, want: []string{"C", "1"},
			after: []string{"C", "1", "2"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) {
				w := newWorld(t, live.Config{Heartbeat: time.Hour, Recheck: 5 * time.Minute})
				person := newID(hackathon.KindPerson)
				m := &may{err: c.first}
				src := w.needs()
				src.RightsOf, src.Recheck = person, m.check
				conn, p := w.join(src)
				synctest.Wait()
				w.opened()
				synctest.Wait()
				m.set(c.then)
				before := m.asked()
				if c.event {
					w.log.Append(hackathon.Activity{Stream: hackathon.RightsStream, Entity: person,
						Kind: hackathon.ActivityRightsChanged})
					w.hub.Poke(hackathon.RightsStream)
					synctest.Wait()
				} else {
					time.Sleep(6 * time.Minute)
				}
				if c.first == nil && m.asked() == before {
					t.Error("nobody asked")
				}
				w.opened()
				synctest.Wait()
				expect(t, conn.Frames(), c.want...)
				code, _, closed := conn.Closed()
				if closed != (c.closed != 0) || code != c.closed {
					t.Error(code, closed)
				}
				if c.then != nil && c.first == nil && errors.Is(c.then, hackathon.Forbidden) && p.Has("1") {
					t.Error("lives on")
				}
				m.set(nil)
				time.Sleep(3 * time.Second)
				if c.after != nil {
					expect(t, conn.Frames(), c.after...)
				}
			})
		})
	}
}

// A change of rights between the resolver's answer and the hub's first look must not be missed.
func TestRightsThatChangeWhileOpening(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		person := newID(hackathon.KindPerson)
		m := &may{}
		log := livetest.NewLog()
		log.Before = func(method string) error {
			if method == "Heads" {
				log.Append(hackathon.Activity{Stream: hackathon.RightsStream, Entity: person,
					Kind: hackathon.ActivityRightsChanged})
				m.set(hackathon.Forbiddenf("no"))
			}
			return nil
		}
		w := newWorldOn(t, log, live.Config{})
		src := w.needs()
		src.RightsOf, src.Recheck = person, m.check
		conn, _ := w.join(src)
		time.Sleep(time.Second)
		expect(t, conn.Frames(), "E:FORBIDDEN")
	})
}

// Thousands of people cost the log nothing, and a change of anybody's rights is found in the next poll.
func TestManyPersons(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		const n = 3000
		w := newWorld(t, live.Config{Heartbeat: time.Hour, PollStreams: 500})
		people := make([]hackathon.ID, n)
		ms := make([]*may, n)
		conns := make([]*livetest.Conn, n)
		for i := range n {
			people[i], ms[i] = newID(hackathon.KindPerson), &may{}
			src := w.needs()
			src.RightsOf, src.Recheck = people[i], ms[i].check
			conns[i], _ = w.join(src)
		}
		synctest.Wait()
		if n := w.log.Calls("Heads"); n > 2 {
			t.Error(n, "reads of where streams stand")
		}
		s, did := w.hub.Stats(), &w.hub.Counters
		if did.Executions.Load() != 1 || did.Rechecks.Load() != n || s.Streams != 1 {
			t.Errorf("%+v, %+v", s, did)
		}
		for _, i := range []int{0, n / 2, n - 1} { // nobody pokes
			ms[i].set(hackathon.Forbiddenf("no"))
			w.log.Append(hackathon.Activity{Stream: hackathon.RightsStream, Entity: people[i],
				Kind: hackathon.ActivityRightsChanged})
		}
		time.Sleep(250 * time.Millisecond)
		synctest.Wait()
		for _, i := range []int{0, n / 2, n - 1} {
			expect(t, conns[i].Frames(), "C", "E:FORBIDDEN")
		}
		if s := w.hub.Stats(); s.Subscribers != n-3 {
			t.Errorf("%+v", s)
		}
	})
}
