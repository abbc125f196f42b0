package transport

import (
	"context"
	"errors"
	"hash/maphash"
	"math"
	"sync"
	"time"
	"unsafe"

	"github.com/99designs/gqlgen/graphql"
	"github.com/hashicorp/golang-lru/v2/simplelru"

	"github.com/loometalgud/mano/hackathon"
	"github.com/loometalgud/mano/live"
)

// The response cache. A query of somebody who shows no credential has the same answer for everybody and nothing private
// in it, so it is executed once and its answer kept for all who ask the same. While it executes, hackathon.Reads notes
// the streams that the answer rests on. It is right as long as the generation of each of them (live.Watched) is that of
// the moment when the execution began: news end it, not its age.

// Bounds of what is kept; with the setting MANO_KEEP=off nothing is.
var (
	KeptBytes = hackathon.NewLimit(hackathon.Limit{Name: "kept-bytes", Most: 64 << 20,
		Bounds: "bytes of memory for answers that are kept, by estimate (`mano_kept_bytes`)",
		Answer: "those that nobody asked for the longest time are forgotten"})
	KeptAnswerBytes = hackathon.NewLimit(hackathon.Limit{Name: "kept-answer-bytes", Most: 512 << 10,
		Bounds: "bytes of an answer that is kept", Answer: "it is executed each time"})
	KeptStreams = hackathon.NewLimit(hackathon.Limit{Name: "kept-streams", Most: 1000,
		Bounds: "streams that are followed because answers are kept that rest on them",
		Answer: "those that nobody asked for the longest time are forgotten"})
	// Changes that no process of this version told of: by hand, or by a version from before they were told.
	KeptTime = hackathon.NewLimit(hackathon.Limit{Name: "kept-time", Time: time.Minute,
		Bounds: "the time for which an answer is kept, though nothing is known to have changed",
		Answer: "it is executed again"})
	KeptWhenAway = hackathon.NewLimit(hackathon.Limit{Name: "kept-when-away", Time: time.Minute,
		Bounds: "the time for which answers are given that are kept, while the database cannot be read",
		Answer: "as without them"})
)

const (
	// keptUnasked is how long an answer stays that nobody asks for.
	keptUnasked = 10 * time.Minute
	// longestAsked is the longest request whose answer is kept, in bytes.
	longestAsked = 16 << 10
	// mostAskedOnce is how many requests are remembered that came only once so far.
	mostAskedOnce = 2048
	// keptBeside is the memory of an answer beside its bytes, and of a stream that it rests on; rather too much.
	keptBeside, keptBesideStream = 1 << 10, 64
)

// keeper keeps answers, by the bytes of the request.
type keeper struct {
	hub    *live.Hub
	limits hackathon.Limits
	count  *Counters
	now    func() time.Duration
	seed   maphash.Seed

	mu      sync.Mutex
	answers *simplelru.LRU[string, *answer] // by what was asked; their weight is bounded here, not their number
	weight  int
	// Requests that were asked once, with what their answers rest on: only who is asked again is kept, so that a flood of
	// different ones takes nothing from what the hall asks.
	once, onceBefore map[uint64][]hackathon.ID
	flights          map[string]*flight
	begun            uint64 // executions
	sweeping         bool
}

func newKeeper(hub *live.Hub, limits hackathon.Limits, count *Counters, now func() time.Duration) *keeper {
	k := &keeper{hub: hub, limits: limits, count: count, now: now, seed: maphash.MakeSeed(),
		once: map[uint64][]hackathon.ID{}, flights: map[string]*flight{}}
	k.answers, _ = simplelru.NewLRU(math.MaxInt, func(_ string, a *answer) { // it refuses a size of 0
		k.weight -= a.weight
		hub.Unwatch(a.watched)
	})
	return k
}

// flight is an execution under way, for all who ask for the same.
type flight struct {
	asked   string
	changes uint64 // what the hub had learnt of when it began
	number  uint64
	waiting int // the lock of keeper guards it
	end     context.CancelFunc
	restsOn []hackathon.ID // by the last answer to the same
	known   bool           // there was one
	done    chan struct{}

	// when it is done
	res    *graphql.Response
	answer *answer // nil: there are errors
}

// find returns the answer that is kept and right, with how long the log has not been read if it cannot be; or an
// execution under way that began after everything that anybody was told of, which the caller leaves.
func (k *keeper) find(asked []byte) (*answer, time.Duration, *flight) {
	k.mu.Lock()
	defer k.mu.Unlock()
	return k.look(asked)
}

func (k *keeper) look(asked []byte) (*answer, time.Duration, *flight) {
	now, behind := k.now(), k.hub.Behind()
	if a, ok := k.answers.Peek(unsafe.String(unsafe.SliceData(asked), len(asked))); ok {
		if (behind == 0 && now < a.until || behind > 0 && behind <= k.limits.Time(KeptWhenAway)) && a.right(now) {
			k.answers.Get(a.request)
			a.asked = now
			k.count.KeptHits.Add(1)
			return a, behind, nil
		}
	}
	if f := k.flights[string(asked)]; f != nil && f.changes == k.hub.Changes() {
		f.waiting++
		k.count.KeptJoined.Add(1)
		return nil, 0, f
	}
	return nil, 0, nil
}

// leave ends the execution when nobody waits for it any more.
func (k *keeper) leave(f *flight) {
	k.mu.Lock()
	defer k.mu.Unlock()
	if f.waiting--; f.waiting == 0 {
		f.end()
		k.land(f)
	}
}

func (k *keeper) land(f *flight) {
	if k.flights[f.asked] == f {
		delete(k.flights, f.asked)
	}
}

// answer executes a query, unless its answer is kept or somebody executes it already. Nil: the caller is gone.
func (k *keeper) answer(ctx context.Context, asked string,
	execute func(context.Context) *graphql.Response) *graphql.Response {
	k.mu.Lock()
	a, behind, f := k.look([]byte(asked))
	if a == nil && f == nil {
		begun := &flight{asked: asked, changes: k.hub.Changes(), waiting: 1, done: make(chan struct{})}
		k.begun++
		k.count.KeptExecutions.Add(1)
		begun.number, k.flights[asked] = k.begun, begun
		begun.restsOn, begun.known = k.restsOn(asked)
		shared, end := context.WithCancel(context.WithoutCancel(ctx))
		begun.end = end
		k.mu.Unlock()
		defer end()
		gone := context.AfterFunc(ctx, func() { k.leave(begun) })
		defer func() {
			if gone() {
				k.leave(begun)
			}
		}()
		return k.execute(shared, begun, execute)
	}
	k.mu.Unlock()
	if a != nil {
		return a.response(behind)
	}
	defer k.leave(f)
	select {
	case <-f.done:
		return f.res
	case <-ctx.Done():
		return nil
	}
}

// execute executes a query for all who ask for the same meanwhile, and keeps the answer if it can be.
func (k *keeper) execute(ctx context.Context, f *flight,
	execute func(context.Context) *graphql.Response) *graphql.Response {
	defer close(f.done)
	var watched []*live.Watched
	watching := f.known && k.hub.Behind() == 0
	if watching {
		watched, watching = k.watch(ctx, f.restsOn)
	}
	a := &answer{watched: watched, generations: make([]uint64, len(watched)), began: f.number, from: k.now()}
	for i, w := range watched {
		a.generations[i] = w.Generation()
	}
	noted, reads := hackathon.WithReads(ctx)
	f.res = execute(noted)
	if f.res != nil && len(f.res.Errors) == 0 && f.res.Data != nil && len(f.res.Extensions) == 0 {
		a.finish(appendResponse(nil, f.res))
		f.answer = a
	}
	if f.answer == nil || !k.keep(f.asked, a, reads, watching) {
		k.hub.Unwatch(watched)
	}
	k.mu.Lock()
	k.land(f)
	k.mu.Unlock()
	return f.res
}

// restsOn is what the last answer to the request rested on; not known: nobody has asked lately.
func (k *keeper) restsOn(asked string) (streams []hackathon.ID, known bool) {
	if a, ok := k.answers.Peek(asked); ok {
		return a.restsOn, true
	}
	sum := maphash.String(k.seed, asked)
	if streams, known = k.once[sum]; !known {
		streams, known = k.onceBefore[sum]
	}
	return streams, known
}

// watch watches the streams, if it can. To make room for them the oldest answers are forgotten.
func (k *keeper) watch(ctx context.Context, streams []hackathon.ID) ([]*live.Watched, bool) {
	most := k.limits.Most(KeptStreams)
	for len(streams) <= most/2 {
		watched, err := k.hub.Watch(ctx, streams, most)
		if !errors.Is(err, live.ErrWatching) {
			return watched, err == nil
		}
		k.mu.Lock()
		_, _, evicted := k.answers.RemoveOldest()
		k.mu.Unlock()
		if k.count.KeptEvicted.Add(1); !evicted {
			break // executions under way watch too many
		}
	}
	return nil, false
}

// keep keeps the answer if all that it rests on was watched when its execution began; otherwise that is remembered for
// the next time.
func (k *keeper) keep(asked string, a *answer, reads *hackathon.Reads, watching bool) bool {
	streams, until, why := reads.Kept()
	k.mu.Lock()
	defer k.mu.Unlock()
	if why != "" || len(a.body) > k.limits.Most(KeptAnswerBytes) {
		k.count.KeptNot.Add(1)
		return false
	}
	a.restsOn = streams
	if !watching || !a.watches(streams) {
		if len(k.once) >= mostAskedOnce {
			k.once, k.onceBefore = map[uint64][]hackathon.ID{}, k.once
		}
		k.once[maphash.String(k.seed, asked)] = streams
		return false
	}
	if a.until = a.from + k.limits.Time(KeptTime); until > 0 {
		a.until = min(a.until, a.from+until)
		a.ends = a.from + until
	}
	a.request, a.asked = asked, a.from
	a.weight = 2*len(asked) + len(a.body) + len(a.body)/2 + keptBeside + keptBesideStream*len(a.watched)
	if newer, ok := k.answers.Peek(asked); ok && newer.began > a.began {
		return false
	}
	k.answers.Remove(asked)
	k.answers.Add(asked, a)
	for k.weight += a.weight; k.weight > k.limits.Most(KeptBytes); k.count.KeptEvicted.Add(1) {
		k.answers.RemoveOldest()
	}
	if !k.sweeping {
		k.sweeping = true
		time.AfterFunc(keptUnasked/4, k.sweep)
	}
	return true
}

// sweep forgets what nobody asks for any more, with the streams that are followed for it.
func (k *keeper) sweep() {
	k.mu.Lock()
	defer k.mu.Unlock()
	for {
		_, a, ok := k.answers.GetOldest()
		if k.sweeping = ok; !ok {
			return
		}
		if k.now()-a.asked <= keptUnasked {
			time.AfterFunc(keptUnasked/4, k.sweep)
			return
		}
		k.answers.RemoveOldest()
	}
}

// Kept is how many answers are kept, and their weight.
func (h *Handler) Kept() (answers, bytes int) {
	if h.kept == nil {
		return 0, 0
	}
	h.kept.mu.Lock()
	defer h.kept.mu.Unlock()
	return h.kept.answers.Len(), h.kept.weight
}
