"""Every page of insight among many people: as HR sees it, the board, and who leads people.

Leavers told why, measures were taken and views were shared, so that no page is an empty one.
"""

from __future__ import annotations

from collections.abc import Iterator
from uuid import UUID, uuid4

from flask.testing import FlaskClient
from sqlalchemy import text

from services.exit_interviews.tables.words import THEME_TABLES
from services.insights import jobs
from services.insights.actions import keeping, yearly
from services.insights.app import create_app
from services.insights.domain.explorer import Asked
from services.insights.store import roll
from services.insights.wiring import transaction
from shared.db.engine import owner_engine
from shared.themes import store as themes
from tests.bench.desks import at_desk, middle
from tests.bench.figures import Figure

LOOKS, MEASURES, YEAR = 7, 30, 2025
LIMIT = "≤ 300 ms"
# One in six of the leavers in the circles of each question, and as many in past surveys, over twelve years.
_TOLD = """
INSERT INTO exit.circle (id, questionnaire, question, in_words, people, quarter, path, function, tenure_band, sample)
SELECT gen_random_uuid(), 'exit_form', question, false, 5 + n % 3, date '2014-01-01' + n % 48 * interval '3 months',
       ARRAY['Divisie ' || n % 12 + 1, 'Team ' || n % 20 + 1], 'Functie ' || n % 80, '2-5y', false
FROM generate_series(1, CAST(:leavers AS int) / 36) n, unnest(ARRAY['reason', 'also', 'drop', 'why_growth']) question;
INSERT INTO exit.tally (circle_id, value, people)
SELECT id, CASE question WHEN 'why_growth' THEN 'growth.' || value ELSE value END, 1
FROM exit.circle, unnest(ARRAY['growth', 'workload', 'conditions', 'life']) value WHERE NOT in_words;
INSERT INTO exit.past (id, survey, key, digest, leave_kind, year, department, function, age_band)
SELECT gen_random_uuid(), 'vroeger', decode(md5('k' || n), 'hex'), '', 'resignation', 2010 + n % 4,
       'Divisie ' || n % 12 + 1, 'Functie ' || n % 80, '25_34'
FROM generate_series(1, CAST(:leavers AS int) / 6) n;
INSERT INTO exit.past_reason (past_id, role, code)
SELECT id, 'cause', (ARRAY['growth', 'life'])[year % 2 + 1] FROM exit.past;
"""
# As many wrote something, ten to a circle, and HR has laid each text on one theme of twelve or on two.
_WRITTEN = """
INSERT INTO exit.theme (id, questionnaire, name_nl, name_en, name_fr, side, words, made_by, made_at)
SELECT md5('theme' || n)::uuid, 'exit_form', 'Thema ' || n, 'Theme ' || n, 'Thème ' || n, 'pushes', '{}',
       gen_random_uuid(), now() FROM generate_series(1, 12) n;
INSERT INTO exit.circle (id, questionnaire, question, in_words, people, quarter, path, function, tenure_band, sample)
SELECT gen_random_uuid(), 'exit_form', 'why', true, 10, date '2014-01-01' + n % 48 * interval '3 months',
       ARRAY['Divisie ' || n % 12 + 1, 'Team ' || n % 20 + 1], 'Functie ' || n % 80, '2-5y', false
FROM generate_series(1, CAST(:leavers AS int) / 60) n;
INSERT INTO exit.words (id, circle_id, text)
SELECT gen_random_uuid(), id, 'Er was te weinig tijd.' FROM exit.circle, generate_series(1, 10) WHERE in_words;
INSERT INTO exit.text_coding (id, words_id, decided_by, decided_at, stands)
SELECT gen_random_uuid(), id, gen_random_uuid(), now(), true FROM exit.words;
INSERT INTO exit.text_coding_theme (coding_id, theme_id, suggested, taken)
SELECT DISTINCT id, md5('theme' || theme)::uuid, false, true
FROM (SELECT id, row_number() OVER () AS n FROM exit.text_coding) k, unnest(ARRAY[n % 12 + 1, n / 12 % 12 + 1]) theme;
"""
_MEASURES = """
INSERT INTO insights.measure (id, title, what, why, seen_by, told, department_id, starts_on, state, figures, made_at,
                              made_by, changed_at, version)
SELECT gen_random_uuid(), 'Maatregel ' || n, 'Doen', 'Daarom', 'Het verloop', 'Dit doen we',
       CASE WHEN n % 5 > 0 THEN md5('d' || n % 12 + 1)::uuid END, date '2025-09-01' - n * 31, 'running', '{}', now(),
       gen_random_uuid(), now(), 1
FROM generate_series(1, :measures) n;
"""
_SHARED = {
    "by department": Asked(measure="turnover", rows="department"),
    "by age over six years": Asked(measure="leavers", rows="age_band", columns="year", year=YEAR),
    "by department and tenure": Asked(measure="headcount", rows="department", columns="tenure_band"),
}
_MORE = Asked(measure="joiners", rows="function", columns="country", filters={"hours": "36_up"})
_HR = {
    "home": "/",
    "turnover": "/turnover",
    "turnover by department": "/turnover?by=department",
    "turnover by age, over thirteen points": "/turnover?by=age_band&points=13",
    "retention": "/retention",
    "reasons": "/reasons?by=department",
    "themes": "/themes?by=department",
    "costs": "/costs",
    "leavers": "/leavers",
    "measures": "/measures",
    "side by side": "/together",
    "evaluation": f"/evaluations/{YEAR}",
    "explorer": "/explorer?measure=turnover&rows=department&columns=age_band",
    "explorer over six years": f"/explorer?measure=turnover&rows=department&columns=year&year={YEAR}",
    "explorer of reasons": "/explorer?measure=causes&rows=reason&columns=department",
}


def pages(people: int) -> Iterator[Figure]:
    """Look at each page, and say how long it takes."""
    app, manager = create_app(), _filled(people)
    views = {name: _shared(asked) for name, asked in _SHARED.items()}
    desks = {
        "HR": (at_desk(app), _HR),
        "the board": (at_desk(app, "board"), _board(views)),
        "a manager": (at_desk(app, "manager", person_id=manager), {"home": "/", **_board(views)}),
    }
    for who, (desk, paths) in desks.items():
        for name, path in paths.items():
            yield _look(desk, f"page for {who}: {name}, {people:,} people", path)
    _shared(_MORE)
    for name, path in _views(views).items():
        yield _look(
            desks["the board"][0], f"page for the board: {name}, everything shared, {people:,} people", path
        )


def _look(desk: FlaskClient, name: str, path: str) -> Figure:
    return Figure(name, middle(desk, [f"/insights/desk{path}"], LOOKS), None, "ms", "", LIMIT)


def _board(views: dict[str, UUID]) -> dict[str, str]:
    return {"turnover": "/turnover", **_views(views)}


def _views(views: dict[str, UUID]) -> dict[str, str]:
    return {f"view {name}": f"/views/{view}" for name, view in views.items()}


def _filled(people: int) -> UUID:
    """Let people tell, measures be taken and a year be gathered; return somebody who leads a division."""
    with owner_engine().begin() as conn:
        for part in (_TOLD, _WRITTEN, _MEASURES):
            for statement in part.strip().split(";\n"):
                conn.execute(text(statement.rstrip(";")), {"leavers": people * 2 // 5, "measures": MEASURES})
        manager: UUID = conn.execute(
            text("""
                UPDATE insights.employment_b SET department_id = md5('d3')::uuid
                WHERE spell_id = (SELECT spell_id FROM insights.employment_b WHERE last_day IS NULL LIMIT 1)
                RETURNING person_id""")
        ).scalar_one()
        roll.note(conn, "b", [manager])
        circles = conn.execute(text("SELECT id FROM exit.circle WHERE in_words")).scalars().all()
        themes.count(conn, THEME_TABLES, circles)
    jobs.release_reasons()
    with transaction() as tx:
        yearly.make(tx, YEAR, None)
    with owner_engine().connect().execution_options(isolation_level="AUTOCOMMIT") as conn:
        conn.execute(text("VACUUM ANALYZE"))
    return manager


def _shared(asked: Asked) -> UUID:
    view_id, by = uuid4(), uuid4()
    with transaction() as tx:
        keeping.keep(tx, view_id, f"{asked.measure} {view_id}", asked, by)
        keeping.share(tx, view_id, ["board", "manager"], by)
    return view_id
