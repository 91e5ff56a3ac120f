"""A leave knows its person: looked up by person, and whether there is any at all, in one step each."""

from alembic import op

revision = "people_0005"
down_revision = "people_0004"
branch_labels = None
depends_on = None

# The pair of spell and person is one key, so that a leave follows its employment when two records are merged or put
# apart: the database sees to it, and the view needs no spells. Right after a large import, when the planner knows
# nothing yet, joining three tables read all leaves for each person that journey asked about. Asked inside the question
# who was merged, it always begins with the leaves.
ABSENCE = """
ALTER TABLE people.spell ADD CONSTRAINT uq_spell_id_person_id UNIQUE (id, person_id);
ALTER TABLE people.absence ADD COLUMN person_id uuid;
UPDATE people.absence a SET person_id = s.person_id FROM people.spell s WHERE s.id = a.spell_id;
ALTER TABLE people.absence
    ALTER COLUMN person_id SET NOT NULL,
    DROP CONSTRAINT fk_absence_spell_id_spell,
    ADD CONSTRAINT fk_absence_spell_id_person_id_spell FOREIGN KEY (spell_id, person_id)
        REFERENCES people.spell (id, person_id) ON UPDATE CASCADE ON DELETE CASCADE;
CREATE INDEX ix_absence_person ON people.absence (person_id, first_day);
DROP INDEX people.ix_absence_spell;

CREATE OR REPLACE VIEW people.absence_v1 AS
SELECT a.id AS absence_id, a.person_id, a.spell_id, a.first_day, a.last_day
FROM people.absence a
WHERE (SELECT p.merged_into FROM people.person p WHERE p.id = a.person_id) IS NULL;
"""


def upgrade() -> None:
    """Write the person down beside the spell; readers keep their rights."""
    op.execute(ABSENCE)


def downgrade() -> None:
    """Refuse: without it planning a million people would look through all leaves."""
    message = "people.absence_v1 is read by journey, person by person"
    raise RuntimeError(message)
