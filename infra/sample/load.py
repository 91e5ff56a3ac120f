"""Let the sample organisation live its last sixty days, through the doors that real people use.

The house's own clock, followers and sweeps do the work; this only imports what HR would import, answers what people
would answer, and steps from one instant at which something is due to the next. Each step is a commit: what is killed
half-way is taken up where it was.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from infra.sample import store
from infra.sample.company import PLACES
from infra.sample.life import Life, Plan
from infra.sample.organisation import organisation
from infra.sample.post import Post, own_post
from infra.sample.sheet import Row, as_csv, mapping, rows
from infra.sample.turns import bounce, expect, take_turns
from services.clock.store import one_traveller
from services.clock.timetable import NEXT_DUE
from services.clock.travel import Traveller
from services.people.actions.importing import take_in
from services.people.actions.placing import change_place
from services.people.imports.mapping import from_plain
from services.people.store import places
from services.people.wiring import transaction as people
from shared.db.engine import engine_for
from shared.kernel import clock
from shared.kernel.settings import settings
from shared.queue.enqueue import call

SPAN = timedelta(days=60)
IMPORTS_AT = time(7, 30)

Say = Callable[[str], None]


def load(plan: Plan, say: Say) -> bool:
    """Make the sample, or finish one that was begun; False where nothing was to do."""
    begun = store.files()
    if any(name.endswith(f"-{store.LAST}.csv") for name in begun):
        say("The sample organisation is there already.")
        return False
    if not begun and store.anybody():
        say("There are people in this house already; the sample organisation is left out.")
        return False
    if begun:
        plan = Plan.of_file(begun[0])
        say(f"Going on with the sample organisation that was begun ({plan.people} people, {plan.today}).")
    with own_post() as post, one_traveller(engine_for("clock")) as conn:
        _live(plan, post, Traveller(conn), say, begun=begun)
    return True


def _live(plan: Plan, post: Post, traveller: Traveller, say: Say, *, begun: Sequence[str]) -> None:
    end = clock.now()
    start = max(_at(plan.today - SPAN), store.latest_fact() or _at(plan.today - SPAN))
    everybody = organisation(plan.today, people=plan.people, seed=plan.seed)
    life = Life(plan, everybody, post, traveller, end)
    _step(life, start, lambda: _first_files(life, start, begun=begun))
    say(f"{len(everybody)} people have come in, with what happened before {start.date()}.")
    imports = [day for day in _mondays(start.date(), plan.today) if _at(day) > start]
    for instant, deed in _instants(life, start, imports):
        _step(life, instant, deed)
        _tell(say, instant)
    _step(life, end, lambda: _last_file(life))
    say(store.summary())


def _instants(
    life: Life, now: datetime, imports: list[date]
) -> Iterator[tuple[datetime, Callable[[], None]]]:
    """One instant after the other at which something is due, until the present."""
    while True:
        coming: list[tuple[datetime, Callable[[], None]]] = [
            (_at(day), _export(life, day)) for day in imports[:1]
        ]
        coming += [(instant, _nothing) for instant in _due_after(now)]
        if life.turns:
            coming.append((_whole_hour(life.turns[0][0]), _nothing))
        soonest = min(coming, key=lambda one: one[0], default=None)
        if soonest is None or soonest[0] > life.end:
            return
        now = soonest[0]
        if imports and now == _at(imports[0]):
            imports.pop(0)
        yield soonest


def _step(life: Life, instant: datetime, deed: Callable[[], None]) -> None:
    """What people did since the last stop, each at their own minute; then everything that is due at this one."""
    take_turns(life, instant)
    life.post.it_is(instant)
    with clock.travelling(instant):
        deed()
        life.traveller.settle()
        expect(life)
        bounce(life)


def _due_after(now: datetime) -> list[datetime]:
    """When the sweeps have work next; what is overdue now cannot be done now and waits for another stop."""
    with clock.travelling(now):
        found = [call(job) for job in NEXT_DUE]
    return [_whole_hour(instant) for instant in found if instant is not None and instant > now]


def _first_files(life: Life, start: datetime, *, begun: Sequence[str]) -> None:
    """Who was there before: first everybody's first employment, then who came back."""
    for number in (0, 1):
        part = f"begin-{number + 1}"
        if life.plan.file_name(part) not in begun:
            known = rows(life.everybody, life.plan.today - SPAN, turn=number)
            _import(life, list(known.values()), part)
    _locate()
    life.exported = rows(life.everybody, start.date())
    if begun:
        # Where an import was cut off: a row that the house knows already changes nothing.
        _import(life, list(life.exported.values()), "again")


def _locate() -> None:
    """Say once where the houses of the company lie."""
    with people() as tx:
        for one in PLACES:
            where = {"country": one.country, "region": one.region, "time_zone": one.time_zone}
            change_place(tx, places.ensure(tx.conn, one.town), where)


def _export(life: Life, day: date) -> Callable[[], None]:
    def deed() -> None:
        known = rows(life.everybody, day)
        changed = [row for number, row in known.items() if life.exported.get(number) != row]
        life.exported = known
        if changed:
            _import(life, changed, day.isoformat())

    return deed


def _last_file(life: Life) -> None:
    """The export of today, with one row that somebody typed in by hand."""
    _export(life, life.plan.today)()
    odd = next(iter(life.exported.values())) | {
        "employee_number": "9001",
        "given_name": "Roos",
        "family_name": "Vermeulen",
        "email": "roos.vermeulen@rijwielhuis.example",
        "hire_date": "2026-31-02",
        "notice_date": "",
        "last_day": "",
        "leave_kind": "",
    }
    _import(life, [odd], store.LAST)


def _import(life: Life, lines: list[Row], part: str) -> None:
    if not lines:
        return
    with people() as tx:
        take_in(
            tx,
            as_csv(lines),
            file_name=life.plan.file_name(part),
            mapping=from_plain(mapping()),
            sample=True,
        )


def _mondays(first: date, last: date) -> list[date]:
    days = (first + timedelta(days=step) for step in range((last - first).days + 1))
    return [day for day in days if day.weekday() == 0]


def _at(day: date) -> datetime:
    return datetime.combine(day, IMPORTS_AT, ZoneInfo(settings().zone)).astimezone(UTC)


def _whole_hour(instant: datetime) -> datetime:
    hour = instant.replace(minute=0, second=0, microsecond=0)
    return hour if hour == instant else hour + timedelta(hours=1)


def _tell(say: Say, instant: datetime) -> None:
    if instant.astimezone(ZoneInfo(settings().zone)).time() == IMPORTS_AT:
        say(f"… {instant.date()}")


def _nothing() -> None:
    """Only the time goes on."""
