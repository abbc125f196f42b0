-- +goose Up

-- Somebody who stops helping keeps the row, and with it how far they were checked, but nothing of what they stated.
ALTER TABLE volunteer
    ADD COLUMN stopped_at timestamptz,                     -- null: helps
    ADD COLUMN may_return boolean NOT NULL DEFAULT false;  -- gave the role back: stating anew what one offers gives it again
CREATE INDEX volunteer_on_duty ON volunteer (on_duty_until) WHERE on_duty_until IS NOT NULL;

-- Whether the asker of a match is shown the volunteer's address: the volunteer's choice, and only as long as the private part is kept.
-- The previous version of the program showed it in any case; with it the address was part of every match.
ALTER TABLE help_request_offer ADD COLUMN share_email boolean NOT NULL DEFAULT false;

-- A role that guests gave themselves holds for the event that they joined, while it runs, and no longer everywhere.
INSERT INTO role_grant (person_id, role, event_id, granted_by, granted_at)
SELECT p.id, 'VOLUNTEER', e.id, p.id, g.granted_at
FROM person p JOIN role_grant g ON g.person_id = p.id AND g.role = 'VOLUNTEER' AND g.event_id IS NULL AND g.granted_by = p.id
    JOIN role_grant seat ON seat.person_id = p.id AND seat.role = 'PARTICIPANT'
    JOIN event e ON e.id = seat.event_id AND e.status IN ('PUBLISHED', 'IDEAS_OPEN', 'TEAMS_OPEN', 'LIVE', 'MOVED_ONLINE')
WHERE p.guest ON CONFLICT DO NOTHING;
DELETE FROM role_grant g USING person p WHERE p.id = g.person_id AND p.guest AND g.role = 'VOLUNTEER' AND g.event_id IS NULL AND g.granted_by = p.id;

-- +goose Down
ALTER TABLE help_request_offer DROP COLUMN share_email;
DROP INDEX volunteer_on_duty;
ALTER TABLE volunteer DROP COLUMN may_return, DROP COLUMN stopped_at;
