"""Facts that come late, twice, as corrections and after forgetting: sums stay sums, and pages say what changed."""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass
from datetime import date
from uuid import uuid4

from flask.testing import FlaskClient

from shared.queue.enqueue import call
from tests.house import House, pressed
from tests.integration.insights.conftest import Ask, import_file, leave, words
from tests.integration.insights.test_measures import FORM, MAPPING, people_file

DESK = "/insights/desk/"
BYS = ("department", "kind", "age_band", "tenure_band")
PAGES = (
    "turnover",
    "retention",
    "costs?period=2025",
    "explorer?measure=leavers&rows=department&columns=year",
    "",
)
EVALUATION = f"{DESK}evaluations/2025"
ONCE = (
    "De cijfers van 2025 zijn op 2 mrt 2026 veranderd, doordat iets later gemeld of verbeterd is"
    " (vertrokken: eerst 3, nu 4; er aan het eind: eerst 44, nu 43)."
)
CORRECTED = [(2023, 0, 50, 50), (2024, 4, 50, 46), (2025, 3, 46, 43)]
GONE = [date(2024, 5, 10), date(2024, 9, 3), date(2025, 2, 1), date(2025, 8, 20)]


def figures(ask: Ask) -> list[tuple[int, int, int, int]]:
    """Year, leavers and both headcounts of everybody, once all groupings have added up to just that."""
    whole = {one["year"]: one for one in ask(first=2023, to=2025)["items"]}
    for by in BYS:
        items = ask(by=by, first=2023, to=2025)["items"]
        for year, one in whole.items():
            parts = [part for part in items if part["year"] == year]
            # Of a kind one is only when leaving; everybody is beside each.
            for name in ("leavers",) if by == "kind" else ("leavers", "headcount_start", "headcount_end"):
                assert sum(part[name] for part in parts) == one[name], (by, year, name)
    return [
        (year, one["leavers"], one["headcount_start"], one["headcount_end"]) for year, one in whole.items()
    ]


def margins_hold(desk: FlaskClient) -> None:
    """The cells of the explorer add up to its margins."""
    file = desk.get(f"{DESK}explorer.csv?measure=leavers&rows=department&columns=tenure_band&year=2025").data
    lines = list(csv.reader(io.StringIO(file.decode("utf-8-sig")), delimiter=";"))
    table = [[int(cell or 0) for cell in line[1:]] for line in lines[2 : lines.index([])]]
    assert [sum(line[:-1]) for line in table] == [line[-1] for line in table]
    assert [sum(column) for column in zip(*table[:-1], strict=True)] == table[-1]


def said(desk: FlaskClient, place: str) -> str:
    answer = desk.get(f"{DESK}{place}")
    assert answer.status_code == 200, place
    return words(answer.text)


def person(house: House, number: str) -> str:
    (one,) = house.sql("SELECT id FROM people.person WHERE employee_number = :number", number=number)
    return str(one.id)


@dataclass
class Told:
    """A house with figures, who reads them, and the figures as they began."""

    house: House
    ask: Ask
    desk: FlaskClient
    board: FlaskClient
    content: bytes
    measure: str
    begun: list[tuple[int, int, int, int]]

    def noted(self) -> int:
        """The night goes by; return how many years are counted otherwise."""
        return int(call("services.insights.jobs.note_years"))

    def paper(self) -> bytes:
        """The evaluation as the board takes it along."""
        answer = self.board.get(f"{EVALUATION}.pdf")
        assert answer.status_code == 200
        return bytes(answer.data)


def test_late_twice_corrected_and_forgotten_leave_sums_sums_and_the_pages_say_what_changed(
    house: House, ask: Ask
) -> None:
    content = people_file({"Zorg": (30, GONE), "Keuken": (20, GONE[1:3])}).replace(
        b"2020-01-01", b"2022-01-01"
    )
    import_file(house, content, MAPPING)
    told = Told(
        house=house,
        ask=ask,
        desk=house.logged_in("insights"),
        board=house.logged_in("insights", "board"),
        content=content,
        measure=f"{DESK}measures/{uuid4()}",
        begun=[(2023, 0, 50, 50), (2024, 3, 50, 47), (2025, 3, 47, 44)],
    )
    assert figures(ask) == told.begun
    assert told.noted() == 4
    pressed(told.desk, f"{DESK}evaluations", f"{DESK}evaluations", year="2025")
    pressed(told.desk, EVALUATION, f"{EVALUATION}/release")
    pressed(told.desk, f"{DESK}measures/new", f"{told.measure}/edit", **FORM, version="0")
    assert [place for place in PAGES if "zijn op" in said(told.desk, place)] == []
    something_comes_late(told)
    everything_comes_twice(told)
    a_last_day_is_corrected(told)
    two_are_forgotten(told)


def something_comes_late(told: Told) -> None:
    """In March we hear that somebody had left in November."""
    paper = told.paper()
    leave(told.house, person(told.house, "Zorg9"), "2025-11-30")
    assert figures(told.ask) == [*told.begun[:2], (2025, 4, 47, 43)]
    assert told.noted() == 1
    assert [place for place in PAGES if ONCE not in said(told.desk, place)] == []
    for kind in ("turnover.csv", "explorer.csv?measure=leavers&rows=year"):
        assert ONCE in told.desk.get(f"{DESK}{kind}").data.decode("utf-8-sig")
    assert ONCE in said(told.board, "turnover")
    since = "zijn de cijfers van 2025 veranderd (vertrokken: eerst 3, nu 4"
    assert since in said(told.desk, "evaluations/2025")
    assert since in said(told.board, "evaluations/2025"), "what was released stays, and says so"
    assert len(told.paper()) > len(paper), "and so does the paper"
    page = words(told.desk.get(told.measure).text)
    assert "Toen dit werd bedacht: 1 van gemiddeld 44,5 mensen" in page
    assert "Voor dezelfde maanden tellen we nu 2 van gemiddeld 44:" in page


def everything_comes_twice(told: Told) -> None:
    """The same word again, the same file again, every fact heard again."""
    before = figures(told.ask)
    leave(told.house, person(told.house, "Zorg9"), "2025-11-30")
    rows = [line for line in told.content.splitlines(keepends=True) if not line.startswith(b"Zorg9,")]
    assert import_file(told.house, b"".join(rows), MAPPING)["changed"] == 0
    told.house.sql("UPDATE eventlog.checkpoint SET position = 0 WHERE follower = 'insights'")
    assert call("services.insights.jobs.catch_up")
    assert figures(told.ask) == before
    assert told.noted() == 0
    assert ONCE in said(told.desk, "turnover")


def a_last_day_is_corrected(told: Told) -> None:
    """It was in December of the year before."""
    leave(told.house, person(told.house, "Zorg9"), "2024-12-15")
    assert figures(told.ask) == CORRECTED
    told.house.set_time(told.house.now.replace(day=4))
    assert told.noted() == 2
    page = said(told.desk, "turnover")
    assert "De cijfers van 2024 zijn op 4 mrt 2026 veranderd" in page
    assert "(vertrokken: eerst 3, nu 4; er aan het eind: eerst 47, nu 46)" in page
    assert "De cijfers van 2025 zijn een paar keer veranderd, het laatst op 4 mrt 2026" in page
    assert "(er bij het begin: eerst 47, nu 46; er aan het eind: eerst 44, nu 43)" in page


def two_are_forgotten(told: Told) -> None:
    """Who left, and who is still here: nothing changed, so nothing is said to have."""
    for number in ("Zorg9", "Keuken9"):
        answer = told.house.client("people").post(
            f"/people/api/v1/people/{person(told.house, number)}/erasure", headers=told.house.api
        )
        assert answer.status_code < 300
    told.house.drain()
    assert figures(told.ask) == CORRECTED
    margins_hold(told.desk)
    assert told.noted() == 0
    assert said(told.desk, "turnover?by=department&period=2025").count("zijn een paar keer veranderd") == 1
    assert "zonder geboortedatum" in said(told.desk, "turnover?by=age_band&period=2025")
