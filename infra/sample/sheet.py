"""The organisation as its HR system would export it on a given day: rows for the import. Pure."""

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from typing import Any, Final

from infra.sample.organisation import Colleague, Spell
from infra.sample.terms import Away

KNOWN_BEFORE: Final = timedelta(days=45)
"""HR knows of somebody so long before the first day."""

COLUMNS: Final = (
    "employee_number", "given_name", "infix", "family_name", "email", "private_email", "language", "time_zone",
    "country", "region", "birth_date", "department", "function", "manager", "hours", "part_time_days", "salary",
    "hire_date", "notice_date", "last_day", "leave_kind", "place", "contract", "contract_end", "probation_end",
    "absence_kind", "absence_from", "absence_until",
)  # fmt: skip
_DATES: Final = (
    "birth_date", "hire_date", "notice_date", "last_day", "contract_end", "probation_end", "absence_from",
    "absence_until",
)  # fmt: skip
_WEEKDAYS: Final = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")

Row = dict[str, str]


def mapping() -> dict[str, Any]:
    """What the columns mean, in the words of the import's mapping."""
    fields: dict[str, Any] = {name: name for name in COLUMNS}
    fields |= {name: {"column": name, "format": "YYYY-MM-DD"} for name in _DATES}
    fields["manager"] = {"column": "manager", "by": "employee_number"}
    return {"key": "employee_number", "fields": fields, "missing": [""], "absent": "keep"}


def rows(people: Iterable[Colleague], on: date, *, turn: int | None = None) -> dict[str, Row]:
    """What is known on a day, by employee number: the latest employment, or the one of a `turn`."""
    found = {}
    for one in people:
        spells = [spell for spell in one.spells if spell.hire_date - KNOWN_BEFORE <= on]
        if turn is not None:
            spells = spells[turn : turn + 1]
        if spells:
            found[one.number] = _row(one, spells[-1], on)
    return found


def as_csv(lines: Sequence[Mapping[str, str]]) -> io.BytesIO:
    """Rows as the file that a person would upload."""
    text = io.StringIO(newline="")
    writer = csv.DictWriter(text, COLUMNS, delimiter=";")
    writer.writeheader()
    writer.writerows(lines)
    return io.BytesIO(text.getvalue().encode("utf-8-sig"))


def _row(one: Colleague, spell: Spell, on: date) -> Row:
    told = (spell.notice_date or spell.last_day or date.max) <= on
    return {
        "employee_number": one.number,
        "given_name": one.name.given,
        "infix": one.name.infix or "",
        "family_name": one.name.family,
        "email": one.email or "",
        "private_email": one.private_email or "",
        "language": one.language,
        "time_zone": one.place.time_zone,
        "country": one.place.country,
        "region": one.place.region or "",
        "birth_date": _date(one.birth_date),
        "department": spell.department,
        "function": spell.function,
        "manager": spell.manager or "",
        "hours": str(spell.hours),
        "part_time_days": ",".join(_WEEKDAYS[day - 1] for day in spell.days),
        "salary": str(spell.salary),
        "hire_date": _date(spell.hire_date),
        "notice_date": _date(spell.notice_date) if told else "",
        "last_day": _date(spell.last_day) if told else "",
        "leave_kind": (spell.leave_kind or "") if told else "",
        "place": one.place.town,
        "contract": spell.terms.contract,
        "contract_end": _date(spell.terms.contract_end),
        "probation_end": _date(spell.terms.probation_end),
        **_away(spell.terms.away, on),
    }


def _away(away: Away | None, on: date) -> Row:
    """What is known of a leave: an illness when it has begun, its end when it is over."""
    if away is None or away.known_from > on:
        return dict.fromkeys(("absence_kind", "absence_from", "absence_until"), "")
    over = not away.open_ended or away.last_day <= on
    return {
        "absence_kind": away.kind,
        "absence_from": _date(away.first_day),
        "absence_until": _date(away.last_day) if over else "",
    }


def _date(day: date | None) -> str:
    return day.isoformat() if day else ""
