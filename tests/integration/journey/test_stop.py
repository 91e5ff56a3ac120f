"""One switch stops every letter within the house, and every page says so until it is lifted."""

from __future__ import annotations

import time
from concurrent.futures import ThreadPoolExecutor
from contextvars import copy_context
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from flask.testing import FlaskClient

from services.journey import jobs
from services.journey.actions import by_hand as actions
from services.journey.wiring import transaction
from services.mail import jobs as mail_jobs
from shared.kernel.ids import new_id
from shared.letterbox.put import Letter, put
from tests.house import House, pressed
from tests.integration.journey.employer import Employer, first_year_only

AFTERNOON = datetime(2026, 3, 9, 13, 0, tzinfo=UTC)
STOP = "/journey/desk/stop"


@pytest.fixture
def employer(house: House) -> Employer:
    return first_year_only(house)


def press(client: FlaskClient, path: str) -> None:
    assert pressed(client, STOP, path).status_code == 303


def states(house: House) -> list[str]:
    return [row.state for row in house.sql("SELECT state FROM journey.touchpoint ORDER BY due_date")]


def stop() -> None:
    with transaction() as tx:
        actions.stop_all(tx, new_id())


def go_on() -> None:
    with transaction() as tx:
        actions.go_on(tx, new_id())


def ask_and_serve(house: House) -> None:
    """Put letters in the box that ask something, one that tells something, and one that somebody needs to get in."""
    with house.transaction("onboarding")() as tx:
        values: dict[str, Any] = {
            "template": "console/welcome",
            "email": "ada@brug.example",
            "language": "nl",
        }
        values |= {"person_id": None, "address": "any", "params": {"expires_on": "2026-04-01"}}
        link = {"link": "https://weerzien.example/x"}
        put(
            tx,
            *(
                Letter(key=kind, kind=kind, secrets=link, **values)
                for kind in ("request", "reminder", "service", "key")
            ),
        )


def waiting(house: House) -> set[str]:
    return {row.key for row in house.sql("SELECT key FROM mail.letter WHERE state <> 'sent'")}


def test_while_all_is_stopped_nothing_is_released_and_time_travel_has_nothing_to_stop_for(
    house: House, employer: Employer
) -> None:
    employer.hire()
    jobs.catch_up()
    stop()
    house.set_time(AFTERNOON)
    assert jobs.release_due() == 0
    assert jobs.next_due() is None
    assert set(states(house)) == {"planned"}
    go_on()
    assert jobs.next_due() is not None
    assert jobs.release_due() == 1
    assert states(house)[0] == "due"


def test_what_came_too_late_in_a_stop_is_skipped_with_the_reason(house: House, employer: Employer) -> None:
    employer.hire()
    jobs.catch_up()
    stop()
    house.set_time(AFTERNOON + timedelta(days=20))
    go_on()
    jobs.release_due()
    [first, *_] = house.sql("SELECT state, reason FROM journey.touchpoint ORDER BY due_date")
    assert tuple(first) == ("skipped", "too_late")


def test_mail_holds_every_letter_but_what_somebody_needs_to_log_in(house: House) -> None:
    stop()
    ask_and_serve(house)
    mail_jobs.deliver()
    assert waiting(house) == {"request", "reminder", "service"}
    assert mail_jobs.next_due() is None
    go_on()
    assert mail_jobs.next_due() is not None
    mail_jobs.deliver()
    assert waiting(house) == set()
    assert len(house.postbox.letters_to("ada@brug.example")) == 4


def test_every_room_says_who_stopped_the_letters_until_somebody_lets_them_go(house: House) -> None:
    hanna = house.logged_in("journey")
    assert "Zet alle brieven stil" in hanna.get(STOP).text
    press(hanna, STOP)
    assert "Laat de brieven weer gaan" in hanna.get(STOP).text
    for room, page in (("people", "/people/desk/"), ("mail", "/mail/desk/"), ("console", "/console/desk/")):
        shown = house.logged_in(room).get(page).text
        assert "Alle brieven staan stil." in shown
        assert "Hanna zette ze stil op maandag 2 maart" in shown
    press(hanna, f"{STOP}/lift")
    assert "staan stil" not in house.logged_in("people").get("/people/desk/").text
    assert len(house.facts("journey.letters_stopped")) == len(house.facts("journey.letters_resumed")) == 1


def test_a_second_click_leaves_the_first_as_it_was(house: House) -> None:
    with ThreadPoolExecutor(4) as pool:
        for done in [pool.submit(stop) for _ in range(4)]:
            done.result()
    assert len(house.facts("journey.letters_stopped")) == 1
    assert house.sql("SELECT count(*) AS n FROM journey.stop")[0].n == 1
    go_on()
    go_on()
    assert len(house.facts("journey.letters_resumed")) == 1
    stop()
    assert house.sql("SELECT count(*) AS n FROM journey.stop")[0].n == 2


def test_who_may_not_read_the_plan_may_not_stop_it(house: House) -> None:
    assert house.logged_in("journey", "manager").get(STOP).status_code == 403
    client = house.client("journey")
    assert client.put("/journey/api/v1/stop").status_code == 401


def test_other_systems_stop_and_let_go_too(house: House) -> None:
    client, path = house.client("journey"), "/journey/api/v1/stop"
    nothing = {"stopped": False, "since": None, "by": None}
    assert client.get(path, headers=house.api).json == nothing
    found = client.put(path, headers=house.api).get_json()
    assert found["stopped"]
    assert found["by"] is None
    assert client.put(path, headers=house.api).json == found
    assert "Een ander systeem zette ze stil" in house.logged_in("mail").get("/mail/desk/").text
    assert client.delete(path, headers=house.api).json == nothing


def test_the_switch_stops_a_large_delivery_in_its_middle(house: House) -> None:
    with house.transaction("onboarding")() as tx:
        values: dict[str, Any] = {"template": "console/welcome", "language": "nl", "person_id": None}
        values |= {"address": "any", "params": {"expires_on": "2026-04-01"}, "kind": "request"}
        link = {"link": "https://weerzien.example/x"}
        put(
            tx,
            *(
                Letter(key=str(number), email=f"{number}@brug.example", secrets=link, **values)
                for number in range(3_000)
            ),
        )
    with ThreadPoolExecutor(1) as pool:
        running = pool.submit(copy_context().run, mail_jobs.deliver)
        while not house.postbox.envelopes and not running.done():
            time.sleep(0.01)
        stop()
        running.result()
    left = len(house.postbox.envelopes)
    [queued] = house.sql("SELECT count(*) AS n FROM mail.letter WHERE state = 'queued'")
    # Only what was in hand already goes; the rest waits, and no later round takes it either.
    assert 0 < left < 3_000
    assert queued.n == 3_000 - left
    mail_jobs.deliver()
    assert len(house.postbox.envelopes) == left
