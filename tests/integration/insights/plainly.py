"""Turnover and reasons once more, in plain Python over the files: written apart from the services, to hold them to."""

from __future__ import annotations

import csv
import io
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from datetime import date, datetime
from fractions import Fraction
from typing import Any

Row = dict[str, Any]
KINDS = {"Voluntarily Terminated": "resignation", "Terminated for Cause": "dismissal"}


def rows_of(content: bytes) -> list[Row]:
    """Read the export."""
    return [
        {
            "name": row["Employee_Name"],
            "number": row["EmpID"].strip(),
            "hired": _day(row["DateofHire"]),
            "left": _day(row["DateofTermination"]) if row["DateofTermination"] else None,
            "born": datetime.strptime(row["DOB"][:6] + "19" + row["DOB"][6:], "%m/%d/%Y").date(),  # noqa: DTZ007
            "department": row["Department"].strip(),
            "function": row["Position"].strip(),
            "kind": KINDS.get(row["EmploymentStatus"]),
        }
        for row in csv.DictReader(io.StringIO(content.decode("utf-8-sig")))
    ]


def _day(text: str) -> date:
    return datetime.strptime(text, "%m/%d/%Y").date()  # noqa: DTZ007


def age_band(row: Row, day: date) -> str:
    """By whole years, a birthday counting from the first of its month."""
    years = day.year - row["born"].year - (day.month < row["born"].month)
    for limit, name in ((25, "under_25"), (35, "25_34"), (45, "35_44"), (55, "45_54"), (65, "55_64")):
        if years < limit:
            return name
    return "65_up"


def tenure_band(row: Row, day: date) -> str:
    """By whole years of service."""
    hired = row["hired"]
    years = day.year - hired.year - ((day.month, day.day) < (hired.month, hired.day))
    for limit, name in ((1, "under_1"), (2, "1_2"), (5, "2_5"), (10, "5_10")):
        if years < limit:
            return name
    return "10_up"


GROUPS: dict[str, Callable[[Row, date], str | None]] = {
    "none": lambda _row, _day: "all",
    "department": lambda row, _day: row["department"],
    "function": lambda row, _day: row["function"],
    "age_band": age_band,
    "tenure_band": tenure_band,
}


Found = tuple[str | None, int, int, int, int, float | None]


def turnover(rows: list[Row], by: str, years: range) -> Iterator[Found]:
    """Yield group, year, leavers, both headcounts and the rate, of each group with anybody in it."""
    for year in years:
        for name, (leavers, start, end, _joined) in _counted(rows, GROUPS[by], year).items():
            mean = Fraction(start + end, 2)
            # Python rounds a fraction half to even, exactly.
            yield name, year, leavers, start, end, float(round(100 * leavers / mean, 1)) if mean else None


def _counted(
    rows: list[Row], group: Callable[[Row, date], str | None], year: int
) -> dict[str | None, list[int]]:
    counts: dict[str | None, list[int]] = defaultdict(lambda: [0, 0, 0, 0])
    for row in rows:
        for place, evening in ((1, date(year - 1, 12, 31)), (2, date(year, 12, 31))):
            if row["hired"] <= evening and (row["left"] is None or row["left"] > evening):
                counts[group(row, evening)][place] += 1
        if row["left"] and row["left"].year == year:
            counts[group(row, row["left"])][0] += 1
        if row["hired"].year == year:
            counts[group(row, row["hired"])][3] += 1
    return counts


SURVEY_KINDS = {
    "Age Retirement": "retirement",
    "Voluntary Early Retirement (VER)": "retirement",
    "Ill Health Retirement": "retirement",
    "Contract Expired": "end_of_contract",
    "Termination": "dismissal",
}
SURVEY_REASONS = {
    "Career move to public sector": "move_public",
    "Career move to private sector": "move_private",
    "Job dissatisfaction": "dissatisfied",
    "Relocation": "relocation",
    "Maternity/family": "family",
    "Work life balance": "balance",
}


def reasons(content: bytes, *, by_kind: bool) -> set[tuple[str | None, str, int, int]]:
    """Return group, reason, how many named it and how many told, of the past surveys: every row once."""
    told: Counter[str | None] = Counter()
    named: Counter[tuple[str | None, str]] = Counter()
    for row in csv.DictReader(io.StringIO(content.decode())):
        why = row["SeparationType"]
        kind = "resignation" if why.startswith("Resignation") else SURVEY_KINDS.get(why)
        group = kind if by_kind else "all"
        told[group] += 1
        for reason in {why, *(code for column, code in SURVEY_REASONS.items() if row[column] == "TRUE")}:
            named[group, reason] += 1
    return {(group, reason, many, told[group]) for (group, reason), many in named.items()}
