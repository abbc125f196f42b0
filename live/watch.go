package live

import (
	"context"
	"errors"
	"sync/atomic"
	"time"

	"github.com/loometalgud/mano/hackathon"
)

// What was read from the database is right until something happens on the streams that it rests on. Whoever keeps it
// (the response cache, transport/kept.go) watches those streams: the hub follows them as it does for groups, and moves
// the generation of a stream whenever it learns anything of it.

// Watched is a stream that is watched.
type Watched struct {
	id         hackathon.ID
	generation atomic.Uint64
	by         int // how many watch it; the lock of streams guards it
}

// Generation moves on when the hub has read news of the stream, before it delivers them to anybody, when text was taken
// out of it, when history was replaced, and when this process has committed to it. What was read of the database after
// a generation was asked for holds nothing older than that generation, so it is right as long as the generation is the
// same and Behind is zero.
func (w *Watched) Generation() uint64 { return w.generation.Load() }

// Stream is what is watched.
func (w *Watched) Stream() hackathon.ID { return w.id }

// ErrWatching refuses to watch more streams.
var ErrWatching = errors.New("live: so many streams are watched that there is no room for more")

// Watch follows the streams until Unwatch, unless more than most would then be watched in all (ErrWatching). For a
// stream that nobody follows yet it reads the log.
func (h *Hub) Watch(ctx context.Context, streams []hackathon.ID, most int) ([]*Watched, error) {
	for {
		if err := h.ensureStreams(ctx, streams, false); err != nil {
			return nil, err
		}
		if watched, err := h.streams.watch(streams, most); watched != nil || err != nil {
			return watched, err
		}
		if err := ctx.Err(); err != nil {
			return nil, err
		}
	}
}

// Unwatch ends what Watch began.
func (h *Hub) Unwatch(watched []*Watched) { h.streams.unwatch(watched) }

// Watching is how many streams are watched.
func (h *Hub) Watching() int {
	h.streams.mu.Lock()
	defer h.streams.mu.Unlock()
	return h.streams.watching
}

// Touch says that this process has committed to the streams: whoever asks from now on is not given what was read
// before. It never blocks.
func (h *Hub) Touch(streams ...hackathon.ID) {
	for _, id := range streams {
		h.streams.bump(id)
	}
	h.changes.Add(1)
}

// Changes moves on whenever the hub learns of anything, before it delivers that. A read of the database that began when
// Changes was the same as now holds everything that anybody was told of until now.
func (h *Hub) Changes() uint64 { return h.changes.Load() }

// Behind is zero while the hub keeps reading the log; then a generation is behind what is committed by no more than the
// delay of a wake-up, or Config.Poll. Otherwise it is the time since the log was last read to its end.
func (h *Hub) Behind() time.Duration {
	behind := h.uptime() - time.Duration(h.lastRead.Load())
	if !h.failing.Load() && behind < h.cfg.honest() {
		return 0
	}
	return behind
}

// watch counts one more who watches each; nil if one was dropped meanwhile.
func (ss *streams) watch(ids []hackathon.ID, most int) ([]*Watched, error) {
	ss.mu.Lock()
	defer ss.mu.Unlock()
	watching := ss.watching
	for _, id := range ids {
		switch st := ss.byID[id]; {
		case st == nil:
			return nil, nil
		case st.watched == nil:
			watching++
		}
	}
	if watching > max(most, ss.watching) {
		return nil, ErrWatching
	}
	watched := make([]*Watched, len(ids))
	for i, id := range ids {
		st := ss.byID[id]
		if st.watched == nil {
			st.watched = &Watched{id: id}
			ss.watching++
		}
		st.watched.by++
		watched[i] = st.watched
	}
	return watched, nil
}

func (ss *streams) unwatch(watched []*Watched) {
	ss.mu.Lock()
	defer ss.mu.Unlock()
	for _, w := range watched {
		if w.by--; w.by > 0 {
			continue
		}
		w.generation.Add(1) // nobody tells it anything any more
		ss.watching--
		if st := ss.byID[w.id]; st != nil && st.watched == w {
			st.watched = nil
			ss.dropIfPersonal(st)
		}
	}
}

// bump moves the generation of a stream that is watched.
func (ss *streams) bump(id hackathon.ID) {
	ss.mu.Lock()
	defer ss.mu.Unlock()
	if st := ss.byID[id]; st != nil && st.watched != nil {
		st.watched.generation.Add(1)
	}
}

// bumpAll moves all generations: what was read before may be of another history.
func (ss *streams) bumpAll() {
	ss.mu.Lock()
	defer ss.mu.Unlock()
	for _, st := range ss.list {
		if st.watched != nil {
			st.watched.generation.Add(1)
		}
	}
}
