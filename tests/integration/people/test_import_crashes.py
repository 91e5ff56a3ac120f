"""An import that crashes for a reason nobody foresaw ends, says so, and can be tried again; nothing is half done."""

from __future__ import annotations

import contextlib
import signal
from datetime import timedelta
from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy import create_engine, text

from services.people import jobs
from services.people.actions.running import MOST_CRASHES, MOST_TRIES
from shared.db.engine import driver_url
from tests.house import House
from tests.integration.people.test_desk_imports import LIST, choose, form, upload
from tests.integration.people.test_import_faults import (
    ROWS,
    everything,
    held,
    wait_for_someone_waiting,
    worker,
)
from tests.integration.people.test_people_api import call

API = "/people/api/v1/imports"
SAID = "Het inlezen is drie keer onverwacht afgebroken. Er is niets uit dit bestand doorgevoerd"


@pytest.fixture
def run(desk: FlaskClient) -> str:
    """A file of forty people that is to be read."""
    found = upload(desk, LIST + ROWS)
    choose(desk, found)
    return found


def breaks(house: House, table: str) -> None:
    """From now on, nothing goes into this table, for a reason that nobody foresaw."""
    owner(
        house,
        "CREATE FUNCTION people.broken() RETURNS trigger LANGUAGE plpgsql AS"
        " $$ BEGIN RAISE EXCEPTION 'nobody foresaw this'; END $$",
        f"CREATE TRIGGER broken BEFORE INSERT ON {table} FOR EACH ROW EXECUTE FUNCTION people.broken()",
    )


def works_again(house: House) -> None:
    owner(house, "DROP FUNCTION people.broken() CASCADE")


def owner(house: House, *statements: str) -> None:
    engine = create_engine(driver_url(house.settings.database_url))
    with engine.begin() as conn:
        for statement in statements:
            conn.execute(text(statement))
    engine.dispose()


def tried(house: House, times: int) -> None:
    """The sweep takes it up, again and again."""
    for _ in range(times):
        house.set_time(house.now + timedelta(minutes=3))
        with contextlib.suppress(ExceptionGroup):
            jobs.take_up()


def asked_to_apply(desk: FlaskClient, run: str) -> None:
    jobs.read_file(run)
    page = f"/people/desk/imports/{run}"
    assert form(desk, f"{page}/apply", _page=page).status_code == 303


def state(house: House, run: str) -> Any:
    return call(house, "GET", f"{API}/{run}").json


def again(desk: FlaskClient, run: str) -> int:
    page = f"/people/desk/imports/{run}"
    return int(form(desk, f"{page}/again", _page=page).status_code)


def test_reading_that_crashes_ends_after_three_attempts_and_says_what_to_do(
    house: House, desk: FlaskClient, run: str
) -> None:
    before = everything(house)
    breaks(house, "people.staged_row")
    tried(house, MOST_CRASHES - 1)
    assert state(house, run)["state"] == "reading"
    tried(house, 3)
    page = desk.get(f"/people/desk/imports/{run}")
    assert SAID in page.text
    assert "Probeer het nog eens" in page.text
    assert "Refresh" not in page.headers
    said = state(house, run)
    assert (said["state"], said["failure_code"], said["again"]) == ("failed", "import_crashed", True)
    assert said["failure"].startswith(SAID)
    assert everything(house) == before
    home = house.logged_in("console").get("/console/desk/").text
    assert "lijst.csv is niet ingelezen" in home
    assert f"/people/desk/imports/{run}" in home


def test_trying_again_goes_on_and_brings_everybody_in_once(house: House, desk: FlaskClient, run: str) -> None:
    breaks(house, "people.staged_row")
    tried(house, MOST_CRASHES)
    works_again(house)
    assert again(desk, run) == 303
    assert state(house, run)["failure"] is None
    asked_to_apply(desk, run)
    jobs.apply_file(run)
    assert state(house, run)["state"] == "applied"
    assert len(house.facts("people.hired")) == 40
    assert "niet ingelezen" not in house.logged_in("console").get("/console/desk/").text


def test_applying_that_crashes_changes_nobody_and_trying_again_changes_nothing_twice(
    house: House, desk: FlaskClient, run: str
) -> None:
    asked_to_apply(desk, run)
    before = everything(house)
    breaks(house, "people.spell")
    tried(house, MOST_CRASHES)
    assert (state(house, run)["state"], everything(house)) == ("failed", before)
    works_again(house)
    for _ in range(2):
        assert call(house, "POST", f"{API}/{run}/again").json["state"] == "applying"
    for _ in range(2):
        jobs.apply_file(run)
    tried(house, 1)
    assert call(house, "POST", f"{API}/{run}/again").json["state"] == "applied"
    assert len(house.facts("people.hired")) == 40
    assert len(house.facts("people.imported")) == 1


def test_it_crashes_again_after_three_new_attempts(house: House, desk: FlaskClient, run: str) -> None:
    breaks(house, "people.staged_row")
    tried(house, MOST_CRASHES)
    assert again(desk, run) == 303
    tried(house, MOST_CRASHES - 1)
    assert state(house, run)["state"] == "reading"
    tried(house, 1)
    assert state(house, run)["state"] == "failed"


def test_killed_workers_are_no_crashes(house: House, desk: FlaskClient, run: str) -> None:
    asked_to_apply(desk, run)
    for _ in range(MOST_CRASHES + 1):
        with held(house, "people.spell"):
            killed = worker(house, f"from services.people import jobs; jobs.apply_file({run!r})")
            wait_for_someone_waiting(house, "people.spell")
            killed.send_signal(signal.SIGKILL)
            killed.wait()
    tried(house, 2)
    assert state(house, run)["state"] == "applied"


def test_a_file_that_kills_every_worker_ends_too(house: House, desk: FlaskClient, run: str) -> None:
    # A worker that is killed leaves nothing but that it began.
    house.sql("UPDATE people.import_run SET tries = :many", many=MOST_TRIES)
    tried(house, 1)
    said = state(house, run)
    assert (said["state"], said["failure_code"]) == ("failed", "import_never_ends")
    assert again(desk, run) == 303
    tried(house, 1)
    assert state(house, run)["state"] == "checked"


def test_a_file_that_is_wrong_is_not_tried_again(house: House, desk: FlaskClient, run: str) -> None:
    house.sql("UPDATE people.import_run SET mapping = '{}'")
    tried(house, 1)
    assert (state(house, run)["state"], state(house, run)["again"]) == ("failed", False)
    assert call(house, "POST", f"{API}/{run}/again").status_code == 409
    assert "Probeer het nog eens" not in desk.get(f"/people/desk/imports/{run}").text


def test_what_broke_off_can_be_put_away_and_its_columns_mended(
    house: House, desk: FlaskClient, run: str
) -> None:
    breaks(house, "people.staged_row")
    tried(house, MOST_CRASHES)
    works_again(house)
    assert choose(desk, run).status_code == 303
    jobs.read_file(run)
    assert state(house, run)["state"] == "checked"
    page = f"/people/desk/imports/{run}"
    assert form(desk, f"{page}/drop", _page=page).status_code == 303
    assert state(house, run)["state"] == "dropped"


def test_an_import_that_nobody_knows_is_not_found(house: House) -> None:
    nobody = f"{API}/01980000-0000-7000-8000-000000000001"
    assert call(house, "GET", nobody).status_code == 404
    assert call(house, "POST", f"{nobody}/again").status_code == 404
