-- +goose Up

-- Where a need and a volunteer are comes from a list of places that the program keeps, and is stored as a cell of about ten
-- kilometres. What earlier versions took could be an address, so it goes: from the rows, the log and the notices.
ALTER TABLE help_request ADD COLUMN place text;                                       -- '': the venue, or online; null: written by an earlier version
ALTER TABLE volunteer ADD COLUMN place text;                                          -- null likewise
ALTER TABLE volunteer ADD COLUMN place_changed_at timestamptz[] NOT NULL DEFAULT '{}'; -- within the last day

-- +goose StatementBegin
CREATE FUNCTION cell_middle(degrees float8, size float8) RETURNS float8 LANGUAGE sql IMMUTABLE
    RETURN round(((floor(degrees / size) + 0.5) * size)::numeric, 4)::float8;
-- +goose StatementEnd

-- Where the venue is, is public. Of a ride the program then says that its place is not stated.
UPDATE help_request r SET
    area = CASE WHEN r.area = 'Veebis / online' THEN r.area ELSE COALESCE((SELECT v.municipality FROM event e JOIN venue v ON v.id = e.venue_id WHERE e.id = r.event_id), '') END,
    transport = r.transport || '{"fromArea": "", "toArea": ""}';
UPDATE help_request SET place = '' WHERE area <> '' AND transport IS NULL;
UPDATE help_request SET lat = cell_middle(lat, 0.09), lon = cell_middle(lon, 0.18) WHERE (lat, lon) <> (0, 0);

UPDATE volunteer SET area = '', lat = cell_middle(lat, 0.09), lon = cell_middle(lon, 0.18),
    radius_km = CASE WHEN radius_km <= 2 THEN 2 WHEN radius_km <= 5 THEN 5 WHEN radius_km <= 10 THEN 10 WHEN radius_km <= 25 THEN 25 WHEN radius_km <= 50 THEN 50 ELSE 100 END;

-- +goose StatementBegin
CREATE FUNCTION without_free_place(need jsonb) RETURNS jsonb LANGUAGE sql IMMUTABLE
    RETURN need || '{"area": ""}'
        || CASE WHEN (need -> 'lat')::float8 = 0 AND (need -> 'lon')::float8 = 0 THEN '{}'
            ELSE jsonb_build_object('lat', cell_middle((need -> 'lat')::float8, 0.09), 'lon', cell_middle((need -> 'lon')::float8, 0.18)) END
        || CASE WHEN jsonb_typeof(need -> 'transport') = 'object' THEN jsonb_build_object('transport', (need -> 'transport') || '{"fromArea": "", "toArea": ""}') ELSE '{}' END
        || CASE WHEN jsonb_typeof(need -> 'was') = 'object' THEN jsonb_build_object('was', (need -> 'was') || '{"area": ""}'
            || CASE WHEN jsonb_typeof(need -> 'was' -> 'transport') = 'object' THEN jsonb_build_object('transport', (need -> 'was' -> 'transport') || '{"fromArea": "", "toArea": ""}') ELSE '{}' END
            || jsonb_build_object('lat', 0, 'lon', 0)) ELSE '{}' END;
-- +goose StatementEnd
UPDATE activity SET payload = without_free_place(payload) WHERE kind LIKE 'HELP\_REQUEST\_%' AND payload ? 'area' AND NOT payload ? 'place';

-- A notice tells of a need in its teaser: kind, place, time. The place stands between the colon and the time.
UPDATE notice SET text = text
    || jsonb_build_object('et', regexp_replace(text ->> 'et', ': .*(, \d{1,2}\.\d{2} kell )', '\1'))
    || jsonb_build_object('en', regexp_replace(text ->> 'en', ': .*(, \d{1,2} [A-Z][a-z]+ at )', '\1'))
    WHERE subject IN (SELECT id FROM help_request) AND text ? 'et' AND text ? 'en';
UPDATE activity a SET payload = jsonb_set(a.payload, '{text}', n.text) FROM notice n WHERE a.entity_id = n.id AND a.payload ? 'text' AND a.payload -> 'text' <> n.text;

DROP FUNCTION without_free_place(jsonb);
DROP FUNCTION cell_middle(float8, float8);

-- +goose Down
ALTER TABLE volunteer DROP COLUMN place_changed_at;
ALTER TABLE volunteer DROP COLUMN place;
ALTER TABLE help_request DROP COLUMN place;
