-- +goose Up

-- Events that do not run any more and of which guests still hold the role that they took for them, beyond what the moving
-- transaction took back: for the clock to go on with by batches.
CREATE TABLE event_grants (
    event_id uuid PRIMARY KEY REFERENCES event (id) ON DELETE CASCADE
);

-- +goose Down
DROP TABLE event_grants;
