package live

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"sync"
	"time"

	"github.com/loometalgud/mano/hackathon"
)

// rights are those of one subscription. The lock of rechecks guards them.
type rights struct {
	sub    *subscription
	person hackathon.ID
	check  func(context.Context) error

	slot    int // in rechecks.all, from 1; 0: not watched (any more)
	queued  bool
	running bool
	again   bool // asked for while running
	boarded bool
}

// rechecks asks for present rights: at most so many at once, each subscription by itself.
type rechecks struct {
	mu        sync.Mutex
	all       []*rights
	turn      int
	due       float64
	byPerson  map[hackathon.ID][]*rights
	newcomers []*rights // whose person's stream is not followed yet
	following bool
	queue     []*rights
	later     []*rights // could not be told, to be asked again
	workers   int
}

func (r *rechecks) init() { r.byPerson = map[hackathon.ID][]*rights{} }

// watch starts a subscription: first its person's stream is followed, then the rights are asked, so that no change of
// them falls between; then it boards.
func (h *Hub) watch(rt *rights) {
	r := &h.rechecks
	r.mu.Lock()
	defer r.mu.Unlock()
	r.all = append(r.all, rt)
	rt.slot = len(r.all)
	if rt.person.IsZero() {
		h.enqueue(rt)
		return
	}
	r.byPerson[rt.person] = append(r.byPerson[rt.person], rt)
	r.newcomers = append(r.newcomers, rt)
	if !r.following {
		r.following = h.spawn(h.followPersons)
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
	if rt.person.IsZero() {
		return
	}
	of := slices.DeleteFunc(r.byPerson[rt.person], func(o *rights) bool { return o == rt })
	if len(of) > 0 {
		r.byPerson[rt.person] = of
		return
	}
	delete(r.byPerson, rt.person)
	h.streams.mu.Lock()
	if st := h.streams.byID[rt.person]; st != nil {
		st.persons, st.left = 0, time.Now()
		h.streams.release(st)
	}
	h.streams.mu.Unlock()
}

// followPersons follows the streams of all newcomers' persons, many with one query.
func (h *Hub) followPersons() {
	r := &h.rechecks
	for {
		r.mu.Lock()
		batch := r.newcomers
		r.newcomers = nil
		if len(batch) == 0 {
			r.following = false
			r.mu.Unlock()
			return
		}
		r.mu.Unlock()
		ids := make([]hackathon.ID, 0, len(batch))
		for _, rt := range batch {
			ids = append(ids, rt.person)
		}
		slices.SortFunc(ids, func(a, b hackathon.ID) int { return slices.Compare(a[:], b[:]) })
		ids = slices.Compact(ids)
		err := h.retry(h.ctx, "follow the streams of persons", func() error {
			ctx, cancel := context.WithTimeout(h.ctx, h.cfg.RenderTimeout)
			defer cancel()
			return h.know(ctx, ids, false)
		})
		if err != nil && h.ctx.Err() == nil {
			h.cfg.Log.Error("live: cannot follow the streams of persons", "error", err)
		}
		r.mu.Lock()
		for _, rt := range batch {
			if rt.slot == 0 {
				continue
			}
			h.streams.mu.Lock()
			st := h.streams.byID[rt.person]
			if st != nil {
				st.persons = len(r.byPerson[rt.person])
			}
			h.streams.mu.Unlock()
			if st == nil && h.ctx.Err() == nil {
				r.newcomers = append(r.newcomers, rt) // let go meanwhile by another who left
				continue
			}
			h.enqueue(rt)
		}
		r.mu.Unlock()
	}
}

// enqueue asks for one recheck. The caller holds the lock of rechecks.
func (h *Hub) enqueue(rt *rights) {
	r := &h.rechecks
	switch {
	case rt.slot == 0 || rt.queued:
		return
	case rt.running:
		rt.again = true
		return
	}
	rt.queued = true
	r.queue = append(r.queue, rt)
	if r.workers < h.cfg.Rechecks && h.spawn(h.recheckLoop) {
		r.workers++
	}
}

func (h *Hub) recheckPerson(id hackathon.ID) {
	r := &h.rechecks
	r.mu.Lock()
	defer r.mu.Unlock()
	for _, rt := range r.byPerson[id] {
		h.enqueue(rt)
	}
}

// recheckDue queues what could not be told before, and the share of all that is due in each tick.
func (h *Hub) recheckDue(tick time.Duration) {
	r := &h.rechecks
	r.mu.Lock()
	defer r.mu.Unlock()
	later := r.later
	r.later = nil
	for _, rt := range later {
		h.enqueue(rt)
	}
	r.due += float64(len(r.all)) * float64(tick) / float64(h.cfg.Recheck)
	for ; r.due >= 1 && len(r.all) > 0; r.due-- {
		r.turn = (r.turn + 1) % len(r.all)
		if rt := r.all[r.turn]; rt.boarded {
			h.enqueue(rt)
		}
	}
}

func (h *Hub) recheckLoop() {
	r := &h.rechecks
	for {
		r.mu.Lock()
		if len(r.queue) == 0 || h.ctx.Err() != nil {
			r.queue = nil
			r.workers--
			r.mu.Unlock()
			return
		}
		rt := r.queue[0]
		r.queue[0] = nil
		r.queue = r.queue[1:]
		rt.queued, rt.running = false, true
		skip := rt.slot == 0
		r.mu.Unlock()
		var err error
		if !skip {
			err = h.recheck(rt)
		}
		board, passed := false, false
		r.mu.Lock()
		rt.running = false
		switch {
		case rt.slot == 0:
		case rt.again:
			rt.again = false
			h.enqueue(rt)
			err = nil
		case err == nil:
			board, passed = !rt.boarded, rt.boarded
			rt.boarded = true
		case !permanent(err):
			r.later = append(r.later, rt)
			err = nil
		}
		r.mu.Unlock()
		switch {
		case board:
			h.board(rt.sub)
		case passed:
			rt.sub.group.relist(rt.sub)
		case err == nil || skip:
		case errors.Is(err, hackathon.Unauthenticated):
			rt.sub.peer.Close(CloseForbidden, "sign in again and resume")
		default:
			h.end(rt.sub, err)
		}
	}
}

func (h *Hub) recheck(rt *rights) (err error) {
	defer func() {
		if v := recover(); v != nil {
			err = fmt.Errorf("recheck panicked: %v", v)
		}
		if err != nil && !permanent(err) && h.ctx.Err() == nil {
			h.warn("live: rights cannot be told now", "field", rt.sub.group.src.Name, "error", err)
		}
	}()
	h.stats.rechecks.Add(1)
	ctx, cancel := context.WithTimeout(h.ctx, h.cfg.RenderTimeout)
	defer cancel()
	return rt.check(ctx)
}
