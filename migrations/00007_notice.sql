-- +goose Up

-- What one person was told, in both languages and without anything private of another.
CREATE TABLE notice (
    id         uuid        PRIMARY KEY,
    person_id  uuid        NOT NULL REFERENCES person (id) ON DELETE CASCADE,
    kind       text        NOT NULL,
    text       jsonb       NOT NULL,
    subject    uuid        NOT NULL, -- what it is about
    created_at timestamptz NOT NULL,
    read_at    timestamptz
);
CREATE INDEX notice_person ON notice (person_id, id);
CREATE INDEX notice_unread ON notice (person_id, id) WHERE read_at IS NULL;

-- +goose Down
DROP TABLE notice;
