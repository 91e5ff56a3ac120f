"""Careers say of whom the name is forgotten: whoever plans letters asks one view, not two."""

from alembic import op

revision = "people_0003"
down_revision = "people_0002"
branch_labels = None
depends_on = None

CAREER = """
CREATE OR REPLACE VIEW people.career_v1 AS
SELECT p.id AS person_id, s.id AS spell_id, s.no AS spell_no, s.hire_date, s.notice_date, s.last_day, s.leave_kind,
       s.department_id, d.name AS department, d.path AS department_path, s.function, s.manager_id,
       s.hours, s.part_time_days, p.country, p.region, p.time_zone, p.language, s.state, p.sample, p.deceased,
       p.forgotten_at IS NOT NULL AS forgotten
FROM people.spell s
JOIN people.person p ON p.id = s.person_id
LEFT JOIN people.department d ON d.id = s.department_id
WHERE p.merged_into IS NULL
"""


def upgrade() -> None:
    """Add the column; readers keep their rights."""
    op.execute(CAREER)


def downgrade() -> None:
    """Refuse: without it letters would be planned for who is forgotten."""
    message = "people.career_v1 is read by journey, with the column forgotten"
    raise RuntimeError(message)
