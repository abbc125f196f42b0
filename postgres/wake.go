package postgres

import (
	"context"
	"crypto/rand"
	"errors"
	"log/slog"
	"net"
	"strings"
	"sync"
	"time"

	"github.com/lib/pq"

	"github.com/loometalgud/mano/hackathon"
)

// Wake tells the other processes on the database that streams have grown, and hears them. It is a hint and never data:
// who misses it finds the rows by polling. NOTIFY runs on a connection of its own after COMMIT, because inside the
// writing transaction it would serialise all commits of the cluster.
type Wake struct {
	DSN string
	// Hear is called with the streams another process wrote to; with none after any doubt: read everything.
	Hear func(streams ...hackathon.ID)
	Log  *slog.Logger

	own   string // the first word of what this process tells: it knows that already
	db    *DB    // whose memory of rights depends on what is heard
	once  sync.Once
	mu    sync.Mutex
	dirty map[hackathon.ID]struct{}
	kick  chan struct{}
}

// ListenerName is the application_name of the connection that hears wake-ups.
const ListenerName = "mano-listener"

const (
	wakeChannel    = "mano_wake"
	wakeCoalesce   = 5 * time.Millisecond
	wakePing       = 5 * time.Second
	wakePingWithin = 3 * time.Second
	wakePayload    = 7900 // NOTIFY carries less than 8000 bytes
)

// Tell notes that streams have grown. It never blocks.
func (w *Wake) Tell(streams []hackathon.ID) {
	w.init()
	w.mu.Lock()
	for _, s := range streams {
		w.dirty[s] = struct{}{}
	}
	w.mu.Unlock()
	select {
	case w.kick <- struct{}{}:
	default:
	}
}

func (w *Wake) init() {
	w.once.Do(func() {
		w.own, w.dirty, w.kick = "from:"+rand.Text(), map[hackathon.ID]struct{}{}, make(chan struct{}, 1)
	})
}

// Notify wakes the processes on the database at once, for a program that ends when it has written.
func (s *DB) Notify(ctx context.Context, streams ...hackathon.ID) error {
	var payload strings.Builder
	for _, id := range streams {
		payload.WriteString(id.String())
		payload.WriteByte(' ')
	}
	if payload.Len() > wakePayload {
		payload.Reset() // none: anything
	}
	_, err := s.pool.ExecContext(ahead(ctx), `SELECT pg_notify($1, $2)`, wakeChannel, payload.String())
	return err
}

// Run tells and hears until ctx ends.
func (w *Wake) Run(ctx context.Context, s *DB) error {
	w.init()
	w.db = s
	var both sync.WaitGroup
	both.Go(func() { w.tell(ctx, s) })
	both.Go(func() { w.hear(ctx) })
	both.Wait()
	return nil
}

func (w *Wake) tell(ctx context.Context, s *DB) {
	for {
		select {
		case <-ctx.Done():
			return
		case <-w.kick:
		}
		w.mu.Lock()
		if len(w.dirty) == 0 { // told already, with what came before
			w.mu.Unlock()
			continue
		}
		var streams strings.Builder
		for id := range w.dirty {
			if streams.Len()+23 > wakePayload {
				streams.Reset()
				break
			}
			streams.WriteByte(' ')
			streams.WriteString(id.String())
		}
		clear(w.dirty)
		w.mu.Unlock()
		within, cancel := context.WithTimeout(ctx, wakePingWithin)
		_, err := s.pool.ExecContext(ahead(within), `SELECT pg_notify($1, $2)`, wakeChannel, w.own+streams.String())
		cancel()
		if err != nil && ctx.Err() == nil {
			w.Log.Warn("cannot notify other processes; they will find the changes by polling", "error", err)
		}
		select {
		case <-ctx.Done():
			return
		case <-time.After(wakeCoalesce):
		}
	}
}

// heard passes on what has grown; none means that anything may have.
func (w *Wake) heard(streams ...hackathon.ID) {
	w.db.viewers.forget(streams)
	w.Hear(streams...)
}

// hear keeps one listener alive. lib/pq's can hang on a half-open connection, its Ping included, so it is pinged from
// outside with a deadline; without an answer the socket is closed under it and a new listener is built.
func (w *Wake) hear(ctx context.Context) {
	for ctx.Err() == nil {
		err := w.listenOnce(ctx)
		if ctx.Err() != nil {
			return
		}
		w.Log.Warn("listening for wake-ups again", "error", err)
		w.heard()
		select {
		case <-ctx.Done():
		case <-time.After(time.Second):
		}
	}
}

func (w *Wake) listenOnce(ctx context.Context) error {
	dialer := &keepDialer{}
	failed := make(chan error, 1)
	l := pq.NewDialListener(dialer, withSettings(w.DSN, map[string]string{"application_name": ListenerName}),
		100*time.Millisecond, time.Second, func(_ pq.ListenerEventType, err error) {
			w.heard()
			if err != nil {
				select {
				case failed <- err:
				default:
				}
			}
		})
	defer func() {
		dialer.close() // first: Close would wait for a peer that is gone
		go func() { _ = l.Close() }()
	}()
	listening := make(chan error, 1)
	go func() { listening <- l.Listen(wakeChannel) }()
	select {
	case err := <-listening:
		if err != nil {
			return err
		}
	case err := <-failed:
		return err
	case <-time.After(connectWithin):
		return errors.New("the listening connection could not be made in time")
	case <-ctx.Done():
		return ctx.Err()
	}
	w.heard()
	ping := time.NewTicker(wakePing)
	defer ping.Stop()
	var answer chan error
	var overdue <-chan time.Time
	for {
		select {
		case <-ctx.Done():
			return ctx.Err()
		case err := <-failed:
			return err
		case n := <-l.Notify:
			if streams, own := w.read(n); !own {
				w.heard(streams...)
			}
		case <-ping.C:
			if answer == nil {
				answer, overdue = make(chan error, 1), time.After(wakePingWithin)
				go func(a chan error) { a <- l.Ping() }(answer)
			}
		case err := <-answer:
			if err != nil {
				return err
			}
			answer, overdue = nil, nil
		case <-overdue:
			return errors.New("the listening connection does not answer")
		}
	}
}

// read reads what was told; anything odd means "read everything".
func (w *Wake) read(n *pq.Notification) (streams []hackathon.ID, own bool) {
	if n == nil {
		return nil, false
	}
	for i, word := range strings.Fields(n.Extra) {
		if i == 0 && strings.HasPrefix(word, "from:") {
			if word == w.own {
				return nil, true
			}
			continue
		}
		id, err := hackathon.ParseID(word)
		if err != nil {
			return nil, false
		}
		streams = append(streams, id)
	}
	return streams, false
}

// keepDialer remembers the listener's socket, to be able to close it from outside.
type keepDialer struct {
	mu   sync.Mutex
	conn net.Conn
	done bool
}

func (d *keepDialer) Dial(network, address string) (net.Conn, error) {
	return d.DialTimeout(network, address, wakePingWithin)
}

func (d *keepDialer) DialTimeout(network, address string, timeout time.Duration) (net.Conn, error) {
	conn, err := (&net.Dialer{Timeout: timeout, KeepAlive: wakePing}).Dial(network, address)
	if err != nil {
		return nil, err
	}
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.done {
		_ = conn.Close()
		return nil, net.ErrClosed
	}
	d.conn = conn
	return conn, nil
}

func (d *keepDialer) close() {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.done = true
	if d.conn != nil {
		_ = d.conn.Close()
	}
}
