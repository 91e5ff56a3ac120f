"""Themes for what leavers write in their own words, and the words that they let be quoted."""

from alembic import op

from shared.themes import ddl

revision = "exit_0014"
down_revision = "exit_0013"
branch_labels = None
depends_on = None

# What themes are called; it says nothing of how often anybody wrote about one.
NAMES = """
CREATE VIEW exit.theme_name_v1 AS SELECT DISTINCT name_nl, name_en, name_fr FROM exit.theme;
GRANT SELECT ON exit.theme_name_v1 TO weerzien_insights;
"""
QUOTES = """
CREATE TABLE exit.quotable (
    words_id   uuid NOT NULL,
    mark       bytea NOT NULL,
    batch_id   uuid NOT NULL,
    people     integer NOT NULL,
    quarter    date NOT NULL,
    path       text[] NOT NULL,
    asked_nl   text NOT NULL,
    asked_en   text NOT NULL,
    asked_fr   text NOT NULL,
    readers    text,
    picked_at  timestamptz,
    picked_by  uuid,
    CONSTRAINT pk_quotable PRIMARY KEY (words_id),
    CONSTRAINT uq_quotable_mark UNIQUE (mark),
    CONSTRAINT fk_quotable_words_id_words FOREIGN KEY (words_id) REFERENCES exit.words (id) ON DELETE CASCADE,
    -- The settings may ask for more, never for less.
    CONSTRAINT ck_quotable_enough_people CHECK (people >= 5),
    CONSTRAINT ck_quotable_readers CHECK (readers IN ('hr', 'board')),
    CONSTRAINT ck_quotable_picked CHECK ((picked_at IS NULL) = (picked_by IS NULL)
        AND (readers IS NULL OR picked_at IS NOT NULL))
);
CREATE INDEX ix_quotable_batch_id ON exit.quotable (batch_id);

-- What HR picked, with no more about where it comes from than is said of all who may be quoted with it.
CREATE VIEW exit.quote_v1 AS
    SELECT q.words_id AS id, w.text, q.asked_nl, q.asked_en, q.asked_fr, q.quarter, q.path, q.readers,
           c.people AS circle_people, q.people AS batch_people,
           ARRAY(SELECT lower(t.name_nl) FROM exit.text_coding k
                 JOIN exit.text_coding_theme g ON g.coding_id = k.id AND g.taken
                 JOIN exit.theme t ON t.id = g.theme_id
                 WHERE k.words_id = q.words_id AND k.stands ORDER BY 1) AS themes
    FROM exit.quotable q
    JOIN exit.words w ON w.id = q.words_id
    JOIN exit.circle c ON c.id = w.circle_id
    WHERE q.readers IS NOT NULL;
GRANT SELECT ON exit.quote_v1 TO weerzien_insights;
"""


def upgrade() -> None:
    """Make room for them."""
    op.get_bind().exec_driver_sql(ddl.version_1("exit", coding="text_coding").replace("%", "%%"))
    op.get_bind().exec_driver_sql(NAMES)
    op.get_bind().exec_driver_sql(QUOTES)


def downgrade() -> None:
    """Refuse: what HR decided about texts is not dropped by a migration."""
    message = "themes and quotes are never taken down by a migration"
    raise RuntimeError(message)
