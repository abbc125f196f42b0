package live

import (
	"context"
	"errors"
	"maps"
	"slices"
	"sync"
	"sync/atomic"
	"time"

	"github.com/loometalgud/mano/hackathon"
)

// What Subscribe fails with because of the hub or the peer, not because of the request.
var (
	ErrDraining = errors.New("live: this process is going away")
	ErrClosed   = errors.New("live: the connection is closed")
)

const reasonDrain = "going away: resume with your last cursor"

// Hub serves the live subscriptions of one process.
type Hub struct {
	Counters Counters

	log   Log
	cfg   Config
	start time.Time

	ctx  context.Context // ends with Run
	stop context.CancelFunc
	life sync.Mutex // guards dead
	dead bool
	wg   sync.WaitGroup

	mu       sync.Mutex
	groups   map[groupKey]*group
	peers    map[*Peer]struct{}
	owners   owners
	draining bool

	streams  streams
	reader   reader
	rechecks rechecks
	renders  chan struct{} // semaphores
	scans    chan struct{}
	warned   atomic.Int64
	changes  atomic.Uint64
	failing  atomic.Bool  // the log cannot be read
	lastRead atomic.Int64 // uptime of the last successful read of the log; without a recent one no heartbeat is sent
}

type groupKey struct {
	Key
	name, scope string
}

// New makes a hub over log. It reads nothing before Run.
func New(log Log, cfg Config) *Hub {
	cfg = cfg.withDefaults()
	h := &Hub{
		log: log, cfg: cfg, start: time.Now(),
		groups:  map[groupKey]*group{},
		peers:   map[*Peer]struct{}{},
		owners:  owners{map[membership]int{}, map[string]int{}},
		renders: make(chan struct{}, cfg.Renders),
		scans:   make(chan struct{}, cfg.DeepScans),
	}
	h.ctx, h.stop = context.WithCancel(hackathon.ForStreams(context.Background()))
	h.streams.init()
	h.reader.init()
	h.rechecks.init()
	return h
}

// Run serves until ctx ends. It then closes the remaining peers, and returns when everything it started has ended.
func (h *Hub) Run(ctx context.Context) error {
	tick := min(time.Second, h.cfg.Heartbeat/4, h.cfg.Stall/2)
	h.Poke(hackathon.RightsStream)
	h.spawn(func() { h.readLoop(h.ctx) })
	h.spawn(func() {
		t := time.NewTicker(tick)
		defer t.Stop()
		for {
			select {
			case <-t.C:
				h.housekeep(tick)
			case <-h.ctx.Done():
				return
			}
		}
	})
	select {
	case <-ctx.Done():
	case <-h.ctx.Done():
	}
	h.stop()
	h.mu.Lock()
	h.draining = true
	h.mu.Unlock()
	for _, p := range h.listPeers() {
		p.Close(CloseDrain, reasonDrain)
	}
	h.life.Lock()
	h.dead = true
	h.life.Unlock()
	h.wg.Wait()
	return nil
}

// Poke hints that the streams have news; without streams, that any may have. It never blocks.
func (h *Hub) Poke(streams ...hackathon.ID) { h.reader.poke(streams) }

// Attach makes the Peer of a new connection.
func (h *Hub) Attach(w Writer) *Peer {
	p := &Peer{hub: h, w: w}
	h.mu.Lock()
	draining := h.draining
	if !draining {
		h.peers[p] = struct{}{}
	}
	h.mu.Unlock()
	if draining {
		p.Close(CloseDrain, reasonDrain)
	}
	return p
}

// Subscribe starts op on p without any I/O: rights, cursor and snapshot are checked later, and a failure then reaches
// the client as an error frame of the operation. Subscribe itself returns only: a malformed cursor (Invalid), an id in
// use (Conflict), a limit (LimitExceeded, ErrTooManyOperations, ErrTooManyGroups), ErrDraining or ErrClosed.
func (h *Hub) Subscribe(p *Peer, op Operation) error {
	if _, err := ParseCursor(string(op.Source.After)); err != nil {
		return err
	}
	g, err := h.joinGroup(p, op)
	if err != nil {
		return err
	}
	sub := &subscription{
		peer: p, group: g, id: op.ID, prefix: op.Prefix,
		match: op.Source.Match, after: op.Source.After, prev: op.Source.After,
	}
	if op.Source.Match != nil && op.Source.Terms != nil {
		sub.terms = &filterTerms{ask: op.Source.Terms, indexedAt: notIndexed}
	}
	if op.Source.Recheck != nil {
		sub.rights = &rights{check: op.Source.Recheck, of: op.Source.RightsOf, sub: sub}
	}
	if err := p.add(sub); err != nil {
		h.leaveGroup(p, g)
		return err
	}
	if sub.rights != nil {
		h.watch(sub.rights, op.Source.RightsKnown)
		return nil
	}
	h.startCatchUp(sub)
	return nil
}

// Unsubscribe ends the operation silently: no frame of it is put into a batch any more. It reports whether it existed.
func (h *Hub) Unsubscribe(p *Peer, id string) bool {
	sub := p.drop(id, nil, nil)
	if sub == nil {
		return false
	}
	h.forget(sub)
	return true
}

// startCatchUp lets sub take part in its group, from its cursor on.
func (h *Hub) startCatchUp(sub *subscription) {
	if err := sub.group.startCatchUp(sub); err != nil {
		h.end(sub, err)
		return
	}
	sub.peer.touch()
}

// forget undoes what Subscribe did, for a sub that its peer has dropped.
func (h *Hub) forget(sub *subscription) {
	if sub.rights != nil {
		h.unwatch(sub.rights)
	}
	sub.group.remove(sub)
	h.leaveGroup(sub.peer, sub.group)
}

// joinGroup finds or makes the group of op and counts one more member.
func (h *Hub) joinGroup(p *Peer, op Operation) (*group, error) {
	key := groupKey{op.Key, op.Source.Name, op.Source.Scope}
	h.mu.Lock()
	defer h.mu.Unlock()
	if h.draining {
		return nil, ErrDraining
	}
	g := h.groups[key]
	if !h.owners.hasRoom(p, g) {
		return nil, ErrTooManyGroups
	}
	if g == nil {
		if len(h.groups) >= h.cfg.MaxGroups {
			return nil, hackathon.Limits{MaxGroups: int64(h.cfg.MaxGroups)}.Reached(MaxGroups)
		}
		g = newGroup(h, key, op)
		if !h.spawn(g.open) {
			return nil, ErrDraining
		}
		h.groups[key] = g
	}
	g.members++
	h.owners.add(p, g)
	return g, nil
}

// leaveGroup counts one member less and closes a group without members.
func (h *Hub) leaveGroup(p *Peer, g *group) {
	h.mu.Lock()
	h.owners.remove(p, g)
	g.members--
	last := g.members == 0
	if last {
		h.dropGroup(g)
	}
	h.mu.Unlock()
	if last {
		g.close()
	}
}

// dropGroup frees the group's key. The caller holds the hub's lock.
func (h *Hub) dropGroup(g *group) {
	if h.groups[g.key] == g {
		delete(h.groups, g.key)
	}
}

func (h *Hub) removePeer(p *Peer) {
	h.mu.Lock()
	delete(h.peers, p)
	h.mu.Unlock()
}

func (h *Hub) listPeers() []*Peer {
	h.mu.Lock()
	defer h.mu.Unlock()
	return slices.Collect(maps.Keys(h.peers))
}

func (h *Hub) listGroups() []*group {
	h.mu.Lock()
	defer h.mu.Unlock()
	return slices.Collect(maps.Values(h.groups))
}

// Drain refuses new subscribers, delivers what is in the log, and then closes every peer with CloseDrain, spread over
// Config.DrainOver so that they do not all reconnect at once. A peer that still owes a response is closed after it, at
// the latest when Config.DrainOver and Config.DrainWait have passed. When ctx ends, the rest are closed at once.
func (h *Hub) Drain(ctx context.Context) error {
	h.mu.Lock()
	h.draining = true
	h.mu.Unlock()
	h.reader.sync(ctx)
	peers := h.listPeers()
	const step = 20 * time.Millisecond
	t := time.NewTicker(step)
	defer t.Stop()
	began := time.Now()
	var owing []*Peer
	for closed := 0; closed < len(peers) || len(owing) > 0; {
		due := len(peers)
		if e := time.Since(began); e < h.cfg.DrainOver {
			due = int(float64(len(peers)) * float64(e) / float64(h.cfg.DrainOver))
		}
		owing = append(owing, peers[closed:due]...)
		closed = due
		late := time.Since(began) > h.cfg.DrainOver+h.cfg.DrainWait
		owing = slices.DeleteFunc(owing, func(p *Peer) bool {
			if !late && !p.tryFinish() {
				return false
			}
			p.Close(CloseDrain, reasonDrain)
			return true
		})
		if closed == len(peers) && len(owing) == 0 {
			break
		}
		select {
		case <-t.C:
		case <-ctx.Done():
			for _, p := range append(owing, peers[closed:]...) {
				p.Close(CloseDrain, reasonDrain)
			}
			return ctx.Err()
		case <-h.ctx.Done():
			return nil // Run closes them
		}
	}
	return nil
}

// housekeep does all that is due by time; one ticker serves everybody.
func (h *Hub) housekeep(tick time.Duration) {
	up := h.uptime()
	for _, p := range h.listPeers() {
		if e := time.Duration(p.expires.Load()); e != 0 && e <= up && (p.tryFinish() || e+h.cfg.DrainWait <= up) {
			p.Close(CloseForbidden, "sign-in expired: sign in again and resume")
		}
	}
	honest := up-time.Duration(h.lastRead.Load()) < h.cfg.honest()
	for _, g := range h.listGroups() {
		g.housekeep(up, honest)
	}
	h.streams.expire(h.cfg, up)
	h.recheckDue(tick)
}

func (h *Hub) uptime() time.Duration { return time.Since(h.start) }

// spawn starts f as a goroutine that Run waits for. It returns false when Run has ended.
func (h *Hub) spawn(f func()) bool {
	h.life.Lock()
	defer h.life.Unlock()
	if h.dead {
		return false
	}
	h.wg.Go(f)
	return true
}

// warn logs at most once a second: when the database is away, everybody who waits for it would log that.
func (h *Hub) warn(msg string, args ...any) {
	now := int64(h.uptime())
	if last := h.warned.Load(); (last == 0 || now-last > int64(time.Second)) && h.warned.CompareAndSwap(last, now) {
		h.cfg.Log.Warn(msg, args...)
	}
}

// permanent reports whether err is an answer, so that trying again is of no use.
func permanent(err error) bool { return hackathon.KindOf(err) != hackathon.Internal }
