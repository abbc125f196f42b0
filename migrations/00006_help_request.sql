-- +goose Up

-- What a volunteer offers: private to that person, and to the question who may take what.
CREATE TABLE volunteer (
    person_id     uuid        PRIMARY KEY REFERENCES person (id) ON DELETE CASCADE,
    kinds         text[]      NOT NULL,
    qualified_for text[]      NOT NULL,
    languages     text[]      NOT NULL,
    area          text        NOT NULL,
    lat           float8      NOT NULL, -- rounded to about a kilometre, like every place of a person or a need
    lon           float8      NOT NULL,
    radius_km     integer     NOT NULL,
    on_duty_until timestamptz,
    verification  text        NOT NULL,
    vehicle       jsonb,
    updated_at    timestamptz NOT NULL
);

-- The teaser of a need. Nothing in this row says whose need it is or holds free text: see help_request_private.
CREATE TABLE help_request (
    id                   uuid        PRIMARY KEY,
    version              integer     NOT NULL DEFAULT 1,
    event_id             uuid        REFERENCES event (id), -- null: outside any event
    kind                 text        NOT NULL,
    status               text        NOT NULL CONSTRAINT help_request_status_known
        CHECK (status IN ('DRAFT', 'OPEN', 'OFFERED', 'MATCHED', 'IN_PROGRESS', 'COMPLETED', 'EXPIRED', 'CANCELLED', 'CLOSED_OTHER')),
    area                 text        NOT NULL,
    lat                  float8      NOT NULL, -- 0, 0: nowhere, as with help online
    lon                  float8      NOT NULL,
    starts_at            timestamptz NOT NULL,
    ends_at              timestamptz NOT NULL,
    languages            text[]      NOT NULL,
    on_site              boolean     NOT NULL,
    escalated            boolean     NOT NULL DEFAULT false,
    minimum_verification text        NOT NULL,
    transport            jsonb,
    interpreting         jsonb,
    created_at           timestamptz NOT NULL,
    expires_at           timestamptz NOT NULL, -- nobody took it by then: the start, or the end of what was asked for at once
    escalates_at         timestamptz,          -- when the clock next calls a coordinator
    CONSTRAINT help_request_ends_after_start CHECK (ends_at > starts_at)
);
CREATE INDEX help_request_event ON help_request (event_id, id);
CREATE INDEX help_request_open ON help_request (event_id, starts_at, id) WHERE status = 'OPEN';
CREATE INDEX help_request_expiring ON help_request (expires_at) WHERE status IN ('OPEN', 'OFFERED');
CREATE INDEX help_request_escalating ON help_request (escalates_at) WHERE status IN ('OPEN', 'OFFERED');
CREATE INDEX help_request_ending ON help_request (ends_at) WHERE status IN ('MATCHED', 'IN_PROGRESS');

-- Who asks, and what only the volunteer whom the asker accepted may read. Read through the match and nowhere else.
CREATE TABLE help_request_private (
    help_request_id uuid    PRIMARY KEY REFERENCES help_request (id) ON DELETE CASCADE,
    asker_id        uuid    NOT NULL REFERENCES person (id),
    accept_first    boolean NOT NULL, -- the first eligible volunteer is fine
    description     text,
    phone           text,
    address         text,
    wipe_at         timestamptz       -- null once wiped, and while there is nothing to wipe
);
CREATE INDEX help_request_asker ON help_request_private (asker_id, help_request_id);
CREATE INDEX help_request_wiping ON help_request_private (wipe_at) WHERE wipe_at IS NOT NULL;

-- Who offered to take a need. The offer that is OFFERED or ACCEPTED is the present one.
CREATE TABLE help_request_offer (
    id              bigint      GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    help_request_id uuid        NOT NULL REFERENCES help_request (id) ON DELETE CASCADE,
    volunteer_id    uuid        NOT NULL REFERENCES person (id),
    status          text        NOT NULL CONSTRAINT offer_status_known
        CHECK (status IN ('OFFERED', 'ACCEPTED', 'DECLINED', 'WITHDRAWN', 'EXPIRED', 'SUPERSEDED')),
    no_show         boolean     NOT NULL DEFAULT false, -- reported; coordinators only
    offered_at      timestamptz NOT NULL,
    expires_at      timestamptz, -- null: accepted as it was made
    answered_at     timestamptz
);
CREATE UNIQUE INDEX help_request_has_one_volunteer ON help_request_offer (help_request_id) WHERE status IN ('OFFERED', 'ACCEPTED');
CREATE INDEX help_request_offer_volunteer ON help_request_offer (volunteer_id, help_request_id);
CREATE INDEX help_request_offer_expiring ON help_request_offer (expires_at) WHERE status = 'OFFERED';

-- Every move of every need, for ever. The capacity is public, the person is not.
CREATE TABLE help_request_move (
    id              bigint      GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    help_request_id uuid        NOT NULL REFERENCES help_request (id),
    from_status     text,
    to_status       text        NOT NULL,
    moved_by        text        NOT NULL CONSTRAINT move_actor_known CHECK (moved_by IN ('ASKER', 'REPRESENTATIVE', 'VOLUNTEER', 'COORDINATOR', 'CLOCK')),
    person_id       uuid        REFERENCES person (id) ON DELETE SET NULL,
    at              timestamptz NOT NULL
);
CREATE INDEX help_request_move_request ON help_request_move (help_request_id, id);

-- +goose StatementBegin
CREATE FUNCTION refuse_rewriting() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'UPDATE' AND NEW.person_id IS NULL AND to_jsonb(NEW) - 'person_id' = to_jsonb(OLD) - 'person_id' THEN
        RETURN NEW; -- a person was erased; that the move happened stays
    END IF;
    RAISE EXCEPTION 'rows of % are never changed', TG_TABLE_NAME USING ERRCODE = 'restrict_violation';
END;
$$;
-- +goose StatementEnd

CREATE TRIGGER help_request_move_append_only BEFORE UPDATE OR DELETE ON help_request_move FOR EACH ROW EXECUTE FUNCTION refuse_rewriting();

-- +goose Down
DROP TABLE help_request_move;
DROP FUNCTION refuse_rewriting();
DROP TABLE help_request_offer;
DROP TABLE help_request_private;
DROP TABLE help_request;
DROP TABLE volunteer;
