-- +goose Up

-- A stream is one event, one person, or the global one. Its positions are dense and follow the order of commits.
CREATE TABLE stream (
    id       uuid   PRIMARY KEY,
    number   bigint GENERATED ALWAYS AS IDENTITY UNIQUE, -- what cursors carry instead of the id
    last_seq bigint NOT NULL DEFAULT 0,
    min_seq  bigint NOT NULL DEFAULT 1                   -- the oldest position still kept
) WITH (fillfactor = 50);                                -- keeps the bump of last_seq a HOT update

INSERT INTO stream (id) VALUES ('00000000-0000-80d0-8000-000000000001');

-- The append-only log of every change of state, written in the transaction that makes the change.
CREATE TABLE activity (
    id             bigint      GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    stream_id      uuid        NOT NULL REFERENCES stream (id),
    kind           text        NOT NULL,
    entity_id      uuid        NOT NULL,
    entity_version integer     NOT NULL,
    actor_id       uuid,
    audience       text        NOT NULL CONSTRAINT activity_audience_known CHECK (audience IN ('PUBLIC', 'VOLUNTEERS', 'STAFF', 'ONE')),
    payload        jsonb       NOT NULL,
    at             timestamptz NOT NULL
);

-- Where each activity stands. Only the trigger below writes here: a second writer would break the promise of density.
CREATE TABLE activity_position (
    stream_id   uuid   NOT NULL REFERENCES stream (id),
    seq         bigint NOT NULL,
    activity_id bigint NOT NULL REFERENCES activity (id),
    tag         bigint NOT NULL, -- 32 random bits; tells this history from a restored copy of it
    PRIMARY KEY (stream_id, seq)
);

-- +goose StatementBegin
CREATE FUNCTION place_activity() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    next_seq bigint;
BEGIN
    UPDATE stream SET last_seq = last_seq + 1 WHERE id = NEW.stream_id RETURNING last_seq INTO STRICT next_seq;
    INSERT INTO activity_position (stream_id, seq, activity_id, tag)
    VALUES (NEW.stream_id, next_seq, NEW.id, floor(random() * 4294967296)::bigint);
    RETURN NULL;
END;
$$;
-- +goose StatementEnd

-- Deferred to COMMIT: the stream's row stays locked only while the commit is flushed, and is the last lock a
-- transaction takes, so it cannot deadlock with the locks of entities.
CREATE CONSTRAINT TRIGGER activity_placed AFTER INSERT ON activity
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION place_activity();

-- +goose StatementBegin
CREATE FUNCTION open_stream() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO stream (id) VALUES (NEW.id);
    RETURN NULL;
END;
$$;
-- +goose StatementEnd

-- What a repeated call with the same idempotency key gives back.
CREATE TABLE idempotency (
    person_id  uuid        NOT NULL,
    key        text        NOT NULL,
    mutation   text        NOT NULL,
    input_hash bytea       NOT NULL,
    result_id  uuid,
    at         timestamptz NOT NULL,
    PRIMARY KEY (person_id, key)
);

-- +goose Down
DROP TABLE idempotency;
DROP TABLE activity_position;
DROP TABLE activity;
DROP TABLE stream;
DROP FUNCTION place_activity();
DROP FUNCTION open_stream();
