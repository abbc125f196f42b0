package postgrestest_test

import (
	"database/sql"
	"os"
	"testing"
	"testing/fstest"

	"github.com/loometalgud/mano/postgres/postgrestest"
)

func TestMain(m *testing.M) { os.Exit(postgrestest.Main(m)) }

var steps = fstest.MapFS{"00001_mark.sql": {Data: []byte("-- +goose Up\nCREATE TABLE mark (n int);\n-- +goose " +
	"Down\nDROP TABLE mark;\n")}}

func open(t *testing.T, url string) *sql.DB {
	t.Helper()
	db, err := sql.Open("postgres", url)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = db.Close() })
	return db
}

func TestEachTestHasItsOwn(t *testing.T) {
	t.Parallel()
	for range 4 {
		t.Run("one", func(t *testing.T) {
			t.Parallel()
			db := open(t, postgrestest.DatabaseOf(t, steps))
			if _, err := db.Exec(`INSERT INTO mark VALUES (1)`); err != nil {
				t.Fatal(err)
			}
			var n int
			if err := db.QueryRow(`SELECT count(*) FROM mark`).Scan(&n); err != nil || n != 1 {
				t.Errorf("%d rows, %v", n, err)
			}
		})
	}
}

func TestOtherStepsAreAnotherTemplate(t *testing.T) {
	t.Parallel()
	open(t, postgrestest.DatabaseOf(t, steps))
	other := fstest.MapFS{"00001_mark.sql": {Data: []byte("-- +goose Up\nCREATE TABLE other (n int);\n")}}
	if _, err := open(t, postgrestest.DatabaseOf(t, other)).Exec(`INSERT INTO other VALUES (1)`); err != nil {
		t.Error(err)
	}
}

func TestEmptyHasNoTables(t *testing.T) {
	t.Parallel()
	var n int
	err := open(t, postgrestest.Empty(t)).QueryRow(`SELECT count(*) FROM pg_class
		WHERE relnamespace = 'public'::regnamespace`).Scan(&n)
	if err != nil || n != 0 {
		t.Errorf("%d relations, %v", n, err)
	}
}
