"""What a conversation leaves behind: the report, its lessons, the reasons as the interviewer saw them, and thanks."""

from alembic import op

revision = "exit_0007"
down_revision = "exit_0006"
branch_labels = None
depends_on = None

REPORT = """
CREATE TABLE exit.report (
    talk_id     uuid PRIMARY KEY REFERENCES exit.talk (id) ON DELETE CASCADE,
    leaving_id  uuid NOT NULL REFERENCES exit.leaving (id) ON DELETE CASCADE,
    state       text NOT NULL,
    -- What the person was told about who reads it (policy.py): the board sees that, and no more, whatever comes later.
    promise     integer NOT NULL,
    went        text NOT NULL DEFAULT '',
    why         text NOT NULL DEFAULT '',
    better      text NOT NULL DEFAULT '',
    apart       text NOT NULL DEFAULT '',
    written_at  timestamptz NOT NULL,
    shared_at   timestamptz,
    -- Until then the person may say otherwise; afterwards it stands as it is.
    agree_by    timestamptz,
    -- What the person would have otherwise, for who wrote it and HR; and what stands with it, in their own words.
    said        text,
    said_at     timestamptz,
    added       text NOT NULL DEFAULT '',
    final_at    timestamptz,
    how         text,
    released_at timestamptz,
    released_by uuid,
    CONSTRAINT uq_report_leaving_id UNIQUE (leaving_id),
    CONSTRAINT ck_report_state CHECK (state IN ('draft', 'shared', 'corrected', 'final', 'released', 'none')),
    CONSTRAINT ck_report_shared CHECK ((state IN ('draft', 'none')) = (shared_at IS NULL)),
    CONSTRAINT ck_report_agree_by CHECK ((shared_at IS NULL) = (agree_by IS NULL)),
    CONSTRAINT ck_report_said CHECK ((said IS NULL) = (said_at IS NULL)),
    CONSTRAINT ck_report_corrected CHECK (state <> 'corrected' OR said IS NOT NULL),
    CONSTRAINT ck_report_final CHECK ((state IN ('final', 'released')) = (final_at IS NOT NULL)),
    CONSTRAINT ck_report_how CHECK ((final_at IS NULL) = (how IS NULL) AND how IN ('agreed', 'silent', 'settled')),
    CONSTRAINT ck_report_released CHECK ((state = 'released') = (released_at IS NOT NULL)),
    CONSTRAINT ck_report_released_by CHECK ((released_at IS NULL) = (released_by IS NULL)),
    CONSTRAINT ck_report_lengths CHECK (
        greatest(length(went), length(why), length(better), length(apart), length(said), length(added)) <= 6000)
);
CREATE INDEX ix_report_agree_by ON exit.report (agree_by) WHERE state = 'shared';
CREATE INDEX ix_report_released ON exit.report (released_at DESC, talk_id DESC) WHERE state = 'released';

CREATE TABLE exit.lesson (
    id       uuid PRIMARY KEY,
    talk_id  uuid NOT NULL REFERENCES exit.report (talk_id) ON DELETE CASCADE,
    place    integer NOT NULL,
    lesson   text NOT NULL,
    action   text NOT NULL,
    -- Who wrote it says that it may go on, without a name; the person may keep it back.
    tell     boolean NOT NULL,
    withheld boolean NOT NULL DEFAULT false,
    CONSTRAINT uq_lesson_talk_id_place UNIQUE (talk_id, place),
    CONSTRAINT ck_lesson_words CHECK (length(lesson) BETWEEN 1 AND 500 AND length(action) <= 500),
    CONSTRAINT ck_lesson_id_has_no_order CHECK (substr(id::text, 15, 1) = '4')
);

-- Why somebody leaves, as the interviewer heard it: causes in order of weight, the last drop apart.
CREATE TABLE exit.coding (
    talk_id   uuid PRIMARY KEY REFERENCES exit.talk (id) ON DELETE CASCADE,
    version   integer NOT NULL,
    causes    text[] NOT NULL,
    last_drop text,
    prevented text[] NOT NULL,
    coded_at  timestamptz NOT NULL,
    -- When it went under seal to wait for company; from then on it does not change.
    filed_at  timestamptz,
    CONSTRAINT ck_coding_causes CHECK (cardinality(causes) BETWEEN 1 AND 3)
);
CREATE INDEX ix_coding_unfiled ON exit.coding (talk_id) WHERE filed_at IS NULL;

-- Words of appreciation, sealed until they are sent and kept nowhere afterwards.
CREATE TABLE exit.thanks (
    talk_id    uuid PRIMARY KEY REFERENCES exit.talk (id) ON DELETE CASCADE,
    words      bytea,
    written_at timestamptz NOT NULL,
    sent_at    timestamptz,
    CONSTRAINT ck_thanks_words CHECK ((words IS NULL) = (sent_at IS NOT NULL))
);
"""

CLOSING = """
-- What HR sees to at the end of a leaving.
CREATE TABLE exit.checked (
    leaving_id uuid NOT NULL REFERENCES exit.leaving (id) ON DELETE CASCADE,
    item       text NOT NULL,
    checked_at timestamptz NOT NULL,
    checked_by uuid NOT NULL,
    CONSTRAINT pk_checked PRIMARY KEY (leaving_id, item)
);

ALTER TABLE exit.leaving
    -- By the person's own hand, on their own page; alumni keeps the consent itself.
    ADD COLUMN network text[],
    ADD COLUMN network_at timestamptz,
    ADD CONSTRAINT ck_leaving_network CHECK ((network IS NULL) = (network_at IS NULL));
"""

PUBLISHED = """
-- Lessons that may go on: no person, no case, no department, no day. The ids are random: order by id.
CREATE VIEW exit.lesson_v1 AS
    SELECT s.id, s.lesson, s.action
    FROM exit.lesson s JOIN exit.report r ON r.talk_id = s.talk_id
    WHERE r.state IN ('final', 'released') AND s.tell AND NOT s.withheld;

-- Reasons as interviewers heard them, in circles; and whether they named the same as the person did (agrees).
CREATE VIEW exit.coded_v1 AS
    SELECT a.circle_id, a.circle_people AS out_of, extract(year FROM a.quarter)::integer AS year, a.quarter, a.path,
           a.function, a.tenure_band, a.age_band, a.leave_kind, a.country, a.question, a.value, a.people
    FROM exit.answer_v1 a WHERE a.questionnaire = 'coding';

GRANT SELECT ON exit.lesson_v1, exit.coded_v1 TO weerzien_insights;
"""


def upgrade() -> None:
    """Make room for them, and publish what others may see."""
    for part in (REPORT, CLOSING, PUBLISHED):
        op.get_bind().exec_driver_sql(part.replace("%", "%%"))


def downgrade() -> None:
    """Refuse: what people agreed about is not dropped by a migration."""
    message = "reports of conversations are never taken down by a migration"
    raise RuntimeError(message)
