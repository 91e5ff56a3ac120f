"""What each moment of the plans in force asks: whoever writes questionnaires sees where each is used."""

from alembic import op

revision = "journey_0009"
down_revision = "journey_0008"
branch_labels = None
depends_on = None

# The services that ask get the right to read it with their own migrations.
ASKS = """
CREATE VIEW journey.asks_v1 AS
SELECT p.programme, r.value ->> 'rule' AS rule, r.value ->> 'ask' AS ask, r.value -> 'title' AS title,
       (n.value ->> 'on')::boolean AS active
FROM (SELECT plans FROM journey.ruling ORDER BY epoch DESC LIMIT 1) AS newest
CROSS JOIN LATERAL jsonb_each(newest.plans) AS n
JOIN journey.plan p ON p.programme = n.key AND p.version = (n.value ->> 'version')::integer
CROSS JOIN LATERAL jsonb_array_elements(p.rules) AS r;
"""


def upgrade() -> None:
    """Publish it."""
    op.get_bind().exec_driver_sql(ASKS)


def downgrade() -> None:
    """Refuse: the services that ask read this view."""
    message = "the view journey.asks_v1 is read by every service that asks"
    raise RuntimeError(message)
