"""Exit forms: their invitations and answers, who may read which part, the reasons in rows, what waits for HR's word."""

from alembic import op

from shared.asking import ddl
from shared.invitation import ddl as invitation_ddl

revision = "exit_0002"
down_revision = "exit_0001"
branch_labels = None
depends_on = None

OURS = """
ALTER TABLE exit.leaving
    -- Said by the person, with their name: whether they would like to talk, and about what; held when, says whom.
    ADD COLUMN wants_talk boolean,
    ADD COLUMN topics text[],
    ADD COLUMN talked_at timestamptz,
    ADD COLUMN talked_by uuid,
    ADD COLUMN aftercare text,
    ADD CONSTRAINT ck_leaving_aftercare CHECK (aftercare IN ('wanted', 'stopped'));

GRANT SELECT ON journey.touchpoint_v1 TO weerzien_exit;
CREATE INDEX ix_form_spell_id ON exit.form (spell_id) WHERE spell_id IS NOT NULL;

-- What somebody said about who may read a part; it is fixed when the answers are sent.
CREATE TABLE exit.part (
    response_id uuid NOT NULL REFERENCES exit.response (id) ON DELETE CASCADE,
    part        text NOT NULL,
    use         text NOT NULL,
    questions   text[] NOT NULL,
    usable_from date NOT NULL,
    -- Counts in groups from the night after it may: in batches, so that no single answer shows as a difference.
    released    boolean NOT NULL DEFAULT false,
    CONSTRAINT pk_part PRIMARY KEY (response_id, part),
    CONSTRAINT ck_part_use CHECK (use IN ('named', 'groups', 'later'))
);
CREATE INDEX ix_part_usable_from ON exit.part (usable_from) WHERE NOT released;
CREATE FUNCTION exit.part_keeps_its_promise() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF (NEW.use, NEW.usable_from, NEW.questions) IS DISTINCT FROM (OLD.use, OLD.usable_from, OLD.questions) THEN
        RAISE EXCEPTION 'who may read a part is fixed when it is sent';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER part_keeps_its_promise BEFORE UPDATE ON exit.part
    FOR EACH ROW EXECUTE FUNCTION exit.part_keeps_its_promise();

CREATE TABLE exit.reason (
    id          uuid PRIMARY KEY,
    response_id uuid NOT NULL REFERENCES exit.response (id) ON DELETE CASCADE,
    catalogue   integer NOT NULL,
    role        text NOT NULL,
    rank        integer NOT NULL,
    main        text NOT NULL,
    second      text,
    third       text,
    words       text,
    CONSTRAINT ck_reason_role CHECK (role IN ('cause', 'drop')),
    CONSTRAINT ck_reason_rank CHECK (rank BETWEEN 1 AND 9),
    CONSTRAINT ck_reason_layers CHECK (third IS NULL OR second IS NOT NULL),
    CONSTRAINT ck_reason_id_has_no_order CHECK (substr(id::text, 15, 1) = '4')
);
CREATE INDEX ix_reason_response_id ON exit.reason (response_id);

CREATE TABLE exit.waiting (
    touchpoint_id uuid PRIMARY KEY,
    leaving_id    uuid NOT NULL REFERENCES exit.leaving (id) ON DELETE CASCADE,
    person_id     uuid NOT NULL,
    body          jsonb NOT NULL,
    closes_on     date NOT NULL,
    came_at       timestamptz NOT NULL
);
CREATE INDEX ix_waiting_leaving_id ON exit.waiting (leaving_id);
"""

PUBLISHED = """
-- No person, no form, no day; only parts that may be used by now, in the group as it was when the case opened.
DROP VIEW exit.answer_v1;
CREATE VIEW exit.answer_v1 AS
    SELECT r.id AS response_id, r.questionnaire, r.version, p.part, r.month, r.department_id, r.department,
           r.department_path, r.function, r.tenure_band, r.age_band, r.country, r.leave_kind,
           a.question, a.number, a.codes, a.text, a.day
    FROM exit.response r
    JOIN exit.part p ON p.response_id = r.id AND p.released
    JOIN exit.answer a ON a.response_id = r.id AND a.question = ANY (p.questions);
"""


def upgrade() -> None:
    """Make the tables, and publish what others may see of them."""
    for part in (
        ddl.version_1("exit", subject="form", view="form_v1"),
        ddl.version_2("exit", subject="form"),
        invitation_ddl.version_2("exit"),
        OURS,
        PUBLISHED,
    ):
        op.get_bind().exec_driver_sql(part.replace("%", "%%"))


def downgrade() -> None:
    """Refuse: forms and answers are not dropped by a migration."""
    message = "exit forms and answers are never taken down by a migration"
    raise RuntimeError(message)
