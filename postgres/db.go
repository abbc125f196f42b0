// Package postgres owns all SQL. DB is the database; beside it stands a type for each concept (Ideas, HelpRequests …),
// in the file of its name, whose exported methods are one use case and one transaction each. Unexported helpers take
// the transaction and compose. It knows nothing of GraphQL, sockets or the hub: after a COMMIT it calls DB.Committed. A
// DB is safe for concurrent use.
package postgres

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"log/slog"
	"net/url"
	"strings"
	"time"

	"github.com/lib/pq"
	"golang.org/x/sync/singleflight"

	"github.com/loometalgud/mano/hackathon"
)

// DB keeps mano's state in PostgreSQL 15 or newer.
type DB struct {
	// Now is the only clock of stored facts; each transaction reads it once.
	Now func() time.Time
	// Committed is called after every COMMIT that wrote to the log, with the streams written to and the topics that have
	// changed, before whoever asked for it is answered. It must not block.
	Committed func(streams []hackathon.ID)
	// Limits bound what one person puts before everybody, and the mails with sign-in codes.
	Limits hackathon.Limits
	// Secret is what sign-in codes are hashed with, the same for all processes on the database; empty: one that the
	// database keeps.
	Secret []byte

	AssistanceNeeds AssistanceNeeds
	Attendances     Attendances
	Boards          Boards
	Comments        Comments
	Events          Events
	HelpRequests    HelpRequests
	Ideas           Ideas
	Memberships     Memberships
	Notices         Notices
	Organisations   Organisations
	People          People
	Sessions        Sessions
	Venues          Venues
	Volunteers      Volunteers
	WorkingGroups   WorkingGroups

	pool    *pool
	unnamed hackathon.UnnamedLimit
	viewers viewerCache

	statuses    singleflight.Group // by event
	statusReads chan struct{}      // a semaphore: with few at once, many share one
}

// How many calls may wait for a connection to the database, and for how long.
var (
	DatabaseWaiting = hackathon.NewLimit(hackathon.Limit{Name: "database-waiting", Most: 200,
		Bounds: "calls that wait for a connection to the database", Answer: "`RATE_LIMITED`, 503"})
	DatabaseWait = hackathon.NewLimit(hackathon.Limit{Name: "database-wait", Time: 500 * time.Millisecond,
		Bounds: "the wait of a call for a connection to the database", Answer: "`RATE_LIMITED`, 503"})
)

// Config bounds the connections. A zero field takes its default.
type Config struct {
	// MaxConns is how many connections there are in all, 16; the one that hears wake-ups comes on top.
	// MANO_DATABASE_CONNECTIONS
	MaxConns int
	// Reserved is how many of them are kept for what live streams rest on, health and wake-ups: 4, at most a quarter;
	// negative: none.  MANO_DATABASE_RESERVED
	Reserved int
	// Limits has DatabaseWaiting and DatabaseWait.
	Limits      hackathon.Limits
	LockTimeout time.Duration // default 5 s: a statement that waits longer for a lock fails
	// Prepare says whether statements are kept prepared; PrepareAuto. MANO_PREPARE
	Prepare Prepare
	// Log is told when a database turns out to forget prepared statements; nil: nobody is.
	Log *slog.Logger
}

// DefaultReserved is how many connections are reserved where there are enough.
const DefaultReserved = 4

func (c Config) withDefaults() Config {
	if c.MaxConns == 0 {
		c.MaxConns = 16
	}
	if c.LockTimeout == 0 {
		c.LockTimeout = 5 * time.Second
	}
	return c
}

// Open connects to the database that dsn names (a URL or key=value words) and checks that it answers and is new enough.
func Open(ctx context.Context, dsn string, cfg Config) (*DB, error) {
	cfg = cfg.withDefaults()
	if u, err := url.Parse(dsn); err == nil && strings.Contains(u.Path+u.RawQuery+u.Fragment, "@") && u.User == nil {
		return nil, errAddress // a password with a / in it: the rest of it would be taken for a name
	}
	connect, err := newConnector(withSettings(dsn, map[string]string{
		"application_name":                    "mano",
		"timezone":                            "UTC",
		"lock_timeout":                        fmt.Sprint(cfg.LockTimeout.Milliseconds()),
		"idle_in_transaction_session_timeout": "30000",
	}))
	if err != nil {
		return nil, errAddress // and not err: it repeats the address, or a part of it, with the password
	}
	connect.preparing.how, connect.preparing.log = cfg.Prepare, cfg.Log
	db, err := newPool(connect, cfg)
	if err != nil {
		return nil, err
	}
	var is struct {
		Version  int
		Encoding string
	}
	if err := db.GetContext(ctx, &is, `SELECT current_setting('server_version_num')::int / 10000 AS version,
		current_setting('server_encoding') AS encoding`); err != nil {
		_ = db.Close()
		return nil, fmt.Errorf("connect to the database: %w", err)
	}
	switch {
	case is.Version < 15:
		err = fmt.Errorf("the database is PostgreSQL %d; mano needs 15 or newer", is.Version)
	case is.Encoding != "UTF8":
		err = fmt.Errorf("the database keeps text as %s; mano needs one made with ENCODING 'UTF8' TEMPLATE template0",
			is.Encoding)
	}
	if err != nil {
		_ = db.Close()
		return nil, err
	}
	opened := &DB{
		Now:       func() time.Time { return time.Now().UTC() },
		Committed: func([]hackathon.ID) {},

		Limits: hackathon.Limits{},

		pool: db, statusReads: make(chan struct{}, 2),
	}
	opened.AssistanceNeeds.db = opened
	opened.Attendances.db = opened
	opened.Boards.db = opened
	opened.Comments.db = opened
	opened.Events.db = opened
	opened.HelpRequests.db = opened
	opened.Ideas.db = opened
	opened.Memberships.db = opened
	opened.Notices.db = opened
	opened.Organisations.db = opened
	opened.People.db = opened
	opened.Sessions.db = opened
	opened.Venues.db = opened
	opened.Volunteers.db = opened
	opened.WorkingGroups.db = opened
	return opened, nil
}

var errAddress = errors.New("the database's address cannot be read: it has the form " +
	"postgres://USER:PASSWORD@HOST:PORT/NAME?sslmode=verify-full; " +
	"in a password % is written as %25, @ as %40, : as %3A, / as %2F, # as %23 and ? as %3F")

// SQL are the connections of calls, for migrations and tests; it knows of no line.
func (s *DB) SQL() *sql.DB { return s.pool.calls.db }

// ReservedSQL are the reserved connections, for metrics; nil: there are none.
func (s *DB) ReservedSQL() *sql.DB {
	if s.pool.reserve == s.pool.calls {
		return nil
	}
	return s.pool.reserve.db
}

// Ping reports whether the database answers. It does not wait behind calls.
func (s *DB) Ping(ctx context.Context) error { return s.pool.ping(ctx) }

// Close closes the connections.
func (s *DB) Close() error { return s.pool.Close() }

// Stats is how the connections are used.
type Stats struct {
	Waiting int    // how many wait for a connection of calls
	Refused uint64 // calls refused because too many waited, or for too long
}

// Stats returns how the connections are used now.
func (s *DB) Stats() Stats {
	return Stats{Waiting: s.pool.calls.line.length(), Refused: s.pool.calls.line.refused.Load()}
}

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
