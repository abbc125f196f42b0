package live

import (
	"runtime"
	"slices"
	"sync"
	"sync/atomic"
)

const shardSize = 128

// shard is a part of a subscriberSet. Readers may keep a copy of subs: adding only appends, removing makes a new slice.
type shard struct {
	subs []*subscription
}

// subscriberSet is guarded by its group's lock.
type subscriberSet struct {
	shards []*shard
	size   int
}

func (c *subscriberSet) add(sub *subscription) {
	c.size++
	if n := len(c.shards); n > 0 && len(c.shards[n-1].subs) < shardSize {
		sub.shard = c.shards[n-1]
	} else {
		sub.shard = &shard{}
		c.shards = append(c.shards, sub.shard)
	}
	sub.shard.subs = append(sub.shard.subs, sub)
}

func (c *subscriberSet) remove(sub *subscription) {
	sh := sub.shard
	sub.shard = nil
	c.size--
	sh.subs = slices.DeleteFunc(slices.Clone(sh.subs), func(s *subscription) bool { return s == sub })
	if len(sh.subs) == 0 {
		c.shards = slices.DeleteFunc(c.shards, func(s *shard) bool { return s == sh })
	}
}

// absorb moves all of other into c.
func (c *subscriberSet) absorb(other *subscriberSet) {
	for _, sh := range other.shards {
		if len(sh.subs) >= shardSize/2 {
			c.shards = slices.Insert(c.shards, 0, sh) // the last shard must stay the one that is filled
			c.size += len(sh.subs)
			continue
		}
		for _, sub := range sh.subs {
			c.add(sub)
		}
	}
	*other = subscriberSet{}
}

// appendShards appends the subscriptions of each shard.
func (c *subscriberSet) appendShards(dst [][]*subscription) [][]*subscription {
	for _, sh := range c.shards {
		dst = append(dst, sh.subs)
	}
	return dst
}

func (c *subscriberSet) all() []*subscription { return slices.Concat(c.appendShards(nil)...) }

// shards are all subscriptions of the group, also those on a catch-up. The caller holds the lock.
func (g *group) shards() [][]*subscription {
	all := g.subscribers.appendShards(nil)
	for c := range g.running {
		all = c.subscribers.appendShards(all)
	}
	return all
}

// fanOut delivers what was appended to a group's live chain. One pass runs at a time. Peers that the pass reaches later
// also take what was appended meanwhile; a further pass follows for the others. So a quiet group delivers at once, and
// a busy one in few large writes.
type fanOut struct {
	state      atomic.Uint32 // idle, running, dirty, as in Peer
	shards     [][]*subscription
	candidates []*subscription
	slots      slotSet
	turn       int
	last       *item                // the last item of the pass before
	lastFull   uint64               // index of the last item that a pass over everybody covered
	done       atomic.Pointer[item] // for items up to here, all candidates were notified
}

// startFanOut starts a pass over the group's subscribers, or makes the running one repeat.
func (g *group) startFanOut() {
	f := &g.fanOut
	for {
		switch s := f.state.Load(); {
		case s == idle && f.state.CompareAndSwap(idle, running):
			if !g.hub.spawn(g.runFanOut) {
				f.state.Store(idle)
			}
			return
		case s == running && f.state.CompareAndSwap(running, dirty), s == dirty:
			return
		}
	}
}

func (g *group) runFanOut() {
	f := &g.fanOut
	for {
		f.state.Store(running)
		from := f.last
		g.selectShards()
		f.turn++ // start with another shard each time, so that nobody is always last
		g.hub.wakeAll(f.shards, f.turn, from)
		f.done.Store(f.last)
		clear(f.shards)
		clear(f.candidates)
		if f.state.CompareAndSwap(running, idle) {
			return
		}
	}
}

// selectShards finds the subscribers to visit for the new items: the candidates, or everybody if an item has no terms.
// The others stay at their item in the chain, which keeps it in memory. So everybody is visited too when the window has
// moved past the last visit of all.
func (g *group) selectShards() {
	f := &g.fanOut
	g.mu.Lock()
	defer g.mu.Unlock()
	f.shards, f.candidates = f.shards[:0], f.candidates[:0]
	it, tail := f.last, g.window.tail
	if it == tail {
		return
	}
	f.last = tail
	clear(f.slots)
	everybody := f.lastFull < g.window.base.index
	for it != tail && !everybody {
		it = it.next.Load()
		everybody = it.terms == nil
		if !everybody {
			f.slots = g.subscribers.index.match(f.slots, it.terms)
		}
	}
	if everybody {
		f.lastFull = tail.index
		f.shards = g.subscribers.appendShards(f.shards)
		return
	}
	f.shards = g.subscribers.unfiltered.appendShards(f.shards)
	f.candidates = g.subscribers.index.collect(f.candidates, f.slots)
	for some := range slices.Chunk(f.candidates, shardSize) {
		f.shards = append(f.shards, some)
	}
}

// wakeAll wakes the peers of all subscriptions, on all processors, and returns when that is done. It notifies them of
// items after from; nil: they take everything anyway.
func (h *Hub) wakeAll(shards [][]*subscription, turn int, from *item) {
	n := len(shards)
	if n == 0 {
		return
	}
	visits := 0
	for _, subs := range shards {
		visits += len(subs)
	}
	h.Counters.Visits.Add(uint64(visits))
	var next atomic.Int64
	run := func() {
		b := getBatch(h)
		defer putBatch(b)
		for {
			k := int(next.Add(1)) - 1
			if k >= n {
				return
			}
			for _, sub := range shards[(k+turn)%n] {
				if from != nil && sub.terms != nil {
					sub.setNotified(from)
				}
				sub.peer.wake(b)
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
