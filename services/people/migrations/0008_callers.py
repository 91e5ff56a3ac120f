"""The front door: who leaves a name and an address with a neighbour, until it is known who they are."""

from alembic import op

revision = "people_0008"
down_revision = "people_0007"
branch_labels = None
depends_on = None

CALLER = """
CREATE TABLE people.caller (
    id            uuid NOT NULL,
    email         text NOT NULL,
    name          text NOT NULL DEFAULT '',
    language      text,
    from_year     integer,
    until_year    integer,
    person_id     uuid,
    state         text NOT NULL DEFAULT 'unconfirmed',
    called_at     timestamptz NOT NULL,
    confirmed_at  timestamptz,
    CONSTRAINT pk_caller PRIMARY KEY (id),
    CONSTRAINT fk_caller_person_id_person FOREIGN KEY (person_id) REFERENCES people.person (id) ON DELETE CASCADE,
    CONSTRAINT ck_caller_state CHECK (state IN ('unconfirmed', 'waiting')),
    CONSTRAINT ck_caller_language CHECK (language IN ('nl', 'en', 'fr')),
    CONSTRAINT ck_caller_years CHECK (from_year <= until_year)
);
CREATE INDEX ix_caller_waiting ON people.caller (confirmed_at, id) WHERE state = 'waiting';
CREATE INDEX ix_caller_called ON people.caller (called_at) WHERE state = 'unconfirmed';
CREATE INDEX ix_caller_person ON people.caller (person_id) WHERE person_id IS NOT NULL;

-- Whoever may leave word may not look: not even whether the id was there already.
GRANT USAGE ON SCHEMA people TO weerzien_alumni;
GRANT INSERT (id, email, name, language, from_year, until_year, person_id, state, called_at)
    ON people.caller TO weerzien_alumni;

-- How many wait for HR, for the desk of who sent them.
CREATE VIEW people.calling_v1 AS SELECT count(*) AS waiting FROM people.caller WHERE state = 'waiting';
GRANT SELECT ON people.calling_v1 TO weerzien_alumni, weerzien_console;
"""


def upgrade() -> None:
    """Open the front door."""
    op.get_bind().exec_driver_sql(CALLER)


def downgrade() -> None:
    """Refuse: who called and was not heard would be lost."""
    message = "callers at the front door are not dropped by a migration"
    raise RuntimeError(message)
