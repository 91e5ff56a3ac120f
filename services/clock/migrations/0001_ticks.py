"""When each line of the timetable fired last."""

from alembic import op

revision = "clock_0001"
down_revision = None
branch_labels = ("clock",)
depends_on = None


def upgrade() -> None:
    """Make the table."""
    op.execute("""
        CREATE TABLE clock.tick (
            name          text PRIMARY KEY,
            last_fired_at timestamptz NOT NULL
        )
    """)


def downgrade() -> None:
    """Refuse: without it every tick would fire again."""
    message = "the clock's memory is never taken down by a migration"
    raise RuntimeError(message)
