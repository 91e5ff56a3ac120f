"""Reasons for leaving, as figures of groups that are large enough."""

from alembic import op

from shared.disclosure import ddl

revision = "insights_0006"
down_revision = "insights_0005"
branch_labels = None
depends_on = None

OURS = """
CREATE TABLE insights.taken (
    past_id  uuid NOT NULL,
    CONSTRAINT pk_taken PRIMARY KEY (past_id)
);
"""


def upgrade() -> None:
    """Make room for circles of past surveys; those of forms are exit's own."""
    for part in (ddl.version_1("insights"), OURS):
        op.get_bind().exec_driver_sql(part.replace("%", "%%"))


def downgrade() -> None:
    """Refuse: what was released stays as it is."""
    message = "what was shown of reasons is never taken down by a migration"
    raise RuntimeError(message)
