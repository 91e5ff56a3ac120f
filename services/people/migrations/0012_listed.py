"""Lists of former colleagues that HR hands in: their rows lie at the front door until HR vouches for them."""

from alembic import op

revision = "people_0012"
down_revision = "people_0011"
branch_labels = None
depends_on = None

LISTED = """
ALTER TABLE people.caller
    ADD COLUMN list_id uuid,
    ADD COLUMN verdict text,
    ADD COLUMN known_as uuid,
    DROP CONSTRAINT ck_caller_state,
    ADD CONSTRAINT ck_caller_state CHECK (state IN ('unconfirmed', 'waiting', 'listed')),
    ADD CONSTRAINT ck_caller_listed CHECK (state <> 'listed' OR list_id IS NOT NULL),
    ADD CONSTRAINT ck_caller_verdict CHECK (verdict IN
        ('new', 'known', 'look', 'works_here', 'died', 'forgotten')),
    ADD CONSTRAINT fk_caller_known_as_person FOREIGN KEY (known_as) REFERENCES people.person (id) ON DELETE SET NULL;
CREATE INDEX ix_caller_list ON people.caller (list_id) WHERE list_id IS NOT NULL;
CREATE INDEX ix_caller_known_as ON people.caller (known_as) WHERE known_as IS NOT NULL;
GRANT INSERT (list_id) ON people.caller TO weerzien_alumni;

-- What we think of each row, for the desk at which the list was handed in: a name, as of persons, and never an address.
CREATE VIEW people.listed_v1 AS
    SELECT id AS caller_id, list_id, name, verdict, known_as AS person_id FROM people.caller
    WHERE list_id IS NOT NULL AND state = 'listed';
GRANT SELECT ON people.listed_v1 TO weerzien_alumni;
"""


def upgrade() -> None:
    """Make room for lists."""
    op.get_bind().exec_driver_sql(LISTED)


def downgrade() -> None:
    """Refuse: who stands in a list and was not decided on would be lost."""
    message = "lists at the front door are not dropped by a migration"
    raise RuntimeError(message)
