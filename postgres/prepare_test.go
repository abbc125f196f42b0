package postgres

import (
	"bytes"
	"database/sql"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"github.com/lib/pq"

	"github.com/loometalgud/mano/postgres/postgrestest"
)

// pooler stands between a client and its server as a pooler in transaction mode does: every transaction of a client
// goes to another of the server's connections than the one before.
type pooler struct {
	network, address string
}

// behindPooler opens a database through a pooler of its own.
func behindPooler(t *testing.T, cfg Config) *DB {
	t.Helper()
	at, err := pq.NewConfig(postgrestest.Database(t))
	if err != nil {
		t.Fatal(err)
	}
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = listener.Close() })
	p := &pooler{"tcp", net.JoinHostPort(at.Host, fmt.Sprint(at.Port))}
	if filepath.IsAbs(at.Host) {
		p.network, p.address = "unix", filepath.Join(at.Host, fmt.Sprintf(".s.PGSQL.%d", at.Port))
	}
	go func() {
		for {
			client, err := listener.Accept()
			if err != nil {
				return
			}
			go func() { _ = p.serve(client) }()
		}
	}()
	db, err := Open(t.Context(), fmt.Sprintf("postgres://%s@%s/%s?sslmode=disable", at.User, listener.Addr(), at.Database),
		cfg)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = db.Close() })
	return db
}

func (p *pooler) serve(client net.Conn) error {
	defer client.Close()
	length := make([]byte, 4)
	if _, err := io.ReadFull(client, length); err != nil {
		return err
	}
	startup := make([]byte, binary.BigEndian.Uint32(length))
	copy(startup, length)
	if _, err := io.ReadFull(client, startup[4:]); err != nil {
		return err
	}
	var servers []net.Conn
	for range 2 {
		server, err := net.Dial(p.network, p.address)
		if err != nil {
			return err
		}
		defer server.Close()
		servers = append(servers, server)
		to := io.Discard
		if len(servers) == 1 {
			to = client
		}
		_, _ = server.Write(startup)
		if _, err := untilReady(server, to); err != nil {
			return err
		}
	}
	for turn, idle := 0, true; ; {
		var batch []byte
		for kind := byte(0); kind != 'S' && kind != 'Q' && kind != 'X'; {
			message, err := readMessage(client)
			if err != nil {
				return err
			}
			kind, batch = message[0], append(batch, message...)
		}
		if idle {
			turn++
		}
		if _, err := servers[turn%2].Write(batch); err != nil {
			return err
		}
		var err error
		if idle, err = untilReady(servers[turn%2], client); err != nil {
			return err
		}
	}
}

func readMessage(from io.Reader) ([]byte, error) {
	message := make([]byte, 5)
	if _, err := io.ReadFull(from, message); err != nil {
		return nil, err
	}
	message = append(message, make([]byte, binary.BigEndian.Uint32(message[1:])-4)...)
	_, err := io.ReadFull(from, message[5:])
	return message, err
}

// untilReady passes on what a server answers; idle: no transaction is under way then.
func untilReady(server io.Reader, client io.Writer) (idle bool, err error) {
	for {
		message, err := readMessage(server)
		if err != nil {
			return false, err
		}
		if _, err := client.Write(message); err != nil {
			return false, err
		}
		if message[0] == 'Z' {
			return message[5] == 'I', nil
		}
	}
}

// preparedNow is how many statements the connection keeps, of a pool that has one.
func (s *DB) preparedNow(t *testing.T) (n int) {
	t.Helper()
	if err := s.pool.GetContext(t.Context(), &n, `SELECT count(*) FROM pg_prepared_statements`); err != nil {
		t.Fatal(err)
	}
	return n
}

// A pooler in transaction mode that does not follow prepared statements stays a supported setting: nobody is answered
// wrongly or not at all, and what is wrong is said once.
func TestPrepare_behindPoolerInTransactionMode(t *testing.T) {
	t.Parallel()
	var log bytes.Buffer
	s := behindPooler(t, Config{MaxConns: 4, Reserved: -1, Log: slog.New(slog.NewTextHandler(&log, nil))})
	var all sync.WaitGroup
	for i := range 8 {
		all.Go(func() {
			for use := range 6 {
				var n int
				if err := s.pool.GetContext(t.Context(), &n, fmt.Sprintf(`SELECT %d + $1::int`, i), use); err != nil || n != i+use {
					t.Errorf("%d + %d is %d, %v", i, use, n, err)
				}
				if err := s.write(t.Context(), nil, func(t *tx) error {
					return t.get(&n, fmt.Sprintf(`SELECT %d - $1::int`, i), use)
				}); err != nil || n != i-use {
					t.Errorf("%d - %d is %d, %v", i, use, n, err)
				}
			}
		})
	}
	all.Wait()
	if n := strings.Count(log.String(), "MANO_PREPARE"); n != 1 {
		t.Errorf("said %d times: %s", n, log.String())
	}
}

// Whoever insists hears what is wrong.
func TestPrepare_onBehindPooler(t *testing.T) {
	t.Parallel()
	s := behindPooler(t, Config{MaxConns: 1, Prepare: PrepareOn})
	var err error
	for range 4 {
		if err == nil {
			err = s.pool.GetContext(t.Context(), new(int), `SELECT $1::int`, 1)
		}
	}
	if e, ok := errors.AsType[*pq.Error](err); !ok || e.Code != unknownStatement {
		t.Error(err)
	}
}

func TestPrepare_offPreparesNothing(t *testing.T) {
	t.Parallel()
	for how, want := range map[Prepare]int{PrepareOff: 0, PrepareAuto: 1, PrepareOn: 1, "": 1} {
		s, err := Open(t.Context(), postgrestest.Empty(t), Config{MaxConns: 1, Prepare: how})
		if err != nil {
			t.Fatal(err)
		}
		for range 3 {
			if err := s.pool.GetContext(t.Context(), new(int), `SELECT $1::int`, 1); err != nil {
				t.Fatal(err)
			}
		}
		if n := s.preparedNow(t); n != want {
			t.Errorf("%q: %d are prepared and not %d", how, n, want)
		}
		_ = s.Close()
	}
}

// Two connections never give statements the same name: behind a pooler one would run in the place of the other.
func TestPrepare_namesDiffer(t *testing.T) {
	t.Parallel()
	s := newDB(t)
	names := map[string]bool{}
	for range 3 {
		conn, err := s.SQL().Conn(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		defer conn.Close()
		for range 2 {
			if _, err := conn.ExecContext(t.Context(), `SELECT $1::int`, 1); err != nil {
				t.Fatal(err)
			}
		}
		var name string
		if err := conn.QueryRowContext(t.Context(), `SELECT name FROM pg_prepared_statements`).Scan(&name); err != nil {
			t.Fatal(err)
		}
		if names[name] || len(name) < 12 {
			t.Errorf("a statement is called %s", name)
		}
		names[name] = true
	}
}

func TestPrepare_migrationsWhileItRuns(t *testing.T) {
	t.Parallel()
	s := newDB(t)
	if _, err := s.SQL().Exec(`CREATE TABLE thing (n int); INSERT INTO thing VALUES (7)`); err != nil {
		t.Fatal(err)
	}
	const query = `SELECT * FROM thing WHERE n <> $1`
	read := func() (n string, err error) { return n, s.pool.GetContext(t.Context(), &n, query, 0) }
	write := func() (n string, err error) {
		return n, s.write(t.Context(), nil, func(t *tx) error { return t.get(&n, query, 0) })
	}
	look := func() (n string, err error) {
		return n, s.read(t.Context(), func(t *tx) error { return t.get(&n, query, 0) })
	}
	for _, change := range []string{`SELECT 1`, `ALTER TABLE thing ALTER n TYPE bigint`,
		`ALTER TABLE thing ALTER n TYPE numeric`, `ALTER TABLE thing ALTER n TYPE text USING n::text`,
		`ALTER TABLE thing ALTER n TYPE bigint USING n::bigint`} {
		if _, err := s.SQL().Exec(change); err != nil {
			t.Fatal(err)
		}
		for _, use := range []func() (string, error){write, read, look} {
			var all sync.WaitGroup
			for range 6 { // on several connections
				all.Go(func() {
					for range 3 {
						if _, err := use(); err != nil {
							t.Errorf("after %s: %v", change, err)
						}
					}
				})
			}
			all.Wait()
		}
	}
}

func TestPrepare_isBounded(t *testing.T) {
	t.Parallel()
	s, err := Open(t.Context(), postgrestest.Empty(t), Config{MaxConns: 1})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	ask := func(query string, args ...any) (answer string) {
		t.Helper()
		if err := s.pool.GetContext(t.Context(), &answer, query, args...); err != nil {
			t.Fatal(err)
		}
		return answer
	}
	const often, nameOfOften = `SELECT $1::int AS often`, `SELECT string_agg(name, ',') FROM pg_prepared_statements
		WHERE statement LIKE '%often'`
	ask(often, 1)
	ask(often, 1)
	before := ask(nameOfOften)
	for i := range maxPrepared + 20 {
		for range 2 {
			ask(fmt.Sprintf(`SELECT %d + $1::int`, i), 1)
		}
		ask(often, 1)
	}
	if n := s.preparedNow(t); n != maxPrepared {
		t.Errorf("%d statements are prepared", n)
	}
	if after := ask(nameOfOften); before == "" || after != before {
		t.Errorf("what is used often was dropped: %q, %q", before, after)
	}
	long := `SELECT $1::int` + strings.Repeat(" ", maxPreparedText)
	ask(long, 1)
	ask(long, 1)
	if n := ask(`SELECT count(*) FROM pg_prepared_statements WHERE length(statement) > 8000`); n != "0" {
		t.Error("a long statement is prepared")
	}
}

// A transaction that a statement has failed is what it was: nothing is prepared behind its back.
func TestPrepare_inFailedTransaction(t *testing.T) {
	t.Parallel()
	s := newDB(t)
	for range 3 {
		err := s.write(t.Context(), nil, func(t *tx) error {
			if _, err := t.run(`SELECT 1 / $1::int`, 0); err == nil {
				return errors.New("no error")
			}
			err := t.get(new(int), `SELECT $1::int`, 1)
			if e, ok := errors.AsType[*pq.Error](err); !ok || e.Code != "25P02" {
				return fmt.Errorf("after a failure: %w", err)
			}
			return sql.ErrNoRows
		})
		if !errors.Is(err, sql.ErrNoRows) {
			t.Error(err)
		}
	}
}
