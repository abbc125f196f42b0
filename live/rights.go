package live

import (
	"context"
	"errors"
	"maps"
	"slices"
	"sync"
	"time"

	"github.com/loometalgud/mano/hackathon"
)

// rights are those of one subscription. The lock of rechecks guards them.
type rights struct {
	sub   *subscription
	of    hackathon.ID
	check func(context.Context) error

	slot    int // in rechecks.all, from 1; 0: not watched
	queued  bool
	running bool
	again   bool // recheck once more: requested while running
	started bool
	changed bool // the filter has changed since the last reset
}

// rechecks checks current rights, a few at once.
type rechecks struct {
	known chan struct{} // closed when RightsStream is followed: no change of rights is missed from then on

	mu    sync.Mutex
	since time.Time // when known was closed; changed has whose rights changed since
	// when that was read, as far back as rightsMemory; the zero ID stands for everybody
	changed map[hackathon.ID]time.Time
	all     []*rights
	turn    int
	due     float64
	of      map[hackathon.ID][]*rights
	scopes  map[hackathon.ID][]*group
	urgent  []*rights // held ones go first
	queue   []*rights
	later   []*rights // the check failed; to be repeated
	workers int
}

func (r *rechecks) init() {
	r.known = make(chan struct{})
	r.of, r.scopes, r.changed = map[hackathon.ID][]*rights{}, map[hackathon.ID][]*group{}, map[hackathon.ID]time.Time{}
}

// rightsMemory is how old rights may be with which a subscription starts without a check.
const rightsMemory = time.Minute

// stillKnown reports whether rights that were read since known are the current ones, as far as the hub knows. It will
// learn of any other change, and then hold those concerned. The caller holds the lock.
func (r *rechecks) stillKnown(of hackathon.ID, known time.Time) bool {
	return r.ready() && !of.IsZero() && known.After(r.since) && time.Since(known) < rightsMemory &&
		known.After(r.changed[of]) && known.After(r.changed[hackathon.ID{}])
}

func (r *rechecks) ready() bool {
	select {
	case <-r.known:
		return true
	default:
		return false
	}
}

// watch starts a subscription: first it is registered for changes of its rights, then the rights are checked (unless
// they are known), then it catches up. So no change is missed.
func (h *Hub) watch(rt *rights, known time.Time) {
	r := &h.rechecks
	r.mu.Lock()
	r.all = append(r.all, rt)
	rt.slot = len(r.all)
	if !rt.of.IsZero() {
		r.of[rt.of] = append(r.of[rt.of], rt)
	}
	stand := r.stillKnown(rt.of, known)
	switch {
	case stand:
		rt.started, rt.running = true, true
	case r.ready():
		h.enqueue(rt, false)
	}
	r.mu.Unlock()
	if stand {
		h.startCatchUp(rt.sub)
		h.recheckDone(rt)
	}
}

func (h *Hub) unwatch(rt *rights) {
	r := &h.rechecks
	r.mu.Lock()
	defer r.mu.Unlock()
	if rt.slot == 0 {
		return
	}
	last := r.all[len(r.all)-1]
	r.all[rt.slot-1], last.slot = last, rt.slot
	r.all[len(r.all)-1] = nil
	r.all = r.all[:len(r.all)-1]
	rt.slot = 0
	removeFrom(r.of, rt.of, rt)
}

// removeFrom removes v from the list at k.
func removeFrom[V comparable](m map[hackathon.ID][]V, k hackathon.ID, v V) {
	if rest := slices.DeleteFunc(m[k], func(o V) bool { return o == v }); len(rest) > 0 {
		m[k] = rest
	} else {
		delete(m, k)
	}
}

// enqueue requests a recheck. The caller holds the lock of rechecks.
func (h *Hub) enqueue(rt *rights, urgent bool) {
	r := &h.rechecks
	switch {
	case rt.slot == 0 || rt.queued:
		return
	case rt.running:
		rt.again = true
		return
	}
	rt.queued = true
	if urgent {
		r.urgent = append(r.urgent, rt)
	} else {
		r.queue = append(r.queue, rt)
	}
	if r.workers < h.cfg.Rechecks && h.spawn(h.recheckLoop) {
		r.workers++
	}
}

// hold stops a subscription until a recheck that starts after this call has succeeded. The caller holds the lock of
// rechecks.
func (h *Hub) hold(rt *rights) {
	p := rt.sub.peer
	p.mu.Lock()
	rt.sub.held = true
	p.mu.Unlock()
	h.enqueue(rt, true)
}

// recheckDue queues the failed checks, and those that are due in this tick.
func (h *Hub) recheckDue(tick time.Duration) {
	h.recheckLater()
	r := &h.rechecks
	r.mu.Lock()
	defer r.mu.Unlock()
	maps.DeleteFunc(r.changed, func(_ hackathon.ID, at time.Time) bool { return time.Since(at) > rightsMemory })
	r.due += float64(len(r.all)) * float64(tick) / float64(h.cfg.Recheck)
	for ; r.due >= 1 && len(r.all) > 0; r.due-- {
		r.turn = (r.turn + 1) % len(r.all)
		if rt := r.all[r.turn]; rt.started {
			h.enqueue(rt, false)
		}
	}
}

func (h *Hub) recheckLater() {
	r := &h.rechecks
	r.mu.Lock()
	defer r.mu.Unlock()
	later := r.later
	r.later = nil
	for _, rt := range later {
		h.enqueue(rt, true)
	}
}

func (h *Hub) recheckLoop() {
	for rt := h.nextRecheck(); rt != nil; rt = h.nextRecheck() {
		h.applyRecheck(rt, h.recheck(rt))
	}
}

// nextRecheck returns the next one; nil: there is none, the worker ends.
func (h *Hub) nextRecheck() *rights {
	r := &h.rechecks
	r.mu.Lock()
	defer r.mu.Unlock()
	for h.ctx.Err() == nil {
		q := &r.urgent
		if len(*q) == 0 {
			q = &r.queue
		}
		if len(*q) == 0 {
			break
		}
		rt := (*q)[0]
		(*q)[0] = nil
		*q = (*q)[1:]
		rt.queued = false
		if rt.slot != 0 {
			rt.running = true
			return rt
		}
	}
	r.workers--
	return nil
}

// applyRecheck acts on the result: the subscription ends, catches up, or continues after a hold. Until then it counts
// as running, so that it is not started twice.
func (h *Hub) applyRecheck(rt *rights, err error) {
	r, p := &h.rechecks, rt.sub.peer
	changed := errors.Is(err, ErrFilterChanged)
	if changed {
		err = nil
	}
	r.mu.Lock()
	started := rt.started
	r.mu.Unlock()
	if err == nil && started {
		rt.sub.group.refreshTerms(rt.sub) // before anything is taken through the changed filter
	}
	r.mu.Lock()
	final := err == nil || permanent(err)
	if rt.slot == 0 || rt.again || !final {
		again := rt.again
		rt.running, rt.again = false, false
		rt.changed = rt.changed || changed // the next answer compares with this one
		switch {
		case again:
			h.enqueue(rt, true)
		case rt.slot != 0:
			r.later = append(r.later, rt)
		}
		r.mu.Unlock()
		return
	}
	if err != nil {
		rt.running = false
		r.mu.Unlock()
		if errors.Is(err, hackathon.Unauthenticated) {
			reason := "sign in again and resume"
			if own, ok := errors.AsType[*hackathon.Error](err); ok && own.Message != "" {
				reason = own.Message
			}
			p.Close(CloseForbidden, reason)
		} else {
			h.end(rt.sub, err)
		}
		return
	}
	p.mu.Lock()
	wasHeld := rt.sub.held
	rt.sub.held = false
	changed = (changed || rt.changed) && rt.started
	rt.changed = false
	if changed {
		rt.sub.restart = true
		if rt.sub.cur == nil {
			rt.sub.detach()
		} else {
			rt.sub.invalidated = true
		}
	}
	catchUp := !rt.started || rt.sub.cur == nil // on no chain: new, or detached during the hold
	p.mu.Unlock()
	rt.started = true
	r.mu.Unlock()
	switch {
	case catchUp:
		h.startCatchUp(rt.sub)
	case wasHeld, changed:
		p.touch()
	}
	h.recheckDone(rt)
}

// recheckDone ends the running state, and rechecks if the rights changed meanwhile.
func (h *Hub) recheckDone(rt *rights) {
	r := &h.rechecks
	r.mu.Lock()
	defer r.mu.Unlock()
	rt.running = false
	if rt.again {
		rt.again = false
		h.enqueue(rt, true)
	}
}

func (h *Hub) recheck(rt *rights) (err error) {
	defer func() {
		if v := recover(); v != nil {
			err = hackathon.Recovered(v)
		}
		if err != nil && !permanent(err) && !errors.Is(err, ErrFilterChanged) && h.ctx.Err() == nil {
			h.warn("live: cannot check rights, will try again", "field", rt.sub.group.src.Name, "error", err,
				hackathon.Stack(err))
		}
	}()
	h.Counters.Rechecks.Add(1)
	ctx, cancel := context.WithTimeout(h.ctx, h.cfg.RenderTimeout)
	defer cancel()
	return rt.check(ctx)
}
