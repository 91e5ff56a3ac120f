"""Preparing a conversation: what is shown to whom, what nobody else reads, and what is wiped."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from flask.testing import FlaskClient

from services.exit_interviews import jobs
from services.people.actions.employing import change
from shared.contracts.people import PersonChanged
from shared.kernel.ids import new_id
from tests.house import House, pressed
from tests.integration.appointment.conftest import make_interviewer
from tests.integration.exit_interviews.talks import Leaver, leaver
from tests.integration.exit_interviews.test_forms import answer

NOTE = "Bleef kalm toen de kassa uitviel."


@pytest.fixture
def prepared(house: House) -> tuple[Leaver, FlaskClient, str]:
    """Fatima sent her form, part of it by name, and picked a time; Anna is at her desk."""
    fatima = leaver(house, language="fr")
    answer(
        house,
        fatima.link.removesuffix("/talk"),
        back={"finest": "De eerste dag."},
        work={"challenge": "4"},
        use={"use_back": "named", "use_work": "groups"},
    )
    fatima.pick()
    fatima.press("/themes", themes=["growth"])
    fatima.employer.say(
        PersonChanged(
            person_id=fatima.one.person_id, spell_id=fatima.one.spell_id, fields=("place", "salary")
        )
    )
    return fatima, fatima.at_the_desk(), f"/exit/desk/talks/{fatima.talk.id}"


def test_the_interviewer_sees_a_career_the_topics_and_the_practice(
    house: House, prepared: tuple[Leaver, FlaskClient, str]
) -> None:
    fatima, anna, page = prepared
    kept_promise(house, fatima)
    with house.transaction("people")() as tx:
        change(tx, fatima.one.person_id, {"function": "Regisseur"})
    assert "Mijn exitgesprekken" in anna.get("/exit/desk/talks").text
    assert f"{page}/preparation" in anna.get(page).text
    shown = anna.get(f"{page}/preparation").text
    for words in (
        "Fatima",
        "Analist",
        "een andere plaats",
        "Regisseur",
        "5 jaar en 10 maanden",
        "Eén toezegging is nagekomen.",
        "Leren en vooruitkomen",
        "Waarom ga je?",
        "Ga niet in discussie",
    ):
        assert words in shown, words
    assert "Elke week een uur rust" not in shown, "what was promised stays with those concerned"
    assert "De eerste dag." not in shown, "nothing is opened by looking"
    paper = anna.get(f"{page}/guide.pdf")
    assert (paper.mimetype, paper.data[:4]) == ("application/pdf", b"%PDF")
    assert "-fr.pdf" in paper.headers["Content-Disposition"], "in the language of who leaves"


def test_only_the_interviewer_reads_what_is_said_by_name_and_each_time_is_noted(
    house: House, prepared: tuple[Leaver, FlaskClient, str]
) -> None:
    fatima, anna, page = prepared
    read = pressed(anna, f"{page}/preparation", f"{page}/read")
    assert "De eerste dag." in read.text
    assert [tuple(row) for row in house.sql("SELECT account_id, parts FROM exit.reading")] == [
        (fatima.anna, ["back"])
    ]
    hr = house.logged_in("exit_interviews")
    case = f"/exit/desk/cases/{fatima.case.id}"
    assert "Anna" in hr.get(case).text, "HR sees who read it"
    refused = pressed(hr, case, f"{case}/read", talks="yes")
    assert refused.status_code == 403
    assert len(house.sql("SELECT 1 FROM exit.reading")) == 1


def test_the_note_beforehand_is_of_who_wrote_it_alone_and_is_wiped(
    house: House, prepared: tuple[Leaver, FlaskClient, str]
) -> None:
    fatima, anna, page = prepared
    kept = pressed(anna, f"{page}/preparation", f"{page}/beforehand", note=NOTE)
    assert kept.status_code == 303
    assert NOTE in anna.get(f"{page}/preparation").text
    assert pressed(anna, f"{page}/preparation", f"{page}/beforehand", note="x" * 4001).status_code == 422
    assert NOTE.encode() not in bytes(house.sql("SELECT sealed FROM exit.beforehand")[0].sealed)
    hr = house.logged_in("exit_interviews")
    seen = hr.get(f"{page}/preparation").text
    assert "Jij voert dit gesprek niet" in seen
    assert "Analist" in seen
    for hidden in (NOTE, "Waarin blonk", "Lees wat voor mij"):
        assert hidden not in seen
    assert pressed(hr, "/exit/desk/", f"{page}/beforehand", note="x").status_code == 404
    bram = fatima.at_the_desk(make_interviewer(house, "Bram"))
    for place in ("", "/preparation", "/guide.pdf"):
        assert bram.get(page + place).status_code == 404
    fatima.travel(fatima.talk.starts_at.date() + timedelta(days=1))
    pressed(anna, page, f"{page}/held")
    for days, kept in ((29, 1), (31, 0)):
        fatima.travel(fatima.talk.ended_at.date() + timedelta(days=days))
        jobs.wipe_wishes()
        assert len(house.sql("SELECT 1 FROM exit.beforehand")) == len(fatima.talk.themes) == kept
    assert fatima.talk.state == "held", "that it was held stays"


def kept_promise(house: House, fatima: Leaver) -> None:
    """Something was promised to Fatima years ago, and done."""
    talk: dict[str, Any] = {"id": new_id(), "person": fatima.one.person_id, "spell": fatima.one.spell_id}
    house.sql(
        "INSERT INTO stay.talk (id, subject_id, person_id, spell_id, moment, state, account_id, first_day, last_day,"
        " minutes, starts_at, ends_at, event_id, offered_at, ended_at) VALUES (:id, :id, :person, :spell, 'yearly',"
        " 'held', :anna, '2025-03-03', '2025-03-14', 60, '2025-03-10 09:00Z', '2025-03-10 10:00Z', :id,"
        " '2025-03-01 09:00Z', '2025-03-10 10:00Z')",
        **talk,
        anna=fatima.anna,
    )
    house.sql(
        "INSERT INTO stay.promise (id, talk_id, what, keeper_id, due_on, state, done, ended_at) VALUES (:promise, :id,"
        " 'Elke week een uur rust', :anna, '2025-06-01', 'kept', 'Gedaan.', '2025-05-20 09:00Z')",
        id=talk["id"],
        promise=new_id(),
        anna=fatima.anna,
    )
