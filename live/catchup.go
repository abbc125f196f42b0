package live

import (
	"errors"
	"slices"
	"sync/atomic"
	"time"

	"github.com/loometalgud/mano/hackathon"
)

// catchUp is the chain from one cursor (or from nothing) to the live chain, shared by all who start there: a reset if
// the cursor cannot be continued, the current state of streams that the cursor does not name, the changes after it, and
// CaughtUp, which jumps to the handover point in the live chain. All before that point is in the catch-up and nothing
// after it, so nothing is missing or doubled.
type catchUp struct {
	g          *group
	after      Cursor
	first      *item // an anchor
	last       *item
	signal     chan struct{} // something has changed that the builder may wait for
	demand     chan struct{} // a subscriber has reached the middle of the last page
	handover   atomic.Pointer[handover]
	redactions uint32 // of the group, when it was begun

	// Guarded by the group's lock.
	subscribers subscribers
	done        bool
	jump        *item
	epoch       int
	used        time.Duration
}

type handover struct {
	item *item
	at   time.Duration
}

// restartCursor stands for the cursor of a live subscription that has to be reset. No client has such a cursor.
const restartCursor Cursor = "\x00"

var errAbandoned = errors.New("the catch-up has no subscribers any more")

func newCatchUp(g *group, after Cursor) *catchUp {
	first := &item{}
	return &catchUp{
		g: g, after: after, first: first, last: first, redactions: g.redactions.Load(),
		signal: make(chan struct{}, 1), demand: make(chan struct{}, 1),
	}
}

// outdated reports that text was redacted since the catch-up was begun: everybody leaves it.
func (c *catchUp) outdated() bool { return c.redactions != c.g.redactions.Load() }

func (c *catchUp) poke() { signal(c.signal) }

// signal wakes whoever waits for ch, or who will.
func signal(ch chan<- struct{}) {
	select {
	case ch <- struct{}{}:
	default:
	}
}

func (c *catchUp) run() {
	defer func() {
		if v := recover(); v != nil {
			c.fail(hackathon.Recovered(v))
		}
	}()
	select {
	case <-c.g.ready:
	case <-c.g.ctx.Done():
		return
	}
	switch err := c.build(); {
	case errors.Is(err, errAbandoned):
		c.g.mu.Lock()
		c.retire()
		c.g.mu.Unlock()
	case err != nil && c.g.ctx.Err() == nil:
		c.fail(err)
	}
}

// fail ends the subscriptions on the catch-up with err.
func (c *catchUp) fail(err error) {
	g := c.g
	g.mu.Lock()
	c.retire()
	subs := c.subscribers.all()
	g.mu.Unlock()
	err = g.report(err)
	for _, sub := range subs {
		g.hub.end(sub, err)
	}
}

// retire keeps new subscribers off. The caller holds the group's lock.
func (c *catchUp) retire() {
	delete(c.g.running, c)
	if c.g.catchUps[c.after] == c {
		delete(c.g.catchUps, c.after)
	}
}

func (c *catchUp) build() error {
	c.g.mu.Lock()
	epoch := c.g.epoch
	c.g.mu.Unlock()
	var v positions
	var reason ResetReason
	switch c.after {
	case "":
	case restartCursor:
		reason = ResetFilter
	default:
		var err error
		if v, reason, err = c.g.verify(c.after); err != nil {
			return err
		}
	}
	for {
		err := c.load(v, reason, epoch)
		var reset *resetError
		if !errors.As(err, &reset) {
			return err
		}
		c.g.mu.Lock()
		epoch = c.g.epoch
		c.g.mu.Unlock()
		v, reason = nil, reset.reason
	}
}

// load builds the chain: from v on or, if there is a reason for a reset, from nothing.
func (c *catchUp) load(v positions, reason ResetReason, epoch int) error {
	g := c.g
	if reason == "" && c.after != "" {
		if done, err := c.copyWindow(v, epoch); done || err != nil {
			return err
		}
	} else {
		v = nil
	}
	var newest *item // of a conflated group: the only change worth showing
	for {
		g.mu.Lock()
		to, tail, now := slices.Clone(g.at), g.window.tail, g.epoch
		g.mu.Unlock()
		if now != epoch {
			return &resetError{ResetDiverged}
		}
		if gone := to.lacks(v); len(gone) > 0 {
			var err error
			if v, err = c.replayRemoved(v, gone.ids()); err != nil {
				return err
			}
			continue
		}
		missing := v.lacks(to)
		if len(missing) > 0 || reason != "" {
			chain, at, err := c.snapshot(missing, v, reason, tail.index, epoch)
			if err != nil {
				return err
			}
			v = at
			reason = ""
			c.add(chain...)
			c.flush()
			if err := c.awaitGroup(v, epoch); err != nil {
				return err
			}
			continue
		}
		if !to.covers(v) { // the cursor is of a replica that has read further
			if err := c.awaitGroup(v, epoch); err != nil {
				return err
			}
			continue
		}
		var gap int64
		for i := range to {
			gap += to[i].Seq - v[i].Seq
		}
		last := gap <= int64(g.hub.cfg.PageSize)
		if last {
			c.handover.Store(&handover{tail, g.hub.uptime()})
		}
		news, err := g.between(v, to)
		if err != nil {
			return err
		}
		if len(news) == 0 && gap > 0 { // the log has lost what the group has read
			if err := c.awaitReset(v, epoch); err != nil {
				return err
			}
			return &resetError{ResetDiverged}
		}
		page, err := c.replay(v, news)
		if err != nil {
			return err
		}
		if g.src.Conflate && len(page) > 0 {
			newest, page = page[len(page)-1], nil
		}
		if last && v.covers(to) {
			if newest != nil {
				page = append(page, newest)
			}
			return c.handOver(page, to, tail, epoch)
		}
		if err := c.addPage(page); err != nil {
			return err
		}
	}
}

// addPage delivers a page, and returns when the next one is wanted.
func (c *catchUp) addPage(items []*item) error {
	if len(items) == 0 {
		return nil
	}
	items[len(items)/2].reached = c.demand
	c.add(items...)
	c.flush()
	return c.wait(c.demand, nil)
}

// copyWindow serves a cursor that lies in the window: it copies the rendered items after it and executes nothing.
func (c *catchUp) copyWindow(v positions, epoch int) (done bool, err error) {
	g := c.g
	g.mu.Lock()
	if g.epoch != epoch {
		g.mu.Unlock()
		return false, &resetError{ResetDiverged}
	}
	var seq int64
	sole := g.singleStream(g.at)
	if sole {
		seq = v[0].Seq
	}
	if sole && seq > g.at[0].Seq {
		g.mu.Unlock()
		return false, nil // not read yet
	}
	from := g.window.find(c.after, sole, seq)
	to, tail := slices.Clone(g.at), g.window.tail
	g.mu.Unlock()
	if from == nil {
		return false, nil
	}
	c.handover.Store(&handover{tail, g.hub.uptime()})
	var chain []*item
	for from != tail {
		from = from.next.Load()
		if from.kind == kindCaughtUp {
			continue
		}
		if n := len(chain); g.src.Conflate && n > 0 && from.kind == kindChange && chain[n-1].kind == kindChange {
			chain = chain[:n-1]
		}
		chain = append(chain, from.copy())
	}
	return true, c.handOver(chain, to, tail, epoch)
}

// handOver adds the last page and CaughtUp, and moves all subscribers to the live chain.
func (c *catchUp) handOver(page []*item, to positions, tail *item, epoch int) error {
	g := c.g
	end, err := g.caughtUp(to)
	if err != nil {
		return err
	}
	end.jump = tail
	c.add(page...)
	c.add(end)
	g.mu.Lock()
	if g.err != nil {
		g.mu.Unlock()
		return g.err
	}
	c.done, c.jump, c.epoch, c.used = true, tail, epoch, g.hub.uptime()
	delete(g.running, c)
	shards := c.subscribers.appendShards(nil)
	g.subscribers.absorb(&c.subscribers, g.window.end())
	g.mu.Unlock()
	g.hub.wakeAll(shards, 0, nil)
	return nil
}

func (c *catchUp) add(items ...*item) {
	for _, it := range items {
		c.last.next.Store(it)
		c.last = it
	}
}

// flush delivers what was added.
func (c *catchUp) flush() {
	c.g.mu.Lock()
	shards := c.subscribers.appendShards(nil)
	c.g.mu.Unlock()
	c.g.hub.wakeAll(shards, 0, nil)
}

// awaitGroup returns when the group has read as far as v.
func (c *catchUp) awaitGroup(v positions, epoch int) error {
	g := c.g
	for {
		g.mu.Lock()
		there, reset := g.at.covers(v), g.epoch != epoch
		g.mu.Unlock()
		switch {
		case there:
			return nil
		case reset:
			return &resetError{ResetDiverged}
		}
		g.hub.Poke(v.ids()...)
		if err := c.wait(nil, nil); err != nil {
			return err
		}
	}
}

// awaitReset waits for the hub to see the replaced history and to reset the group. Otherwise the catch-up would begin
// again with positions that are about to go.
func (c *catchUp) awaitReset(v positions, epoch int) error {
	g := c.g
	g.hub.Poke(v.ids()...)
	late := time.NewTimer(max(time.Second, 4*g.hub.cfg.Poll))
	defer late.Stop()
	for {
		g.mu.Lock()
		reset := g.epoch != epoch
		g.mu.Unlock()
		if reset {
			return nil
		}
		if err := c.wait(nil, late.C); err != nil {
			return err
		}
	}
}

// wait returns when signal comes or, with a demand, when that comes. It gives up when no subscriber is left, and with
// ResetDiverged when it is late.
func (c *catchUp) wait(demand <-chan struct{}, late <-chan time.Time) error {
	g := c.g
	for {
		g.mu.Lock()
		nobody := c.subscribers.size() == 0 || c.outdated()
		g.mu.Unlock()
		if nobody {
			return errAbandoned
		}
		select {
		case <-demand:
			return nil
		case <-c.signal:
			if demand == nil {
				return nil
			}
		case <-late:
			return &resetError{ResetDiverged}
		case <-g.ctx.Done():
			return g.ctx.Err()
		}
	}
}
