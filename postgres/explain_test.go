package postgres

import (
	"cmp"
	"context"
	"database/sql"
	"database/sql/driver"
	"encoding/json"
	"flag"
	"fmt"
	"maps"
	"os"
	"path"
	"regexp"
	"runtime"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/lib/pq"

	"github.com/loometalgud/mano/postgres/postgrestest"
)

// What grows with the years is found by an index: every statement that the tests of this package make it send is
// explained, when they have run, for a database in which there is a lot. So whoever adds a statement and a test of it
// has it explained, and whoever adds one without a test is told. It is left out where only some tests run, unless they
// are run with -explain.

var explain = flag.Bool("explain", false, "explain the statements of the tests that run, though they are not all")

func TestMain(m *testing.M) {
	observed = func(connect driver.Connector) driver.Connector { return tellingConnector{connect} }
	os.Exit(postgrestest.Main(explained{m}))
}

// scansAllowed are statements that may read a table that grows from one end to the other.
var scansAllowed = []*regexp.Regexp{
	// whether there is anybody at all: it ends at the first row
	regexp.MustCompile(`^INSERT INTO instance .* EXISTS \(SELECT FROM person\)\) ON CONFLICT`),
	// totalCount, of who asks for it: what is counted is read; a page is not
	regexp.MustCompile(`^SELECT count\(\*\) FROM (event e|organisation|venue v)( WHERE|$)`),
	// words anywhere in the texts of events: an index of parts of words needs an extension that not every server has
	regexp.MustCompile(`FROM event e WHERE .*e\.search_text LIKE`),
	// boards, of which there are a few for each event that is not over since a day, once an hour
	regexp.MustCompile(`^DELETE FROM session USING event e`),
	// guests who help and have no session any more, once an hour
	regexp.MustCompile(`^SELECT DISTINCT g\.person_id FROM role_grant g JOIN person p .* AND p\.guest WHERE`),
}

type explained struct{ *testing.M }

func (e explained) Run() int {
	code := e.M.Run()
	all := flag.Lookup("test.run").Value.String() == "" && flag.Lookup("test.skip").Value.String() == ""
	if code != 0 || flag.Lookup("test.list").Value.String() != "" || !all && !*explain {
		return code
	}
	t := &afterTests{}
	defer t.end()
	found := told.explain(t)
	if all {
		found = append(found, told.unsent()...)
	}
	for _, fault := range found {
		fmt.Fprintln(os.Stderr, "FAIL:", fault)
		code = 1
	}
	return code
}

// told is what all tests had the package ask.
var told = questions{statements: map[string]*sentence{}, lines: map[string]bool{}, seen: map[stack]bool{}}

type questions struct {
	mu         sync.Mutex
	statements map[string]*sentence // by their text
	lines      map[string]bool      // FILE:LINE of this package from which something was asked
	seen       map[stack]bool
}

type stack [48]uintptr

// sentence is the text of a statement, with the parameters that it was sent with from different places.
type sentence struct {
	from string
	args [][]driver.NamedValue
}

// plumbing hands statements on; who calls it asks.
var plumbing = regexp.MustCompile(
	`/postgres\.(\(\*pool\)|(read|tell)(One|All|Rows|Many)|` +
		`\(\*tx\)\.(get|all|run|GetContext|SelectContext)|\(\*heldConn\)|telling)`)

// note keeps a statement that this package sends; those of tests themselves are let go.
func (a *questions) note(query string, args []driver.NamedValue) {
	var at stack
	n := runtime.Callers(3, at[:])
	a.mu.Lock()
	defer a.mu.Unlock()
	if a.seen[at] && (a.statements[query] != nil || !strings.Contains(query, "$")) {
		return
	}
	a.seen[at] = true
	var from string
	for frames := runtime.CallersFrames(at[:n]); ; {
		f, more := frames.Next()
		ours := strings.Contains(f.Function, "/mano/")
		if strings.Contains(f.Function, "/mano/postgres.") && !strings.HasSuffix(f.File, "_test.go") {
			line := fmt.Sprintf("%s:%d", path.Base(f.File), f.Line)
			a.lines[line] = true
			if !plumbing.MatchString(f.Function) {
				from = cmp.Or(from, line)
			}
		} else if ours && from == "" && !plumbing.MatchString(f.Function) {
			return
		}
		if !more {
			break
		}
	}
	if from == "" {
		return
	}
	s := a.statements[query]
	if s == nil {
		s = &sentence{from: from}
		a.statements[query] = s
	}
	if len(s.args) < 3 {
		s.args = append(s.args, slices.Clone(args))
	}
}

// explain returns what is wrong with the plans.
func (a *questions) explain(t *afterTests) (faults []string) {
	ctx := context.Background()
	dsn := filled(t, postgrestest.Size{Events: 200, People: 2000, Needs: 6000, At: testNow})
	connect, err := newConnector(dsn)
	if err != nil {
		return []string{err.Error()}
	}
	db := sql.OpenDB(connect)
	defer db.Close()
	kind, began := regexp.MustCompile(`^(?i)(SELECT|WITH|INSERT|UPDATE|DELETE)\b`), time.Now()
	for _, query := range slices.Sorted(maps.Keys(a.statements)) {
		s := a.statements[query]
		if !kind.MatchString(strings.TrimSpace(query)) {
			continue
		}
		for _, args := range s.args {
			values := make([]any, len(args))
			for i := range args {
				values[i] = args[i].Value
			}
			var text []byte
			if err := db.QueryRowContext(ctx, "EXPLAIN (FORMAT JSON) "+query, values...).Scan(&text); err != nil {
				faults = append(faults, fmt.Sprintf("%s: %v, explaining\n%s", s.from, err, query))
				break
			}
			var plans []struct{ Plan plan }
			if err := json.Unmarshal(text, &plans); err != nil {
				return append(faults, err.Error())
			}
			if whole := plans[0].Plan.whole(false); whole != "" && !mayScan(query) {
				faults = append(faults, fmt.Sprintf("%s reads all of %s:\n%s", s.from, whole, query))
				break
			}
		}
	}
	if *explain {
		fmt.Printf("explained %d statements in %v\n", len(a.statements), time.Since(began))
	}
	return faults
}

// smallTables do not grow with what people do: words, secrets, and work that is done within seconds.
var smallTables = []string{"venue_feature", "event_service", "instance", "secret", "schema_migration", "event_notice",
	"event_needs", "event_grants", "sign_in_code"}

// filled is the connection string of a database that Fill has filled, and whose statistics say that there is a thousand
// times as much, so that PostgreSQL plans as it does for years of data.
func filled(t *afterTests, size postgrestest.Size) string {
	dsn := postgrestest.Database(t)
	super, err := postgrestest.Superuser(dsn)
	if err != nil {
		t.Fatalf("%v", err)
	}
	db, err := sql.Open("postgres", super)
	if err != nil {
		t.Fatalf("%v", err)
	}
	defer db.Close()
	if _, err = postgrestest.Fill(context.Background(), db, size); err == nil {
		_, err = db.Exec(`UPDATE pg_class c SET reltuples = c.reltuples * 1000
			FROM pg_class t LEFT JOIN pg_index i ON i.indrelid = t.oid
			WHERE c.oid IN (t.oid, i.indexrelid) AND t.relkind = 'r' AND t.relnamespace = 'public'::regnamespace
				AND t.relname <> ALL ($1)`, pq.Array(smallTables))
	}
	if err != nil {
		t.Fatalf("fill the database: %v", err)
	}
	return dsn
}

func mayScan(query string) bool {
	query = strings.Join(strings.Fields(query), " ")
	return slices.ContainsFunc(scansAllowed, func(allowed *regexp.Regexp) bool { return allowed.MatchString(query) })
}

// plan is a step of a plan.
type plan struct {
	Type  string `json:"Node Type"`
	Table string `json:"Relation Name"`
	Index string `json:"Index Name"`
	Cond  string `json:"Index Cond"`
	Plans []plan
}

// whole is a table that grows and is read from one end to the other; empty: none is. Reading along an index is that
// too, unless it ends as soon as a page is full.
func (p plan) whole(paged bool) string {
	switch p.Type {
	case "Limit":
		paged = true
	case "Sort", "Aggregate", "Hash", "Materialize", "WindowAgg":
		paged = false
	}
	along := strings.HasPrefix(p.Type, "Index ") && p.Cond == "" && !paged
	if (p.Type == "Seq Scan" || along) && !slices.Contains(smallTables, p.Table) {
		return p.Table
	}
	for _, step := range p.Plans {
		if table := step.whole(paged); table != "" {
			return table
		}
	}
	return ""
}

// afterTests is a test for what is done when all tests have run.
type afterTests struct{ cleanups []func() }

func (t *afterTests) Cleanup(f func())             { t.cleanups = append(t.cleanups, f) }
func (t *afterTests) Failed() bool                 { return false }
func (t *afterTests) Helper()                      {}
func (t *afterTests) Logf(string, ...any)          {}
func (t *afterTests) Fatalf(text string, a ...any) { panic(fmt.Sprintf(text, a...)) }

func (t *afterTests) end() {
	for _, f := range slices.Backward(t.cleanups) {
		f()
	}
}

// tellingConnector makes connections that tell what is asked of them.
type tellingConnector struct{ driver.Connector }

func (c tellingConnector) Connect(ctx context.Context) (driver.Conn, error) {
	conn, err := c.Connector.Connect(ctx)
	if err != nil {
		return nil, err
	}
	return tellingConn{conn.(pqConn)}, nil
}

type tellingConn struct{ pqConn }

func (c tellingConn) QueryContext(ctx context.Context, query string, args []driver.NamedValue) (driver.Rows, error) {
	told.note(query, args)
	return c.pqConn.QueryContext(ctx, query, args)
}

func (c tellingConn) ExecContext(ctx context.Context, query string, args []driver.NamedValue) (driver.Result, error) {
	told.note(query, args)
	return c.pqConn.ExecContext(ctx, query, args)
}
