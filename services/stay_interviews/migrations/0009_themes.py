"""Themes for what people write in their own words."""

from alembic import op

from shared.themes import ddl

revision = "stay_0009"
down_revision = "stay_0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make room for them."""
    op.get_bind().exec_driver_sql(ddl.version_1("stay").replace("%", "%%"))


def downgrade() -> None:
    """Refuse: what HR decided about texts is not dropped by a migration."""
    message = "themes are never taken down by a migration"
    raise RuntimeError(message)
