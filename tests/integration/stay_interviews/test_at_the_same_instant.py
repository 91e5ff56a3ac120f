"""What meets at one instant: nobody waits for one another for good, and what somebody sends is never lost."""

from __future__ import annotations

import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from uuid import UUID

import pytest

from services.stay_interviews.actions import INTERVIEWS
from services.stay_interviews.wiring import transaction
from shared.asking.actions import close_due, stop, stop_inactive, submitted
from shared.db.transaction import Tx
from shared.invitation.model import State
from shared.invitation.store import close
from shared.questionnaire.store import visit
from tests.house import House
from tests.integration.journey.employer import Employee, Employer
from tests.integration.onboarding.conftest import links
from tests.integration.stay_interviews.conftest import interviews

Invite = Callable[..., list[Employee]]


Ends = Callable[[Tx, Employee, UUID], None]


def cancelled(tx: Tx, _one: Employee, touchpoint_id: UUID) -> None:
    stop(tx, INTERVIEWS, {touchpoint_id: "by_hand"})


def left(tx: Tx, one: Employee, _touchpoint_id: UUID) -> None:
    stop_inactive(tx, INTERVIEWS, [one.person_id], gone="gone")


def overdue(tx: Tx, _one: Employee, _touchpoint_id: UUID) -> None:
    close_due(tx, INTERVIEWS)


@pytest.mark.parametrize("ends", [cancelled, left, overdue])
def test_who_is_just_sending_comes_first_and_nobody_waits_for_one_another(
    house: House, employer: Employer, invited: Invite, ends: Ends
) -> None:
    [one] = invited()
    token = links(house)["link"].rpartition("/")[2]
    employer.leave(one)
    [interview] = interviews(house)

    def end() -> None:
        with transaction() as tx:
            ends(tx, one, interview.touchpoint_id)

    with ThreadPoolExecutor(1) as pool:
        with transaction() as tx:
            # What sending does behind the link: the invitation first, then the interview.
            found = visit(tx.conn, INTERVIEWS.tables.asked, token, lock=True)
            assert found is not None
            house.set_time(interview.closes_at)
            ending = pool.submit(end)
            until_somebody_waits(house)
            close(tx, INTERVIEWS.tables.asked.invited, found.invitation.id, state=State.ANSWERED)
            submitted(tx, INTERVIEWS, found.invitation)
        ending.result(timeout=60)
    assert [(row.state, row.reason) for row in interviews(house)] == [("answered", None)]
    assert [fact.type for fact in house.facts("stay.")] == [
        "stay.interview_opened.v1",
        "stay.interview_answered.v1",
    ]


def until_somebody_waits(house: House, role: str = "weerzien_stay") -> None:
    """Return once a connection of ours waits for a lock of another."""
    for _ in range(600):
        if house.sql(
            "SELECT 1 FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND usename = :role", role=role
        ):
            return
        time.sleep(0.05)
    pytest.fail("nobody waited")
