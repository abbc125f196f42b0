package live

import (
	"context"
	"slices"

	"github.com/loometalgud/mano/hackathon"
)

// verify decides whether a subscription may resume after c. v are its positions, reason says why it may not. An error
// is the client's fault: the cursor is of another subscription.
func (g *group) verify(c Cursor) (v positions, reason ResetReason, err error) {
	named, unfinished, err := c.decode()
	if err != nil {
		return nil, "", err
	}
	g.mu.Lock()
	at := slices.Clone(g.at)
	g.mu.Unlock()
	var others []int64 // not merged (any more)
	for _, p := range named {
		if i := slices.IndexFunc(at, func(s position) bool { return s.number == p.number }); i >= 0 {
			p.Stream = at[i].Stream
			v = v.set(p)
		} else {
			others = append(others, p.number)
		}
	}
	lost := false // an unknown stream went with the history that made it
	if len(others) > 0 {
		var known map[int64]hackathon.ID
		err := g.retry("look up the streams of a cursor", func(ctx context.Context) (err error) {
			known, err = g.hub.log.StreamsByNumber(ctx, others)
			return err
		})
		if err != nil {
			return nil, "", err
		}
		if !g.src.Dynamic && len(known) > 0 {
			return nil, "", errForeignCursor()
		}
		lost = len(known) < len(others)
		for _, p := range named {
			if id, ok := known[p.number]; ok {
				p.Stream = id
				v = v.set(p)
			}
		}
	}
	switch {
	case lost:
		return nil, ResetDiverged, nil
	case !g.src.Dynamic && len(v) < len(at):
		return nil, "", errForeignCursor()
	case unfinished:
		return nil, ResetInterrupted, nil
	}
	reason, err = g.checkTags(v)
	return v, reason, err
}

// checkTags compares the tags of v with the log's, unless the hub has read these positions itself.
func (g *group) checkTags(v positions) (reason ResetReason, err error) {
	h := g.hub
	var ask []hackathon.Position
	var ids []hackathon.ID
	for _, s := range v {
		if !h.streams.holdsPosition(s) {
			ask = append(ask, s.Position)
			ids = append(ids, s.Stream)
		}
	}
	if len(ask) == 0 {
		return "", nil
	}
	var heads []hackathon.Head
	var tags []hackathon.Position
	err = g.retry("verify a cursor", func(ctx context.Context) (err error) {
		if tags, err = h.log.Tags(ctx, ask); err != nil {
			return err
		}
		heads, err = h.log.Heads(ctx, ids)
		return err
	})
	if err != nil {
		return "", err
	}
	for _, p := range ask {
		var head hackathon.Head
		if i := slices.IndexFunc(heads, func(o hackathon.Head) bool { return o.Stream == p.Stream }); i >= 0 {
			head = heads[i]
		}
		i := slices.IndexFunc(tags, func(o hackathon.Position) bool { return o.Stream == p.Stream && o.Seq == p.Seq })
		switch {
		case p.Seq == 0 && head.MinSeq <= 1:
		case i >= 0 && tags[i].Tag == p.Tag:
		case i < 0 && p.Seq <= head.Seq && p.Seq < head.MinSeq:
			return ResetTooOld, nil
		default:
			return ResetDiverged, nil
		}
	}
	return "", nil
}
