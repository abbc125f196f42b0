package live

import (
	"fmt"
	"slices"
	"sync"

	"github.com/loometalgud/mano/hackathon"
)

// scratch is what one goroutine needs to write to peers, one after the other. Its buffers grow with their use.
type scratch struct {
	buf   []byte
	marks []mark
	frame Frame
	items int
	hub   *Hub
	board []*subscription // that went ashore
}

// mark says where a frame of the batch ends, and how things stood before it was taken.
type mark struct {
	end     int
	sub     *subscription
	cur     *item
	prev    Cursor
	train   *train
	seen    uint32 // what its group had forgotten then
	control []byte
}

var scratches = sync.Pool{New: func() any { return new(scratch) }}

func getScratch(h *Hub) *scratch {
	s := scratches.Get().(*scratch)
	s.hub = h
	return s
}

func putScratch(s *scratch) {
	s.reset()
	s.hub = nil
	if cap(s.buf) <= 256<<10 {
		scratches.Put(s)
	}
}

func (s *scratch) reset() {
	clear(s.marks)
	clear(s.board)
	s.buf, s.marks, s.board, s.frame, s.items = s.buf[:0], s.marks[:0], s.board[:0], Frame{}, 0
}

// gather puts what is due into one batch. more: the batch was full before everything was in it.
func (p *Peer) gather(s *scratch) (closing, more bool) {
	s.reset()
	limit := s.hub.cfg.BatchBytes
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.closing {
		return true, false
	}
	for len(p.control) > 0 && len(s.buf) < limit {
		frame := p.control[0]
		p.control = p.control[1:]
		p.ctlSize -= len(frame)
		s.buf = append(s.buf, frame...)
		s.marks = append(s.marks, mark{end: len(s.buf), control: frame})
	}
	if len(p.control) == 0 {
		p.control = nil
	}
	n := len(p.subs)
	for i := range n {
		sub := p.subs[(p.turn+i)%n]
		if sub.stranded && sub.ashore() {
			s.board = append(s.board, sub)
			continue
		}
		seen := sub.group.forgotten.Load() // before it is looked whether the group is held
		if sub.held || sub.group.held.Load() > 0 {
			sub.wait()
			continue
		}
		for sub.cur != nil {
			if len(s.buf) >= limit {
				p.turn = (p.turn + i) % n
				return false, true
			}
			if !sub.take(s, seen) {
				break
			}
		}
	}
	return false, len(p.control) > 0
}

// wait is what a held subscription does instead of taking: nothing, until the window has moved past it. Then it goes
// ashore, so that it keeps nothing in memory, and boards again behind what it had last.
func (sub *subscription) wait() {
	if !sub.held || sub.cur == nil {
		return
	}
	oldest, behind := sub.group.oldest.Load(), false
	if sub.train != nil {
		pin := sub.train.pinned.Load()
		behind = pin != nil && pin.item.index+1 < oldest
	} else if next := sub.cur.next.Load(); next != nil {
		behind = next.index < oldest
	}
	if behind {
		sub.leave()
	}
}

// leave takes the subscription off its chain, to come back behind what it had last; or anew, if that was decided and
// nothing of it was taken yet. The caller holds the peer's lock.
func (sub *subscription) leave() {
	if t := sub.train; t != nil && t.after == anew && sub.cur == t.first {
		sub.anew = true
	}
	sub.after = sub.prev
	if sub.anew {
		sub.after = anew
	}
	sub.cur, sub.train, sub.anew = nil, nil, false
}

// take appends the subscription's next frame to the batch; false: there is none.
func (sub *subscription) take(s *scratch, seen uint32) bool {
	was := mark{sub: sub, cur: sub.cur, prev: sub.prev, train: sub.train, seen: seen}
	it := sub.step()
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
	s.frame = Frame{Prefix: sub.prefix, Cursor: it.cursor, Prev: sub.prev, Tail: it.tail}
	s.buf = sub.peer.w.AppendFrame(s.buf, &s.frame)
	sub.prev = it.cursor
	was.end = len(s.buf)
	s.marks = append(s.marks, was)
	s.items++
	return true
}

// step moves to the next item that the subscriber wants; nil: there is none yet.
func (sub *subscription) step() *item {
	sub.leap()
	for {
		it := sub.cur.next.Load()
		if it == nil {
			if sub.cur.jump == nil {
				if sub.listing != nil {
					sub.listing.told = nil
				}
				return nil
			}
			sub.cur, sub.train = sub.cur.jump, nil
			continue
		}
		sub.cur = it
		if it.passed != nil {
			select {
			case it.passed <- struct{}{}:
			default:
			}
		}
		if sub.wants(it) {
			return it
		}
	}
}

func (sub *subscription) wants(it *item) bool {
	return it.activity == nil || sub.match == nil || sub.asks(it.activity)
}

// asks is the predicate. One that panics lets nothing through and is an alarm: it must not take the hub down.
func (sub *subscription) asks(a *hackathon.Activity) (yes bool) {
	defer func() {
		if r := recover(); r != nil {
			sub.peer.hub.cfg.Log.Error("live: a predicate panicked", "field", sub.group.src.Name, "panic", fmt.Sprint(r))
		}
	}()
	return sub.match(a)
}

// rollback takes back every frame of the batch that no byte was written of, and returns the rest of the one that was
// cut, or of the first if none was begun.
func (p *Peer) rollback(s *scratch, n int) (rest []byte) {
	k := 0
	for s.marks[k].end <= n {
		k++
	}
	rest = slices.Clone(s.buf[n:s.marks[k].end])
	items := 0
	for _, m := range s.marks[:k+1] {
		if m.sub != nil {
			items++
		}
	}
	p.hub.stats.deliveries.Add(uint64(items))
	p.mu.Lock()
	defer p.mu.Unlock()
	var control [][]byte
	for i := len(s.marks) - 1; i > k; i-- {
		if m := &s.marks[i]; m.sub != nil {
			m.sub.cur, m.sub.prev, m.sub.train = m.cur, m.prev, m.train
			m.sub.stranded = m.sub.stranded || m.seen != m.sub.group.forgotten.Load()
			if l := m.sub.listing; l != nil {
				l.told = m.cur
			}
		} else {
			control = append(control, m.control)
			p.ctlSize += len(m.control)
		}
	}
	if len(control) > 0 {
		slices.Reverse(control)
		p.control = append(control, p.control...)
	}
	return rest
}

// lags reports whether a subscription of a peer that had to be waited for has fallen behind for good: the window has
// moved past it and it was given the time to follow. One that is held is not behind by its own fault.
func (p *Peer) lags() bool {
	now := p.hub.uptime()
	p.mu.Lock()
	defer p.mu.Unlock()
	for _, sub := range p.subs {
		if sub.cur == nil || sub.held || sub.stranded || sub.group.held.Load() > 0 {
			continue
		}
		oldest := sub.group.oldest.Load()
		if t := sub.train; t != nil {
			if j := t.pinned.Load(); j != nil && j.item.index+1 < oldest && now-j.at > p.hub.cfg.CatchUp {
				return true
			}
		} else if next := sub.due(); next != nil && next.index < oldest && now-next.born > p.hub.cfg.Stall {
			return true
		}
	}
	return false
}

// leap passes over what a choosy subscriber was not told of, without asking about it.
func (sub *subscription) leap() {
	l := sub.listing
	if l == nil || sub.cur.index < l.since {
		return
	}
	to := l.told
	if to == nil {
		to = sub.group.fan.done.Load()
	}
	if to != nil && to.index > sub.cur.index {
		sub.cur = to
	}
}

// due passes over what the subscriber does not want, of which nobody may have told it, to the first item that it has to
// take.
func (sub *subscription) due() *item {
	sub.leap()
	for {
		it := sub.cur.next.Load()
		if it == nil || sub.wants(it) {
			return it
		}
		sub.cur = it
	}
}
