"""Work to come back for: told to whom it fits, answered in one step, and nobody stays without an answer."""

from __future__ import annotations

import io
import json
import re
import zipfile
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from services.alumni import gateway, jobs
from tests.house import House, pressed, text_of
from tests.integration.alumni.conftest import AFTERNOON, Network, submitted

VACANCY = {
    "title": "Planner", "body": "## Wat je doet\n\nPlannen.", "field": "zorg", "place": "Utrecht", "hours_from": "24",
    "hours_to": "32", "level": "", "opens_on": "2026-03-02", "closes_on": "2026-03-31", "decide_days": "10",
    "shown": "yes",
}  # fmt: skip


def wishes(network: Network, own: str, **changes: str) -> None:
    submitted(network.phone, f"{own}/me", subjects=["vacancies"], frequency="each", **changes)


def opened(house: House, **changes: str) -> Any:
    desk = house.logged_in("alumni")
    answer = pressed(desk, "/alumni/desk/work/new", "/alumni/desk/work/new", **(VACANCY | changes))
    assert answer.status_code == 303, answer.text
    return answer.headers["Location"].rpartition("/")[2]


def answers(house: House) -> list[Any]:
    return house.sql("SELECT * FROM alumni.interest")


@pytest.mark.parametrize(
    ("wished", "told"),
    [({}, True), ({"fields": "zorg"}, True), ({"fields": "plan"}, True), ({"fields": "techniek"}, False),
     ({"places": "utrecht"}, True), ({"places": "Gent"}, False), ({"hours": "full"}, True),
     ({"hours": "short"}, False)],
)  # fmt: skip
def test_whom_it_fits_hears_with_the_wishes_that_fitted(
    network: Network, reader: tuple[Any, str], wished: dict[str, str], told: bool
) -> None:
    _noor, own = reader
    wishes(network, own, **wished)
    opened(network.house)
    letters = network.letters("noor@thuis.example")
    assert bool(letters) is told
    if told:
        assert letters[0]["Subject"] == "Planner in Utrecht"
        assert letters[0]["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
        assert all(one in text_of(letters[0]) for name, one in wished.items() if name in {"fields", "places"})


def test_it_is_told_on_the_day_on_which_it_opens_and_once(network: Network, reader: tuple[Any, str]) -> None:
    opened(network.house, opens_on="2026-03-04")
    assert network.letters("noor@thuis.example") == []
    network.house.travel(datetime(2026, 3, 4, 12, tzinfo=UTC))
    jobs.open_due()
    assert len(network.letters("noor@thuis.example")) == 1
    assert reader


def test_bel_me_eens_is_enough_and_the_receipt_names_the_day(
    network: Network, reader: tuple[Any, str]
) -> None:
    _noor, own = reader
    vacancy = opened(network.house)
    page = f"{own}/work/{vacancy}"
    assert submitted(network.phone, page).status_code == 422, "a machine that presses sends nothing"
    for _ in range(2):
        network.phone.get(page)
        token = re.search(r'name="page_token" value="([^"]+)"', network.phone.get(page).text)
        if token:
            sent = {"page_token": token[1], "way": "call", "phone": "06 1234"}
            assert network.phone.post(page, data=sent).status_code == 303
    assert len(answers(network.house)) == 1
    receipt = network.letters("noor@thuis.example")[-1]
    assert "binnen" in receipt["Subject"]
    assert "maandag 16 maart" in text_of(receipt)
    assert "maandag 16 maart" in network.phone.get(page).text


def docx() -> bytes:
    memory = io.BytesIO()
    with zipfile.ZipFile(memory, "w") as archive:
        archive.writestr("word/document.xml", "<w/>")
    return memory.getvalue()


@pytest.mark.parametrize(
    ("content", "taken"),
    [
        (b"%PDF-1.7 ...", True),
        (docx(), True),
        (b"<html><script>alert(1)</script>", False),
        (b"PK\x03\x04nothing", False),
    ],
)
def test_a_cv_is_what_it_is_and_not_what_it_is_called(
    network: Network, reader: tuple[Any, str], content: bytes, taken: bool
) -> None:
    _noor, own = reader
    page = f"{own}/work/{opened(network.house)}"
    form = {"way": "full", "motivation": "Graag", "file": (io.BytesIO(content), "../../cv.html.pdf")}
    answer = submitted(network.phone, page, **form)
    assert answer.status_code == (303 if taken else 422)
    if not taken:
        assert 'id="e-file"' in answer.text
        return
    (row,) = answers(network.house)
    assert gateway.read(row.id) == content
    desk = network.house.logged_in("alumni")
    file = desk.get(f"/alumni/desk/work/answers/{row.id}/file")
    assert file.data == content
    assert file.mimetype == "application/octet-stream"
    assert "attachment" in file.headers["Content-Disposition"]
    assert network.house.client("alumni").get(f"/alumni/desk/work/answers/{row.id}/file").status_code == 303


def test_a_no_is_honest_has_a_tip_and_leaves_the_door_open(network: Network, reader: tuple[Any, str]) -> None:
    _noor, own = reader
    vacancy = opened(network.house)
    submitted(network.phone, f"{own}/work/{vacancy}", way="call", phone="06 1")
    desk, (row,) = network.house.logged_in("alumni"), answers(network.house)
    page, deed = f"/alumni/desk/work/{vacancy}", f"/alumni/desk/work/answers/{row.id}"
    assert (
        pressed(desk, page, deed, outcome="declined", reason="Iemand had meer ervaring.").status_code == 422
    )
    assert pressed(desk, page, deed, outcome="declined", tip="x").status_code == 422
    said = {
        "outcome": "declined",
        "reason": "Iemand had <meer> ervaring.",
        "tip": "Noem je jaren in de zorg.",
    }
    for _ in range(2):
        assert pressed(desk, page, deed, **said).status_code == 303
    letters = [
        one for one in network.letters("noor@thuis.example") if "reactie op Planner" in str(one["Subject"])
    ]
    body = " ".join(text_of(letters[-1]).split())
    assert "Iemand had <meer> ervaring." in body
    assert "Noem je jaren in de zorg." in body
    assert "Jij was de enige die reageerde." in body
    assert "de deur blijft open" in body
    assert [one.state for one in answers(network.house)] == ["declined"]
    kept = network.house.sql("SELECT params::text || coalesce(secrets::text, '') AS all FROM mail.letter")
    assert not any("ervaring" in one.all for one in kept), "what HR wrote to one person is kept nowhere"


def test_hr_is_reminded_before_a_promise_runs_out_and_the_desk_shows_it(
    network: Network, reader: tuple[Any, str]
) -> None:
    _noor, own = reader
    vacancy = opened(network.house, decide_days="3")
    submitted(network.phone, f"{own}/work/{vacancy}", way="call", phone="06 1")
    network.house.set_time(AFTERNOON + timedelta(days=2))
    assert jobs.open_due() == 1
    assert jobs.open_due() == 0
    network.house.deliver()
    subjects = [str(message["Subject"]) for _, _, message in network.house.postbox.envelopes]
    assert "Een oud-collega wacht op antwoord over Planner" in subjects
    desk = network.house.logged_in("alumni")
    assert "Eén belofte loopt af" in desk.get("/alumni/desk/work").text


def test_the_page_of_a_vacancy_tells_machines_too_and_nothing_in_it_runs(network: Network) -> None:
    network.house.set_time(AFTERNOON)
    vacancy = opened(
        network.house, title="Planner </script><script>alert(1)</script>", body="<b>x</b> [y](javascript:z)"
    )
    page = network.phone.get(f"/alumni/work/{vacancy}").text
    block = re.search(r'<script type="application/ld\+json">(.*?)</script>', page, re.DOTALL)
    assert block
    posting = json.loads(block[1])
    assert posting["@type"] == "JobPosting"
    assert posting["validThrough"] == "2026-03-31"
    assert "<script>alert" not in page
    assert 'href="javascript' not in page


@pytest.mark.parametrize(
    ("changes", "field"),
    [({"title": ""}, "title"), ({"body": ""}, "body"), ({"opens_on": "x"}, "opens_on"),
     ({"closes_on": "2026-01-01"}, "closes_on"),
     ({"hours_from": "99"}, "hours_from"), ({"hours_to": "2"}, "hours_to"), ({"decide_days": "0"}, "decide_days"),
     ({"level": "king"}, "level")],
)  # fmt: skip
def test_what_is_not_right_about_a_vacancy_is_said_at_its_field(
    network: Network, changes: dict[str, str], field: str
) -> None:
    desk = network.house.logged_in("alumni")
    answer = pressed(desk, "/alumni/desk/work/new", "/alumni/desk/work/new", **(VACANCY | changes))
    assert answer.status_code == 422
    assert f'id="e-{field}"' in answer.text


def test_another_system_puts_vacancies_in_and_closes_them(network: Network, reader: tuple[Any, str]) -> None:
    api, house = network.house.client("alumni"), network.house
    body = {"title": "Planner", "body": "Plannen.", "opens_on": "2026-03-02", "closes_on": "2026-03-31"}
    made = api.post("/alumni/api/v1/vacancies", json=body, headers=house.api)
    assert made.status_code == 201, made.text
    assert made.get_json()["alerted"] == 1
    assert len(network.letters("noor@thuis.example")) == 1
    path = f"/alumni/api/v1/vacancies/{made.get_json()['id']}"
    assert [
        one["title"] for one in api.get("/alumni/api/v1/vacancies", headers=house.api).get_json()["items"]
    ] == ["Planner"]
    wrong = api.post("/alumni/api/v1/vacancies", json=body | {"closes_on": "2026-01-01"}, headers=house.api)
    assert wrong.status_code == 422
    assert "closes_on" in str(wrong.get_json()["errors"])
    for _ in range(2):
        assert api.delete(path, headers=house.api).status_code == 204
    assert api.get(path, headers=house.api).get_json()["withdrawn_at"]
    assert api.post("/alumni/api/v1/vacancies", json=body).status_code == 401
    assert (
        "Hier kun je niet meer op reageren"
        in network.phone.get(f"{reader[1]}/work/{path.rpartition('/')[2]}").text
    )
