-- +goose Up

-- What is asked for often is found without reading all there is, however many years of it there are.

CREATE INDEX event_by_kind ON event (kind, starts_at, id);
CREATE INDEX event_by_format ON event (format, starts_at, id);

-- With the answers to others, which comment_of_idea leaves out.
CREATE INDEX comment_on_idea ON comment (idea_id);

-- What can be taken at all events, the soonest first.
CREATE INDEX help_request_open_by_start ON help_request (starts_at, id) WHERE status = 'OPEN';

-- +goose Down
DROP INDEX help_request_open_by_start;
DROP INDEX comment_on_idea;
DROP INDEX event_by_format;
DROP INDEX event_by_kind;
