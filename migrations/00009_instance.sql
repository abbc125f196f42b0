-- +goose Up

-- What this database is for. Demo tokens are known to the whole world, so a demo database never becomes a real one.
CREATE TABLE instance (
    only_row   boolean     PRIMARY KEY DEFAULT true CONSTRAINT one_instance CHECK (only_row),
    demo       boolean     NOT NULL,
    claimed_at timestamptz NOT NULL,
    loaded_at  timestamptz -- when the demo data was complete
);

-- +goose Down
DROP TABLE instance;
