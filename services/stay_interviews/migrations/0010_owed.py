"""Promises for insights: who still owes one, by when; and by department how many were made good."""

from alembic import op

revision = "stay_0010"
down_revision = "stay_0009"
branch_labels = None
depends_on = None

# Not what was promised, and not to whom; of departments in which at least five people were promised something.
VIEWS = """
CREATE VIEW stay.owed_v1 AS SELECT keeper_id, due_on FROM stay.promise WHERE state = 'open';
CREATE VIEW stay.kept_v1 AS
    SELECT c.department_path, count(DISTINCT t.person_id)::int AS people, count(*)::int AS ended,
           (count(*) FILTER (WHERE p.state = 'dropped'))::int AS dropped
    FROM stay.promise p
    JOIN stay.talk t ON t.id = p.talk_id
    JOIN (SELECT DISTINCT ON (person_id) person_id, department_path FROM people.career_v1
          ORDER BY person_id, hire_date DESC) c ON c.person_id = t.person_id
    WHERE p.state IN ('kept', 'dropped') AND c.department_path IS NOT NULL
    GROUP BY c.department_path HAVING count(DISTINCT t.person_id) >= 5;
GRANT SELECT ON stay.owed_v1, stay.kept_v1 TO weerzien_insights;
"""


def upgrade() -> None:
    """Publish them to insights."""
    op.get_bind().exec_driver_sql(VIEWS)


def downgrade() -> None:
    """Refuse: insights reads them."""
    message = "stay.owed_v1 and stay.kept_v1 are read by insights"
    raise RuntimeError(message)
