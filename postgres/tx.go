package postgres

import (
	"bytes"
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"math/rand/v2"
	"slices"
	"time"

	"github.com/lib/pq"

	"github.com/loometalgud/mano/hackathon"
)

// tx is one transaction: one reading of the clock, one viewer, and the activities it will append to the log.
type tx struct {
	*sql.Tx
	ctx    context.Context
	now    time.Time
	viewer *hackathon.Viewer
	log    []hackathon.Activity
	topics []hackathon.ID // that have changed
	alone  hackathon.ID   // see oneAtATime

	rightsRead bool // see rights
	repeated   bool // the call was carried out before
}

// activity notes a change for the log; write appends it before COMMIT. Version is the entity's after the change. An
// actor is recorded unless anonymous says that nobody may know.
func (t *tx) activity(stream hackathon.ID, kind hackathon.ActivityKind, entity hackathon.ID, version int,
	audience hackathon.Audience, payload any) error {
	b, err := json.Marshal(payload)
	if err != nil {
		return fmt.Errorf("payload of %s: %w", kind, err)
	}
	a := hackathon.Activity{Stream: stream, Kind: kind, Entity: entity, Version: int32(version), Audience: audience,
		Payload: b, At: t.now}
	if t.viewer != nil {
		a.Actor = t.viewer.PersonID
	}
	t.log = append(t.log, a)
	return nil
}

// anonymous forgets who acts, for the activities noted from here on.
func (t *tx) anonymous() { t.viewer = nil }

// GetContext and SelectContext read a row and rows (scan.go).
func (t *tx) GetContext(ctx context.Context, dst any, query string, args ...any) error {
	return readOne(ctx, t.Tx, dst, query, args...)
}

func (t *tx) SelectContext(ctx context.Context, dst any, query string, args ...any) error {
	return readAll(ctx, t.Tx, dst, query, args...)
}

// get, all and run have the transaction's context.
func (t *tx) get(dst any, query string, args ...any) error {
	return t.GetContext(t.ctx, dst, query, args...)
}

func (t *tx) all(dst any, query string, args ...any) error {
	return t.SelectContext(t.ctx, dst, query, args...)
}

// run executes a statement and returns how many rows it touched.
func (t *tx) run(query string, args ...any) (int64, error) {
	res, err := t.ExecContext(t.ctx, query, args...)
	if err != nil {
		return 0, err
	}
	return res.RowsAffected()
}

// write runs fn in a READ COMMITTED transaction, appends its activities to the log and commits. A transaction that the
// database rolled back because of a deadlock or a lock wait is run again, up to three times, a moment later, so that
// whom it stood in the way of is through; fn must have no effect outside. An outcome that cannot be known (the
// connection broke during COMMIT) is an Internal error and is not run again.
func (s *DB) write(ctx context.Context, viewer *hackathon.Viewer, fn func(*tx) error) error {
	return again(ctx, func() error { return s.writeOnce(ctx, viewer, fn) })
}

func again(ctx context.Context, once func() error) error {
	for attempt := 1; ; attempt++ {
		err := once()
		e, ok := errors.AsType[*pq.Error](err)
		switch {
		case !ok || attempt == 3 || ctx.Err() != nil:
			return err
		case preparedInVain(e):
		case e.Code == "40001", e.Code == "40P01", e.Code == "55P03":
			// serialization_failure, deadlock_detected, lock_not_available
			time.Sleep(time.Duration(attempt) * (5*time.Millisecond + rand.N(20*time.Millisecond)))
		default:
			return err
		}
	}
}

func (s *DB) writeOnce(ctx context.Context, viewer *hackathon.Viewer, fn func(*tx) error) error {
	sqlTx, end, err := s.pool.begin(ctx, nil)
	if err != nil {
		return err
	}
	defer end()
	t := &tx{Tx: sqlTx, ctx: ctx, now: s.Now().UTC().Truncate(time.Microsecond), viewer: viewer}
	if err := fn(t); err != nil {
		return err
	}
	streams, err := t.appendLog()
	if err != nil {
		return err
	}
	if err := sqlTx.Commit(); err != nil {
		return fmt.Errorf("commit: %w", err)
	}
	if len(streams) > 0 {
		s.viewers.forget(append(t.whoseRights(), streams...))
		s.Committed(append(streams, t.topics...))
	}
	return nil
}

// inBatches does a transaction again as long as it says that there is more.
func (s *DB) inBatches(ctx context.Context, do func(*tx) (more bool, err error)) error {
	for more := true; more; {
		if err := s.write(ctx, nil, func(t *tx) (err error) { more, err = do(t); return err }); err != nil {
			return err
		}
	}
	return nil
}

// goOn does what is noted, a batch in each transaction, until the next one finds nothing (zero). It is handed what
// failed before: that is left for the next time, and holds up nothing else.
func goOn[K comparable](ctx context.Context, s *DB, next func(t *tx, failed []K) (K, error)) error {
	var errs []error
	var failed []K
	for {
		var at, nothing K
		err := s.write(ctx, nil, func(t *tx) (err error) { at, err = next(t, failed); return err })
		if err != nil {
			errs, failed = append(errs, err), append(failed, at)
		}
		if at == nothing || err != nil && ctx.Err() != nil {
			return errors.Join(errs...)
		}
	}
}

// whoseRights are those whose rights the transaction changed.
func (t *tx) whoseRights() (whose []hackathon.ID) {
	for _, a := range t.log {
		if a.Kind == hackathon.ActivityRightsChanged {
			whose = append(whose, a.Entity)
		}
	}
	return whose
}

// appendBatch is how many activities one statement inserts: a statement has room for 65 535 parameters.
const appendBatch = 1000

// appendLog inserts the noted activities, sorted by stream so that two transactions lock the streams' rows in the same
// order. They keep their order: it is that of the rows of the statement.
func (t *tx) appendLog() ([]hackathon.ID, error) {
	for _, a := range t.log {
		if topic := a.Kind.Rule().Topic; !topic.IsZero() {
			t.topicChanged(topic)
		}
	}
	slices.SortStableFunc(t.log, func(a, b hackathon.Activity) int { return bytes.Compare(a.Stream[:], b.Stream[:]) })
	var streams []hackathon.ID
	for batch := range slices.Chunk(t.log, appendBatch) {
		insert := []byte(`INSERT INTO activity (stream_id, kind, entity_id, entity_version, actor_id, audience, payload, at)
			VALUES `)
		args := make([]any, 0, 8*len(batch))
		for i, a := range batch {
			if i > 0 {
				insert = append(insert, ',')
			}
			n := len(args)
			insert = fmt.Appendf(insert, "($%d, $%d, $%d, $%d, $%d, $%d, $%d, $%d)", n+1, n+2, n+3, n+4, n+5, n+6, n+7, n+8)
			args = append(args, a.Stream, a.Kind, a.Entity, a.Version, a.Actor, a.Audience, string(a.Payload), a.At)
			if len(streams) == 0 || streams[len(streams)-1] != a.Stream {
				streams = append(streams, a.Stream)
			}
		}
		if _, err := t.run(string(insert), args...); err != nil {
			return nil, fmt.Errorf("append to the log: %w", err)
		}
	}
	return streams, nil
}

// read runs fn in one REPEATABLE READ, read-only transaction: all its queries see the same moment. It may run twice,
// as in write.
func (s *DB) read(ctx context.Context, fn func(*tx) error) error {
	return again(ctx, func() error { return s.readOnce(ctx, fn) })
}

func (s *DB) readOnce(ctx context.Context, fn func(*tx) error) error {
	sqlTx, end, err := s.pool.begin(ctx, &sql.TxOptions{Isolation: sql.LevelRepeatableRead, ReadOnly: true})
	if err != nil {
		return err
	}
	defer end()
	t := &tx{Tx: sqlTx, ctx: ctx, now: s.Now().UTC().Truncate(time.Microsecond)}
	if err := fn(t); err != nil {
		return err
	}
	return sqlTx.Commit()
}
