package hackathon

import (
	"context"
	"sync"
	"time"
)

// Reads notes what the answer of one execution rests on, so that it can be kept until that changes: the streams and
// topics on which changes of what was read are told, and the moment from which the clock alone makes another answer of
// the same rows. Anything that is read without a note makes the answer one that cannot be kept: a note that somebody
// forgot costs time and never makes an answer wrong.
type Reads struct {
	mu      sync.Mutex
	streams map[ID]struct{}
	of      map[ID]ID       // on which stream a thing changes
	unknown map[ID]struct{} // things that were asked for, and of which that is not known yet
	until   time.Duration
	unkept  string
}

type readsKey struct{}

// WithReads returns the context of an execution of which is noted what it reads.
func WithReads(ctx context.Context) (context.Context, *Reads) {
	r := &Reads{streams: map[ID]struct{}{}, of: map[ID]ID{}, unknown: map[ID]struct{}{}}
	return context.WithValue(ctx, readsKey{}, r), r
}

// ReadsOf are the notes of the execution that ctx belongs to; nil, which takes every note, where nobody wants any.
func ReadsOf(ctx context.Context) *Reads {
	r, _ := ctx.Value(readsKey{}).(*Reads)
	return r
}

// Of notes that the answer rests on these streams and topics, and on these things. For a thing of an event, Belongs has
// to say, before or after, on which stream it changes; for one that does not exist nobody does, and the answer is not
// kept.
func (r *Reads) Of(ids ...ID) {
	if r == nil {
		return
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	for _, id := range ids {
		switch k := id.Kind(); {
		case k == KindEvent || k == KindStream:
			r.streams[id] = struct{}{}
		case k == KindPerson:
			r.streams[TopicPeople] = struct{}{}
		case k == KindVenue || k == KindOrganisation:
			r.streams[TopicPlaces] = struct{}{}
		case r.of[id].IsZero():
			r.unknown[id] = struct{}{}
		}
	}
}

// Belongs notes that a thing that was read changes on the stream.
func (r *Reads) Belongs(thing, stream ID) {
	if r == nil {
		return
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	r.streams[stream], r.of[thing] = struct{}{}, stream
	delete(r.unknown, thing)
}

// BelongsTo is Belongs with the stream of another thing.
func (r *Reads) BelongsTo(thing, other ID) {
	if r == nil {
		return
	}
	r.mu.Lock()
	stream := r.of[other]
	r.mu.Unlock()
	if other.Kind() == KindEvent {
		stream = other
	}
	if stream.IsZero() {
		r.Unkept("something that belongs to what was not read")
		return
	}
	r.Belongs(thing, stream)
}

// Until notes that when so much time has passed, what was read gives another answer.
func (r *Reads) Until(passed time.Duration) {
	if r == nil {
		return
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.until == 0 || passed < r.until {
		r.until = max(passed, 1)
	}
}

// Unkept notes that the answer cannot be kept, and why.
func (r *Reads) Unkept(why string) {
	if r == nil {
		return
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.unkept == "" {
		r.unkept = why
	}
}

// Kept returns the streams that the answer rests on, and how long it is right at most, 0: while nothing happens there.
// why says, if it is not empty, that it cannot be kept.
func (r *Reads) Kept() (streams []ID, until time.Duration, why string) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if len(r.unknown) > 0 && r.unkept == "" {
		r.unkept = "something that is not there, or of which it was not noted where it changes"
	}
	streams = make([]ID, 0, len(r.streams))
	for id := range r.streams {
		streams = append(streams, id)
	}
	return streams, r.until, r.unkept
}
