"""What is missed knows by which letter of the month it is told; a list can wait for its columns to be named."""

from alembic import op

revision = "alumni_0010"
down_revision = "alumni_0009"
branch_labels = None
depends_on = None

MONTHLY = """
ALTER TABLE alumni.missed ADD COLUMN due_at timestamptz;
UPDATE alumni.missed SET due_at = (date_trunc('month', now() AT TIME ZONE 'Europe/Amsterdam')
    + interval '1 month 9 hours 10 minutes') AT TIME ZONE 'Europe/Amsterdam';
ALTER TABLE alumni.missed ALTER COLUMN due_at SET NOT NULL;
CREATE INDEX ix_missed_due ON alumni.missed (due_at);

CREATE TABLE alumni.missed_work (
    member_id   uuid NOT NULL,
    vacancy_id  uuid NOT NULL,
    due_at      timestamptz NOT NULL,
    CONSTRAINT pk_missed_work PRIMARY KEY (member_id, vacancy_id),
    CONSTRAINT fk_missed_work_member_id_member FOREIGN KEY (member_id) REFERENCES alumni.member (id),
    CONSTRAINT fk_missed_work_vacancy_id_vacancy FOREIGN KEY (vacancy_id)
        REFERENCES alumni.vacancy (id) ON DELETE CASCADE
);
CREATE INDEX ix_missed_work_due ON alumni.missed_work (due_at);
CREATE INDEX ix_missed_work_vacancy ON alumni.missed_work (vacancy_id);
"""

LISTS = """
ALTER TABLE alumni.former_list
    DROP CONSTRAINT ck_former_list_state,
    ADD CONSTRAINT ck_former_list_state CHECK (state IN ('columns', 'open', 'done', 'dropped'));

CREATE TABLE alumni.list_mapping (
    signature   text NOT NULL,
    mapping     jsonb NOT NULL,
    changed_at  timestamptz NOT NULL,
    CONSTRAINT pk_list_mapping PRIMARY KEY (signature)
);
"""


NEWS = """
-- How many stopped news after a newsletter; and all that was sent, for members.
CREATE INDEX ix_consent_news_back ON alumni.consent (at) WHERE subject = 'news' AND NOT given;
CREATE INDEX ix_issue_filed ON alumni.issue (filed_at DESC, id DESC) WHERE filed_at IS NOT NULL;
"""


def upgrade() -> None:
    """Make room."""
    for part in (MONTHLY, LISTS, NEWS):
        op.get_bind().exec_driver_sql(part.replace("%", "%%"))


def downgrade() -> None:
    """Refuse: what people told and agreed to is not dropped by a migration."""
    message = "answers, profiles and consent are never taken down by a migration"
    raise RuntimeError(message)
