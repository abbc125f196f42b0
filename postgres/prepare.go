package postgres

import (
	"cmp"
	"container/list"
	"context"
	"database/sql/driver"
	"errors"
	"log/slog"
	"math/rand/v2"
	"reflect"
	"sync/atomic"

	"github.com/lib/pq"
)

// Prepared statements. A statement with parameters is prepared by each connection that uses it a second time, and not
// parsed and planned anew from then on. A pooler between us and the database may run the next transaction on another
// of its connections, which does not know the statement: it is then sent as plain text, and so is every other from then
// on. Poolers that follow prepared statements are not noticed at all.

// Prepare says whether statements are kept prepared.
type Prepare string

const (
	PrepareAuto Prepare = "auto" // until the database does not know one that it was given
	PrepareOn   Prepare = "on"   // always, and what it does not know fails
	PrepareOff  Prepare = "off"
)

const (
	// maxPrepared bounds the statements that one connection keeps: a list with filters has many texts.
	maxPrepared = 200
	// maxPreparedText is the length of the longest of them: what is longer inserts many rows, now so many and now others.
	maxPreparedText = 8 << 10
)

// preparing is what all connections to a database know of preparing.
type preparing struct {
	how     Prepare
	log     *slog.Logger
	refused atomic.Bool  // something between us and the database forgets statements
	changed atomic.Int64 // how often what statements return was found changed
}

// prepared are the statements of one connection.
type prepared struct {
	*preparing
	known  map[string]*list.Element // nil: none is prepared
	recent list.List                // of *preparedStatement, what was used last is the first
	of     int64                    // preparing.changed when the connection was made
	inTx   bool
}

type preparedStatement struct {
	text string
	stmt pqStatement // nil: it was used once
}

type pqStatement interface {
	driver.Stmt
	driver.StmtQueryContext
	driver.StmtExecContext
}

// prepares gives a new connection a memory for statements.
func (p *preparing) prepares(conn pqConn) *prepared {
	s := &prepared{preparing: p, of: p.changed.Load()}
	if cmp.Or(p.how, PrepareAuto) != PrepareOff && !p.refused.Load() && namesOfItsOwn(conn) {
		s.known = map[string]*list.Element{}
	}
	return s
}

// outdated reports whether what the connection knows is worth nothing: it ends when it is put back.
func (p *prepared) outdated() bool {
	return p.known != nil && (p.of != p.changed.Load() || p.refused.Load())
}

// namesOfItsOwn lets the connection begin at a random number to name its statements. lib/pq begins at 1: behind a
// pooler, the name of one client's statement would be that of another client's, which then ran in its place.
func namesOfItsOwn(conn pqConn) bool {
	last := reflect.Indirect(reflect.ValueOf(conn)).FieldByName("namei")
	if last.Kind() != reflect.Int {
		return false // another lib/pq
	}
	*reflect.NewAt(last.Type(), last.Addr().UnsafePointer()).Interface().(*int) = rand.Int() / 2
	return true
}

// statement is the prepared statement for the text, made when the text is used for the second time; nil: the text is to
// be sent unprepared.
func (p *prepared) statement(ctx context.Context, conn pqConn, text string, args int) (pqStatement, error) {
	if p.known == nil || p.outdated() || args == 0 || len(text) > maxPreparedText {
		return nil, nil // what has no parameters may be several statements
	}
	at, again := p.known[text]
	if !again {
		p.known[text] = p.recent.PushFront(&preparedStatement{text: text})
		if p.recent.Len() <= maxPrepared {
			return nil, nil
		}
		oldest := p.recent.Remove(p.recent.Back()).(*preparedStatement)
		delete(p.known, oldest.text)
		if oldest.stmt == nil {
			return nil, nil
		}
		return nil, oldest.stmt.Close()
	}
	p.recent.MoveToFront(at)
	s := at.Value.(*preparedStatement)
	if s.stmt == nil {
		made, err := conn.PrepareContext(ctx, text)
		if err != nil {
			return nil, err
		}
		s.stmt = made.(pqStatement)
	}
	return s.stmt, nil
}

// disowned reports whether the database refused a prepared statement though nothing is wrong with its text.
func (p *preparing) disowned(err error) bool {
	e, ok := errors.AsType[*pq.Error](err)
	if !ok || !preparedInVain(e) {
		return false
	}
	switch {
	case e.Code != unknownStatement:
		p.changed.Add(1)
	case p.how == PrepareOn:
		return false
	case !p.refused.Swap(true) && p.log != nil:
		p.log.Warn("the database forgets prepared statements, as behind a pooler in transaction mode; none is prepared "+
			"from here on (MANO_PREPARE=off says so from the start)", "error", err)
	}
	return true
}

const unknownStatement = "26000"

// preparedInVain reports the errors of a prepared statement that the connection does not know, or under which a
// migration has changed something: its columns (0A000), or what its parameters are compared with (42…). In each case
// the statement has done nothing.
func preparedInVain(e *pq.Error) bool {
	return e.Code == unknownStatement || e.Code == "0A000" || e.Code.Class() == "42"
}

// ask runs a statement, prepared or plain. A disowned one is run again plainly; within a transaction, which has failed
// with it, the whole transaction is run again instead.
func ask[T any](ctx context.Context, c *heldConn, text string, args []driver.NamedValue,
	prepared func(pqStatement) (T, error), plain func() (T, error)) (T, error) {
	c.hold(ctx)
	s, err := c.statements.statement(ctx, c.pqConn, text, len(args))
	if err != nil {
		return *new(T), err
	}
	if s == nil {
		return plain()
	}
	answer, err := prepared(s)
	if err != nil && c.statements.disowned(err) && !c.statements.inTx {
		return plain()
	}
	return answer, err
}
