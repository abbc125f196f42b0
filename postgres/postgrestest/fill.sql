-- Everybody and everything here is invented. What stands after a colon is put in by fill.go, which sends one statement
-- after the other. Where it may, it goes without triggers and checks of keys, so what triggers write is written here.
DO $$ BEGIN SET session_replication_role = replica; EXCEPTION WHEN insufficient_privilege THEN NULL; END $$;

-- As hackathon.NewID: milliseconds, the kind, and what tells one from another.
CREATE FUNCTION pg_temp.an_id(kind int, n bigint) RETURNS uuid LANGUAGE sql IMMUTABLE
    RETURN (lpad(to_hex(1700000000000 + n), 12, '0') || '8' || lpad(to_hex(kind), 2, '0') || '08'
        || lpad(to_hex(n), 15, '0'))::uuid;

CREATE FUNCTION pg_temp.word(n bigint) RETURNS text LANGUAGE sql IMMUTABLE
    RETURN (ARRAY['öökull', 'jõesäng', 'küünal', 'žürii', 'õunaaed', 'ämber', 'šokolaad', 'rööbas', 'tüvi', 'põder',
        'sõnajalg', 'käsitöö'])[1 + n % 12];

INSERT INTO person (id, display_name, created_at)
SELECT pg_temp.an_id(1, n), initcap(pg_temp.word(n)) || ' ' || initcap(pg_temp.word(n / 12)) || ' ' || n,
    :now - interval '300 days'
FROM generate_series(1, :people) n;
INSERT INTO stream (id) SELECT id FROM person ON CONFLICT DO NOTHING;
INSERT INTO person_contact (person_id, email)
SELECT pg_temp.an_id(1, n), 'inimene' || n || '@naidis.ee' FROM generate_series(1, :people) n;
INSERT INTO role_grant (person_id, role, granted_at)
SELECT pg_temp.an_id(1, n), 'PARTICIPANT', :now FROM generate_series(1, :people) n UNION ALL
SELECT pg_temp.an_id(1, 1), role, :now FROM unnest(ARRAY['VOLUNTEER', 'ORGANISER']) role;
INSERT INTO session (id, token_hash, person_id, expires_at, created_at)
SELECT pg_temp.an_id(12, n), CASE n WHEN 1 THEN :token ELSE sha256(n::text::bytea) END, pg_temp.an_id(1, n),
    :now + n * interval '10 hours', :now
FROM generate_series(1, :people / 2) n;
INSERT INTO notice (id, person_id, kind, text, subject, created_at, read_at)
SELECT pg_temp.an_id(15, n), pg_temp.an_id(1, n), 'EVENT_CHANGED', '{"et": "Üritus algab hiljem."}',
    pg_temp.an_id(4, 1), :now, CASE WHEN n % 2 = 0 THEN :now END
FROM generate_series(1, :people) n;
-- What is kept for a while only is as old here as if it were kept for long, so that few of it lapses at a time.
INSERT INTO idempotency (person_id, key, mutation, input_hash, at)
SELECT pg_temp.an_id(1, n), n::text, 'submitIdea', '', :now + n * interval '10 hours'
FROM generate_series(1, :people / 2) n;
INSERT INTO guest_join (key_hash, input_hash, person_id, at)
SELECT sha256(n::text::bytea), '', pg_temp.an_id(1, n), :now + n * interval '10 hours'
FROM generate_series(1, :people / 2) n;
INSERT INTO sign_in_mail (email, domain, code_hash, long, mailed_at, expires_at)
SELECT 'inimene' || n || '@naidis.ee', 'naidis.ee', sha256(n::text::bytea), n % 2 = 0,
    :now + n * interval '10 hours', :now + n * interval '10 hours'
FROM generate_series(1, :people / 2) n;
INSERT INTO sign_in_challenge (challenge_hash, email, long, attempts_left, locale, asked_at)
SELECT sha256(n::text::bytea), 'inimene' || n || '@naidis.ee', false, 5, 'ET', :now + n * interval '10 hours'
FROM generate_series(1, :people / 2) n;
INSERT INTO volunteer (person_id, kinds, qualified_for, languages, area, lat, lon, radius_km, verification, updated_at,
    place)
SELECT pg_temp.an_id(1, n), '{COMPANION,ONSITE_HELP}', '{}', '{et}', '', 57.825, 27.09, 25, 'EMAIL', :now, ''
FROM generate_series(1, :people / 20) n;

INSERT INTO organisation (id, name, name_sort)
SELECT pg_temp.an_id(2, n), jsonb_build_object('et', 'Ühing ' || n), 'ühing ' || n
FROM generate_series(1, :events / 10 + 1) n;
INSERT INTO venue (id, name, name_sort, address, municipality, lat, lon, created_at)
SELECT pg_temp.an_id(3, n), jsonb_build_object('et', 'Maja ' || pg_temp.word(n) || ' ' || n, 'en', 'House ' || n),
    'maja ' || n, 'Näidise ' || n, 'Võru linn', 57.5 + (n % 190) / 100.0, 22 + (n % 600) / 100.0,
    :now - interval '200 days'
FROM generate_series(1, :events / 10 + 1) n;
INSERT INTO venue_fact (venue_id, feature, state, measure, checked_on, checked_by)
SELECT v.id, f.feature, (ARRAY['YES', 'NO', 'PARTIAL', 'ON_REQUEST'])[1 + f.position % 4],
    CASE WHEN f.position % 5 = 0 THEN 90 END, :now::date - 100, 'VENUE'
FROM venue v CROSS JOIN venue_feature f;

-- Twenty are live, then come three hundred (three thousand among a hundred thousand); the rest are over.
INSERT INTO event (id, kind, format, status, title, title_sort, search_text, description, starts_at, ends_at, venue_id,
    access_contact, request_deadline, target_groups, required_sides, capacity, created_at)
SELECT pg_temp.an_id(4, n), 'SOCIAL_HACKATHON', 'IN_PERSON',
    CASE WHEN n <= 20 THEN 'LIVE' WHEN n <= :coming THEN (ARRAY['PUBLISHED', 'IDEAS_OPEN', 'TEAMS_OPEN'])[1 + n % 3]
        WHEN n % 100 = 0 THEN 'DRAFT' ELSE 'ENDED' END,
    jsonb_build_object('et', 'Loometalgud: ' || pg_temp.word(n) || ' ' || n, 'en', 'Social hackathon ' || n),
    'loometalgud ' || n, 'loometalgud: ' || pg_temp.word(n) || ' ' || n || ' social hackathon ' || n,
    jsonb_build_object('et', repeat('Mõtleme koos, kuidas igaüks jõuaks õigeks ajaks kohale. ', 4)),
    begins, begins + interval '2 days', pg_temp.an_id(3, 1 + n % (:events / 10 + 1)),
    '{"name": "Maarja N.", "email": "ligipaas@naidis.ee"}', begins, '{MOBILITY,WHOLE_COMMUNITY}',
    '{CITIZEN,EXPERT,OFFICIAL}', 200, :now - interval '100 days'
FROM generate_series(1, :events) n
CROSS JOIN LATERAL (SELECT date_trunc('hour', :now) + CASE WHEN n <= 20 THEN interval '-1 hour'
    WHEN n <= :coming THEN n * interval '1 hour' ELSE n * interval '-1 hour' - interval '3 days' END AS begins) at;
INSERT INTO stream (id) SELECT id FROM event ON CONFLICT DO NOTHING;
INSERT INTO session (id, token_hash, board_event_id, expires_at, created_at)
SELECT pg_temp.an_id(12, :people + n), sha256(('hall' || n)::bytea), pg_temp.an_id(4, n * 20),
    :now + n * interval '10 hours', :now
FROM generate_series(1, :events / 20) n;
INSERT INTO event_private (event_id, join_code) SELECT id, 'K' || row_number() OVER () FROM event;
INSERT INTO event_move (event_id, to_status, at) SELECT id, 'PUBLISHED', :now FROM event;
INSERT INTO event_fact (event_id, feature, state)
SELECT pg_temp.an_id(4, n), f.feature, 'NO'
FROM generate_series(1, :events) n JOIN venue_feature f ON f.position <= n % 3;
INSERT INTO role_grant (person_id, role, event_id, granted_at)
SELECT pg_temp.an_id(1, 1 + (n * 2 + k) % :people), 'VOLUNTEER', pg_temp.an_id(4, n), :now
FROM generate_series(1, :events) n CROSS JOIN generate_series(0, 1) k;
INSERT INTO attendance (id, event_id, person_id, status, capacity, created_at, queued_at)
SELECT pg_temp.an_id(5, n * 5 + k), pg_temp.an_id(4, n), pg_temp.an_id(1, 1 + (n * 5 + k) % :people), 'GOING', 'SELF',
    :now, :now
FROM generate_series(1, :events) n CROSS JOIN generate_series(0, 4) k;
INSERT INTO event_attendance (event_id, going, online, checked_in, waiting)
SELECT pg_temp.an_id(4, n), n % 150, n % 30, n % 70, n % 5 FROM generate_series(1, :events) n
ON CONFLICT (event_id) DO UPDATE SET going = excluded.going;
INSERT INTO event_service_fact (event_id, service, state, checked_on, checked_by)
SELECT pg_temp.an_id(4, n), s.service, (ARRAY['YES', 'ON_REQUEST', 'NO'])[1 + s.position % 3], :now::date - 50,
    'ORGANISER'
FROM generate_series(1, :events) n CROSS JOIN event_service s;

INSERT INTO idea (id, event_id, title, problem, search_text, target_groups, status, public_since, authorship, author_id,
    support_count, comment_count, created_at)
SELECT pg_temp.an_id(6, n * 20::bigint + k), pg_temp.an_id(4, n),
    jsonb_build_object('et', 'Kuidas ' || pg_temp.word(k) || ' jõuaks külla ' || k),
    jsonb_build_object('et', 'Buss ei peatu ' || pg_temp.word(n + k) || ' juures.'), 'kuidas ' || pg_temp.word(k),
    '{MOBILITY}', 'OPEN', :now, 'NAMED', pg_temp.an_id(1, 1 + (n * 7 + k) % :people), (n + k * 3) % 23, k % 4,
    :now - interval '1 day'
FROM generate_series(1, :events) n CROSS JOIN LATERAL generate_series(0, CASE WHEN n <= :whole THEN 19 ELSE 4 END) k;
INSERT INTO idea_move (idea_id, to_status, at) SELECT id, 'OPEN', :now FROM idea;
INSERT INTO idea_support (idea_id, person_id, brings, created_at)
SELECT i.id, pg_temp.an_id(1, 1 + (i.number + k * 7) % :people), '{TIME}', :now
FROM (SELECT id, row_number() OVER () AS number FROM idea) i CROSS JOIN generate_series(0, 2) k;
INSERT INTO comment (id, idea_id, author_id, body, created_at)
SELECT pg_temp.an_id(7, number), id, author_id, 'Meie külas on sama lugu.', :now + number % 5 * interval '1 second'
FROM (SELECT id, author_id, row_number() OVER () AS number FROM idea) i;
INSERT INTO activity (stream_id, kind, entity_id, entity_version, audience, payload, at)
SELECT event_id, 'IDEA_SUBMITTED', id, 1, 'PUBLIC', '{"status": "OPEN"}', :now FROM idea ORDER BY event_id, id;
INSERT INTO activity (stream_id, kind, entity_id, entity_version, audience, payload, at)
SELECT i.event_id, CASE WHEN c.created_at > :now THEN 'COMMENT_HIDDEN' ELSE 'COMMENT_ADDED' END, c.id, 1, 'PUBLIC',
    '{}', :now
FROM comment c JOIN idea i ON i.id = c.idea_id;
INSERT INTO activity_position (stream_id, seq, activity_id, tag)
SELECT stream_id, row_number() OVER (PARTITION BY stream_id ORDER BY id), id, id % 1000 FROM activity
ON CONFLICT DO NOTHING;
UPDATE stream s SET last_seq = n FROM (SELECT stream_id, count(*) AS n FROM activity GROUP BY stream_id) a
WHERE s.id = a.stream_id;

INSERT INTO working_group (id, event_id, name, name_sort, phase, member_count, created_at, lived_experience_told)
SELECT pg_temp.an_id(8, n * 10::bigint + k), pg_temp.an_id(4, n),
    jsonb_build_object('et', 'Töörühm ' || pg_temp.word(k) || ' ' || k), 'töörühm ' || k, 'FORMING', 8, :now, false
FROM generate_series(1, :events) n CROSS JOIN LATERAL generate_series(0, CASE WHEN n <= :whole THEN 9 ELSE 1 END) k;
INSERT INTO membership (id, working_group_id, person_id, role, sides, capacity, joined_at)
SELECT pg_temp.an_id(9, n * 80::bigint + k * 8 + m), pg_temp.an_id(8, n * 10::bigint + k),
    pg_temp.an_id(1, 1 + (n * 80::bigint + k * 8 + m) % :people), CASE m WHEN 0 THEN 'LEAD' ELSE 'MEMBER' END,
    ARRAY[(ARRAY['CITIZEN', 'EXPERT', 'OFFICIAL', 'ENTREPRENEUR'])[1 + m % 4]], 'SELF', :now
FROM generate_series(1, :events) n CROSS JOIN LATERAL generate_series(0, CASE WHEN n <= :whole THEN 9 ELSE 1 END) k
CROSS JOIN generate_series(0, 7) m;
UPDATE working_group g SET lead_id = m.person_id FROM membership m WHERE m.working_group_id = g.id AND m.role = 'LEAD';

INSERT INTO help_request (id, event_id, kind, status, area, lat, lon, starts_at, ends_at, languages, on_site,
    minimum_verification, created_at, expires_at, place)
SELECT pg_temp.an_id(10, n), pg_temp.an_id(4, e),
    (ARRAY['COMPANION', 'ONSITE_HELP', 'READING_WRITING', 'PERSONAL_ASSISTANCE'])[1 + n % 4],
    CASE WHEN e <= :coming THEN (ARRAY['OPEN', 'OPEN', 'OPEN', 'OFFERED', 'MATCHED', 'IN_PROGRESS'])[1 + n % 6]
        ELSE 'COMPLETED' END, 'Võru linn', 57.825, 27.09,
    at + n % 30 * interval '1 minute', at + interval '4 hours', '{et,ru}', false, 'EMAIL', :now - interval '1 day',
    at + interval '4 hours', ''
FROM generate_series(1, :needs) n
CROSS JOIN LATERAL (SELECT CASE WHEN n <= :whole * 30 THEN 1 + (n - 1) / 30
    ELSE :whole + 1 + (n - :whole * 30 - 1) % GREATEST(:events - :whole, 1) END AS e) o
CROSS JOIN LATERAL (SELECT date_trunc('hour', :now)
    + CASE WHEN e <= :coming THEN interval '20 hours' ELSE -e * interval '1 hour' END AS at) a;
INSERT INTO help_request_private (help_request_id, asker_id, accept_first)
SELECT pg_temp.an_id(10, n), pg_temp.an_id(1, 1 + (n * 3::bigint) % :people), true FROM generate_series(1, :needs) n;
INSERT INTO help_request_move (help_request_id, to_status, moved_by, at)
SELECT pg_temp.an_id(10, n), 'OPEN', 'ASKER', :now FROM generate_series(1, :needs) n;
INSERT INTO help_request_offer (help_request_id, volunteer_id, status, offered_at, expires_at)
SELECT id, pg_temp.an_id(1, 1 + row_number() OVER () % (:people / 20)),
    CASE status WHEN 'OFFERED' THEN 'OFFERED' ELSE 'ACCEPTED' END, :now,
    CASE status WHEN 'OFFERED' THEN starts_at END
FROM help_request WHERE status <> 'OPEN';

VACUUM ANALYZE
