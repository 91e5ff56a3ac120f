"""An organisation of invented people: who they are, where they work, for whom. Pure; same day and seed, same people."""

import random
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Final

from infra.sample.company import DIRECTOR, DOMAIN, PLACES, UNITS, Job, Place, Unit
from infra.sample.lives import YEARS, Life, Stay, lives, workday
from infra.sample.names import UNUSUAL, Name, Names, mailbox
from infra.sample.terms import Terms, terms

SMALLEST: Final = 60
_PART_TIME: Final = {"NL": (16, 20, 24, 24, 28, 32, 32, 36), "BE": (19, 19, 23, 30, 30)}
_FULL_TIME: Final = {"NL": 40, "BE": 38}
_DAYS: Final = {
    16: (1, 2),
    19: (1, 2, 3),
    20: (1, 2, 4),
    23: (1, 2, 4),
    24: (1, 2, 4),
    28: (1, 2, 3, 4),
    30: (1, 2, 4, 5),
    32: (1, 2, 3, 4),
}


@dataclass(frozen=True, kw_only=True)
class Spell:
    """One employment of one colleague. Departments are written as a path; `days` are ISO weekdays worked."""

    hire_date: date
    notice_date: date | None
    last_day: date | None
    leave_kind: str | None
    department: str
    function: str
    manager: str | None
    hours: int
    days: tuple[int, ...]
    salary: int
    terms: Terms


@dataclass(frozen=True, kw_only=True)
class Colleague:
    """One invented person with one employment, or two for a boomerang."""

    number: str
    name: Name
    email: str | None
    private_email: str | None
    language: str
    birth_date: date | None
    place: Place
    spells: tuple[Spell, ...]


@dataclass(frozen=True)
class _Seat:
    life: Life
    unit: Unit | None
    leads: bool
    job: Job


def organisation(today: date, *, people: int = 400, seed: int = 7) -> tuple[Colleague, ...]:
    """Everybody who ever worked here, in order of first hire; managers always precede their people."""
    if people < SMALLEST:
        raise ValueError(f"a sample organisation has at least {SMALLEST} people")
    rng = random.Random(f"{seed}:{today.isoformat()}")  # noqa: S311  invented people, no secrets
    seats = [*_leaders(today, rng), *_staff(today, people - len(UNITS) - 1, rng)]
    seats.sort(key=lambda seat: seat.life[0].hire_date)
    numbers = [str(1001 + index) for index in range(len(seats))]
    leads = {(seat.unit.path if seat.unit else ()): number
             for seat, number in zip(seats, numbers, strict=True) if seat.leads}  # fmt: skip
    return _people(seats, numbers, leads, rng, today=today)


def _leaders(today: date, rng: random.Random) -> list[_Seat]:
    """The director and the heads: the first to come, so that everybody after finds a manager."""
    start = today - timedelta(days=YEARS * 365 + 60)
    seats = [_Seat((Stay(hire_date=workday(start)),), None, leads=True, job=DIRECTOR)]
    for index, unit in enumerate(UNITS):
        day = workday(start + timedelta(days=3 + len(unit.path) * 7 + rng.randrange(5)))
        stay = Stay(hire_date=day)
        if index == len(UNITS) - 1:
            stay = replace(stay, notice_date=today - timedelta(days=20), last_day=today + timedelta(days=40),
                           leave_kind="resignation")  # fmt: skip
        seats.append(_Seat((stay,), unit, leads=True, job=unit.lead))
    return seats


def _staff(today: date, count: int, rng: random.Random) -> list[_Seat]:
    weights = [unit.weight for unit in UNITS]
    seats = []
    for life in lives(today, count, rng):
        unit = rng.choices(UNITS, weights)[0]
        seats.append(_Seat(life, unit, leads=False, job=rng.choice(unit.jobs)))
    return seats


def _people(
    seats: Sequence[_Seat],
    numbers: Sequence[str],
    leads: dict[tuple[str, ...], str],
    rng: random.Random,
    *,
    today: date,
) -> tuple[Colleague, ...]:
    names, taken, unusual = Names(rng), set[str](), _spread(len(seats), rng)
    people = []
    for index, (seat, number) in enumerate(zip(seats, numbers, strict=True)):
        place = rng.choices(PLACES, [place.weight for place in PLACES])[0]
        tongues, shares = zip(*place.languages, strict=True)
        language = rng.choices(tongues, shares)[0]
        name = unusual.get(index) or names.next(language=language, country=place.country)
        people.append(
            Colleague(
                number=number,
                name=name,
                email=_address(name, taken),
                private_email=_private(name, seat.life, rng),
                language=language,
                birth_date=_birth_date(seat, rng),
                place=place,
                spells=_spells(seat, place, leads, rng, about=(number, today)),
            )
        )
    return _rarities(people)


def _spread(count: int, rng: random.Random) -> dict[int, Name]:
    """The unusual names, each on somebody of the second half: they are in sight, not among the long gone."""
    return dict(zip(sorted(rng.sample(range(count // 2, count), len(UNUSUAL))), UNUSUAL, strict=True))


def _address(name: Name, taken: set[str]) -> str:
    box, again = mailbox(name), 1
    while (address := f"{box}{again if again > 1 else ''}@{DOMAIN}") in taken:
        again += 1
    taken.add(address)
    return address


def _private(name: Name, life: Life, rng: random.Random) -> str | None:
    """Who leaves often gives a private address; a few others did when they came."""
    share = 0.7 if life[-1].last_day else 0.1
    return f"{mailbox(name)}@thuis.example" if rng.random() < share else None


def _birth_date(seat: _Seat, rng: random.Random) -> date | None:
    stay = seat.life[-1]
    if stay.leave_kind == "retirement" and stay.last_day:
        day = stay.last_day - timedelta(days=round(67 * 365.25) + rng.randrange(30))
    elif seat.leads:
        day = seat.life[0].hire_date - timedelta(days=rng.randrange(32, 50) * 365 + rng.randrange(365))
    else:
        day = seat.life[0].hire_date - timedelta(days=int(rng.triangular(18, 57, 29) * 365.25))
    return day if rng.random() < 0.95 else None


def _spells(
    seat: _Seat,
    place: Place,
    leads: dict[tuple[str, ...], str],
    rng: random.Random,
    *,
    about: tuple[str, date],
) -> tuple[Spell, ...]:
    number, today = about
    full = _FULL_TIME[place.country]
    hours = full if seat.leads or rng.random() < 0.62 else rng.choice(_PART_TIME[place.country])
    salary = rng.randrange(seat.job.low, seat.job.high) * hours / full
    return tuple(
        Spell(
            hire_date=stay.hire_date,
            notice_date=stay.notice_date,
            last_day=stay.last_day,
            leave_kind=stay.leave_kind,
            department=seat.unit.name if seat.unit else "Directie",
            function=seat.job.name,
            manager=_manager(seat, leads),
            hours=hours,
            days=_DAYS.get(hours, ()),
            salary=int(round(salary * (1 + 0.04 * turn), -2)),
            terms=terms(number, stay, today),
        )
        for turn, stay in enumerate(seat.life)
    )


def _manager(seat: _Seat, leads: dict[tuple[str, ...], str]) -> str | None:
    """The head of one's department; for a head the one above; for the director nobody."""
    if seat.unit is None:
        return None
    return leads[seat.unit.parent if seat.leads else seat.unit.path]


def _rarities(people: list[Colleague]) -> tuple[Colleague, ...]:
    """What happens in every organisation: no address at all, only a private one, born on 29 February."""
    present = [index for index, one in enumerate(people) if one.spells[-1].last_day is None]
    newest = present[-24::3]
    for index in newest[:2]:
        people[index] = replace(people[index], email=None, private_email=None)
    for index in newest[2:4]:
        box = f"{mailbox(people[index].name)}@thuis.example"
        people[index] = replace(people[index], email=None, private_email=box)
    people[newest[4]] = replace(people[newest[4]], birth_date=date(1996, 2, 29))
    return tuple(people)
