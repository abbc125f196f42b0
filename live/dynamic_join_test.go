package live_test

import (
	"context"
	"fmt"
	"maps"
	"math/rand/v2"
	"slices"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/loometalgud/mano/hackathon"
	"github.com/loometalgud/mano/live"
	"github.com/loometalgud/mano/live/livetest"
)

// follower is a client of all events, as simple as possible: it does what it is told.
type follower struct {
	cursor live.Cursor
	have   map[string]string // entity, stream
	resets int
}

func (c *follower) apply(f livetest.Frame) error {
	if f.Kind != "" {
		return fmt.Errorf("error %s: %s", f.Kind, f.Text)
	}
	if f.Prev != c.cursor {
		return fmt.Errorf("prev is %q after %q", f.Prev, c.cursor)
	}
	c.cursor = f.Cursor
	switch it := f.Item; it.Kind {
	case hackathon.ActivityHelpRequestOpened:
		if c.have[it.Entity] != "" {
			return fmt.Errorf("%d is there already", it.Seq)
		}
		c.have[it.Entity] = it.Stream
	case hackathon.ActivityHelpRequestClosed:
		if c.have[it.Entity] == "" {
			return fmt.Errorf("%d closes what is not there", it.Seq)
		}
		delete(c.have, it.Entity)
	default:
		if it.Reset != "" {
			c.resets++
			clear(c.have)
		}
	}
	return nil
}

// comings adds and removes events on two replicas while needs open and close and clients are cut off. At the end every
// client must show exactly what is open where it may look.
func comings(t *testing.T, seed uint64, withdraw bool) (resets int) {
	w, hubs, ctx, stop := twoReplicas(t, seed)
	s := newSeason(w, 4)
	var busy sync.WaitGroup
	pause := func(r *rand.Rand, most time.Duration) bool { return sleep(ctx, r, most) }
	poke := func(r *rand.Rand, ids ...hackathon.ID) {
		for _, hub := range hubs {
			if r.IntN(3) > 0 {
				hub.Poke(ids...)
			}
		}
	}
	for n, event := range s.events {
		r := rand.New(rand.NewPCG(seed, uint64(n+1)))
		busy.Go(func() { // one writer per event, so that it knows what is open
			for pause(r, 15*time.Millisecond) {
				if open := present(s.log.Rows(event)); r.IntN(3) == 0 && len(open) > 0 {
					s.log.Append(hackathon.Activity{Stream: event, Kind: hackathon.ActivityHelpRequestClosed,
						Entity: open[r.IntN(len(open))].Entity})
				} else {
					s.opensIn(event)
				}
				poke(r, event)
			}
		})
		busy.Go(func() {
			r := rand.New(rand.NewPCG(seed, uint64(20+n)))
			for pause(r, 600*time.Millisecond) {
				switch r.IntN(4) {
				case 0:
					if withdraw {
						s.withdraw(event)
						break
					}
					fallthrough
				case 1:
					s.leave(event)
				default:
					s.come(event)
				}
				poke(r, hackathon.GlobalStream)
				if r.IntN(2) == 0 {
					poke(r, event)
				}
			}
		})
	}
	followers := make([]*follower, 8)
	for n := range followers {
		r := rand.New(rand.NewPCG(seed, uint64(100+n)))
		c := &follower{have: map[string]string{}}
		followers[n] = c
		src := s.source()
		if n%2 == 0 {
			src.Match = func(a *hackathon.Activity) bool { return a.Entity[15]%2 == byte(n/2%2) }
		}
		src.TermsOf = func(a *hackathon.Activity) []hackathon.Term {
			return []hackathon.Term{hackathon.Term(a.Entity[15] % 2)}
		}
		src.Terms = func() []hackathon.Term { return []hackathon.Term{hackathon.Term(n / 2 % 2)} }
		for _, read := range []*func(context.Context, []hackathon.ID) (hackathon.Snapshot, error){&src.Snapshot,
			&src.StreamsRemoved} {
			own := *read
			*read = func(ctx context.Context, ids []hackathon.ID) (hackathon.Snapshot, error) {
				snap, err := own(ctx, ids)
				time.Sleep(time.Duration(rand.IntN(20)) * time.Millisecond)
				return snap, err
			}
		}
		session := func(life time.Duration) bool {
			conn := livetest.NewConn()
			hub := hubs[r.IntN(2)]
			p := hub.Attach(conn)
			if err := hub.Subscribe(p, operation("1", after(src, c.cursor))); err != nil {
				t.Error(err)
				return false
			}
			conn.Stall(r.IntN(20_000))
			time.Sleep(life / 2)
			conn.Flow()
			time.Sleep(life / 2)
			if ctx.Err() != nil { // the last session sees it all
				time.Sleep(3 * time.Second)
			}
			p.Close(0, "")
			conn.WaitClosed(t)
			return applied(t, fmt.Sprintf("seed %d, client %d", seed, n), conn.Frames(), c.apply)
		}
		busy.Go(func() {
			for ctx.Err() == nil && session(time.Duration(r.Int64N(int64(500*time.Millisecond)))) &&
				pause(r, 300*time.Millisecond) {
				continue
			}
			session(0)
		})
		defer func() {
			want := map[string]string{}
			for _, event := range s.without(s.out, s.events) {
				for _, a := range present(s.log.Rows(event)) {
					if src.Match == nil || src.Match(&a) {
						want[a.Entity.String()] = event.String()
					}
				}
			}
			if !maps.Equal(c.have, want) {
				t.Errorf("seed %d, client %d: shows %d needs where %d are open: %v, %v", seed, n, len(c.have), len(want),
					slices.Sorted(maps.Values(c.have)), slices.Sorted(maps.Values(want)))
			}
			resets += c.resets
		}()
	}
	time.Sleep(3 * time.Second)
	stop()
	busy.Wait()
	noAlarms(t, seed, hubs)
	return resets
}

func TestEventsComeAndGo(t *testing.T) {
	t.Parallel()
	for seed := range uint64(*seeds) {
		for _, withdraw := range []bool{false, true} {
			t.Run(fmt.Sprintf("seed %d, withdraw %v", seed, withdraw), func(t *testing.T) {
				t.Parallel()
				synctest.Test(t, func(t *testing.T) { t.Log(comings(t, seed, withdraw), "resets") })
			})
		}
	}
}
