"""Why people left: the figures of 822 real surveys, and nothing that points at fewer than five of them."""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Iterator
from itertools import product
from pathlib import Path
from typing import Any

import pytest

from shared.queue.enqueue import call
from tests.house import House
from tests.integration.exit_interviews.test_past import DETE
from tests.integration.insights import plainly
from tests.integration.insights.conftest import words

MAIN = {
    "Age Retirement": 285, "Resignation-Other reasons": 150, "Resignation-Other employer": 91,
    "Resignation-Move overseas/interstate": 70, "Voluntary Early Retirement (VER)": 67, "Ill Health Retirement": 61,
    "Other": 49, "Contract Expired": 34, "Termination": 15,
}  # fmt: skip
CAUSES = {"balance": 68, "move_private": 67, "relocation": 59, "family": 43, "dissatisfied": 41}
BYS = ("none", "department", "function", "age_band", "kind")


def take_in(house: House, content: bytes) -> None:
    answer = house.client("exit_interviews").post(
        "/exit/api/v1/imports",
        data={"file": (io.BytesIO(content), "oud.csv"), "mapping": DETE, "dry_run": "false"},
        headers=house.api,
    )
    assert answer.status_code == 200, answer.text


def reasons(house: House, **query: Any) -> dict[str, Any]:
    if "first" in query:
        query["from"] = query.pop("first")
    answer = house.client("insights").get("/insights/api/v1/reasons", query_string=query, headers=house.api)
    assert answer.status_code == 200, answer.text
    found: dict[str, Any] = answer.get_json()
    return found


@pytest.fixture
def surveys(house: House, data: Path) -> House:
    """The real surveys, read in and released."""
    take_in(house, (data / "exit-surveys/dete_survey.csv").read_bytes())
    assert call("services.insights.jobs.release_reasons") == 822
    return house


def test_the_reference_of_the_real_surveys_comes_out_to_the_last_digit(surveys: House) -> None:
    whole = {one["reason"]: one for one in reasons(surveys)["items"]}
    assert {reason: whole[reason]["count"] for reason in MAIN} == MAIN
    assert {one["n"] for one in whole.values()} == {822}
    kinds = {(one["group"], one["reason"]): one for one in reasons(surveys, by="kind")["items"]}
    assert {reason: kinds["resignation", reason]["count"] for reason in CAUSES} == CAUSES
    assert kinds["resignation", "balance"]["n"] == 311
    assert {group for group, _ in kinds} == {
        "resignation",
        "retirement",
        "end_of_contract",
        "dismissal",
        None,
    }


def test_an_independent_count_over_the_surveys_finds_every_reason_of_every_kind(
    surveys: House, data: Path
) -> None:
    content = (data / "exit-surveys/dete_survey.csv").read_bytes()
    for by in ("none", "kind"):
        found = {
            (one["group"], one["reason"], one["count"], one["n"]) for one in reasons(surveys, by=by)["items"]
        }
        assert found == plainly.reasons(content, by_kind=by == "kind")
    # The file of the page holds the same: a kind that is not known stands with who is not told apart.
    file = surveys.logged_in("insights").get("/insights/desk/reasons.csv?by=kind").data.decode("utf-8-sig")
    rows = list(csv.reader(io.StringIO(file), delimiter=";"))[1:]
    figures = sorted((int(many), int(people)) for _group, _reason, many, people in rows)
    assert figures == sorted(
        (many, people) for _group, _reason, many, people in plainly.reasons(content, by_kind=True)
    )


def test_again_and_again_releases_nobody_twice(surveys: House) -> None:
    before = reasons(surveys)
    assert call("services.insights.jobs.release_reasons") == 0
    assert reasons(surveys)["items"] == before["items"]


def every_figure(house: House) -> Iterator[tuple[str, int]]:
    """Everything that can be asked: by every group, of every stretch of years."""
    years = (None, *range(2011, 2016))
    for by, first, last in product(BYS, years, years):
        if first and last and first > last:
            continue
        query = {"by": by} | ({"first": first} if first else {}) | ({"to": last} if last else {})
        groups = {one["group"]: one["n"] for one in reasons(house, **query)["items"]}
        yield from ((f"{query} {group}", n) for group, n in groups.items())


def test_no_figure_and_no_difference_of_two_points_at_fewer_than_five(surveys: House) -> None:
    """Overlapping filters, moving windows, tables with margins: all are sums of circles, so are their differences."""
    figures = dict(every_figure(surveys))
    assert len(figures) > 200
    assert min(figures.values()) >= 5
    sizes = sorted(set(figures.values()))
    circles = [
        row.people for row in surveys.sql("SELECT people FROM insights.circle WHERE question = 'cause'")
    ]
    assert min(circles) >= 5
    assert sum(circles) == 822
    # Two figures over different circles may be nearly as large; two over the same ones differ by whole circles.
    windows = [(reasons(surveys, first=2013, to=last)["items"], last) for last in (2013, 2014)]
    shorter, longer = ({one["reason"]: one["n"] for one in items} for items, _ in windows)
    assert all(longer[one] - n >= 5 for one, n in shorter.items() if longer[one] != n)
    assert sizes


def test_one_more_answer_changes_nothing_until_there_are_enough(surveys: House, data: Path) -> None:
    before = [reasons(surveys, by=by)["items"] for by in BYS]
    lines = (data / "exit-surveys/dete_survey.csv").read_bytes().splitlines(keepends=True)
    head, rows = lines[0], lines[1:]
    for many in (1, 4):
        more = [
            b"9" + str(number).encode() + b"," + row.split(b",", 1)[1]
            for number, row in enumerate(rows[:many])
        ]
        take_in(surveys, head + b"".join(more))
        assert call("services.insights.jobs.release_reasons") == 0
        assert [reasons(surveys, by=by)["items"] for by in BYS] == before
    more = [
        b"9" + str(number).encode() + b"," + row.split(b",", 1)[1] for number, row in enumerate(rows[:12])
    ]
    take_in(surveys, head + b"".join(more))
    assert call("services.insights.jobs.release_reasons") == 12
    assert {one["n"] for one in reasons(surveys)["items"]} == {834}


def test_the_circles_hold_no_person_no_moment_and_no_order(surveys: House) -> None:
    columns = Counter(
        row.column_name
        for row in surveys.sql(
            "SELECT column_name FROM information_schema.columns"
            " WHERE table_schema = 'insights' AND table_name IN ('circle', 'tally', 'taken')"
        )
    )
    assert not {name for name in columns if "person" in name or name.endswith("_at") or "spell" in name}
    rights = surveys.sql(
        "SELECT 1 WHERE has_table_privilege('weerzien_insights', 'exit.past', 'SELECT')"
        " OR has_table_privilege('weerzien_insights', 'exit.circle', 'SELECT')"
    )
    assert rights == []


@pytest.mark.parametrize("query", ["by=manager", "by=hours", "from=x", "from=2014&to=2013"])
def test_what_cannot_be_asked_is_refused(house: House, query: str) -> None:
    answer = house.client("insights").get(f"/insights/api/v1/reasons?{query}", headers=house.api)
    assert answer.status_code == 422


def test_an_empty_house_has_no_reasons(house: House) -> None:
    assert reasons(house)["items"] == []
    assert call("services.insights.jobs.release_reasons") == 0


def test_the_desk_tells_what_is_named_most_how_it_slides_and_what_is_hidden(surveys: House) -> None:
    desk = surveys.logged_in("insights")
    page = words(desk.get("/insights/desk/reasons").text)
    assert "Het vaakst genoemd: Age Retirement, door 285 van 822" in page
    page = words(desk.get("/insights/desk/reasons?by=kind&from=2012&to=2014").text)
    assert "eigen opzegging" in page
    assert "Hoe redenen schuiven over de jaren" in page
    # Without years the panels end with the last year of which anything was told.
    page = words(desk.get("/insights/desk/reasons").text)
    assert "Reden 2009 2010 2011 2012 2013 2014 Beweging" in page
    text = desk.get("/insights/desk/reasons.csv?by=kind").data.decode("utf-8-sig")
    assert "eigen opzegging;werk en de rest van het leven;68;311" in text
    for query in ("by=star", "from=x&to=99999", "from=2014&to=2012", "by=department"):
        assert desk.get(f"/insights/desk/reasons?{query}").status_code == 200, query
    assert surveys.logged_in("insights", "manager").get("/insights/desk/reasons").status_code == 403
    assert surveys.logged_in("insights", "board").get("/insights/desk/reasons").status_code == 200


def test_an_empty_desk_says_what_will_come(house: House) -> None:
    assert "Hier komt waarom mensen gaan." in house.logged_in("insights").get("/insights/desk/reasons").text


def a_circle(house: House, question: str, people: int, quarter: str, unit: str, said: dict[str, int]) -> None:
    """A circle of forms, as exit releases it."""
    (row,) = house.sql(
        "INSERT INTO exit.circle (id, questionnaire, question, in_words, people, quarter, path, leave_kind, sample)"
        " VALUES (gen_random_uuid(), 'exit_form', :question, false, :people, CAST(:quarter AS date), ARRAY[:unit],"
        " 'resignation', false) RETURNING id",
        question=question, people=people, quarter=quarter, unit=unit,
    )  # fmt: skip
    for value, many in said.items():
        house.sql(
            "INSERT INTO exit.tally (circle_id, value, people) VALUES (:circle, :value, :many)",
            circle=row.id, value=value, many=many,
        )  # fmt: skip


def test_forms_and_past_surveys_are_one_story_cause_apart_from_the_last_drop(surveys: House) -> None:
    a_circle(surveys, "reason", 6, "2025-01-01", "Zorg", {"growth": 4, "manager": 2})
    a_circle(surveys, "reason", 9, "2026-01-01", "Keuken", {"growth": 1, "workload": 8})
    a_circle(surveys, "drop", 7, "2025-04-01", "Zorg", {"conditions": 5, "life": 2})
    a_circle(surveys, "why_growth", 8, "2025-01-01", "Zorg", {"growth.step": 5, "growth.learning": 3})
    a_circle(
        surveys, "more_growth_step", 5, "2025-01-01", "Zorg", {"growth.step.none": 4, "growth.step.other": 1}
    )
    whole = {one["reason"]: (one["count"], one["n"]) for one in reasons(surveys)["items"]}
    assert (whole["growth"], whole["workload"], whole["Age Retirement"]) == ((5, 837), (8, 837), (285, 837))
    assert "conditions" not in whole
    units = {
        (one["group"], one["reason"]): one for one in reasons(surveys, by="department", first=2025)["items"]
    }
    assert {group for group, _ in units} == {"Zorg", "Keuken"}
    assert (units["Keuken", "workload"]["count"], units["Keuken", "workload"]["n"]) == (8, 9)
    page = words(surveys.logged_in("insights").get("/insights/desk/reasons?from=2025").text)
    assert "Het vaakst genoemd: te veel werk of druk, door 8 van 15" in page
    assert "loon en voorwaarden: 5 van 7" in page
    assert (
        "te weinig kans om te groeien (8 antwoorden) Een volgende stap: 5 van 8 Er was geen plek: 4 van 5"
        in page
    )
    crossed = surveys.logged_in("insights").get(
        "/insights/desk/explorer.csv?measure=causes&rows=department&columns=reason&year=2026"
    )
    assert "Keuken;88.9;9;11.1;9" in crossed.data.decode("utf-8-sig")
    assert "te veel werk of druk – – – – 0 van 6 8 van 9 nieuw" in page
