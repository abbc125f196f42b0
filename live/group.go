package live

import (
	"context"
	"slices"
	"sync"
	"sync/atomic"
	"time"

	"github.com/loometalgud/mano/hackathon"
)

// group executes each change once for all subscriptions that would render it alike, and keeps the results in its live
// chain. At most one goroutine works for it, and only while there is something to do.
type group struct {
	hub    *Hub
	key    groupKey
	src    Source // the shared part
	render Render
	ctx    context.Context
	cancel context.CancelFunc
	ready  chan struct{} // closed when at is known

	members int          // guarded by the hub's lock
	holds   atomic.Int32 // above 0: nobody takes anything

	redactions atomic.Uint32 // how often the rendered items were dropped

	follows []hackathon.ID // the lock of streams guards these two
	closed  bool

	inmu    sync.Mutex
	inbox   []event
	working bool

	rendering    chan struct{} // one execution at a time
	snapshotLock chan struct{} // one load of the whole current state at a time

	mu            sync.Mutex
	at            positions // up to where the live chain is complete; only the worker moves it
	window        window
	subscribers   subscribers // those on the live chain
	catchUps      map[Cursor]*catchUp
	running       map[*catchUp]struct{}
	snapshot      *cachedSnapshot
	epoch         int   // counts the resets
	err           error // why the group has ended
	lastHeartbeat time.Duration
	lastRecheck   time.Duration // of the scope's rights

	removals map[hackathon.ID]removal // streams to remove when they were read up to there; only the worker uses it

	oldest atomic.Uint64 // index of the oldest item in the window
	fanOut fanOut
}

// event is work for the group's worker.
type event struct {
	kind          eventKind
	news          []*hackathon.Activity
	reset         ResetReason
	rightsChanged bool // of eventStreams: rights have changed, so ask before sending anything more
}

type eventKind uint8

const (
	eventNews     eventKind = iota
	eventReset              // a stream's history was replaced or lost
	eventStreams            // the set of streams may have changed
	eventRights             // recheck the scope's rights
	eventRedacted           // drop what was rendered
	eventHeartbeat
)

func newGroup(h *Hub, key groupKey, op Operation) *group {
	g := &group{
		hub: h, key: key, src: op.Source, render: op.Render,
		ready:         make(chan struct{}),
		rendering:     make(chan struct{}, 1),
		snapshotLock:  make(chan struct{}, 1),
		working:       true, // until open has finished
		catchUps:      map[Cursor]*catchUp{},
		running:       map[*catchUp]struct{}{},
		lastHeartbeat: h.uptime(),
		lastRecheck:   h.uptime(),
		removals:      map[hackathon.ID]removal{},
	}
	g.src.Match, g.src.Terms, g.src.Recheck, g.src.After, g.src.RightsOf = nil, nil, nil, "", hackathon.ID{}
	if g.src.TermsOf != nil {
		g.subscribers.index = &termIndex{postings: map[hackathon.Term]*posting{}}
	}
	g.ctx, g.cancel = context.WithCancel(h.ctx)
	return g
}

// open finds the streams and their positions. Only then can a catch-up be built.
func (g *group) open() {
	defer g.recoverPanic()
	if err := g.openScope(); err != nil {
		g.fail(err)
		return
	}
	var at positions
	err := g.retry("open "+g.src.Name, func(ctx context.Context) (err error) {
		if g.src.Dynamic {
			if err := g.hub.watchGlobal(ctx, g); err != nil {
				return err
			}
		}
		ids, err := g.streamIDs(ctx)
		if err != nil {
			return err
		}
		at, err = g.hub.follow(ctx, ids, g)
		return err
	})
	if err != nil {
		g.fail(err)
		return
	}
	g.mu.Lock()
	g.at = at
	g.window.start(&item{cursor: at.cursor(false), index: 1, seq: g.singleSeq(at)})
	g.oldest.Store(2)
	g.fanOut.last, g.fanOut.lastFull = g.window.tail, g.window.tail.index
	g.mu.Unlock()
	close(g.ready)
	g.work()
}

func (g *group) streamIDs(ctx context.Context) ([]hackathon.ID, error) {
	ids, err := g.src.Streams(ctx)
	if err != nil {
		return nil, err
	}
	ids = slices.Clone(ids)
	if slices.Contains(ids, hackathon.RightsStream) {
		return nil, hackathon.NotFoundf("there is no such stream")
	}
	slices.SortFunc(ids, func(a, b hackathon.ID) int { return slices.Compare(a[:], b[:]) })
	return slices.Compact(ids), nil
}

// openScope checks the scope's rights, after making sure that no later change of them is missed.
func (g *group) openScope() error {
	if g.src.ScopeRecheck == nil {
		return nil
	}
	g.hub.watchScope(g)
	return g.askScope()
}

// singleStream says that the group has one stream for good, so that a position in it is enough.
func (g *group) singleStream(at positions) bool { return !g.src.Dynamic && len(at) == 1 }

func (g *group) singleSeq(at positions) int64 {
	if g.singleStream(at) {
		return at[0].Seq
	}
	return 0
}

// push gives the worker something to do. It never blocks.
func (g *group) push(e event) {
	g.inmu.Lock()
	g.inbox = append(g.inbox, e)
	start := !g.working
	if start {
		g.working = g.hub.spawn(g.work)
	}
	g.inmu.Unlock()
}

func (g *group) work() {
	defer g.recoverPanic()
	for {
		g.inmu.Lock()
		batch := g.inbox
		g.inbox = nil
		if len(batch) == 0 || g.ctx.Err() != nil {
			g.working = false
			g.inmu.Unlock()
			return
		}
		g.inmu.Unlock()
		if err := g.process(batch); err != nil {
			g.fail(err)
			return // working stays true, so no other worker starts
		}
		g.mu.Lock()
		for c := range g.running {
			c.poke()
		}
		g.mu.Unlock()
		g.startFanOut()
	}
}

func (g *group) process(batch []event) error {
	for i := 0; i < len(batch); i++ {
		var err error
		switch e := batch[i]; e.kind {
		case eventNews:
			news := e.news
			if i+1 < len(batch) && batch[i+1].kind == eventNews {
				news = slices.Clone(news)
				for ; i+1 < len(batch) && batch[i+1].kind == eventNews; i++ {
					news = append(news, batch[i+1].news...)
				}
			}
			err = g.appendNews(news)
		case eventReset:
			if err = g.reset(e.reset); err == nil && len(g.removals) > 0 {
				clear(g.removals) // their end positions may be gone
				err = g.refreshStreams(false)
			}
		case eventStreams:
			if i+1 < len(batch) && batch[i+1].kind == eventStreams {
				batch[i+1].rightsChanged = batch[i+1].rightsChanged || e.rightsChanged
				continue
			}
			err = g.refreshStreams(e.rightsChanged)
		case eventRights:
			if err = g.askScope(); err == nil {
				g.release()
			}
		case eventRedacted:
			g.redact()
			g.release()
		case eventHeartbeat:
			err = g.heartbeat()
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// appendNews renders and appends the activities that the group wants. For the others it only moves the position.
func (g *group) appendNews(news []*hackathon.Activity) error {
	last := -1
	if g.src.Conflate {
		for i, a := range news {
			if k := g.at.index(a.Stream); k >= 0 && a.Seq > g.at[k].Seq && g.wants(a) {
				last = i
			}
		}
	}
	began := g.hub.uptime()
	for i, a := range news {
		k := g.at.index(a.Stream)
		if k < 0 || a.Seq <= g.at[k].Seq {
			continue // of a removed stream, or in the snapshot already
		}
		to := position{hackathon.Position{Stream: a.Stream, Seq: a.Seq, Tag: a.Tag}, g.at[k].number}
		if a.Seq != g.at[k].Seq+1 {
			g.hub.Counters.GapAlarms.Add(1)
			g.hub.cfg.Log.Error("live: a group was not given an activity", "field", g.src.Name, "have", g.at[k].Seq, "got",
				a.Seq)
			return g.reset(ResetDiverged)
		}
		var it *item
		if g.wants(a) && (!g.src.Conflate || i >= last) {
			var err error
			if it, err = g.renderItem(kindChange, Change{Cursor: g.at.cursorAt(k, to), At: a.At, Activity: a}); err != nil {
				return err
			}
			it.terms = g.termsOf(a)
		}
		g.mu.Lock()
		g.at[k] = to
		if it != nil {
			g.append(it)
		}
		g.mu.Unlock()
		if g.removalDue(g.at[k]) {
			if err := g.removeStream(a.Stream); err != nil {
				return err
			}
		}
		if now := g.hub.uptime(); now-began > 2*time.Millisecond {
			g.startFanOut() // send what is ready while the rest is rendered
			began = now
		}
	}
	return nil
}

func (g *group) wants(a *hackathon.Activity) bool { return g.src.Wants == nil || g.src.Wants(a) }

// termsOf returns the terms of an activity; nil if no subscriber uses the index.
func (g *group) termsOf(a *hackathon.Activity) []hackathon.Term {
	if g.src.TermsOf == nil {
		return nil
	}
	g.mu.Lock()
	filtered := g.subscribers.filtered.size
	g.mu.Unlock()
	if filtered == 0 {
		return nil
	}
	return g.src.TermsOf(a)
}

// append puts an item at the end of the live chain. The caller holds the lock, has set at, and starts the fan-out.
func (g *group) append(it *item) {
	it.appended = g.hub.uptime()
	it.seq = g.singleSeq(g.at)
	g.window.append(it, g.hub.cfg.WindowItems, g.hub.cfg.WindowBytes)
	g.oldest.Store(g.window.base.index + 1)
	if it.kind == kindCaughtUp {
		g.lastHeartbeat = it.appended
	}
}

// heartbeat appends a CaughtUp: it moves the cursors of those for whom nothing happened, and its write finds dead
// connections.
func (g *group) heartbeat() error {
	it, err := g.caughtUp(g.at)
	if err != nil {
		return err
	}
	g.mu.Lock()
	g.append(it)
	g.mu.Unlock()
	return nil
}

func (g *group) caughtUp(at positions) (*item, error) {
	return g.renderItem(kindCaughtUp, Change{Cursor: at.cursor(false), At: g.hub.cfg.Now(), CaughtUp: true})
}
