package live

import (
	"context"
	"slices"

	"github.com/loometalgud/mano/hackathon"
)

// replay renders what the group wants of the news, and moves v past them.
func (c *catchUp) replay(v positions, news []*hackathon.Activity) (page []*item, err error) {
	g := c.g
	for i, a := range news {
		p := &v[v.index(a.Stream)]
		p.Seq, p.Tag = a.Seq, a.Tag
		if c.outdated() {
			return nil, errAbandoned
		}
		if !g.wants(a) || g.src.Conflate && slices.ContainsFunc(news[i+1:], g.wants) {
			continue
		}
		it, err := g.renderItem(kindChange, Change{Cursor: v.cursor(false), At: a.At, Activity: a})
		if err != nil {
			return nil, err
		}
		page = append(page, it)
	}
	return page, nil
}

// between returns a page of what the streams have after v and up to to, in order of each stream and otherwise of time.
func (g *group) between(v, to positions) ([]*hackathon.Activity, error) {
	h := g.hub
	limit := h.cfg.PageSize
	var lists [][]*hackathon.Activity
	var ask []hackathon.Position
	var upTo []int64
	for i, s := range to {
		if v[i].Seq >= s.Seq {
			continue
		}
		if as, ok := h.streams.fromRing(v[i], s.Seq, limit); ok {
			lists = append(lists, as)
			continue
		}
		ask = append(ask, v[i].Position)
		upTo = append(upTo, s.Seq)
	}
	if len(ask) > 0 {
		old, err := g.readOld(ask, upTo, limit)
		if err != nil || old == nil {
			return nil, err
		}
		lists = append(lists, old...)
	}
	return mergeByTime(lists), nil
}

// readOld reads pages of the log that are older than the rings.
func (g *group) readOld(at []hackathon.Position, upTo []int64, limit int) (lists [][]*hackathon.Activity, err error) {
	h := g.hub
	var runs []readResult
	err = g.retry("read old activities", func(context.Context) error {
		return g.deepScan(func(ctx context.Context) (err error) {
			runs, err = h.readAfter(ctx, at, limit)
			return err
		})
	})
	if err != nil {
		return nil, err
	}
	for i, r := range runs {
		if r.reset == ResetDiverged {
			return nil, nil
		}
		if r.reset != "" {
			return nil, &resetError{r.reset}
		}
		n := 0
		for n < len(r.news) && r.news[n].Seq <= upTo[i] {
			n++
		}
		lists = append(lists, r.news[:n])
	}
	return lists, nil
}

// mergeByTime takes from the list whose first activity is the oldest.
func mergeByTime(lists [][]*hackathon.Activity) []*hackathon.Activity {
	if len(lists) == 1 {
		return lists[0]
	}
	var out []*hackathon.Activity
	for {
		best := -1
		for i, l := range lists {
			if len(l) > 0 && (best < 0 || l[0].At.Before(lists[best][0].At)) {
				best = i
			}
		}
		if best < 0 {
			return out
		}
		out = append(out, lists[best][0])
		lists[best] = lists[best][1:]
	}
}
