"""The switch that stops all letters, and who used it when."""

from alembic import op

revision = "journey_0002"
down_revision = "journey_0001"
branch_labels = None
depends_on = None

READERS = ("people", "journey", "onboarding", "mail", "clock", "console")

STOP = """
CREATE TABLE journey.stop (
    id         uuid PRIMARY KEY,
    stopped_at timestamptz NOT NULL,
    stopped_by uuid NOT NULL,
    lifted_at  timestamptz,
    lifted_by  uuid,
    CONSTRAINT ck_stop_lifted CHECK ((lifted_at IS NULL) = (lifted_by IS NULL))
);
-- The house is stopped or it is not: never twice at a time.
CREATE UNIQUE INDEX uq_stop_standing ON journey.stop ((lifted_at IS NULL)) WHERE lifted_at IS NULL;

CREATE VIEW journey.stop_v1 AS SELECT stopped_at, stopped_by FROM journey.stop WHERE lifted_at IS NULL;
"""


def upgrade() -> None:
    """Make the switch; mail obeys it, and every page at the desk says so."""
    op.execute(STOP)
    for reader in READERS:
        op.execute(f"GRANT USAGE ON SCHEMA journey TO weerzien_{reader}")
        op.execute(f"GRANT SELECT ON journey.stop_v1 TO weerzien_{reader}")


def downgrade() -> None:
    """Refuse: without the switch mail would send what was stopped."""
    message = "the switch that stops all letters is never taken away by a migration"
    raise RuntimeError(message)
