package transporttest

import (
	"context"
	"encoding/json"
	"math/rand/v2"
	"sync"
	"time"

	"github.com/loometalgud/mano/hackathon"
	"github.com/loometalgud/mano/live"
)

// Log is a live.Log in memory, with one stream of posts.
type Log struct {
	Stream hackathon.ID

	mu         sync.Mutex
	activities map[hackathon.ID][]hackathon.Activity
	changed    func(...hackathon.ID)
}

var _ live.Log = (*Log)(nil)

// NewLog makes an empty log.
func NewLog() *Log {
	return &Log{Stream: hackathon.NewID(hackathon.KindEvent, time.Now()), activities: map[hackathon.ID][]hackathon.Activity{}}
}

// OnChange sets what is called after every append.
func (l *Log) OnChange(poke func(...hackathon.ID)) { l.changed = poke }

// Append stores a post and returns its number.
func (l *Log) Append(p Post) int64 {
	payload, err := json.Marshal(p)
	if err != nil {
		panic(err)
	}
	seq := l.append(hackathon.Activity{Stream: l.Stream, Kind: hackathon.ActivityIdeaSubmitted, Audience: hackathon.AudiencePublic, Payload: payload})
	return seq
}

// ChangeRights tells the hub that the rights of a person have changed.
func (l *Log) ChangeRights(person hackathon.ID) {
	l.append(hackathon.Activity{Stream: person, Kind: hackathon.ActivityRightsChanged, Audience: hackathon.AudienceOne})
}

func (l *Log) append(a hackathon.Activity) int64 {
	l.mu.Lock()
	a.Seq = int64(len(l.activities[a.Stream])) + 1
	a.Tag, a.At = rand.Uint32(), time.Now()
	a.Entity, a.Version = hackathon.NewID(hackathon.KindIdea, a.At), 1
	l.activities[a.Stream] = append(l.activities[a.Stream], a)
	l.mu.Unlock()
	if l.changed != nil {
		l.changed(a.Stream)
	}
	return a.Seq
}

// Snapshot reads the last posts and where the log stood.
func (l *Log) Snapshot(_ context.Context, streams []hackathon.ID) (live.Snapshot, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	var s live.Snapshot
	for _, id := range streams {
		all := l.activities[id]
		at := hackathon.Position{Stream: id}
		if n := len(all); n > 0 {
			at.Seq, at.Tag = all[n-1].Seq, all[n-1].Tag
			s.Items = append(s.Items, all[max(0, n-3):]...)
		}
		s.At = append(s.At, at)
	}
	return s, nil
}

// ReadLog implements live.Log.
func (l *Log) ReadLog(_ context.Context, after []hackathon.Position, limit int) ([]hackathon.Activity, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	var out []hackathon.Activity
	for _, p := range after {
		all := l.activities[p.Stream]
		from := min(int(p.Seq), len(all))
		out = append(out, all[from:min(from+limit, len(all))]...)
	}
	return out, nil
}

// Heads implements live.Log.
func (l *Log) Heads(_ context.Context, streams []hackathon.ID) ([]hackathon.Head, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	var out []hackathon.Head
	for _, id := range streams {
		h := hackathon.Head{Position: hackathon.Position{Stream: id}, MinSeq: 1}
		if all := l.activities[id]; len(all) > 0 {
			h.Seq, h.Tag = all[len(all)-1].Seq, all[len(all)-1].Tag
		}
		out = append(out, h)
	}
	return out, nil
}

// Tags implements live.Log.
func (l *Log) Tags(_ context.Context, at []hackathon.Position) ([]hackathon.Position, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	var out []hackathon.Position
	for _, p := range at {
		if all := l.activities[p.Stream]; p.Seq >= 1 && p.Seq <= int64(len(all)) {
			out = append(out, hackathon.Position{Stream: p.Stream, Seq: p.Seq, Tag: all[p.Seq-1].Tag})
		}
	}
	return out, nil
}

// StreamNumbers implements live.Log: the number is a part of the id, large enough not to meet another one's.
func (l *Log) StreamNumbers(_ context.Context, streams []hackathon.ID) (map[hackathon.ID]int64, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	out := map[hackathon.ID]int64{}
	for _, id := range streams {
		out[id] = numberOf(id)
		if _, ok := l.activities[id]; !ok {
			l.activities[id] = nil
		}
	}
	return out, nil
}

// StreamsByNumber implements live.Log.
func (l *Log) StreamsByNumber(_ context.Context, numbers []int64) (map[int64]hackathon.ID, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	out := map[int64]hackathon.ID{}
	for _, n := range numbers {
		for id := range l.activities {
			if numberOf(id) == n {
				out[n] = id
			}
		}
	}
	return out, nil
}

func numberOf(id hackathon.ID) int64 {
	var n int64 = 1
	for _, b := range id[11:] {
		n = n<<8 | int64(b)
	}
	return n
}
