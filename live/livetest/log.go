// Package livetest is for tests of live and of its transports: a log in memory that can be cut, rewritten and broken, a
// connection that can be stalled, and a rendering that can be parsed.
package livetest

import (
	"context"
	"math/rand/v2"
	"slices"
	"sync"
	"time"

	"github.com/loometalgud/mano/hackathon"
	"github.com/loometalgud/mano/live"
)

// Log is a live.Log in memory.
type Log struct {
	// Before, if set, runs at the start of every call, with the method's name. It may block, and its error fails the call.
	// Set it before the hub starts.
	Before func(method string) error

	mu      sync.Mutex
	streams map[hackathon.ID]*stream
	numbers []hackathon.ID
	calls   map[string]int
	err     error
}

type stream struct {
	rows []hackathon.Activity
	min  int64 // oldest Seq kept
	head hackathon.Position
}

var _ live.Log = (*Log)(nil)

func NewLog() *Log {
	return &Log{streams: map[hackathon.ID]*stream{}, calls: map[string]int{}}
}

// Append commits an activity. It sets Seq and Tag, and At if that is zero.
func (l *Log) Append(a hackathon.Activity) hackathon.Activity {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.append(a)
}

// Redact commits an activity that takes back what was said of its entity: the payload of the entity's earlier
// activities is removed, and RightsStream says so.
func (l *Log) Redact(a hackathon.Activity) hackathon.Activity {
	l.mu.Lock()
	defer l.mu.Unlock()
	rows := l.stream(a.Stream).rows
	for i := range rows {
		if rows[i].Entity == a.Entity {
			rows[i].Payload = nil
		}
	}
	l.append(hackathon.Activity{Stream: hackathon.RightsStream, Kind: hackathon.ActivityTextRedacted, Entity: a.Stream,
		Audience: hackathon.AudienceOne})
	return l.append(a)
}

func (l *Log) append(a hackathon.Activity) hackathon.Activity {
	st := l.stream(a.Stream)
	a.Seq, a.Tag = st.head.Seq+1, rand.Uint32()
	if a.At.IsZero() {
		a.At = time.Now()
	}
	st.head = hackathon.Position{Stream: a.Stream, Seq: a.Seq, Tag: a.Tag}
	st.rows = append(st.rows, a)
	return a
}

// Head is the newest position of a stream.
func (l *Log) Head(id hackathon.ID) hackathon.Position {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.stream(id).head
}

// Rows is what the log has of a stream.
func (l *Log) Rows(id hackathon.ID) []hackathon.Activity {
	l.mu.Lock()
	defer l.mu.Unlock()
	return slices.Clone(l.stream(id).rows)
}

// Read calls f with the rows and the head of each stream, as one transaction would see them.
func (l *Log) Read(streams []hackathon.ID, f func(rows []hackathon.Activity, at hackathon.Position)) {
	l.mu.Lock()
	defer l.mu.Unlock()
	for _, id := range streams {
		st := l.stream(id)
		f(st.rows, st.head)
	}
}

// Prune drops what is older than seq min, except the row just before it, as retention does.
func (l *Log) Prune(id hackathon.ID, min int64) {
	l.mu.Lock()
	defer l.mu.Unlock()
	st := l.stream(id)
	st.min = min
	st.rows = slices.DeleteFunc(st.rows, func(a hackathon.Activity) bool { return a.Seq < min-1 })
}

// Rewind drops what is newer than seq, as a restore or a lossy failover does; later activities have other tags.
func (l *Log) Rewind(id hackathon.ID, seq int64) {
	l.mu.Lock()
	defer l.mu.Unlock()
	st := l.stream(id)
	st.rows = slices.DeleteFunc(st.rows, func(a hackathon.Activity) bool { return a.Seq > seq })
	st.head = hackathon.Position{Stream: id, Seq: seq}
	if n := len(st.rows); n > 0 {
		st.head.Tag = st.rows[n-1].Tag
	}
}

// Fail makes every call fail with err; nil ends that.
func (l *Log) Fail(err error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.err = err
}

// Calls counts the calls of a method.
func (l *Log) Calls(method string) int {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.calls[method]
}

func (l *Log) stream(id hackathon.ID) *stream {
	st := l.streams[id]
	if st == nil {
		st = &stream{min: 1, head: hackathon.Position{Stream: id}}
		l.streams[id] = st
	}
	return st
}

// call is one read: it counts, fails when it should, and sees the log as one transaction would.
func call[T any](ctx context.Context, l *Log, method string, read func() T) (out T, err error) {
	if l.Before != nil {
		if err := l.Before(method); err != nil {
			return out, err
		}
	}
	if err := ctx.Err(); err != nil {
		return out, err
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	l.calls[method]++
	if l.err != nil {
		return out, l.err
	}
	return read(), nil
}

func (l *Log) ReadLog(ctx context.Context, after []hackathon.Position, limit int) ([]hackathon.Activity, error) {
	return call(ctx, l, "ReadLog", func() (out []hackathon.Activity) {
		for _, p := range after {
			rows := l.stream(p.Stream).rows
			if len(rows) > 0 {
				rows = rows[min(len(rows), max(0, int(p.Seq+1-rows[0].Seq))):]
			}
			out = append(out, rows[:min(limit, len(rows))]...)
		}
		return out
	})
}

func (l *Log) Heads(ctx context.Context, streams []hackathon.ID) ([]hackathon.Head, error) {
	return call(ctx, l, "Heads", func() (out []hackathon.Head) {
		for _, id := range streams {
			st := l.stream(id)
			out = append(out, hackathon.Head{Position: st.head, MinSeq: st.min})
		}
		return out
	})
}

func (l *Log) Tags(ctx context.Context, at []hackathon.Position) ([]hackathon.Position, error) {
	return call(ctx, l, "Tags", func() (out []hackathon.Position) {
		for _, p := range at {
			for _, a := range l.stream(p.Stream).rows {
				if a.Seq == p.Seq {
					out = append(out, hackathon.Position{Stream: p.Stream, Seq: p.Seq, Tag: a.Tag})
				}
			}
		}
		return out
	})
}

func (l *Log) StreamNumbers(ctx context.Context, streams []hackathon.ID) (map[hackathon.ID]int64, error) {
	return call(ctx, l, "StreamNumbers", func() map[hackathon.ID]int64 {
		out := map[hackathon.ID]int64{}
		for _, id := range streams {
			if !slices.Contains(l.numbers, id) {
				l.numbers = append(l.numbers, id)
			}
			out[id] = int64(slices.Index(l.numbers, id) + 1)
		}
		return out
	})
}

func (l *Log) StreamsByNumber(ctx context.Context, numbers []int64) (map[int64]hackathon.ID, error) {
	return call(ctx, l, "StreamsByNumber", func() map[int64]hackathon.ID {
		out := map[int64]hackathon.ID{}
		for _, n := range numbers {
			if n >= 1 && n <= int64(len(l.numbers)) {
				out[n] = l.numbers[n-1]
			}
		}
		return out
	})
}
