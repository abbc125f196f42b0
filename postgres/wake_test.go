package postgres

import (
	"context"
	"log/slog"
	"slices"
	"testing"
	"time"

	"github.com/loometalgud/mano/hackathon"
	"github.com/loometalgud/mano/postgres/postgrestest"
)

// hearing runs a Wake on the database and returns what it hears.
func hearing(t *testing.T, dsn string) (*Wake, <-chan []hackathon.ID) {
	t.Helper()
	s, err := Open(t.Context(), dsn, Config{})
	if err != nil {
		t.Fatal(err)
	}
	heard := make(chan []hackathon.ID, 1000)
	w := &Wake{DSN: dsn, Log: slog.New(slog.DiscardHandler), Hear: func(streams ...hackathon.ID) { heard <- streams }}
	ctx, stop := context.WithCancel(context.Background())
	done := make(chan error, 1)
	go func() { done <- w.Run(ctx, s) }()
	t.Cleanup(func() {
		stop()
		if err := <-done; err != nil {
			t.Error(err)
		}
		_ = s.Close()
	})
	return w, heard
}

func awaitStream(t *testing.T, heard <-chan []hackathon.ID, want hackathon.ID, resend func()) {
	t.Helper()
	deadline, again := time.After(20*time.Second), time.NewTicker(50*time.Millisecond)
	defer again.Stop()
	resend()
	for {
		select {
		case streams := <-heard:
			for _, s := range streams {
				if s == want {
					return
				}
			}
		case <-again.C:
			resend() // the other side may not have been listening yet: a wake-up is a hint
		case <-deadline:
			t.Fatal("the wake-up was not heard")
		}
	}
}

func TestWake_otherProcessHears(t *testing.T) {
	t.Parallel()
	dsn := postgrestest.Database(t)
	here, _ := hearing(t, dsn)
	_, there := hearing(t, dsn)
	event := hackathon.NewID(hackathon.KindEvent, testNow)
	awaitStream(t, there, event, func() { here.Tell([]hackathon.ID{event}) })
}

// A process has looked at what it wrote itself; hearing of it would make it read the log twice for each change.
func TestWake_doesNotHearItself(t *testing.T) {
	t.Parallel()
	dsn := postgrestest.Database(t)
	here, heardHere := hearing(t, dsn)
	there, heardThere := hearing(t, dsn)
	own, other := hackathon.NewID(hackathon.KindEvent, testNow), hackathon.NewID(hackathon.KindEvent, testNow)
	awaitStream(t, heardHere, other, func() { there.Tell([]hackathon.ID{other}) }) // now it listens
	awaitStream(t, heardThere, own, func() { here.Tell([]hackathon.ID{own}) })
	last := hackathon.NewID(hackathon.KindEvent, testNow)
	there.Tell([]hackathon.ID{last})
	for limit := time.After(20 * time.Second); ; {
		select {
		case streams := <-heardHere:
			if slices.Contains(streams, own) || len(streams) == 0 {
				t.Fatal("it hears what it told itself")
			}
			if slices.Contains(streams, last) {
				return
			}
		case <-limit:
			t.Fatal("the wake-up was not heard")
		}
	}
}

func TestWake_listensAgainAfterItsConnectionIsCut(t *testing.T) {
	t.Parallel()
	dsn := postgrestest.Database(t)
	here, _ := hearing(t, dsn)
	_, heard := hearing(t, dsn)
	event := hackathon.NewID(hackathon.KindEvent, testNow)
	awaitStream(t, heard, event, func() { here.Tell([]hackathon.ID{event}) })
	s, err := Open(t.Context(), dsn, Config{})
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = s.Close() }()
	var cut int
	if err := s.pool.GetContext(t.Context(), &cut, `
		SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity WHERE datname = current_database()
			AND query LIKE 'LISTEN%'`); err != nil || cut != 2 {
		t.Fatalf("cut %d listeners, %v", cut, err)
	}
	after := hackathon.NewID(hackathon.KindEvent, testNow)
	awaitStream(t, heard, after, func() { here.Tell([]hackathon.ID{after}) })
}
