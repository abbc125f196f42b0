package live

import (
	"errors"
	"os"
	"slices"
	"sync"
	"sync/atomic"
	"time"

	"github.com/loometalgud/mano/hackathon"
)

// States of something for which at most one goroutine works.
const (
	idle    = iota
	running // a goroutine works
	dirty   // it works and must look again before it ends
)

// Peer is one connection. It has no queue of changes: each subscription is a pointer into a chain, and the goroutine
// that finds the peer idle writes what is due. At rest it owns no goroutine, timer or channel.
type Peer struct {
	hub     *Hub
	w       Writer
	state   atomic.Uint32
	owner   string // owner of its subscriptions, and in how many groups it may be; the hub's lock guards both
	groups  int
	expires atomic.Int64 // in the hub's uptime; 0: never

	mu           sync.Mutex
	subs         []*subscription
	turn         int      // whose frames come first in the next batch
	control      [][]byte // frames of the protocol that wait
	controlBytes int
	blocked      bool // a Write is in progress
	closing      bool
	closed       bool
	code         int
	reason       string
}

// subscription is one Operation of a peer. The peer's lock guards cur to gone, held, invalidated and restart; the
// group's lock guards shard and set.
type subscription struct {
	peer   *Peer
	group  *group
	id     string
	prefix string
	match  func(*hackathon.Activity) bool
	after  Cursor

	cur     *item // the item it had last; nil: on no chain
	prev    Cursor
	catchUp *catchUp // nil: on the live chain
	gone    bool

	shard *shard
	set   *subscribers // the set that shard belongs to

	terms  *filterTerms // nil: a candidate for everything
	rights *rights      // nil: nothing to recheck
	held   bool         // nothing is taken until the rights were rechecked

	invalidated bool // what comes next in its chain must not be sent any more
	restart     bool // it is to be reset
}

// Send queues a frame of the protocol or the result of a query. It takes over the bytes and never blocks. False: the
// peer is closed, perhaps because too much waits for it.
func (p *Peer) Send(frame []byte) bool {
	p.mu.Lock()
	if p.closing {
		p.mu.Unlock()
		return false
	}
	over := len(p.control) >= p.hub.cfg.ControlFrames || len(p.control) > 0 &&
		p.controlBytes+len(frame) > p.hub.cfg.ControlBytes
	if !over {
		p.control = append(p.control, frame)
		p.controlBytes += len(frame)
	}
	p.mu.Unlock()
	if over {
		p.slow()
		return false
	}
	p.touch()
	return true
}

// Close ends the connection, once; it never blocks. Code 0: the connection is broken already.
func (p *Peer) Close(code int, reason string) {
	p.mu.Lock()
	if p.closing {
		p.mu.Unlock()
		return
	}
	p.closing, p.code, p.reason = true, code, reason
	blocked := p.blocked
	p.mu.Unlock()
	if blocked {
		p.w.Interrupt()
	}
	p.touch()
}

// tryFinish reports whether the peer owes no response to a call; when it reports true, no further call starts.
func (p *Peer) tryFinish() bool {
	if l, ok := p.w.(Finisher); ok && !l.TryFinish() {
		return false
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.closing || p.blocked || len(p.control) == 0
}

// ExpireAt closes the peer with CloseForbidden when the time from now to t has passed, even if the clock is set
// meanwhile. The zero time cancels that.
func (p *Peer) ExpireAt(t time.Time) {
	if t.IsZero() {
		p.expires.Store(0)
		return
	}
	left := min(t.Sub(p.hub.cfg.Now()), 1<<62)
	p.expires.Store(max(1, int64(p.hub.uptime()+left)))
}

// Has reports whether id is a live subscription.
func (p *Peer) Has(id string) bool {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.find(id) >= 0
}

func (p *Peer) find(id string) int {
	return slices.IndexFunc(p.subs, func(s *subscription) bool { return s.id == id })
}

func (p *Peer) slow() {
	p.hub.Counters.SlowCloses.Add(1)
	p.Close(CloseSlow, "slow consumer: resume with your last cursor")
}

// touch is wake for a caller without a batch.
func (p *Peer) touch() {
	if p.state.Load() == dirty {
		return
	}
	b := getBatch(p.hub)
	p.wake(b)
	putBatch(b)
}

// wake makes sure that what is due now is written: by this call, or by the goroutine that works already.
func (p *Peer) wake(b *batch) {
	for {
		switch p.state.Load() {
		case idle:
			if p.state.CompareAndSwap(idle, running) {
				p.pump(b)
				return
			}
		case running:
			if p.state.CompareAndSwap(running, dirty) {
				return
			}
		case dirty:
			return
		}
	}
}

// pump writes without waiting until nothing is due. A connection that does not take everything gets a goroutine until
// it has caught up; so does one that takes batch after batch, because others wait for this goroutine.
func (p *Peer) pump(b *batch) {
	for batches := 0; ; batches++ {
		done, rest := p.writeBatch(b)
		if done {
			return
		}
		if rest == nil && batches < 4 {
			continue
		}
		if !p.hub.spawn(func() { p.pumpBlocking(rest) }) {
			p.Close(CloseDrain, reasonDrain)
			p.shut(rest)
		}
		return
	}
}

// pumpBlocking serves a connection that does not take everything at once. While it waits it holds only the rest of one
// frame; then it makes the next batch.
func (p *Peer) pumpBlocking(rest []byte) {
	for {
		if len(rest) > 0 {
			p.mu.Lock()
			closing := p.closing
			p.blocked = !closing
			p.mu.Unlock()
			if closing {
				p.shut(rest)
				return
			}
			n, err := p.w.Write(rest, time.Now().Add(p.hub.cfg.Stall))
			p.hub.Counters.Bytes.Add(uint64(n))
			p.mu.Lock()
			p.blocked = false
			closing = p.closing
			p.mu.Unlock()
			if err != nil {
				switch {
				case closing:
				case errors.Is(err, os.ErrDeadlineExceeded):
					p.slow()
				default:
					p.Close(0, "")
				}
				p.shut(rest[n:])
				return
			}
		}
		if p.lags() {
			p.slow()
		}
		b := getBatch(p.hub)
		var done bool
		done, rest = p.writeBatch(b)
		putBatch(b)
		if done {
			return
		}
	}
}

// writeBatch makes a batch and tries to write it. done: the peer is idle or closed. rest could not be written without
// waiting.
func (p *Peer) writeBatch(b *batch) (done bool, rest []byte) {
	p.state.Store(running)
	closing, more := p.fillBatch(b)
	if closing {
		p.shut(nil)
		return true, nil
	}
	for _, sub := range b.detached {
		p.hub.startCatchUp(sub)
	}
	if len(b.buf) > 0 {
		n, err := p.w.TryWrite(b.buf)
		if err != nil {
			p.Close(0, "")
			p.shut(nil)
			return true, nil
		}
		p.hub.Counters.Bytes.Add(uint64(n))
		if n < len(b.buf) {
			return false, p.rollback(b, n)
		}
		p.hub.Counters.Deliveries.Add(uint64(b.items))
	}
	return !more && p.state.CompareAndSwap(running, idle), nil
}

// shut closes the writer. The caller works for the peer, and leaves the state as it is, so that nobody does after it.
func (p *Peer) shut(rest []byte) {
	p.mu.Lock()
	if p.closed {
		p.mu.Unlock()
		return
	}
	p.closed = true
	subs := p.subs
	p.subs, p.control = nil, nil
	for _, sub := range subs {
		sub.gone = true
	}
	code, reason := p.code, p.reason
	p.mu.Unlock()
	p.w.Close(rest, code, reason)
	p.hub.removePeer(p)
	for _, sub := range subs {
		p.hub.forget(sub)
	}
}

// add makes sub one of the peer's.
func (p *Peer) add(sub *subscription) error {
	p.mu.Lock()
	defer p.mu.Unlock()
	switch {
	case p.closing:
		return ErrClosed
	case p.find(sub.id) >= 0:
		return hackathon.Conflictf("there is a live subscription with this id already")
	case len(p.subs) >= p.hub.cfg.MaxOperations:
		return ErrTooManyOperations
	}
	p.subs = append(p.subs, sub)
	return nil
}

// drop removes the subscription with the id, which must be only unless that is nil, and queues its last frame.
func (p *Peer) drop(id string, only *subscription, last []byte) *subscription {
	p.mu.Lock()
	defer p.mu.Unlock()
	i := p.find(id)
	if i < 0 || only != nil && p.subs[i] != only {
		return nil
	}
	sub := p.subs[i]
	sub.gone = true
	p.subs = slices.Delete(p.subs, i, i+1)
	if last != nil {
		p.control = append(p.control, last) // at most one per subscription, so it needs no bound
		p.controlBytes += len(last)
	}
	return sub
}

// end ends sub and sends err to the client.
func (h *Hub) end(sub *subscription, err error) {
	p := sub.peer
	if p.drop(sub.id, sub, p.w.AppendError(nil, sub.id, err)) == nil {
		return
	}
	h.forget(sub)
	p.touch()
}
