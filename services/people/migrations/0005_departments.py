"""Departments by name, for who plans by them."""

from alembic import op

revision = "people_0005"
down_revision = "people_0004"
branch_labels = None
depends_on = None

VIEW = """
CREATE VIEW people.department_v1 AS SELECT id AS department_id, name, path, line FROM people.department;
GRANT SELECT ON people.department_v1 TO weerzien_journey;
"""


def upgrade() -> None:
    """Publish the departments; a view shows no person."""
    op.get_bind().exec_driver_sql(VIEW)


def downgrade() -> None:
    """Refuse: journey checks its plans by this view."""
    message = "people.department_v1 is read by journey"
    raise RuntimeError(message)
