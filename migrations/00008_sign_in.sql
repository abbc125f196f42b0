-- +goose Up

-- How often codes were sent to an address within the present hour, and the language of the mail.
ALTER TABLE sign_in_code
    ADD COLUMN locale     text        NOT NULL DEFAULT 'ET',
    ADD COLUMN sent       integer     NOT NULL DEFAULT 1,
    ADD COLUMN sent_since timestamptz NOT NULL DEFAULT now();

CREATE INDEX session_board ON session (board_event_id) WHERE board_event_id IS NOT NULL;
CREATE INDEX session_expiry ON session (expires_at);
CREATE INDEX role_grant_of_event ON role_grant (event_id) WHERE event_id IS NOT NULL;
CREATE INDEX idempotency_age ON idempotency (at);

ALTER TABLE organisation ADD COLUMN name_sort text COLLATE "C" NOT NULL DEFAULT ''; -- the name as the Estonian alphabet orders it
CREATE INDEX organisation_by_name ON organisation (name_sort, id);

-- +goose Down
DROP INDEX organisation_by_name;
ALTER TABLE organisation DROP COLUMN name_sort;
DROP INDEX idempotency_age;
DROP INDEX role_grant_of_event;
DROP INDEX session_expiry;
DROP INDEX session_board;
ALTER TABLE sign_in_code DROP COLUMN sent_since, DROP COLUMN sent, DROP COLUMN locale;
