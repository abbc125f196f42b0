package live

import "sync/atomic"

// Counters count what a hub did since it started.
type Counters struct {
	Executions    atomic.Uint64 // of operations; one per change and group
	RenderErrors  atomic.Uint64
	Visits        atomic.Uint64 // of subscriptions, by fan-outs
	Deliveries    atomic.Uint64 // frames of items, given to connections
	Bytes         atomic.Uint64
	SnapshotLoads atomic.Uint64
	LogReads      atomic.Uint64 // calls of ReadLog
	LogErrors     atomic.Uint64
	Resets        atomic.Uint64 // resets put into chains
	GapAlarms     atomic.Uint64 // the log did not continue where it had ended
	SlowCloses    atomic.Uint64
	Rechecks      atomic.Uint64 // of rights
}

// Stats are what a hub holds now.
type Stats struct{ Groups, Peers, Subscribers, Streams int }

func (h *Hub) Stats() (s Stats) {
	h.mu.Lock()
	s.Groups, s.Peers = len(h.groups), len(h.peers)
	for _, g := range h.groups {
		s.Subscribers += g.members
	}
	h.mu.Unlock()
	h.streams.mu.Lock()
	s.Streams = len(h.streams.byID)
	h.streams.mu.Unlock()
	return s
}
