package postgres

import (
	"context"
	"database/sql"
	"database/sql/driver"
	"errors"
	"fmt"
	"io"
	"net"
	"time"

	"github.com/lib/pq"

	"github.com/loometalgud/mano/hackathon"
)

// pool is the connections of a process. A few are reserved for what must not wait behind calls: what live streams rest
// on, health and wake-ups. In front of both parts stands a line, because database/sql gives a free connection to any of
// those who wait, however long another has waited.
type pool struct {
	calls, reserve *part
}

// part is some of the connections and the line in front of them.
type part struct {
	db   *sql.DB
	line *line
}

// share divides the connections; where there are too few for a reserve, everybody has the same.
func (c Config) share() (calls, reserve int, err error) {
	reserve = c.Reserved
	if reserve == 0 {
		reserve = min(DefaultReserved, c.MaxConns/4)
	}
	reserve = max(reserve, 0)
	if reserve >= c.MaxConns {
		return 0, 0, fmt.Errorf("of %d connections to the database %d cannot be reserved: some have to be left for calls "+
			"(settings MANO_DATABASE_CONNECTIONS, MANO_DATABASE_RESERVED)",
			c.MaxConns, reserve)
	}
	return c.MaxConns - reserve, reserve, nil
}

// observed is what tests put around the making of connections, to see what is asked of the database.
var observed = func(connect driver.Connector) driver.Connector { return connect }

func newPool(connect *connector, cfg Config) (*pool, error) {
	calls, reserve, err := cfg.share()
	if err != nil {
		return nil, err
	}
	open := func(n int) *part {
		db := sql.OpenDB(observed(connect))
		db.SetMaxOpenConns(n)
		db.SetMaxIdleConns(n)
		db.SetConnMaxIdleTime(5 * time.Minute)
		return &part{db: db, line: newLine(n, cfg.Limits)}
	}
	p := &pool{calls: open(calls)}
	if p.reserve = p.calls; reserve > 0 {
		p.reserve = open(reserve)
	}
	return p, nil
}

func (p *pool) Close() error {
	err := p.calls.db.Close()
	if p.reserve != p.calls {
		if e := p.reserve.db.Close(); err == nil {
			err = e
		}
	}
	return err
}

type aheadKey struct{}

// ahead is the context of what goes first, and by the reserve: everything else live waits for it.
func ahead(ctx context.Context) context.Context {
	return context.WithValue(hackathon.ForStreams(ctx), aheadKey{}, true)
}

// enter waits for the turn of ctx at the part that is its own. Whoever was let in leaves when the connection is given
// back.
func (p *pool) enter(ctx context.Context, query string) (*part, error) {
	askNoted(ctx, query)
	at := p.calls
	if hackathon.IsForStreams(ctx) {
		at = p.reserve
	}
	return at, at.line.enter(ctx)
}

// GetContext reads a row (scan.go), in turn.
func (p *pool) GetContext(ctx context.Context, dst any, query string, args ...any) error {
	at, err := p.enter(ctx, query)
	if err != nil {
		return err
	}
	defer at.line.leave()
	return away(readOne(ctx, at.db, dst, query, args...))
}

// SelectContext reads rows (scan.go), in turn.
func (p *pool) SelectContext(ctx context.Context, dst any, query string, args ...any) error {
	at, err := p.enter(ctx, query)
	if err != nil {
		return err
	}
	defer at.line.leave()
	return away(readAll(ctx, at.db, dst, query, args...))
}

// ExecContext is sqlx's, in turn.
func (p *pool) ExecContext(ctx context.Context, query string, args ...any) (sql.Result, error) {
	at, err := p.enter(ctx, query)
	if err != nil {
		return nil, err
	}
	defer at.line.leave()
	return at.db.ExecContext(ctx, query, args...)
}

// begin begins a transaction, in turn; end rolls back what was not committed and gives the connection back.
func (p *pool) begin(ctx context.Context, opts *sql.TxOptions) (t *sql.Tx, end func(), err error) {
	at, err := p.enter(ctx, "BEGIN")
	if err != nil {
		return nil, nil, err
	}
	t, err = at.db.BeginTx(ctx, opts)
	if err != nil {
		at.line.leave()
		return nil, nil, away(fmt.Errorf("begin: %w", err))
	}
	return t, func() {
		_ = t.Rollback() // after COMMIT: nothing
		at.line.leave()
	}, nil
}

func (p *pool) ping(ctx context.Context) error {
	at, err := p.enter(ahead(ctx), "")
	if err != nil {
		return err
	}
	defer at.line.leave()
	return at.db.PingContext(ctx)
}

// away marks an error that says nothing of what was asked, only that the database could not be: it is not there,
// starts, stops, has no room for one more, or took too long. What was asked may be asked again.
func away(err error) error {
	if err == nil || noRows(err) {
		return err
	}
	var network net.Error // a deadline that has passed, too
	if errors.As(err, &network) || errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) ||
		errors.Is(err, driver.ErrBadConn) || errors.Is(err, net.ErrClosed) {
		return &hackathon.AwayError{Err: err}
	}
	if e, ok := errors.AsType[*pq.Error](err); ok {
		switch e.Code.Class() {
		case "08", "53", "57": // connection exception, insufficient resources, operator intervention
			return &hackathon.AwayError{Err: err}
		}
	}
	return err
}
