package live

import (
	"context"
	"slices"

	"github.com/loometalgud/mano/hackathon"
)

// replay renders what the group wants of the news, and moves v behind them.
func (t *train) replay(v vector, news []*hackathon.Activity) (page []*item, err error) {
	g := t.g
	for i, a := range news {
		v[v.index(a.Stream)].place = place{v[v.index(a.Stream)].number, a.Seq, a.Tag}
		if t.abandoned() {
			return nil, errNobody
		}
		if !g.wants(a) || g.src.Conflate && slices.ContainsFunc(news[i+1:], g.wants) {
			continue
		}
		it, err := g.make(kindChange, Change{Cursor: v.cursor(false), At: a.At, Activity: a})
		if err != nil {
			return nil, err
		}
		page = append(page, it)
	}
	return page, nil
}

// between returns a page of what each stream has behind v and not behind to, merged by time as far as the order of each
// stream allows. It moves nothing.
func (g *group) between(v, to vector) ([]*hackathon.Activity, error) {
	h := g.hub
	limit := h.cfg.PageSize
	var lists [][]*hackathon.Activity
	var ask []hackathon.Position
	var upTo []int64
	for i, s := range to {
		if v[i].seq >= s.seq {
			continue
		}
		if as, ok := h.streams.kept(v[i], s.seq, limit); ok {
			lists = append(lists, as)
			continue
		}
		ask = append(ask, hackathon.Position{Stream: s.stream, Seq: v[i].seq, Tag: v[i].tag})
		upTo = append(upTo, s.seq)
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

// readOld reads pages of the log that the rings do not reach back to.
func (g *group) readOld(at []hackathon.Position, upTo []int64, limit int) (lists [][]*hackathon.Activity, err error) {
	h := g.hub
	var runs []run
	err = h.retry(g.ctx, "read old activities", func() error {
		return g.scan(func(ctx context.Context) (err error) {
			runs, err = h.readBehind(ctx, at, limit)
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

// mergeByTime takes from the list whose next activity is the oldest.
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
