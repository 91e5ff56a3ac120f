"""Whether somebody can be reached, never where; and exit too leaves an address at the front door."""

from alembic import op

revision = "people_0011"
down_revision = "people_0010"
branch_labels = None
depends_on = None

REACH = """
-- The mailbox at work is theirs while they work here; the one at home stays.
CREATE VIEW people.reach_v1 AS
    SELECT p.id AS person_id, p.private_email IS NOT NULL AS at_home,
           p.email IS NOT NULL AND coalesce(s.state, 'none') IN ('expected', 'active', 'leaving') AS at_work
    FROM people.person p LEFT JOIN people.spell s ON s.person_id = p.id AND s.latest
    WHERE p.forgotten_at IS NULL AND p.merged_into IS NULL AND NOT p.deceased;
GRANT USAGE ON SCHEMA people TO weerzien_exit;
GRANT SELECT ON people.reach_v1 TO weerzien_exit;
-- As for alumni: whoever may leave word may not look.
GRANT INSERT (id, email, name, language, from_year, until_year, person_id, state, called_at)
    ON people.caller TO weerzien_exit;
"""


def upgrade() -> None:
    """Open the front door to exit, and publish who can be reached."""
    op.get_bind().exec_driver_sql(REACH)


def downgrade() -> None:
    """Refuse: whom exit asks for an address depends on it."""
    message = "people.reach_v1 is read by exit"
    raise RuntimeError(message)
