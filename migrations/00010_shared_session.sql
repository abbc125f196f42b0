-- +goose Up

-- A demo's token belongs to everybody who knows it: whoever signs out with it ends nothing.
ALTER TABLE session ADD COLUMN shared boolean NOT NULL DEFAULT false;

-- +goose Down
ALTER TABLE session DROP COLUMN shared;
