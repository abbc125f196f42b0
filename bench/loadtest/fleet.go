package loadtest

import (
	"context"
	"fmt"
	"maps"
	"runtime"
	"strings"
	"sync"
	"sync/atomic"
	"time"
)

// fleet is the subscribers of one process.
type fleet struct {
	cfg     Config
	events  []string
	first   int // the number of its first subscriber among all
	servers []string
	again   []string // for those who come back

	mu      sync.Mutex
	changes atomic.Pointer[map[string]*change] // by need and version; copied when one is added
	seen    atomic.Int64
	back    []int64     // nanoseconds, guarded by mu
	closed  map[int]int // by close code, guarded by mu
	resets  atomic.Int64
	broken  atomic.Int64
	double  atomic.Int64
	invert  atomic.Int64

	subscribers []*subscriber
	reading     sync.WaitGroup
}

// change is one change and when each subscriber got it: Unix nanoseconds, zero for not yet.
type change struct {
	order   atomic.Int64 // among the changes as the first subscriber saw them, from 1
	arrived []atomic.Int64
	count   atomic.Int64
}

// observations are what a fleet has seen.
type observations struct {
	PerEvent                          []int              // subscribers of each event
	Arrived                           map[string][]int64 // by key, Unix nanoseconds, one for each subscriber that got it
	Back                              []int64            // how long each of those who came back was away, nanoseconds
	Closed                            map[int]int        // connections that ended, by close code
	Doubled, Inverted, Broken, Resets int
}

func newFleet(cfg Config, events []string, first int) *fleet {
	f := &fleet{cfg: cfg, events: events, first: first, servers: strings.Split(cfg.URL, ","), closed: map[int]int{}}
	if f.again = cfg.failover(); f.again == nil {
		f.again = f.servers
	}
	f.changes.Store(&map[string]*change{})
	return f
}

// connect opens the subscribers and waits until each has caught up.
func (f *fleet) connect(ctx context.Context) error {
	f.subscribers = make([]*subscriber, f.cfg.Subscribers)
	var next atomic.Int64
	var firstErr atomic.Pointer[error]
	var workers sync.WaitGroup
	for range min(f.cfg.Connecting, f.cfg.Subscribers) {
		workers.Go(func() {
			for firstErr.Load() == nil && ctx.Err() == nil {
				i := int(next.Add(1)) - 1
				if i >= len(f.subscribers) {
					return
				}
				s := newSubscriber(f, i)
				if err := s.connect(ctx); err != nil {
					err = fmt.Errorf("subscriber %d: %w", f.first+i, err)
					firstErr.CompareAndSwap(nil, &err)
					return
				}
				f.subscribers[i] = s
				f.reading.Go(func() { s.read(ctx) })
			}
		})
	}
	workers.Wait()
	if err := firstErr.Load(); err != nil {
		f.dismiss()
		return *err
	}
	runtime.GC() // the garbage of connecting must not delay the reading
	return ctx.Err()
}

func (f *fleet) dismiss() {
	for _, s := range f.subscribers {
		if s != nil {
			s.close()
		}
	}
}

// change finds or makes the change with the key. The map is only ever copied, so readers need no lock.
func (f *fleet) change(key []byte) *change {
	if c := (*f.changes.Load())[string(key)]; c != nil {
		return c
	}
	f.mu.Lock()
	defer f.mu.Unlock()
	old := *f.changes.Load()
	c := old[string(key)]
	if c == nil {
		c = &change{arrived: make([]atomic.Int64, f.cfg.Subscribers)}
		more := make(map[string]*change, len(old)+1)
		maps.Copy(more, old)
		more[string(key)] = c
		f.changes.Store(&more)
	}
	return c
}

func (f *fleet) perEvent() []int {
	n := make([]int, len(f.events))
	for i := range f.cfg.Subscribers {
		n[(f.first+i)%len(f.events)]++
	}
	return n
}

// observe waits until every subscriber has every change of its event, or until nothing more can be hoped for.
func (f *fleet) observe(ctx context.Context, sent []sentChange) observations {
	o := observations{PerEvent: f.perEvent(), Arrived: make(map[string][]int64, len(sent))}
	deadline := time.Now().Add(f.cfg.Settle)
	poll := time.NewTicker(50 * time.Millisecond)
	defer poll.Stop()
	for !f.complete(sent, o.PerEvent) && time.Now().Before(deadline) && ctx.Err() == nil {
		select {
		case <-ctx.Done():
		case <-poll.C:
		}
	}
	for _, c := range sent {
		seen := (*f.changes.Load())[c.Key]
		if seen == nil {
			continue
		}
		times := make([]int64, 0, seen.count.Load())
		for i := range seen.arrived {
			if at := seen.arrived[i].Load(); at != 0 && (f.first+i)%len(f.events) == c.Event {
				times = append(times, at)
			}
		}
		o.Arrived[c.Key] = times
	}
	f.mu.Lock()
	o.Back, o.Closed = f.back, maps.Clone(f.closed)
	f.mu.Unlock()
	o.Doubled, o.Inverted, o.Broken = int(f.double.Load()), int(f.invert.Load()), int(f.broken.Load())
	o.Resets = int(f.resets.Load())
	return o
}

func (f *fleet) complete(sent []sentChange, perEvent []int) bool {
	seen := *f.changes.Load()
	for _, c := range sent {
		if perEvent[c.Event] == 0 {
			continue
		}
		if s := seen[c.Key]; s == nil || s.count.Load() < int64(perEvent[c.Event]) {
			return false
		}
	}
	return true
}
