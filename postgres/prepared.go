package postgres

import (
	"context"
	"database/sql"
	"errors"
	"sync"

	"github.com/jmoiron/sqlx"
	"github.com/lib/pq"
)

// maxPrepared bounds the statements kept prepared: lists with filters have more texts than are worth keeping.
const maxPrepared = 500

// database is the pool, with statements kept prepared from their second use on: PostgreSQL then does not parse and plan
// them each time, and they take one exchange in place of two.
type database struct {
	*sqlx.DB

	mu       sync.RWMutex
	prepared map[string]*sqlx.Stmt
	seen     map[string]struct{}
}

func newDatabase(db *sqlx.DB) *database {
	return &database{DB: db, prepared: map[string]*sqlx.Stmt{}, seen: map[string]struct{}{}}
}

// SelectContext and GetContext are sqlx's.
func (d *database) SelectContext(ctx context.Context, dst any, query string, args ...any) error {
	if stmt := d.statement(ctx, query); stmt != nil {
		if err := stmt.SelectContext(ctx, dst, args...); !d.outdated(err) {
			return err
		}
	}
	return d.DB.SelectContext(ctx, dst, query, args...)
}

func (d *database) GetContext(ctx context.Context, dst any, query string, args ...any) error {
	if stmt := d.statement(ctx, query); stmt != nil {
		if err := stmt.GetContext(ctx, dst, args...); !d.outdated(err) {
			return err
		}
	}
	return d.DB.GetContext(ctx, dst, query, args...)
}

// statement is the prepared statement of the query, prepared now if this is its second use; nil: use it as it is.
func (d *database) statement(ctx context.Context, query string) *sqlx.Stmt {
	stmt, again := d.ready(query)
	if stmt != nil || !again {
		return stmt
	}
	return d.prepare(ctx, query)
}

// ready is the prepared statement of the query, nil if there is none; again says that it is worth preparing.
func (d *database) ready(query string) (stmt *sqlx.Stmt, again bool) {
	d.mu.RLock()
	stmt = d.prepared[query]
	_, again = d.seen[query]
	full := len(d.prepared) >= maxPrepared
	d.mu.RUnlock()
	if stmt != nil || full {
		return stmt, false
	}
	if !again {
		d.mu.Lock()
		if len(d.seen) >= 4*maxPrepared {
			clear(d.seen)
		}
		d.seen[query] = struct{}{}
		d.mu.Unlock()
	}
	return nil, again
}

// prepare needs a connection of the pool, so a transaction, which holds one, must not call it.
func (d *database) prepare(ctx context.Context, query string) *sqlx.Stmt {
	stmt, err := d.PreparexContext(ctx, query)
	if err != nil {
		return nil // the query itself will tell what is wrong
	}
	d.mu.Lock()
	defer d.mu.Unlock()
	if earlier := d.prepared[query]; earlier != nil {
		_ = stmt.Close()
		return earlier
	}
	d.prepared[query] = stmt
	return stmt
}

// outdated reports whether a statement was refused because a migration changed what it returns, and forgets them all.
func (d *database) outdated(err error) bool {
	e, ok := errors.AsType[*pq.Error](err)
	if !ok || e.Code != "0A000" { // feature_not_supported: cached plan must not change result type
		return false
	}
	d.mu.Lock()
	defer d.mu.Unlock()
	clear(d.prepared) // not closed: others may be about to use them, and fail in the same way
	return true
}

// preparedTx runs the statements of one transaction: it uses what is prepared, and what is worth preparing is prepared
// when it has ended.
type preparedTx struct {
	*sqlx.Tx
	db    *database
	again []string
}

func (t *preparedTx) statement(ctx context.Context, query string) *sqlx.Stmt {
	stmt, again := t.db.ready(query)
	if again {
		t.again = append(t.again, query)
	}
	if stmt == nil {
		return nil
	}
	return t.StmtxContext(ctx, stmt)
}

// ended prepares what this transaction and an earlier one have used.
func (t *preparedTx) ended(ctx context.Context) {
	for _, query := range t.again {
		t.db.prepare(ctx, query)
	}
}

func (t *preparedTx) SelectContext(ctx context.Context, dst any, query string, args ...any) error {
	if stmt := t.statement(ctx, query); stmt != nil {
		return stmt.SelectContext(ctx, dst, args...)
	}
	return t.Tx.SelectContext(ctx, dst, query, args...)
}

func (t *preparedTx) GetContext(ctx context.Context, dst any, query string, args ...any) error {
	if stmt := t.statement(ctx, query); stmt != nil {
		return stmt.GetContext(ctx, dst, args...)
	}
	return t.Tx.GetContext(ctx, dst, query, args...)
}

func (t *preparedTx) ExecContext(ctx context.Context, query string, args ...any) (sql.Result, error) {
	if stmt := t.statement(ctx, query); stmt != nil {
		return stmt.ExecContext(ctx, args...)
	}
	return t.Tx.ExecContext(ctx, query, args...)
}
