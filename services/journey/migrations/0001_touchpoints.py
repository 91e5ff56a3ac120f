"""Plans as they were used, touchpoints, and what changed about them."""

from alembic import op

revision = "journey_0001"
down_revision = None
branch_labels = ("journey",)
depends_on = None

PLAN = """
CREATE TABLE journey.plan (
    version     int PRIMARY KEY,
    rules       jsonb NOT NULL,
    in_use_from timestamptz NOT NULL,
    CONSTRAINT ck_plan_version CHECK (version > 0)
);
"""

TOUCHPOINT = """
CREATE TABLE journey.touchpoint (
    id           uuid PRIMARY KEY,
    person_id    uuid NOT NULL,
    spell_id     uuid NOT NULL,
    programme    text NOT NULL,
    rule         text NOT NULL,
    occurrence   int NOT NULL,
    plan_version int NOT NULL REFERENCES journey.plan (version),
    anchor_date  date NOT NULL,
    due_date     date NOT NULL,
    send_at      timestamptz NOT NULL,
    closes_on    date NOT NULL,
    state        text NOT NULL,
    reason       text,
    released_at  timestamptz,
    planned_at   timestamptz NOT NULL,
    CONSTRAINT uq_touchpoint_person_id_spell_id_programme_rule_occurrence
        UNIQUE (person_id, spell_id, programme, rule, occurrence),
    CONSTRAINT ck_touchpoint_state CHECK (state IN
        ('planned', 'due', 'answered', 'declined', 'expired', 'cancelled', 'skipped')),
    CONSTRAINT ck_touchpoint_occurrence CHECK (occurrence > 0),
    CONSTRAINT ck_touchpoint_closes CHECK (closes_on > due_date),
    CONSTRAINT ck_touchpoint_reason CHECK (state NOT IN ('cancelled', 'skipped') OR reason IS NOT NULL),
    -- Once it has left it never waits again; what was never sent is never answered.
    CONSTRAINT ck_touchpoint_released CHECK (
        (state NOT IN ('planned', 'skipped') OR released_at IS NULL)
        AND (state NOT IN ('due', 'answered', 'declined', 'expired') OR released_at IS NOT NULL))
);
CREATE INDEX ix_touchpoint_sweep ON journey.touchpoint (send_at, id) WHERE state = 'planned';
CREATE INDEX ix_touchpoint_due_date_id ON journey.touchpoint (due_date, id);
CREATE INDEX ix_touchpoint_state_due_date_id ON journey.touchpoint (state, due_date, id);

CREATE TABLE journey.change (
    id            uuid PRIMARY KEY,
    touchpoint_id uuid NOT NULL REFERENCES journey.touchpoint (id) ON DELETE CASCADE,
    changed_at    timestamptz NOT NULL,
    state_was     text NOT NULL,
    state         text NOT NULL,
    due_date_was  date NOT NULL,
    send_at_was   timestamptz NOT NULL,
    reason        text NOT NULL
);
CREATE INDEX ix_change_touchpoint_id_changed_at ON journey.change (touchpoint_id, changed_at);
"""

PUBLISHED = """
CREATE VIEW journey.touchpoint_v1 AS
    SELECT id, person_id, spell_id, programme, rule, occurrence, due_date, send_at, closes_on, state, reason
    FROM journey.touchpoint;
"""


def upgrade() -> None:
    """Make the tables, and publish what others may see of them."""
    for part in (PLAN, TOUCHPOINT, PUBLISHED):
        op.execute(part)
    for reader in ("console", "onboarding"):
        op.execute(f"GRANT USAGE ON SCHEMA journey TO weerzien_{reader}")
        op.execute(f"GRANT SELECT ON journey.touchpoint_v1 TO weerzien_{reader}")
    # The desk speaks of people by name; addresses stay with people and mail.
    op.execute("GRANT SELECT (person_id, display_name) ON people.contact_v1 TO weerzien_journey")


def downgrade() -> None:
    """Refuse: what was planned and sent is the memory of the house."""
    message = "the touchpoints are never taken down by a migration"
    raise RuntimeError(message)
