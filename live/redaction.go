package live

import (
	"slices"

	"github.com/loometalgud/mano/hackathon"
)

// Text that is taken back (a hidden comment, a withdrawn idea) leaves the log in the transaction that says so, and
// RightsStream tells of which stream. A process reads that together with the news. So before it delivers anything that
// was committed later, it has dropped what it had: the activities in memory, and everything rendered, because an
// execution may show more than its change.

// redact drops what this process has read of the streams (nil: of any) and all that it has rendered.
func (h *Hub) redact(streams []hackathon.ID) {
	h.streams.dropRings(streams)
	for _, id := range streams {
		h.streams.bump(id)
	}
	for _, g := range h.listGroups() {
		g.holds.Add(1)
		g.push(event{kind: eventRedacted})
	}
}

// dropRings empties the rings of the streams (nil: of all); what they held is read again.
func (ss *streams) dropRings(ids []hackathon.ID) {
	ss.mu.Lock()
	defer ss.mu.Unlock()
	if ids == nil {
		for _, st := range ss.list {
			st.dropRing()
		}
		return
	}
	for _, id := range ids {
		if st := ss.byID[id]; st != nil {
			st.dropRing()
		}
	}
}

func (st *stream) dropRing() { st.ringStart, st.ring = st.head, nil }

// redact drops all that the group has rendered. Subscribers that have not taken all of it catch up again from their
// cursor, with new catch-ups. It runs after everything earlier was appended and while the group is held, so nobody has
// taken anything since the redaction was read.
func (g *group) redact() {
	g.mu.Lock()
	g.window.start(g.window.tail) // subscribers that stay have taken all before it
	g.oldest.Store(g.window.tail.index + 1)
	g.snapshot = nil
	g.redactions.Add(1)
	clear(g.catchUps) // those in progress end when they have no subscribers
	subs := slices.Concat(g.shards()...)
	g.mu.Unlock()
	for _, sub := range subs {
		if sub.invalidate() {
			sub.peer.touch()
		}
	}
}

// invalidate marks the subscription if it has not taken all of its chain, or is on a catch-up. It does not detach it,
// because its peer may still have to roll back a batch.
func (sub *subscription) invalidate() bool {
	sub.peer.mu.Lock()
	defer sub.peer.mu.Unlock()
	if sub.cur != nil && (sub.catchUp != nil || sub.peek() != nil) {
		sub.invalidated = true
	}
	return sub.invalidated
}

// detachInvalidated takes the subscription off its chain. It reports whether to catch up now; a held one does so after
// its recheck. The caller holds the peer's lock and works for the peer.
func (sub *subscription) detachInvalidated() (catchUp bool) {
	sub.invalidated = false
	if sub.cur == nil {
		return false
	}
	sub.detach()
	return !sub.held
}

// redactedStreams returns the streams that activities of RightsStream report redactions of.
func redactedStreams(news []*hackathon.Activity) (streams []hackathon.ID) {
	for _, a := range news {
		if a.Kind == hackathon.ActivityTextRedacted && !slices.Contains(streams, a.Entity) {
			streams = append(streams, a.Entity)
		}
	}
	return streams
}
