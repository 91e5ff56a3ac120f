"""The bare employments for who counts them: no name, no number, of a birth date the month, no salary."""

from alembic import op

revision = "people_0009"
down_revision = "people_0008"
branch_labels = None
depends_on = None

# Months are counted from the year 0.
# Who never began was nowhere on any day. Of whom the name is forgotten the employment stays, for the count.
VIEW = """
CREATE VIEW people.workforce_v1 AS
SELECT p.id AS person_id, s.id AS spell_id, s.hire_date, s.last_day, s.leave_kind, s.department_id, s.function,
       s.manager_id, s.hours, l.name AS place,
       coalesce(p.country, l.country) AS country,
       (extract(year FROM p.birth_date) * 12 + extract(month FROM p.birth_date) - 1)::int AS birth_month
FROM people.spell s
JOIN people.person p ON p.id = s.person_id
LEFT JOIN people.place l ON l.id = s.place_id
WHERE p.merged_into IS NULL AND s.state <> 'never_started';
GRANT USAGE ON SCHEMA people TO weerzien_insights;
GRANT SELECT ON people.workforce_v1, people.department_v1, people.sample_v1 TO weerzien_insights;
GRANT SELECT (person_id, display_name) ON people.contact_v1 TO weerzien_insights;
"""


def upgrade() -> None:
    """Publish them to insights; names only for its desk, and only the name."""
    op.get_bind().exec_driver_sql(VIEW)


def downgrade() -> None:
    """Refuse: insights counts by this view."""
    message = "people.workforce_v1 is read by insights"
    raise RuntimeError(message)
