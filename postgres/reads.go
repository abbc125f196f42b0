package postgres

import (
	"context"
	"slices"
	"strings"
	"time"

	"github.com/loometalgud/mano/hackathon"
)

type notedKey struct{}

// noted says what the statements sent with its context rest on: streams and topics, events, or things of events
// (hackathon.Reads). Each method of a concept says it for its own statements, because only it knows where changes of
// its rows are told. A statement without it makes the answer one that cannot be kept.
func noted(ctx context.Context, on ...hackathon.ID) context.Context {
	r := hackathon.ReadsOf(ctx)
	if r == nil {
		return ctx
	}
	r.Of(on...)
	return context.WithValue(ctx, notedKey{}, r)
}

// askNoted is asked before every statement outside of a transaction that writes.
func askNoted(ctx context.Context, query string) {
	if r := hackathon.ReadsOf(ctx); r != nil && ctx.Value(notedKey{}) != r {
		r.Unkept("of this statement it is not noted what its rows rest on: " + strings.Join(strings.Fields(query), " "))
	}
}

// belongs notes that a thing of an event changes on the stream of that event.
func belongs(ctx context.Context, thing any) {
	if r := hackathon.ReadsOf(ctx); r != nil {
		if thing, ok := thing.(hackathon.EventNode); ok {
			r.Belongs(thing.NodeID(), thing.NodeEvent())
		}
	}
}

// notThere notes that something was asked for that is not there. An answer that says so is not kept: the process would
// follow the stream of every event that a caller invents.
func notThere(ctx context.Context) {
	hackathon.ReadsOf(ctx).Unkept("something that is not there: nobody follows what may never be")
}

// today is the day that facts are held against; at midnight they are told otherwise.
func (s *DB) today(ctx context.Context) string {
	now := s.Now().UTC()
	hackathon.ReadsOf(ctx).Until(now.Truncate(24 * time.Hour).Add(24 * time.Hour).Sub(now))
	return now.Format(time.DateOnly)
}

// topicChanged notes, once in a transaction, that what is read of many things has changed.
func (t *tx) topicChanged(topic hackathon.ID) {
	if !slices.Contains(t.topics, topic) {
		t.topics = append(t.topics, topic)
		t.log = append(t.log, hackathon.Activity{Stream: hackathon.RightsStream, Kind: hackathon.ActivityTopicChanged,
			Entity: topic, Audience: hackathon.AudienceOne, Payload: []byte(`{}`), At: t.now})
	}
}
