"""Who is no longer to hold a conversation finds it cancelled in their calendar: looked for by who was to hold it."""

from alembic import op

revision = "journey_0007"
down_revision = "journey_0006"
branch_labels = None
depends_on = None

BY_FORMER = """
CREATE INDEX ix_change_interviewer_was_changed_at ON journey.change (interviewer_was, changed_at)
    WHERE interviewer_was IS NOT NULL;
"""


def upgrade() -> None:
    """Find what somebody held before."""
    op.get_bind().exec_driver_sql(BY_FORMER)


def downgrade() -> None:
    """Refuse: a migration back is a restore."""
    message = "the indexes of journey are not taken back by a migration"
    raise RuntimeError(message)
