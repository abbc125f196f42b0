-- +goose Up

-- Whose rights have changed: the one stream that every process follows, and no client sees.
INSERT INTO stream (id) VALUES ('00000000-0000-80d0-8000-000000000002');

-- +goose Down
DELETE FROM activity_position WHERE stream_id = '00000000-0000-80d0-8000-000000000002';
DELETE FROM activity WHERE stream_id = '00000000-0000-80d0-8000-000000000002';
DELETE FROM stream WHERE id = '00000000-0000-80d0-8000-000000000002';
