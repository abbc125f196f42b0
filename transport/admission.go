package transport

import (
	"context"
	"math/rand/v2"
	"net/http"
	"net/netip"
	"sync"
	"sync/atomic"
	"time"

	"golang.org/x/sync/semaphore"

	"github.com/loometalgud/mano/hackathon"
)

// admission counts the open connections: in all, per address and per person.
type admission struct {
	limits  hackathon.Limits
	mu      sync.Mutex
	total   int
	address map[netip.Addr]addressCount
	person  map[hackathon.ID]int
	waiting []chan struct{} // those who wait until none is left
}

type addressCount struct{ all, pending int }

func (a *admission) init(l hackathon.Limits) {
	a.limits, a.address, a.person = l, map[netip.Addr]addressCount{}, map[hackathon.ID]int{}
}

// enter counts one more connection, or returns the limit that refuses it.
func (a *admission) enter(addr netip.Addr, pending bool) *refusal {
	a.mu.Lock()
	defer a.mu.Unlock()
	c := a.address[addr]
	switch {
	case a.total >= a.limits.Most(MaxConnections):
		return full(a.limits.Reached(MaxConnections))
	case c.all >= a.limits.Most(MaxConnectionsPerAddress):
		return full(a.limits.Reached(MaxConnectionsPerAddress))
	case pending && c.pending >= a.limits.Most(MaxPendingPerAddress):
		return full(a.limits.Reached(MaxPendingPerAddress))
	}
	a.total++
	c.all++
	if pending {
		c.pending++
	}
	a.address[addr] = c
	return nil
}

// acknowledged counts one pending connection less.
func (a *admission) acknowledged(addr netip.Addr) {
	a.mu.Lock()
	defer a.mu.Unlock()
	c := a.address[addr]
	c.pending--
	a.address[addr] = c
}

// enterPerson counts a connection of a person. It reports false when they have as many as allowed.
func (a *admission) enterPerson(v *hackathon.Viewer) bool {
	if !v.SignedIn() {
		return true
	}
	a.mu.Lock()
	defer a.mu.Unlock()
	if a.person[v.PersonID] >= a.limits.Most(MaxConnectionsPerPerson) {
		return false
	}
	a.person[v.PersonID]++
	return true
}

// leave undoes enter and enterPerson.
func (a *admission) leave(addr netip.Addr, pending bool, person *hackathon.Viewer) {
	a.mu.Lock()
	defer a.mu.Unlock()
	a.total--
	c := a.address[addr]
	c.all--
	if pending {
		c.pending--
	}
	if c == (addressCount{}) {
		delete(a.address, addr)
	} else {
		a.address[addr] = c
	}
	if person.SignedIn() {
		if a.person[person.PersonID]--; a.person[person.PersonID] <= 0 {
			delete(a.person, person.PersonID)
		}
	}
	if a.total == 0 {
		for _, ch := range a.waiting {
			close(ch)
		}
		a.waiting = nil
	}
}

// empty waits until there is no connection.
func (a *admission) empty(ctx context.Context) error {
	a.mu.Lock()
	if a.total == 0 {
		a.mu.Unlock()
		return nil
	}
	gone := make(chan struct{})
	a.waiting = append(a.waiting, gone)
	a.mu.Unlock()
	select {
	case <-gone:
		return nil
	case <-ctx.Done():
		return context.Cause(ctx)
	}
}

func (a *admission) now() int {
	a.mu.Lock()
	defer a.mu.Unlock()
	return a.total
}

// full refuses before anything was spent. The times to retry differ, so that clients do not all return at once.
func full(why *hackathon.Error) *refusal {
	why.RetryAfter = time.Duration(2+rand.IntN(8)) * time.Second
	return &refusal{status: http.StatusServiceUnavailable, why: why}
}

func goingAway() *refusal {
	return &refusal{status: http.StatusServiceUnavailable, why: &hackathon.Error{Kind: hackathon.Internal,
		Message: "this process is going away: connect again", RetryAfter: time.Duration(1+rand.IntN(3)) * time.Second}}
}

// workers bounds the queries and mutations that sockets execute at once: anyone may have many sockets, but the database
// has few connections.
type workers struct {
	slots   *semaphore.Weighted
	waiting atomic.Int64
	most    int64
}

func (w *workers) init(l hackathon.Limits) {
	w.slots, w.most = semaphore.NewWeighted(int64(l.Most(SocketWorkers))), int64(l.Most(SocketWaiting))
}

// acquire waits for a slot. It reports false when too many wait, or when ctx ends first.
func (w *workers) acquire(ctx context.Context) bool {
	if w.slots.TryAcquire(1) {
		return true
	}
	defer w.waiting.Add(-1)
	return w.waiting.Add(1) <= w.most && w.slots.Acquire(ctx, 1) == nil
}

func (w *workers) release() { w.slots.Release(1) }

// bucket lets a number of things through per second, after a burst. It uses the monotonic time of the handler, because
// a clock may be set.
type bucket struct {
	level float32
	begun bool
	at    time.Duration
}

func (b *bucket) take(uptime time.Duration, perSecond, burst int) bool {
	if b.begun {
		b.level = min(float32(burst), b.level+float32(max(0, uptime-b.at).Seconds())*float32(perSecond))
	} else {
		b.level, b.begun = float32(burst), true
	}
	b.at = uptime
	if b.level < 1 {
		return false
	}
	b.level--
	return true
}

// Counters count since the start, for the server's metrics.
type Counters struct {
	Accepted      atomic.Uint64 // websockets upgraded
	Streams       atomic.Uint64 // event streams begun
	Silent        atomic.Uint64 // websockets that the kernel ended because the other side did not answer
	Refused       atomic.Uint64 // connections refused for a limit or a drain
	Operations    atomic.Uint64 // queries and mutations executed
	Subscriptions atomic.Uint64 // subscriptions opened
	Faults        atomic.Uint64 // connections closed for a fault against the protocol

	// Queries of those who show no credential: answered from what is kept, with what was executed for another, executed,
	// of these such as cannot be kept; and answers forgotten for room.
	KeptHits, KeptJoined, KeptExecutions, KeptNot, KeptEvicted atomic.Uint64
}

// Connections are the open websockets and event streams.
func (h *Handler) Connections() int { return h.admission.now() }

// DocumentBytes is the memory of the documents that are kept.
func (h *Handler) DocumentBytes() int { return int(h.documents.held()) }
