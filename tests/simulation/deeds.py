"""What happens in the organisation, told to the house as HR tells it: by file, by the API's actions, at the desk."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import partial
from typing import Any
from uuid import UUID

from sqlalchemy import text

from infra.sample.sheet import as_csv, mapping
from services.people.actions import absences, employing, forgetting, leaving, merging, mourning, starting
from services.people.actions.importing import Result, take_in
from services.people.domain import Leaving
from services.people.imports.mapping import from_plain
from services.people.wiring import transaction as people
from shared.kernel.errors import DomainError
from shared.kernel.ids import new_id
from tests.simulation.world import DAYS_WORKED, DEPARTMENTS, PLACES, SHARES, Worker, World, days, state_of

KINDS = (
    "resignation",
    "resignation",
    "resignation",
    "dismissal",
    "end_of_contract",
    "retirement",
    "mutual_agreement",
)


def said(world: World, name: str, deed: Callable[..., Any], *told: Any) -> bool:
    """Do something with people; what the house refuses, with a reason, did not happen."""
    try:
        with people() as tx:
            deed(tx, *told)
    except DomainError as error:
        world.counts[f"refused {name}: {error.code}"] += 1
        return False
    world.counts[name] += 1
    return True


def import_file(world: World, *, everything: bool = False) -> None:
    """The month's file: what changed since the last one, or all of it; now and then the same file twice."""
    lines = [
        one
        for one in world.workers
        if not one.over and (everything or (one.dirty and one.exported_from <= world.today))
    ]
    if not lines:
        return
    for one in lines:
        one.dirty = False
    world.files += 1
    rows = [one.row for one in lines]
    _take_in(world, rows)
    world.find_ids()
    if world.chance(0.3):
        again = _take_in(world, rows)
        assert (again.created, again.changed) == (0, 0), f"the same file again changed {again}"


def _take_in(world: World, rows: list[dict[str, str]]) -> Result:
    with people() as tx:
        result = take_in(
            tx, as_csv(rows), file_name=f"month-{world.files}.csv", mapping=from_plain(mapping())
        )
    world.counts["rows imported"] += len(rows)
    world.counts["rows rejected"] += result.rejected
    return result


def late(world: World, worker: Worker) -> None:
    """HR's own system hears of it weeks after, now and then."""
    worker.dirty = True
    worker.exported_from = world.today + days(world.rng.choice((0, 0, 0, 10, 25, 45)))


def hire(world: World) -> None:
    """Newcomers: some begin later, of some the house hears late, some by the API."""
    count = max(1, round(len(world.workers) * 0.012))
    for _ in range(count):
        worker = world.newcomer(world.today + days(world.rng.randrange(-25, 50)))
        if world.chance(0.3):
            given = _as_given(worker)
            worker.dirty = not said(world, "hired by API", employing.hire, given)
    world.find_ids()


def correct(world: World) -> None:
    """A hire date turns out to be another."""
    young = [one for one in world.with_state("active", "expected") if one.hired > world.today - days(120)]
    for one in world.some(young, 0.04):
        day = one.hired + days(world.rng.randrange(-20, 21))
        deed = {"hire_date": day}
        if said(
            world,
            "hire date corrected",
            employing.change,
            _id(one),
            deed,
        ):
            one.row["hire_date"] = day.isoformat()


def move(world: World) -> None:
    """Another department, function, place, zone, or other days at work; by file or by the API."""
    for one in world.some(world.with_state("active", "expected", "leaving"), 0.03):
        country, region, zone = world.rng.choices(PLACES, SHARES)[0]
        boss = world.rng.choice(world.workers)
        change = world.rng.choice(
            (
                {"department": world.rng.choice(DEPARTMENTS)},
                {"function": world.rng.choice(("Monteur", "Analist"))},
                {"part_time_days": world.rng.choice(DAYS_WORKED[3:])},
                {"country": country, "region": region or None, "time_zone": zone or "Europe/Amsterdam"},
                {"manager": boss.number},
            )
        )
        written = {key: value or "" for key, value in change.items()}
        if world.chance(0.5):
            one.row |= written
            late(world, one)
            world.counts["moved in a file"] += 1
        elif said(world, "moved", employing.change, _id(one), change):
            one.row |= written


def give_notice(world: World) -> None:
    """People announce that they go; some in a file, some of those late."""
    for one in world.some(world.with_state("active"), 0.014):
        notice = world.today - days(world.rng.randrange(8))
        last = max(world.today + days(world.rng.randrange(-3, 80)), one.hired)
        kind = world.rng.choice(KINDS)
        _leave(world, one, "notice", notice=max(min(notice, last), one.hired), last=last, kind=kind)


def _leave(world: World, one: Worker, name: str, *, notice: date, last: date, kind: str) -> None:
    dates = {"notice_date": notice.isoformat(), "last_day": last.isoformat(), "leave_kind": kind}
    if world.chance(0.4):
        one.row |= dates
        late(world, one)
        world.counts[f"{name} in a file"] += 1
        return
    told = Leaving(kind=kind, notice_date=notice, last_day=last)
    if said(world, name, leaving.announce, _id(one), told):
        one.row |= dates


def move_last_day(world: World) -> None:
    """A last day moves, or somebody stays after all."""
    going = world.with_state("leaving")
    for one in world.some(going, 0.1):
        last = max(world.today + days(world.rng.randrange(60)), one.hired)
        notice = min(date.fromisoformat(one.row["notice_date"] or last.isoformat()), last)
        _leave(
            world,
            one,
            "last day moved",
            notice=notice,
            last=last,
            kind=one.row["leave_kind"] or "resignation",
        )
    for one in world.some(going, 0.06):
        if said(world, "stays after all", leaving.withdraw, _id(one)):
            one.row |= {"notice_date": "", "last_day": "", "leave_kind": ""}


def come_back(world: World) -> None:
    """Some return: at once, after a month, after years."""
    gone = [
        one
        for one in world.with_state("left", "leaving")
        if one.last_day and one.last_day < world.today + days(9)
    ]
    for one in world.some(gone, 0.03):
        if one.dirty or one.last_day is None:
            continue
        first = max(one.last_day + days(world.rng.choice((1, 2, 6, 9, 32))), world.today - days(5))
        row = {"hire_date": first}
        if said(world, "back", employing.take_back, _id(one), row):
            one.row |= {"hire_date": first.isoformat(), "notice_date": "", "last_day": "", "leave_kind": ""}
            one.absence = None


def die(world: World) -> None:
    """Somebody dies, at work or long after leaving."""
    for one in world.some(world.with_state("active", "leaving", "left"), 0.0012):
        if said(world, "died", mourning.note_death, _id(one)):
            one.over = True


def never_start(world: World) -> None:
    """Somebody who was to begin does not; some do after all."""
    for one in world.some(world.with_state("expected"), 0.05):
        if _says_never(world, one, never=True):
            one.over = True
            if world.chance(0.3) and _says_never(world, one, never=False):
                one.over = False


def _says_never(world: World, one: Worker, *, never: bool) -> bool:
    if never:
        return said(world, "never started", starting.note_never_started, _id(one))
    return said(world, "started after all", starting.withdraw_never_started, _id(one))


def be_away(world: World) -> None:
    """Leaves: with an end, without, corrected."""
    for one in world.some(world.with_state("active"), 0.02):
        first = world.today + days(world.rng.randrange(-10, 30))
        length = world.rng.choice((3, 12, 25, 80, 120, None))
        _absence(world, one, max(first, one.hired), length)
    for one in world.some([one for one in world.with_state("active", "leaving") if one.absence], 0.3):
        _absence_ends(world, one, world.today + days(world.rng.randrange(-5, 25)))


def _absence(world: World, one: Worker, first: date, length: int | None) -> None:
    last, absence = first + days(length) if length else None, new_id()
    given = {"kind": "parental", "first_day": first, "last_day": last}
    if said(world, "leave noted", partial(absences.note, absence_id=absence), _id(one), given):
        one.absence = (absence, first)


def _absence_ends(world: World, one: Worker, last: date) -> None:
    assert one.absence is not None
    absence, first = one.absence
    one.absence = None
    said(world, "leave ended", absences.change, _id(one), absence, {"last_day": max(last, first)})


def keep_double(world: World) -> None:
    """The same person is kept twice, and HR finds out; some of that was a mistake and is undone."""
    for one in world.some(world.with_state("active", "left"), 0.002):
        if one.dirty:
            continue
        last, gone = one.last_day, state_of(one, world.today) == "left"
        double = world.newcomer(max(last + days(40), world.today - days(9)) if last and gone else one.hired)
        double.row |= {name: one.row[name] for name in ("country", "region", "time_zone", "department")}
        given = _as_given(double)
        double.dirty = False
        if said(world, "kept twice", employing.hire, given):
            world.find_ids()
            world.merged.append(_propose(world, _id(one), _id(double)))


def merge(world: World) -> None:
    """HR merges what is double, the one way or the other."""
    for proposal in world.merged[-40:]:
        if world.chance(0.4):
            with people() as tx:
                row = tx.conn.execute(
                    text("SELECT first_id, second_id, state FROM people.merge_proposal WHERE id = :id"),
                    {"id": proposal},
                ).one_or_none()
            if row is None:
                continue
            keep = world.rng.choice((row.first_id, row.second_id))
            if row.state == "merged" and world.chance(0.4):
                said(world, "unmerged", merging.unmerge, proposal)
            elif row.state == "open":
                said(world, "merged", partial(merging.merge, keep=keep), proposal)
            # Two records that are one or were: HR's export leaves them alone from now on.
            for one in world.workers:
                one.over = one.over or one.person_id in {row.first_id, row.second_id}


def _propose(world: World, one: UUID, other: UUID) -> UUID:
    proposal = new_id()
    with people() as tx:
        tx.conn.execute(
            text("""
                INSERT INTO people.merge_proposal (id, first_id, second_id, reason, created_at)
                VALUES (:id, :first, :second, 'email', :now)
            """),
            {"id": proposal, "first": min(one, other), "second": max(one, other), "now": world.now},
        )
    return proposal


def forget(world: World) -> None:
    """Somebody asks to be forgotten."""
    for one in world.some(world.with_state("active", "leaving", "left"), 0.0012):
        if said(world, "forgotten", forgetting.forget, _id(one)):
            one.over = True


def _as_given(one: Worker) -> dict[str, Any]:
    """Return the row as the API takes it."""
    given: dict[str, Any] = {key: value for key, value in one.row.items() if value}
    return given | {"hire_date": one.hired, "hours": float(one.row["hours"])}


def _id(one: Worker) -> UUID:
    assert one.person_id is not None
    return one.person_id


LIFE: tuple[Callable[[World], None], ...] = (
    hire, correct, move, give_notice, move_last_day, come_back, die, never_start, be_away, keep_double, merge, forget,
)  # fmt: skip
