package postgres

import (
	"context"
	"database/sql"
	"database/sql/driver"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/loometalgud/mano/hackathon"
	"github.com/loometalgud/mano/postgres/postgrestest"
)

// statements is what was asked of the database, in order.
type statements struct {
	mu    sync.Mutex
	asked []string
}

func (s *statements) add(query string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.asked = append(s.asked, strings.Join(strings.Fields(query), " "))
}

// of is what do asks.
func (s *statements) of(do func()) []string {
	s.mu.Lock()
	s.asked = nil
	s.mu.Unlock()
	do()
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.asked
}

// countedHall is a hall that tells what its calls ask of the database.
func countedHall(t *testing.T) (*hall, *statements) {
	t.Helper()
	dsn := postgrestest.Database(t)
	h := newHallOn(t, newStoreOn(t, dsn))
	connect, err := newConnector(dsn)
	if err != nil {
		t.Fatal(err)
	}
	told := &statements{}
	_ = h.pool.calls.db.Close()
	h.pool.calls.db = sql.OpenDB(countedConnector{connect, told})
	return h, told
}

type countedConnector struct {
	*connector
	told *statements
}

func (c countedConnector) Connect(ctx context.Context) (driver.Conn, error) {
	conn, err := c.connector.Connect(ctx)
	if err != nil {
		return nil, err
	}
	return &countedConn{pqConn: conn.(pqConn), told: c.told}, nil
}

type countedConn struct {
	pqConn
	told *statements
}

func (c *countedConn) QueryContext(ctx context.Context, query string, args []driver.NamedValue) (driver.Rows, error) {
	c.told.add(query)
	return c.pqConn.QueryContext(ctx, query, args)
}

func (c *countedConn) ExecContext(ctx context.Context, query string, args []driver.NamedValue) (driver.Result, error) {
	c.told.add(query)
	return c.pqConn.ExecContext(ctx, query, args)
}

func (c *countedConn) BeginTx(ctx context.Context, opts driver.TxOptions) (driver.Tx, error) {
	c.told.add("BEGIN")
	tx, err := c.pqConn.BeginTx(ctx, opts)
	return countedTx{tx, c.told}, err
}

type countedTx struct {
	driver.Tx
	told *statements
}

func (t countedTx) Commit() error {
	t.told.add("COMMIT")
	return t.Tx.Commit()
}

// What is asked for and taken in the rush of an event costs a handful of statements, each a trip to the database. A
// statement that is added here makes everybody wait for it: it has to be worth that.
func TestStatements_ofAskingAndTaking(t *testing.T) {
	t.Parallel()
	h, told := countedHall(t)
	most := func(what string, n int, do func()) {
		t.Helper()
		if asked := told.of(do); len(asked) > n {
			t.Errorf("%s: %d statements and not %d:\n%s", what, len(asked), n, strings.Join(asked, "\n"))
		}
	}
	var now, ahead *hackathon.HelpRequest
	most("a need of here and now", 6, func() {
		now = h.request(hackathon.RequestHelpInput{EventID: &h.event, Kind: hackathon.KindOnsiteHelp, OnSite: true})
	})
	most("a ride and the way back", 7, func() {
		ahead = h.request(hackathon.RequestHelpInput{EventID: &h.event, Kind: hackathon.KindTransport,
			Transport: &hackathon.TransportInput{FromPlace: "rouge", Seats: 1, ReturnAt: new(testNow.Add(20 * time.Hour))},
			StartsAt:  new(testNow.Add(10 * time.Hour))})
	})
	most("a need taken", 10, func() { h.must(h.claim(h.volunteer, now)) })
	most("a need of certain hours taken", 10, func() { h.must(h.claim(h.volunteer, ahead)) })
	most("a need that is taken", 1, func() { _, _ = h.claim(h.other, now) })
	most("a need taken, given up", 9, func() {
		h.must(h.HelpRequests.Do(hackathon.ActCancel)(t.Context(), h.asker,
			ref(now)))
	})
}

// What one transaction notes stands in the log in the order in which it happened, however many statements it takes.
func TestWrite_keepsTheOrderOfWhatItNotes(t *testing.T) {
	t.Parallel()
	s := newDB(t)
	streams := []hackathon.ID{newPerson(t, s, "Leida P.").PersonID, newPerson(t, s, "Heiki M.").PersonID}
	const n = 2*appendBatch + 10
	if err := s.write(t.Context(), nil, func(t *tx) error {
		for i := range n {
			if err := t.activity(streams[i%2], "TEST", streams[i%2], i, hackathon.AudiencePublic, i); err != nil {
				return err
			}
		}
		return nil
	}); err != nil {
		t.Fatal(err)
	}
	for odd, stream := range streams {
		log, err := s.ReadLog(t.Context(), []hackathon.Position{{Stream: stream}}, n)
		if err != nil || len(log) != n/2 {
			t.Fatal(len(log), err)
		}
		for i, a := range log {
			if want := 2*i + odd; int(a.Version) != want || string(a.Payload) != strconv.Itoa(want) || a.Seq != int64(i+1) {
				t.Fatalf("%d is number %d of its stream: %+v", want, i+1, a)
			}
		}
	}
}

// Whoever asks while the event moves to another house has the need there.
func TestRequestHelp_whileTheEventMovesHouse(t *testing.T) {
	t.Parallel()
	h := newHall(t)
	other := h.addEvent(hackathon.EventLive, testNow, testNow.Add(time.Hour))
	h.exec(`UPDATE venue SET municipality = 'Rõuge' WHERE id = (SELECT venue_id FROM event WHERE id = $1)`, other)
	move, err := h.SQL().BeginTx(t.Context(), nil)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = move.Rollback() }()
	if _, err := move.Exec(`UPDATE event SET venue_id = (SELECT venue_id FROM event WHERE id = $2) WHERE id = $1`, h.event,
		other); err != nil {
		t.Fatal(err)
	}
	asked := make(chan *hackathon.HelpRequest, 1)
	go func() {
		defer close(asked)
		r, err := h.HelpRequests.Request(t.Context(), h.asker,
			hackathon.RequestHelpInput{EventID: &h.event, Kind: hackathon.KindOnsiteHelp})
		if err != nil {
			t.Error(err)
			return
		}
		asked <- r.HelpRequest
	}()
	h.somebodyWaits()
	if err := move.Commit(); err != nil {
		t.Fatal(err)
	}
	if r := <-asked; r != nil && r.Area != "Rõuge" {
		t.Errorf("the need is in %s", r.Area)
	}
}

// somebodyWaits returns when a statement waits for a lock.
func (h *hall) somebodyWaits() {
	h.t.Helper()
	for waits := false; !waits; {
		if err := h.pool.GetContext(h.t.Context(), &waits, `
			SELECT EXISTS (SELECT FROM pg_stat_activity WHERE datname = current_database()
				AND wait_event_type = 'Lock')`); err != nil {
			h.t.Fatal(err)
		}
	}
}
