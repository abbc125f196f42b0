package live

import (
	"runtime"
	"slices"
	"sync"
	"sync/atomic"
)

const shardSize = 128

// shard is a piece of a crowd. A reader may keep a copy of subs: joining writes only behind what was copied, leaving
// makes a new slice.
type shard struct {
	subs []*subscription
}

// crowd is a set of subscriptions, guarded by its group's lock.
type crowd struct {
	shards []*shard
	size   int
}

func (c *crowd) add(sub *subscription) {
	c.size++
	if n := len(c.shards); n > 0 && len(c.shards[n-1].subs) < shardSize {
		sub.shard = c.shards[n-1]
	} else {
		sub.shard = &shard{}
		c.shards = append(c.shards, sub.shard)
	}
	sub.shard.subs = append(sub.shard.subs, sub)
}

// remove takes sub out; it must be in.
func (c *crowd) remove(sub *subscription) {
	sh := sub.shard
	sub.shard = nil
	c.size--
	rest := make([]*subscription, 0, len(sh.subs)-1)
	for _, s := range sh.subs {
		if s != sub {
			rest = append(rest, s)
		}
	}
	sh.subs = rest
	if len(rest) > 0 {
		return
	}
	if i := slices.Index(c.shards, sh); i >= 0 {
		c.shards = slices.Delete(c.shards, i, i+1)
	}
}

// take moves all of other into c.
func (c *crowd) take(other *crowd) {
	for _, sh := range other.shards {
		if len(sh.subs) >= shardSize/2 {
			c.shards = slices.Insert(c.shards, 0, sh) // the last one stays the one that fills
			c.size += len(sh.subs)
			continue
		}
		for _, sub := range sh.subs {
			c.add(sub)
		}
	}
	*other = crowd{}
}

// snapshot appends what the shards hold now.
func (c *crowd) snapshot(dst [][]*subscription) [][]*subscription {
	for _, sh := range c.shards {
		dst = append(dst, sh.subs)
	}
	return dst
}

func (c *crowd) all() []*subscription {
	out := make([]*subscription, 0, c.size)
	for _, sh := range c.shards {
		out = append(out, sh.subs...)
	}
	return out
}

// fan delivers what was appended to a group's live chain. One pass runs at a time; what is appended meanwhile is taken
// along by the peers the pass has yet to reach, and a further pass follows for the others. So a quiet group delivers at
// once and a busy one in few large writes, without any delay set beforehand.
type fan struct {
	state  atomic.Uint32 // idle, running, dirty, as in Peer
	shards [][]*subscription
	found  []*subscription
	slots  slots
	turn   int
	seen   *item                // a pass is about what comes behind it
	whole  uint64               // index of the last item that a pass over everybody was about
	done   atomic.Pointer[item] // everybody whom something up to here may concern was told
}

// kick starts a pass over the group's crowd, or makes the running one repeat.
func (g *group) kick() {
	f := &g.fan
	for {
		switch s := f.state.Load(); {
		case s == idle && f.state.CompareAndSwap(idle, running):
			if !g.hub.spawn(g.deliver) {
				f.state.Store(idle)
			}
			return
		case s == running && f.state.CompareAndSwap(running, dirty), s == dirty:
			return
		}
	}
}

func (g *group) deliver() {
	f := &g.fan
	for {
		f.state.Store(running)
		from := f.seen
		g.due()
		f.turn++ // another shard is first each time, so that nobody is always last
		g.hub.pass(f.shards, f.turn, from)
		f.done.Store(f.seen)
		clear(f.shards)
		clear(f.found)
		if f.state.CompareAndSwap(running, idle) {
			return
		}
	}
}

// due finds whom a pass must visit for what was appended since the one before: the candidates, or everybody if
// something concerns everybody. Whoever is no candidate stays where they are in the chain, so everybody is visited too
// when the window has moved past what all have seen: what is kept on account of the others is bounded by another
// window.
func (g *group) due() {
	f := &g.fan
	g.mu.Lock()
	defer g.mu.Unlock()
	f.shards, f.found = f.shards[:0], f.found[:0]
	it, tail := f.seen, g.window.tail
	if it == tail {
		return
	}
	f.seen = tail
	clear(f.slots)
	everybody := f.whole < g.window.base.index
	for it != tail && !everybody {
		it = it.next.Load()
		everybody = it.terms == nil
		if !everybody {
			f.slots = g.audience.index.concerned(f.slots, it.terms)
		}
	}
	if everybody {
		f.whole = tail.index
		f.shards = g.audience.snapshot(f.shards)
		return
	}
	f.shards = g.audience.open.snapshot(f.shards)
	f.found = g.audience.index.find(f.found, f.slots)
	for some := range slices.Chunk(f.found, shardSize) {
		f.shards = append(f.shards, some)
	}
}

// pass wakes the peers of all subscriptions, on as many processors as there are, and returns when all were. It tells
// them that something behind from may concern them; nil: they take everything anyway.
func (h *Hub) pass(shards [][]*subscription, turn int, from *item) {
	n := len(shards)
	if n == 0 {
		return
	}
	visits := 0
	for _, subs := range shards {
		visits += len(subs)
	}
	h.stats.visits.Add(uint64(visits))
	var next atomic.Int64
	run := func() {
		s := getScratch(h)
		defer putScratch(s)
		for {
			k := int(next.Add(1)) - 1
			if k >= n {
				return
			}
			for _, sub := range shards[(k+turn)%n] {
				if from != nil && sub.listing != nil {
					sub.tell(from)
				}
				sub.peer.wake(s)
			}
		}
	}
	workers := min(n, runtime.GOMAXPROCS(0))
	var wg sync.WaitGroup
	for range workers - 1 {
		wg.Go(run)
	}
	run()
	wg.Wait()
}
