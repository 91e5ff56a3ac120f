"""So many a minute, to one provider, and from a new address a day; who does not fit has a turn, in order."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

from services.mail.domain.pace import Book, Pace

NOON = datetime(2026, 3, 2, 12, 0, 20, tzinfo=UTC)
MIDNIGHT = datetime(2026, 3, 2, tzinfo=UTC)


def book(pace: Pace, now: datetime = NOON, **more: object) -> Book:
    return Book(pace=pace, now=now, day_at=lambda ahead: MIDNIGHT + timedelta(days=ahead), **more)  # type: ignore[arg-type]


def turns(found: Book, number: int, domain: str = "a", kind: str = "chosen") -> list[int | None]:
    """In how many minutes each of so many letters has its turn; None: now."""
    given = [found.turn(domain, kind, daily=True) for _ in range(number)]
    start = found.now.replace(second=0)
    return [None if one is None else int((one - start) / timedelta(minutes=1)) for one in given]


def test_what_does_not_fit_in_this_minute_has_a_turn_in_the_next_ones_in_order() -> None:
    assert turns(book(Pace(per_minute=2)), 7) == [None, None, 1, 1, 2, 2, 3]


def test_one_provider_waits_and_the_others_go() -> None:
    found = book(Pace(per_minute=10, per_domain=1))
    assert turns(found, 3, "gmail") == [None, 1, 2]
    assert turns(found, 2, "telenet") == [None, 1]


def test_who_asks_one_person_something_does_not_wait_behind_a_newsletter() -> None:
    found = book(Pace(per_minute=1))
    assert turns(found, 5) == [None, 1, 2, 3, 4]
    assert turns(found, 2, kind="request") == [1, 2]


def test_turns_that_are_over_are_nobodys() -> None:
    first = book(Pace(per_minute=1))
    turns(first, 4)
    later = book(Pace(per_minute=1), NOON + timedelta(hours=1), waits=first.waits)
    assert turns(later, 2) == [None, 1]


def test_a_new_address_sends_twice_as_many_each_day_and_reminders_always() -> None:
    found = book(Pace(first_day=1, since=date(2026, 3, 2)))
    days = [found.turn("a", "chosen", daily=True) for _ in range(8)]
    assert [None if one is None else one.day for one in days] == [None, 3, 3, 4, 4, 4, 4, 5]
    assert found.turn("a", "reminder", daily=False) is None
    assert Pace(first_day=100, since=date(2026, 3, 2)).most(3) == 800
    assert Pace(first_day=100, since=date(2026, 3, 2)).most(30) is None, (
        "an address that is known has no such limit"
    )
