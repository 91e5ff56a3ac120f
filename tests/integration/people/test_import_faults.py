"""A worker is killed while it applies a file; HR edits while a file is applied: nothing is half done, nothing lost."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import timedelta
from uuid import UUID

import pytest
from flask.testing import FlaskClient
from sqlalchemy import create_engine, text

from services.people import jobs
from shared.db.engine import driver_url
from tests.house import House
from tests.integration.people.test_desk_imports import LIST, choose, form, upload
from tests.integration.people.test_people_api import PEOPLE, add, call

ROWS = "".join(f"{number};Jan Maas;1-2-2020;;Zorg;\n" for number in range(1, 41))


@pytest.fixture
def run(desk: FlaskClient) -> str:
    """A file of forty people that HR asked to apply, and that no worker has picked up yet."""
    run = upload(desk, LIST + ROWS)
    choose(desk, run)
    jobs.read_file(run)
    page = f"/people/desk/imports/{run}"
    assert form(desk, f"{page}/apply", _page=page).status_code == 303
    return run


@contextmanager
def held(house: House, table: str) -> Iterator[None]:
    """Let nobody write to a table for a while, so that an import waits in the middle of what it does."""
    engine = create_engine(driver_url(house.settings.database_url))
    with engine.begin() as conn:
        conn.execute(text(f"LOCK TABLE {table} IN EXCLUSIVE MODE"))
        yield
    engine.dispose()


def wait_for_someone_waiting(house: House, table: str) -> None:
    until = time.monotonic() + 30
    while not house.sql(
        "SELECT 1 FROM pg_locks WHERE NOT granted AND relation = cast(:name AS regclass)", name=table
    ):
        assert time.monotonic() < until, f"nobody waits for {table}"
        time.sleep(0.05)


def worker(house: House, command: str) -> subprocess.Popen[bytes]:
    environment = os.environ | {
        "WEERZIEN_HOME": str(house.settings.home),
        "WEERZIEN_SECRET_KEY": house.settings.secret_key,
        "WEERZIEN_TIME_TRAVEL": "1",
        "DATABASE_URL": house.settings.database_url,
        "REDIS_URL": house.settings.redis_url,
    }
    return subprocess.Popen([sys.executable, "-c", command], env=environment)


def everything(house: House) -> tuple[int, ...]:
    tables = ("people.person", "people.spell", "people.department", "eventlog.fact")
    return tuple(house.sql(f"SELECT count(*) AS n FROM {table}")[0].n for table in tables)


def test_a_worker_killed_while_applying_leaves_nothing_half_done_and_is_followed_up(
    house: House, run: str
) -> None:
    before = everything(house)
    # Persons are written before spells: who waits for the spells has forty persons that are not committed.
    with held(house, "people.spell"):
        killed = worker(house, f"from services.people import jobs; jobs.apply_file({run!r})")
        wait_for_someone_waiting(house, "people.spell")
        killed.kill()
        killed.wait()
    until = time.monotonic() + 30
    while not (lying := takes_up(house)):
        assert time.monotonic() < until, "the database still holds what the killed worker had"
    assert lying == 1
    assert everything(house) == (before[0] + 40, before[1] + 40, before[2] + 1, before[3] + 41)
    assert house.sql("SELECT state FROM people.import_run")[0].state == "applied"
    assert takes_up(house) == 0
    jobs.apply_file(run)
    assert len(house.facts("people.hired")) == 40


def takes_up(house: House) -> int:
    house.set_time(house.now + timedelta(minutes=3))
    return jobs.take_up()


def test_a_run_in_the_hands_of_a_slow_worker_is_left_alone(house: House, run: str) -> None:
    with ThreadPoolExecutor(1) as hands:
        with held(house, "people.spell"):
            applying = hands.submit(jobs.apply_file, run)
            wait_for_someone_waiting(house, "people.spell")
            assert takes_up(house) == 0
        applying.result(timeout=30)
    assert len(house.facts("people.imported")) == 1


def test_a_run_that_cannot_go_on_says_so_and_holds_up_no_other(
    house: House, desk: FlaskClient, run: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = upload(desk, LIST + "77;Bo Kok;1-2-2020;;;\n")
    choose(desk, other)
    monkeypatch.setattr(jobs, "apply_file", lambda _run: 1 / 0)
    with pytest.raises(ExceptionGroup, match="could not be taken up"):
        takes_up(house)
    assert house.sql("SELECT state FROM people.import_run WHERE id = :id", id=other)[0].state == "checked"
    monkeypatch.undo()
    house.sql("UPDATE people.import_run SET mapping = '{}' WHERE id = :id", id=run)
    assert takes_up(house) == 1
    assert "niet gelukt" in desk.get(f"/people/desk/imports/{run}").text
    assert takes_up(house) == 0


def test_who_is_edited_while_a_file_is_applied_waits_and_both_are_kept(house: House, run: str) -> None:
    known = add(house, employee_number="1", family_name="Maas", email="oud@example.org")
    with ThreadPoolExecutor(4) as hands:
        with held(house, "people.spell"):
            applying = hands.submit(jobs.apply_file, run)
            wait_for_someone_waiting(house, "people.spell")
            edits = [
                hands.submit(call, house, "PATCH", f"{PEOPLE}/{known['id']}", {"email": "jan@example.org"}),
                hands.submit(call, house, "POST", PEOPLE, {"employee_number": "40", "given_name": "An"}),
                hands.submit(call, house, "POST", PEOPLE, {"employee_number": "41", "given_name": "Bo"}),
            ]
            time.sleep(0.3)
            assert not any(edit.done() for edit in edits)
        applying.result(timeout=30)
        answers = [edit.result(timeout=30) for edit in edits]
    assert [answer.status_code for answer in answers] == [200, 409, 201]
    assert answers[0].json["department"] == "Zorg"
    assert answers[0].json["email"] == "jan@example.org"
    assert house.sql("SELECT count(*) AS n FROM people.person")[0].n == 41
    assert UUID(known["id"]) in {one.person_id for one in house.facts("people.changed")}


def test_the_sample_is_taken_away_by_a_command(house: House) -> None:
    house.sql(
        "INSERT INTO people.person (id, given_name, sample, created_at, changed_at)"
        " SELECT gen_random_uuid(), 'Bo', true, now(), now() FROM generate_series(1, 1203)"
    )
    add(house)
    command = [sys.executable, "-m", "services.people.jobs"]
    environment = os.environ | {
        "WEERZIEN_HOME": str(house.settings.home),
        "WEERZIEN_SECRET_KEY": house.settings.secret_key,
        "DATABASE_URL": house.settings.database_url,
        "REDIS_URL": house.settings.redis_url,
    }
    for gone in ("1203\n", "0\n"):
        said = subprocess.run(
            [*command, "remove-sample"], env=environment, capture_output=True, text=True, check=True
        )
        assert said.stdout == gone
    assert [one.given_name for one in house.sql("SELECT given_name FROM people.person")] == ["Jan"]
    wrong = subprocess.run([*command, "remove"], env=environment, capture_output=True, text=True, check=False)
    assert wrong.returncode == 1
    assert wrong.stderr.startswith("usage: ")
