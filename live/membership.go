package live

import (
	"errors"
	"slices"
	"time"

	"github.com/loometalgud/mano/hackathon"
)

// recoverPanic ends the group, not the process, when a function of a resolver panics.
func (g *group) recoverPanic() {
	if v := recover(); v != nil {
		g.fail(hackathon.Recovered(v))
	}
}

// fail ends the group and all its subscriptions with err.
func (g *group) fail(err error) {
	if g.ctx.Err() != nil {
		return
	}
	err = g.report(err)
	g.hub.mu.Lock()
	g.hub.dropGroup(g)
	g.hub.mu.Unlock()
	g.mu.Lock()
	g.err = err
	subs := slices.Concat(g.shards()...)
	g.mu.Unlock()
	for _, sub := range subs {
		g.hub.end(sub, err)
	}
}

// report logs the fault that ends subscriptions, once for all of them, and returns it with the reference of that line.
// An error that is no fault is returned unchanged.
func (g *group) report(err error) error {
	shared, is := errors.AsType[*hackathon.SharedError](err)
	if !is && !permanent(err) {
		shared = &hackathon.SharedError{Err: err}
	}
	if shared == nil {
		return err
	}
	shared.Log(func() string {
		reference := hackathon.NewRequestID()
		g.hub.cfg.Log.ErrorContext(hackathon.WithRequestID(g.ctx, reference), "live: subscriptions end with an error",
			"field", g.src.Name, "error", err, hackathon.Stack(err))
		return reference
	})
	return shared
}

// close releases everything; the last member has left.
func (g *group) close() {
	g.cancel()
	g.hub.streams.close(g)
	if g.src.ScopeRecheck != nil {
		g.hub.unwatchScope(g)
	}
}

// startCatchUp puts sub on the catch-up from its cursor.
func (g *group) startCatchUp(sub *subscription) error {
	terms := sub.askTerms()
	g.mu.Lock()
	defer g.mu.Unlock()
	if g.err != nil {
		return g.err
	}
	if sub.attached() {
		return nil // another goroutine did it
	}
	g.removeFromSet(sub) // it was on a chain before
	if sub.terms != nil {
		sub.terms.list = terms
	}
	c := g.catchUps[sub.after]
	if c == nil || g.stale(c) {
		c = newCatchUp(g, sub.after)
		if !g.hub.spawn(c.run) {
			return nil // the peer is being closed
		}
		g.catchUps[sub.after] = c
		g.running[c] = struct{}{}
	}
	c.used = g.hub.uptime()
	sub.peer.mu.Lock()
	gone := sub.gone
	if !gone {
		sub.cur, sub.catchUp, sub.invalidated = c.first, c, false
		if ft := sub.terms; ft != nil {
			ft.indexedAt, ft.notified = notIndexed, nil
		}
	}
	sub.peer.mu.Unlock()
	switch {
	case gone:
	case c.done:
		g.subscribers.add(sub, g.window.end())
	default:
		c.subscribers.add(sub, 0)
	}
	return nil
}

func (sub *subscription) attached() bool {
	sub.peer.mu.Lock()
	defer sub.peer.mu.Unlock()
	return sub.cur != nil
}

func (g *group) remove(sub *subscription) {
	g.mu.Lock()
	defer g.mu.Unlock()
	g.removeFromSet(sub)
}

// removeFromSet takes sub out of the set it is in. The caller holds the lock.
func (g *group) removeFromSet(sub *subscription) {
	if a := sub.set; a != nil {
		a.remove(sub)
		if a != &g.subscribers && a.size() == 0 {
			for c := range g.running {
				c.poke()
			}
		}
	}
}

// askTerms returns the terms of sub. If that panics, sub is a candidate for every change.
func (sub *subscription) askTerms() (terms []hackathon.Term) {
	if sub.terms == nil {
		return nil
	}
	defer sub.recoverPanic("live: the terms of a filter panicked")
	return sub.terms.ask()
}

// recoverPanic logs a panic of a function that belongs to the subscriber; it must not take the hub down.
func (sub *subscription) recoverPanic(what string) {
	if r := recover(); r != nil {
		err := hackathon.Recovered(r)
		sub.peer.hub.cfg.Log.Error(what, "field", sub.group.src.Name, "error", err, hackathon.Stack(err))
	}
}

// refreshTerms asks for the terms of sub again, because its filter may have changed.
func (g *group) refreshTerms(sub *subscription) {
	ft := sub.terms
	if ft == nil {
		return
	}
	terms := sub.askTerms()
	g.mu.Lock()
	a := sub.set
	same := a == nil || (terms == nil) == (ft.list == nil) && slices.Equal(terms, ft.list)
	if !same {
		a.remove(sub)
		ft.list = terms
		a.add(sub, g.window.end())
	}
	g.mu.Unlock()
	if !same {
		sub.peer.touch() // for what was appended since the filter changed
	}
}

// stale reports that a new catch-up is better than c: its snapshot is old, or the window has moved past its end.
func (g *group) stale(c *catchUp) bool {
	if !c.done {
		return false
	}
	if c.epoch != g.epoch || c.jump.index < g.window.base.index {
		return true
	}
	snapshot := c.after == "" || c.after == restartCursor
	return snapshot && g.window.tail.index-c.jump.index > uint64(g.hub.cfg.SnapshotReuse)
}

func (g *group) housekeep(up time.Duration, honest bool) {
	select {
	case <-g.ready:
	default:
		return
	}
	g.mu.Lock()
	for cursor, c := range g.catchUps {
		if c.done && (g.stale(c) || up-c.used > g.hub.cfg.Heartbeat) {
			delete(g.catchUps, cursor)
		}
	}
	if g.snapshot != nil && up-g.snapshot.made > g.hub.cfg.Heartbeat {
		g.snapshot = nil
	}
	ask := g.src.ScopeRecheck != nil && g.err == nil && up-g.lastRecheck >= g.hub.cfg.Recheck
	if ask {
		g.lastRecheck = up
	}
	due := honest && g.err == nil && up-g.lastHeartbeat >= g.hub.cfg.Heartbeat
	if due {
		g.lastHeartbeat = up
	}
	g.mu.Unlock()
	if ask {
		g.hold()
	}
	if due {
		g.push(event{kind: eventHeartbeat})
	}
}
