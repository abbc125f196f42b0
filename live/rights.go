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

	slot    int // in rechecks.all, from 1; 0: not watched (any more)
	queued  bool
	running bool
	again   bool // asked for while running
	started bool
	changed bool // what the filter goes by, since the subscriber was given what it wants
}

// rechecks asks for present rights: at most so many at once, each subscription by itself.
type rechecks struct {
	known chan struct{} // closed when the hub stands in RightsStream: from there on it misses no change of rights

	mu    sync.Mutex
	since time.Time // that was; whose rights have changed from then on is in changed
	// when this was learned, as far back as rightsMemory; the zero ID stands for everybody
	changed map[hackathon.ID]time.Time
	all     []*rights
	turn    int
	due     float64
	of      map[hackathon.ID][]*rights
	scopes  map[hackathon.ID][]*group
	urgent  []*rights // those who are held go first
	queue   []*rights
	later   []*rights // could not be told, to be asked again
	workers int
}

func (r *rechecks) init() {
	r.known = make(chan struct{})
	r.of, r.scopes, r.changed = map[hackathon.ID][]*rights{}, map[hackathon.ID][]*group{}, map[hackathon.ID]time.Time{}
}

// rightsMemory is how old the rights may be that a subscription starts with unasked.
const rightsMemory = time.Minute

// stand reports whether the rights of an ID that one began to read at a time are, for all that the hub knows, the
// present ones. What it does not know yet it will learn, and then hold whoever is concerned. The caller holds the lock.
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

// watch starts a subscription: from here on it is told of changes, then the rights are asked, unless they were known a
// moment ago, so that no change of them falls between; then it boards.
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

// without takes v out of the list at k.
func removeFrom[V comparable](m map[hackathon.ID][]V, k hackathon.ID, v V) {
	if rest := slices.DeleteFunc(m[k], func(o V) bool { return o == v }); len(rest) > 0 {
		m[k] = rest
	} else {
		delete(m, k)
	}
}

// enqueue asks for one recheck. The caller holds the lock of rechecks.
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

// hold keeps everything back from a subscription until a recheck that begins after this one's call has succeeded. The
// caller holds the lock of rechecks.
func (h *Hub) hold(rt *rights) {
	p := rt.sub.peer
	p.mu.Lock()
	rt.sub.held = true
	p.mu.Unlock()
	h.enqueue(rt, true)
}

// recheckDue queues what could not be told before, and the share of all that is due in each tick.
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

// nextRecheck returns whose turn it is; nil: nobody's, and the worker has to go.
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

// settleRights draws the consequence of a recheck: the subscription ends, boards, or goes on where it was held. It
// counts as running until then, so that nobody boards it twice.
func (h *Hub) applyRecheck(rt *rights, err error) {
	r, p := &h.rechecks, rt.sub.peer
	changed := errors.Is(err, ErrFilterChanged)
	if changed {
		err = nil
	}
	r.mu.Lock()
	boarded := rt.started
	r.mu.Unlock()
	if err == nil && boarded {
		rt.sub.group.refreshTerms(rt.sub) // before anything is taken by what the filter is now
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
	board := !rt.started || rt.sub.cur == nil // not yet on board, or put ashore while it was held
	p.mu.Unlock()
	rt.started = true
	r.mu.Unlock()
	switch {
	case board:
		h.startCatchUp(rt.sub)
	case wasHeld, changed:
		p.touch()
	}
	h.recheckDone(rt)
}

// ran ends what counted as running, and has the rights asked again if they changed meanwhile.
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
			h.warn("live: rights cannot be told now", "field", rt.sub.group.src.Name, "error", err, hackathon.Stack(err))
		}
	}()
	h.stats.rechecks.Add(1)
	ctx, cancel := context.WithTimeout(h.ctx, h.cfg.RenderTimeout)
	defer cancel()
	return rt.check(ctx)
}
