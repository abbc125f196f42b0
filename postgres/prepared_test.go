package postgres

import (
	"fmt"
	"sync"
	"testing"
)

func TestPrepared_fromTheSecondUse(t *testing.T) {
	t.Parallel()
	s := newStore(t)
	const query = `SELECT $1::int + 1`
	for use, want := range []bool{false, true, true} {
		var n int
		if err := s.db.GetContext(t.Context(), &n, query, use); err != nil || n != use+1 {
			t.Fatalf("%d, %v", n, err)
		}
		if (s.db.prepared[query] != nil) != want {
			t.Errorf("after use %d prepared: %v", use, !want)
		}
	}
	const inTx = `SELECT $1::int + 2`
	for range 3 {
		if err := s.write(t.Context(), nil, func(t *tx) error { var n int; return t.get(&n, inTx, 1) }); err != nil {
			t.Fatal(err)
		}
	}
	if s.db.prepared[inTx] == nil {
		t.Error("what transactions use again is not prepared")
	}
}

// A transaction that would wait for a second connection while it holds one would hang here.
func TestPrepared_transactionsNeedOneConnection(t *testing.T) {
	t.Parallel()
	s := newStore(t)
	s.db.SetMaxOpenConns(2)
	var all sync.WaitGroup
	for i := range 8 {
		all.Go(func() {
			for j := range 10 {
				if err := s.write(t.Context(), nil, func(tx *tx) error {
					var n int
					return tx.get(&n, fmt.Sprintf(`SELECT %d + $1::int`, (i+j)%5), 1)
				}); err != nil {
					t.Error(err)
				}
			}
		})
	}
	all.Wait()
}

func TestPrepared_migrationsWhileItRuns(t *testing.T) {
	t.Parallel()
	s := newStore(t)
	s.db.MustExec(`CREATE TABLE thing (n int); INSERT INTO thing VALUES (7)`)
	const query = `SELECT n FROM thing WHERE n <> $1`
	read := func() (n string, err error) { return n, s.db.GetContext(t.Context(), &n, query, 0) }
	write := func() (n string, err error) {
		return n, s.write(t.Context(), nil, func(t *tx) error { return t.get(&n, query, 0) })
	}
	for _, change := range []string{`SELECT 1`, `ALTER TABLE thing ALTER n TYPE bigint`, `ALTER TABLE thing ALTER n TYPE numeric`} {
		s.db.MustExec(change)
		for name, use := range map[string]func() (string, error){"write": write, "read": read} {
			for range 3 {
				if _, err := use(); err != nil {
					t.Errorf("after %s: %s: %v", change, name, err)
				}
			}
		}
	}
}

func TestPrepared_isBounded(t *testing.T) {
	t.Parallel()
	s := newStore(t)
	for i := range maxPrepared + 50 {
		for range 2 {
			var n int
			if err := s.db.GetContext(t.Context(), &n, fmt.Sprintf(`SELECT %d + $1::int`, i), 1); err != nil || n != i+1 {
				t.Fatal(n, err)
			}
		}
	}
	if n := len(s.db.prepared); n > maxPrepared {
		t.Errorf("%d statements are prepared", n)
	}
}
