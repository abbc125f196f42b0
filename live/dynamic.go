package live

import (
	"context"
	"maps"
	"slices"

	"github.com/loometalgud/mano/hackathon"
)

// A cursor that names a stream stands for a client that may show something of it; one that does not, for a client that
// shows nothing of it. So before a removed stream leaves the cursors, the rest of it is sent, and then what clients
// still show of it is retracted. An added stream needs its current state only. This holds for subscribers on the live
// chain and for those who resume, here or at another replica, and costs nothing per subscriber.

// removal is how a stream is removed: everything up to at is sent, then items retract what is shown.
type removal struct {
	at    hackathon.Position
	items []hackathon.Activity
}

// askRemovals asks how to remove the streams. Those missing in the result may not be shown any more.
func (g *group) askRemovals(ids []hackathon.ID) (map[hackathon.ID]removal, error) {
	if len(ids) == 0 || g.src.StreamsRemoved == nil {
		return nil, nil
	}
	var snap hackathon.Snapshot
	if err := g.deepScan(func(ctx context.Context) (err error) {
		snap, err = g.src.StreamsRemoved(ctx, ids)
		return err
	}); err != nil {
		return nil, err
	}
	out := make(map[hackathon.ID]removal, len(snap.At))
	for _, at := range snap.At {
		p := removal{at: at}
		for _, a := range snap.Items {
			if a.Stream == at.Stream {
				p.items = append(p.items, a)
			}
		}
		out[at.Stream] = p
	}
	return out, nil
}

// renderRetraction renders what retracts a stream that v still has. All items carry an unfinished cursor, because
// nobody can resume between them: what they retract may be there again by then.
func (g *group) renderRetraction(items []hackathon.Activity, v positions) (out []*item, err error) {
	cursor, now := v.cursor(true), g.hub.cfg.Now()
	for i := range items {
		it, err := g.renderItem(kindChange, Change{Cursor: cursor, At: now, Activity: &items[i]})
		if err != nil {
			return nil, err
		}
		it.terms = g.termsOf(&items[i])
		out = append(out, it)
	}
	if len(items) > 0 { // they were read outside of the log, as a snapshot is
		err = g.hub.awaitRightsRead(g.ctx)
	}
	return out, err
}

// refreshStreams asks again which streams to merge. now: rights have changed, so nothing more is sent before it is
// known what may be.
func (g *group) refreshStreams(now bool) error {
	if !g.src.Dynamic {
		return nil
	}
	if now {
		clear(g.removals)
	}
	var joined positions
	var forbidden []hackathon.ID
	if err := g.retry("find the streams of "+g.src.Name, func(ctx context.Context) (err error) {
		joined, forbidden, err = g.diffStreams(ctx)
		return err
	}); err != nil {
		return err
	}
	if len(forbidden) > 0 {
		g.hub.streams.unfollow(g, forbidden...)
		rest, _ := g.at.split(forbidden)
		for _, s := range joined {
			rest = rest.set(s)
		}
		return g.resetTo(ResetReach, rest)
	}
	for _, id := range slices.Collect(maps.Keys(g.removals)) {
		if g.at[g.at.index(id)].Seq < g.removals[id].at.Seq {
			g.hub.Poke(id)
		} else if err := g.removeStream(id); err != nil {
			return err
		}
	}
	if len(joined) == 0 {
		return nil
	}
	items, at, err := g.loadSnapshot(joined)
	if err != nil {
		return err
	}
	all := slices.Clone(g.at)
	for _, s := range at {
		all = all.set(s)
	}
	return g.appendState("", items, all)
}

// diffStreams follows the added streams, notes how to remove the others, and returns those that may not be shown any
// more.
func (g *group) diffStreams(ctx context.Context) (joined positions, forbidden []hackathon.ID, err error) {
	ids, err := g.streamIDs(ctx)
	if err != nil {
		return nil, nil, err
	}
	maps.DeleteFunc(g.removals, func(id hackathon.ID, _ removal) bool { return slices.Contains(ids, id) })
	gone := slices.DeleteFunc(g.at.ids(), func(id hackathon.ID) bool {
		_, leaving := g.removals[id]
		return leaving || slices.Contains(ids, id)
	})
	removals, err := g.askRemovals(gone)
	if err != nil {
		return nil, nil, err
	}
	for _, id := range gone {
		if p, ok := removals[id]; ok {
			g.removals[id] = p
		} else {
			forbidden = append(forbidden, id)
		}
	}
	ids = slices.DeleteFunc(ids, func(id hackathon.ID) bool { return g.at.index(id) >= 0 })
	if len(ids) > 0 {
		joined, err = g.hub.follow(ctx, ids, g)
	}
	return joined, forbidden, err
}

// removalDue reports that the stream is to be removed and that everything before was sent.
func (g *group) removalDue(s position) bool {
	p, leaving := g.removals[s.Stream]
	return leaving && s.Seq >= p.at.Seq
}

// removeStream takes a stream off the live chain and retracts what is shown of it.
func (g *group) removeStream(id hackathon.ID) error {
	p := g.removals[id]
	delete(g.removals, id)
	rest, gone := g.at.split([]hackathon.ID{id})
	g.hub.streams.unfollow(g, id)
	if s := gone[0]; s.Seq != p.at.Seq || s.Tag != p.at.Tag && p.at.Tag != 0 {
		return g.resetTo(ResetDiverged, rest)
	}
	items, err := g.renderRetraction(p.items, g.at)
	if err != nil {
		return err
	}
	if len(items) > 0 {
		end, err := g.caughtUp(rest)
		if err != nil {
			return err
		}
		items = append(items, end)
	}
	g.mu.Lock()
	defer g.mu.Unlock()
	g.at = rest
	for _, it := range items {
		g.append(it)
	}
	return nil
}

// replayRemoved adds what the streams in gone, which the group does not merge (any more), have after v, and what
// retracts them. It returns the new position.
func (c *catchUp) replayRemoved(v positions, gone []hackathon.ID) (positions, error) {
	g := c.g
	rest, _ := v.split(gone)
	if g.src.Conflate { // the next item shows the whole state
		return rest, nil
	}
	var removals map[hackathon.ID]removal
	if err := g.retry("ask for the removed streams of "+g.src.Name, func(context.Context) (err error) {
		removals, err = g.askRemovals(gone)
		return err
	}); err != nil {
		return nil, err
	}
	for _, id := range gone {
		switch p, ok := removals[id]; {
		case !ok:
			return nil, &resetError{ResetReach}
		case p.at.Seq < v[v.index(id)].Seq:
			return nil, &resetError{ResetDiverged}
		}
	}
	if err := g.hub.awaitRightsRead(g.ctx); err != nil { // this is read outside of the news
		return nil, err
	}
	for _, id := range gone {
		p := removals[id]
		if err := c.replayStream(v, id, p.at); err != nil {
			return nil, err
		}
		items, err := g.renderRetraction(p.items, v)
		if err != nil {
			return nil, err
		}
		v, _ = v.split([]hackathon.ID{id})
		c.add(items...)
		c.flush()
	}
	return v, nil
}

// replayStream adds what one stream has up to a position, and moves v there.
func (c *catchUp) replayStream(v positions, id hackathon.ID, to hackathon.Position) error {
	k := v.index(id)
	for v[k].Seq < to.Seq {
		news, err := c.g.between(positions{v[k]}, positions{{to, v[k].number}})
		if err != nil {
			return err
		}
		if len(news) == 0 {
			return &resetError{ResetDiverged}
		}
		page, err := c.replay(v, news)
		if err != nil {
			return err
		}
		if err := c.addPage(page); err != nil {
			return err
		}
	}
	return nil
}
