"""Whom HR misses, and what a leaving costs by the level of the function."""

from alembic import op

revision = "insights_0003"
down_revision = "insights_0002"
branch_labels = None
depends_on = None

TABLES = """
CREATE TABLE insights.leaver_mark (
    spell_id   uuid NOT NULL,
    regretted  boolean NOT NULL,
    marked_at  timestamptz NOT NULL,
    marked_by  uuid NOT NULL,
    CONSTRAINT pk_leaver_mark PRIMARY KEY (spell_id)
);

CREATE TABLE insights.cost_level (
    id          uuid NOT NULL,
    name        text NOT NULL,
    changed_at  timestamptz NOT NULL,
    changed_by  uuid NOT NULL,
    CONSTRAINT pk_cost_level PRIMARY KEY (id),
    CONSTRAINT ck_cost_level_name CHECK (name <> '')
);
CREATE UNIQUE INDEX uq_cost_level_name ON insights.cost_level (lower(name));

CREATE TABLE insights.cost_part (
    level_id  uuid NOT NULL,
    part      text NOT NULL,
    low       numeric(12, 2) NOT NULL,
    high      numeric(12, 2) NOT NULL,
    CONSTRAINT pk_cost_part PRIMARY KEY (level_id, part),
    CONSTRAINT fk_cost_part_level_id_cost_level FOREIGN KEY (level_id) REFERENCES insights.cost_level (id)
        ON DELETE CASCADE,
    CONSTRAINT ck_cost_part_part CHECK (part IN
        ('recruiting', 'vacancy', 'introduction', 'productivity', 'knowledge')),
    CONSTRAINT ck_cost_part_range CHECK (low >= 0 AND high >= low)
);

CREATE TABLE insights.cost_function (
    function  text NOT NULL,
    level_id  uuid NOT NULL,
    CONSTRAINT pk_cost_function PRIMARY KEY (function),
    CONSTRAINT fk_cost_function_level_id_cost_level FOREIGN KEY (level_id) REFERENCES insights.cost_level (id)
        ON DELETE CASCADE
);
CREATE INDEX ix_cost_function_level ON insights.cost_function (level_id);
"""


def upgrade() -> None:
    """Make room for what HR knows and nobody can count."""
    op.get_bind().exec_driver_sql(TABLES)


def downgrade() -> None:
    """Refuse: what HR filled in is not dropped by a migration."""
    message = "what HR marked and filled in is never taken down by a migration"
    raise RuntimeError(message)
