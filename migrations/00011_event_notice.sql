-- +goose Up

-- What those who come to an event are still to be told. They are told in batches, each its own transaction, so that none
-- holds the streams of thousands of people.
CREATE TABLE event_notice (
    id         bigint      GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    event_id   uuid        NOT NULL REFERENCES event (id) ON DELETE CASCADE,
    text       jsonb       NOT NULL,
    told_up_to uuid,                 -- the last registration whose person was told
    created_at timestamptz NOT NULL  -- who registers later has seen it
);

-- +goose Down
DROP TABLE event_notice;
