package mano_test

import (
	"go/parser"
	"go/token"
	"io/fs"
	"path"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
)

const module = "github.com/loometalgud/mano"

// arrows says which of our packages a package may import, directly. A new arrow is a decision: it is made here, with
// ARCHITECTURE.md, not by the way.
var arrows = map[string][]string{
	"hackathon":  {},
	"migrations": {},
	"web":        {},

	"live":     {"hackathon"},
	"notify":   {"hackathon"},
	"postgres": {"hackathon"},

	"postgres/embedded":     {},
	"postgres/postgrestest": {"hackathon", "migrations", "postgres", "postgres/embedded"},

	"graph":           {"graph/generated", "hackathon", "live", "postgres"},
	"graph/generated": {"hackathon", "live"},
	"transport":       {"hackathon", "live"},

	// Wiring: the server puts routes, sign-in and health around the rest.
	"server": {"graph", "graph/generated", "hackathon", "live", "migrations", "notify", "postgres", "server/graphiql",
		"transport", "web"},

	"demo": {"hackathon", "postgres"},

	"tools/postgres": {"postgres/embedded"},
}

// mayImportAll are programs and helpers that put everything together; nothing but a program imports them.
var mayImportAll = []string{"cmd", "bench"}

// reserved are modules that only the named packages (and what is below them) may import; of bench/queries one server is
// a single statement.
var reserved = map[string][]string{
	"github.com/jmoiron/sqlx":               {"postgres", "migrations"},
	"github.com/lib/pq":                     {"postgres", "migrations", "bench/queries"},
	"database/sql":                          {"postgres", "migrations", "cmd", "bench/queries"},
	"github.com/pressly/goose":              {"migrations"},
	"github.com/peterldowns/pgtestdb":       {"postgres/postgrestest"},
	"github.com/gorilla/websocket":          {"transport", "bench"}, // bench: what loads servers, and what is loaded
	"github.com/99designs/gqlgen":           {"graph", "transport", "server", "bench/stock"},
	"github.com/vektah/gqlparser":           {"graph", "transport", "server", "bench/stock", "tools"},
	"github.com/prometheus/client_golang":   {"server", "bench/peer"},
	"github.com/alecthomas/kong":            {"cmd"},
	"github.com/wneessen/go-mail":           {"notify"},
	"github.com/SherClockHolmes/webpush-go": {"notify"},
	"github.com/vikstrous/dataloadgen":      {"graph"},
	"github.com/go-chi/chi":                 {"server"},
	"github.com/go-chi/httprate":            {"server"},
	"golang.org/x/time/rate":                {"server", "transport"},
	"github.com/Shopify/toxiproxy":          {},
	"github.com/rs/zerolog":                 {},
	"pgregory.net/rapid":                    {},
	"github.com/google/go-cmp":              {"bench/peer/peertest"},
	"go.uber.org/goleak":                    {},
}

// standardOnly are packages that import the standard library and ours, nothing else.
var standardOnly = []string{"hackathon", "live", "web", "tools/postgres"}

func TestArrows(t *testing.T) {
	t.Parallel()
	imports := readImports(t)
	if len(imports) < 5 {
		t.Fatalf("found %d packages only", len(imports))
	}
	for pkg, all := range imports {
		for _, imported := range all {
			if ours, ok := strings.CutPrefix(imported, module+"/"); ok {
				checkArrow(t, pkg, ours)
				continue
			}
			if slices.Contains(standardOnly, pkg) && strings.Contains(strings.Split(imported, "/")[0], ".") {
				t.Errorf("%s imports %s: it is to need the standard library alone", pkg, imported)
			}
			if imported == "testing" && !strings.HasSuffix(pkg, "test") {
				t.Errorf("%s imports testing, which would bring its flags into the program", pkg)
			}
			for reservedModule, owners := range reserved {
				if (imported == reservedModule || strings.Contains(reservedModule, ".") && within(imported, reservedModule)) &&
					!slices.ContainsFunc(owners, func(o string) bool { return within(pkg, o) }) {
					t.Errorf("%s imports %s, which belongs to %v", pkg, imported, owners)
				}
			}
		}
	}
}

func checkArrow(t *testing.T, from, to string) {
	t.Helper()
	if slices.ContainsFunc(mayImportAll, func(top string) bool { return within(from, top) }) {
		return
	}
	if strings.HasSuffix(from, "test") && strings.HasSuffix(to, "test") { // one helper of tests builds on another
		return
	}
	known, allowed := from, arrows[from]
	for allowed == nil && known != "." { // a package below a known one may import what that one may, and its kin
		known = path.Dir(known)
		allowed = arrows[known]
	}
	switch {
	case allowed == nil:
		t.Errorf("%s imports %s, but arrows_test.go does not know %s", from, to, from)
	case known != from && within(to, known), slices.Contains(allowed, to):
	default:
		t.Errorf("new arrow: %s imports %s; it may import %v", from, to, allowed)
	}
}

// within says whether the package is the named one or below it.
func within(pkg, top string) bool { return pkg == top || strings.HasPrefix(pkg, top+"/") }

// readImports are the imports of every package of this module, tests left out.
func readImports(t *testing.T) map[string][]string {
	t.Helper()
	imports := map[string][]string{}
	err := filepath.WalkDir(".", func(name string, entry fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if entry.IsDir() {
			skip := name != "." && (strings.HasPrefix(entry.Name(), ".") || entry.Name() == "node_modules" ||
				entry.Name() == "testdata" || name == "tools/lint")
			if skip {
				return fs.SkipDir
			}
			return nil
		}
		if !strings.HasSuffix(name, ".go") || strings.HasSuffix(name, "_test.go") {
			return nil
		}
		file, err := parser.ParseFile(token.NewFileSet(), name, nil, parser.ImportsOnly)
		if err != nil {
			return err
		}
		pkg := filepath.ToSlash(filepath.Dir(name))
		for _, spec := range file.Imports {
			imported, err := strconv.Unquote(spec.Path.Value)
			if err != nil {
				return err
			}
			if !slices.Contains(imports[pkg], imported) {
				imports[pkg] = append(imports[pkg], imported)
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return imports
}
