package live

import (
	"context"
	"slices"
	"sync"
	"time"

	"github.com/loometalgud/mano/hackathon"
)

// reader is the one goroutine that reads news. A poke only says where to look at once; the poll looks everywhere.
type reader struct {
	wake chan struct{}

	mu    sync.Mutex
	named map[hackathon.ID]struct{}
	all   bool
	syncs []chan struct{} // closed after the next read of everything
	// rightsWaiters are closed when changes of rights were read.
	rightsWaiters []chan struct{}
	rights        hackathon.Position // up to where RightsStream was read
}

func (r *reader) init() {
	r.wake = make(chan struct{}, 1)
	r.named = map[hackathon.ID]struct{}{}
}

func (r *reader) poke(ids []hackathon.ID) {
	r.mu.Lock()
	if len(ids) == 0 || len(r.named) > 10_000 {
		r.all = true
	}
	for _, id := range ids {
		r.named[id] = struct{}{}
	}
	r.mu.Unlock()
	signal(r.wake)
}

// sync waits until everything was read once more.
func (r *reader) sync(ctx context.Context) {
	done := make(chan struct{})
	r.mu.Lock()
	r.syncs = append(r.syncs, done)
	r.mu.Unlock()
	r.poke(nil)
	select {
	case <-done:
	case <-ctx.Done():
	case <-time.After(time.Second):
	}
}

func (r *reader) take() (named []hackathon.ID, all bool, syncs, waiting []chan struct{}) {
	r.mu.Lock()
	defer r.mu.Unlock()
	for id := range r.named {
		named = append(named, id)
	}
	clear(r.named)
	all, syncs, waiting = r.all, r.syncs, r.rightsWaiters
	r.all, r.syncs, r.rightsWaiters = false, nil, nil
	return named, all, syncs, waiting
}

func (h *Hub) readLoop(ctx context.Context) {
	t := time.NewTicker(h.cfg.Poll)
	defer t.Stop()
	failing := false
	for {
		polled := false
		select {
		case <-ctx.Done():
			return
		case <-h.reader.wake:
		case <-t.C:
			polled = true
		}
		named, all, syncs, waiting := h.reader.take()
		err := h.readNews(ctx, named, polled || all || failing)
		for _, done := range syncs {
			close(done)
		}
		if err == nil {
			for _, seen := range waiting {
				close(seen)
			}
		} else {
			h.reader.mu.Lock()
			h.reader.rightsWaiters = append(h.reader.rightsWaiters, waiting...)
			h.reader.mu.Unlock()
		}
		if err != nil && ctx.Err() == nil {
			h.Counters.LogErrors.Add(1)
			if !failing {
				h.cfg.Log.Error("live: cannot read the log", "error", err)
			}
			// Nothing is lost: no position has moved, and the next poll looks everywhere.
			select {
			case <-ctx.Done():
			case <-t.C:
			}
		} else if failing {
			h.cfg.Log.Info("live: the log can be read again")
			h.recheckLater()
		}
		failing = err != nil
		h.failing.Store(failing)
	}
}

// readNews reads the news of the named streams and, if all, of every stream that has some.
func (h *Hub) readNews(ctx context.Context, named []hackathon.ID, all bool) error {
	ctx, cancel := context.WithTimeout(ctx, h.cfg.RenderTimeout)
	defer cancel()
	first, err := h.followRights(ctx)
	if err != nil {
		return err
	}
	news := h.streams.heads(named)
	rights := !first && slices.Contains(named, hackathon.RightsStream)
	if all {
		asked := append([]hackathon.ID{hackathon.RightsStream}, h.streams.pollSet(h.cfg.PollStreams-1)...)
		for ids := range slices.Chunk(asked, h.cfg.PollStreams) {
			stand := h.streams.heads(ids)
			heads, err := h.log.Heads(ctx, ids)
			if err != nil {
				return err
			}
			at := make(map[hackathon.ID]hackathon.Head, len(heads))
			for _, head := range heads {
				at[head.Stream] = head
			}
			if ids[0] == hackathon.RightsStream {
				rights = rights || !atHead(at[ids[0]], h.reader.position())
			}
			for _, have := range stand {
				if !atHead(at[have.Stream], have) && !slices.ContainsFunc(news,
					func(p hackathon.Position) bool { return p.Stream == have.Stream }) {
					news = append(news, have)
				}
			}
		}
	}
	if rights && len(news) == 0 {
		if err := h.readRights(ctx); err != nil {
			return err
		}
	}
	for len(news) > 0 {
		var full []hackathon.ID
		for part := range slices.Chunk(news, h.cfg.PollStreams) {
			more, err := h.readStreams(ctx, part)
			if err != nil {
				return err
			}
			full = append(full, more...)
		}
		news = h.streams.heads(full)
	}
	if all {
		h.lastRead.Store(int64(h.uptime()))
	}
	return nil
}

// atHead reports whether a stream with that head has nothing after p.
func atHead(now hackathon.Head, p hackathon.Position) bool {
	return now.Seq == p.Seq && (now.Tag == p.Tag || now.MinSeq > now.Seq)
}

// readStreams reads what comes after the positions. Each read begins with the row at the position itself: if that has
// changed, history was replaced, and nothing new is delivered before that is handled. Each read includes the changes of
// rights and handles them first.
func (h *Hub) readStreams(ctx context.Context, at []hackathon.Position) (full []hackathon.ID, err error) {
	runs, err := h.readAfter(ctx, append([]hackathon.Position{h.reader.position()}, at...), h.cfg.PageSize)
	if err != nil {
		return nil, err
	}
	if err := h.takeRights(ctx, runs[0]); err != nil {
		return nil, err
	}
	runs = runs[1:]
	for i, p := range at {
		if len(runs[i].news) > 0 {
			h.streams.bump(p.Stream)
			h.changes.Add(1)
		}
	}
	for i, p := range at {
		run := runs[i]
		switch {
		case run.reset != "":
			h.Counters.GapAlarms.Add(1)
			h.cfg.Log.Error("live: the log does not continue where it had ended", "stream", p.Stream.String(), "seq", p.Seq,
				"reason", run.reset)
			if err := h.skipToHead(ctx, p.Stream, run.reset); err != nil {
				return nil, err
			}
		case len(run.news) > 0:
			h.dispatch(p.Stream, run.news)
			if len(run.news) >= h.cfg.PageSize {
				full = append(full, p.Stream)
			}
		}
	}
	return full, nil
}

// readResult is what one stream has after a position, or why it cannot be read.
type readResult struct {
	news  []*hackathon.Activity
	reset ResetReason
}

// readAfter reads up to limit activities after each position and checks that they follow it without a gap.
func (h *Hub) readAfter(ctx context.Context, at []hackathon.Position, limit int) ([]readResult, error) {
	from := make([]hackathon.Position, len(at))
	for i, p := range at {
		from[i] = p
		from[i].Seq = max(0, p.Seq-1)
	}
	h.Counters.LogReads.Add(1)
	rows, err := h.log.ReadLog(ctx, from, limit+1)
	if err != nil {
		return nil, err
	}
	by := make(map[hackathon.ID][]*hackathon.Activity, len(at))
	for i := range rows {
		by[rows[i].Stream] = append(by[rows[i].Stream], &rows[i])
	}
	runs := make([]readResult, len(at))
	for i, p := range at {
		if runs[i].news, runs[i].reset, err = h.verifyContinuity(ctx, p, by[p.Stream]); err != nil {
			return nil, err
		}
	}
	return runs, nil
}

// verifyContinuity removes the row at p itself and decides what its absence means.
func (h *Hub) verifyContinuity(ctx context.Context, p hackathon.Position,
	rows []*hackathon.Activity) ([]*hackathon.Activity,
	ResetReason, error) {
	if p.Seq > 0 {
		if len(rows) > 0 && rows[0].Seq == p.Seq {
			if rows[0].Tag != p.Tag {
				return nil, ResetDiverged, nil
			}
			rows = rows[1:]
		} else {
			heads, err := h.log.Heads(ctx, []hackathon.ID{p.Stream})
			if err != nil {
				return nil, "", err
			}
			switch {
			case len(heads) == 0 || heads[0].Seq < p.Seq || heads[0].MinSeq <= p.Seq:
				return nil, ResetDiverged, nil
			case heads[0].MinSeq > p.Seq+1:
				return nil, ResetTooOld, nil
			}
		}
	}
	for i, a := range rows {
		if a.Seq != p.Seq+1+int64(i) {
			if i > 0 {
				return rows[:i], "", nil // the rest is read from there
			}
			return nil, ResetTooOld, nil
		}
	}
	return rows, "", nil
}

// dispatch moves a stream's head and gives the news to the groups that follow it.
func (h *Hub) dispatch(id hackathon.ID, news []*hackathon.Activity) {
	ss := &h.streams
	ss.mu.Lock()
	defer ss.mu.Unlock()
	st := ss.byID[id]
	if st == nil || news[0].Seq != st.head.Seq+1 {
		return
	}
	last := news[len(news)-1]
	st.head = hackathon.Position{Stream: id, Seq: last.Seq, Tag: last.Tag}
	now := h.uptime()
	for _, a := range news {
		st.ring = append(st.ring, ringEntry{a, now})
	}
	st.trim(h.cfg.RingItems, 0)
	st.tell(event{kind: eventNews, news: news})
}

// tell gives the groups that follow the stream something to do, and those that watch it a hint.
func (st *stream) tell(e event) {
	for _, g := range st.groups {
		g.push(e)
	}
	for _, g := range st.watchers {
		g.push(event{kind: eventStreams})
	}
}

// skipToHead moves to the newest position of a stream whose history cannot be continued.
func (h *Hub) skipToHead(ctx context.Context, id hackathon.ID, reason ResetReason) error {
	head, err := h.headOf(ctx, id)
	if err != nil {
		return err
	}
	if err := h.readRights(ctx); err != nil {
		return err
	}
	ss := &h.streams
	ss.bumpAll()
	h.changes.Add(1)
	ss.mu.Lock()
	defer ss.mu.Unlock()
	st := ss.byID[id]
	if st == nil {
		return nil
	}
	st.head, st.ringStart, st.ring = head, head, nil
	st.tell(event{kind: eventReset, reset: reason})
	return nil
}
