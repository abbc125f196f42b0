-- +goose Up

-- The words of the two accessibility vocabularies, in the order they are shown in.
CREATE TABLE venue_feature (
    feature  text    PRIMARY KEY,
    position integer NOT NULL UNIQUE
);
INSERT INTO venue_feature (position, feature)
SELECT position, feature FROM unnest(ARRAY[
    'STEP_FREE_ENTRANCE', 'RAMP', 'REMOVABLE_RAMP', 'LIFT', 'PLATFORM_LIFT', 'AUTOMATIC_DOOR', 'WIDE_DOORS', 'ACCESSIBLE_TOILET',
    'ADULT_CHANGING_TABLE', 'ACCESSIBLE_PARKING', 'DROP_OFF_POINT', 'WHEELCHAIR_SPACES', 'INDUCTION_LOOP', 'TACTILE_GUIDANCE',
    'BRAILLE_SIGNAGE', 'CONTRAST_SIGNAGE', 'QUIET_ROOM', 'ASSISTANCE_DOG_WELCOME', 'GOOD_LIGHTING', 'ACCESSIBLE_BUS_STOP', 'GUEST_WIFI'
]) WITH ORDINALITY AS words (feature, position);

CREATE TABLE event_service (
    service  text    PRIMARY KEY,
    position integer NOT NULL UNIQUE
);
INSERT INTO event_service (position, service)
SELECT position, service FROM unnest(ARRAY[
    'SIGN_LANGUAGE_INTERPRETATION', 'SPEECH_TO_TEXT', 'AUDIO_DESCRIPTION', 'CAPTIONS', 'EASY_LANGUAGE', 'LARGE_PRINT',
    'BRAILLE_MATERIAL', 'PORTABLE_LOOP', 'ONSITE_VOLUNTEERS', 'SUPPORT_PERSON_ONSITE', 'COMPANION_FREE', 'ORGANISED_TRANSPORT',
    'REMOTE_PARTICIPATION', 'CALM_PACE', 'CHILDCARE'
]) WITH ORDINALITY AS words (service, position);

-- What can be known of a fact. Unknown is also what the absence of a row means.
CREATE DOMAIN feature_state AS text CHECK (VALUE IN ('YES', 'NO', 'PARTIAL', 'ON_REQUEST', 'OUT_OF_ORDER', 'UNKNOWN'));
CREATE DOMAIN fact_checker AS text CHECK (VALUE IN ('ORGANISER', 'VENUE', 'VISITOR', 'AUDITOR'));

CREATE TABLE venue (
    id           uuid             PRIMARY KEY,
    version      integer          NOT NULL DEFAULT 1,
    name         jsonb            NOT NULL,
    name_sort    text             COLLATE "C" NOT NULL, -- the name as the Estonian alphabet orders it
    address      text             NOT NULL,
    municipality text             NOT NULL,
    lat          double precision NOT NULL,
    lon          double precision NOT NULL,
    created_at   timestamptz      NOT NULL,
    CONSTRAINT venue_is_on_earth CHECK (lat BETWEEN -90 AND 90 AND lon BETWEEN -180 AND 180)
);
CREATE INDEX venue_by_name ON venue (name_sort, id);
CREATE INDEX venue_place ON venue (lat, lon); -- the bounding box of a search nearby

-- A fact of a building; it stays from event to event.
CREATE TABLE venue_fact (
    venue_id   uuid             NOT NULL REFERENCES venue (id) ON DELETE CASCADE,
    feature    text             NOT NULL REFERENCES venue_feature (feature),
    state      feature_state    NOT NULL,
    note       jsonb,
    measure    double precision,
    checked_on date,
    checked_by fact_checker,
    source_url text,
    PRIMARY KEY (venue_id, feature)
);

CREATE TABLE event (
    id               uuid        PRIMARY KEY,
    version          integer     NOT NULL DEFAULT 1,
    kind             text        NOT NULL,
    format           text        NOT NULL,
    status           text        NOT NULL DEFAULT 'DRAFT',
    title            jsonb       NOT NULL,
    title_sort       text        COLLATE "C" NOT NULL, -- the title as the Estonian alphabet orders it
    search_text      text        COLLATE "C" NOT NULL, -- title and description in all languages, in lower case
    description      jsonb       NOT NULL,
    easy_text        jsonb,
    starts_at        timestamptz NOT NULL,
    ends_at          timestamptz NOT NULL,
    venue_id         uuid        REFERENCES venue (id),
    organisation_id  uuid        REFERENCES organisation (id),
    access_contact   jsonb,
    request_deadline timestamptz,
    target_groups    text[]      NOT NULL DEFAULT '{}',
    required_sides   text[]      NOT NULL DEFAULT '{}',
    ideas_open_at    timestamptz,
    ideas_close_at   timestamptz,
    unnamed_ideas    boolean     NOT NULL DEFAULT true,
    capacity         integer,                          -- seats in the room
    created_at       timestamptz NOT NULL,
    CONSTRAINT event_kind_known CHECK (kind IN ('SOCIAL_HACKATHON', 'WEBINAR', 'WORKSHOP', 'INFO_DAY', 'MENTORING', 'FOLLOW_UP')),
    CONSTRAINT event_format_known CHECK (format IN ('IN_PERSON', 'ONLINE', 'HYBRID')),
    CONSTRAINT event_status_known CHECK (status IN ('DRAFT', 'PUBLISHED', 'IDEAS_OPEN', 'TEAMS_OPEN', 'LIVE', 'ENDED', 'FOLLOW_UP', 'POSTPONED', 'MOVED_ONLINE', 'CANCELLED')),
    CONSTRAINT event_ends_after_start CHECK (ends_at > starts_at),
    CONSTRAINT event_ideas_close_after_open CHECK (ideas_close_at > ideas_open_at),
    CONSTRAINT event_has_a_seat CHECK (capacity >= 1),
    CONSTRAINT event_online_has_no_venue CHECK (format <> 'ONLINE' OR venue_id IS NULL),
    CONSTRAINT event_published_says_who_to_ask CHECK (status = 'DRAFT' OR format = 'ONLINE'
        OR (venue_id IS NOT NULL AND access_contact IS NOT NULL AND request_deadline IS NOT NULL))
);
CREATE INDEX event_by_start ON event (starts_at, id);
CREATE INDEX event_by_status ON event (status, starts_at, id);
CREATE INDEX event_by_title ON event (title_sort, id);
CREATE INDEX event_of_venue ON event (venue_id);
CREATE TRIGGER event_stream AFTER INSERT ON event FOR EACH ROW EXECUTE FUNCTION open_stream();

-- What only some may see of an event: the code for guests is for its staff, the online address for who attends.
CREATE TABLE event_private (
    event_id  uuid PRIMARY KEY REFERENCES event (id) ON DELETE CASCADE,
    join_code text NOT NULL CONSTRAINT join_code_opens_one_event UNIQUE, -- upper case
    join_url  text
);

-- A building fact that holds for one event only, over the venue's.
CREATE TABLE event_fact (
    event_id   uuid             NOT NULL REFERENCES event (id) ON DELETE CASCADE,
    feature    text             NOT NULL REFERENCES venue_feature (feature),
    state      feature_state    NOT NULL,
    note       jsonb,
    measure    double precision,
    checked_on date,
    checked_by fact_checker,
    source_url text,
    PRIMARY KEY (event_id, feature)
);

CREATE TABLE event_service_fact (
    event_id   uuid             NOT NULL REFERENCES event (id) ON DELETE CASCADE,
    service    text             NOT NULL REFERENCES event_service (service),
    state      feature_state    NOT NULL,
    note       jsonb,
    measure    double precision,
    request_by timestamptz,
    checked_on date,
    checked_by fact_checker,
    source_url text,
    PRIMARY KEY (event_id, service)
);

-- The accessibility that holds for an event: its own fact over the venue's over unknown, one row for each feature.
-- stale_from is the day from which the fact counts as old.
CREATE VIEW event_accessibility AS
SELECT e.id AS event_id, f.feature, f.position,
       COALESCE(o.state, v.state, 'UNKNOWN')::text AS state,
       CASE WHEN o.state IS NOT NULL THEN o.note ELSE v.note END AS note,
       CASE WHEN o.state IS NOT NULL THEN o.measure ELSE v.measure END AS measure,
       CASE WHEN o.state IS NOT NULL THEN o.checked_on ELSE v.checked_on END AS checked_on,
       CASE WHEN o.state IS NOT NULL THEN o.checked_by ELSE v.checked_by END::text AS checked_by,
       CASE WHEN o.state IS NOT NULL THEN o.source_url ELSE v.source_url END AS source_url,
       (CASE WHEN o.state IS NOT NULL THEN o.checked_on ELSE v.checked_on END + interval '24 months')::date AS stale_from,
       CASE WHEN o.state IS NOT NULL THEN 'EVENT' WHEN v.state IS NOT NULL THEN 'VENUE' ELSE 'NOBODY' END AS origin
FROM event e
CROSS JOIN venue_feature f
LEFT JOIN event_fact o ON o.event_id = e.id AND o.feature = f.feature
LEFT JOIN venue_fact v ON v.venue_id = e.venue_id AND v.feature = f.feature;

-- The life of an event, for ever.
CREATE TABLE event_move (
    id          bigint      GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    event_id    uuid        NOT NULL REFERENCES event (id) ON DELETE CASCADE,
    from_status text,
    to_status   text        NOT NULL,
    reason      jsonb,
    actor_id    uuid        REFERENCES person (id) ON DELETE SET NULL,
    at          timestamptz NOT NULL
);
CREATE INDEX event_move_of_event ON event_move (event_id, id);

-- A person's place at an event.
CREATE TABLE attendance (
    id         uuid        PRIMARY KEY,
    version    integer     NOT NULL DEFAULT 1,
    event_id   uuid        NOT NULL REFERENCES event (id) ON DELETE CASCADE,
    person_id  uuid        NOT NULL REFERENCES person (id) ON DELETE CASCADE,
    status     text        NOT NULL,
    capacity   text        NOT NULL,
    online     boolean     NOT NULL DEFAULT false,
    companions integer     NOT NULL DEFAULT 0,
    created_at timestamptz NOT NULL,
    queued_at  timestamptz NOT NULL, -- the place in the waiting list
    CONSTRAINT attendance_once UNIQUE (event_id, person_id),
    CONSTRAINT attendance_status_known CHECK (status IN ('GOING', 'WAITING', 'CHECKED_IN', 'CANCELLED')),
    CONSTRAINT attendance_capacity_known CHECK (capacity IN ('SELF', 'SUPPORTED', 'REPRESENTED', 'ORGANISATION')),
    CONSTRAINT attendance_companions_few CHECK (companions BETWEEN 0 AND 2)
);
CREATE INDEX attendance_of_person ON attendance (person_id, id);
CREATE INDEX attendance_of_event ON attendance (event_id, id);
CREATE INDEX attendance_waiting ON attendance (event_id, queued_at, id) WHERE status = 'WAITING';

-- How many people are at an event, companions counted. Only the triggers below write here; whoever gives out seats
-- locks the event's row first.
CREATE TABLE event_attendance (
    event_id   uuid    PRIMARY KEY REFERENCES event (id) ON DELETE CASCADE,
    version    integer NOT NULL DEFAULT 0,
    going      integer NOT NULL DEFAULT 0, -- GOING and CHECKED_IN
    online     integer NOT NULL DEFAULT 0, -- of those
    checked_in integer NOT NULL DEFAULT 0, -- of those
    waiting    integer NOT NULL DEFAULT 0
) WITH (fillfactor = 50);

-- +goose StatementBegin
CREATE FUNCTION open_event_attendance() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO event_attendance (event_id) VALUES (NEW.id);
    RETURN NULL;
END;
$$;
-- +goose StatementEnd
CREATE TRIGGER event_opens_attendance AFTER INSERT ON event FOR EACH ROW EXECUTE FUNCTION open_event_attendance();

-- Counts by statement, so that a change of thousands of rows is one change of the counts.
-- +goose StatementBegin
CREATE FUNCTION count_attendance() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP <> 'INSERT' THEN
        UPDATE event_attendance c SET version = c.version + 1, going = c.going - d.going, online = c.online - d.online,
            checked_in = c.checked_in - d.checked_in, waiting = c.waiting - d.waiting
        FROM (
            SELECT event_id, COALESCE(sum(1 + companions) FILTER (WHERE status IN ('GOING', 'CHECKED_IN')), 0) AS going,
                COALESCE(sum(1 + companions) FILTER (WHERE status IN ('GOING', 'CHECKED_IN') AND online), 0) AS online,
                COALESCE(sum(1 + companions) FILTER (WHERE status = 'CHECKED_IN'), 0) AS checked_in,
                COALESCE(sum(1 + companions) FILTER (WHERE status = 'WAITING'), 0) AS waiting
            FROM old_attendance GROUP BY event_id
        ) d WHERE c.event_id = d.event_id;
    END IF;
    IF TG_OP <> 'DELETE' THEN
        UPDATE event_attendance c SET version = c.version + 1, going = c.going + d.going, online = c.online + d.online,
            checked_in = c.checked_in + d.checked_in, waiting = c.waiting + d.waiting
        FROM (
            SELECT event_id, COALESCE(sum(1 + companions) FILTER (WHERE status IN ('GOING', 'CHECKED_IN')), 0) AS going,
                COALESCE(sum(1 + companions) FILTER (WHERE status IN ('GOING', 'CHECKED_IN') AND online), 0) AS online,
                COALESCE(sum(1 + companions) FILTER (WHERE status = 'CHECKED_IN'), 0) AS checked_in,
                COALESCE(sum(1 + companions) FILTER (WHERE status = 'WAITING'), 0) AS waiting
            FROM new_attendance GROUP BY event_id
        ) d WHERE c.event_id = d.event_id;
    END IF;
    RETURN NULL;
END;
$$;
-- +goose StatementEnd
CREATE TRIGGER attendance_counted_on_insert AFTER INSERT ON attendance
    REFERENCING NEW TABLE AS new_attendance FOR EACH STATEMENT EXECUTE FUNCTION count_attendance();
CREATE TRIGGER attendance_counted_on_update AFTER UPDATE ON attendance
    REFERENCING OLD TABLE AS old_attendance NEW TABLE AS new_attendance FOR EACH STATEMENT EXECUTE FUNCTION count_attendance();
CREATE TRIGGER attendance_counted_on_delete AFTER DELETE ON attendance
    REFERENCING OLD TABLE AS old_attendance FOR EACH STATEMENT EXECUTE FUNCTION count_attendance();

ALTER TABLE role_grant ADD CONSTRAINT role_grant_event FOREIGN KEY (event_id) REFERENCES event (id) ON DELETE CASCADE;
ALTER TABLE session ADD CONSTRAINT session_board_event FOREIGN KEY (board_event_id) REFERENCES event (id) ON DELETE CASCADE;

-- +goose Down
ALTER TABLE session DROP CONSTRAINT session_board_event;
ALTER TABLE role_grant DROP CONSTRAINT role_grant_event;
DROP TABLE event_attendance;
DROP TABLE attendance;
DROP TABLE event_move;
DROP VIEW event_accessibility;
DROP TABLE event_service_fact;
DROP TABLE event_fact;
DROP TABLE event_private;
DROP TABLE event;
DROP TABLE venue_fact;
DROP TABLE venue;
DROP DOMAIN fact_checker;
DROP DOMAIN feature_state;
DROP TABLE event_service;
DROP TABLE venue_feature;
DROP FUNCTION count_attendance();
DROP FUNCTION open_event_attendance();
