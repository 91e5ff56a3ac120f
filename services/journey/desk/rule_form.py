"""One moment of a plan as a form: from what is written to fields, and back; and where its mistakes are shown."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any
from uuid import UUID

from werkzeug.datastructures import MultiDict

from services.journey.store.choices import Department

LISTS = ("while", "departments", "contracts", "leave_kinds", "merges_with", "window_days")
RANGES = ("tenure_months", "hours", "absence_days")
BEFORE, AFTER = "before", "after"
USUAL, NONE, OWN = "usual", "none", "own"
# At which field of the form a mistake in a part of the rule is shown, where the names differ.
FIELDS = {
    "rule": "title_nl",
    "title": "title_nl",
    "on": "on_day",
    "after": "after_number",
    "every": "every_number",
    "closes_after": "closes_after_number",
    "remind_after": "remind_days",
    "tolerance_days": "tolerance_days",
    "window": "window_opens",
    "for.tenure_months": "tenure_months_from",
    "for.hours": "hours_from",
    "for.absence_days": "absence_days_from",
}
# More departments than these stand in a list that scrolls, those with others below to be unfolded.
MANY = 20
Values = dict[str, Any]
EMPTY: dict[str, Any] = {
    "anchor": "hire_date",
    "after": {"weeks": 1},
    "closes_after": {"days": 21},
    "while": ["expected", "active"],
    "tolerance_days": 14,
}


def values_of(rule: Mapping[str, Any]) -> Values:
    """Return what stands in the fields for a rule as it is written."""
    title, audience, window = rule.get("title", {}), rule.get("for", {}), rule.get("window", {})
    month, _, day = (rule.get("on") or "").partition("-")
    found: Values = {f"title_{code}": title.get(code, "") for code in ("nl", "en", "fr")}
    for key in ("after", "every", "closes_after"):
        [(unit, number)] = (rule.get(key) or {"days": ""}).items()
        found |= {f"{key}_unit": unit, f"{key}_number": abs(number) if number != "" else ""}
        if key == "after":
            found["after_side"] = BEFORE if number != "" and number < 0 else AFTER
    for key in RANGES:
        for end in ("from", "to"):
            found[f"{key}_{end}"] = audience.get(key, {}).get(end, "")
    reminders = rule.get("remind_after")
    return found | {
        "ask": rule.get("ask") or "",
        "anchor": rule["anchor"],
        "on_day": day.lstrip("0"),
        "on_month": month.lstrip("0"),
        "times": rule.get("times", ""),
        "while": rule["while"],
        "departments": audience.get("departments", []),
        "functions": "\n".join(audience.get("functions", [])),
        "countries": ", ".join(one.upper() for one in audience.get("countries", [])),
        "contracts": audience.get("contracts", []),
        "leave_kinds": audience.get("leave_kinds", []),
        "returned": {True: "yes", False: "no"}.get(audience.get("returned"), ""),
        "remind": USUAL if reminders is None else OWN if reminders else NONE,
        "remind_days": ", ".join(str(one) for one in reminders or ()),
        "tolerance_days": rule.get("tolerance_days", 14),
        "merges_with": rule.get("merges_with", []),
        "window_opens": window.get("opens", ""),
        "window_closes": window.get("closes", ""),
        "window_days": [str(one) for one in window.get("days", [])],
        "despite_absence": bool(rule.get("despite_absence")),
        "beside_budget": bool(rule.get("beside_budget")),
    }


def typed(form: MultiDict[str, str]) -> Values:
    """Return what was typed, field by field, to be shown again as it was."""
    found: Values = {name: form.get(name, "").strip() for name in values_of(EMPTY) if name not in LISTS}
    found |= {name: form.getlist(name) for name in LISTS}
    return found | {name: name in form for name in ("despite_absence", "beside_budget")}


def written(values: Values, name: str, since: str | None) -> dict[str, Any]:
    """Return the rule that was typed, as it is written; what cannot be read is left for the reader to refuse."""
    after = _offset(values, "after")
    if values["after_side"] == BEFORE and after:
        after = {unit: -number if isinstance(number, int) else number for unit, number in after.items()}
    rule = {
        "rule": name,
        "title": {code: values[f"title_{code}"] for code in ("nl", "en", "fr") if values[f"title_{code}"]},
        "anchor": values["anchor"],
        "on": _day_of_year(values) if values["anchor"] == "yearly" else None,
        "after": after or {values["after_unit"] or "days": ""},
        "every": _offset(values, "every"),
        "times": _number(values["times"]) if values["times"] else None,
        "ask": values["ask"] or None,
        "closes_after": _offset(values, "closes_after"),
        "remind_after": _reminders(values),
        "while": values["while"],
        "for": _audience(values),
        "tolerance_days": _number(values["tolerance_days"] or "0"),
        "merges_with": values["merges_with"],
        "window": _window(values),
        "despite_absence": values["despite_absence"] or None,
        "beside_budget": values["beside_budget"] or None,
        "since": since,
    }
    kept = {"remind_after", "tolerance_days", "while", "closes_after"}
    return {key: value for key, value in rule.items() if value or (key in kept and value is not None)}


def name_for(title: str, taken: Collection[str]) -> str:
    """Return a name for a new rule, from what HR calls it; never one that is taken."""
    plain = unicodedata.normalize("NFKD", title).encode("ascii", "ignore").decode().casefold()
    stem = re.sub(r"[^a-z0-9]+", "_", plain).strip("_")[:34].strip("_")
    if not stem or not stem[0].isalpha():
        stem = f"moment_{stem}".strip("_")[:34]
    numbered = (f"{stem}_{number}" for number in range(2, 1_000))
    return next(one for one in (stem, *numbered) if one not in taken)


def at_fields(problems: Mapping[str, Iterable[str]], place: int) -> tuple[dict[str, list[str]], list[str]]:
    """Return what is wrong with the rule at ``place`` by field of the form, and all that is wrong elsewhere."""
    here: dict[str, list[str]] = {}
    elsewhere: list[str] = []
    for where, reasons in problems.items():
        prefix, _, key = where.partition(f"rules.{place}.")
        if prefix or not key:
            elsewhere += [one for one in reasons if one not in elsewhere]
            continue
        name = FIELDS.get(key) or FIELDS.get(key.partition(".")[0]) or key.removeprefix("for.")
        here.setdefault(name, []).extend(reasons)
    return here, elsewhere


def by_top(departments: Sequence[Department]) -> list[tuple[str, list[tuple[UUID, str]]]]:
    """Return many departments by the one at the top, with their paths from there on; nothing where they are few."""
    if len(departments) <= MANY:
        return []
    names = {one.id: one.name for one in departments}
    tops: dict[UUID, list[tuple[UUID, str]]] = {}
    for one in departments:
        # The one at the top stands with its own name among those below it: it can be chosen whole.
        below = one.line[1:] or one.line
        tops.setdefault(one.line[0], []).append((one.id, " > ".join(names[each] for each in below)))
    return [(names[top], rows) for top, rows in tops.items()]


def _number(raw: str) -> int | str:
    return int(raw) if re.fullmatch(r"-?[0-9]{1,6}", str(raw)) else str(raw)


def _offset(values: Values, key: str) -> dict[str, int | str] | None:
    number = values[f"{key}_number"]
    return {values[f"{key}_unit"]: _number(number)} if number != "" else None


def _day_of_year(values: Values) -> str | None:
    if not values["on_day"] or not values["on_month"]:
        return None
    return f"{values['on_month'].zfill(2)}-{values['on_day'].zfill(2)}"


def _reminders(values: Values) -> list[int | str] | None:
    if values["remind"] == OWN:
        return [_number(one) for one in re.split(r"[,;\s]+", values["remind_days"]) if one] or [""]
    return [] if values["remind"] == NONE else None


def _audience(values: Values) -> dict[str, Any]:
    ranges = {
        key: {end: _number(values[f"{key}_{end}"]) for end in ("from", "to") if values[f"{key}_{end}"] != ""}
        for key in RANGES
    }
    found: dict[str, Any] = {
        "departments": values["departments"],
        "functions": [one.strip() for one in values["functions"].splitlines() if one.strip()],
        "countries": [one for one in re.split(r"[,;\s]+", values["countries"]) if one],
        "contracts": values["contracts"],
        "leave_kinds": values["leave_kinds"],
        **ranges,
    }
    chosen = {key: value for key, value in found.items() if value}
    return chosen | ({"returned": values["returned"] == "yes"} if values["returned"] else {})


def _window(values: Values) -> dict[str, Any] | None:
    days = [_number(one) for one in values["window_days"]]
    if not values["window_opens"] and not values["window_closes"] and not days:
        return None
    found: dict[str, Any] = {
        "opens": values["window_opens"] or "09:00",
        "closes": values["window_closes"] or "17:00",
    }
    return found | ({"days": days} if days else {})
