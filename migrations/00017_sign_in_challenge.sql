-- +goose Up

-- What the codes of mails are hashed with, unless MANO_SECRET says something else. All processes on the database share it.
CREATE TABLE secret (
    only_row boolean PRIMARY KEY DEFAULT true CONSTRAINT one_secret CHECK (only_row),
    value    bytea   NOT NULL
);
INSERT INTO secret (value) VALUES (decode(replace(gen_random_uuid()::text || gen_random_uuid()::text, '-', ''), 'hex'));

-- A code in somebody's mailbox. The table sign_in_code is that of the version before.
CREATE TABLE sign_in_mail (
    id         bigint      GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    email      text        NOT NULL,
    domain     text        NOT NULL,
    code_hash  bytea       NOT NULL,
    long       boolean     NOT NULL, -- too long to be guessed, however often it is tried
    mailed_at  timestamptz NOT NULL,
    expires_at timestamptz NOT NULL
);
CREATE INDEX sign_in_mail_of_address ON sign_in_mail (email, mailed_at);
CREATE INDEX sign_in_mail_of_domain ON sign_in_mail (domain, mailed_at);
CREATE INDEX sign_in_mail_age ON sign_in_mail (mailed_at);

-- A browser that asked for a code. It alone can use one, and its wrong tries are its own.
CREATE TABLE sign_in_challenge (
    challenge_hash bytea       PRIMARY KEY,
    email          text        NOT NULL,
    long           boolean     NOT NULL, -- takes long codes only
    attempts_left  integer     NOT NULL,
    locale         text        NOT NULL,
    asked_at       timestamptz NOT NULL
);
CREATE INDEX sign_in_challenge_of_address ON sign_in_challenge (email, asked_at);
CREATE INDEX sign_in_challenge_age ON sign_in_challenge (asked_at);

-- +goose Down
DROP TABLE sign_in_challenge;
DROP TABLE sign_in_mail;
DROP TABLE secret;
