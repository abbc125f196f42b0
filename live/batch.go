package live

import (
	"slices"
	"sync"

	"github.com/loometalgud/mano/hackathon"
)

// batch is the buffer with which one goroutine writes to peers, one after the other. It is reused.
type batch struct {
	buf      []byte
	frames   []batchFrame
	frame    Frame
	items    int
	hub      *Hub
	detached []*subscription // those that left their chain
}

// batchFrame says where a frame of the batch ends, and what to restore if it is not written.
type batchFrame struct {
	end        int
	sub        *subscription
	cur        *item
	prev       Cursor
	catchUp    *catchUp
	redactions uint32 // of its group at that time
	control    []byte
}

var batches = sync.Pool{New: func() any { return new(batch) }}

func getBatch(h *Hub) *batch {
	b := batches.Get().(*batch)
	b.hub = h
	return b
}

func putBatch(b *batch) {
	b.reset()
	b.hub = nil
	if cap(b.buf) <= 256<<10 {
		batches.Put(b)
	}
}

func (b *batch) reset() {
	clear(b.frames)
	clear(b.detached)
	b.buf, b.frames, b.detached, b.frame, b.items = b.buf[:0], b.frames[:0], b.detached[:0], Frame{}, 0
}

// fillBatch puts what is due into one batch. more: the batch was full before that was complete.
func (p *Peer) fillBatch(b *batch) (closing, more bool) {
	b.reset()
	limit := b.hub.cfg.BatchBytes
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.closing {
		return true, false
	}
	for len(p.control) > 0 && len(b.buf) < limit {
		frame := p.control[0]
		p.control = p.control[1:]
		p.controlBytes -= len(frame)
		b.buf = append(b.buf, frame...)
		b.frames = append(b.frames, batchFrame{end: len(b.buf), control: frame})
	}
	if len(p.control) == 0 {
		p.control = nil
	}
	n := len(p.subs)
	for i := range n {
		sub := p.subs[(p.turn+i)%n]
		if sub.invalidated && sub.detachInvalidated() {
			b.detached = append(b.detached, sub)
			continue
		}
		seen := sub.group.redactions.Load() // before checking whether the group is held
		if sub.held || sub.group.holds.Load() > 0 {
			sub.holdBack()
			continue
		}
		for sub.cur != nil {
			if len(b.buf) >= limit {
				p.turn = (p.turn + i) % n
				return false, true
			}
			if !sub.appendNext(b, seen) {
				break
			}
		}
	}
	return false, len(p.control) > 0
}

// holdBack is what a held subscription does instead of taking: nothing, until the window has moved past it. Then it
// leaves its chain, so that it keeps nothing in memory, and later catches up from its cursor.
func (sub *subscription) holdBack() {
	if !sub.held || sub.cur == nil {
		return
	}
	oldest, behind := sub.group.oldest.Load(), false
	if sub.catchUp != nil {
		pin := sub.catchUp.handover.Load()
		behind = pin != nil && pin.item.index+1 < oldest
	} else if next := sub.cur.next.Load(); next != nil {
		behind = next.index < oldest
	}
	if behind {
		sub.detach()
	}
}

// detach takes the subscription off its chain. It catches up later: after what it had last, or through a reset if one
// is due and was not taken yet. The caller holds the peer's lock.
func (sub *subscription) detach() {
	if c := sub.catchUp; c != nil && c.after == restartCursor && sub.cur == c.first {
		sub.restart = true
	}
	sub.after = sub.prev
	if sub.restart {
		sub.after = restartCursor
	}
	sub.cur, sub.catchUp, sub.restart = nil, nil, false
}

// appendNext appends the subscription's next frame to the batch. False: there is none.
func (sub *subscription) appendNext(b *batch, seen uint32) bool {
	was := batchFrame{sub: sub, cur: sub.cur, prev: sub.prev, catchUp: sub.catchUp, redactions: seen}
	it := sub.advance()
	if it == nil {
		return false
	}
	if sub.group.src.Conflate && it.kind == kindChange {
		for n := it.next.Load(); n != nil && (n.kind == kindChange || n.kind == kindCaughtUp); n = n.next.Load() {
			if n.kind == kindChange && sub.wants(n) {
				it, sub.cur = n, n
			}
		}
	}
	b.frame = Frame{Prefix: sub.prefix, Cursor: it.cursor, Prev: sub.prev, Tail: it.tail}
	b.buf = sub.peer.w.AppendFrame(b.buf, &b.frame)
	sub.prev = it.cursor
	was.end = len(b.buf)
	b.frames = append(b.frames, was)
	b.items++
	return true
}

// advance moves to the next item that the subscriber wants. Nil: there is none yet.
func (sub *subscription) advance() *item {
	sub.skip()
	for {
		it := sub.cur.next.Load()
		if it == nil {
			if sub.cur.jump == nil {
				if sub.terms != nil {
					sub.terms.notified = nil
				}
				return nil
			}
			sub.cur, sub.catchUp = sub.cur.jump, nil
			continue
		}
		sub.cur = it
		if it.reached != nil {
			signal(it.reached)
		}
		if sub.wants(it) {
			return it
		}
	}
}

func (sub *subscription) wants(it *item) bool {
	return it.activity == nil || sub.match == nil || sub.matches(it.activity)
}

// matches calls the filter. A filter that panics lets nothing through.
func (sub *subscription) matches(a *hackathon.Activity) (yes bool) {
	defer sub.recoverPanic("live: a filter panicked")
	return sub.match(a)
}

// rollback undoes each frame of the batch of which nothing was written. It returns the rest of the frame that was cut,
// or the first frame if none was begun.
func (p *Peer) rollback(b *batch, n int) (rest []byte) {
	k := 0
	for b.frames[k].end <= n {
		k++
	}
	rest = slices.Clone(b.buf[n:b.frames[k].end])
	items := 0
	for _, m := range b.frames[:k+1] {
		if m.sub != nil {
			items++
		}
	}
	p.hub.Counters.Deliveries.Add(uint64(items))
	p.mu.Lock()
	defer p.mu.Unlock()
	var control [][]byte
	for i := len(b.frames) - 1; i > k; i-- {
		if m := &b.frames[i]; m.sub != nil {
			m.sub.cur, m.sub.prev, m.sub.catchUp = m.cur, m.prev, m.catchUp
			m.sub.invalidated = m.sub.invalidated || m.redactions != m.sub.group.redactions.Load()
			if ft := m.sub.terms; ft != nil {
				ft.notified = m.cur
			}
		} else {
			control = append(control, m.control)
			p.controlBytes += len(m.control)
		}
	}
	if len(control) > 0 {
		slices.Reverse(control)
		p.control = append(control, p.control...)
	}
	return rest
}

// lags reports whether a subscription of a slow peer is too far behind: the window has moved past it, and its time to
// catch up is over. A held subscription is excused.
func (p *Peer) lags() bool {
	now := p.hub.uptime()
	p.mu.Lock()
	defer p.mu.Unlock()
	for _, sub := range p.subs {
		if sub.cur == nil || sub.held || sub.invalidated || sub.group.holds.Load() > 0 {
			continue
		}
		oldest := sub.group.oldest.Load()
		if c := sub.catchUp; c != nil {
			if j := c.handover.Load(); j != nil && j.item.index+1 < oldest && now-j.at > p.hub.cfg.CatchUp {
				return true
			}
		} else if next := sub.peek(); next != nil && next.index < oldest && now-next.appended > p.hub.cfg.Stall {
			return true
		}
	}
	return false
}

// skip passes over the items that the index has ruled out, without calling the filter.
func (sub *subscription) skip() {
	ft := sub.terms
	if ft == nil || sub.cur.index < ft.indexedAt {
		return
	}
	to := ft.notified
	if to == nil {
		to = sub.group.fanOut.done.Load()
	}
	if to != nil && to.index > sub.cur.index {
		sub.cur = to
	}
}

// peek skips the unwanted items and returns the next wanted one, without taking it.
func (sub *subscription) peek() *item {
	sub.skip()
	for {
		it := sub.cur.next.Load()
		if it == nil || sub.wants(it) {
			return it
		}
		sub.cur = it
	}
}
