"""Leaving at its size: the board and a case among ten thousand that are open, beside the same pages among a few."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import structlog
from flask.testing import FlaskClient
from sqlalchemy import text

from services.exit_interviews.app import create_app
from shared.db.engine import owner_engine
from shared.kernel import clock
from tests.bench.desks import at_desk, middle
from tests.bench.figures import Figure
from tests.bench.house import bench_house

CASES, FEW, LOOKS = 10_000, 10, 60
AFTERNOON = datetime(2026, 3, 2, 13, 0, tzinfo=UTC)
_TABLES = (
    "journey.touchpoint", "exit.talk", "exit.form", "exit.invitation", "exit.leaving", "people.spell", "people.person",
)  # fmt: skip
_PEOPLE = text("""
    INSERT INTO people.person (id, given_name, family_name, email, created_at, changed_at)
    SELECT gen_random_uuid(), 'Zoë', 'van der Brug', 'p' || n || '@brug.example', now(), now()
    FROM generate_series(1, :many) n
""")
_SPELLS = text("""
    INSERT INTO people.spell (id, person_id, no, latest, state, hire_date, last_day, leave_kind, function)
    SELECT gen_random_uuid(), id, 1, true, 'leaving', '2019-03-04', '2026-03-10', 'resignation', 'Analist'
    FROM people.person
""")
# One in ten is a dismissal, one in twenty was not asked yet; of the others half is open, a quarter answered.
_CASES = text("""
    INSERT INTO exit.leaving (id, person_id, spell_id, kind, last_day, state, opened_at, told_at, told_by)
    SELECT gen_random_uuid(), person_id, id, CASE WHEN n % 10 = 0 THEN 'dismissal' ELSE 'resignation' END,
           '2026-03-10'::date + (n % 60)::int, 'open', now(),
           CASE WHEN n % 20 = 0 THEN now() END, CASE WHEN n % 20 = 0 THEN gen_random_uuid() END
    FROM (SELECT *, row_number() OVER () AS n FROM people.spell) s
""")
_FORMS = text("""
    INSERT INTO exit.form (id, touchpoint_id, person_id, spell_id, moment, state, reason, opened_at, closes_on,
                           closes_at, ended_at, delivery)
    SELECT gen_random_uuid(), gen_random_uuid(), person_id, spell_id, 'invitation',
           (ARRAY['open', 'open', 'answered', 'declined'])[n % 4 + 1], NULL, now(), '2026-04-27', '2026-04-28',
           CASE WHEN n % 4 > 1 THEN now() END, 'sent'
    FROM (SELECT *, row_number() OVER () AS n FROM exit.leaving) l WHERE n % 20 > 0
""")
_INVITATIONS = text("""
    INSERT INTO exit.invitation (id, subject_id, person_id, questionnaire, version, level, expires_at, state)
    SELECT gen_random_uuid(), id, person_id, 'exit_form', 1, 'confidential', closes_at, state FROM exit.form
""")
# Whoever is asked is offered a conversation: two in five wait for a time, one has one, one was held, one rather not.
_TALKS = text("""
    INSERT INTO exit.talk (id, subject_id, person_id, spell_id, moment, state, account_id, first_day, last_day, minutes,
                           starts_at, ends_at, event_id, offered_at, ended_at)
    SELECT gen_random_uuid(), id, person_id, spell_id, 'invitation', talk, gen_random_uuid(), last_day - 7,
           last_day - 2, 120, last_day - 5, last_day - 5, gen_random_uuid(), now(),
           CASE WHEN talk IN ('held', 'declined') THEN now() END
    FROM (SELECT *, (ARRAY['offered', 'offered', 'booked', 'held', 'declined'])[row_number() OVER () % 5 + 1] AS talk
          FROM exit.leaving WHERE kind = 'resignation') l
""")
_REPORTS = text("""
    INSERT INTO exit.report (talk_id, leaving_id, state, promise, written_at, shared_at, agree_by)
    SELECT id, subject_id, 'shared', 1, now(), now(), now()
    FROM (SELECT *, row_number() OVER () AS n FROM exit.talk WHERE state = 'held') t WHERE n % 2 = 0
""")
# As journey plans: two moments to come for each.
_MOMENTS = text("""
    INSERT INTO journey.touchpoint (id, person_id, spell_id, programme, rule, occurrence, anchor_date, due_date,
                                    send_at, closes_on, state, planned_at)
    SELECT gen_random_uuid(), person_id, spell_id, 'exit', rule, 1, last_day, last_day, last_day, last_day + 30,
           'planned', now()
    FROM exit.leaving, unnest(ARRAY['form', 'afterwards']) AS rule
""")


def run(folder: Path) -> Iterator[Figure]:
    """Measure with durable servers."""
    with bench_house(folder, WEERZIEN_TIME_TRAVEL="1"):
        structlog.configure(logger_factory=structlog.ReturnLoggerFactory())
        clock.set_house_time(AFTERNOON)
        desk = at_desk(create_app())
        _fill(FEW)
        few = _looks(desk)
        _fill(CASES)
        for (name, ours), (_, limit) in zip(_looks(desk), few, strict=True):
            yield Figure(
                name=f"{name} among {CASES:,} open cases", ours=ours, limit=limit, unit="ms",
                limit_name=f"among {FEW}", aim="≤ 2",
            )  # fmt: skip


def _fill(many: int) -> None:
    with owner_engine().begin() as conn:
        for table in _TABLES:
            conn.execute(text(f"DELETE FROM {table}"))
        conn.execute(_PEOPLE, {"many": many})
        for statement in (_SPELLS, _CASES, _FORMS, _INVITATIONS, _TALKS, _REPORTS, _MOMENTS):
            conn.execute(statement)
    with owner_engine().connect().execution_options(isolation_level="AUTOCOMMIT") as conn:
        conn.execute(text("VACUUM ANALYZE"))


def _looks(desk: FlaskClient) -> list[tuple[str, float]]:
    with owner_engine().connect() as conn:
        cases = list(conn.execute(text("SELECT id FROM exit.leaving ORDER BY id LIMIT 10")).scalars())
    pages = {
        "board of leavings": ["/exit/desk/"],
        "board at one stage": ["/exit/desk/?stage=asked"],
        "who was not invited": ["/exit/desk/uninvited"],
        "page of a leaving": [f"/exit/desk/cases/{one}" for one in cases],
    }
    return [(name, middle(desk, paths, LOOKS)) for name, paths in pages.items()]
