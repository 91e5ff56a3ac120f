"""The departments for who plans and filters by them: names and the line above each, nobody's data."""

from alembic import op

revision = "people_0006"
down_revision = "people_0005"
branch_labels = None
depends_on = None

VIEW = """
CREATE VIEW people.department_v1 AS
SELECT id AS department_id, name, path, line FROM people.department;
GRANT SELECT ON people.department_v1 TO weerzien_journey;
"""


def upgrade() -> None:
    """Publish the departments."""
    op.get_bind().exec_driver_sql(VIEW)


def downgrade() -> None:
    """Refuse: journey filters by this view."""
    message = "people.department_v1 is read by journey"
    raise RuntimeError(message)
