"""What is promised to whoever answers: they hear in time, and what they sent along is not kept for ever."""

from __future__ import annotations

import io
import os
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

from services.alumni import gateway, jobs
from shared.kernel import clock
from tests.integration.alumni.conftest import AFTERNOON, Network, submitted
from tests.integration.alumni.test_work import answers, opened

_CROWD = """
    WITH crowd AS (INSERT INTO alumni.member (id, state, joined_at, changed_at)
                   SELECT gen_random_uuid(), 'stopped', :now, :now FROM generate_series(1, 200) RETURNING id)
    INSERT INTO alumni.interest (id, vacancy_id, member_id, way, at, promised_on, reminded_at)
    SELECT gen_random_uuid(), :vacancy, id, 'call', :now, cast(:now AS date) - 30, :now FROM crowd
"""


def sent_a_cv(network: Network, own: str) -> UUID:
    vacancy = opened(network.house)
    form = {"way": "full", "motivation": "Graag", "file": (io.BytesIO(b"%PDF-1"), "cv.pdf")}
    submitted(network.phone, f"{own}/work/{vacancy}", **form)
    (row,) = answers(network.house)
    found: UUID = row.id
    return found


def test_a_cv_goes_four_weeks_after_the_decision_and_with_whoever_is_forgotten(
    network: Network, reader: tuple[Any, str]
) -> None:
    _noor, own = reader
    answer = sent_a_cv(network, own)
    network.house.sql("UPDATE alumni.interest SET state = 'invited', decided_at = :at", at=network.house.now)
    assert jobs.tidy_files() == 0
    network.house.set_time(AFTERNOON + timedelta(days=29))
    assert jobs.tidy_files() == 1
    assert gateway.read(answer) is None
    submitted(network.phone, f"{own}/forget", sure="yes")
    (row,) = answers(network.house)
    assert (row.motivation, row.phone) == ("", "")


def test_a_cv_of_which_no_answer_is_known_goes_after_a_day(network: Network, reader: tuple[Any, str]) -> None:
    """The answer was never written, or a worker was killed between forgetting and taking the file away."""
    answer, lost, fresh = sent_a_cv(network, reader[1]), uuid4(), uuid4()
    for one in (lost, fresh):
        gateway.keep(one, b"%PDF-1")
    long_ago = (clock.wall() - timedelta(days=2)).timestamp()
    for one in (answer, lost):
        os.utime(gateway.folder() / str(one), (long_ago, long_ago))
    assert jobs.tidy_files() == 1
    assert gateway.read(lost) is None
    assert gateway.read(fresh), "its answer may be on its way into the database"
    assert gateway.read(answer)


def test_old_promises_that_nobody_kept_hide_no_new_one(network: Network, reader: tuple[Any, str]) -> None:
    _noor, own = reader
    house = network.house
    vacancy = opened(house)
    submitted(network.phone, f"{own}/work/{vacancy}", way="call", phone="06")
    house.sql(_CROWD, vacancy=vacancy, now=AFTERNOON)
    house.set_time(AFTERNOON + timedelta(days=13))
    jobs.open_due()
    house.drain()
    house.deliver()
    subjects = [str(message["Subject"]) for _, _, message in house.postbox.envelopes]
    assert "Een oud-collega wacht op antwoord over Planner" in subjects
