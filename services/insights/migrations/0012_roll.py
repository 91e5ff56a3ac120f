"""Of an edition is noted whose employments changed, so that the copy in memory can follow (infra/decisions/0025)."""

from alembic import op

revision = "insights_0012"
down_revision = "insights_0011"
branch_labels = None
depends_on = None

CHANGES = """
ALTER TABLE insights.edition ADD changes bigint NOT NULL DEFAULT 0;
CREATE TABLE insights.change (
    edition     text NOT NULL,
    number      bigint NOT NULL,
    person_ids  uuid[] NOT NULL,
    CONSTRAINT pk_change PRIMARY KEY (edition, number),
    CONSTRAINT fk_change_edition_edition FOREIGN KEY (edition) REFERENCES insights.edition (name)
);
"""


def upgrade() -> None:
    """Begin to note."""
    op.get_bind().exec_driver_sql(CHANGES)


def downgrade() -> None:
    """Take it away: whoever reads begins anew."""
    op.execute("DROP TABLE insights.change")
    op.execute("ALTER TABLE insights.edition DROP changes")
