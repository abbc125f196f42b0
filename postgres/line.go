package postgres

import (
	"container/list"
	"context"
	"math/rand/v2"
	"sync"
	"sync/atomic"
	"time"

	"github.com/loometalgud/mano/hackathon"
)

// line lets a number of people in at once and the others in the order in which they came. Who was let in before with
// the same turn goes ahead of those who wait for the first time. A call that comes when the line is at its longest, or
// has waited for its longest, is refused; who has no turn waits as long as their context lasts.
type line struct {
	limits hackathon.Limits

	mu      sync.Mutex
	free    int
	again   list.List // of chan struct{}, closed when it is one's turn
	waiting list.List

	refused atomic.Uint64
}

func newLine(free int, limits hackathon.Limits) *line { return &line{free: free, limits: limits} }

// full refuses a call because of the length of the line, or of the wait in it. Clients are told different times, so
// that they do not return as a herd.
func (l *line) full(limit *hackathon.Limit) error {
	no := l.limits.Reached(limit)
	no.Kind, no.RetryAfter = hackathon.RateLimited, time.Duration(1+rand.IntN(3))*time.Second
	no.Message += "; the server has more to do than it can at this moment; nothing was done, try again in a few seconds"
	return no
}

// enter returns nil when it is ctx's turn; leave has to be called then.
func (l *line) enter(ctx context.Context) error {
	turn, goesAhead := hackathon.TurnOf(ctx), ctx.Value(aheadKey{}) != nil
	if goesAhead {
		turn = nil
	}
	first := turn != nil && !turn.Admitted()
	if turn.Refused() {
		return l.full(DatabaseWaiting)
	}
	l.mu.Lock()
	if l.free > 0 { // then nobody waits
		l.free--
		l.mu.Unlock()
		return l.admit(turn)
	}
	if first && l.waiting.Len() >= l.limits.Most(DatabaseWaiting) && turn.Refuse() {
		l.mu.Unlock()
		l.refused.Add(1)
		return l.full(DatabaseWaiting)
	}
	queue := &l.waiting
	if goesAhead || turn.Admitted() {
		queue = &l.again
	}
	mine := make(chan struct{})
	place := queue.PushBack(mine)
	l.mu.Unlock()

	var late <-chan time.Time
	if first {
		timer := time.NewTimer(l.limits.Time(DatabaseWait))
		defer timer.Stop()
		late = timer.C
	}
	for {
		select {
		case <-mine:
			return l.admit(turn)
		case <-ctx.Done():
			l.giveUp(queue, place, mine)
			return ctx.Err()
		case <-late:
			if turn.Refuse() {
				l.giveUp(queue, place, mine)
				l.refused.Add(1)
				return l.full(DatabaseWait)
			}
			late = nil // another question of the same call was let in: this one is no longer refused
		}
	}
}

// admit notes that the call is let in. When another question of it was refused meanwhile, nothing of it is asked.
func (l *line) admit(turn *hackathon.Turn) error {
	if turn == nil || turn.Admit() {
		return nil
	}
	l.leave()
	return l.full(DatabaseWaiting)
}

func (l *line) giveUp(queue *list.List, place *list.Element, mine chan struct{}) {
	l.mu.Lock()
	select {
	case <-mine: // one's turn came at the same moment
		l.mu.Unlock()
		l.leave()
	default:
		queue.Remove(place)
		l.mu.Unlock()
	}
}

// leave lets the next one in.
func (l *line) leave() {
	l.mu.Lock()
	defer l.mu.Unlock()
	for _, queue := range []*list.List{&l.again, &l.waiting} {
		if next := queue.Front(); next != nil {
			close(queue.Remove(next).(chan struct{}))
			return
		}
	}
	l.free++
}

// length is how many wait.
func (l *line) length() int {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.again.Len() + l.waiting.Len()
}
