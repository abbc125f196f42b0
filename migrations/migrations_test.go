package migrations_test

import (
	"context"
	"database/sql"
	"fmt"
	"io/fs"
	"os"
	"regexp"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"

	"github.com/loometalgud/mano/migrations"
	"github.com/loometalgud/mano/postgres/postgrestest"
)

func TestMain(m *testing.M) { os.Exit(postgrestest.Main(m)) }

func open(t *testing.T, url string) *sql.DB {
	t.Helper()
	db, err := sql.Open("postgres", url)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = db.Close() })
	return db
}

// upBefore makes the database what it was before a migration.
func upBefore(t *testing.T, db *sql.DB, version string) {
	t.Helper()
	names, err := migrations.FS.ReadDir(".")
	if err != nil {
		t.Fatal(err)
	}
	steps := fstest.MapFS{}
	for _, n := range names {
		if n.Name() >= version {
			break
		}
		text, err := migrations.FS.ReadFile(n.Name())
		if err != nil {
			t.Fatal(err)
		}
		steps[n.Name()] = &fstest.MapFile{Data: text}
	}
	if err := migrations.UpFS(t.Context(), db, steps); err != nil {
		t.Fatal(err)
	}
}

// Several replicas may start at once on a database that is behind.
func TestSeveralProcessesMayMigrateAtOnce(t *testing.T) {
	t.Parallel()
	url := postgrestest.Empty(t)
	steps := fstest.MapFS{}
	for n := 1; n <= 3; n++ {
		steps[fmt.Sprintf("%05d_step.sql", n)] = &fstest.MapFile{Data: fmt.Appendf(nil,
			"-- +goose Up\nSELECT pg_sleep(0.05);\nCREATE TABLE step%d ();\n-- +goose Down\nDROP TABLE step%[1]d;\n", n)}
	}
	errs := make(chan error)
	for range 3 {
		db := open(t, url)
		go func() { errs <- migrations.UpFS(context.Background(), db, steps) }()
	}
	for range 3 {
		if err := <-errs; err != nil {
			t.Error(err)
		}
	}
	var n int
	if err := open(t, url).QueryRow(`SELECT count(*) FROM goose_db_version WHERE version_id > 0`).Scan(&n); err != nil ||
		n != 3 {
		t.Errorf("%d steps noted, %v", n, err)
	}
}

// A step that fails leaves nothing of itself, and says which one it was.
func TestFailedStepLeavesNothing(t *testing.T) {
	t.Parallel()
	db := open(t, postgrestest.Empty(t))
	err := migrations.UpFS(t.Context(), db, fstest.MapFS{
		"00001_good.sql": {Data: []byte("-- +goose Up\nCREATE TABLE good ();\n")},
		"00002_bad.sql":  {Data: []byte("-- +goose Up\nCREATE TABLE half ();\nCREATE TABLE good ();\n")},
	})
	if err == nil || !strings.Contains(err.Error(), "00002_bad.sql") {
		t.Errorf("got %v", err)
	}
	var tables string
	if err := db.QueryRow(`SELECT string_agg(tablename, ' ' ORDER BY 1) FROM pg_tables
		WHERE schemaname = 'public'`).Scan(&tables); err != nil {
		t.Fatal(err)
	}
	if tables != "goose_db_version good" {
		t.Errorf("tables: %s", tables)
	}
}

// Up, down, up ends where the first up did, and down leaves nothing.
func TestUpDownUpIsTheSameSchema(t *testing.T) {
	t.Parallel()
	db := open(t, postgrestest.Empty(t))
	ctx := t.Context()
	nothing := schema(t, db)
	if err := migrations.Up(ctx, db); err != nil {
		t.Fatal(err)
	}
	first := schema(t, db)
	if err := migrations.DownFS(ctx, db, migrations.FS); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(nothing, schema(t, db)); diff != "" {
		t.Errorf("down leaves something behind (-wanted +left):\n%s", diff)
	}
	if err := migrations.Up(ctx, db); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(first, schema(t, db)); diff != "" {
		t.Errorf("the second up differs (-first +second):\n%s", diff)
	}
	have, know, err := migrations.Version(ctx, db)
	if err != nil || have != know || know == 0 {
		t.Errorf("version %d of %d, %v", have, know, err)
	}
}

var fileName = regexp.MustCompile(`^(\d{5})_[a-z0-9_]+\.sql$`)

// The files carry a number and say what they do, and each can be taken back.
func TestFilesAreWellFormed(t *testing.T) {
	t.Parallel()
	names, err := fs.Glob(migrations.FS, "*.sql")
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range names {
		if !fileName.MatchString(name) {
			t.Errorf("%s: want five digits and a name in lower case", name)
		}
		text, err := fs.ReadFile(migrations.FS, name)
		if err != nil {
			t.Fatal(err)
		}
		for _, part := range []string{"-- +goose Up", "-- +goose Down"} {
			if !strings.Contains(string(text), part) {
				t.Errorf("%s has no %q", name, part)
			}
		}
	}
}

// schema describes everything that migrations can make, one line each.
func schema(t *testing.T, db *sql.DB) []string {
	t.Helper()
	rows, err := db.Query(`
		SELECT line FROM (
			SELECT format('column %s.%s %s%s default %s', c.relname, a.attname, format_type(a.atttypid, a.atttypmod),
			              CASE WHEN a.attnotnull THEN ' not null' END, pg_get_expr(d.adbin, d.adrelid)) AS line
			  FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid
			  LEFT JOIN pg_attrdef d ON d.adrelid = c.oid AND d.adnum = a.attnum
			 WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p', 'v', 'm', 'f', 'c') AND a.attnum > 0
				AND NOT a.attisdropped
			   AND c.relname <> 'goose_db_version'
			UNION ALL
			SELECT format('%s %s', CASE relkind WHEN 'S' THEN 'sequence' ELSE 'table' END, relname)
			  FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p', 'S', 'f', 'c')
				AND relname NOT LIKE 'goose_db_version%'
			UNION ALL
			SELECT format('index %s', indexdef) FROM pg_indexes WHERE schemaname = 'public' AND tablename <> 'goose_db_version'
			UNION ALL
			SELECT format('view %s %s', viewname, definition) FROM pg_views WHERE schemaname = 'public'
			UNION ALL
			SELECT format('constraint %s on %s %s', conname, conrelid::regclass, pg_get_constraintdef(oid))
			  FROM pg_constraint WHERE connamespace = 'public'::regnamespace AND conrelid::regclass::text <> 'goose_db_version'
			UNION ALL
			SELECT format('trigger %s', pg_get_triggerdef(oid)) FROM pg_trigger WHERE NOT tgisinternal
			UNION ALL
			SELECT format('function %s', pg_get_functiondef(oid)) FROM pg_proc p
			 WHERE pronamespace = 'public'::regnamespace AND prokind IN ('f', 'p')
			   AND NOT EXISTS (SELECT FROM pg_depend WHERE objid = p.oid AND deptype = 'e')
			UNION ALL
			SELECT format('type %s %s', t.typname, (SELECT string_agg(enumlabel, ' ' ORDER BY enumsortorder) FROM pg_enum
				WHERE enumtypid = t.oid))
			  FROM pg_type t WHERE t.typnamespace = 'public'::regnamespace AND t.typtype IN ('e', 'd')
			   AND NOT EXISTS (SELECT FROM pg_depend WHERE objid = t.oid AND deptype = 'e')
			UNION ALL
			SELECT format('extension %s', extname) FROM pg_extension
		) everything ORDER BY line COLLATE "C"`)
	if err != nil {
		t.Fatal(err)
	}
	defer rows.Close()
	var lines []string
	for rows.Next() {
		var line string
		if err := rows.Scan(&line); err != nil {
			t.Fatal(err)
		}
		lines = append(lines, line)
	}
	if err := rows.Err(); err != nil {
		t.Fatal(err)
	}
	return lines
}
