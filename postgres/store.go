// Package postgres owns all SQL. An exported method of Store is one use case and one transaction; unexported helpers
// take the transaction and compose. It knows nothing of GraphQL, sockets or the hub: after a COMMIT it calls Store.Committed.
// A Store is safe for concurrent use.
package postgres

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"net/url"
	"strings"
	"time"

	"github.com/jmoiron/sqlx"
	"github.com/lib/pq"
	"golang.org/x/sync/singleflight"

	"github.com/loometalgud/mano/hackathon"
)

// Store keeps mano's state in PostgreSQL 15 or newer.
type Store struct {
	// Now is the only clock of stored facts; each transaction reads it once.
	Now func() time.Time
	// Committed is called after every COMMIT that wrote to the log, with the streams written to. It must not block.
	Committed func(streams []hackathon.ID)
	// CodesPerHour is how many sign-in codes an address is sent within an hour while none of them is used.
	CodesPerHour int

	db      *sqlx.DB
	unnamed hackathon.UnnamedLimit
	viewers viewerCache

	statuses    singleflight.Group // by event
	statusReads chan struct{}      // a semaphore: with few at once, many share one
}

// Config bounds the pool.
type Config struct {
	MaxConns    int           // default 16
	LockTimeout time.Duration // default 5 s: a statement that waits longer for a lock fails
}

// Open connects to the database that dsn names (a URL or key=value words) and checks that it answers and is new enough.
func Open(ctx context.Context, dsn string, cfg Config) (*Store, error) {
	if cfg.MaxConns == 0 {
		cfg.MaxConns = 16
	}
	if cfg.LockTimeout == 0 {
		cfg.LockTimeout = 5 * time.Second
	}
	connect, err := newConnector(withSettings(dsn, map[string]string{
		"application_name":                    "mano",
		"timezone":                            "UTC",
		"lock_timeout":                        fmt.Sprint(cfg.LockTimeout.Milliseconds()),
		"idle_in_transaction_session_timeout": "30000",
	}))
	if err != nil {
		return nil, fmt.Errorf("open database: %w", err)
	}
	db := sqlx.NewDb(sql.OpenDB(connect), "postgres")
	db.SetMaxOpenConns(cfg.MaxConns)
	db.SetMaxIdleConns(cfg.MaxConns)
	db.SetConnMaxIdleTime(5 * time.Minute)
	var version int
	if err := db.GetContext(ctx, &version, `SELECT current_setting('server_version_num')::int / 10000`); err != nil {
		_ = db.Close()
		return nil, fmt.Errorf("connect to database: %w", err)
	}
	if version < 15 {
		_ = db.Close()
		return nil, fmt.Errorf("the database is PostgreSQL %d; mano needs 15 or newer", version)
	}
	return &Store{
		Now:       func() time.Time { return time.Now().UTC() },
		Committed: func([]hackathon.ID) {},

		CodesPerHour: hackathon.SignInCodesPerHour,

		db: db, statusReads: make(chan struct{}, 2),
	}, nil
}

// DB is the pool, for migrations and metrics.
func (s *Store) DB() *sql.DB { return s.db.DB }

// Ping reports whether the database answers.
func (s *Store) Ping(ctx context.Context) error { return s.db.PingContext(ctx) }

// Close closes the pool.
func (s *Store) Close() error { return s.db.Close() }

// withSettings adds run-time settings to a DSN of either form; what the DSN sets itself wins.
func withSettings(dsn string, settings map[string]string) string {
	if u, err := url.Parse(dsn); err == nil && (u.Scheme == "postgres" || u.Scheme == "postgresql") {
		q := u.Query()
		for k, v := range settings {
			if !q.Has(k) {
				q.Set(k, v)
			}
		}
		u.RawQuery = q.Encode()
		return u.String()
	}
	for k, v := range settings {
		if !strings.Contains(dsn, k+"=") {
			dsn += " " + k + "=" + v
		}
	}
	return dsn
}

// brokenRule reports whether err is the database refusing a row because of the named constraint.
func brokenRule(err error, constraint string) bool {
	e, ok := errors.AsType[*pq.Error](err)
	return ok && e.Constraint == constraint
}

// noRows reports whether a query found nothing.
func noRows(err error) bool { return errors.Is(err, sql.ErrNoRows) }
