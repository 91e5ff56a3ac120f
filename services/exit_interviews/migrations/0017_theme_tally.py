"""How many texts of a circle are about which theme is counted when HR decides, not whenever somebody looks."""

from alembic import op

from shared.themes import ddl

revision = "exit_0017"
down_revision = "exit_0016"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Count what was decided until now, and read from that."""
    op.get_bind().exec_driver_sql(ddl.version_2("exit"))


def downgrade() -> None:
    """Refuse: insights reads what is counted."""
    message = "exit.read_v1 is read by insights"
    raise RuntimeError(message)
