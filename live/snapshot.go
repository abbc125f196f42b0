package live

import (
	"context"
	"fmt"
	"slices"
	"time"

	"github.com/loometalgud/mano/hackathon"
)

// resetError says that a catch-up cannot continue from its position.
type resetError struct{ reason ResetReason }

func (e *resetError) Error() string { return "the history cannot be continued: " + string(e.reason) }

// loadSnapshot loads the current state of the streams in want, and its positions.
func (g *group) loadSnapshot(want positions) (items []hackathon.Activity, at positions, err error) {
	if g.src.Snapshot == nil || len(want) == 0 {
		return nil, g.hub.streams.headPositions(want), nil
	}
	load := func(ctx context.Context) error {
		g.hub.Counters.SnapshotLoads.Add(1)
		snap, err := g.src.Snapshot(ctx, want.ids())
		if err != nil {
			return err
		}
		items, at = snap.Items, slices.Clone(want)
		for i := range at {
			k := slices.IndexFunc(snap.At, func(p hackathon.Position) bool { return p.Stream == at[i].Stream })
			if k < 0 {
				return fmt.Errorf("the snapshot of %s does not say where stream %s stood", g.src.Name, at[i].Stream)
			}
			at[i].Position = snap.At[k]
		}
		return nil
	}
	err = g.retry("load the current state for "+g.src.Name, func(context.Context) error { return g.deepScan(load) })
	return items, at, err
}

// deepScan does a read of which only a few may run at once.
func (g *group) deepScan(read func(context.Context) error) error {
	select {
	case g.hub.scans <- struct{}{}:
	case <-g.ctx.Done():
		return g.ctx.Err()
	}
	defer func() { <-g.hub.scans }()
	ctx, cancel := g.timeout()
	defer cancel()
	return read(ctx)
}

// renderState renders the current state, after a reset if there is a reason for one. All items carry an unfinished
// cursor, because nobody can resume between them. c is the catch-up they are for; nil: the live chain.
func (g *group) renderState(reason ResetReason, items []hackathon.Activity, all positions, c *catchUp) ([]*item,
	error) {
	cursor := all.cursor(g.src.Snapshot != nil)
	now := g.hub.cfg.Now()
	var out []*item
	if reason != "" {
		g.hub.Counters.Resets.Add(1)
		it, err := g.renderItem(kindReset, Change{Cursor: cursor, At: now, Reset: reason})
		if err != nil {
			return nil, err
		}
		out = append(out, it)
	}
	for i := range items {
		if c != nil && c.outdated() {
			return nil, errAbandoned
		}
		a := &items[i]
		at := a.At
		if at.IsZero() {
			at = now
		}
		it, err := g.renderItem(kindSnapshot, Change{Cursor: cursor, At: at, Activity: a, Snapshot: true})
		if err != nil {
			return nil, err
		}
		out = append(out, it)
	}
	if len(items) > 0 && !g.src.Conflate { // they were read outside of the log, and may be newer than what was read of it
		if err := g.hub.awaitRightsRead(g.ctx); err != nil {
			return nil, err
		}
	}
	return out, nil
}

// cachedSnapshot is the last rendering of the whole current state, for all who start from nothing.
type cachedSnapshot struct {
	chain []*item
	at    positions
	index uint64 // end of the live chain at that time
	epoch int
	made  time.Duration
}

// snapshot renders the current state of the missing streams for a catch-up at v, and returns its new position. A recent
// state of all streams is loaded and rendered once for all catch-ups.
func (c *catchUp) snapshot(missing, v positions, reason ResetReason, index uint64, epoch int) ([]*item, positions,
	error) {
	g := c.g
	whole := len(v) == 0
	if whole {
		select {
		case g.snapshotLock <- struct{}{}:
			defer func() { <-g.snapshotLock }()
		case <-g.ctx.Done():
			return nil, nil, g.ctx.Err()
		}
		if c.outdated() {
			return nil, nil, errAbandoned
		}
	}
	s := g.reusableSnapshot(missing, index, epoch)
	if s == nil || !whole {
		items, at, err := g.loadSnapshot(missing)
		if err != nil {
			return nil, nil, err
		}
		all := slices.Clone(v)
		for _, p := range at {
			all = all.set(p)
		}
		chain, err := g.renderState("", items, all, c)
		if err != nil {
			return nil, nil, err
		}
		s = &cachedSnapshot{chain, all, index, epoch, g.hub.uptime()}
		if whole {
			g.mu.Lock()
			if !c.outdated() {
				g.snapshot = s
			}
			g.mu.Unlock()
		}
	}
	var chain []*item
	if reason != "" {
		first, err := g.renderState(reason, nil, s.at, c)
		if err != nil {
			return nil, nil, err
		}
		chain = first
	}
	for _, it := range s.chain {
		chain = append(chain, it.copy())
	}
	return chain, slices.Clone(s.at), nil
}

// reusableSnapshot returns the cached snapshot if it has these streams and is recent.
func (g *group) reusableSnapshot(streams positions, index uint64, epoch int) *cachedSnapshot {
	g.mu.Lock()
	defer g.mu.Unlock()
	s := g.snapshot
	if s == nil || s.epoch != epoch || index > s.index+uint64(g.hub.cfg.SnapshotReuse) ||
		!slices.Equal(s.at.ids(), streams.ids()) {
		return nil
	}
	return s
}

// reset tells everybody on the live chain to forget what they have, and continues with the current state.
func (g *group) reset(reason ResetReason) error { return g.resetTo(reason, g.at) }

// resetTo is a reset to these streams.
func (g *group) resetTo(reason ResetReason, streams positions) error {
	items, at, err := g.loadSnapshot(streams)
	if err != nil {
		return err
	}
	return g.appendState(reason, items, at)
}

func (g *group) appendState(reason ResetReason, items []hackathon.Activity, at positions) error {
	chain, err := g.renderState(reason, items, at, nil)
	if err != nil {
		return err
	}
	end, err := g.caughtUp(at)
	if err != nil {
		return err
	}
	g.mu.Lock()
	defer g.mu.Unlock()
	g.at = slices.Clone(at)
	for _, it := range append(chain, end) {
		g.append(it)
	}
	if reason != "" {
		g.epoch++ // nobody may resume from before it through this chain
		g.window.start(end)
		g.oldest.Store(end.index + 1)
	}
	return nil
}
