package live

import (
	"math"
	"math/bits"
	"slices"

	"github.com/loometalgud/mano/hackathon"
)

// audience is everybody on a chain, guarded by its group's lock: apart from each other those who are candidates for
// everything and those who stated terms.
type audience struct {
	open, choosy crowd
	index        *index // of the choosy ones; nil where everybody is visited anyway
}

// listing is what the hub knows of the terms of one subscription.
type listing struct {
	ask func() []hackathon.Term

	// Guarded by the group's lock.
	terms []hackathon.Term
	filed []filing // one per term
	slot  int

	// Guarded by the peer's lock.
	since uint64 // index of the last item of the live chain when it was listed; it need not have been told of it
	told  *item  // something behind it may concern the subscriber, who has not been through it since
}

// unlisted is since of whoever is on no live chain yet.
const unlisted = math.MaxUint64

func (sub *subscription) choosy() bool { return sub.listing != nil && sub.listing.terms != nil }

// add takes sub in; last is the index of the chain's last item.
func (a *audience) add(sub *subscription, last uint64) {
	sub.aboard = a
	if a.index != nil && sub.listing != nil {
		sub.peer.mu.Lock()
		sub.listing.since = last
		sub.peer.mu.Unlock()
	}
	if !sub.choosy() {
		a.open.add(sub)
		return
	}
	a.choosy.add(sub)
	if a.index != nil {
		a.index.enter(sub)
	}
}

// tell says that something behind from may concern sub.
func (sub *subscription) tell(from *item) {
	sub.peer.mu.Lock()
	if l := sub.listing; l.told == nil {
		l.told = from
	}
	sub.peer.mu.Unlock()
}

// remove takes sub out; it must be in.
func (a *audience) remove(sub *subscription) {
	sub.aboard = nil
	if !sub.choosy() {
		a.open.remove(sub)
		return
	}
	a.choosy.remove(sub)
	if a.index != nil {
		a.index.leave(sub.listing)
	}
}

// take moves all of other into a.
func (a *audience) take(other *audience, last uint64) {
	for _, sh := range other.open.shards {
		for _, sub := range sh.subs {
			sub.aboard = a
		}
	}
	a.open.take(&other.open)
	for _, sub := range other.choosy.all() {
		a.add(sub, last)
	}
	other.choosy = crowd{}
}

func (a *audience) size() int { return a.open.size + a.choosy.size }

func (a *audience) all() []*subscription { return append(a.open.all(), a.choosy.all()...) }

func (a *audience) snapshot(dst [][]*subscription) [][]*subscription {
	return a.choosy.snapshot(a.open.snapshot(dst))
}

// index finds the choosy subscriptions that a change may concern: each has a slot, and each term a posting list of the
// slots of those who stated it. Leaving costs as much as one has terms, however many others there are.
type index struct {
	listed   []*subscription // by slot; nil: free
	free     []int
	postings map[hackathon.Term]*posting
}

type posting struct {
	term    hackathon.Term
	entries []entry
}

// entry says that the nth term of the subscription in a slot is this one; filing is where that entry is.
type entry struct{ slot, nth uint32 }

type filing struct {
	in *posting
	at int
}

func (x *index) enter(sub *subscription) {
	l, slot := sub.listing, len(x.listed)
	if n := len(x.free); n > 0 {
		slot, x.free = x.free[n-1], x.free[:n-1]
		x.listed[slot] = sub
	} else {
		x.listed = append(x.listed, sub)
	}
	l.slot = slot
	l.filed = make([]filing, len(l.terms))
	for i, term := range l.terms {
		p := x.postings[term]
		if p == nil {
			p = &posting{term: term}
			x.postings[term] = p
		}
		l.filed[i] = filing{p, len(p.entries)}
		p.entries = append(p.entries, entry{uint32(slot), uint32(i)})
	}
}

func (x *index) leave(l *listing) {
	for _, f := range l.filed {
		p := f.in
		n := len(p.entries) - 1
		if moved := p.entries[n]; f.at < n {
			p.entries[f.at] = moved
			x.listed[moved.slot].listing.filed[moved.nth].at = f.at
		}
		p.entries = p.entries[:n]
		switch {
		case n == 0:
			delete(x.postings, p.term)
		case n > shardSize && n < cap(p.entries)/4:
			p.entries = slices.Clone(p.entries)
		}
	}
	l.filed = nil
	x.listed[l.slot] = nil
	x.free = append(x.free, l.slot)
}

// concerned adds to the set those who stated one of the terms.
func (x *index) concerned(s slots, terms []hackathon.Term) slots {
	for len(s) < (len(x.listed)+63)/64 {
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

// find appends those in the slots.
func (x *index) find(dst []*subscription, s slots) []*subscription {
	for i, word := range s {
		for ; word != 0; word &= word - 1 {
			if sub := x.listed[64*i+bits.TrailingZeros64(word)]; sub != nil {
				dst = append(dst, sub)
			}
		}
	}
	return dst
}

// slots is a set of them, a bit for each.
type slots []uint64
