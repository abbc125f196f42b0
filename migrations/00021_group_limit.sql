-- +goose Up

-- Who formed a group, to bound how many one person forms at an event.
ALTER TABLE working_group ADD COLUMN formed_by uuid REFERENCES person (id) ON DELETE SET NULL;
UPDATE working_group SET formed_by = lead_id;
CREATE INDEX working_group_formed_by ON working_group (formed_by, event_id);

-- +goose Down
ALTER TABLE working_group DROP COLUMN formed_by;
