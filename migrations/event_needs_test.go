package migrations_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/loometalgud/mano/migrations"
	"github.com/loometalgud/mano/postgres/postgrestest"
)

// What was left behind by events that ended before there was a rule for it is noted for the clock, once for each event.
func TestEventNeeds_whatWasLeftBehindIsNoted(t *testing.T) {
	t.Parallel()
	db := open(t, postgrestest.Empty(t))
	upBefore(t, db, "00016")
	const event, need = `00000000-0000-8000-8000-0000000000`, `00000000-0000-8000-8000-0000000001`
	for i, e := range []struct{ status, need string }{{"ENDED", "OPEN"}, {"LIVE", "OPEN"}, {"CANCELLED", "MATCHED"},
		{"ENDED", "COMPLETED"}, {"POSTPONED", "OFFERED"}} {
		id := string(rune('0' + i))
		if _, err := db.ExecContext(t.Context(), `INSERT INTO event (id, kind, format, status, title, title_sort, search_text,
			description, starts_at, ends_at, created_at)
			VALUES ($1, 'WEBINAR', 'ONLINE', $2, '{}', '', '', '{}', now() - interval '2 hours', now(), now())`, event+"0"+id,
			e.status); err != nil {
			t.Fatal(err)
		}
		for _, n := range []string{"a", "b"} {
			if _, err := db.ExecContext(t.Context(), `INSERT INTO help_request (id, event_id, kind, status, area, lat, lon,
				starts_at, ends_at, languages, on_site, minimum_verification, created_at, expires_at)
				VALUES ($1, $2, 'OTHER', $3, '', 0, 0, now(), now() + interval '1 hour', '{et}', false, 'EMAIL', now(), now())`,
				need+id+n, event+"0"+id, e.need); err != nil {
				t.Fatal(err)
			}
		}
	}
	if err := migrations.Up(t.Context(), db); err != nil {
		t.Fatal(err)
	}
	rows, err := db.QueryContext(t.Context(), `SELECT to_status || ' up to ' || right(up_to::text, 2) FROM event_needs
		ORDER BY to_status`)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = rows.Close() }()
	noted := []string{}
	for rows.Next() {
		var text string
		if err := rows.Scan(&text); err != nil {
			t.Fatal(err)
		}
		noted = append(noted, text)
	}
	if d := cmp.Diff([]string{"CANCELLED up to 2b", "ENDED up to 0b", "POSTPONED up to 4b"}, noted); d != "" ||
		rows.Err() != nil {
		t.Error(d, rows.Err())
	}
}
