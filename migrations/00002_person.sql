-- +goose Up

CREATE TABLE person (
    id           uuid        PRIMARY KEY,
    display_name text        NOT NULL,
    locale       text        NOT NULL DEFAULT 'ET',
    guest        boolean     NOT NULL DEFAULT false,
    created_at   timestamptz NOT NULL
);
CREATE TRIGGER person_stream AFTER INSERT ON person FOR EACH ROW EXECUTE FUNCTION open_stream();

-- How to reach a person; apart from what others see.
CREATE TABLE person_contact (
    person_id uuid PRIMARY KEY REFERENCES person (id) ON DELETE CASCADE,
    email     text CONSTRAINT email_belongs_to_one UNIQUE -- lower case
);

CREATE TABLE role_grant (
    person_id  uuid        NOT NULL REFERENCES person (id) ON DELETE CASCADE,
    role       text        NOT NULL,
    event_id   uuid,       -- null: everywhere
    granted_by uuid        REFERENCES person (id) ON DELETE SET NULL,
    granted_at timestamptz NOT NULL
);
CREATE UNIQUE INDEX role_granted_once ON role_grant (person_id, role, COALESCE(event_id, '00000000-0000-0000-0000-000000000000'));

CREATE TABLE sign_in_code (
    email         text        PRIMARY KEY, -- one code at a time
    code_hash     bytea       NOT NULL,
    attempts_left integer     NOT NULL,
    expires_at    timestamptz NOT NULL
);

-- A sign-in, a guest's seat or a board's token. The token itself is known to its holder only.
CREATE TABLE session (
    id             uuid        PRIMARY KEY,
    token_hash     bytea       NOT NULL UNIQUE,
    person_id      uuid        REFERENCES person (id) ON DELETE CASCADE,
    board_event_id uuid,
    expires_at     timestamptz NOT NULL,
    created_at     timestamptz NOT NULL,
    CONSTRAINT session_of_person_or_board CHECK ((person_id IS NULL) <> (board_event_id IS NULL))
);
CREATE INDEX session_person ON session (person_id);

CREATE TABLE organisation (
    id      uuid  PRIMARY KEY,
    name    jsonb NOT NULL,
    website text
);

-- +goose Down
DROP TABLE organisation;
DROP TABLE session;
DROP TABLE sign_in_code;
DROP TABLE role_grant;
DROP TABLE person_contact;
DROP TABLE person;
