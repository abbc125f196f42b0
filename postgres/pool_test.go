package postgres

import (
	"context"
	"database/sql"
	"database/sql/driver"
	"errors"
	"fmt"
	"net"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/lib/pq"

	"github.com/loometalgud/mano/hackathon"
	"github.com/loometalgud/mano/postgres/postgrestest"
)

// While calls hold all connections that are theirs, the log is read, rights are read for streams, and the database's
// health is seen.
func TestStore_whatMustNotWaitDoesNotWaitBehindCalls(t *testing.T) {
	t.Parallel()
	s, err := Open(t.Context(), postgrestest.Database(t), Config{MaxConns: 4,
		Limits: hackathon.Limits{DatabaseWaiting: 1}})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = s.Close() })
	session := newSession(t, s)

	held, let := make(chan struct{}, 4), make(chan struct{})
	var calls sync.WaitGroup
	defer calls.Wait()
	defer close(let)
	ctx, cancel := context.WithTimeout(t.Context(), 20*time.Second)
	defer cancel()
	for range 4 { // three hold a connection, and one waits for its turn
		calls.Go(func() {
			_ = s.write(ctx, nil, func(tx *tx) error {
				_, err := tx.run(`SELECT 1`)
				held <- struct{}{}
				<-let
				return err
			})
		})
	}
	for range 3 {
		<-held
	}
	for s.Stats().Waiting == 0 {
		select {
		case <-held:
			t.Fatal("no connection is reserved")
		case <-ctx.Done():
			t.Fatal("nobody waits")
		case <-time.After(time.Millisecond):
		}
	}
	soon, cancel := context.WithTimeout(t.Context(), 5*time.Second)
	defer cancel()
	if err := s.Ping(soon); err != nil {
		t.Error("health:", err)
	}
	if _, err := s.ReadLog(soon, []hackathon.Position{{Stream: hackathon.RightsStream}}, 10); err != nil {
		t.Error("the log:", err)
	}
	if _, err := s.Heads(soon, []hackathon.ID{hackathon.RightsStream}); err != nil {
		t.Error("heads:", err)
	}
	if err := s.Notify(soon); err != nil {
		t.Error("wake-up:", err)
	}
	if _, err := s.Sessions.ViewerBySession(hackathon.ForStreams(soon), session); err != nil {
		t.Error("rights:", err)
	}
	began := time.Now()
	_, err = s.Sessions.ViewerBySession(hackathon.WithTurn(soon), session)
	if e, ok := errors.AsType[*hackathon.Error](err); !ok || e.Kind != hackathon.RateLimited || e.RetryAfter == 0 ||
		!strings.Contains(e.Message, "MANO_DATABASE_WAITING") {
		t.Errorf("a call beyond the length of the line: %v after %v", err, time.Since(began))
	}
	if s.Stats().Refused != 1 {
		t.Error(s.Stats())
	}
}

func newSession(t *testing.T, s *DB) (id hackathon.ID) {
	t.Helper()
	person := newPerson(t, s, "Leida P.")
	if err := s.write(t.Context(), nil, func(t *tx) (err error) {
		id, err = t.addSession("a token", person.PersonID, hackathon.ID{}, s.Now().Add(time.Hour))
		return err
	}); err != nil {
		t.Fatal(err)
	}
	return id
}

// What one call reads for many is not refused because that call was.
func TestStore_sharedReadHasNoTurn(t *testing.T) {
	t.Parallel()
	h := newHall(t)
	ctx := hackathon.WithTurn(t.Context())
	hackathon.TurnOf(ctx).Refuse()
	if _, err := h.AssistanceNeeds.Reach(ctx, h.volunteer, &h.event); err != nil {
		t.Error(err)
	}
}

func TestConfig_share(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ conns, reserved, calls, reserve int }{
		{16, 0, 12, 4}, {8, 0, 6, 2}, {3, 0, 3, 0}, {1, 0, 1, 0}, {16, 6, 10, 6}, {16, -1, 16, 0}, {2, 1, 1, 1},
	} {
		if calls, reserve, err := (Config{MaxConns: c.conns, Reserved: c.reserved}).share(); calls != c.calls ||
			reserve != c.reserve || err != nil {
			t.Errorf("%+v: %d and %d, %v", c, calls, reserve, err)
		}
	}
	if _, _, err := (Config{MaxConns: 4, Reserved: 4}).share(); err == nil ||
		!strings.Contains(err.Error(), "MANO_DATABASE_RESERVED") {
		t.Error(err)
	}
}

// Get and the like are what the tests of this package ask the database with.
func (p *pool) Get(dst any, query string, args ...any) error {
	return readOne(context.Background(), p.calls.db, dst, query, args...)
}

func (p *pool) Exec(query string, args ...any) (sql.Result, error) {
	return p.calls.db.Exec(query, args...)
}

func TestAway(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		err  error
		away bool
	}{
		"refused":       {fmt.Errorf("begin: %w", &net.OpError{Op: "dial", Err: errors.New("connection refused")}), true},
		"broken":        {driver.ErrBadConn, true},
		"silent":        {context.DeadlineExceeded, true},
		"shutting down": {&pq.Error{Code: "57P01"}, true},
		"starting":      {&pq.Error{Code: "57P03"}, true},
		"full":          {&pq.Error{Code: "53300"}, true},
		"no such row":   {sql.ErrNoRows, false},
		"a wrong query": {&pq.Error{Code: "42703"}, false},
		"a rule":        {&pq.Error{Code: "23505"}, false},
		"given up":      {context.Canceled, false},
	} {
		if got := away(c.err); errors.As(got, new(*hackathon.AwayError)) != c.away || !errors.Is(got, c.err) ||
			got.Error() != c.err.Error() || hackathon.KindOf(got) != hackathon.Internal {
			t.Errorf("%s: %#v", name, got)
		}
	}
	if away(nil) != nil {
		t.Error("nothing went wrong")
	}
}
