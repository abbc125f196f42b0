package live

import (
	"errors"
	"slices"
	"time"

	"github.com/loometalgud/mano/hackathon"
)

// recoverPanic turns a panic of a function that a resolver gave into the end of the group instead of the process.
func (g *group) recoverPanic() {
	if v := recover(); v != nil {
		g.fail(hackathon.Recovered(v))
	}
}

// fail ends the group and all its subscriptions with err.
func (g *group) fail(err error) {
	if g.ctx.Err() != nil {
		return // it has ended
	}
	err = g.report(err)
	g.hub.mu.Lock()
	g.hub.dropGroup(g)
	g.hub.mu.Unlock()
	g.mu.Lock()
	g.err = err
	subs := g.subscribers.all()
	for c := range g.running {
		subs = append(subs, c.subscribers.all()...)
	}
	g.mu.Unlock()
	for _, sub := range subs {
		g.hub.end(sub, err)
	}
}

// report logs the fault that ends subscriptions, once for all of them, and returns it with the reference of that line.
// What is no fault it returns as it is.
func (g *group) report(err error) error {
	if permanent(err) || errors.As(err, new(*hackathon.LoggedError)) {
		return err
	}
	reference := hackathon.NewRequestID()
	g.hub.cfg.Log.ErrorContext(hackathon.WithRequestID(g.ctx, reference), "live: subscriptions end with an error",
		"field", g.src.Name, "error", err, hackathon.Stack(err))
	return &hackathon.LoggedError{Reference: reference, Err: err}
}

// close lets everything go; the last member has left.
func (g *group) close() {
	g.cancel()
	g.hub.streams.close(g)
	if g.src.ScopeRecheck != nil {
		g.hub.unwatchScope(g)
	}
}

// board puts sub on the train that goes from its cursor to the live chain.
func (g *group) startCatchUp(sub *subscription) error {
	terms := sub.askTerms()
	g.mu.Lock()
	defer g.mu.Unlock()
	if g.err != nil {
		return g.err
	}
	if sub.attached() {
		return nil // somebody else saw that it was ashore
	}
	g.removeFromSet(sub) // if it went ashore
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

// remove takes sub off; it is gone from its peer.
func (g *group) remove(sub *subscription) {
	g.mu.Lock()
	defer g.mu.Unlock()
	g.removeFromSet(sub)
}

// alight takes sub out of the audience it is in. The caller holds the lock.
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

// terms asks sub for them. One that panics is a candidate for everything, and an alarm.
func (sub *subscription) askTerms() (terms []hackathon.Term) {
	if sub.terms == nil {
		return nil
	}
	defer func() {
		if r := recover(); r != nil {
			err := hackathon.Recovered(r)
			sub.peer.hub.cfg.Log.Error("live: the terms of a filter panicked", "field", sub.group.src.Name, "error", err,
				hackathon.Stack(err))
		}
	}()
	return sub.terms.ask()
}

// relist asks for the terms of sub again, because what its filter goes by may have changed.
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

// stale reports that a new train would be better than t: its snapshot has got old, or what follows it is not kept.
func (g *group) stale(c *catchUp) bool {
	if !c.done {
		return false
	}
	if c.epoch != g.epoch || c.jump.index < g.window.base.index {
		return true
	}
	return (c.after == "" || c.after == restartCursor) && g.window.tail.index-c.jump.index > uint64(g.hub.cfg.SnapshotReuse)
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
