"""When invented people come and go, arranged around today so that something is due now. Pure."""

import random
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Final

YEARS: Final = 8
NEWCOMER_AFTER: Final = (7, 30, 91, 182, 334)
"""Days after which a newcomer is asked something: a week, then 1, 3, 6 and 11 months."""

_DUE_IN: Final = (-47, -33, -20, -12, -6, -2, 0, 1, 3)
_ANNOUNCED: Final = (
    ("resignation", 40, 4),
    ("resignation", 25, 9),
    ("retirement", 88, 16),
    ("resignation", 30, 24),
    ("end_of_contract", 12, 33),
    ("mutual_agreement", 9, 47),
    ("resignation", 5, 62),
    ("resignation", 2, 75),
)
"""Kind, days since the notice, days until the last day."""

_RECENTLY_LEFT: Final = (
    ("resignation", 71, 41),
    ("end_of_contract", 58, 27),
    ("dismissal", 33, 19),
    ("resignation", 55, 11),
    ("retirement", 96, 3),
)
_HISTORY: Final = {
    "resignation": 50,
    "end_of_contract": 27,
    "dismissal": 9,
    "mutual_agreement": 9,
    "retirement": 5,
}
_NOTICE_DAYS: Final = {"resignation": 45, "end_of_contract": 35, "dismissal": 20, "mutual_agreement": 50}


@dataclass(frozen=True, kw_only=True)
class Stay:
    """One employment: from when until when, and how it ended."""

    hire_date: date
    notice_date: date | None = None
    last_day: date | None = None
    leave_kind: str | None = None


Life = tuple[Stay, ...]


def lives(today: date, count: int, rng: random.Random) -> list[Life]:
    """The comings and goings of `count` people; the parts keep their share whatever the count."""
    parts = [
        *_newcomers(today, rng),
        *_leaving(today, rng),
        *_recently_left(today, rng),
        *_future(today, rng),
    ]
    scaled = _thin(parts, count * 80 // 400, rng)
    gone = _history(today, count * 74 // 400, rng)
    boomerangs = _boomerangs(today, gone, max(1, round(count * 5 / 400)), rng)
    rest = count - len(scaled) - len(gone)
    steady = [(Stay(hire_date=_first_day(today, rng, until=340)),) for _ in range(rest)]
    return [*scaled, *boomerangs, *gone[len(boomerangs) :], *steady][:count]


def workday(day: date) -> date:
    """The same day, or the Monday after a weekend."""
    return day + timedelta(days=7 - day.weekday()) if day.weekday() > 4 else day


def _newcomers(today: date, rng: random.Random) -> Iterator[Life]:
    for after in NEWCOMER_AFTER:
        for due_in in _DUE_IN:
            yield (Stay(hire_date=workday(today - timedelta(days=after - due_in))),)
    for _ in range(12):
        yield (Stay(hire_date=workday(today - timedelta(days=rng.randrange(4, 330)))),)


def _leaving(today: date, rng: random.Random) -> Iterator[Life]:
    for kind, since, until in _ANNOUNCED:
        yield (_ended(today, kind, notice=-since, last=until, rng=rng),)


def _recently_left(today: date, rng: random.Random) -> Iterator[Life]:
    for kind, noticed, left in _RECENTLY_LEFT:
        yield (_ended(today, kind, notice=-noticed, last=-left, rng=rng),)


def _ended(today: date, kind: str, *, notice: int, last: int, rng: random.Random) -> Stay:
    lasted = 364 if kind == "end_of_contract" else rng.randrange(500, 2600)
    last_day = today + timedelta(days=last)
    return Stay(
        hire_date=workday(last_day - timedelta(days=lasted)),
        notice_date=today + timedelta(days=notice),
        last_day=last_day,
        leave_kind=kind,
    )


def _future(today: date, rng: random.Random) -> Iterator[Life]:
    for _ in range(5):
        yield (Stay(hire_date=workday(today + timedelta(days=rng.randrange(3, 46)))),)


def _history(today: date, count: int, rng: random.Random) -> list[Life]:
    wave = max(1, count // 9)
    gone: list[Life] = [(_retired_in_the_wave(today, rng),) for _ in range(wave)]
    gone.insert(0, (_died(today, rng),))
    while len(gone) < count:
        kind = rng.choices(tuple(_HISTORY), tuple(_HISTORY.values()))[0]
        gone.append((_left_long_ago(today, kind, rng),))
    # Who resigned comes first: the boomerangs are taken from the front.
    gone.sort(key=lambda life: life[0].leave_kind != "resignation")
    return gone


def _left_long_ago(today: date, kind: str, rng: random.Random) -> Stay:
    hired = _first_day(today, rng, until=700)
    lasted = rng.choice((211, 364, 364)) if kind == "end_of_contract" else int(rng.triangular(90, 2400, 420))
    latest = (today - timedelta(days=70) - hired).days
    last_day = hired + timedelta(days=min(lasted, latest))
    noticed = last_day - timedelta(days=_NOTICE_DAYS.get(kind, 90))
    return Stay(hire_date=hired, notice_date=max(noticed, hired), last_day=last_day, leave_kind=kind)


def _retired_in_the_wave(today: date, rng: random.Random) -> Stay:
    """Some fourteen months ago a generation left within one quarter."""
    last_day = today - timedelta(days=rng.randrange(390, 480))
    return Stay(
        hire_date=_first_day(today, rng, until=YEARS * 300),
        notice_date=last_day - timedelta(days=120),
        last_day=last_day,
        leave_kind="retirement",
    )


def _died(today: date, rng: random.Random) -> Stay:
    last_day = today - timedelta(days=rng.randrange(200, 500))
    return Stay(hire_date=_first_day(today, rng, until=1200), last_day=last_day, leave_kind="death")


def _boomerangs(today: date, gone: list[Life], count: int, rng: random.Random) -> list[Life]:
    """Some who resigned come back; the first of them a fortnight ago, so that the welcome is due now."""
    back: list[Life] = []
    for life in gone[:count]:
        first = life[0] if back else _long_gone(today, life[0], rng)
        assert first.last_day
        away = (today - first.last_day).days
        again = today - timedelta(days=rng.randrange(20, max(21, away // 2)) if back else 9)
        back.append((first, Stay(hire_date=workday(again))))
    return back


def _long_gone(today: date, stay: Stay, rng: random.Random) -> Stay:
    left = today - timedelta(days=rng.randrange(500, 900))
    hired = workday(left - timedelta(days=800))
    return replace(stay, hire_date=hired, notice_date=left - timedelta(days=45), last_day=left)


def _first_day(today: date, rng: random.Random, *, until: int) -> date:
    """A working day between eight years and `until` days ago; half of them the first of a month."""
    day = today - timedelta(days=rng.randrange(until, YEARS * 365))
    return workday(day.replace(day=1) if rng.random() < 0.5 else day)


def _thin(parts: list[Life], room: int, rng: random.Random) -> list[Life]:
    """Fewer of each kind for a small organisation, spread evenly."""
    if room >= len(parts):
        return parts
    keep = sorted(rng.sample(range(len(parts)), room))
    return [parts[index] for index in keep]
