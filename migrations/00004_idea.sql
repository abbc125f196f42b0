-- +goose Up

-- A proposal brought to an event. Of an unnamed one nothing here or elsewhere says who brought it.
CREATE TABLE idea (
    id                   uuid        PRIMARY KEY,
    version              integer     NOT NULL DEFAULT 1,
    event_id             uuid        NOT NULL REFERENCES event (id) ON DELETE CASCADE,
    title                jsonb       NOT NULL,
    problem              jsonb       NOT NULL,
    solution             jsonb,
    search_text          text        COLLATE "C" NOT NULL, -- title and problem in all languages, in lower case
    target_groups        text[]      NOT NULL DEFAULT '{}',
    status               text        NOT NULL,
    public_since         timestamptz,                      -- null: read by its author and by moderators only
    authorship           text        NOT NULL,
    author_id            uuid        REFERENCES person (id) ON DELETE SET NULL,
    representation_basis text,
    working_group_id     uuid,
    merged_into_id       uuid        REFERENCES idea (id) ON DELETE SET NULL,
    support_count        integer     NOT NULL DEFAULT 0,
    comment_count        integer     NOT NULL DEFAULT 0,   -- hidden ones left out
    created_at           timestamptz NOT NULL,
    CONSTRAINT idea_status_known CHECK (status IN ('DRAFT', 'SUBMITTED', 'IN_REVIEW', 'OPEN', 'SEEKS_TEAM', 'IN_GROUP', 'PITCHED', 'CHOSEN',
        'IN_PROGRESS', 'IMPLEMENTED', 'PAUSED', 'DECLINED', 'MERGED', 'WITHDRAWN')),
    CONSTRAINT idea_authorship_known CHECK (authorship IN ('NAMED', 'UNNAMED', 'REPRESENTED')),
    CONSTRAINT unnamed_idea_has_no_author CHECK (authorship <> 'UNNAMED' OR author_id IS NULL),
    CONSTRAINT represented_idea_has_basis CHECK ((authorship = 'REPRESENTED') = (representation_basis IS NOT NULL)),
    CONSTRAINT unreviewed_idea_is_not_public CHECK (status NOT IN ('DRAFT', 'SUBMITTED', 'IN_REVIEW', 'WITHDRAWN') OR public_since IS NULL),
    CONSTRAINT idea_in_group_has_group CHECK (status <> 'IN_GROUP' OR working_group_id IS NOT NULL),
    CONSTRAINT idea_counts_not_negative CHECK (support_count >= 0 AND comment_count >= 0)
);
CREATE INDEX idea_of_event ON idea (event_id, id);
CREATE INDEX idea_most_supported ON idea (event_id, support_count, id);
CREATE INDEX idea_of_author ON idea (author_id, id);
CREATE INDEX idea_of_working_group ON idea (working_group_id, id) WHERE working_group_id IS NOT NULL;

-- The life of an idea, for ever. Who made a move stands in the log, never here: this is read by everybody.
CREATE TABLE idea_move (
    id          bigint      GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    idea_id     uuid        NOT NULL REFERENCES idea (id) ON DELETE CASCADE,
    from_status text,
    to_status   text        NOT NULL,
    answer      jsonb,
    at          timestamptz NOT NULL,
    CONSTRAINT idea_refused_with_answer CHECK (to_status NOT IN ('DECLINED', 'MERGED') OR answer IS NOT NULL)
);
CREATE INDEX idea_move_of_idea ON idea_move (idea_id, id);

-- A person supports an idea once, and may say what they bring.
CREATE TABLE idea_support (
    idea_id    uuid        NOT NULL REFERENCES idea (id) ON DELETE CASCADE,
    person_id  uuid        NOT NULL REFERENCES person (id) ON DELETE CASCADE,
    brings     text[]      NOT NULL DEFAULT '{}',
    created_at timestamptz NOT NULL,
    CONSTRAINT support_once PRIMARY KEY (idea_id, person_id)
);
CREATE INDEX idea_support_of_person ON idea_support (person_id, idea_id);

-- A remark on an idea, or an answer to one. What is hidden keeps its row, so that the thread stays whole.
CREATE TABLE comment (
    id            uuid        PRIMARY KEY,
    version       integer     NOT NULL DEFAULT 1,
    idea_id       uuid        NOT NULL REFERENCES idea (id) ON DELETE CASCADE,
    author_id     uuid        REFERENCES person (id) ON DELETE SET NULL,
    body          text        NOT NULL,
    hidden_reason text,
    reply_to      uuid        REFERENCES comment (id) ON DELETE CASCADE,
    created_at    timestamptz NOT NULL
);
CREATE INDEX comment_of_idea ON comment (idea_id, id) WHERE reply_to IS NULL;
CREATE INDEX comment_reply ON comment (reply_to, id) WHERE reply_to IS NOT NULL;
CREATE INDEX comment_of_author ON comment (author_id, id);

-- Finds the texts that the log holds of an idea or comment, to take them out when it is hidden or withdrawn.
CREATE INDEX activity_with_idea_text ON activity (entity_id) WHERE kind IN ('IDEA_SUBMITTED', 'IDEA_CHANGED', 'IDEA_SUPPORT_CHANGED', 'IDEA_STATUS_CHANGED', 'COMMENT_ADDED');

-- +goose Down
DROP INDEX activity_with_idea_text;
DROP TABLE comment;
DROP TABLE idea_support;
DROP TABLE idea_move;
DROP TABLE idea;
