package live

import (
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/loometalgud/mano/hackathon"
)

// Subscribers come, go and change their terms: the index finds those who state one of the terms, and nobody else.
func TestIndexFindsWhoeverStatesATerm(t *testing.T) {
	t.Parallel()
	rng := rand.New(rand.NewPCG(1, 2))
	some := func(n int) []hackathon.Term {
		terms := []hackathon.Term{}
		for range rng.IntN(n) {
			terms = append(terms, hackathon.Term(rng.IntN(12))) // one may come twice
		}
		return terms
	}
	a := &subscribers{index: &termIndex{postings: map[hackathon.Term]*posting{}}}
	var in []*subscription
	most := 0
	for step := range 20_000 {
		switch n := len(in); {
		case n == 0 || rng.IntN(1000) < 550 && step < 15_000 || rng.IntN(4) == 0:
			sub := &subscription{peer: &Peer{}, terms: &filterTerms{list: some(6)}}
			a.add(sub, uint64(step))
			in = append(in, sub)
			most = max(most, len(in))
		default:
			k := rng.IntN(n)
			a.remove(in[k])
			in[k] = in[n-1]
			in = in[:n-1]
		}
		if step%50 > 0 {
			continue
		}
		asked := some(4)
		want := map[*subscription]bool{}
		for _, sub := range in {
			if slices.ContainsFunc(sub.terms.list, func(o hackathon.Term) bool { return slices.Contains(asked, o) }) {
				want[sub] = true
			}
		}
		found := a.index.collect(nil, a.index.match(nil, asked))
		for _, sub := range found {
			if !want[sub] {
				t.Fatal("found somebody else")
			}
		}
		if len(found) != len(want) {
			t.Fatalf("step %d: found %d of %d", step, len(found), len(want))
		}
	}
	for _, sub := range in {
		a.remove(sub)
	}
	if len(a.index.postings) != 0 || len(a.index.free) != len(a.index.subs) || a.size() != 0 {
		t.Error("something is left of those who are gone")
	}
	if len(a.index.subs) != most {
		t.Error(len(a.index.subs), "slots for at most", most)
	}
}
