package live

import (
	"context"
	"maps"
	"slices"

	"github.com/loometalgud/mano/hackathon"
)

// A cursor that names a stream stands for a client that may show something of it, one that does not for a client that
// shows nothing of it. So a stream that leaves a Dynamic group is told to an end, and what is on show there is taken
// back, before it goes out of the cursors; one that joins needs its present state and nothing else. This holds for
// whoever is on the live chain and for whoever comes back with a cursor from before, here or at another replica, and
// costs nothing per subscriber.

// parting is how a stream leaves: everything up to at is told, then what is on show there is taken back.
type removal struct {
	at    hackathon.Position
	items []hackathon.Activity
}

// partings ask for those of the streams that may still be told to an end.
func (g *group) askRemovals(ids []hackathon.ID) (map[hackathon.ID]removal, error) {
	if len(ids) == 0 || g.src.StreamsRemoved == nil {
		return nil, nil
	}
	var snap Snapshot
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

// takeBack renders what takes a stream away that v still has. All of it carries the cursor of an unfinished snapshot,
// because behind none of it can one go on: what is taken back may be there again by then.
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
	if len(items) > 0 { // they were read beside the log, as a snapshot is
		err = g.hub.awaitRightsRead(g.ctx)
	}
	return out, err
}

// restream asks again which streams to merge. One that joins starts with its snapshot, one that leaves is told to its
// end. now says that the rights of one have changed: then nothing further is told before it was asked what may be.
func (g *group) refreshStreams(now bool) error {
	if !g.src.Dynamic {
		return nil
	}
	if now {
		clear(g.removals)
	}
	var joined positions
	var forbidden []hackathon.ID
	if err := g.hub.retry(g.ctx, "find the streams of "+g.src.Name, func() (err error) {
		joined, forbidden, err = g.diffStreams()
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
		if g.at[g.at.index(id)].seq < g.removals[id].at.Seq {
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

// comeAndGo follows the streams that joined, notes how those part that left, and returns those that may not be told any
// more.
func (g *group) diffStreams() (joined positions, forbidden []hackathon.ID, err error) {
	ctx, cancel := g.timeout()
	defer cancel()
	ids, err := g.streamIDs(ctx)
	if err != nil {
		return nil, nil, err
	}
	maps.DeleteFunc(g.removals, func(id hackathon.ID, _ removal) bool { return slices.Contains(ids, id) })
	gone := slices.DeleteFunc(g.at.ids(), func(id hackathon.ID) bool {
		_, leaving := g.removals[id]
		return leaving || slices.Contains(ids, id)
	})
	partings, err := g.askRemovals(gone)
	if err != nil {
		return nil, nil, err
	}
	for _, id := range gone {
		if p, ok := partings[id]; ok {
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

// ends reports that the stream leaves and that everything before was told.
func (g *group) removalDue(s position) bool {
	p, leaving := g.removals[s.stream]
	return leaving && s.seq >= p.at.Seq
}

// depart takes a stream off the live chain, with what is on show of it.
func (g *group) removeStream(id hackathon.ID) error {
	p := g.removals[id]
	delete(g.removals, id)
	rest, gone := g.at.split([]hackathon.ID{id})
	g.hub.streams.unfollow(g, id)
	if s := gone[0]; s.seq != p.at.Seq || s.tag != p.at.Tag && p.at.Tag != 0 {
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

// part puts on the train what the streams in gone, which the group does not have (any more), have behind v, and what
// takes them back; it returns where the train stands then.
func (c *catchUp) replayRemoved(v positions, gone []hackathon.ID) (positions, error) {
	g := c.g
	rest, _ := v.split(gone)
	if g.src.Conflate { // whatever comes next shows the whole state
		return rest, nil
	}
	var partings map[hackathon.ID]removal
	if err := g.hub.retry(g.ctx, "ask for what has left "+g.src.Name, func() (err error) {
		partings, err = g.askRemovals(gone)
		return err
	}); err != nil {
		return nil, err
	}
	for _, id := range gone {
		switch p, ok := partings[id]; {
		case !ok:
			return nil, &resetError{ResetReach}
		case p.at.Seq < v[v.index(id)].seq:
			return nil, &resetError{ResetDiverged}
		}
	}
	if err := g.hub.awaitRightsRead(g.ctx); err != nil { // all up to there is read beside the news
		return nil, err
	}
	for _, id := range gone {
		p := partings[id]
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

// tell puts on the train what one stream has up to a position, and moves v there.
func (c *catchUp) replayStream(v positions, id hackathon.ID, to hackathon.Position) error {
	k := v.index(id)
	for v[k].seq < to.Seq {
		news, err := c.g.between(positions{v[k]}, positions{{id, v[k].number, to.Seq, to.Tag}})
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
