package postgres

import (
	"context"
	"errors"
	"testing"
	"time"

	"github.com/loometalgud/mano/hackathon"
	"github.com/loometalgud/mano/postgres/postgrestest"
)

var testNow = time.Date(2026, 5, 17, 9, 0, 0, 0, time.UTC)

// newDB is a DB on a database of the test's own, with a clock that stands still.
func newDB(t *testing.T) *DB {
	t.Helper()
	return newStoreOn(t, postgrestest.Database(t))
}

func newStoreOn(t *testing.T, dsn string) *DB {
	t.Helper()
	s, err := Open(t.Context(), dsn, Config{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = s.Close() })
	s.Now = func() time.Time { return testNow }
	return s
}

func newPerson(t *testing.T, s *DB, name string) *hackathon.Viewer {
	t.Helper()
	return &hackathon.Viewer{PersonID: rows(t, s).Person(name)}
}

// rows puts into the database what a test needs to find there.
func rows(t *testing.T, s *DB) postgrestest.Rows {
	return postgrestest.Rows{T: t, DB: s.pool, At: testNow}
}

// someInput is that of a mutation which answers with somebody.
type someInput struct {
	hackathon.Keyed
	Text string
}

func (*someInput) Check(*hackathon.Checks) {}

func (s *DB) mutateSomebody(ctx context.Context, viewer *hackathon.Viewer, key, text string,
	do func(*tx) (*hackathon.Person, error)) (*hackathon.Person, error) {
	in := &someInput{Keyed: hackathon.Keyed{IdempotencyKey: &key}, Text: text}
	return mutate(ctx, s, viewer, "test", in, entity[*hackathon.Person]{
		lock: func(_ *tx, id hackathon.ID) (*hackathon.Person, error) { return &hackathon.Person{ID: id}, nil },
	}, do)
}

func TestOnce_repeatedKeyGivesFirstResult(t *testing.T) {
	t.Parallel()
	s := newDB(t)
	viewer, runs := newPerson(t, s, "Leida P."), 0
	call := func(input string) (hackathon.ID, error) {
		p, err := s.mutateSomebody(t.Context(), viewer, "k1", input, func(tx *tx) (*hackathon.Person, error) {
			runs++
			return &hackathon.Person{ID: hackathon.NewID(hackathon.KindPerson, tx.now)}, nil
		})
		if err != nil {
			return hackathon.ID{}, err
		}
		return p.ID, nil
	}
	first, err := call("a")
	if err != nil {
		t.Fatal(err)
	}
	again, err := call("a")
	if err != nil || again != first || runs != 1 {
		t.Errorf("repeated call: %v, %v after %d runs; want %v after 1", again, err, runs, first)
	}
	if _, err := call("b"); !errors.Is(err, hackathon.Conflict) {
		t.Errorf("same key, another input: %v, want CONFLICT", err)
	}
	s.Now = func() time.Time { return testNow.Add(IdempotencyLife + time.Second) }
	if later, err := call("b"); err != nil || later == first {
		t.Errorf("after the key's life: %v, %v; want a new result", later, err)
	}
}

func TestOnce_failureForgetsTheKey(t *testing.T) {
	t.Parallel()
	s := newDB(t)
	viewer, boom, ran := newPerson(t, s, "Leida P."), errors.New("boom"), false
	if _, err := s.mutateSomebody(t.Context(), viewer, "k1", "1",
		func(*tx) (*hackathon.Person, error) { return nil, boom }); !errors.Is(err, boom) {
		t.Fatal(err)
	}
	if _, err := s.mutateSomebody(t.Context(), viewer, "k1", "2", func(*tx) (*hackathon.Person, error) {
		ran = true
		return &hackathon.Person{ID: viewer.PersonID}, nil
	}); err != nil || !ran {
		t.Errorf("the key of a failed call was kept: %v", err)
	}
}

func TestWrite_runsAgainAfterDeadlock(t *testing.T) {
	t.Parallel()
	s := newDB(t)
	a, b := newPerson(t, s, "A"), newPerson(t, s, "B")
	lock := func(tx *tx, v *hackathon.Viewer) error {
		_, err := tx.run(`UPDATE person SET display_name = display_name || '+' WHERE id = $1`, v.PersonID)
		return err
	}
	held := make(chan struct{}, 4)
	both := make(chan struct{})
	go func() { <-held; <-held; close(both) }()
	crosswise := func(first, second *hackathon.Viewer) error {
		return s.write(context.Background(), nil, func(tx *tx) error {
			if err := lock(tx, first); err != nil {
				return err
			}
			held <- struct{}{}
			<-both
			return lock(tx, second)
		})
	}
	done := make(chan error, 2)
	go func() { done <- crosswise(a, b) }()
	go func() { done <- crosswise(b, a) }()
	for range 2 {
		if err := <-done; err != nil {
			t.Error(err)
		}
	}
	var name string
	if err := s.pool.GetContext(t.Context(), &name, `SELECT display_name FROM person
		WHERE id = $1`, a.PersonID); err != nil || name != "A++" {
		t.Errorf("name %q, %v: each transaction must have its effect once", name, err)
	}
}

func TestWrite_logsOnlyWhatCommits(t *testing.T) {
	t.Parallel()
	s := newDB(t)
	viewer := newPerson(t, s, "Leida P.")
	var told [][]hackathon.ID
	s.Committed = func(streams []hackathon.ID) { told = append(told, streams) }
	log := func(fail error) error {
		return s.write(t.Context(), viewer, func(tx *tx) error {
			for _, stream := range []hackathon.ID{viewer.PersonID, hackathon.GlobalStream, viewer.PersonID} {
				if err := tx.activity(stream, hackathon.ActivityNoticeAdded, viewer.PersonID, 1, hackathon.AudienceOne,
					map[string]int{"n": 1}); err != nil {
					return err
				}
			}
			return fail
		})
	}
	boom := errors.New("boom")
	if err := log(boom); !errors.Is(err, boom) {
		t.Fatal(err)
	}
	if err := log(nil); err != nil {
		t.Fatal(err)
	}
	if len(told) != 1 || len(told[0]) != 2 {
		t.Errorf("told of %v, want once of two streams", told)
	}
	got, err := s.ReadLog(t.Context(), []hackathon.Position{{Stream: viewer.PersonID}}, 10)
	if err != nil || len(got) != 2 || got[0].Seq != 1 || got[1].Seq != 2 || got[0].Actor != viewer.PersonID ||
		!got[0].At.Equal(testNow) {
		t.Errorf("log: %+v, %v", got, err)
	}
}
