package live

import (
	"errors"
	"fmt"
	"slices"
	"sync/atomic"
	"time"
)

// train is the way from one cursor (or from nothing) to the live chain, shared by everybody who starts there: a reset
// if the cursor cannot be gone on with, the present state of what the cursor does not know, the changes behind it, and
// CaughtUp, whose jump leads to the place in the live chain where the train was pinned. What comes before the pin is on
// the train and what comes after it is not, so there is neither a gap nor a double at the seam.
type train struct {
	g      *group
	after  Cursor
	first  *item // an anchor
	last   *item
	signal chan struct{} // something that the builder may wait for has happened
	demand chan struct{} // somebody has come to the middle of the last page
	pinned atomic.Pointer[pin]
	since  uint32 // what the group had forgotten when it was begun

	// Guarded by the group's lock.
	audience audience
	done     bool
	jump     *item
	epoch    int
	used     time.Duration
}

type pin struct {
	item *item
	at   time.Duration
}

// anew stands for the cursor of who begins again though they were on board. No client has such a cursor.
const anew Cursor = "\x00"

var errNobody = errors.New("nobody is on the train any more")

func newTrain(g *group, after Cursor) *train {
	first := &item{}
	return &train{
		g: g, after: after, first: first, last: first, since: g.forgotten.Load(),
		signal: make(chan struct{}, 1), demand: make(chan struct{}, 1),
	}
}

// abandoned reports that text was taken back since the train was begun: everybody leaves it.
func (t *train) abandoned() bool { return t.since != t.g.forgotten.Load() }

func (t *train) poke() {
	select {
	case t.signal <- struct{}{}:
	default:
	}
}

func (t *train) run() {
	defer func() {
		if v := recover(); v != nil {
			t.fail(fmt.Errorf("live: %s panicked: %v", t.g.src.Name, v))
		}
	}()
	select {
	case <-t.g.ready:
	case <-t.g.ctx.Done():
		return
	}
	switch err := t.build(); {
	case errors.Is(err, errNobody):
		t.g.mu.Lock()
		t.unlist()
		t.g.mu.Unlock()
	case err != nil && t.g.ctx.Err() == nil:
		t.fail(err)
	}
}

// fail ends the subscriptions on the train with err.
func (t *train) fail(err error) {
	g := t.g
	g.mu.Lock()
	t.unlist()
	subs := t.audience.all()
	g.mu.Unlock()
	for _, sub := range subs {
		g.hub.end(sub, err)
	}
}

// unlist keeps newcomers off. The caller holds the group's lock.
func (t *train) unlist() {
	delete(t.g.building, t)
	if t.g.trains[t.after] == t {
		delete(t.g.trains, t.after)
	}
}

func (t *train) build() error {
	t.g.mu.Lock()
	epoch := t.g.epoch
	t.g.mu.Unlock()
	var v vector
	var reason ResetReason
	switch t.after {
	case "":
	case anew:
		reason = ResetFilter
	default:
		var err error
		if v, reason, err = t.g.verify(t.after); err != nil {
			return err
		}
	}
	for {
		err := t.lay(v, reason, epoch)
		var reset *resetError
		if !errors.As(err, &reset) {
			return err
		}
		t.g.mu.Lock()
		epoch = t.g.epoch
		t.g.mu.Unlock()
		v, reason = nil, reset.reason
	}
}

// lay builds the train from v on, or with a reason for a reset from nothing.
func (t *train) lay(v vector, reason ResetReason, epoch int) error {
	g := t.g
	if reason == "" && t.after != "" {
		if done, err := t.alongside(v, epoch); done || err != nil {
			return err
		}
	} else {
		v = nil
	}
	var newest *item // of a conflated group: what of the past is worth showing
	for {
		g.mu.Lock()
		to, tail, now := slices.Clone(g.at), g.window.tail, g.epoch
		g.mu.Unlock()
		if now != epoch {
			return &resetError{ResetDiverged}
		}
		if gone := to.lacks(v); len(gone) > 0 {
			var err error
			if v, err = t.part(v, gone.ids()); err != nil {
				return err
			}
			continue
		}
		missing := v.lacks(to)
		if len(missing) > 0 || reason != "" {
			chain, at, err := t.show(missing, v, reason, tail.index, epoch)
			if err != nil {
				return err
			}
			v = at
			reason = ""
			t.add(chain...)
			t.flush()
			if err := t.await(v, epoch); err != nil {
				return err
			}
			continue
		}
		if !to.covers(v) { // the cursor is of a replica that has read further
			if err := t.await(v, epoch); err != nil {
				return err
			}
			continue
		}
		var gap int64
		for i := range to {
			gap += to[i].seq - v[i].seq
		}
		last := gap <= int64(g.hub.cfg.PageSize)
		if last {
			t.pinned.Store(&pin{tail, g.hub.uptime()})
		}
		news, err := g.between(v, to)
		if err != nil {
			return err
		}
		if len(news) == 0 && gap > 0 { // the group stands where the log no longer is
			if err := t.settle(v, epoch); err != nil {
				return err
			}
			return &resetError{ResetDiverged}
		}
		page, err := t.replay(v, news)
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
			return t.finish(page, to, tail, epoch)
		}
		if err := t.page(page); err != nil {
			return err
		}
	}
}

// page delivers a page, and returns when the next one is wanted.
func (t *train) page(items []*item) error {
	if len(items) == 0 {
		return nil
	}
	items[len(items)/2].passed = t.demand
	t.add(items...)
	t.flush()
	return t.wait(t.demand, nil)
}

// alongside serves a cursor that lies in the window: what the live chain has behind it is put on the train as it is,
// without executing anything.
func (t *train) alongside(v vector, epoch int) (done bool, err error) {
	g := t.g
	g.mu.Lock()
	if g.epoch != epoch {
		g.mu.Unlock()
		return false, &resetError{ResetDiverged}
	}
	var seq int64
	sole := g.sole(g.at)
	if sole {
		seq = v[0].seq
	}
	if sole && seq > g.at[0].seq {
		g.mu.Unlock()
		return false, nil // not read yet
	}
	from := g.window.find(t.after, sole, seq)
	to, tail := slices.Clone(g.at), g.window.tail
	g.mu.Unlock()
	if from == nil {
		return false, nil
	}
	t.pinned.Store(&pin{tail, g.hub.uptime()})
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
	return true, t.finish(chain, to, tail, epoch)
}

// finish puts the last page and CaughtUp on the train and lets everybody on it go over to the live chain.
func (t *train) finish(page []*item, to vector, tail *item, epoch int) error {
	g := t.g
	end, err := g.caughtUp(to)
	if err != nil {
		return err
	}
	end.jump = tail
	t.add(page...)
	t.add(end)
	g.mu.Lock()
	if g.err != nil {
		g.mu.Unlock()
		return g.err
	}
	t.done, t.jump, t.epoch, t.used = true, tail, epoch, g.hub.uptime()
	delete(g.building, t)
	shards := t.audience.snapshot(nil)
	g.audience.take(&t.audience, g.window.end())
	g.mu.Unlock()
	g.hub.pass(shards, 0, nil)
	return nil
}

func (t *train) add(items ...*item) {
	for _, it := range items {
		t.last.next.Store(it)
		t.last = it
	}
}

// flush delivers what was added to everybody on the train.
func (t *train) flush() {
	t.g.mu.Lock()
	shards := t.audience.snapshot(nil)
	t.g.mu.Unlock()
	t.g.hub.pass(shards, 0, nil)
}

// await returns when the group has read as far as v.
func (t *train) await(v vector, epoch int) error {
	g := t.g
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
		if err := t.wait(nil, nil); err != nil {
			return err
		}
	}
}

// settle gives the hub time to see that history has changed and to reset the group, lest the train begin anew against
// what is passing.
func (t *train) settle(v vector, epoch int) error {
	g := t.g
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
		if err := t.wait(nil, late.C); err != nil {
			return err
		}
	}
}

// wait returns when something has happened or, with a demand, when that is there; it gives up when nobody is left, and
// with ResetDiverged when it is late.
func (t *train) wait(demand <-chan struct{}, late <-chan time.Time) error {
	g := t.g
	for {
		g.mu.Lock()
		nobody := t.audience.size() == 0 || t.abandoned()
		g.mu.Unlock()
		if nobody {
			return errNobody
		}
		select {
		case <-demand:
			return nil
		case <-t.signal:
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
