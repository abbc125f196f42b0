package live

import (
	"context"
	"slices"
	"sync"
	"time"

	"github.com/loometalgud/mano/hackathon"
)

// reader is the one goroutine that reads the news. Pokes only say where to look at once; the poll looks everywhere.
type reader struct {
	wake chan struct{}

	mu    sync.Mutex
	named map[hackathon.ID]struct{}
	all   bool
	syncs []chan struct{} // closed after the next full look
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
	select {
	case r.wake <- struct{}{}:
	default:
	}
}

// sync waits until everything was looked at once more.
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

func (r *reader) take() (named []hackathon.ID, all bool, syncs []chan struct{}) {
	r.mu.Lock()
	defer r.mu.Unlock()
	for id := range r.named {
		named = append(named, id)
	}
	clear(r.named)
	all, syncs = r.all, r.syncs
	r.all, r.syncs = false, nil
	return named, all, syncs
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
		named, all, syncs := h.reader.take()
		err := h.look(ctx, named, polled || all || failing)
		for _, done := range syncs {
			close(done)
		}
		if err != nil && ctx.Err() == nil {
			h.stats.logErrors.Add(1)
			if !failing {
				h.cfg.Log.Error("live: cannot read the log", "error", err)
			}
			// Nothing is lost: the positions stand where they stood, and the next poll looks everywhere.
			select {
			case <-ctx.Done():
			case <-t.C:
			}
		} else if failing {
			h.cfg.Log.Info("live: reading the log again")
		}
		failing = err != nil
	}
}

// look reads the news of the named streams and, if all, of whichever others have some.
func (h *Hub) look(ctx context.Context, named []hackathon.ID, all bool) error {
	ctx, cancel := context.WithTimeout(ctx, h.cfg.RenderTimeout)
	defer cancel()
	news := h.streams.heads(named)
	if all {
		for ids := range slices.Chunk(h.streams.polled(h.cfg.PollStreams), h.cfg.PollStreams) {
			stand := h.streams.heads(ids)
			heads, err := h.log.Heads(ctx, ids)
			if err != nil {
				return err
			}
			at := make(map[hackathon.ID]hackathon.Head, len(heads))
			for _, head := range heads {
				at[head.Stream] = head
			}
			for _, have := range stand {
				now := at[have.Stream]
				same := now.Seq == have.Seq && (now.Tag == have.Tag || now.MinSeq > now.Seq)
				if !same && !slices.ContainsFunc(news, func(p hackathon.Position) bool { return p.Stream == have.Stream }) {
					news = append(news, have)
				}
			}
		}
	}
	for len(news) > 0 {
		var full []hackathon.ID
		for part := range slices.Chunk(news, h.cfg.PollStreams) {
			more, err := h.read(ctx, part)
			if err != nil {
				return err
			}
			full = append(full, more...)
		}
		news = h.streams.heads(full)
	}
	if all {
		h.seen.Store(int64(h.uptime()))
	}
	return nil
}

// read reads what comes behind the positions, where the streams stand. Each read begins with the row that the hub had last: if that
// is another one now, the history was replaced, and this is seen before anything of the new one is delivered.
func (h *Hub) read(ctx context.Context, at []hackathon.Position) (full []hackathon.ID, err error) {
	runs, err := h.readBehind(ctx, at, h.cfg.PageSize)
	if err != nil {
		return nil, err
	}
	for i, p := range at {
		run := runs[i]
		switch {
		case run.reset != "":
			h.stats.gapAlarms.Add(1)
			h.cfg.Log.Error("live: the log does not go on where it had ended", "stream", p.Stream.String(), "seq", p.Seq, "reason", run.reset)
			if err := h.startOver(ctx, p.Stream, run.reset); err != nil {
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

// run is what one stream has behind a position, or why it cannot be had.
type run struct {
	news  []*hackathon.Activity
	reset ResetReason
}

// readBehind reads up to limit activities behind each position and checks that they follow it without a gap.
func (h *Hub) readBehind(ctx context.Context, at []hackathon.Position, limit int) ([]run, error) {
	from := make([]hackathon.Position, len(at))
	for i, p := range at {
		from[i] = p
		from[i].Seq = max(0, p.Seq-1)
	}
	h.stats.logReads.Add(1)
	rows, err := h.log.ReadLog(ctx, from, limit+1)
	if err != nil {
		return nil, err
	}
	by := make(map[hackathon.ID][]*hackathon.Activity, len(at))
	for i := range rows {
		by[rows[i].Stream] = append(by[rows[i].Stream], &rows[i])
	}
	runs := make([]run, len(at))
	for i, p := range at {
		if runs[i].news, runs[i].reset, err = h.check(ctx, p, by[p.Stream]); err != nil {
			return nil, err
		}
	}
	return runs, nil
}

// check takes the row at p itself off and decides what it means if it is not there.
func (h *Hub) check(ctx context.Context, p hackathon.Position, rows []*hackathon.Activity) ([]*hackathon.Activity, ResetReason, error) {
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
				return rows[:i], "", nil // what follows is looked at from there
			}
			return nil, ResetTooOld, nil
		}
	}
	return rows, "", nil
}

// dispatch moves a stream's head and hands the news to all who follow it.
func (h *Hub) dispatch(id hackathon.ID, news []*hackathon.Activity) {
	ss := &h.streams
	ss.mu.Lock()
	st := ss.byID[id]
	if st == nil || news[0].Seq != st.head.Seq+1 {
		ss.mu.Unlock()
		return
	}
	last := news[len(news)-1]
	st.head = hackathon.Position{Stream: id, Seq: last.Seq, Tag: last.Tag}
	if id.Kind() != hackathon.KindPerson || len(st.groups) > 0 {
		now := h.uptime()
		for _, a := range news {
			st.ring = append(st.ring, ringed{a, now})
		}
		st.trim(h.cfg.RingItems, 0)
	} else {
		st.ring, st.before = nil, st.head
	}
	for _, g := range st.groups {
		g.push(event{kind: eventNews, news: news})
	}
	for _, g := range st.watchers {
		g.push(event{kind: eventStreams})
	}
	persons := st.persons
	ss.mu.Unlock()
	if persons > 0 && slices.ContainsFunc(news, func(a *hackathon.Activity) bool { return a.Kind == hackathon.ActivityRightsChanged }) {
		h.recheckPerson(id)
	}
}

// startOver makes the hub stand at the present end of a stream whose history it cannot go on with.
func (h *Hub) startOver(ctx context.Context, id hackathon.ID, reason ResetReason) error {
	heads, err := h.log.Heads(ctx, []hackathon.ID{id})
	if err != nil {
		return err
	}
	head := hackathon.Position{Stream: id}
	if len(heads) > 0 {
		head = heads[0].Position
	}
	ss := &h.streams
	ss.mu.Lock()
	st := ss.byID[id]
	if st == nil {
		ss.mu.Unlock()
		return nil
	}
	st.head, st.before, st.ring = head, head, nil
	for _, g := range st.groups {
		g.push(event{kind: eventReset, reset: reason})
	}
	for _, g := range st.watchers {
		g.push(event{kind: eventStreams})
	}
	persons := st.persons
	ss.mu.Unlock()
	if persons > 0 {
		h.recheckPerson(id)
	}
	return nil
}
