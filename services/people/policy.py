"""The numbers and rules that HR may change."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from services.people.domain import NEVER_STARTED, Person, Spell
from shared.calendar.months import add_months

# Dates of people lie between these years; anything else is a slip of the pen.

# Correction or return? A row or form with another hire date than we know is a *correction* of a spell when the two
# overlap, or when the hire dates lie no further apart than this. It is a *return* (a new spell of the same person) when
# it begins after the last day of all we know, and history (an older spell) when it ends before. Overlap with more than
# one spell is refused: nobody can say which one was meant.
CORRECTION_DAYS = 31

# HR systems write "no end" as a last day in a far year (31-12-9999).
OPEN_END_YEAR = 2999

# Whose birthday or hire lies further ahead than this was mistyped.
FURTHEST_HIRE_DAYS = 2 * 366

DEATH = "death"
KINDS_OF_LEAVING = ("resignation", "dismissal", "end_of_contract", "retirement", "mutual_agreement", DEATH)
# A file that has a last day but no kind of leaving; facts say it so, the person shows no kind.
KIND_UNKNOWN = "unknown"
LANGUAGES = ("nl", "en", "fr")
STATES = ("expected", "active", "leaving", "left", NEVER_STARTED, "none")
# The desk offers "is niet begonnen" this long after the first day; later it would be a slip of the mouse.
NEVER_STARTED_DAYS = 92
CONTRACTS = ("permanent", "fixed_term", "temporary_agency", "internship", "on_call", "other")
KINDS_OF_ABSENCE = ("sickness", "parental", "care", "sabbatical", "unpaid", "other")

# The Dutch rule on successive contracts (ketenregeling, article 7:668a of the civil code): contracts with no more than
# so many months between them count on. It is shown to HR with the dates, and never decided here: the kind of contract,
# the collective agreement and the exceptions of the law are for people to weigh.
CHAIN_MONTHS, CHAIN_COUNTRY = 6, "NL"

# Texts longer than this are no name, function or department.
LONGEST_TEXT = 200
LONGEST_CELL = 10_000
PATH_SEPARATOR = " > "


def offers_never_started(person: Person, today: date) -> bool:
    """Say whether "is niet begonnen" is offered: for the last employment, until three months after its first day."""
    last = person.spells[-1] if person.spells else None
    if last is None or not last.latest or last.state not in {"expected", "active", "leaving"}:
        return False
    return today - last.hire_date <= timedelta(days=NEVER_STARTED_DAYS)


def is_correction(known: date, given: date) -> bool:
    """Say whether two hire dates that do not overlap are near enough to be one, mistyped."""
    return abs(given - known) <= timedelta(days=CORRECTION_DAYS)


def is_return(spells: Sequence[Spell], hire_date: date) -> bool:
    """Say whether a hire date after all we know is a new spell and not a correction."""
    return all(
        spell.last_day is not None
        and hire_date > spell.last_day
        and not is_correction(spell.hire_date, hire_date)
        for spell in spells
        if spell.begun
    )


def chain(spells: Sequence[Spell]) -> list[Spell]:
    """Return the employments that follow on one another up to the last, that one included; none where it stands alone.

    A permanent contract is at the end of any chain: then there is nothing left to count.
    """
    begun = sorted((spell for spell in spells if spell.begun), key=lambda spell: spell.hire_date)
    if not begun or begun[-1].contract == "permanent":
        return []
    found = [begun[-1]]
    for earlier in reversed(begun[:-1]):
        until = counts_until(earlier)
        if until is None or found[0].hire_date > until:
            break
        found.insert(0, earlier)
    return found if len(found) > 1 else []


def counts_until(spell: Spell) -> date | None:
    """Return the last day on which a next contract can begin that still counts on with this one."""
    return add_months(spell.last_day + timedelta(days=1), CHAIN_MONTHS) if spell.last_day else None
