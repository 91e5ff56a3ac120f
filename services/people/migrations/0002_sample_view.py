"""Whether invented people are here, for the ribbon over every page at the desk."""

from alembic import op

revision = "people_0002"
down_revision = "people_0001"
branch_labels = None
depends_on = None

READERS = ("people", "journey", "onboarding", "mail", "clock", "console")


def upgrade() -> None:
    """Publish one yes or no, and nothing about anybody."""
    op.execute(
        "CREATE VIEW people.sample_v1 AS SELECT EXISTS (SELECT FROM people.person WHERE sample) AS present"
    )
    for reader in READERS:
        op.execute(f"GRANT USAGE ON SCHEMA people TO weerzien_{reader}")
        op.execute(f"GRANT SELECT ON people.sample_v1 TO weerzien_{reader}")


def downgrade() -> None:
    """Refuse: the pages at the desk read this view."""
    message = "the view people.sample_v1 is read by every page at the desk"
    raise RuntimeError(message)
