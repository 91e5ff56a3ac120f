"""What HR does by hand: somebody paused, and who changed what about a touchpoint."""

from alembic import op

revision = "journey_0003"
down_revision = "journey_0002"
branch_labels = None
depends_on = None

BY_HAND = """
CREATE TABLE journey.pause (
    person_id uuid PRIMARY KEY,
    paused_at timestamptz NOT NULL,
    paused_by uuid NOT NULL
);
CREATE VIEW journey.pause_v1 AS SELECT person_id, paused_at FROM journey.pause;
GRANT SELECT ON journey.pause_v1 TO weerzien_mail;

ALTER TABLE journey.change ADD COLUMN by_account uuid;
"""


def upgrade() -> None:
    """Make room for decisions of people; mail holds the letters of who is paused."""
    op.execute(BY_HAND)


def downgrade() -> None:
    """Refuse: without it mail would write to who is paused."""
    message = "what was decided by hand is never undone by a migration"
    raise RuntimeError(message)
