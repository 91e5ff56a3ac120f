"""What HR decides by hand stands, is explained with whose hand it was, and can be taken back."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from flask.testing import FlaskClient

from services.journey import jobs
from services.journey.domain.touchpoint import BY_HAND
from services.mail import jobs as mail_jobs
from shared.kernel.ids import new_id
from shared.letterbox.put import Letter, put
from tests.house import House, pressed
from tests.integration.journey.employer import Employee, Employer, first_year_only

AFTERNOON = datetime(2026, 3, 9, 13, 0, tzinfo=UTC)
API = "/journey/api/v1"


@pytest.fixture
def employer(house: House) -> Employer:
    return first_year_only(house)


def first(house: House) -> Any:
    return house.sql("SELECT id, state, reason, send_at FROM journey.touchpoint ORDER BY due_date LIMIT 1")[0]


def press(client: FlaskClient, one: Employee, path: str, **form: str) -> Any:
    lane = f"/journey/desk/people/{one.person_id}"
    return pressed(client, lane, f"/journey/desk/{path}", **form).status_code


@pytest.mark.parametrize("reason", BY_HAND)
def test_a_moment_skipped_by_hand_never_leaves_and_says_why(
    house: House, employer: Employer, noor: Employee, hanna: FlaskClient, reason: str
) -> None:
    skip = f"touchpoints/{first(house).id}/skip"
    assert press(hanna, noor, skip, reason=reason) == press(hanna, noor, skip, reason=reason) == 303
    employer.change(noor, country="BE")
    jobs.catch_up()
    house.set_time(AFTERNOON)
    assert jobs.release_due() == 0
    assert (first(house).state, first(house).reason) == ("skipped", reason)
    lane = hanna.get(f"/journey/desk/people/{noor.person_id}").text
    assert "Met de hand overgeslagen" in lane
    assert "(Hanna)" in lane
    assert house.sql("SELECT count(*) AS n FROM journey.change WHERE by_account IS NOT NULL")[0].n == 1


def test_what_was_skipped_can_be_taken_back_while_it_is_not_too_late(
    house: House, noor: Employee, hanna: FlaskClient
) -> None:
    before = first(house)
    press(hanna, noor, f"touchpoints/{before.id}/skip", reason="hand_other")
    assert press(hanna, noor, f"touchpoints/{before.id}/take-back") == 303
    assert first(house) == before
    press(hanna, noor, f"touchpoints/{before.id}/skip", reason="hand_other")
    house.set_time(AFTERNOON + timedelta(days=20))
    press(hanna, noor, f"touchpoints/{before.id}/take-back")
    assert (first(house).state, first(house).reason) == ("skipped", "too_late")


def test_what_has_left_or_never_was_cannot_be_skipped(
    house: House, noor: Employee, hanna: FlaskClient
) -> None:
    house.set_time(AFTERNOON)
    jobs.release_due()
    assert press(hanna, noor, f"touchpoints/{first(house).id}/skip", reason="hand_other") == 409
    assert press(hanna, noor, f"touchpoints/{first(house).id}/take-back") == 303
    assert press(hanna, noor, f"touchpoints/{new_id()}/skip", reason="hand_other") == 404
    assert press(hanna, noor, f"touchpoints/{first(house).id}/skip", reason="because") == 422
    assert first(house).state == "due"


def test_who_is_paused_gets_nothing_and_afterwards_what_is_not_too_late(
    house: House, noor: Employee, hanna: FlaskClient
) -> None:
    assert press(hanna, noor, f"people/{noor.person_id}/pause") == 303
    assert press(hanna, noor, f"people/{noor.person_id}/pause") == 303
    assert "Hanna zette de brieven stil" in hanna.get(f"/journey/desk/people/{noor.person_id}").text
    assert first(house).state == "planned"
    house.set_time(AFTERNOON)
    jobs.release_due()
    assert (first(house).state, first(house).reason) == ("skipped", "paused")
    house.set_time(AFTERNOON + timedelta(days=1))
    assert press(hanna, noor, f"people/{noor.person_id}/resume") == 303
    assert (first(house).state, first(house).reason) == ("planned", "late")
    jobs.release_due()
    assert first(house).state == "due"
    assert len(house.facts("journey.person_paused", noor.person_id)) == 1
    assert len(house.facts("journey.person_resumed", noor.person_id)) == 1


def test_mail_holds_what_is_on_its_way_to_who_is_paused_and_writes_the_others(
    house: House, employer: Employer, noor: Employee, hanna: FlaskClient
) -> None:
    other = employer.hire(given="Bram", email="bram@example.org")
    with house.transaction("onboarding")() as tx:
        put(
            tx,
            *(
                Letter(
                    key=str(one.person_id),
                    template="console/welcome",
                    person_id=one.person_id,
                    address="work",
                    params={"expires_on": "2026-04-01"},
                    secrets={"link": "https://weerzien.example/x"},
                    kind="request",
                )
                for one in (noor, other)
            ),
        )
    press(hanna, noor, f"people/{noor.person_id}/pause")
    mail_jobs.deliver()
    waiting = house.sql("SELECT person_id FROM mail.letter WHERE state = 'queued'")
    assert [row.person_id for row in waiting] == [noor.person_id]
    press(hanna, noor, f"people/{noor.person_id}/resume")
    mail_jobs.deliver()
    assert house.sql("SELECT person_id FROM mail.letter WHERE state = 'queued'") == []


def test_a_pause_is_forgotten_with_the_person(
    house: House, employer: Employer, noor: Employee, hanna: FlaskClient
) -> None:
    press(hanna, noor, f"people/{noor.person_id}/pause")
    employer.forget(noor)
    jobs.catch_up()
    assert house.sql("SELECT count(*) AS n FROM journey.pause")[0].n == 0


def test_other_systems_do_the_same_by_the_api(house: House, noor: Employee) -> None:
    client = house.client("journey")
    skip, pause = f"{API}/touchpoints/{first(house).id}/skip", f"{API}/people/{noor.person_id}/pause"

    def put_to(path: str, body: dict[str, str] | None = None) -> int:
        return client.put(path, headers=house.api, json=body).status_code

    assert put_to(skip, {"reason": "hand_absent"}) == 204
    assert first(house).state == "skipped"
    assert client.delete(skip, headers=house.api).status_code == 204
    assert first(house).state == "planned"
    assert put_to(skip, {"reason": "because"}) == 422
    assert put_to(f"{API}/touchpoints/{new_id()}/skip", {"reason": "hand_absent"}) == 404
    assert put_to(pause) == put_to(pause) == 204
    assert put_to(f"{API}/people/{new_id()}/pause") == 404
    assert client.delete(pause, headers=house.api).status_code == 204
    assert client.delete(pause, headers=house.api).status_code == 204
