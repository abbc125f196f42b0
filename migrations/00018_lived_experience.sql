-- +goose Up

-- Whether a group has lived experience that its members do not show (null: not told yet), and whose seats have changed since
-- that was told: see hackathon.CoverForLivedExperience.
ALTER TABLE working_group
    ADD COLUMN lived_experience_told    boolean,
    ADD COLUMN lived_experience_changed uuid[] NOT NULL DEFAULT '{}';

-- What the groups of today show is told once more, of those that are large enough.
UPDATE working_group g SET
    lived_experience_told = CASE WHEN g.member_count >= 3 THEN EXISTS (
        SELECT FROM membership m WHERE m.working_group_id = g.id AND NOT m.show_lived_experience
            AND 'LIVED_EXPERIENCE' = ANY (m.sides)) END,
    lived_experience_changed = CASE WHEN g.member_count >= 3 THEN '{}' ELSE
        ARRAY(SELECT m.person_id FROM membership m WHERE m.working_group_id = g.id ORDER BY m.id) END;

-- +goose Down
ALTER TABLE working_group DROP COLUMN lived_experience_changed, DROP COLUMN lived_experience_told;
