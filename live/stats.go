package live

import "sync/atomic"

// Stats counts what a hub did since it started, and what it holds now.
type Stats struct {
	Executions    uint64 // of operations; one per change and group
	RenderErrors  uint64
	Visits        uint64 // of subscriptions, by fan-outs
	Deliveries    uint64 // frames of items, given to connections
	Bytes         uint64
	SnapshotLoads uint64
	LogReads      uint64 // calls of ReadLog
	LogErrors     uint64
	Resets        uint64 // resets put into chains
	GapAlarms     uint64 // the log did not continue where it had ended
	SlowCloses    uint64
	Rechecks      uint64 // of rights

	Groups, Peers, Subscribers, Streams int
}

type counters struct {
	executions, renderErrors, visits, deliveries, bytes, snapshotLoads, logReads,
	logErrors, resets, gapAlarms, slowCloses, rechecks atomic.Uint64
}

func (h *Hub) Stats() Stats {
	c := &h.stats
	s := Stats{
		Executions: c.executions.Load(), RenderErrors: c.renderErrors.Load(), Visits: c.visits.Load(),
		Deliveries: c.deliveries.Load(),
		Bytes:      c.bytes.Load(), SnapshotLoads: c.snapshotLoads.Load(), LogReads: c.logReads.Load(),
		LogErrors: c.logErrors.Load(), Resets: c.resets.Load(), GapAlarms: c.gapAlarms.Load(),
		SlowCloses: c.slowCloses.Load(), Rechecks: c.rechecks.Load(),
	}
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
