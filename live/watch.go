package live

import (
	"context"
	"sync/atomic"
	"time"

	"github.com/loometalgud/mano/hackathon"
)

// What was read of the database stays right until something happens on the streams that it depends on. Whoever keeps it
// watches those streams: the hub follows them as it does for groups, and counts in each what it learns of them.

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

// Watch follows the streams until Unwatch. It reads the log where nobody follows them yet.
func (h *Hub) Watch(ctx context.Context, streams []hackathon.ID) ([]*Watched, error) {
	for {
		if err := h.ensureStreams(ctx, streams, false); err != nil {
			return nil, err
		}
		if watched := h.streams.watch(streams); watched != nil {
			return watched, nil
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
	h.touches.Add(1)
}

// Touches counts what this process has committed.
func (h *Hub) Touches() uint64 { return h.touches.Load() }

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
func (ss *streams) watch(ids []hackathon.ID) []*Watched {
	ss.mu.Lock()
	defer ss.mu.Unlock()
	for _, id := range ids {
		if ss.byID[id] == nil {
			return nil
		}
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
	return watched
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
