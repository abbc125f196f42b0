-- +goose Up

-- People who design a service together at an event.
CREATE TABLE working_group (
    id           uuid        PRIMARY KEY,
    version      integer     NOT NULL DEFAULT 1,
    event_id     uuid        NOT NULL REFERENCES event (id) ON DELETE CASCADE,
    name         jsonb       NOT NULL,
    name_sort    text        COLLATE "C" NOT NULL, -- the name as the Estonian alphabet orders it
    purpose      jsonb,
    phase        text        NOT NULL,
    lead_id      uuid,
    member_count integer     NOT NULL DEFAULT 0,
    created_at   timestamptz NOT NULL,
    CONSTRAINT working_group_phase_known CHECK (phase IN ('FORMING', 'WORKING', 'PITCHING', 'FOLLOW_UP', 'COMPLETED', 'DORMANT', 'CLOSED')),
    CONSTRAINT working_group_is_led CHECK (phase NOT IN ('WORKING', 'PITCHING') OR lead_id IS NOT NULL),
    CONSTRAINT working_group_count_not_negative CHECK (member_count >= 0)
);
CREATE INDEX working_group_by_name ON working_group (event_id, name_sort, id);
CREATE INDEX working_group_by_age ON working_group (event_id, id);

-- A person's seat in a group. LIVED_EXPERIENCE among the sides is named only when show_lived_experience says so.
CREATE TABLE membership (
    id                    uuid        PRIMARY KEY,
    working_group_id      uuid        NOT NULL REFERENCES working_group (id) ON DELETE CASCADE,
    person_id             uuid        NOT NULL REFERENCES person (id) ON DELETE CASCADE,
    role                  text        NOT NULL,
    sides                 text[]      NOT NULL,
    show_lived_experience boolean     NOT NULL DEFAULT false,
    capacity              text        NOT NULL,
    joined_at             timestamptz NOT NULL,
    CONSTRAINT membership_once UNIQUE (working_group_id, person_id),
    CONSTRAINT membership_role_known CHECK (role IN ('LEAD', 'CO_LEAD', 'IDEA_HOLDER', 'MEMBER', 'LEARNER', 'MENTOR', 'OBSERVER')),
    CONSTRAINT membership_brings_one_or_two_sides CHECK (cardinality(sides) BETWEEN 1 AND 2),
    CONSTRAINT membership_capacity_known CHECK (capacity IN ('SELF', 'SUPPORTED', 'REPRESENTED', 'ORGANISATION'))
);
CREATE INDEX membership_of_group ON membership (working_group_id, id);
CREATE INDEX membership_of_person ON membership (person_id, id);
CREATE UNIQUE INDEX working_group_has_one_lead ON membership (working_group_id) WHERE role = 'LEAD';

-- Who leads is a member: checked at COMMIT, because a group is made before its first member.
ALTER TABLE working_group ADD CONSTRAINT lead_is_a_member FOREIGN KEY (id, lead_id)
    REFERENCES membership (working_group_id, person_id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE idea ADD CONSTRAINT idea_working_group FOREIGN KEY (working_group_id) REFERENCES working_group (id) ON DELETE SET NULL;

-- +goose Down
ALTER TABLE idea DROP CONSTRAINT idea_working_group;
ALTER TABLE working_group DROP CONSTRAINT lead_is_a_member;
DROP TABLE membership;
DROP TABLE working_group;
