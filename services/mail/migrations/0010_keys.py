"""Letters that somebody needs to get in are a kind of their own: all others wait while HR has stopped all letters."""

from alembic import op

revision = "mail_0010"
down_revision = "mail_0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Know the kind, also of what waits."""
    bind = op.get_bind()
    bind.exec_driver_sql("ALTER TABLE mail.letter DROP CONSTRAINT ck_letter_kind")
    bind.exec_driver_sql(
        "ALTER TABLE mail.letter ADD CONSTRAINT ck_letter_kind"
        " CHECK (kind IN ('request', 'reminder', 'service', 'key'))"
    )
    bind.exec_driver_sql(
        "UPDATE mail.letter SET kind = 'key' WHERE state = 'queued' AND template IN"
        " ('console/welcome', 'console/locked', 'console/password_reset', 'console/password_changed')"
    )


def downgrade() -> None:
    """They are of service again."""
    bind = op.get_bind()
    bind.exec_driver_sql("UPDATE mail.letter SET kind = 'service' WHERE kind = 'key'")
    bind.exec_driver_sql("ALTER TABLE mail.letter DROP CONSTRAINT ck_letter_kind")
    bind.exec_driver_sql(
        "ALTER TABLE mail.letter ADD CONSTRAINT ck_letter_kind CHECK (kind IN ('request', 'reminder', 'service'))"
    )
