package postgres

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io"
	"net"
	"path/filepath"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/lib/pq"

	"github.com/loometalgud/mano/postgres/postgrestest"
)

// silence stands between a pool and its server, and can swallow everything from then on without a word.
type silence struct {
	net.Listener
	mu     sync.Mutex
	fallen chan struct{} // of the connections that there are

	trips atomic.Int64 // how often a client, which waits for each answer, has sent something
}

func (s *silence) fall() {
	s.mu.Lock()
	defer s.mu.Unlock()
	close(s.fallen)
	s.fallen = make(chan struct{})
}

func (s *silence) carry(cfg pq.Config) {
	network, address := "tcp", net.JoinHostPort(cfg.Host, fmt.Sprint(cfg.Port))
	if filepath.IsAbs(cfg.Host) {
		network, address = "unix", filepath.Join(cfg.Host, fmt.Sprintf(".s.PGSQL.%d", cfg.Port))
	}
	for {
		client, err := s.Accept()
		if err != nil {
			return
		}
		server, err := net.Dial(network, address)
		if err != nil {
			_ = client.Close()
			continue
		}
		s.mu.Lock()
		fallen := s.fallen
		s.mu.Unlock()
		for _, way := range [][2]net.Conn{{client, server}, {server, client}} {
			go func() {
				defer way[0].Close()
				defer way[1].Close()
				b := make([]byte, 8192)
				for {
					n, err := way[0].Read(b)
					if err != nil {
						return
					}
					if way[0] == client {
						s.trips.Add(1)
					}
					select {
					case <-fallen:
						_, _ = io.Copy(io.Discard, way[0])
						return
					default:
						_, _ = way[1].Write(b[:n])
					}
				}
			}()
		}
	}
}

// usedTwice is prepared on the connection of a pooled.
const usedTwice = `SELECT pg_sleep($1 / 1000.0)`

// pooled is a pool of one connection behind a silence.
func pooled(t *testing.T) (*sql.DB, *silence) {
	t.Helper()
	c, err := newConnector(postgrestest.Empty(t))
	if err != nil {
		t.Fatal(err)
	}
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = listener.Close() })
	s := &silence{Listener: listener, fallen: make(chan struct{})}
	go s.carry(c.cfg)
	c.cfg.Host, c.cfg.Port = "127.0.0.1", uint16(listener.Addr().(*net.TCPAddr).Port)
	db := sql.OpenDB(c)
	db.SetMaxOpenConns(1)
	t.Cleanup(func() { _ = db.Close() })
	for range 2 {
		if _, err := db.ExecContext(t.Context(), usedTwice, 1); err != nil {
			t.Fatal(err)
		}
	}
	return db, s
}

// Every call to the database waits for the network as often as this says: a statement is one trip, whatever it is
// given, but the second, which prepares it, too.
func TestConnector_statementIsOneTrip(t *testing.T) {
	t.Parallel()
	db, s := pooled(t)
	for name, do := range map[string]func() error{
		"query": func() error { return db.QueryRow(`SELECT $1::text`, "x").Scan(new(string)) },
		"exec": func() error {
			_, err := db.Exec(`SELECT set_config($1, $2, false)`, "application_name", "x")
			return err
		},
		"bytes": func() error {
			var same bool
			err := db.QueryRow(`SELECT $1::bytea = '\x00ff' AND $2::timestamptz = '2026-01-02T03:04:05.000006Z' AND $3
				AND $4::uuid[] = '{}' AND $5::text IS NULL`,
				[]byte{0, 255}, time.Date(2026, 1, 2, 3, 4, 5, 6000, time.UTC), true, pq.StringArray{}, nil).Scan(&same)
			if err == nil && !same {
				err = errors.New("something else arrived")
			}
			return err
		},
	} {
		for use, want := range []int64{1, 2, 1, 1} {
			before := s.trips.Load()
			if err := do(); err != nil {
				t.Errorf("%s: %v", name, err)
			}
			if n := s.trips.Load() - before; n != want {
				t.Errorf("%s, use %d: %d trips", name, use, n)
			}
		}
	}
}

// Whatever is done with a connection ends with its context, also when the server has gone silent; and the pool goes on.
func TestConnector_endsWithItsContext(t *testing.T) {
	t.Parallel()
	for name, do := range map[string]func(context.Context, *sql.DB) error{
		"ping":  func(ctx context.Context, db *sql.DB) error { return db.PingContext(ctx) },
		"begin": func(ctx context.Context, db *sql.DB) error { _, err := db.BeginTx(ctx, nil); return err },
		"exec":  func(ctx context.Context, db *sql.DB) error { _, err := db.ExecContext(ctx, `SELECT 1`); return err },
		"query": func(ctx context.Context, db *sql.DB) error {
			return db.QueryRowContext(ctx, `SELECT $1::int`, 1).Scan(new(int))
		},
		"prepared": func(ctx context.Context, db *sql.DB) error {
			_, err := db.ExecContext(ctx, usedTwice, 1)
			return err
		},
		"prepare": func(ctx context.Context, db *sql.DB) error {
			stmt, err := db.PrepareContext(ctx, `SELECT 1`)
			if err != nil {
				return err
			}
			defer stmt.Close()
			return nil
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			db, s := pooled(t)
			s.fall()
			ctx, cancel := context.WithTimeout(t.Context(), 50*time.Millisecond)
			defer cancel()
			ended := make(chan error, 1)
			go func() { ended <- do(ctx, db) }()
			select {
			case err := <-ended:
				if err == nil {
					t.Error("no error")
				}
			case <-time.After(30 * time.Second):
				t.Fatal("it waits for a server that is gone")
			}
			var n int
			if err := db.QueryRowContext(t.Context(), `SELECT 7`).Scan(&n); err != nil || n != 7 {
				t.Error("the pool does not go on:", n, err)
			}
		})
	}
}

// What is given back before its context ends stays in the pool, whatever becomes of the context.
func TestConnector_keepsWhatWasGivenBack(t *testing.T) {
	t.Parallel()
	db, _ := pooled(t)
	pid := func(ctx context.Context) (n int) {
		if err := db.QueryRowContext(ctx, `SELECT pg_backend_pid()`).Scan(&n); err != nil {
			t.Fatal(err)
		}
		return n
	}
	first := pid(t.Context())
	var ended []context.Context
	for range 3 {
		ctx, cancel := context.WithCancel(t.Context())
		tx, err := db.BeginTx(ctx, nil)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := tx.ExecContext(ctx, `SELECT 1`); err != nil {
			t.Fatal(err)
		}
		if err := tx.Commit(); err != nil {
			t.Fatal(err)
		}
		cancel()
		ended = append(ended, ctx)
	}
	conn, err := db.Conn(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	<-time.After(2 * cancelWithin) // that somebody who still holds it would be given
	if err := conn.PingContext(t.Context()); err != nil {
		t.Error(err)
	}
	_ = conn.Close()
	if got := pid(t.Context()); got != first {
		t.Errorf("%d contexts have ended, and the connection with them", len(ended))
	}
}

func TestConnector_canBeCancelled(t *testing.T) {
	t.Parallel()
	db, _ := pooled(t)
	for query, args := range map[string][]any{`SELECT pg_sleep(30)`: nil, usedTwice: {30000}} {
		ctx, cancel := context.WithTimeout(t.Context(), 50*time.Millisecond)
		defer cancel()
		began := time.Now()
		if _, err := db.ExecContext(ctx, query, args...); err == nil || time.Since(began) > 10*time.Second {
			t.Errorf("%s: %v after %v", query, err, time.Since(began))
		}
		if _, err := db.ExecContext(t.Context(), `SELECT 1`); err != nil {
			t.Error("the pool does not go on:", err)
		}
	}
}
