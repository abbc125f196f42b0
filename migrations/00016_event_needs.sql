-- +goose Up

-- Needs of an event that has moved and that the moving transaction did not get to, for the clock to settle by batches.
CREATE TABLE event_needs (
    id            bigint      GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    event_id      uuid        NOT NULL REFERENCES event (id) ON DELETE CASCADE,
    from_status   text        NOT NULL,
    to_status     text        NOT NULL,
    ends_at       timestamptz NOT NULL, -- of the event when it moved
    at            timestamptz NOT NULL,
    settled_up_to uuid,                 -- the last need that is settled
    up_to         uuid        NOT NULL  -- the last need that the event had; what is asked for later is not concerned
);

-- What is under way of an event: what is to be settled, and what outlives the event.
CREATE INDEX help_request_under_way ON help_request (event_id, id) WHERE status IN ('OPEN', 'OFFERED', 'MATCHED', 'IN_PROGRESS');

-- Events that moved before there was a rule for their needs.
INSERT INTO event_needs (event_id, from_status, to_status, ends_at, at, up_to)
SELECT e.id, 'PUBLISHED', e.status, e.ends_at, now(), newest.id
FROM event e
CROSS JOIN LATERAL (SELECT r.id FROM help_request r WHERE r.event_id = e.id AND r.status IN ('OPEN', 'OFFERED', 'MATCHED') ORDER BY r.id DESC LIMIT 1) newest
WHERE e.status IN ('ENDED', 'FOLLOW_UP', 'CANCELLED', 'POSTPONED');

-- +goose Down
DROP INDEX help_request_under_way;
DROP TABLE event_needs;
