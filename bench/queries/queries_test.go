package main

import (
	"database/sql"
	"encoding/json"
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/vektah/gqlparser/v2"
	"github.com/vektah/gqlparser/v2/ast"

	"github.com/loometalgud/mano/graph"
	"github.com/loometalgud/mano/hackathon"
	"github.com/loometalgud/mano/postgres/postgrestest"
)

func TestMain(m *testing.M) { os.Exit(postgrestest.Main(m)) }

// What is measured must go with the schema and the tables as they are: whoever changes them sees it here and not when
// somebody measures.
func TestPages_areWhole(t *testing.T) {
	t.Parallel()
	schema := gqlparser.MustLoadSchema(&ast.Source{Input: string(graph.SDL())})
	db, err := sql.Open("postgres", postgrestest.Database(t))
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	events, err := postgrestest.Fill(t.Context(), db, postgrestest.Size{Events: 30, People: 300, Needs: 900,
		At: time.Now()})
	if err != nil || len(events) != 10 {
		t.Fatal(len(events), err)
	}
	for _, p := range pages {
		if _, errs := gqlparser.LoadQueryWithRules(schema, p.operation, nil); errs != nil {
			t.Errorf("page %q: %v", p.name, errs)
		}
		var args []any
		if p.ofEvent() {
			args = []any{events[0]}
		}
		var text []byte
		if err := db.QueryRowContext(t.Context(), p.statement, args...).Scan(&text); err != nil {
			t.Errorf("page %q: %v", p.name, err)
			continue
		}
		var found struct {
			Event struct {
				Accessibility, Services []any
				Ideas, WorkingGroups    struct{ Nodes []any }
				HelpRequests            *struct{ Nodes []any }
			}
		}
		if err := json.Unmarshal(text, &found); err != nil {
			t.Errorf("page %q: %v", p.name, err)
		}
		if e := found.Event; p.ofEvent() && (len(e.Accessibility) != 21 || len(e.Services) != 15 ||
			len(e.Ideas.Nodes) != 20 || len(e.WorkingGroups.Nodes) != 10 || p.signedIn && len(e.HelpRequests.Nodes) != 30) {
			t.Errorf("page %q is not whole: %s", p.name, text)
		}
	}
}

func TestSameContent(t *testing.T) {
	t.Parallel()
	id := hackathon.ID{0: 1, 6: 0x80, 8: 0x80}
	stored, _ := id.Value()
	a := `{"data":{"id":"` + id.String() + `","at":"2026-05-17T07:00:00Z"},"extensions":1}`
	b := `{"data":{"at":"2026-05-17T10:00:00+03:00","id":"` + stored.(string) + `"}}`
	if err := sameContent([]byte(a), []byte(b)); err != nil {
		t.Error(err)
	}
	for _, other := range []string{strings.Replace(b, "T10", "T11", 1), strings.Replace(b, "id", "ID", 1),
		`{"data":null}`} {
		if sameContent([]byte(a), []byte(other)) == nil {
			t.Error("taken for the same:", other)
		}
	}
	if sameContent([]byte(`{"data":null}`), []byte(`{"data":null}`)) == nil {
		t.Error("two failures were taken for answers")
	}
}

func TestTable(t *testing.T) {
	t.Parallel()
	of := func(events int, server string, cpu float64) row {
		return row{events: events, clients: 16, page: "event", server: server, cpu: cpu, p50: 2 * cpu, bytes: 9000}
	}
	lines := strings.Split(table([]row{of(10, "mano", 6), of(10, oneStatement, 3), of(10, readyBytes, 1),
		of(20, "mano", 9)}), "\n")
	for i, want := range []string{
		1: "event 9.0 16 10 mano 0.000 0.000 6.000 12.00 0.00 0.00 2.00 2.00 6.00 –",
		2: "event 9.0 16 10 one statement 0.000 0.000 3.000 6.00 0.00 0.00 – – 3.00 –",
		4: "event 9.0 16 20 mano 0.000 0.000 9.000 18.00 0.00 0.00 – – – 1.50",
	} {
		if got := strings.Fields(lines[i]); want != "" && !slices.Equal(got, strings.Fields(want)) {
			t.Errorf("line %d is %q, want %q", i, got, want)
		}
	}
}

func TestCrowdTable(t *testing.T) {
	t.Parallel()
	lines := strings.Split(crowdTable([]crowdRow{{server: "mano", p99: 8, refused: 2, changes: 10, executed: 25, old: 1},
		{server: readyBytes, executed: -1}}, 2000), "\n")
	for i, want := range []string{
		2: "mano 0.0 0.0 8.0 0.0 2 0.00 0.00 10 25 2.5 1",
		3: "ready bytes 0.0 0.0 0.0 0.0 0 0.00 0.00 0 – – 0",
	} {
		if got := strings.Fields(lines[i]); want != "" && !slices.Equal(got, strings.Fields(want)) {
			t.Errorf("line %d is %q, want %q", i, got, want)
		}
	}
}

func TestMedians_takeTheMiddleOfEachColumn(t *testing.T) {
	t.Parallel()
	if r := medians([]row{{cpu: 3, p50: 1}, {cpu: 1, p50: 9}, {cpu: 2, p50: 5}}); r.cpu != 2 || r.p50 != 5 {
		t.Error(r)
	}
}
