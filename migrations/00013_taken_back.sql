-- +goose Up

-- Finds why comments were hidden, to take that out too when their idea is withdrawn.
CREATE INDEX activity_with_comment_reason ON activity (entity_id) WHERE kind = 'COMMENT_HIDDEN';

-- What the log still tells of comments on ideas that are not public any more.
UPDATE activity SET payload = payload - '{body,authorId,hiddenReason}'::text[]
FROM comment c JOIN idea i ON i.id = c.idea_id
WHERE activity.entity_id = c.id AND activity.kind IN ('COMMENT_ADDED', 'COMMENT_HIDDEN') AND i.public_since IS NULL;

-- +goose Down
DROP INDEX activity_with_comment_reason;
