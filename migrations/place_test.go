package migrations_test

import (
	"strings"
	"testing"

	"github.com/loometalgud/mano/migrations"
	"github.com/loometalgud/mano/postgres/postgrestest"
)

// What earlier versions took as a place could be an address. After the migration no row, no payload of the log and no
// notice has it, and nobody stands where a kilometre can be told.
func TestPlacesOfEarlierVersionsGo(t *testing.T) {
	t.Parallel()
	db := open(t, postgrestest.Empty(t))
	ctx := t.Context()
	upBefore(t, db, "00015")
	if _, err := db.ExecContext(ctx, `
		INSERT INTO person (id, display_name, created_at) VALUES ('00000000-0000-8010-8000-000000000001', 'Maarja K.', now());
		INSERT INTO venue (id, name, name_sort, address, municipality, lat, lon, created_at)
			VALUES ('00000000-0000-8030-8000-000000000001', '{}', '', 'Liiva 13', 'Võru linn', 57.843, 27.0, now());
		INSERT INTO event (id, kind, format, status, title, title_sort, search_text, description, starts_at, ends_at,
			venue_id, access_contact, request_deadline, created_at)
			VALUES ('00000000-0000-8020-8000-000000000001', 'SOCIAL_HACKATHON', 'IN_PERSON', 'LIVE', '{}', '', '', '{}', now(),
				now() + interval '1 day', '00000000-0000-8030-8000-000000000001', '{}', now(), now());
		INSERT INTO help_request (id, event_id, kind, status, area, lat, lon, starts_at, ends_at, languages, on_site,
			minimum_verification, transport, created_at, expires_at)
		SELECT ('00000000-0000-8070-8000-00000000000' || n)::uuid, CASE
			WHEN n < 4 THEN '00000000-0000-8020-8000-000000000001'::uuid END, 'OTHER', 'OPEN', area, lat, lon, now(),
				now() + interval '1 hour', '{}', false, 'EMAIL', transport, now(), now()
		FROM (VALUES (1, 'Pargi tn 5-12, Võru, dementsus', 57.84, 27.02, NULL::jsonb), (2, 'Veebis / online', 0, 0, NULL), (3,
			'Jüri tn 12-5', 57.71, 27.31, '{"fromArea": "Jüri tn 12-5", "toArea": "Võru linn", "seats": 2}'), (4, 'Salajane 1',
				57.71, 26.92, NULL)) v (n, area, lat, lon, transport);
		INSERT INTO volunteer (person_id, kinds, qualified_for, languages, area, lat, lon, radius_km, verification,
			updated_at)
			VALUES ('00000000-0000-8010-8000-000000000001', '{}', '{}', '{}', 'Salajane 1', 57.71, 26.92, 30, 'NONE', now());
		INSERT INTO notice (id, person_id, kind, text, subject, created_at) VALUES ('00000000-0000-80b0-8000-000000000001',
			'00000000-0000-8010-8000-000000000001', 'OFFER_RECEIVED',
			'{"et": "Abistaja on leitud. Saatja: Pargi tn 5-12, Võru, dementsus, 17.05 kell 12.00–16.00",
				"en": "A volunteer has taken your need. Companion: Pargi tn 5-12, Võru, dementsus, 17 May at 12:00–16:00"}',
				'00000000-0000-8070-8000-000000000001', now());
		INSERT INTO activity (stream_id, kind, entity_id, entity_version, audience, payload, at)
		SELECT id, 'HELP_REQUEST_CHANGED', '00000000-0000-8070-8000-000000000003', 1, 'VOLUNTEERS',
			'{"area": "Jüri tn 12-5", "lat": 57.71, "lon": 27.31, "transport": {"fromArea": "Jüri tn 12-5",
				"toArea": "Võru linn", "seats": 2}, "was": {"area": "Salajane 1", "lat": 57.71, "lon": 27.31,
				"transport": {"fromArea": "Salajane 1", "toArea": "x"}}}', now() FROM stream LIMIT 1;
		INSERT INTO activity (stream_id, kind, entity_id, entity_version, audience, payload, at)
		SELECT s.id, 'NOTICE_ADDED', n.id, 1, 'ONE', jsonb_build_object('id', n.id, 'text', n.text), now() FROM notice n,
			(SELECT id FROM stream LIMIT 1) s;`); err != nil {
		t.Fatal(err)
	}
	if err := migrations.Up(ctx, db); err != nil {
		t.Fatal(err)
	}
	var all string
	if err := db.QueryRowContext(ctx, `
		SELECT concat((SELECT string_agg(h::text, E'\n') FROM help_request h), (SELECT string_agg(v::text, E'\n')
			FROM volunteer v),
			(SELECT string_agg(n::text, E'\n') FROM notice n),
			(SELECT string_agg(a::text, E'\n') FROM activity a))`).Scan(&all); err != nil {
		t.Fatal(err)
	}
	for _, gone := range []string{"Pargi", "dementsus", "Jüri", "Salajane", "57.84", "57.71", "27.31", "27.02", "26.92"} {
		if strings.Contains(all, gone) {
			t.Errorf("%s is still there: %s", gone, all)
		}
	}
	var rows string
	if err := db.QueryRowContext(ctx, `
		SELECT string_agg(concat_ws(' ', right(id::text, 1), area, COALESCE(place, 'NULL'), lat, lon), '; ' ORDER BY id)
			FROM help_request`).Scan(&rows); err != nil {
		t.Fatal(err)
	}
	if want := "1 Võru linn  57.825 27.09; 2 Veebis / online  0 0; " +
		"3 Võru linn NULL 57.735 27.27; 4  NULL 57.735 26.91"; rows != want {
		t.Errorf("%s\nwant %s", rows, want)
	}
	var notice string
	var radius int
	if err := db.QueryRowContext(ctx, `SELECT text ->> 'et' || ' | ' || (text ->> 'en'), radius_km FROM notice,
		volunteer`).Scan(&notice, &radius); err != nil {
		t.Fatal(err)
	}
	if want := "Abistaja on leitud. Saatja, 17.05 kell 12.00–16.00 | A volunteer has taken your need. Companion, 17 May " +
		"at 12:00–16:00"; notice != want || radius != 50 {
		t.Errorf("%s, %d km", notice, radius)
	}
}
