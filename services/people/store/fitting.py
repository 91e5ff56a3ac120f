"""What of a matched row does not fit beside what we know: it is left out, and said; the rest of the row goes in.

A leave that lies outside the employment is no reason not to hear that somebody leaves.
"""

# ruff: noqa: E501  SQL has lines of its own, and what is put together here are constants of this file

from __future__ import annotations

from sqlalchemy import Connection, Row, text

from services.people.policy import CORRECTION_DAYS

_LEFT_OUT = "CREATE TEMPORARY TABLE left_out (row integer, code text, field text, value text) ON COMMIT DROP"

# What a file says of an employment that never began, and the other way round: who left did begin. A death goes in
# whatever stood there: it stops everything.
_NEVER = (
    """
    WITH left_already AS (
        UPDATE work w SET never = false
        FROM people.spell s WHERE s.id = w.spell_id AND w.never AND w.verdict IS NULL AND s.state = 'left'
        RETURNING w.row)
    INSERT INTO left_out SELECT row, 'never_started_unused', 'leave_kind', '' FROM left_already
    """,
    """
    WITH kept AS (
        SELECT w.row, w.last_day FROM work w JOIN people.spell s ON s.id = w.spell_id
        WHERE w.verdict IS NULL AND s.state = 'never_started' AND w.leave_kind IS DISTINCT FROM 'death'),
    cleared AS (
        UPDATE work w SET never = true, last_day = NULL, leave_kind = NULL, notice_date = NULL
        FROM kept WHERE kept.row = w.row)
    INSERT INTO left_out SELECT row, 'never_started_kept', 'last_day', last_day::text FROM kept WHERE last_day IS NOT NULL
    """,
)

_EARLY = """
WITH early AS (
    SELECT w.row, w.{field} AS value FROM work w LEFT JOIN people.spell s ON s.id = w.spell_id
    WHERE w.verdict IS NULL AND w.{field} < coalesce(w.hire_date, s.hire_date)),
cleared AS (UPDATE work w SET {field} = NULL FROM early WHERE early.row = w.row)
INSERT INTO left_out SELECT row, '{field}_early', '{field}', value::text FROM early
"""

# Which leave a row means: the one that begins that day, or the only one that shares a day and begins within a month of
# it (a correction); else it is new, unless it shares days with what is known.
_ABSENCES = """
WITH asked AS (
    SELECT w.row, w.spell_id, w.never, w.absence_from AS begins, w.absence_until AS ends,
           coalesce(w.hire_date, s.hire_date) AS hired,
           CASE WHEN :last_day_mapped AND s.leave_by = 'import' AND w.never_started IS NULL THEN w.last_day ELSE coalesce(w.last_day, s.last_day) END AS last
    FROM work w LEFT JOIN people.spell s ON s.id = w.spell_id
    WHERE w.verdict IS NULL AND w.absence_from IS NOT NULL),
fitting AS (
    SELECT row, spell_id, begins, ends,
           CASE WHEN ends < begins THEN 'absence_backwards'
                WHEN spell_id IS NULL OR never OR begins < hired OR begins > last OR ends > last THEN 'absence_outside' END AS code
    FROM asked),
beside AS (
    SELECT f.row, count(*) AS n, (array_agg(a.id) FILTER (WHERE a.first_day = f.begins))[1] AS same,
           (array_agg(a.id) FILTER (WHERE abs(a.first_day - f.begins) <= :days))[1] AS near,
           count(*) FILTER (WHERE a.first_day <> f.begins
                            AND daterange(a.first_day, a.last_day, '[]') && daterange(f.begins, f.ends, '[]')
                            AND f.ends IS NOT NULL) AS in_the_way
    FROM fitting f JOIN people.absence a
         ON a.spell_id = f.spell_id AND daterange(a.first_day, a.last_day, '[]') && daterange(f.begins, f.ends, '[]')
    WHERE f.code IS NULL
    GROUP BY f.row),
judged AS (
    SELECT f.row, f.begins,
           CASE WHEN b.same IS NOT NULL AND b.in_the_way = 0 THEN b.same WHEN b.n = 1 THEN b.near END AS known,
           coalesce(f.code, CASE WHEN b.row IS NULL OR (b.same IS NOT NULL AND b.in_the_way = 0) OR (b.n = 1 AND b.near IS NOT NULL)
                                 THEN NULL ELSE 'absence_overlaps' END) AS code
    FROM fitting f LEFT JOIN beside b USING (row)),
done AS (
    UPDATE work w SET absence_id = CASE WHEN j.code IS NULL THEN coalesce(j.known, gen_random_uuid()) END,
        absence_new = j.code IS NULL AND j.known IS NULL
    FROM judged j WHERE j.row = w.row)
INSERT INTO left_out SELECT row, code, 'absence_from', begins::text FROM judged WHERE code IS NOT NULL
"""


def begin(conn: Connection) -> None:
    """Settle, once every row has its spell, what is said of those who never began."""
    conn.execute(text("DROP TABLE IF EXISTS pg_temp.left_out"))
    conn.execute(text(_LEFT_OUT))
    for statement in _NEVER:
        conn.execute(text(statement))


def fit(conn: Connection, *, last_day_mapped: bool) -> None:
    """Leave out, once it is known which rows go in, what of them cannot."""
    for field in ("contract_end", "probation_end"):
        conn.execute(text(_EARLY.replace("{field}", field)))
    conn.execute(text(_ABSENCES), {"days": CORRECTION_DAYS, "last_day_mapped": last_day_mapped})


def notices(conn: Connection) -> list[Row[tuple[int, str, str, str]]]:
    """Return what was left out of rows that go in."""
    found = "SELECT l.* FROM left_out l JOIN work w USING (row) WHERE w.verdict IS NULL ORDER BY row, code"
    return list(conn.execute(text(found)))
