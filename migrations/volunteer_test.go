package migrations_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/loometalgud/mano/migrations"
	"github.com/loometalgud/mano/postgres/postgrestest"
)

// Guests who made themselves volunteers of everything are so at the event that they joined, if it runs; those to whom
// the staff gave the role, and everybody with an account, keep what they have.
func TestGuestsHelpAtTheirEventOnly(t *testing.T) {
	t.Parallel()
	db := open(t, postgrestest.Empty(t))
	ctx := t.Context()
	upBefore(t, db, "00014")
	if _, err := db.ExecContext(ctx, `
		INSERT INTO event (id, kind, format, status, title, title_sort, search_text, description, starts_at, ends_at,
			access_contact, request_deadline, created_at)
			SELECT ('00000000-0000-8020-8000-00000000000' || n)::uuid, 'SOCIAL_HACKATHON', 'ONLINE', status, '{}', '', '', '{}',
				now(), now() + interval '1 day', '{"name": "Maarja"}', now(), now()
			FROM (VALUES (1, 'LIVE'), (2, 'ENDED')) e (n, status);
		INSERT INTO person (id, display_name, guest, created_at)
			SELECT ('00000000-0000-8010-8000-00000000000' || n)::uuid, name, guest, now()
			FROM (VALUES (1, 'live', true), (2, 'ended', true), (3, 'given', true), (4, 'account', false)) p (n, name, guest);
		INSERT INTO role_grant (person_id, role, event_id, granted_by, granted_at)
			SELECT ('00000000-0000-8010-8000-00000000000' || n)::uuid, role,
				('00000000-0000-8020-8000-00000000000' || event)::uuid, ('00000000-0000-8010-8000-00000000000' || by)::uuid, now()
			FROM (VALUES (1, 'PARTICIPANT', 1, NULL), (1, 'VOLUNTEER', NULL, 1), (2, 'PARTICIPANT', 2, NULL), (2, 'VOLUNTEER',
				NULL, 2),
				(3, 'PARTICIPANT', 1, NULL), (3, 'VOLUNTEER', NULL, 4), (4, 'VOLUNTEER', NULL, 4))
				g (n, role, event, by);`); err != nil {
		t.Fatal(err)
	}
	if err := migrations.Up(ctx, db); err != nil {
		t.Fatal(err)
	}
	rows, err := db.QueryContext(ctx, `
		SELECT p.display_name || ' ' || COALESCE(right(g.event_id::text, 1), 'everywhere') FROM role_grant g JOIN person p
			ON p.id = g.person_id
		WHERE g.role = 'VOLUNTEER' ORDER BY 1`)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = rows.Close() }()
	var got []string
	for rows.Next() {
		var one string
		if err := rows.Scan(&one); err != nil {
			t.Fatal(err)
		}
		got = append(got, one)
	}
	if d := cmp.Diff([]string{"account everywhere", "given everywhere", "live 1"}, got); d != "" || rows.Err() != nil {
		t.Error(d, rows.Err())
	}
}
