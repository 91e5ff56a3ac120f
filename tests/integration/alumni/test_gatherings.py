"""A reunion from its questions to the thanks: who is asked, who is at the door, who hears afterwards."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from typing import Any

import pytest
from flask.testing import FlaskClient

from services.alumni import jobs
from services.alumni.actions.door import ticket
from tests.house import links_in, pressed, text_of
from tests.integration.alumni.conftest import AFTERNOON, Network, submitted
from tests.integration.alumni.test_reunions import REUNION, calendar_of

PHOTOS = "https://fotos.example/zomer"


@pytest.fixture
def trio(network: Network) -> dict[str, str]:
    """Noor and Ada worked in Utrecht, Luc in Gent; the path of each one's own page."""
    network.house.set_time(AFTERNOON)
    found = {
        name: network.join(given_name=name, private_email=f"{name.lower()}@thuis.example", place=place)[1]
        for name, place in (("Noor", "Utrecht"), ("Ada", "Utrecht"), ("Luc", "Gent"))
    }
    network.house.postbox.envelopes.clear()
    return found


def planned(desk: FlaskClient, **changes: str) -> str:
    """Plan a reunion for who worked in Utrecht, invite them, and return its page."""
    made = pressed(desk, "/alumni/desk/reunions/new", "/alumni/desk/reunions/new", **(REUNION | changes))
    assert made.status_code == 303, made.text
    page = str(made.headers["Location"])
    assert "bereikt 3 leden" in desk.get(f"{page}/invitees").text
    assert pressed(desk, f"{page}/invitees", f"{page}/invitees", places="Utrecht").status_code == 303
    assert "bereikt 2 leden" in desk.get(f"{page}/invitees").text
    pressed(desk, page, f"{page}/announce")
    return page


def subjects(network: Network, name: str) -> list[str]:
    return [str(one["Subject"]) for one in network.letters(f"{name.lower()}@thuis.example")]


def thanked(network: Network, desk: FlaskClient, page: str) -> None:
    """Planned, held back, let go; to who came, once."""
    house = network.house
    house.set_time(datetime(2026, 6, 15, 8, tzinfo=UTC))
    letter = {
        "words": "Dank jullie wel.\n\nTot een volgende keer.",
        "photos": PHOTOS,
        "at": "2026-06-16T10:00",
    }
    wrong = pressed(desk, f"{page}/after", f"{page}/thanks", **(letter | {"photos": "javascript:alert(1)"}))
    assert wrong.status_code == 422
    pressed(desk, f"{page}/after", f"{page}/thanks", **letter)
    pressed(desk, f"{page}/after", f"{page}/thanks/hold")
    house.set_time(datetime(2026, 6, 16, 13, tzinfo=UTC))
    assert jobs.seat_due() == 0, "held back"
    for _ in range(2):
        pressed(desk, f"{page}/after", f"{page}/thanks/go")
    thanks = network.letters("noor@thuis.example")[-1]
    assert "Fijn dat je erbij was" in thanks["Subject"]
    assert PHOTOS in links_in(thanks)
    assert thanks["List-Unsubscribe-Post"]
    assert not [one for one in subjects(network, "Ada") if "Fijn dat" in one]
    pressed(desk, f"{page}/after", f"{page}/thanks", **(letter | {"at": ""}))
    assert "al verstuurd" in desk.get(f"{page}/after").text
    assert [fact.body["letters"] for fact in house.facts("alumni.reunion_thanked")] == [1]


def paid(desk: FlaskClient, page: str) -> None:
    """What it cost, for each who was there."""
    for words, amount in (("Zaal", "1.250,50"), ("Broodjes", "49.50")):
        assert (
            pressed(desk, f"{page}/after", f"{page}/costs", cost_words=words, amount=amount).status_code
            == 303
        )
    assert (
        pressed(desk, f"{page}/after", f"{page}/costs", cost_words="Zaal", amount="veel").status_code == 422
    )
    assert "€\xa0650,00 voor elk van de 2 mensen" in desk.get(f"{page}/after").text


def test_a_segment_is_invited_asked_and_whoever_is_silent_reminded_once(
    network: Network, trio: dict[str, str]
) -> None:
    house, desk = network.house, network.house.logged_in("alumni")
    page = planned(
        desk, question_1="Kom je met de trein?", question_3="Eet je mee?", map_link="https://kaart.example/x"
    )
    assert len(subjects(network, "Noor")) == len(subjects(network, "Ada")) == 1
    assert subjects(network, "Luc") == []
    asked = f"{trio['Noor']}/reunion/{page.rpartition('/')[2]}"
    shown = network.phone.get(asked).text
    assert "https://kaart.example/x" in shown
    train, meal = re.findall(r'name="(q-[^"]+)"', shown)
    assert submitted(network.phone, asked, answer="yes", **{train: "Ja", meal: ""}).status_code == 303
    assert "Kom je met de trein?" in desk.get(page).text

    # Who reads French gets it in French, the page and the letter.
    french = f"{page}/languages/fr"
    form = {"title": "Retrouvailles d’été", "body": "Se revoir.", train: "Vous venez en train ?"}
    assert pressed(desk, french, french, body="Se revoir.").status_code == 422
    assert pressed(desk, french, french, **form).status_code == 303
    assert "Vous venez en train ?" in network.phone.get(f"{asked}?lang=fr").text
    house.sql("UPDATE alumni.member SET language = 'fr' WHERE place = 'Utrecht'")
    submitted(network.phone, asked, answer="maybe", **{train: "Ja"})
    assert "Retrouvailles d’été" in str(network.letters("noor@thuis.example")[-1]["Subject"])
    house.sql("UPDATE alumni.member SET language = NULL")

    # A question with answers is not reworded under them; taken away, they go along.
    form = REUNION | {"question_1": "Kom je met de bus?", "question_2": "Eet je mee?"}
    assert "Op deze vraag is al geantwoord" in pressed(desk, f"{page}/edit", f"{page}/edit", **form).text
    assert pressed(desk, f"{page}/edit", f"{page}/edit", **(form | {"question_1": ""})).status_code == 303
    assert [row.answers for row in house.sql("SELECT answers FROM alumni.attendance")] == [{}]
    assert re.findall(r'name="(q-[^"]+)"', network.phone.get(asked).text) == [meal], (
        "the other one stays itself"
    )

    # Four days before the last day, and once.
    house.set_time(datetime(2026, 5, 27, 12, tzinfo=UTC))
    assert jobs.seat_due() == 0
    house.set_time(datetime(2026, 5, 28, 12, tzinfo=UTC))
    assert (jobs.seat_due(), jobs.seat_due()) == (1, 0)
    assert subjects(network, "Ada")[-1] == "Nog te beantwoorden: Zomerborrel"
    assert "enige herinnering" in text_of(network.letters("ada@thuis.example")[-1])
    assert not [one for name in ("Noor", "Luc") for one in subjects(network, name) if "Nog te" in one]

    # Who does not come after all leaves no answers behind.
    submitted(network.phone, asked, answer="yes", diet="noten", **{meal: "Nee"})
    submitted(network.phone, asked, answer="no", diet="noten", **{meal: "Nee"})
    assert [tuple(row) for row in house.sql("SELECT diet, answers FROM alumni.attendance")] == [("", {})]


def test_whoever_is_at_the_door_is_ticked_by_the_desk_alone_and_thanked_afterwards(
    network: Network, trio: dict[str, str]
) -> None:
    house, desk = network.house, network.house.logged_in("alumni")
    page = planned(desk)
    asked = f"{trio['Noor']}/reunion/{page.rpartition('/')[2]}"
    submitted(network.phone, asked, answer="yes", guests="1")
    submitted(network.phone, asked.replace(trio["Noor"], trio["Ada"]), answer="maybe")
    assert "<svg" in network.phone.get(asked).text
    assert "METHOD:REQUEST" in calendar_of(network.letters("noor@thuis.example")[-1])
    (noor,) = house.sql("SELECT id FROM alumni.attendance WHERE state = 'in'")
    (ada,) = house.sql("SELECT id FROM alumni.attendance WHERE state = 'maybe'")

    # Not before the day.
    pressed(desk, f"{page}/door", f"{page}/arrived/{noor.id}")
    assert "Afvinken kan vanaf de dag zelf" in desk.get(f"{page}/door").text
    house.set_time(datetime(2026, 6, 12, 14, tzinfo=UTC))
    assert "Ada" not in desk.get(f"{page}/door").text, "whoever said maybe is found by a search"
    assert "Ada" in desk.get(f"{page}/door?q=ada").text

    # The square leads to the desk: nobody else gets anywhere with it, and looking ticks nobody.
    ticket = _ticket(noor.id, page)
    assert network.phone.get(ticket).status_code == 303
    assert network.phone.post(f"{page}/arrived/{noor.id}").status_code == 401
    assert desk.get(ticket).status_code == 200
    assert desk.get(ticket[:-4] + "AAAA").status_code == 404
    assert _here(network) == []
    token = ticket.rpartition("/")[2]
    for _ in range(2):
        assert pressed(desk, ticket, f"{page}/arrived/{noor.id}", ticket=token).headers["Location"] == ticket
    assert _here(network) == [noor.id], "a second press changes nothing"
    pressed(desk, f"{page}/door", f"{page}/arrived/{ada.id}")
    pressed(desk, f"{page}/door", f"{page}/not-arrived/{ada.id}")
    assert _here(network) == [noor.id]
    assert "Al binnen: 2 van 2" in desk.get(f"{page}/door").text

    thanked(network, desk, page)
    paid(desk, page)


def test_a_member_proposes_a_reunion_and_hr_makes_a_draft_of_it_or_says_no_with_a_word(
    network: Network, trio: dict[str, str]
) -> None:
    house, desk = network.house, network.house.logged_in("alumni")
    form = f"{trio['Noor']}/propose"
    assert submitted(network.phone, form).status_code == 422, "a machine that presses proposes nothing"
    for title in ("Planners", "Planners", "Koor", "Fietsen"):
        assert submitted(network.phone, form, title=title, idea="Bijpraten <b>").status_code == 303
    assert submitted(network.phone, form, title="Nog een", idea="x").status_code == 422, "three wait already"
    rows = house.sql("SELECT id, title FROM alumni.proposal ORDER BY at, id")
    assert [row.title for row in rows] == ["Planners", "Koor", "Fietsen"], (
        "the second press is the same proposal"
    )
    assert "Er wachten 3 voorstellen" in desk.get("/alumni/desk/reunions").text

    first, second = rows[0].id, rows[1].id
    new = f"/alumni/desk/reunions/new?proposal={first}"
    assert "Bijpraten &lt;b&gt;" in desk.get(new).text
    made = pressed(
        desk, new, "/alumni/desk/reunions/new", **(REUNION | {"title": "Planners", "proposal": str(first)})
    )
    assert made.status_code == 303
    assert [tuple(row) for row in house.sql("SELECT title, state FROM alumni.reunion")] == [
        ("Planners", "draft")
    ]
    assert "wordt een reünie" in subjects(network, "Noor")[-1]
    pressed(desk, new, "/alumni/desk/reunions/new", **(REUNION | {"proposal": str(first)}))
    assert len(house.sql("SELECT 1 FROM alumni.reunion")) == 1, "decided is decided"

    page = f"/alumni/desk/reunions/proposals/{second}"
    assert pressed(desk, page, f"{page}/decline", word="").status_code == 422
    for _ in range(2):
        pressed(desk, page, f"{page}/decline", word="Het koor bestaat niet meer.")
    assert "Het koor bestaat niet meer." in text_of(network.letters("noor@thuis.example")[-1])
    assert len(subjects(network, "Noor")) == 2
    assert "deze keer niet" in network.phone.get(form).text
    outcomes = [fact.body["outcome"] for fact in house.facts("alumni.proposal_decided")]
    assert outcomes == ["approved", "declined"]
    submitted(network.phone, f"{trio['Noor']}/forget", sure="yes")
    assert house.sql("SELECT 1 FROM alumni.proposal") == []


def _ticket(attendance_id: Any, page: str) -> str:
    return f"{page}/ticket/{ticket(attendance_id)}"


def _here(network: Network) -> list[Any]:
    return [
        row.id for row in network.house.sql("SELECT id FROM alumni.attendance WHERE arrived_at IS NOT NULL")
    ]
