package live

import (
	"context"
	"slices"
	"sync"
	"time"

	"github.com/loometalgud/mano/hackathon"
)

// stream is a stream of the log that a group follows. The lock of streams guards it.
type stream struct {
	id          hackathon.ID
	number      int64 // 0 until a group needs it
	head        hackathon.Position
	ring        []ringEntry        // the newest activities, without a gap up to head
	ringStart   hackathon.Position // the position before the ring
	groups      []*group
	watchers    []*group // Dynamic groups, told that something happened
	watched     *Watched // nil: nobody keeps what was read of it
	unusedSince time.Time
	slot        int // in streams.list
}

// ringEntry is an activity in a ring, and the hub's uptime when it was read: setting a clock must neither empty nor
// fill the rings.
type ringEntry struct {
	*hackathon.Activity
	read time.Duration
}

// streams are all streams that are followed.
type streams struct {
	mu   sync.Mutex
	byID map[hackathon.ID]*stream
	list []*stream
	turn int // which person's stream is polled next

	watching int // how many are watched
}

func (ss *streams) init() { ss.byID = map[hackathon.ID]*stream{} }

// ensureStreams makes the hub follow the streams; numbered: it also looks up their numbers.
func (h *Hub) ensureStreams(ctx context.Context, ids []hackathon.ID, numbered bool) error {
	ss := &h.streams
	var heads, numbers []hackathon.ID
	ss.mu.Lock()
	for _, id := range ids {
		st := ss.byID[id]
		if st == nil {
			heads = append(heads, id)
		}
		if numbered && (st == nil || st.number == 0) {
			numbers = append(numbers, id)
		}
	}
	ss.mu.Unlock()
	var at []hackathon.Head
	var num map[hackathon.ID]int64
	var err error
	if len(numbers) > 0 {
		if num, err = h.log.StreamNumbers(ctx, numbers); err != nil {
			return err
		}
		for _, id := range numbers {
			if num[id] == 0 {
				return hackathon.NotFoundf("there is no such stream")
			}
		}
	}
	if len(heads) > 0 {
		heads = append(heads, hackathon.RightsStream) // last, so in the last read
	}
	for chunk := range slices.Chunk(heads, h.cfg.PollStreams) {
		part, err := h.log.Heads(ctx, chunk)
		if err != nil {
			return err
		}
		at = append(at, part...)
	}
	known := make(map[hackathon.ID]hackathon.Head, len(at))
	for _, head := range at {
		known[head.Stream] = head
	}
	if n := len(heads); n > 0 {
		// The heads may come after a change of rights that the hub has not read: read it first.
		if !h.rechecks.ready() || !atHead(known[hackathon.RightsStream], h.reader.position()) {
			if err := h.awaitRightsRead(ctx); err != nil {
				return err
			}
		}
		heads = heads[:n-1]
	}
	ss.mu.Lock()
	defer ss.mu.Unlock()
	for _, id := range heads {
		if ss.byID[id] == nil {
			head := known[id].Position
			head.Stream = id
			st := &stream{id: id, head: head, ringStart: head, unusedSince: time.Now(), slot: len(ss.list)}
			ss.byID[id] = st
			ss.list = append(ss.list, st)
		}
	}
	for id, n := range num {
		if st := ss.byID[id]; st != nil {
			st.number = n
		}
	}
	return nil
}

// follow registers g for all that happens on the streams after the returned positions.
func (h *Hub) follow(ctx context.Context, ids []hackathon.ID, g *group) (positions, error) {
	for {
		if err := h.ensureStreams(ctx, ids, true); err != nil {
			return nil, err
		}
		if v, ok := h.streams.register(ids, g); ok {
			return v, nil
		}
		if err := ctx.Err(); err != nil {
			return nil, err
		}
	}
}

// register fails if a stream was dropped meanwhile.
func (ss *streams) register(ids []hackathon.ID, g *group) (v positions, ok bool) {
	ss.mu.Lock()
	defer ss.mu.Unlock()
	if g.closed {
		return nil, false
	}
	for _, id := range ids {
		if st := ss.byID[id]; st == nil || st.number == 0 {
			return nil, false
		}
	}
	for _, id := range ids {
		st := ss.byID[id]
		if !slices.Contains(st.groups, g) {
			st.groups = append(st.groups, g)
			g.follows = append(g.follows, id)
		}
		v = v.set(position{st.head, st.number})
	}
	return v, true
}

// watchGlobal tells g whenever something happens on the global stream.
func (h *Hub) watchGlobal(ctx context.Context, g *group) error {
	ss := &h.streams
	for {
		if err := h.ensureStreams(ctx, []hackathon.ID{hackathon.GlobalStream}, false); err != nil {
			return err
		}
		ss.mu.Lock()
		st := ss.byID[hackathon.GlobalStream]
		if st != nil && !g.closed && !slices.Contains(st.watchers, g) {
			st.watchers = append(st.watchers, g)
		}
		ss.mu.Unlock()
		if st != nil {
			return nil
		}
	}
}

func (ss *streams) unfollow(g *group, ids ...hackathon.ID) {
	ss.mu.Lock()
	defer ss.mu.Unlock()
	ss.removeGroup(g, ids)
	g.follows = slices.DeleteFunc(g.follows, func(id hackathon.ID) bool { return slices.Contains(ids, id) })
}

// close unregisters g for good.
func (ss *streams) close(g *group) {
	ss.mu.Lock()
	defer ss.mu.Unlock()
	g.closed = true
	ss.removeGroup(g, g.follows)
	g.follows = nil
	if st := ss.byID[hackathon.GlobalStream]; st != nil && g.src.Dynamic {
		st.watchers = slices.DeleteFunc(st.watchers, func(o *group) bool { return o == g })
		st.unusedSince = time.Now()
	}
}

func (ss *streams) removeGroup(g *group, ids []hackathon.ID) {
	for _, id := range ids {
		if st := ss.byID[id]; st != nil {
			st.groups = slices.DeleteFunc(st.groups, func(o *group) bool { return o == g })
			st.unusedSince = time.Now()
			ss.dropIfPersonal(st)
		}
	}
}

// dropIfPersonal drops a person's stream that nobody follows. Others stay a while with their rings, because clients
// that were cut off come back.
func (ss *streams) dropIfPersonal(st *stream) {
	if st.id.Kind() == hackathon.KindPerson && len(st.groups) == 0 && st.watched == nil {
		ss.delete(st)
	}
}

func (ss *streams) delete(st *stream) {
	delete(ss.byID, st.id)
	last := ss.list[len(ss.list)-1]
	ss.list[st.slot], last.slot = last, st.slot
	ss.list[len(ss.list)-1] = nil
	ss.list = ss.list[:len(ss.list)-1]
}

// expire drops what is older than RingAge.
func (ss *streams) expire(cfg Config, up time.Duration) {
	ss.mu.Lock()
	defer ss.mu.Unlock()
	now := time.Now()
	for _, st := range ss.byID {
		switch unused := len(st.groups) == 0 && len(st.watchers) == 0 && now.Sub(st.unusedSince) > cfg.RingAge; {
		case unused && st.watched == nil:
			ss.delete(st)
		case unused:
			st.dropRing() // nobody comes back to it
		default:
			st.trim(cfg.RingItems, up-cfg.RingAge)
		}
	}
}

// trim keeps the last items, and of these what was read after since.
func (st *stream) trim(items int, since time.Duration) {
	n := max(0, len(st.ring)-items)
	for n < len(st.ring) && st.ring[n].read < since {
		n++
	}
	if n == 0 {
		return
	}
	last := st.ring[n-1]
	st.ringStart = hackathon.Position{Stream: st.id, Seq: last.Seq, Tag: last.Tag}
	clear(st.ring[:n])
	st.ring = st.ring[n:]
	if len(st.ring) == 0 {
		st.ring = nil
	}
}

// pollSet picks the streams of one poll: all of events, and persons in turns.
func (ss *streams) pollSet(limit int) (ids []hackathon.ID) {
	ss.mu.Lock()
	defer ss.mu.Unlock()
	persons := 0
	for _, st := range ss.list {
		if st.id.Kind() == hackathon.KindPerson {
			persons++
		} else {
			ids = append(ids, st.id)
		}
	}
	left := min(persons, max(1, limit-len(ids)))
	for range ss.list {
		if left == 0 {
			break
		}
		ss.turn = (ss.turn + 1) % len(ss.list)
		if st := ss.list[ss.turn]; st.id.Kind() == hackathon.KindPerson {
			ids = append(ids, st.id)
			left--
		}
	}
	return ids
}

// heads returns the positions of those streams that are followed.
func (ss *streams) heads(ids []hackathon.ID) (at []hackathon.Position) {
	ss.mu.Lock()
	defer ss.mu.Unlock()
	for _, id := range ids {
		if st := ss.byID[id]; st != nil {
			at = append(at, st.head)
		}
	}
	return at
}

// fromRing returns up to limit activities of a stream, after from and up to to, if the ring has from with the same tag.
func (ss *streams) fromRing(from position, to int64, limit int) (as []*hackathon.Activity, ok bool) {
	ss.mu.Lock()
	defer ss.mu.Unlock()
	st := ss.byID[from.Stream]
	if st == nil || !st.ringHas(from) {
		return nil, false
	}
	first := int(from.Seq - st.ringStart.Seq)
	n := max(0, min(int64(limit), to-from.Seq, int64(len(st.ring)-first)))
	as = make([]*hackathon.Activity, n)
	for i := range as {
		as[i] = st.ring[first+i].Activity
	}
	return as, true
}

// ringHas reports whether the ring, or the position before it, has p.
func (st *stream) ringHas(p position) bool {
	switch i := p.Seq - st.ringStart.Seq; {
	case i == 0:
		return st.ringStart.Tag == p.Tag
	case i < 0 || i > int64(len(st.ring)):
		return false
	default:
		return st.ring[i-1].Tag == p.Tag
	}
}

// holdsPosition reports whether the hub itself has read this position in the log.
func (ss *streams) holdsPosition(s position) bool {
	ss.mu.Lock()
	defer ss.mu.Unlock()
	st := ss.byID[s.Stream]
	return st != nil && st.ringHas(s)
}

// headPositions is v moved to the heads of its streams.
func (ss *streams) headPositions(v positions) positions {
	ss.mu.Lock()
	defer ss.mu.Unlock()
	v = slices.Clone(v)
	for i := range v {
		if st := ss.byID[v[i].Stream]; st != nil {
			v[i].Position = st.head
		}
	}
	return v
}
