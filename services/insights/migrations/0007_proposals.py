"""What became of a lesson that exit let go on: a measure, or not now."""

from alembic import op

revision = "insights_0007"
down_revision = "insights_0006"
branch_labels = None
depends_on = None

# Which lesson it was says nothing by itself: its words stay with exit, and go from there when their time is over.
TABLE = """
CREATE TABLE insights.proposal (
    lesson_id  uuid NOT NULL,
    state      text NOT NULL,
    measure_id uuid,
    decided_at timestamptz NOT NULL,
    decided_by uuid NOT NULL,
    CONSTRAINT pk_proposal PRIMARY KEY (lesson_id),
    CONSTRAINT fk_proposal_measure_id_measure FOREIGN KEY (measure_id) REFERENCES insights.measure (id),
    CONSTRAINT ck_proposal_state CHECK (state IN ('taken', 'aside')),
    CONSTRAINT ck_proposal_measure CHECK ((state = 'taken') = (measure_id IS NOT NULL))
);
CREATE INDEX ix_proposal_measure_id ON insights.proposal (measure_id) WHERE measure_id IS NOT NULL;
"""


def upgrade() -> None:
    """Make room for what was decided."""
    op.execute(TABLE)


def downgrade() -> None:
    """Refuse: what was decided about a lesson is not dropped by a migration."""
    message = "decisions about proposals are never taken down by a migration"
    raise RuntimeError(message)
