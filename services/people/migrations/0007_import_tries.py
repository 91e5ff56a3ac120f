"""An import that breaks off ends: how often it was tried, how often that crashed, and what it was doing then."""

from alembic import op

revision = "people_0007"
down_revision = "people_0006"
branch_labels = None
depends_on = None

COLUMNS = """
ALTER TABLE people.import_run
    -- Begun since it last came any further: a worker that is killed leaves no other trace.
    ADD COLUMN tries int NOT NULL DEFAULT 0,
    ADD COLUMN crashes int NOT NULL DEFAULT 0,
    -- Where to go on when HR tries again; NULL where trying the same again is of no use.
    ADD COLUMN broke_off text,
    ADD CONSTRAINT ck_import_run_broke_off
        CHECK (broke_off IS NULL OR (state = 'failed' AND broke_off IN ('reading', 'applying')));
"""


def upgrade() -> None:
    """Count."""
    op.get_bind().exec_driver_sql(COLUMNS)


def downgrade() -> None:
    """Refuse: an import that crashes would be tried for ever."""
    message = "how often imports crashed is not forgotten by a migration"
    raise RuntimeError(message)
