// Package notify sends e-mail. A Queue accepts a message at once and sends it in the background, with growing pauses
// between attempts, as long as it is of use. No address, code or text of a message is ever logged.
package notify

import (
	"context"
	"errors"
	"log/slog"
	"sync"
	"time"

	"github.com/loometalgud/mano/hackathon"
)

// Message is a mail to one address, as plain text.
type Message struct {
	To      string
	Subject string
	Text    string
	// Kind names the message in logs, without any of its content.
	Kind string
	// Until is when the message becomes useless; it is not sent later.
	Until time.Time
}

// Sender sends one message. An error that wraps ErrRefused is final.
type Sender interface {
	Send(ctx context.Context, m Message) error
}

// ErrRefused marks a message that will never be accepted, such as one to an unknown mailbox.
var ErrRefused = errors.New("refused for good")

// ErrFull is the answer of a full queue.
var ErrFull = &hackathon.Error{Kind: hackathon.RateLimited,
	Message: "too many mails are waiting to be sent; try again in a minute"}

// Queue sends messages in the background. They are only in memory: who waits for a code can ask for a new one.
type Queue struct {
	// Pauses come before the second attempt, the third and so on; the last one repeats.
	Pauses []time.Duration
	// Timeout bounds one attempt.
	Timeout time.Duration
	Log     *slog.Logger
	Now     func() time.Time

	sender  Sender
	waiting chan attempt
	room    chan struct{} // one for each message that is not done
}

type attempt struct {
	Message
	number int
}

// NewQueue holds up to capacity messages.
func NewQueue(sender Sender, capacity int, log *slog.Logger) *Queue {
	return &Queue{
		Pauses:  []time.Duration{time.Second, 5 * time.Second, 20 * time.Second, time.Minute},
		Timeout: 20 * time.Second,
		Log:     log,
		Now:     time.Now,
		sender:  sender,
		waiting: make(chan attempt, capacity),
		room:    make(chan struct{}, capacity),
	}
}

// Put accepts a message; it never blocks.
func (q *Queue) Put(m Message) error {
	select {
	case q.room <- struct{}{}:
		q.waiting <- attempt{Message: m, number: 1} // never full: it has as many places as room
		return nil
	default:
		return ErrFull
	}
}

const workers = 4

// Run sends until ctx ends. Messages that wait then get one last attempt of a few seconds.
func (q *Queue) Run(ctx context.Context) error {
	var all sync.WaitGroup
	for range workers {
		all.Go(func() {
			for {
				select {
				case <-ctx.Done():
					return
				case a := <-q.waiting:
					q.try(ctx, a, &all)
				}
			}
		})
	}
	<-ctx.Done()
	all.Wait()
	last, cancel := context.WithTimeout(context.WithoutCancel(ctx), 3*time.Second)
	defer cancel()
	for {
		select {
		case a := <-q.waiting:
			if last.Err() == nil {
				_ = q.sender.Send(last, a.Message)
			}
			<-q.room
		default:
			return nil
		}
	}
}

func (q *Queue) try(ctx context.Context, a attempt, all *sync.WaitGroup) {
	sending, cancel := context.WithTimeout(context.WithoutCancel(ctx), q.Timeout)
	err := q.sender.Send(sending, a.Message)
	cancel()
	pause := q.Pauses[min(a.number, len(q.Pauses))-1]
	switch {
	case err == nil:
		q.Log.Debug("mail sent", "kind", a.Kind, "attempt", a.number)
	case errors.Is(err, ErrRefused):
		q.Log.Warn("mail refused", "kind", a.Kind, "attempt", a.number, "reason", reason(err))
	case !a.Until.IsZero() && q.Now().Add(pause).After(a.Until):
		q.Log.Error("mail given up: it could not be sent in time", "kind", a.Kind, "attempt", a.number, "reason",
			reason(err))
	default:
		q.Log.Warn("mail not sent yet", "kind", a.Kind, "attempt", a.number, "again_in", pause, "reason", reason(err))
		all.Go(func() {
			select {
			case <-ctx.Done():
				<-q.room
			case <-time.After(pause):
				a.number++
				q.waiting <- a
			}
		})
		return
	}
	<-q.room
}
