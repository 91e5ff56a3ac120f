"""What our own reasons are called in every layer, for who counts them: a code never means anything else."""

from pathlib import Path

import sqlalchemy as sa
import yaml
from alembic import op

revision = "exit_0011"
down_revision = "exit_0010"
branch_labels = None
depends_on = None

OURS = Path(__file__).parent.parent / "reasons" / "reasons_1.yaml"
TABLE = """
CREATE TABLE exit.reason_word (
    code text NOT NULL,
    nl   text NOT NULL,
    en   text NOT NULL,
    fr   text NOT NULL,
    CONSTRAINT pk_reason_word PRIMARY KEY (code)
);
CREATE VIEW exit.reason_word_v1 AS SELECT code, nl, en, fr FROM exit.reason_word;
GRANT SELECT ON exit.reason_word_v1 TO weerzien_insights;
REVOKE INSERT, UPDATE, DELETE, TRUNCATE ON exit.reason_word FROM weerzien_exit;
"""


def upgrade() -> None:
    """Publish the words of the first version; a next version brings its new codes along in a migration of its own."""
    op.get_bind().exec_driver_sql(TABLE)
    words = sa.table("reason_word", *(sa.column(name) for name in ("code", "nl", "en", "fr")), schema="exit")
    op.bulk_insert(words, _words(yaml.safe_load(OURS.read_text(encoding="utf-8"))["reasons"]))


def downgrade() -> None:
    """Refuse: insights reads them."""
    message = "exit.reason_word_v1 is read by insights"
    raise RuntimeError(message)


def _words(reasons: list[dict[str, object]]) -> list[dict[str, object]]:
    found: list[dict[str, object]] = []
    for one in reasons:
        found.append({"code": one["code"], **one["text"]})  # type: ignore[dict-item]
        found.extend(_words(one.get("more", [])))  # type: ignore[arg-type]
    return found
