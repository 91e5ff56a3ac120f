"""What somebody was here before: function, department and manager as they stood until they changed."""

from alembic import op

revision = "people_0013"
down_revision = "people_0012"
branch_labels = None
depends_on = None

WAS = """
-- Department and manager by id alone: whoever is taken away altogether leaves a line that says less.
CREATE TABLE people.spell_was (
    id            bigint NOT NULL GENERATED ALWAYS AS IDENTITY,
    spell_id      uuid NOT NULL,
    until         timestamptz NOT NULL,
    function      text,
    department_id uuid,
    manager_id    uuid,
    CONSTRAINT pk_spell_was PRIMARY KEY (id),
    CONSTRAINT fk_spell_was_spell_id_spell FOREIGN KEY (spell_id) REFERENCES people.spell (id) ON DELETE CASCADE
);
CREATE INDEX ix_spell_was_spell_id ON people.spell_was (spell_id, id);
CREATE VIEW people.career_was_v1 AS
    SELECT w.id, s.person_id, w.spell_id, w.until, w.function, d.path AS department_path, w.manager_id
    FROM people.spell_was w
    JOIN people.spell s ON s.id = w.spell_id
    JOIN people.person p ON p.id = s.person_id AND p.forgotten_at IS NULL
    LEFT JOIN people.department d ON d.id = w.department_id;
GRANT SELECT ON people.career_was_v1 TO weerzien_exit;
"""


def upgrade() -> None:
    """Begin to keep it; what was before this day is known to nobody."""
    op.get_bind().exec_driver_sql(WAS)


def downgrade() -> None:
    """Refuse: who prepares a farewell reads it."""
    message = "people.career_was_v1 is read by exit"
    raise RuntimeError(message)
