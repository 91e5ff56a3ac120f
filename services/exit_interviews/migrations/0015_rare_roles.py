"""PostgreSQL is told how many circles are about what: it took them for two, and looked each of 22,000 up by itself."""

from alembic import op

revision = "exit_0015"
down_revision = "exit_0014"
branch_labels = None
depends_on = None

# Word for word what exit.reason_v1 makes of a question: the statistics are of these expressions, not of the column.
RARE = """
CREATE STATISTICS exit.st_circle_role ON
    (CASE WHEN question = 'drop' THEN 'drop' ELSE 'cause' END),
    (CASE question WHEN 'reason' THEN 1 WHEN 'drop' THEN 1 WHEN 'also' THEN 2 END)
FROM exit.circle;
ANALYZE exit.circle;
"""


def upgrade() -> None:
    """Count them from now on whenever the table is looked over."""
    op.get_bind().exec_driver_sql(RARE)


def downgrade() -> None:
    """Let it guess again."""
    op.execute("DROP STATISTICS exit.st_circle_role")
