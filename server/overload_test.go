package server

import (
	"database/sql"
	"encoding/json"
	"net/http"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/loometalgud/mano/hackathon"
	"github.com/loometalgud/mano/live"
	"github.com/loometalgud/mano/postgres"
	"github.com/loometalgud/mano/postgres/postgrestest"
)

// A call is refused at once, with the time to retry, when too many wait for the database. What needs no database is
// answered.
func TestOverload(t *testing.T) {
	t.Parallel()
	const names = `{ labels(enum: "PlatformRole") { value } events(first: 1) { nodes { id } } }`
	s, lock := withLockedTable(t, "event")
	var accepted sync.WaitGroup
	for range 2 { // one is answered late, one waits behind it
		accepted.Go(func() {
			if a := s.graphql(names); a.Code != http.StatusOK || a.code != "" || !strings.Contains(a.Body.String(), "nodes") {
				t.Errorf("a call that was let in: %d %s", a.Code, a.Body)
			}
		})
	}
	s.waitForALine()
	for _, media := range []string{"application/json", "application/graphql-response+json"} {
		a := s.graphql(names, "Accept", media)
		var body struct {
			Data   json.RawMessage
			Errors []struct {
				Path       []any
				Extensions struct{ RetryAfter int }
			}
		}
		if err := json.Unmarshal(a.Body.Bytes(), &body); err != nil || a.Code != http.StatusServiceUnavailable ||
			a.code != "RATE_LIMITED" || a.Header().Get("Retry-After") == "" ||
			body.Data != nil || len(body.Errors) != 1 || body.Errors[0].Path != nil ||
			body.Errors[0].Extensions.RetryAfter < 1 || !strings.Contains(a.Body.String(), "MANO_DATABASE_WAITING") {
			t.Errorf("%s: %d %v %s", media, a.Code, a.Header(), a.Body)
		}
	}
	if a := s.graphql(`{ __typename }`); a.Code != http.StatusOK {
		t.Error("what asks nothing of the database:", a.Code)
	}
	if a := s.send(http.MethodGet, "/readyz", ""); a.Code != http.StatusOK {
		t.Error("readyz:", a.Code, a.Body)
	}
	if a := s.send(http.MethodGet, "/metrics", ""); !strings.Contains(a.Body.String(),
		"\nmano_database_refused_total 2\n") || !strings.Contains(a.Body.String(), "\nmano_database_waiting 1\n") {
		t.Error("metrics")
	}
	_ = lock.Rollback()
	accepted.Wait()
	if strings.Contains(s.log.String(), "level=ERROR") {
		t.Error("what is no fault is logged as one:", s.log)
	}
}

// withLockedTable is a server for which one call may use the database and one may wait, while the table is locked.
func withLockedTable(t *testing.T, table string) (*testServer, *sql.Tx) {
	t.Helper()
	dsn := postgrestest.Database(t)
	open := func(cfg postgres.Config) *postgres.DB {
		db, err := postgres.Open(t.Context(), dsn, cfg)
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { _ = db.Close() })
		return db
	}
	db := open(postgres.Config{MaxConns: 2, Reserved: 1, Limits: hackathon.Limits{
		postgres.DatabaseWaiting: 1, postgres.DatabaseWait: int64(time.Minute)}})
	s := newServer(t, func(c *Config) { c.DB, c.Hub = db, live.New(db, live.Config{Log: c.Log}) })
	s.db = db
	lock, err := open(postgres.Config{MaxConns: 1}).SQL().BeginTx(t.Context(), nil)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = lock.Rollback() })
	if _, err := lock.Exec(`LOCK TABLE ` + table + ` IN ACCESS EXCLUSIVE MODE`); err != nil {
		t.Fatal(err)
	}
	return s, lock
}

// waitForALine waits until a call waits for the database.
func (s *testServer) waitForALine() {
	s.t.Helper()
	await(s.t, "nobody waits", func() bool { return s.db.Stats().Waiting > 0 })
}

// await waits for what shows in a counter and nowhere else, and fails with what it means if that does not come.
func await(t *testing.T, failed string, come func() bool) {
	t.Helper()
	for deadline := time.Now().Add(20 * time.Second); !come(); time.Sleep(time.Millisecond) {
		if time.Now().After(deadline) {
			t.Fatal(failed)
		}
	}
}
