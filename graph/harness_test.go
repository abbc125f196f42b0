package graph_test

import (
	"context"
	"encoding/json"
	"log/slog"
	"os"
	"sync/atomic"
	"testing"
	"time"

	"github.com/99designs/gqlgen/graphql"
	"github.com/99designs/gqlgen/graphql/executor"
	"github.com/99designs/gqlgen/graphql/handler/lru"
	"github.com/vektah/gqlparser/v2/ast"
	"github.com/vektah/gqlparser/v2/gqlerror"

	"github.com/loometalgud/mano/graph"
	"github.com/loometalgud/mano/hackathon"
	"github.com/loometalgud/mano/live"
	"github.com/loometalgud/mano/postgres"
	"github.com/loometalgud/mano/postgres/postgrestest"
)

func TestMain(m *testing.M) { os.Exit(postgrestest.Main(m)) }

var now = time.Date(2026, 5, 17, 9, 0, 0, 0, time.UTC)

// api executes operations of the contract against a database of the test's own.
type api struct {
	t    testing.TB
	db   *postgres.DB
	exec *executor.Executor
}

func newAPI(t testing.TB) *api {
	t.Helper()
	return newAPIWith(t, postgres.Config{})
}

func newAPIWith(t testing.TB, cfg postgres.Config) *api {
	t.Helper()
	return newAPIOn(t, postgrestest.Database(t), cfg)
}

func newAPIOn(t testing.TB, dsn string, cfg postgres.Config) *api {
	t.Helper()
	db, err := postgres.Open(t.Context(), dsn, cfg)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = db.Close() })
	var ticks atomic.Int64 // times differ, so that ids sort by age
	db.Now = func() time.Time { return now.Add(time.Duration(ticks.Add(1)) * time.Millisecond) }
	r := &graph.Resolver{DB: db}
	exec := executor.New(graph.NewSchema(r))
	exec.Use(graph.NewRenderer(r))
	exec.SetQueryCache(lru.New[*ast.QueryDocument](100))
	exec.SetErrorPresenter(graph.PresentError(slog.New(slog.DiscardHandler)))
	exec.SetRecoverFunc(graph.RecoverPanic)
	return &api{t: t, db: db, exec: exec}
}

// person is a viewer with roles that hold everywhere.
func (a *api) person(name string, roles ...hackathon.PlatformRole) *hackathon.Viewer {
	a.t.Helper()
	v := &hackathon.Viewer{PersonID: a.rows().Person(name), Locale: hackathon.LocaleEt}
	for _, r := range roles {
		v.Grants = append(v.Grants, a.rows().Grant(v.PersonID, r)...)
	}
	return v
}

type vars = map[string]any

// run executes a query or mutation and returns what it answers.
func (a *api) run(viewer *hackathon.Viewer, query string, variables vars) (json.RawMessage, gqlerror.List) {
	a.t.Helper()
	return a.execute(hackathon.WithViewer(a.t.Context(), viewer), query, variables)
}

// into is run for what must succeed.
func (a *api) into(dst any, viewer *hackathon.Viewer, query string, variables vars) {
	a.t.Helper()
	data, errs := a.run(viewer, query, variables)
	if len(errs) > 0 {
		a.t.Fatalf("%v\n%s", errs, query)
	}
	if err := json.Unmarshal(data, dst); err != nil {
		a.t.Fatal(err)
	}
}

// open opens a subscription.
func (a *api) open(viewer *hackathon.Viewer, query string, variables vars) (live.Source, gqlerror.List) {
	a.t.Helper()
	var o live.Opening
	next, ctx, errs := a.dispatch(live.WithOpening(hackathon.WithViewer(a.t.Context(), viewer), &o), query, variables)
	if len(errs) > 0 || o.Served { // one that serves answers later
		return o.Source, errs
	}
	return o.Source, next(ctx).Errors
}

// render executes a subscription for a change, as for everybody at once.
func (a *api) render(c live.Change, query string, variables vars) string {
	a.t.Helper()
	data, errs := a.execute(live.WithChange(hackathon.WithoutViewer(a.t.Context()), c), query, variables)
	if len(errs) > 0 {
		a.t.Fatal(errs)
	}
	return string(data)
}

func (a *api) execute(ctx context.Context, query string, variables vars) (json.RawMessage, gqlerror.List) {
	next, ctx, errs := a.dispatch(ctx, query, variables)
	if len(errs) > 0 {
		return nil, errs
	}
	response := next(ctx)
	return response.Data, response.Errors
}

func (a *api) dispatch(ctx context.Context, query string, variables vars) (graphql.ResponseHandler, context.Context,
	gqlerror.List) {
	ctx = graph.WithLoaders(graphql.StartOperationTrace(ctx), a.db)
	op, errs := a.exec.CreateOperationContext(ctx, &graphql.RawParams{Query: query, Variables: variables})
	if len(errs) > 0 {
		return nil, ctx, errs
	}
	next, ctx := a.exec.DispatchOperation(ctx, op)
	return next, ctx, nil
}

// code is what kind of fault an answer is; empty for none.
func code(errs gqlerror.List) string {
	if len(errs) == 0 {
		return ""
	}
	c, _ := errs[0].Extensions["code"].(string)
	return c
}

func (a *api) rows() postgrestest.Rows {
	return postgrestest.Rows{T: a.t, DB: a.db.SQL(), At: a.db.Now()}
}

func (a *api) sql(statement string, args ...any) { a.t.Helper(); a.rows().Exec(statement, args...) }

// commits is how many transactions the database has committed, outside of one each statement is one; for an api with
// one connection. Asking takes two.
func (a *api) commits() (n int) {
	a.t.Helper()
	a.sql(`SELECT pg_stat_force_next_flush()`)
	if err := a.db.SQL().QueryRowContext(a.t.Context(),
		`SELECT xact_commit FROM pg_stat_database WHERE datname = current_database()`).Scan(&n); err != nil {
		a.t.Fatal(err)
	}
	return n
}
