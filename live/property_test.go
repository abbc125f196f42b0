package live_test

import (
	"context"
	"flag"
	"fmt"
	"math/rand/v2"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/loometalgud/mano/hackathon"
	"github.com/loometalgud/mano/live"
	"github.com/loometalgud/mano/live/livetest"
)

var seeds = flag.Int("seeds", 4, "how many runs of chaos")

// client keeps what a client keeps, and checks every frame against the promises.
type client struct {
	cursor live.Cursor
	have   map[string]map[string]int64 // stream, entity and kind
	last   map[string]int64
	resets int
}

func (c *client) forget() { c.have, c.last = map[string]map[string]int64{}, map[string]int64{} }

func (c *client) apply(f livetest.Frame) error {
	if f.Kind != "" {
		return fmt.Errorf("error %s: %s", f.Kind, f.Text)
	}
	if f.Prev != c.cursor {
		return fmt.Errorf("prev is %q after %q", f.Prev, c.cursor)
	}
	c.cursor = f.Cursor
	it := f.Item
	switch {
	case it.Reset != "":
		c.forget()
		c.resets++
	case it.CaughtUp:
	default:
		if it.Seq <= c.last[it.Stream] {
			return fmt.Errorf("stream %s: %d came after %d", it.Stream, it.Seq, c.last[it.Stream])
		}
		c.last[it.Stream] = it.Seq
		if c.have[it.Stream] == nil {
			c.have[it.Stream] = map[string]int64{}
		}
		what := it.Entity + string(it.Kind)
		if was, ok := c.have[it.Stream][what]; ok {
			return fmt.Errorf("stream %s: %d is there already, as %d", it.Stream, it.Seq, was)
		}
		c.have[it.Stream][what] = it.Seq
	}
	return nil
}

// twoReplicas are hubs over one slow log, with limits drawn from the seed, and the time for what a test does to them.
func twoReplicas(t *testing.T, seed uint64) (w *world, hubs []*live.Hub, ctx context.Context, stop func()) {
	rng := rand.New(rand.NewPCG(seed, 0))
	cfg := live.Config{
		Heartbeat: time.Duration(rng.IntN(400)+100) * time.Millisecond, PageSize: rng.IntN(20) + 1,
		RingItems:   rng.IntN(30) + 1,
		WindowItems: rng.IntN(30) + 2, BatchBytes: rng.IntN(2000) + 1, SnapshotReuse: rng.IntN(10) + 1,
	}
	log := livetest.NewLog()
	log.Before = func(string) error {
		time.Sleep(time.Duration(rand.IntN(3)) * time.Millisecond)
		return nil
	}
	w = newWorldOn(t, log, cfg)
	other, _ := startHub(t, log, cfg)
	ctx, stop = context.WithCancel(t.Context())
	return w, []*live.Hub{w.hub, other}, ctx, stop
}

// sleep waits for a random time; false: ctx has ended.
func sleep(ctx context.Context, r *rand.Rand, most time.Duration) bool {
	select {
	case <-time.After(time.Duration(r.Int64N(int64(most)))):
		return true
	case <-ctx.Done():
		return false
	}
}

// applied gives the frames to a client and reports whether it accepts them.
func applied(t *testing.T, who string, fs []livetest.Frame, apply func(livetest.Frame) error) bool {
	for i, f := range fs {
		if err := apply(f); err != nil {
			t.Errorf("%s, frame %d: %v; %q", who, i, err, seqs(fs))
			return false
		}
	}
	return true
}

func noAlarms(t *testing.T, seed uint64, hubs []*live.Hub) {
	for _, hub := range hubs {
		if n := &hub.Counters; n.GapAlarms.Load() > 0 {
			t.Errorf("seed %d: %+v", seed, n)
		}
	}
}

// chaos runs writers, faults and clients over two replicas. At the end every client must have exactly what the log has.
func chaos(t *testing.T, seed uint64, wreck bool) {
	w, hubs, ctx, stop := twoReplicas(t, seed)
	events := []hackathon.ID{newID(hackathon.KindEvent), newID(hackathon.KindEvent), newID(hackathon.KindEvent)}
	wants := func(a *hackathon.Activity) bool {
		return a.Kind == hackathon.ActivityHelpRequestOpened || a.Kind == hackathon.ActivityCommentHidden
	}
	told := &redactionTimes{at: map[string]time.Time{}}
	var busy sync.WaitGroup
	pause := func(r *rand.Rand, most time.Duration) bool { return sleep(ctx, r, most) }
	for n := range 3 {
		r := rand.New(rand.NewPCG(seed, uint64(n+1)))
		busy.Go(func() {
			for pause(r, 15*time.Millisecond) {
				event := events[r.IntN(len(events))]
				for range r.IntN(3) + r.IntN(20)/19*20 {
					kind := hackathon.ActivityHelpRequestOpened
					if r.IntN(3) == 0 {
						kind = hackathon.ActivityIdeaSubmitted
					}
					w.log.Append(hackathon.Activity{Stream: event, Kind: kind, Entity: newID(hackathon.KindHelpRequest),
						Payload: []byte(secret)})
				}
				if rows := w.log.Rows(event); len(rows) > 0 && r.IntN(3) == 0 {
					if a := rows[max(0, len(rows)-1-r.IntN(20))]; a.Kind == hackathon.ActivityHelpRequestOpened && len(a.Payload) > 0 {
						w.log.Redact(hackathon.Activity{Stream: event, Kind: hackathon.ActivityCommentHidden, Entity: a.Entity})
					}
				}
				for _, hub := range hubs {
					switch r.IntN(4) {
					case 0:
						hub.Poke()
					case 1, 2:
						hub.Poke(event)
					}
				}
			}
		})
	}
	if wreck {
		r := rand.New(rand.NewPCG(seed, 50))
		busy.Go(func() {
			for pause(r, 700*time.Millisecond) {
				event := events[r.IntN(len(events))]
				switch head := w.log.Head(event).Seq; {
				case head < 3:
				case r.IntN(2) == 0:
					w.log.Rewind(event, head-r.Int64N(min(head, 10)))
				default:
					w.log.Prune(event, head-r.Int64N(3))
				}
			}
		})
	}
	type result struct {
		client
		streams []hackathon.ID
		match   func(*hackathon.Activity) bool
	}
	results := make([]*result, 12)
	for n := range results {
		r := rand.New(rand.NewPCG(seed, uint64(100+n)))
		res := &result{streams: events[n%3 : n%3+1]}
		res.forget()
		results[n] = res
		if n%4 == 0 {
			res.streams = events
		}
		if n%2 == 0 {
			res.match = func(a *hackathon.Activity) bool { return a.Entity[15]%5 == byte(n%5) }
		}
		src := w.needs(res.streams...)
		src.Scope, src.Wants, src.Match = fmt.Sprint(n%4 == 0, n%3), wants, res.match
		src.TermsOf = func(a *hackathon.Activity) []hackathon.Term {
			if a.Entity[14]%16 == 0 {
				return nil
			}
			return []hackathon.Term{hackathon.Term(a.Entity[15] % 5), 7}
		}
		if n != 10 { // one has a filter without terms
			src.Terms = func() []hackathon.Term { return []hackathon.Term{8, hackathon.Term(n % 5)} }
		}
		src.Snapshot = func(_ context.Context, ids []hackathon.ID) (s hackathon.Snapshot, err error) {
			w.log.Read(ids, func(rows []hackathon.Activity, at hackathon.Position) {
				s.At = append(s.At, at)
				for _, a := range rows {
					if wants(&a) {
						s.Items = append(s.Items, a)
					}
				}
			})
			time.Sleep(time.Duration(rand.IntN(20)) * time.Millisecond)
			return s, nil
		}
		session := func(life time.Duration) bool {
			conn := livetest.NewConn()
			which := r.IntN(2)
			hub := hubs[which]
			p := hub.Attach(conn)
			op := operation("1", after(src, res.cursor))
			op.Render = func(ctx context.Context, c live.Change) ([]byte, error) {
				time.Sleep(time.Duration(rand.IntN(100)) * 20 * time.Microsecond)
				return render(ctx, c)
			}
			if err := hub.Subscribe(p, op); err != nil {
				t.Error(err)
				return false
			}
			for life > 0 {
				if r.IntN(3) == 0 {
					conn.Stall(r.IntN(3000))
				} else {
					conn.Flow()
				}
				step := time.Duration(r.Int64N(int64(100 * time.Millisecond)))
				time.Sleep(step)
				life -= step
			}
			if ctx.Err() != nil { // the last session sees it all
				conn.Flow()
				time.Sleep(3 * time.Second)
			}
			p.Close(0, "")
			conn.WaitClosed(t)
			told.note(which, conn.Frames())
			return applied(t, fmt.Sprintf("seed %d, client %d", seed, n), conn.Frames(), res.apply)
		}
		busy.Go(func() {
			for ctx.Err() == nil {
				if !session(time.Duration(r.Int64N(int64(400*time.Millisecond)))) || !pause(r, 200*time.Millisecond) {
					break
				}
			}
			session(0)
		})
	}
	time.Sleep(2 * time.Second)
	stop()
	busy.Wait()
	if !wreck { // what was rewound is not retracted
		told.check(t, seed)
	}
	resets := 0
	for n, res := range results {
		resets += res.resets
		for _, id := range res.streams {
			have := res.have[id.String()]
			want := 0
			for _, a := range w.log.Rows(id) {
				if !wants(&a) || res.match != nil && !res.match(&a) {
					continue
				}
				want++
				if _, ok := have[a.Entity.String()+string(a.Kind)]; !ok {
					t.Errorf("seed %d, client %d: lost %d", seed, n, a.Seq)
				}
			}
			if len(have) != want && !wreck { // a client keeps what was pruned meanwhile
				t.Errorf("seed %d, client %d: has %d of %d", seed, n, len(have), want)
			}
		}
	}
	if !wreck {
		noAlarms(t, seed, hubs)
	}
	t.Logf("%d resets, %d rows", resets, len(w.log.Rows(events[0])))
}

// redactionTimes records when each replica knew of a redaction, and when it sent a text.
type redactionTimes struct {
	mu   sync.Mutex
	at   map[string]time.Time
	said []saying
}

type saying struct {
	what string
	at   time.Time
}

func (u *redactionTimes) note(replica int, fs []livetest.Frame) {
	u.mu.Lock()
	defer u.mu.Unlock()
	for _, f := range fs {
		what := fmt.Sprint(replica, f.Item.Entity)
		switch {
		case f.Item.Kind == hackathon.ActivityCommentHidden && !f.Item.Snapshot:
			if at, ok := u.at[what]; !ok || f.Handed.Before(at) {
				u.at[what] = f.Handed
			}
		case f.Item.Text != "":
			u.said = append(u.said, saying{what, f.Handed})
		}
	}
}

func (u *redactionTimes) check(t *testing.T, seed uint64) {
	for _, s := range u.said {
		if at, ok := u.at[s.what]; ok && s.at.After(at) {
			t.Errorf("seed %d: a text was sent %v after its replica had read of the redaction", seed, s.at.Sub(at))
		}
	}
	t.Logf("%d texts sent, %d redacted", len(u.said), len(u.at))
}

func TestNothingLostDoubledOrInverted(t *testing.T) {
	t.Parallel()
	for seed := range uint64(*seeds) {
		for _, wreck := range []bool{false, true} {
			t.Run(fmt.Sprintf("seed %d, wreck %v", seed, wreck), func(t *testing.T) {
				t.Parallel()
				synctest.Test(t, func(t *testing.T) { chaos(t, seed, wreck) })
			})
		}
	}
}
