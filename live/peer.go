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

// States of whatever has at most one goroutine working for it.
const (
	idle    = iota
	running // somebody works
	dirty   // somebody works and must look again before going
)

// Peer is one connection. It holds no queue of changes: each of its subscriptions is a place in a chain, and whoever
// finds the peer idle writes what is due. At rest it owns no goroutine, timer or channel.
type Peer struct {
	hub     *Hub
	w       Writer
	state   atomic.Uint32
	owner   string // who answers for its subscriptions, and in how many groups; the hub's lock guards both
	groups  int
	expires atomic.Int64 // of the hub's uptime; 0 never

	mu           sync.Mutex
	subs         []*subscription
	turn         int      // whose frames come first
	control      [][]byte // frames of the protocol that wait
	controlBytes int
	blocked      bool // a Write is in progress
	closing      bool
	closed       bool
	code         int
	reason       string
}

// subscription is one Operation of a peer. The peer's lock guards cur, prev, train and gone, the group's lock shard and
// aboard.
type subscription struct {
	peer   *Peer
	group  *group
	id     string
	prefix string
	match  func(*hackathon.Activity) bool
	after  Cursor

	cur     *item // had last; nil until it boards
	prev    Cursor
	catchUp *catchUp // it is on
	gone    bool

	shard *shard
	set   *subscribers // that shard is part of

	terms  *filterTerms // nil: a candidate for everything
	rights *rights      // nil: nothing to recheck
	held   bool         // by the peer's lock: nothing is taken until the rights were asked again

	invalidated bool // by the peer's lock: what it stands before is not to be had any more
	restart     bool // by the peer's lock: it does not go on, but begins again
}

// Send queues a frame of the protocol or the result of a query. It takes over the bytes and never blocks. False: the
// peer is closed, perhaps by this call, because too much waits for it already.
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

// settled reports whether the peer owes no answer to a call; then none begins any more that would be cut off.
func (p *Peer) tryFinish() bool {
	if l, ok := p.w.(Finisher); ok && !l.TryFinish() {
		return false
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.closing || p.blocked || len(p.control) == 0
}

// ExpireAt closes the peer with CloseForbidden when the time from now to t has passed, whatever the clock is set to
// meanwhile; the zero time takes that back.
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
	p.hub.stats.slowCloses.Add(1)
	p.Close(CloseSlow, "slow consumer: resume with your last cursor")
}

// touch is wake for whoever has no scratch.
func (p *Peer) touch() {
	if p.state.Load() == dirty {
		return
	}
	b := getBatch(p.hub)
	p.wake(b)
	putBatch(b)
}

// wake makes sure that what is due now will be written: by this call if nobody is at it, else by whoever is.
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

// pump writes without waiting until nothing is due. A connection that would have to be waited for gets a goroutine
// until it has caught up; so does one that takes batch after batch, lest it keep the others from theirs.
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

// chase serves a connection that does not take everything at once. While it waits it holds no more than the rest of one
// frame; the next batch is made only when that is through.
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
			p.hub.stats.bytes.Add(uint64(n))
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

// batch makes and tries one write. done: the peer was let go, idle or closed. rest is what has to be waited for.
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
		p.hub.stats.bytes.Add(uint64(n))
		if n < len(b.buf) {
			return false, p.rollback(b, n)
		}
		p.hub.stats.deliveries.Add(uint64(b.items))
	}
	return !more && p.state.CompareAndSwap(running, idle), nil
}

// shut closes the writer. The caller is the one who works for the peer, and nobody will be after it: the state stays.
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

// drop takes out the subscription with the id; only is nil or the one it must be.
func (p *Peer) drop(id string, only *subscription, say []byte) *subscription {
	p.mu.Lock()
	defer p.mu.Unlock()
	i := p.find(id)
	if i < 0 || only != nil && p.subs[i] != only {
		return nil
	}
	sub := p.subs[i]
	sub.gone = true
	p.subs = slices.Delete(p.subs, i, i+1)
	if say != nil {
		p.control = append(p.control, say) // at most one per subscription, so it needs no bound
		p.controlBytes += len(say)
	}
	return sub
}

// end ends sub with err, which its client is told.
func (h *Hub) end(sub *subscription, err error) {
	p := sub.peer
	if p.drop(sub.id, sub, p.w.AppendError(nil, sub.id, err)) == nil {
		return
	}
	h.forget(sub)
	p.touch()
}
