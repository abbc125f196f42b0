package postgres

import (
	"database/sql"
	"errors"
	"reflect"
	"strings"
	"testing"
	"time"

	"github.com/loometalgud/mano/hackathon"
	"github.com/loometalgud/mano/postgres/postgrestest"
)

// What is read is the same wherever the database thinks it is, and a list that is NULL is an empty one.
func TestRead_rows(t *testing.T) {
	t.Parallel()
	s := newStoreOn(t, postgrestest.Database(t)+"&timezone=Pacific/Auckland")
	at, id := time.Date(2026, 6, 1, 9, 30, 0, 0, time.UTC), hackathon.NewID(hackathon.KindEvent, testNow)
	type row struct {
		hackathon.Coordinates
		At     time.Time               `db:"at"`
		Later  *time.Time              `db:"later"`
		Never  *time.Time              `db:"never"`
		Groups []hackathon.TargetGroup `db:"groups"`
		None   []string                `db:"none"`
		IDs    []hackathon.ID          `db:"ids"`
		Bytes  []byte                  `db:"bytes"`
	}
	const query = `SELECT $1::timestamptz AS at, $1::timestamptz AS later, NULL::timestamptz AS never,
		'{ELDERLY,"A \"b\", c"}'::text[] AS groups, NULL::text[] AS none, ARRAY[$2::uuid] AS ids, 'x'::bytea AS bytes,
		1.5::float8 AS lat, 2::float8 AS lon FROM generate_series(1, 2)`
	want := row{hackathon.Coordinates{Lat: 1.5, Lon: 2}, at, &at, nil, []hackathon.TargetGroup{"ELDERLY", `A "b", c`},
		[]string{}, []hackathon.ID{id}, []byte("x")}
	var one row
	if err := s.pool.GetContext(t.Context(), &one, query, at, id); err != nil || !reflect.DeepEqual(one, want) {
		t.Error(err, one)
	}
	var all []*row
	if err := s.pool.SelectContext(t.Context(), &all, query, at, id); err != nil ||
		!reflect.DeepEqual(all, []*row{&want, &want}) {
		t.Error(err, all)
	}
	var none, several []hackathon.ID
	if err := s.pool.GetContext(t.Context(), &one, query+` OFFSET 2`, at, id); !errors.Is(err, sql.ErrNoRows) {
		t.Error(err)
	}
	if err := s.pool.SelectContext(t.Context(), &none, `SELECT $1::uuid WHERE false`, id); err != nil || none != nil {
		t.Error(err, none)
	}
	if err := s.pool.SelectContext(t.Context(), &several, `SELECT $1::uuid, 2`, id); err == nil {
		t.Error("an id of two columns:", several)
	}
	if err := s.pool.GetContext(t.Context(), &one, `SELECT 1 AS unknown`); err == nil ||
		!strings.Contains(err.Error(), "unknown") {
		t.Error(err)
	}
}

// A statement is the same text whatever is in the row, and what it lacks shows before anything is served.
func TestNamed(t *testing.T) {
	t.Parallel()
	at := named[hackathon.Coordinates](`SELECT :lat::float8, :lon, :lat, 'a'::text`, nil)
	if at.text != `SELECT $1::float8, $2, $1, 'a'::text` ||
		!reflect.DeepEqual(at.args(&hackathon.Coordinates{Lat: 1, Lon: 2}), []any{1.0, 2.0}) {
		t.Error(at.text, at.args(&hackathon.Coordinates{Lat: 1, Lon: 2}))
	}
	defer func() {
		if recover() == nil {
			t.Error("a statement that names a field which there is not")
		}
	}()
	named[hackathon.Coordinates](`SELECT :height`, nil)
}
