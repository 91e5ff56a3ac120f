"""The note and the promises: written, read, corrected, kept, judged; and who may read what."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
from flask.testing import FlaskClient

from services.stay_interviews import jobs
from tests.house import House, links_in, pressed, text_of
from tests.integration.appointment.conftest import make_interviewer
from tests.integration.stay_interviews.talks import FATIMA, PAGE, Talking, offered
from tests.integration.stay_interviews.test_talks_at_the_desk import at_the_desk

ANNA = "anna@house.example"
WORDS = "Fatima wil leren leidinggeven.\nHet rooster komt te laat."


@pytest.fixture
def held(house: House) -> tuple[Talking, FlaskClient, str]:
    """A conversation that has begun, Anna at her desk, and the page of it."""
    fatima = offered(house)
    fatima.pick()
    house.set_time(fatima.talk.ends_at)
    return fatima, at_the_desk(house, fatima.anna), f"/stay/desk/talks/{fatima.talk.id}"


def note_page(fatima: Talking) -> str:
    """Return the newest link to the note in Fatima's mail."""
    for letter in reversed(fatima.letters(FATIMA)):
        for link in links_in(letter):
            if link.endswith("/note"):
                return link.removeprefix(fatima.house.settings.base_url)
    pytest.fail("no letter leads to a note")


def post(fatima: Talking, path: str, place: str = "", **fields: str) -> Any:
    """Post a form of the note page."""
    token = PAGE.search(fatima.client.get(path).text)
    assert token
    return fatima.client.post(path + place, data={"page_token": token[1], **fields})


def promise(desk: FlaskClient, page: str, by: UUID, **fields: str) -> Any:
    about = {
        "what": "Vier weken vooruit een rooster",
        "keeper": str(by),
        "due_on": "2026-04-01",
        **fields,
    }
    return pressed(desk, page, f"{page}/promises", **about)


def shared(fatima: Talking, desk: FlaskClient, page: str) -> str:
    """Write a note with one promise and let Fatima read it; return her page."""
    assert promise(desk, page, fatima.anna).status_code == 303
    assert pressed(desk, page, f"{page}/note", text=WORDS, do="share").status_code == 303
    return note_page(fatima)


def agreed(fatima: Talking, desk: FlaskClient, page: str) -> tuple[str, Any]:
    """Let Fatima agree with the note as it is; return her page, and the promise in it."""
    path = shared(fatima, desk, page)
    post(fatima, path, text=WORDS)
    [one] = promises(fatima.house)
    return path, one


def promises(house: House) -> list[Any]:
    return house.sql("SELECT * FROM stay.promise ORDER BY due_on")


def test_a_draft_is_the_interviewers_alone_and_says_that_the_conversation_has_been(
    held: tuple[Talking, FlaskClient, str],
) -> None:
    fatima, desk, page = held
    assert pressed(desk, page, f"{page}/note", text=WORDS, do="keep").status_code == 303
    assert fatima.talk.state == "held"
    assert "leren leidinggeven" in desk.get(page).text
    assert fatima.client.get(fatima.link.replace("/talk", "/note")).status_code == 404
    assert "verslag is er" not in fatima.page().text


def test_nothing_is_written_of_a_conversation_that_has_yet_to_begin(house: House) -> None:
    fatima = offered(house)
    fatima.pick()
    desk, page = at_the_desk(house, fatima.anna), f"/stay/desk/talks/{fatima.talk.id}"
    assert pressed(desk, page, f"{page}/note", text=WORDS, do="share").status_code == 409
    assert fatima.talk.state == "booked"
    assert house.sql("SELECT 1 FROM stay.note") == []


def test_the_person_reads_corrects_and_has_the_last_word(
    house: House, held: tuple[Talking, FlaskClient, str]
) -> None:
    fatima, desk, page = held
    path = shared(fatima, desk, page)
    seen = fatima.client.get(path).text
    assert "leren leidinggeven" in seen
    assert "Vier weken vooruit een rooster" in seen
    assert pressed(desk, page, f"{page}/note", text="Iets anders", do="share").status_code == 409
    assert post(fatima, path, text="Ik wil leren begeleiden.").status_code == 303
    [note] = house.sql("SELECT * FROM stay.note")
    assert (note.state, note.text) == ("agreed", "Ik wil leren begeleiden.")
    assert "jouw woorden" not in fatima.client.get(path).text
    assert "Ik wil leren begeleiden." in desk.get(page).text
    kinds = [fact.type for fact in house.facts("stay.note")]
    assert kinds == ["stay.note_shared.v1", "stay.note_corrected.v1", "stay.note_agreed.v1"]
    assert "woorden die gelden" in desk.get(page).text


def test_what_is_agreed_unchanged_is_not_called_corrected(
    house: House, held: tuple[Talking, FlaskClient, str]
) -> None:
    fatima, desk, page = held
    path = shared(fatima, desk, page)
    post(fatima, path, text=WORDS.replace("\n", "\r\n"))
    [note] = house.sql("SELECT * FROM stay.note")
    assert (note.state, note.corrected_at, note.text) == ("agreed", None, WORDS)


def test_who_says_nothing_for_a_week_leaves_it_as_it_is(
    house: House, held: tuple[Talking, FlaskClient, str]
) -> None:
    fatima, desk, page = held
    shared(fatima, desk, page)
    house.set_time(house.now + timedelta(days=7))
    jobs.settle_notes()
    assert house.sql("SELECT state FROM stay.note")[0].state == "shared"
    house.set_time(house.now + timedelta(days=1))
    assert jobs.settle_notes() == 1
    assert house.sql("SELECT state FROM stay.note")[0].state == "agreed"
    assert promises(house)[0].state == "open"


def test_a_promise_counts_once_the_person_has_seen_it_and_is_reminded_of_before_and_after(
    house: House, held: tuple[Talking, FlaskClient, str]
) -> None:
    fatima, desk, page = held
    path = shared(fatima, desk, page)
    assert promises(house)[0].state == "waiting"
    before = len(fatima.letters(ANNA))
    post(fatima, path, text=WORDS)
    assert "Vier weken vooruit" in text_of(fatima.letters(ANNA)[-1])
    for day, subject in ((30, "lukt het"), (31, None), (33, "had op"), (40, None)):
        house.set_time(datetime(2026, 3, 1, 9, tzinfo=UTC) + timedelta(days=day - 1))
        assert jobs.remind_promises() == (1 if subject else 0)
        if subject:
            assert subject in fatima.letters(ANNA)[-1]["subject"]
    assert len(fatima.letters(ANNA)) == before + 3
    assert "had al gedaan zullen zijn" in desk.get("/stay/desk/promises").text
    late = house.logged_in("stay_interviews").get("/stay/desk/promises").text
    assert "Anna" in late
    assert "rooster" not in late, "HR reads who is late, not what was promised"
    home = house.logged_in("console").get("/console/desk/").text
    assert "Eén toezegging had al gedaan zullen zijn" in home
    assert "rooster" not in home


def test_the_person_reads_what_was_done_and_says_whether_it_helped(
    house: House, held: tuple[Talking, FlaskClient, str]
) -> None:
    fatima, desk, page = held
    _path, one = agreed(fatima, desk, page)
    url = f"/stay/desk/promises/{one.id}"
    assert pressed(desk, "/stay/desk/promises", url, do="kept", done=" ").status_code == 422
    done = pressed(
        desk, "/stay/desk/promises", url, do="kept", done="Het rooster staat er nu vier weken vooruit."
    )
    assert done.status_code == 303
    path = note_page(fatima)
    assert "vier weken vooruit." in fatima.client.get(path).text
    assert "dit hebben we gedaan" in fatima.letters(FATIMA)[-1]["subject"]
    assert post(fatima, path, f"/{one.id}", helped="maybe").status_code == 422
    assert post(fatima, path, f"/{one.id}", helped="some").status_code == 303
    assert post(fatima, path, f"/{one.id}", helped="yes").status_code == 303
    assert (promises(house)[0].state, promises(house)[0].helped) == ("kept", "yes")
    assert "hielp" in desk.get(page).text
    kinds = [fact.type for fact in house.facts("stay.promise")]
    assert kinds == ["stay.promise_made.v1", "stay.promise_kept.v1", "stay.promise_judged.v1"]


def test_a_promise_that_will_not_be_is_told_with_its_reason(
    house: House, held: tuple[Talking, FlaskClient, str]
) -> None:
    fatima, desk, page = held
    path, one = agreed(fatima, desk, page)
    pressed(
        desk,
        "/stay/desk/promises",
        f"/stay/desk/promises/{one.id}",
        do="dropped",
        done="Het systeem kan het niet.",
    )
    assert "Het systeem kan het niet." in fatima.client.get(path).text
    assert promises(house)[0].state == "dropped"


def test_nobody_but_its_keeper_and_the_interviewer_ends_a_promise(
    house: House, held: tuple[Talking, FlaskClient, str]
) -> None:
    fatima, desk, page = held
    _path, one = agreed(fatima, desk, page)
    for client in (
        house.logged_in("stay_interviews"),
        house.logged_in("stay_interviews", "manager"),
        at_the_desk(house, make_interviewer(house, "Bram")),
    ):
        answer = pressed(client, "/stay/desk/promises", f"/stay/desk/promises/{one.id}", do="kept", done="Ja")
        assert answer.status_code == 404
        assert client.get(page).status_code in {403, 404}
    assert promises(house)[0].state == "open"


@pytest.mark.parametrize(
    ("field", "value"),
    [("what", " "), ("what", "x" * 501), ("keeper", "x"), ("due_on", "gisteren"), ("due_on", "2026-01-01")],
)
def test_a_promise_that_is_not_whole_is_told_at_its_field(
    house: House, held: tuple[Talking, FlaskClient, str], field: str, value: str
) -> None:
    fatima, desk, page = held
    answer = promise(desk, page, fatima.anna, **{field: value})
    assert answer.status_code == 422
    assert f'href="#f-{field}"' in answer.text
    assert promises(house) == []


def test_a_note_without_a_word_or_a_promise_is_not_sent(
    house: House, held: tuple[Talking, FlaskClient, str]
) -> None:
    fatima, desk, page = held
    answer = pressed(desk, page, f"{page}/note", text=" ", do="share")
    assert answer.status_code == 422
    assert "Schrijf eerst iets op" in answer.text
    assert house.facts("stay.note") == []
    assert fatima.talk.state in {"booked", "held"}


def test_after_two_years_a_note_is_gone_with_all_that_belongs_to_it(
    house: House, held: tuple[Talking, FlaskClient, str]
) -> None:
    fatima, desk, page = held
    path = shared(fatima, desk, page)
    house.set_time(house.now + timedelta(days=725))
    jobs.settle_notes()
    assert len(house.sql("SELECT 1 FROM stay.note")) == 1
    house.set_time(house.now + timedelta(days=10))
    jobs.settle_notes()
    for table in ("note", "promise", "talk"):
        assert house.sql(f"SELECT 1 FROM stay.{table}") == []
    assert fatima.client.get(path).status_code == 404


def test_who_is_forgotten_leaves_no_note(house: House, held: tuple[Talking, FlaskClient, str]) -> None:
    fatima, desk, page = held
    shared(fatima, desk, page)
    fatima.employer.forget(fatima.one)
    jobs.catch_up()
    for table in ("note", "promise", "talk"):
        assert house.sql(f"SELECT 1 FROM stay.{table}") == []


def test_no_other_service_reads_a_note_or_what_was_promised(house: House) -> None:
    columns = {
        row.column_name
        for row in house.sql(
            "SELECT column_name FROM information_schema.columns WHERE table_schema = 'stay'"
            " AND table_name IN ('promise_v1', 'talk_v1')"
        )
    }
    assert not columns & {"what", "text", "done", "keeper_id", "account_id", "themes"}
    for role in ("console", "journey", "mail", "people", "onboarding"):
        for table in ("note", "promise", "talk"):
            [row] = house.sql(
                "SELECT has_table_privilege(:role, :table, 'SELECT') AS may",
                role=f"weerzien_{role}",
                table=f"stay.{table}",
            )
            assert not row.may
