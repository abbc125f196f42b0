package live_test

import (
	"context"
	"slices"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/loometalgud/mano/hackathon"
	"github.com/loometalgud/mano/live"
	"github.com/loometalgud/mano/live/livetest"
)

// season is a number of events that join a merged subscription and leave it.
type season struct {
	*world
	mu     sync.Mutex
	events []hackathon.ID
	out    map[hackathon.ID]bool // not merged: postponed, over
	banned map[hackathon.ID]bool // may not be shown either: withdrawn
}

func newSeason(w *world, events int) *season {
	s := &season{world: w, out: map[hackathon.ID]bool{}, banned: map[hackathon.ID]bool{}, events: []hackathon.ID{w.event}}
	for len(s.events) < events {
		s.events = append(s.events, newID(hackathon.KindEvent))
	}
	return s
}

// leave and come move an event, as its status does, without a poke.
func (s *season) leave(event hackathon.ID) { s.move(event, true, false) }
func (s *season) come(event hackathon.ID)  { s.move(event, false, false) }

// withdraw hides an event from all who followed it.
func (s *season) withdraw(event hackathon.ID) { s.move(event, true, true) }

func (s *season) move(event hackathon.ID, out, banned bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.out[event], s.banned[event] = out, banned
	if banned {
		s.change(event)
	}
	s.log.Append(hackathon.Activity{Stream: event, Kind: hackathon.ActivityEventStatusChanged, Entity: event})
	s.log.Append(hackathon.Activity{Stream: hackathon.GlobalStream, Kind: hackathon.ActivityEventStatusChanged,
		Entity: event})
}

func (s *season) without(gone map[hackathon.ID]bool, ids []hackathon.ID) []hackathon.ID {
	s.mu.Lock()
	defer s.mu.Unlock()
	return slices.DeleteFunc(slices.Clone(ids), func(id hackathon.ID) bool { return gone[id] })
}

// source merges the events that are not out. A retraction of a need has the Seq that opened it, below zero.
func (s *season) source() live.Source {
	src := s.needs()
	src.Dynamic = true
	src.Streams = func(context.Context) ([]hackathon.ID, error) { return s.without(s.out, s.events), nil }
	src.StreamsRemoved = func(_ context.Context, ids []hackathon.ID) (hackathon.Snapshot, error) {
		return s.retracts(s.without(s.banned, ids)), nil
	}
	return src
}

// retracts is what is shown of the events, as activities that remove it.
func (w *world) retracts(ids []hackathon.ID) (snap hackathon.Snapshot) {
	w.log.Read(ids, func(rows []hackathon.Activity, at hackathon.Position) {
		snap.At = append(snap.At, at)
		for _, a := range present(rows) {
			a.Kind, a.Seq, a.At = hackathon.ActivityHelpRequestClosed, -a.Seq, time.Time{}
			snap.Items = append(snap.Items, a)
		}
	})
	return snap
}

// opensIn commits a need of an event, closesIn closes the need of its n-th activity; neither pokes.
func (s *season) opensIn(event hackathon.ID) {
	s.log.Append(hackathon.Activity{Stream: event, Kind: hackathon.ActivityHelpRequestOpened,
		Entity: newID(hackathon.KindHelpRequest)})
}

func (s *season) closesIn(event hackathon.ID, n int) {
	s.log.Append(hackathon.Activity{Stream: event, Kind: hackathon.ActivityHelpRequestClosed,
		Entity: s.log.Rows(event)[n-1].Entity})
}

func inSeason(t *testing.T, cfg live.Config, f func(t *testing.T, s *season)) {
	t.Helper()
	cfg.Heartbeat, cfg.Poll = time.Hour, time.Hour
	synctest.Test(t, func(t *testing.T) { f(t, newSeason(newWorld(t, cfg), 2)) })
}

// When an event leaves, the rest of it is sent and then what is shown is retracted. When it returns, it starts anew.
func TestRemovedStreamIsRetracted(t *testing.T) {
	t.Parallel()
	for _, first := range []string{"the event", "the end", "both"} {
		t.Run("told first of "+first, func(t *testing.T) {
			t.Parallel()
			inSeason(t, live.Config{}, func(t *testing.T, s *season) {
				conn, _ := s.join(s.source())
				synctest.Wait()
				s.opened()
				s.opened()
				s.opened()
				synctest.Wait()
				s.closesIn(s.event, 2)
				s.leave(s.event)
				switch first {
				case "the event":
					s.hub.Poke(s.event)
					synctest.Wait()
					s.hub.Poke(hackathon.GlobalStream)
				case "the end":
					s.hub.Poke(hackathon.GlobalStream)
				default:
					s.hub.Poke(s.event, hackathon.GlobalStream)
				}
				synctest.Wait()
				expect(t, conn.Frames(), "C", "1", "2", "3", "4", "-1", "-3", "C")
				s.opened()
				s.closesIn(s.event, 1)
				s.hub.Poke(s.event)
				synctest.Wait()
				s.come(s.event)
				s.hub.Poke()
				synctest.Wait()
				s.closesIn(s.event, 3)
				s.hub.Poke(s.event)
				synctest.Wait()
				expect(t, conn.Frames(), "C", "1", "2", "3", "4", "-1", "-3", "C", "s3", "s6", "C", "9")
			})
		})
	}
}

// A stream that leaves and returns before it was read to the end was not removed.
func TestRemovalIsCancelled(t *testing.T) {
	t.Parallel()
	inSeason(t, live.Config{}, func(t *testing.T, s *season) {
		src := s.source()
		asked, leave := make(chan struct{}), src.StreamsRemoved
		src.StreamsRemoved = func(ctx context.Context, ids []hackathon.ID) (hackathon.Snapshot, error) {
			snap, err := leave(ctx, ids)
			<-asked
			return snap, err
		}
		conn, _ := s.join(src)
		synctest.Wait()
		s.opened()
		synctest.Wait()
		s.leave(s.event)
		s.hub.Poke(hackathon.GlobalStream)
		synctest.Wait()
		s.opensIn(s.event)
		s.come(s.event)
		s.hub.Poke(hackathon.GlobalStream)
		synctest.Wait()
		close(asked)
		synctest.Wait()
		s.hub.Poke(s.event)
		synctest.Wait()
		if got := held(conn.Frames()); !slices.Equal(got, []int64{1, 3}) {
			t.Errorf("%v is shown after %q", got, seqs(conn.Frames()))
		}
	})
}

// held is what a client has after the frames, by the Seq that opened it.
func held(fs []livetest.Frame) (have []int64) {
	opened := map[string]int64{}
	for _, f := range fs {
		switch it := f.Item; {
		case it.Reset != "":
			clear(opened)
		case it.Kind == hackathon.ActivityHelpRequestOpened:
			opened[it.Entity] = it.Seq
		case it.Kind == hackathon.ActivityHelpRequestClosed:
			delete(opened, it.Entity)
		}
	}
	for _, seq := range opened {
		have = append(have, seq)
	}
	slices.Sort(have)
	return have
}

// A client that was away when an event left gets everything up to there and then the retraction; if that may not be
// sent, it is reset.
func TestResumeAfterRemoval(t *testing.T) {
	t.Parallel()
	other := newID(hackathon.KindHelpRequest)
	for _, c := range []struct {
		name string
		cfg  live.Config
		then func(s *season)
		want []string
	}{
		{name: "it stands open", then: func(s *season) { s.leave(s.event) }, want: []string{"-1", "-2", "C"}},
		{name: "one was closed before", then: func(s *season) {
			s.closesIn(s.event, 1)
			s.leave(s.event)
		}, want: []string{"3", "-2", "C"}},
		{name: "more than a page", cfg: live.Config{PageSize: 2, RingItems: 2, WindowItems: 2}, then: func(s *season) {
			for range 5 {
				s.opensIn(s.event)
			}
			s.closesIn(s.event, 1)
			s.leave(s.event)
		}, want: append(numbered(3, 8), "-2", "-3", "-4", "-5", "-6", "-7", "C")},
		{name: "another goes on", then: func(s *season) {
			s.closesIn(s.event, 1)
			s.closesIn(s.event, 2)
			s.leave(s.event)
			s.log.Append(hackathon.Activity{Stream: s.events[1], Kind: hackathon.ActivityHelpRequestOpened, Entity: other})
		}, want: []string{"3", "4", "1", "C"}},
		{name: "withdrawn", then: func(s *season) {
			s.closesIn(s.event, 1)
			s.withdraw(s.event)
			s.log.Append(hackathon.Activity{Stream: s.events[1], Kind: hackathon.ActivityHelpRequestOpened, Entity: other})
		}, want: []string{"R:REACH", "s1", "C"}},
		{name: "the log does not reach back", then: func(s *season) {
			s.closesIn(s.event, 1)
			s.leave(s.event)
			s.log.Prune(s.event, 5)
		}, want: []string{"R:TOO_OLD", "C"}},
		{name: "the log is another", then: func(s *season) {
			s.log.Rewind(s.event, 1)
			s.opensIn(s.event)
			s.leave(s.event)
		}, want: []string{"R:DIVERGED", "C"}},
		{name: "it is back", then: func(s *season) {
			s.closesIn(s.event, 1)
			s.leave(s.event)
			s.come(s.event)
			s.opensIn(s.event)
		}, want: []string{"3", "6", "C"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			inSeason(t, c.cfg, func(t *testing.T, s *season) {
				conn, p := s.join(s.source())
				synctest.Wait()
				s.opened()
				s.opened()
				synctest.Wait()
				cursor := last(conn.Frames())
				p.Close(0, "")
				synctest.Wait()
				c.then(s)
				hub, _ := startHub(t, s.log, c.cfg) // without any memory of it
				resumed, _ := s.joinHub(hub, after(s.source(), cursor))
				synctest.Wait()
				expect(t, resumed.Frames(), c.want...)
				s.opened()
				hub.Poke(s.event)
				synctest.Wait()
				again, _ := s.joinHub(hub, after(s.source(), last(resumed.Frames())))
				synctest.Wait()
				expect(t, again.Frames(), "C")
			})
		})
	}
}

// A withdrawn event is removed from the clients at once, and nothing more of it is sent.
func TestWithdrawnResets(t *testing.T) {
	t.Parallel()
	inSeason(t, live.Config{}, func(t *testing.T, s *season) {
		s.opensIn(s.events[1])
		conn, _ := s.join(s.source())
		synctest.Wait()
		s.opened()
		synctest.Wait()
		s.opensIn(s.event)
		s.withdraw(s.event)
		s.hub.Poke(s.event)
		synctest.Wait()
		expect(t, conn.Frames(), "s1", "C", "1", "R:REACH", "s1", "C")
	})
}

// A client that is cut off during a retraction is reset: the event may be back by then.
func TestCutDuringRetraction(t *testing.T) {
	t.Parallel()
	inSeason(t, live.Config{}, func(t *testing.T, s *season) {
		conn, _ := s.join(s.source())
		synctest.Wait()
		s.opened()
		s.opened()
		synctest.Wait()
		s.leave(s.event)
		s.hub.Poke()
		synctest.Wait()
		expect(t, conn.Frames(), "C", "1", "2", "-1", "-2", "C")
		cut := conn.Frames()[3].Cursor
		s.come(s.event)
		s.hub.Poke()
		synctest.Wait()
		resumed, _ := s.join(after(s.source(), cut))
		synctest.Wait()
		expect(t, resumed.Frames()[:1], "R:INTERRUPTED")
		if got := held(resumed.Frames()); !slices.Equal(got, []int64{1, 2}) {
			t.Errorf("%v is shown after %q", got, seqs(resumed.Frames()))
		}
	})
}
