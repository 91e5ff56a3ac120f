"""Words of leavers are quoted only where their writer allows it, among enough others; and nobody is told from it."""

from __future__ import annotations

from collections.abc import Callable, Collection
from datetime import datetime, timedelta
from typing import Any

from flask.testing import FlaskClient

from services.exit_interviews import jobs
from services.exit_interviews.actions.programme import FORMS
from services.exit_interviews.tables.forms import TABLES
from shared.asking import actions as asking
from shared.invitation.store import from_row
from shared.questionnaire import store
from shared.questionnaire.kinds import Stored
from shared.questionnaire.privacy import Group
from tests.house import House
from tests.integration.exit_interviews.conftest import AFTERNOON, CLOSES_ON, Ask, cases
from tests.integration.exit_interviews.test_forms import answer
from tests.integration.journey.employer import Employee, Employer
from tests.integration.onboarding.conftest import fields, letters, links
from tests.integration.themes.conftest import id_of, read_everything, token

Leave = Callable[..., Employee]
AFTER = datetime.combine(CLOSES_ON, AFTERNOON.timetz()) + timedelta(days=40)
DESK, THEMES, FORM = "/exit/desk/quotes", "/insights/desk/themes", "/exit/desk/themes/exit_form"


def sends(
    house: House,
    one: Employee,
    said: dict[str, str],
    *,
    quote: Collection[str] = (),
    later: Collection[str] = (),
) -> None:
    """Send what somebody wrote, as the form does, with the parts that may be quoted, and those that wait for months."""
    answers = {question: Stored(text=words) for question, words in said.items()}
    answers |= {f"use_{part}": Stored(codes=("later",)) for part in later}
    if quote:
        answers["use_quote"] = Stored(codes=tuple(quote))
    with house.transaction("exit")() as tx:
        [row] = tx.conn.execute(
            TABLES.asked.invited.invitation.select().where(
                TABLES.asked.invited.invitation.c.person_id == one.person_id
            )
        ).all()
        invitation = from_row(row)
        group = Group(department="Zorg", department_path="Zorg", leave_kind="resignation")
        store.submit(tx, TABLES.asked, invitation, answers=answers, group=group)
        asking.submitted(tx, FORMS, invitation)


def quoted(house: House) -> set[str]:
    return {row.text for row in house.sql("SELECT text FROM exit.quotable JOIN exit.words ON id = words_id")}


def pick(house: House, desk: FlaskClient, words: str, readers: str) -> Any:
    [row] = house.sql("SELECT id FROM exit.words WHERE text = :words", words=words)
    return desk.post(f"{DESK}/{row.id}", data={"readers": readers, "csrf_token": token(desk.get(DESK).text)})


def shown(client: FlaskClient, where: str = THEMES) -> set[str]:
    """Return the numbers of the parties that a page quotes."""
    page = client.get(where, follow_redirects=True)
    assert page.status_code == 200
    return {str(n) for n in range(20) if f"Feest {n}." in page.text}


def takes_back(client: FlaskClient, path: str) -> str:
    """Take the permission back behind a link; not by a press that is not sure, nor from elsewhere."""
    way = f"{path}/quotes"
    assert client.post(way, data=fields(client.get(way).text)).status_code == 422
    assert client.post(way, data={"sure": "yes"}).status_code == 403
    answered = client.post(way, data=fields(client.get(way).text) | {"sure": "yes"}, follow_redirects=True)
    assert "van jou halen we niets aan" in answered.text
    return client.get(way).text


def picks(house: House, desk: FlaskClient) -> None:
    """Pick one for the board and one for HR; what names somebody, and who cannot read, is refused."""
    named = pick(house, desk, "Feest met Noor.", "board")
    assert (named.status_code, "de naam van iemand" in named.text) == (422, True)
    assert pick(house, desk, "Feest 3.", "everybody").status_code == 422
    more = (
        ("Feest 9.", "hr"),
        ("Feest 0.", "board"),
        ("Feest 3.", "hr"),
        ("Feest 4.", "hr"),
        ("Feest 4.", "nobody"),
    )
    for words, readers in more:
        assert pick(house, desk, words, readers).status_code == 303


def lays_under_themes(house: House, desk: FlaskClient) -> None:
    """Read all that was written."""
    desk.post(f"{FORM}/begin", data={"csrf_token": token(desk.get(FORM).text)})
    names = {"Feest": "Fijne collega’s", "Druk": "Te veel werk"}
    about = {word: id_of(house, name, schema="exit") for word, name in names.items()}
    assert read_everything(desk, about, FORM) == 24


def test_words_are_quoted_where_the_writer_allows_it_until_they_take_it_back(
    house: House, employer: Employer, leaving: Leave, ask: Ask
) -> None:
    people = [leaving() for _ in range(12)]
    at = {letter.person_id: links(house, n)["link"] for n, letter in enumerate(letters(house))}
    house.sql("UPDATE exit.leaving SET department = 'Zorg', department_path = 'Zorg'")
    client, path = house.client("exit_interviews"), at[people[0].person_id]
    answer(house, path, back={"finest": "Feest 0."}, work={"obstacles": "Druk."}, use={"use_quote": ["back"]})
    kept = client.get(f"{path}/kept").text
    assert "Mogen we woorden van je aanhalen, zonder je naam?" in kept
    assert "Wat mag worden aangehaald" in kept
    for n, one in enumerate(people[1:], 1):
        words = "Feest met Noor." if n == 2 else f"Feest {n}."
        sends(house, one, {"finest": words, "obstacles": "Druk."}, quote=["back"] if n < 8 else [])
    assert "Terugkijken" not in takes_back(client, at[people[1].person_id])

    house.set_time(AFTER)
    jobs.release()
    willing = {f"Feest {n}." for n in (0, 3, 4, 5, 6, 7)} | {"Feest met Noor."}
    assert quoted(house) == willing, "only whose part was ticked, and not who took it back"
    desk, insight = house.logged_in("exit_interviews"), house.logged_in("insights")
    board = house.logged_in("insights", "board")
    assert shown(desk, DESK) == {"0", "3", "4", "5", "6", "7"}
    assert shown(insight) == set(), "nothing is quoted that nobody picked"
    picks(house, desk)
    assert (shown(insight), shown(board)) == ({"0", "3"}, {"0"})

    lays_under_themes(house, desk)
    page = board.get(f"{THEMES}?by=department").text
    assert [word for word in ("12 van 24", "Zorg") if word not in page] == []
    assert shown(board, f"{THEMES}?theme=fijne+collega’s") == {"0"}
    assert shown(board, f"{THEMES}?theme=te+veel+werk") == shown(board, f"{THEMES}?from=2027") == set()
    assert "Te veel werk" in board.get(f"{THEMES}.csv").text

    employer.leave(people[0])
    closes_on = AFTER.date() + timedelta(days=20)
    ask(people[0], programme="aftercare", rule="month_2", ask="aftercare", closes_on=closes_on)
    path = links(house, len(letters(house)) - 1)["link"]
    mine = client.get(f"{path}/quotes").text
    assert ("Feest 0." in mine, "Feest 3." in mine, "HR en het bestuur kunnen dit nu lezen" in mine) == (
        True,
        False,
        True,
    )
    assert "Feest 0." in client.get(f"{path}/kept").text
    assert "Feest 0." in client.get(f"{path}/kept/json").get_json()["more"]["words"]
    takes_back(client, path)
    assert quoted(house) == set(), "all that stood beside it goes too, so that nothing tells whose it was"
    assert shown(insight) == shown(board) == shown(desk, DESK) == set()


def test_fewer_than_the_thresholds_the_forgotten_and_who_stays_are_never_quoted(
    house: House, employer: Employer, leaving: Leave
) -> None:
    people = [leaving() for _ in range(12)]
    for n, one in enumerate(people):
        said = {"finest": f"Feest {n}.", "tips": "Meer rust.", "obstacles": f"Feest {n}. Te druk."}
        said |= {"prevent_words": "Een gesprek."} if n < 9 else {}
        sends(
            house,
            one,
            said,
            quote=[*(["back"] if n < 6 else []), *(["organisation"] if n < 4 else []), "reasons", "work"],
            later=["work"],
        )
    house.set_time(AFTER)
    jobs.release()
    assert quoted(house) == {f"Feest {n}." for n in range(6)}, (
        "not 9 writers, not 4 who agree, and not before six months"
    )
    desk, insight = house.logged_in("exit_interviews"), house.logged_in("insights")
    assert pick(house, desk, "Feest 1.", "board").status_code == 303
    assert shown(insight) == {"1"}
    employer.withdraw(people[0])
    jobs.catch_up()
    assert quoted(house) == shown(insight) == set()

    house.set_time(AFTERNOON + timedelta(days=250))
    jobs.release()
    assert len(quoted(house)) == 11, "who waited for six months, but not who stays"
    assert pick(house, desk, "Feest 2. Te druk.", "hr").status_code == 303
    assert shown(insight) == {"2"}
    employer.forget(people[7])
    jobs.catch_up()
    assert quoted(house) == shown(insight) == set()
    case = next(row for row in cases(house) if row.person_id == people[3].person_id)
    page = desk.get(f"/exit/desk/cases/{case.id}").text
    answered = desk.post(f"/exit/desk/cases/{case.id}/unquoted", data=fields(page), follow_redirects=True)
    assert "Van deze collega halen we niets aan." in answered.text
