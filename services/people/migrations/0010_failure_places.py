"""Where in its file an import failed: the row, the cells, so that the sentence that says why can name them."""

from alembic import op

revision = "people_0010"
down_revision = "people_0009"
branch_labels = None
depends_on = None

COLUMN = "ALTER TABLE people.import_run ADD COLUMN failure_params jsonb NOT NULL DEFAULT '{}'"


def upgrade() -> None:
    """Keep the places."""
    op.get_bind().exec_driver_sql(COLUMN)


def downgrade() -> None:
    """Refuse: why imports failed could not be said any more."""
    message = "where imports failed is not forgotten by a migration"
    raise RuntimeError(message)
