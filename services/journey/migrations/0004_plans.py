"""Plans that HR changes, what is in force since when, and what HR does by hand."""

from alembic import op

revision = "journey_0004"
down_revision = "journey_0003"
branch_labels = None
depends_on = None

PLANS = """
-- A plan a programme, each with versions of its own. Until now there was one, of onboarding alone.
ALTER TABLE journey.touchpoint DROP CONSTRAINT touchpoint_plan_version_fkey;
ALTER TABLE journey.plan DROP CONSTRAINT plan_pkey;
ALTER TABLE journey.plan ADD COLUMN programme text NOT NULL DEFAULT 'onboarding';
ALTER TABLE journey.plan ALTER COLUMN programme DROP DEFAULT;
ALTER TABLE journey.plan RENAME COLUMN in_use_from TO made_at;
ALTER TABLE journey.plan ADD COLUMN made_by uuid;
ALTER TABLE journey.plan ADD CONSTRAINT pk_plan PRIMARY KEY (programme, version);

-- What is in force: the newest row. Each change of a plan or a number is one row more, and an epoch later.
CREATE TABLE journey.ruling (
    epoch    int PRIMARY KEY,
    plans    jsonb NOT NULL,
    settings jsonb NOT NULL,
    since    timestamptz NOT NULL,
    by_account uuid,
    CONSTRAINT ck_ruling_epoch CHECK (epoch > 0)
);

-- HR has seen what leaves under a version, and said that it is well.
CREATE TABLE journey.approval (
    programme  text NOT NULL,
    version    int NOT NULL,
    seen_at    timestamptz NOT NULL,
    by_account uuid NOT NULL,
    CONSTRAINT pk_approval PRIMARY KEY (programme, version),
    CONSTRAINT fk_approval_plan FOREIGN KEY (programme, version) REFERENCES journey.plan (programme, version)
);

-- A change that HR is working on; one a programme, and what it was begun from.
CREATE TABLE journey.draft (
    programme  text PRIMARY KEY,
    rules      jsonb NOT NULL,
    based_on   int NOT NULL,
    changed_at timestamptz NOT NULL,
    changed_by uuid NOT NULL
);
"""

# What a person's touchpoints were last settled under, and how far ahead; its row is also the lock on the person.
LANE = """
CREATE TABLE journey.lane (
    person_id     uuid PRIMARY KEY,
    epoch         int NOT NULL,
    planned_until date NOT NULL
);
CREATE INDEX ix_lane_epoch_person_id ON journey.lane (epoch, person_id);
CREATE INDEX ix_lane_planned_until_person_id ON journey.lane (planned_until, person_id);
INSERT INTO journey.lane SELECT DISTINCT person_id, 0, date '1970-01-01' FROM journey.touchpoint;
"""

RUN = """
-- Long work over everybody: looking what a change would do, and doing it. Its cursor moves in the same commit.
CREATE TABLE journey.run (
    id          uuid PRIMARY KEY,
    kind        text NOT NULL,
    programme   text,
    body        jsonb NOT NULL,
    epoch       int,
    state       text NOT NULL,
    reason      text,
    reached     uuid,
    total       int NOT NULL,
    done        int NOT NULL DEFAULT 0,
    appear      int NOT NULL DEFAULT 0,
    move        int NOT NULL DEFAULT 0,
    vanish      int NOT NULL DEFAULT 0,
    asked_at    timestamptz NOT NULL,
    asked_by    uuid,
    moved_at    timestamptz NOT NULL,
    finished_at timestamptz,
    CONSTRAINT ck_run_kind CHECK (kind IN ('preview', 'apply')),
    CONSTRAINT ck_run_state CHECK (state IN ('running', 'done', 'stopped', 'failed'))
);
CREATE INDEX ix_run_asked_at ON journey.run (asked_at);
-- One look at a time, and one application of what was looked at.
CREATE UNIQUE INDEX uq_run_preview ON journey.run (kind) WHERE kind = 'preview' AND state = 'running';
CREATE UNIQUE INDEX uq_run_applied ON journey.run ((body ->> 'preview')) WHERE kind = 'apply';

CREATE TABLE journey.run_line (
    run_id     uuid NOT NULL REFERENCES journey.run (id) ON DELETE CASCADE,
    no         bigint GENERATED ALWAYS AS IDENTITY,
    person_id  uuid NOT NULL,
    programme  text NOT NULL,
    rule       text NOT NULL,
    occurrence int NOT NULL,
    what       text NOT NULL,
    was        timestamptz,
    becomes    timestamptz,
    reason     text,
    CONSTRAINT pk_run_line PRIMARY KEY (run_id, no),
    CONSTRAINT ck_run_line_what CHECK (what IN ('appear', 'move', 'vanish'))
);
CREATE INDEX ix_run_line_what ON journey.run_line (run_id, what, no);
CREATE INDEX ix_run_line_person_id ON journey.run_line (person_id);
CREATE INDEX ix_run_line_rule ON journey.run_line (run_id, programme, rule, what, no);
"""

HAND = """
-- One action of HR, over one touchpoint or thousands, that can be undone for a minute after its end. Its id comes with
-- the form, so a second click finds the first; its cursor moves in the same commit as the work. Who was left out is
-- counted by reason.
CREATE TABLE journey.hand (
    id          uuid PRIMARY KEY,
    kind        text NOT NULL,
    body        jsonb NOT NULL,
    state       text NOT NULL,
    reached     uuid,
    total       int NOT NULL,
    count       int NOT NULL DEFAULT 0,
    left_out    jsonb NOT NULL DEFAULT '{}',
    kept        int NOT NULL DEFAULT 0,
    done_at     timestamptz NOT NULL,
    by_account  uuid NOT NULL,
    finished_at timestamptz,
    undone_at   timestamptz,
    CONSTRAINT ck_hand_kind CHECK (kind IN ('send', 'move', 'skip', 'take_back', 'pause', 'resume')),
    CONSTRAINT ck_hand_state CHECK (state IN ('running', 'done', 'undoing', 'undone'))
);
CREATE INDEX ix_hand_open ON journey.hand (done_at) WHERE state IN ('running', 'undoing');
CREATE INDEX ix_hand_done_at ON journey.hand (done_at);
-- Whom an action paused, or whose pause it lifted, with what stood before: for undoing it.
CREATE TABLE journey.hand_pause (
    hand_id   uuid NOT NULL REFERENCES journey.hand (id) ON DELETE CASCADE,
    person_id uuid NOT NULL,
    paused_at timestamptz NOT NULL,
    paused_by uuid NOT NULL,
    CONSTRAINT pk_hand_pause PRIMARY KEY (hand_id, person_id)
);
CREATE INDEX ix_hand_pause_person_id ON journey.hand_pause (person_id);
ALTER TABLE journey.change
    ADD COLUMN hand_id uuid REFERENCES journey.hand (id),
    ADD COLUMN reason_was text,
    ADD COLUMN moved_to_was date,
    ADD COLUMN moved_because_was text,
    ADD COLUMN interviewer_was uuid;
CREATE INDEX ix_change_hand_id ON journey.change (hand_id, touchpoint_id) WHERE hand_id IS NOT NULL;
"""

INTERVIEWERS = """
CREATE TABLE journey.interviewer (
    account_id uuid PRIMARY KEY,
    person_id  uuid,
    programmes text[] NOT NULL DEFAULT '{}',
    a_week     int NOT NULL DEFAULT 3,
    active     boolean NOT NULL DEFAULT true,
    since      timestamptz NOT NULL,
    CONSTRAINT ck_interviewer_a_week CHECK (a_week BETWEEN 0 AND 40)
);
CREATE TABLE journey.interviewer_away (
    id         uuid PRIMARY KEY,
    account_id uuid NOT NULL REFERENCES journey.interviewer (account_id) ON DELETE CASCADE,
    first_day  date NOT NULL,
    last_day   date NOT NULL,
    CONSTRAINT ck_interviewer_away_days CHECK (last_day >= first_day)
);
CREATE INDEX ix_interviewer_away_account_id ON journey.interviewer_away (account_id, first_day);

-- A calendar that is read under a secret address; only the hash of the secret is kept.
CREATE TABLE journey.feed (
    id          uuid PRIMARY KEY,
    secret_hash bytea NOT NULL,
    account_id  uuid NOT NULL,
    interviewer uuid,
    programme   text,
    made_at     timestamptz NOT NULL,
    read_at     timestamptz,
    revoked_at  timestamptz,
    CONSTRAINT uq_feed_secret_hash UNIQUE (secret_hash)
);
"""

# How much waits until HR has looked, for the first page of the day.
UNSEEN = """
CREATE VIEW journey.unseen_v1 AS
SELECT programme, count(*)::int AS waiting FROM journey.touchpoint
WHERE state = 'planned' AND reason = 'unseen' GROUP BY programme;
GRANT SELECT ON journey.unseen_v1 TO weerzien_console;
"""

# The hours in which letters leave and the days on which the organisation is closed: mail keeps to them after an outage.
HOURS = """
CREATE VIEW journey.hours_v1 AS
SELECT jsonb_build_object('opens', settings -> 'opens', 'closes', settings -> 'closes',
                          'closed', settings -> 'closed') AS settings
FROM journey.ruling ORDER BY epoch DESC LIMIT 1;
GRANT SELECT ON journey.hours_v1 TO weerzien_mail;
"""

TOUCHPOINT = """
ALTER TABLE journey.touchpoint ALTER COLUMN plan_version DROP NOT NULL;
ALTER TABLE journey.touchpoint
    ADD COLUMN detail text,
    ADD COLUMN about uuid,
    ADD COLUMN moved_to date,
    ADD COLUMN moved_because text,
    ADD COLUMN department_id uuid,
    ADD COLUMN interviewer uuid,
    ADD COLUMN ask text,
    ADD COLUMN sequence int NOT NULL DEFAULT 0;
ALTER TABLE journey.touchpoint DROP CONSTRAINT uq_touchpoint_person_id_spell_id_programme_rule_occurrence;
ALTER TABLE journey.touchpoint ADD CONSTRAINT uq_touchpoint_once
    UNIQUE NULLS NOT DISTINCT (person_id, spell_id, programme, rule, occurrence, about);
-- No foreign key to the plan: versions are never deleted, and a check a row is a fifth of planning a million people.
-- Moved to an earlier day by hand, it may close before the day that its rule gave.
ALTER TABLE journey.touchpoint DROP CONSTRAINT ck_touchpoint_closes;
CREATE INDEX ix_touchpoint_programme_due_date_id ON journey.touchpoint (programme, due_date, id);
CREATE INDEX ix_touchpoint_programme_send_at ON journey.touchpoint (programme, send_at) WHERE state = 'planned';
CREATE INDEX ix_touchpoint_programme_released_at ON journey.touchpoint (programme, released_at)
    WHERE released_at IS NOT NULL;
-- What HR has not seen: nearly always nothing, and asked for at each release.
CREATE INDEX ix_touchpoint_unseen ON journey.touchpoint (programme) WHERE state = 'planned' AND reason = 'unseen';
CREATE INDEX ix_touchpoint_interviewer_due_date ON journey.touchpoint (interviewer, due_date)
    WHERE interviewer IS NOT NULL;
CREATE INDEX ix_touchpoint_hand ON journey.touchpoint (about, id) WHERE rule = 'by_hand';
-- The calendar counts and pages by this index alone, whatever it is narrowed by: a month of a million reads no rows.
DROP INDEX journey.ix_touchpoint_due_date_id;
CREATE INDEX ix_touchpoint_due_date_id ON journey.touchpoint (due_date, id)
    INCLUDE (programme, rule, state, department_id, interviewer);
"""


# A calendar names people by their first name and the first letter of the last.
NAMES = "GRANT SELECT (given_name, family_name) ON people.contact_v1 TO weerzien_journey"


def upgrade() -> None:
    """Make room for plans as data, keeping what was planned and sent under the first one."""
    for part in (PLANS, LANE, RUN, HAND, INTERVIEWERS, TOUCHPOINT, UNSEEN, HOURS, NAMES):
        op.get_bind().exec_driver_sql(part)


def downgrade() -> None:
    """Refuse: what was planned under which plan is the memory of the house."""
    message = "plans and what came of them are never taken down by a migration"
    raise RuntimeError(message)
