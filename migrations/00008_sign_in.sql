-- +goose Up

-- How often codes were sent to an address within the present hour, and the language of the mail.
ALTER TABLE sign_in_code
    ADD COLUMN locale     text        NOT NULL DEFAULT 'ET',
    ADD COLUMN sent       integer     NOT NULL DEFAULT 1,
    ADD COLUMN sent_since timestamptz NOT NULL DEFAULT now();

ALTER TABLE session ADD CONSTRAINT board_of_event FOREIGN KEY (board_event_id) REFERENCES event (id) ON DELETE CASCADE;
CREATE INDEX session_board ON session (board_event_id) WHERE board_event_id IS NOT NULL;
CREATE INDEX session_expiry ON session (expires_at);

ALTER TABLE role_grant ADD CONSTRAINT role_of_event FOREIGN KEY (event_id) REFERENCES event (id) ON DELETE CASCADE;
CREATE INDEX role_grant_event ON role_grant (event_id) WHERE event_id IS NOT NULL;

CREATE INDEX idempotency_age ON idempotency (at);

-- +goose Down
DROP INDEX idempotency_age;
DROP INDEX role_grant_event;
ALTER TABLE role_grant DROP CONSTRAINT role_of_event;
DROP INDEX session_expiry;
DROP INDEX session_board;
ALTER TABLE session DROP CONSTRAINT board_of_event;
ALTER TABLE sign_in_code DROP COLUMN sent_since, DROP COLUMN sent, DROP COLUMN locale;
