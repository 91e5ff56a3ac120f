"""People may ask for a talk, from the link in their letter."""

from alembic import op

from shared.asking.wish import ddl

revision = "stay_0003"
down_revision = "stay_0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make room for what they ask."""
    op.get_bind().exec_driver_sql(ddl.version_1("stay", subject="interview"))


def downgrade() -> None:
    """Refuse: somebody waits to be called."""
    message = "who asked for a talk is never forgotten by a migration"
    raise RuntimeError(message)
