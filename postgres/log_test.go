package postgres

import (
	"context"
	"encoding/json"
	"errors"
	"math/rand/v2"
	"sync"
	"testing"

	"github.com/loometalgud/mano/hackathon"
)

var errRolledBack = errors.New("rolled back on purpose")

// Twelve writers on three streams and a few shared entities, some of whom roll back or write to two streams at once,
// while a reader follows: it sees exactly what was committed, each once, without a gap, and each entity's versions
// rising.
func TestReadLog_losesDoublesAndInvertsNothing(t *testing.T) {
	t.Parallel()
	s := newDB(t)
	ctx := t.Context()
	const writers, each, streamCount, entityCount = 12, 60, 3, 4
	streams := make([]hackathon.ID, streamCount)
	for i := range streams {
		streams[i] = newPerson(t, s, "voog").PersonID
	}
	if _, err := s.pool.ExecContext(ctx, `CREATE TABLE counter (entity uuid PRIMARY KEY, version integer NOT
		NULL)`); err != nil {
		t.Fatal(err)
	}
	entities := make([]hackathon.ID, entityCount)
	for i := range entities {
		entities[i] = hackathon.NewID(hackathon.KindIdea, testNow)
		if _, err := s.pool.ExecContext(ctx, `INSERT INTO counter VALUES ($1, 0)`, entities[i]); err != nil {
			t.Fatal(err)
		}
	}

	var mu sync.Mutex
	committed := map[string]int{} // what was committed: how often each mark should be read
	var writing sync.WaitGroup
	for w := range writers {
		r := rand.New(rand.NewPCG(1, uint64(w)))
		writing.Go(func() {
			for i := range each {
				first, second := r.IntN(streamCount), r.IntN(streamCount)
				both, gone, entity := r.IntN(4) == 0 && first != second, r.IntN(5) == 0, r.IntN(entityCount)
				mark, _ := json.Marshal([]int{w, i})
				err := s.write(ctx, nil, func(t *tx) error {
					var version int
					// an entity belongs to one stream here, as it does in the product: its row's lock orders its versions
					if err := t.get(&version, `UPDATE counter SET version = version + 1 WHERE entity = $1 RETURNING version`,
						entities[entity]); err != nil {
						return err
					}
					if err := t.activity(streams[entity%streamCount], "TEST", entities[entity], version, hackathon.AudiencePublic,
						json.RawMessage(mark)); err != nil {
						return err
					}
					if both {
						for _, stream := range []int{first, second} {
							if err := t.activity(streams[stream], "TEST", streams[stream], 0, hackathon.AudiencePublic,
								json.RawMessage(mark)); err != nil {
								return err
							}
						}
					}
					if gone {
						return errRolledBack
					}
					return nil
				})
				if gone != errors.Is(err, errRolledBack) || !gone && err != nil {
					t.Error(err)
					return
				}
				if !gone {
					mu.Lock()
					committed[string(mark)]++
					if both {
						committed[string(mark)] += 2
					}
					mu.Unlock()
				}
			}
		})
	}
	done := make(chan struct{})
	go func() { writing.Wait(); close(done) }()

	follow(ctx, t, s, streams, committed, done)
}

func follow(ctx context.Context, t *testing.T, s *DB, streams []hackathon.ID, committed map[string]int,
	done <-chan struct{}) {
	t.Helper()
	at := make([]hackathon.Position, len(streams))
	for i, stream := range streams {
		at[i].Stream = stream
	}
	read, versions := map[string]int{}, map[hackathon.ID]int32{}
	pass := func() int {
		news, err := s.ReadLog(ctx, at, 17)
		if err != nil {
			t.Fatal(err)
		}
		for _, a := range news {
			for i := range at {
				if at[i].Stream != a.Stream {
					continue
				}
				if a.Seq != at[i].Seq+1 {
					t.Fatalf("after %d of stream %d comes %d", at[i].Seq, i, a.Seq)
				}
				at[i].Seq, at[i].Tag = a.Seq, a.Tag
			}
			if a.Version > 0 {
				if a.Version != versions[a.Entity]+1 {
					t.Fatalf("after version %d of an entity comes %d", versions[a.Entity], a.Version)
				}
				versions[a.Entity] = a.Version
			}
			read[compact(t, a.Payload)]++
		}
		return len(news)
	}
	for finished := false; ; {
		n := pass()
		if finished && n == 0 {
			break
		}
		select {
		case <-done:
			finished = true
		default:
		}
	}
	if len(read) != len(committed) {
		t.Errorf("read %d of %d committed transactions", len(read), len(committed))
	}
	for mark, n := range committed {
		if read[mark] != n {
			t.Errorf("%s was committed %d times and read %d times", mark, n, read[mark])
		}
	}
	heads, err := s.Heads(ctx, streams)
	if err != nil {
		t.Fatal(err)
	}
	for _, head := range heads {
		for _, p := range at {
			if p.Stream == head.Stream && p != head.Position {
				t.Errorf("head %+v, read up to %+v", head, p)
			}
		}
	}
	tags, err := s.Tags(ctx, append([]hackathon.Position{{Stream: streams[0], Seq: at[0].Seq + 1}}, at...))
	if err != nil || len(tags) != len(at) {
		t.Errorf("tags at the ends: %v, %v", tags, err)
	}
}

func compact(t *testing.T, payload json.RawMessage) string {
	t.Helper()
	var mark []int
	if err := json.Unmarshal(payload, &mark); err != nil {
		t.Fatal(err)
	}
	b, _ := json.Marshal(mark)
	return string(b)
}

func TestStreamNumbers_thereAndBack(t *testing.T) {
	t.Parallel()
	s := newDB(t)
	person := newPerson(t, s, "voog").PersonID
	numbers, err := s.StreamNumbers(t.Context(), []hackathon.ID{person, hackathon.GlobalStream,
		hackathon.NewID(hackathon.KindEvent, testNow)})
	if err != nil || len(numbers) != 2 || numbers[person] < 1 {
		t.Fatal(numbers, err)
	}
	back, err := s.StreamsByNumber(t.Context(), []int64{numbers[person], 99_999})
	if err != nil || len(back) != 1 || back[numbers[person]] != person {
		t.Error(back, err)
	}
}
