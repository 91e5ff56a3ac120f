"""What a measure cost in the end, beside what it was to cost."""

from alembic import op

revision = "insights_0010"
down_revision = "insights_0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make room for it; of measures that are there it is not known yet."""
    op.execute(
        "ALTER TABLE insights.measure ADD spent numeric(12, 2) CONSTRAINT ck_measure_spent CHECK (spent >= 0)"
    )


def downgrade() -> None:
    """Refuse: what was filled in is not dropped by a migration."""
    message = "measures are never taken down by a migration"
    raise RuntimeError(message)
