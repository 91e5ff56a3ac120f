"""Which addresses are not written any more, as keyed hashes: whoever takes in a list of addresses leaves those out."""

from alembic import op

revision = "mail_0008"
down_revision = "mail_0007"
branch_labels = None
depends_on = None

PUBLISHED = """
CREATE VIEW mail.unreachable_v1 AS SELECT address_hash FROM mail.suppression;
GRANT USAGE ON SCHEMA mail TO weerzien_alumni;
GRANT SELECT ON mail.unreachable_v1 TO weerzien_alumni;
"""


def upgrade() -> None:
    """Publish the hashes, and nothing of whose they are."""
    op.get_bind().exec_driver_sql(PUBLISHED)


def downgrade() -> None:
    """Refuse: alumni reads the view."""
    message = "mail.unreachable_v1 is read by alumni"
    raise RuntimeError(message)
