package live

import (
	"fmt"
	"slices"
	"time"

	"github.com/loometalgud/mano/hackathon"
)

// guard turns a panic of a function that a resolver gave into the end of the group instead of the process.
func (g *group) guard() {
	if v := recover(); v != nil {
		g.fail(fmt.Errorf("live: %s panicked: %v", g.src.Name, v))
	}
}

// fail ends the group and all its subscriptions with err.
func (g *group) fail(err error) {
	if g.ctx.Err() != nil {
		return // it has ended
	}
	if !permanent(err) {
		g.hub.cfg.Log.Error("live: a group ends", "field", g.src.Name, "error", err)
	}
	g.hub.mu.Lock()
	g.hub.drop(g)
	g.hub.mu.Unlock()
	g.mu.Lock()
	g.err = err
	subs := g.audience.all()
	for t := range g.building {
		subs = append(subs, t.audience.all()...)
	}
	g.mu.Unlock()
	for _, sub := range subs {
		g.hub.end(sub, err)
	}
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
func (g *group) board(sub *subscription) error {
	terms := sub.terms()
	g.mu.Lock()
	defer g.mu.Unlock()
	if g.err != nil {
		return g.err
	}
	if sub.boarded() {
		return nil // somebody else saw that it was ashore
	}
	g.alight(sub) // if it went ashore
	if sub.listing != nil {
		sub.listing.terms = terms
	}
	t := g.trains[sub.after]
	if t == nil || g.stale(t) {
		t = newTrain(g, sub.after)
		if !g.hub.spawn(t.run) {
			return nil // the peer is being closed
		}
		g.trains[sub.after] = t
		g.building[t] = struct{}{}
	}
	t.used = g.hub.uptime()
	sub.peer.mu.Lock()
	gone := sub.gone
	if !gone {
		sub.cur, sub.train, sub.stranded = t.first, t, false
		if l := sub.listing; l != nil {
			l.since, l.told = unlisted, nil
		}
	}
	sub.peer.mu.Unlock()
	switch {
	case gone:
	case t.done:
		g.audience.add(sub, g.window.end())
	default:
		t.audience.add(sub, 0)
	}
	return nil
}

func (sub *subscription) boarded() bool {
	sub.peer.mu.Lock()
	defer sub.peer.mu.Unlock()
	return sub.cur != nil
}

// remove takes sub off; it is gone from its peer.
func (g *group) remove(sub *subscription) {
	g.mu.Lock()
	defer g.mu.Unlock()
	g.alight(sub)
}

// alight takes sub out of the audience it is in. The caller holds the lock.
func (g *group) alight(sub *subscription) {
	if a := sub.aboard; a != nil {
		a.remove(sub)
		if a != &g.audience && a.size() == 0 {
			for t := range g.building {
				t.poke()
			}
		}
	}
}

// terms asks sub for them. One that panics is a candidate for everything, and an alarm.
func (sub *subscription) terms() (terms []hackathon.Term) {
	if sub.listing == nil {
		return nil
	}
	defer func() {
		if r := recover(); r != nil {
			sub.peer.hub.cfg.Log.Error("live: the terms of a filter panicked", "field", sub.group.src.Name, "panic",
				fmt.Sprint(r))
		}
	}()
	return sub.listing.ask()
}

// relist asks for the terms of sub again, because what its filter goes by may have changed.
func (g *group) relist(sub *subscription) {
	l := sub.listing
	if l == nil {
		return
	}
	terms := sub.terms()
	g.mu.Lock()
	a := sub.aboard
	same := a == nil || (terms == nil) == (l.terms == nil) && slices.Equal(terms, l.terms)
	if !same {
		a.remove(sub)
		l.terms = terms
		a.add(sub, g.window.end())
	}
	g.mu.Unlock()
	if !same {
		sub.peer.touch() // for what was appended since the filter changed
	}
}

// stale reports that a new train would be better than t: its snapshot has got old, or what follows it is not kept.
func (g *group) stale(t *train) bool {
	if !t.done {
		return false
	}
	if t.epoch != g.epoch || t.jump.index < g.window.base.index {
		return true
	}
	return (t.after == "" || t.after == anew) && g.window.tail.index-t.jump.index > uint64(g.hub.cfg.SnapshotReuse)
}

func (g *group) housekeep(up time.Duration, honest bool) {
	select {
	case <-g.ready:
	default:
		return
	}
	g.mu.Lock()
	for c, t := range g.trains {
		if t.done && (g.stale(t) || up-t.used > g.hub.cfg.Heartbeat) {
			delete(g.trains, c)
		}
	}
	if g.shown != nil && up-g.shown.made > g.hub.cfg.Heartbeat {
		g.shown = nil
	}
	ask := g.src.ScopeRecheck != nil && g.err == nil && up-g.asked >= g.hub.cfg.Recheck
	if ask {
		g.asked = up
	}
	due := honest && g.err == nil && up-g.beaten >= g.hub.cfg.Heartbeat
	if due {
		g.beaten = up
	}
	g.mu.Unlock()
	if ask {
		g.hold()
	}
	if due {
		g.push(event{kind: eventBeat})
	}
}
