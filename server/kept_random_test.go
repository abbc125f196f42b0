package server

import (
	"maps"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/loometalgud/mano/hackathon"
	"github.com/loometalgud/mano/postgres/postgrestest"
)

// After any mutation nobody is given an old answer: by the process that carried it out at once, by another one as soon
// as its reader has come that far, which it does without being told too.
func TestKept_neverOld(t *testing.T) {
	t.Parallel()
	dsn := postgrestest.Database(t)
	own, other := newReplica(t, dsn, nil), newReplica(t, dsn, nil)
	h := newHall(t, own.db)
	bodies := h.documents()
	public := map[string]string{}
	for name, body := range bodies {
		if a := own.ask(body, true).Body.String(); !strings.Contains(a, `"errors"`) {
			public[name] = body
		}
	}
	for _, name := range []string{"EventQuery", "EventsQuery", "LiveEventQuery", "IdeaComments", "CommentReplies",
		"GroupMembers", "a node", "venues", "events by what they have", "groups that lack"} {
		if public[name] == "" {
			t.Errorf("%s is refused: %s", name, own.ask(bodies[name], true).Body)
		}
	}
	for name, body := range public {
		for _, r := range []*replica{own, other} {
			if kept, fresh := r.kept(body), r.ask(body, true).Body.String(); kept != fresh {
				t.Fatalf("%s: kept %s, fresh %s", name, kept, fresh)
			}
		}
	}
	follows := []hackathon.ID{h.event, hackathon.TopicEvents, hackathon.TopicPeople, hackathon.TopicPlaces}
	watched, err := other.hub.Watch(t.Context(), follows, 1000)
	if err != nil {
		t.Fatal(err)
	}
	carried, names := map[string]int{}, slices.Collect(maps.Keys(h.acts(h.staff)))
	names = append(names, names...)
	rand.Shuffle(len(names), func(i, j int) { names[i], names[j] = names[j], names[i] })
	for _, name := range names {
		acts := h.acts(pick(h.people))
		before := make([]uint64, len(watched))
		for i, w := range watched {
			before[i] = w.Generation()
		}
		own.told = nil
		if err := acts[name](t.Context()); err != nil {
			continue // not in the state that earlier ones have left
		}
		carried[name]++
		own.agree("after "+name+" here", public)
		for i, w := range watched {
			if slices.Contains(own.told, follows[i]) {
				await(t, "the other one does not learn of it", func() bool { return w.Generation() != before[i] })
			}
		}
		other.agree("after "+name+" elsewhere", public)
		if t.Failed() {
			return
		}
	}
	t.Logf("carried out: %v; executed: %d", carried, own.api.Counters.KeptExecutions.Load())
	if hits := own.api.Counters.KeptHits.Load(); hits < 50 || len(carried) < 12 {
		t.Errorf("only %d answers came from what is kept, after %d kinds of mutations", hits, len(carried))
	}
}
