package live

import (
	"math"
	"math/bits"
	"slices"

	"github.com/loometalgud/mano/hackathon"
)

// subscribers are all subscriptions on a chain: the unfiltered are candidates for every change, the filtered have
// stated terms. The group's lock guards them.
type subscribers struct {
	unfiltered, filtered subscriberSet
	index                *termIndex // of the filtered; nil: everybody is visited anyway
}

// filterTerms are the terms of one subscription and its place in the index.
type filterTerms struct {
	ask func() []hackathon.Term

	// Guarded by the group's lock.
	list []hackathon.Term
	refs []postingRef // one per term
	slot int

	// Guarded by the peer's lock.
	indexedAt uint64 // end of the live chain when it was indexed; it was not notified of items before
	notified  *item  // something after this may match, and the subscriber has not looked yet
}

// notIndexed is indexedAt of a subscription that is not on the live chain.
const notIndexed = math.MaxUint64

func (sub *subscription) filtered() bool { return sub.terms != nil && sub.terms.list != nil }

// add adds sub; last is the index of the chain's last item.
func (a *subscribers) add(sub *subscription, last uint64) {
	sub.set = a
	if a.index != nil && sub.terms != nil {
		sub.peer.mu.Lock()
		sub.terms.indexedAt = last
		sub.peer.mu.Unlock()
	}
	if !sub.filtered() {
		a.unfiltered.add(sub)
		return
	}
	a.filtered.add(sub)
	if a.index != nil {
		a.index.add(sub)
	}
}

// setNotified notes that something after from may match.
func (sub *subscription) setNotified(from *item) {
	sub.peer.mu.Lock()
	if ft := sub.terms; ft.notified == nil {
		ft.notified = from
	}
	sub.peer.mu.Unlock()
}

func (a *subscribers) remove(sub *subscription) {
	sub.set = nil
	if !sub.filtered() {
		a.unfiltered.remove(sub)
		return
	}
	a.filtered.remove(sub)
	if a.index != nil {
		a.index.remove(sub.terms)
	}
}

// absorb moves all of other into a.
func (a *subscribers) absorb(other *subscribers, last uint64) {
	for _, sh := range other.unfiltered.shards {
		for _, sub := range sh.subs {
			sub.set = a
		}
	}
	a.unfiltered.absorb(&other.unfiltered)
	for _, sub := range other.filtered.all() {
		a.add(sub, last)
	}
	other.filtered = subscriberSet{}
}

func (a *subscribers) size() int { return a.unfiltered.size + a.filtered.size }

func (a *subscribers) all() []*subscription { return append(a.unfiltered.all(), a.filtered.all()...) }

func (a *subscribers) appendShards(dst [][]*subscription) [][]*subscription {
	return a.filtered.appendShards(a.unfiltered.appendShards(dst))
}

// termIndex finds the filtered subscriptions that a change may concern. Each has a slot, and each term a posting list
// of the slots that stated it. Removing costs as much as a subscription has terms, however many others there are.
type termIndex struct {
	subs     []*subscription // by slot; nil: free
	free     []int
	postings map[hackathon.Term]*posting
}

type posting struct {
	term    hackathon.Term
	entries []entry
}

// entry says that this is the nth term of the subscription in the slot; postingRef is where the entry is.
type entry struct{ slot, nth uint32 }

type postingRef struct {
	in *posting
	at int
}

func (x *termIndex) add(sub *subscription) {
	ft, slot := sub.terms, len(x.subs)
	if n := len(x.free); n > 0 {
		slot, x.free = x.free[n-1], x.free[:n-1]
		x.subs[slot] = sub
	} else {
		x.subs = append(x.subs, sub)
	}
	ft.slot = slot
	ft.refs = make([]postingRef, len(ft.list))
	for i, term := range ft.list {
		p := x.postings[term]
		if p == nil {
			p = &posting{term: term}
			x.postings[term] = p
		}
		ft.refs[i] = postingRef{p, len(p.entries)}
		p.entries = append(p.entries, entry{uint32(slot), uint32(i)})
	}
}

func (x *termIndex) remove(ft *filterTerms) {
	for _, f := range ft.refs {
		p := f.in
		n := len(p.entries) - 1
		if moved := p.entries[n]; f.at < n {
			p.entries[f.at] = moved
			x.subs[moved.slot].terms.refs[moved.nth].at = f.at
		}
		p.entries = p.entries[:n]
		switch {
		case n == 0:
			delete(x.postings, p.term)
		case n > shardSize && n < cap(p.entries)/4:
			p.entries = slices.Clone(p.entries)
		}
	}
	ft.refs = nil
	x.subs[ft.slot] = nil
	x.free = append(x.free, ft.slot)
}

// match adds the slots that stated one of the terms.
func (x *termIndex) match(s slotSet, terms []hackathon.Term) slotSet {
	for len(s) < (len(x.subs)+63)/64 {
		s = append(s, 0)
	}
	for _, term := range terms {
		if p := x.postings[term]; p != nil {
			for _, e := range p.entries {
				s[e.slot/64] |= 1 << (e.slot % 64)
			}
		}
	}
	return s
}

// collect appends the subscriptions in the slots.
func (x *termIndex) collect(dst []*subscription, s slotSet) []*subscription {
	for i, word := range s {
		for ; word != 0; word &= word - 1 {
			if sub := x.subs[64*i+bits.TrailingZeros64(word)]; sub != nil {
				dst = append(dst, sub)
			}
		}
	}
	return dst
}

// slotSet has a bit for each slot.
type slotSet []uint64
