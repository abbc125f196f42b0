package live

import (
	"slices"

	"github.com/loometalgud/mano/hackathon"
)

// Text that is taken back is gone from the log in the transaction that takes it back, and RightsStream says so. A
// process reads that together with the news, so before it hands on anything that was committed later it has let go of
// what it had: of the activities in memory, and of everything that was rendered, because an execution may show much
// besides its change.

// takenBack makes this process forget what it has read of the streams (nil: of any) and all that it has rendered
// before.
func (h *Hub) redact(streams []hackathon.ID) {
	h.streams.dropRings(streams)
	for _, g := range h.listGroups() {
		g.holds.Add(1)
		g.push(event{kind: eventRedacted})
	}
}

// forget empties the rings of the streams (nil: of all): what they held is read from the log again.
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

// forget lets go of all that the group has rendered. Whoever has yet to take something of it is stranded: they come
// back behind what they had last, by trains that are laid from now on. It runs after all that came before was appended,
// and while the group is held: nobody has begun to take anything since the text was taken back.
func (g *group) redact() {
	g.mu.Lock()
	g.window.start(g.window.tail) // what comes behind it has been taken by all who stay
	g.oldest.Store(g.window.tail.index + 1)
	g.snapshot = nil
	g.redactions.Add(1)
	clear(g.catchUps) // those that are being built end when nobody is left on them
	subs := g.subscribers.all()
	for c := range g.running {
		subs = append(subs, c.subscribers.all()...)
	}
	g.mu.Unlock()
	for _, sub := range subs {
		if sub.invalidate() {
			sub.peer.touch()
		}
	}
}

// strand marks the subscription if anything is still to come for it on its chain, or if it is on a train. It does not
// take it off: what its peer is writing just now may have to be taken back yet.
func (sub *subscription) invalidate() bool {
	sub.peer.mu.Lock()
	defer sub.peer.mu.Unlock()
	if sub.cur != nil && (sub.catchUp != nil || sub.peek() != nil) {
		sub.invalidated = true
	}
	return sub.invalidated
}

// ashore takes a stranded subscription off its chain. It reports whether it has to board again; one that is held boards
// when its rights were asked. The caller holds the peer's lock and works for the peer.
func (sub *subscription) detachInvalidated() (board bool) {
	sub.invalidated = false
	if sub.cur == nil {
		return false
	}
	sub.detach()
	return !sub.held
}

// whereText names the streams that activities of RightsStream say text was taken out of.
func redactedStreams(news []*hackathon.Activity) (streams []hackathon.ID) {
	for _, a := range news {
		if a.Kind == hackathon.ActivityTextRedacted && !slices.Contains(streams, a.Entity) {
			streams = append(streams, a.Entity)
		}
	}
	return streams
}
