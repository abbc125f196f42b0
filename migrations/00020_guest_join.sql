-- +goose Up

-- Who came in by a call that may be repeated because its answer was lost. Nobody is signed in yet, so it is not in idempotency;
-- the key is random, and neither it nor a token is kept.
CREATE TABLE guest_join (
    key_hash   bytea       PRIMARY KEY,
    input_hash bytea       NOT NULL, -- of the key and what was said with it
    person_id  uuid        REFERENCES person (id) ON DELETE CASCADE,
    at         timestamptz NOT NULL
);
CREATE INDEX guest_join_of_person ON guest_join (person_id);
CREATE INDEX guest_join_age ON guest_join (at);

-- +goose Down
DROP TABLE guest_join;
