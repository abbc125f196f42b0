package postgres

import (
	"context"
	"errors"
	"slices"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/loometalgud/mano/hackathon"
)

func TestLine_lastComesLast(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		l := newLine(1, hackathon.Limits{DatabaseWaiting: 100, DatabaseWait: -1})
		if err := l.enter(t.Context()); err != nil {
			t.Fatal(err)
		}
		var mu sync.Mutex
		var order []int
		var all sync.WaitGroup
		for i := range 20 {
			all.Go(func() {
				if err := l.enter(hackathon.WithTurn(t.Context())); err != nil {
					t.Error(err)
				}
				mu.Lock()
				order = append(order, i)
				mu.Unlock()
				l.leave()
			})
			synctest.Wait() // it stands in line
		}
		if n := l.length(); n != 20 {
			t.Errorf("%d wait", n)
		}
		l.leave()
		all.Wait()
		if !slices.IsSorted(order) || len(order) != 20 {
			t.Error(order)
		}
	})
}

func TestLine_refusesAtOnceBeyondItsLength(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		l := newLine(1, hackathon.Limits{DatabaseWaiting: 2, DatabaseWait: -1})
		inside := hackathon.WithTurn(t.Context())
		if err := l.enter(inside); err != nil {
			t.Fatal(err)
		}
		var all sync.WaitGroup
		for range 2 {
			all.Go(func() {
				if err := l.enter(hackathon.WithTurn(t.Context())); err != nil {
					t.Error(err)
				}
				l.leave()
			})
			synctest.Wait()
		}
		outside := hackathon.WithTurn(t.Context())
		err := l.enter(outside)
		e, ok := errors.AsType[*hackathon.Error](err)
		if !ok || e.Kind != hackathon.RateLimited || e.RetryAfter < time.Second || !hackathon.TurnOf(outside).Refused() {
			t.Fatalf("%v", err)
		}
		// What belongs to the refused call stays refused; what was let in is not, and goes first; what is no call waits.
		var order []string
		all.Go(func() {
			if err := l.enter(t.Context()); err != nil {
				t.Error(err)
			}
			order = append(order, "patient")
			l.leave()
		})
		synctest.Wait()
		all.Go(func() {
			if err := l.enter(inside); err != nil {
				t.Error(err)
			}
			order = append(order, "again")
			l.leave()
		})
		synctest.Wait()
		l.leave()
		all.Wait()
		if !slices.Equal(order, []string{"again", "patient"}) {
			t.Error(order)
		}
		if err := l.enter(outside); !errors.Is(err, hackathon.RateLimited) {
			t.Error(err)
		}
		if l.free != 1 || l.refused.Load() != 1 {
			t.Errorf("free %d, refused %d", l.free, l.refused.Load())
		}
	})
}

func TestLine_refusesWhoHasWaitedForTooLong(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		l := newLine(1, hackathon.Limits{DatabaseWaiting: 100, DatabaseWait: int64(time.Second)})
		if err := l.enter(t.Context()); err != nil {
			t.Fatal(err)
		}
		began := time.Now()
		if err := l.enter(hackathon.WithTurn(t.Context())); !errors.Is(err, hackathon.RateLimited) ||
			time.Since(began) != time.Second {
			t.Error(err, time.Since(began))
		}
		ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
		defer cancel()
		if err := l.enter(ctx); !errors.Is(err, context.DeadlineExceeded) || time.Since(began) != time.Second+time.Minute {
			t.Error("who has no turn waits as long as the context lasts:", err, time.Since(began))
		}
		l.leave()
		if l.free != 1 || l.length() != 0 {
			t.Errorf("free %d, waiting %d", l.free, l.length())
		}
	})
}

// Whoever gives up at the moment that it is their turn lets the next one in.
func TestLine_losesNoPlace(t *testing.T) {
	t.Parallel()
	l := newLine(2, hackathon.Limits{DatabaseWaiting: 50, DatabaseWait: int64(time.Millisecond)})
	var all sync.WaitGroup
	for range 16 {
		all.Go(func() {
			for range 200 {
				ctx, cancel := context.WithTimeout(hackathon.WithTurn(t.Context()), 50*time.Microsecond)
				if l.enter(ctx) == nil {
					l.leave()
				}
				cancel()
			}
		})
	}
	all.Wait()
	if l.free != 2 || l.length() != 0 {
		t.Errorf("free %d, waiting %d", l.free, l.length())
	}
}
