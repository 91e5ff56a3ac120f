"""Who opened what somebody let be read with their name: each time, for whoever asks."""

from alembic import op

revision = "exit_0004"
down_revision = "exit_0003"
branch_labels = None
depends_on = None

READING = """
CREATE TABLE exit.reading (
    id         uuid PRIMARY KEY,
    leaving_id uuid NOT NULL REFERENCES exit.leaving (id) ON DELETE CASCADE,
    account_id uuid NOT NULL,
    read_at    timestamptz NOT NULL,
    parts      text[] NOT NULL
);
CREATE INDEX ix_reading_leaving_id ON exit.reading (leaving_id);
REVOKE UPDATE, DELETE ON exit.reading FROM weerzien_exit;
"""


def upgrade() -> None:
    """Make the table; lines in it are only added."""
    op.get_bind().exec_driver_sql(READING)


def downgrade() -> None:
    """Refuse: who read what is not forgotten."""
    message = "who opened answers is never taken down by a migration"
    raise RuntimeError(message)
