"""Conversations are shared out: nobody's week is over its maximum, and no letter leaves without somebody to talk to."""

from __future__ import annotations

import re
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

import pytest

from services.journey import jobs
from services.journey.actions import by_hand, handling, interviewing
from services.journey.domain.agenda import monday
from services.journey.domain.intent import SEND, Intent, Selection
from services.journey.domain.reading import read_plan
from services.journey.store import hands as hands_store
from services.journey.store import rulings
from services.journey.wiring import transaction
from shared.contracts import programmes
from shared.contracts.programmes import Programme
from shared.kernel.ids import new_id
from tests.house import House, pressed
from tests.integration.journey.employer import Employee, Employer, nobody_looks_first

API = "/journey/api/v1"
RULE = {
    "rule": "talk",
    "anchor": "hire_date",
    "after": {"days": 7},
    "ask": "conversation:stay",
    "closes_after": {"days": 21},
    "while": ["active"],
    "tolerance_days": 21,
    "title": {"nl": "Gesprek"},
}


@pytest.fixture
def employer(house: House) -> Employer:
    return Employer(house)


@pytest.fixture(autouse=True)
def talks(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    """The day that a programme has conversations has come."""
    asks = ("stay_form", "conversation:stay")
    monkeypatch.setitem(programmes.BY_CODE, "stay", Programme(code="stay", service="stay", asks=asks))
    nobody_looks_first(house)
    with transaction() as tx:
        ruling = rulings.in_force(tx.conn, tx.now)
        plan = read_plan("stay", 2, [RULE])
        rulings.keep(tx.conn, plan, tx.now, None)
        on = {code: (one.version, False) for code, one in ruling.plans.items()} | {"stay": (2, True)}
        rulings.enact(tx.conn, tx.now, None, plans=on, policy=ruling.policy)


def account(house: House, name: str, *, person: UUID | None = None, role: str = "interviewer") -> UUID:
    found = new_id()
    house.sql(
        "INSERT INTO console.account (id, email, email_key, name, password_hash, language, roles, person_id, state,"
        " created_at) VALUES (:id, :mail, :mail, :name, 'x', 'nl', ARRAY[:role], :person, 'active', now())",
        id=found,
        mail=f"{found}@example.org",
        name=name,
        role=role,
        person=person,
    )
    return found


def holds(account_id: UUID, a_week: int = 3, *, active: bool = True, programme: str = "stay") -> None:
    with transaction() as tx:
        interviewing.put(tx, account_id, programmes=(programme,), a_week=a_week, active=active)


def away(account_id: UUID, first: date, last: date) -> None:
    with transaction() as tx:
        interviewing.go_away(tx, account_id, first, last)


def planned(house: House) -> list[Any]:
    return house.sql("SELECT * FROM journey.touchpoint WHERE programme = 'stay' ORDER BY person_id")


def week_of(one: Any) -> date:
    at = one.released_at or one.send_at
    return monday(at.astimezone(ZoneInfo("Europe/Amsterdam")).date())


def loads(house: House) -> Counter[tuple[UUID, date]]:
    those = [one for one in planned(house) if one.interviewer and one.state not in {"skipped", "cancelled"}]
    return Counter((one.interviewer, week_of(one)) for one in those)


def manage(house: House, one: Employee, manager: Employee) -> None:
    house.sql(
        "UPDATE people.spell SET manager_id = :manager WHERE person_id = :person",
        manager=manager.person_id,
        person=one.person_id,
    )


def test_conversations_are_shared_out_and_a_full_week_flows_into_the_next(
    house: House, employer: Employer
) -> None:
    employer.hire_many(10)
    jobs.catch_up()
    first, second = account(house, "Ada"), account(house, "Bea")
    holds(first, 2)
    holds(second, 2)
    jobs.assign()
    assert set(loads(house).values()) == {2, 1}
    assert sum(loads(house).values()) == 10
    weeks = Counter(week_of(one) for one in planned(house))
    assert weeks == {date(2026, 3, 9): 4, date(2026, 3, 16): 4, date(2026, 3, 23): 2}
    moved = [one for one in planned(house) if week_of(one) != date(2026, 3, 9)]
    assert {(one.reason, one.moved_because) for one in moved} == {("interviewer_full", "interviewer_full")}
    lane = house.logged_in("journey").get(f"/journey/desk/people/{moved[0].person_id}").text
    assert "omdat in die week niemand tijd had voor het gesprek" in lane
    before = planned(house)
    jobs.assign()
    jobs.assign()
    assert planned(house) == before, "looked at again, nothing changes"


def test_what_nobody_can_hold_waits_shows_at_the_desk_and_does_not_leave(
    house: House, employer: Employer
) -> None:
    [noor] = employer.hire_many(1)
    jobs.catch_up()
    holds(account(house, "Ada"), 0)
    jobs.assign()
    desk = house.logged_in("journey").get("/journey/desk/interviewers").text
    assert "Eén gesprek heeft nog niemand" in desk
    house.set_time(datetime(2026, 3, 9, 14, 0, tzinfo=UTC))
    jobs.release_due()
    [one] = planned(house)
    assert (one.state, one.reason, one.send_at.date()) == ("planned", "nobody", date(2026, 3, 10))
    lane = house.logged_in("journey").get(f"/journey/desk/people/{noor.person_id}").text
    assert "De brief wacht tot er iemand is voor het gesprek" in lane
    ada = account(house, "Ada")
    holds(ada)
    jobs.assign()
    house.set_time(datetime(2026, 3, 10, 14, 0, tzinfo=UTC))
    jobs.release_due()
    [one] = planned(house)
    assert (one.state, one.interviewer) == ("due", ada)
    assert len(house.facts("journey.touchpoint_due")) == 1


def test_what_waited_too_long_for_somebody_says_so(house: House, employer: Employer) -> None:
    employer.hire()
    jobs.catch_up()
    for days in range(25):
        house.set_time(datetime(2026, 3, 9, 14, 0, tzinfo=UTC) + timedelta(days=days))
        jobs.assign()
        jobs.release_due()
    [one] = planned(house)
    assert (one.state, one.reason) == ("skipped", "nobody")
    assert house.facts("journey.touchpoint_due") == []


def test_nobody_talks_with_themselves_or_anybody_below_them_in_the_line(
    house: House, employer: Employer
) -> None:
    boss, head, noor, peer = employer.hire_many(4)
    manage(house, noor, head)
    manage(house, head, boss)
    manage(house, boss, noor)  # a line that bites its own tail
    accounts = {
        one.person_id: account(house, str(number), person=one.person_id)
        for number, one in enumerate((boss, head, noor, peer))
    }
    for one in (boss, head, noor):
        holds(accounts[one.person_id], 9)
    jobs.catch_up()
    jobs.assign()
    theirs = {one.person_id: one.interviewer for one in planned(house)}
    assert theirs[noor.person_id] is None
    assert theirs[peer.person_id] is not None
    holds(accounts[peer.person_id], 9)
    jobs.assign()
    theirs = {one.person_id: one.interviewer for one in planned(house)}
    assert theirs[noor.person_id] == accounts[peer.person_id]
    assert theirs[peer.person_id] != accounts[peer.person_id]
    # A new manager is not the one to talk to, also where that was arranged before.
    manage(house, noor, peer)
    jobs.assign()
    now = {one.person_id: one.interviewer for one in planned(house)}[noor.person_id]
    assert now not in {None, accounts[peer.person_id], accounts[noor.person_id]}


@pytest.mark.parametrize("how", ["away", "stopped", "closed", "left", "absent"])
def test_whoever_goes_gives_theirs_to_others_and_only_those(
    house: House, employer: Employer, how: str
) -> None:
    inside = employer.hire(date(2020, 1, 6))
    employer.hire_many(6)
    ada, bea, cas = (
        account(house, "Ada", person=inside.person_id),
        account(house, "Bea"),
        account(house, "Cas"),
    )
    for one in (ada, bea, cas):
        holds(one, 9)
    jobs.catch_up()
    jobs.assign()
    before = {one.id: one.interviewer for one in planned(house)}
    assert Counter(before.values())[ada] == 2
    if how == "away":
        away(ada, date(2026, 3, 9), date(2026, 3, 9))
    elif how == "stopped":
        holds(ada, 9, active=False)
    elif how == "closed":
        house.sql("UPDATE console.account SET state = 'closed' WHERE id = :id", id=ada)
    elif how == "left":
        employer.leave(inside)
    else:
        house.sql(
            "INSERT INTO people.absence (id, person_id, spell_id, kind, first_day, noted_at, changed_at)"
            " VALUES (:id, :person, :spell, 'sickness', '2026-03-02', now(), now())",
            id=new_id(),
            spell=inside.spell_id,
            person=inside.person_id,
        )
    if how not in {"away", "stopped"}:
        jobs.assign()
    after = {one.id: one.interviewer for one in planned(house)}
    assert ada not in after.values()
    assert None not in after.values()
    assert {key: value for key, value in after.items() if before[key] != ada} == {
        key: value for key, value in before.items() if value != ada
    }


def test_a_conversation_that_gets_another_day_looks_for_somebody_anew(
    house: House, employer: Employer
) -> None:
    noor, _, bram = employer.hire_many(3)
    ada = account(house, "Ada")
    holds(ada, 2)
    jobs.catch_up()
    jobs.assign()
    late = next(one for one in planned(house) if one.moved_because)
    assert week_of(late) == date(2026, 3, 16)
    full = [one for one in planned(house) if not one.moved_because]
    with transaction() as tx:
        by_hand.move(tx, late.id, date(2026, 3, 11), new_id())
    found = {one.id: one for one in planned(house)}
    assert (found[late.id].interviewer, found[late.id].moved_because) == (None, "hand_moved")
    # HR's day is obeyed: it waits for room in that week, and takes it as soon as there is.
    with transaction() as tx:
        by_hand.skip(tx, full[0].id, "hand_spoken", new_id())
    jobs.assign()
    found = {one.id: one for one in planned(house)}
    assert found[late.id].interviewer == ada
    assert max(loads(house).values()) <= 2
    assert {noor.person_id, bram.person_id} <= {one.person_id for one in found.values()}


def test_undoing_a_skip_takes_no_seat_that_is_taken_since(house: House, employer: Employer) -> None:
    employer.hire_many(2)
    ada = account(house, "Ada")
    holds(ada, 1)
    jobs.catch_up()
    jobs.assign()
    first = next(one for one in planned(house) if not one.moved_because)
    with transaction() as tx:
        by_hand.skip(tx, first.id, "hand_other", new_id())
    other = next(one for one in planned(house) if one.id != first.id)
    with transaction() as tx:
        by_hand.move(tx, other.id, date(2026, 3, 10), new_id())
    with transaction() as tx:
        hands = hands_store.recent(tx.conn)
        handling.undo(tx, hands[1].id)
    assert max(loads(house).values()) == 1
    assert sum(loads(house).values()) == 2, "the other found a week of its own, or this one did"


def test_a_corrected_date_drops_the_day_that_the_agenda_chose(house: House, employer: Employer) -> None:
    people = employer.hire_many(2)
    holds(account(house, "Ada"), 1)
    jobs.catch_up()
    jobs.assign()
    late = next(one for one in planned(house) if one.moved_because)
    who = next(one for one in people if one.person_id == late.person_id)
    employer.correct(who, date(2026, 2, 27))
    jobs.catch_up()
    again = next(one for one in planned(house) if one.id == late.id)
    assert (again.due_date, again.moved_to, again.interviewer) == (date(2026, 3, 6), None, None)
    assert again.sequence > late.sequence


def test_a_conversation_sent_by_hand_has_somebody_at_once(house: House, employer: Employer) -> None:
    noor = employer.hire()
    ada = account(house, "Ada")
    holds(ada)
    jobs.catch_up()
    asked = Intent(
        kind=SEND, who=Selection(), programme="stay", ask="conversation:stay", day=date(2026, 3, 4)
    )
    with transaction() as tx:
        by_hand.send(tx, noor.person_id, asked, new_id(), new_id())
    [one] = house.sql("SELECT interviewer FROM journey.touchpoint WHERE rule = 'by_hand'")
    assert one.interviewer == ada


def test_two_at_once_do_not_both_take_the_last_seat(house: House, employer: Employer) -> None:
    employer.hire_many(40)
    for name in ("Ada", "Bea"):
        holds(account(house, name), 2)
    jobs.catch_up()
    with ThreadPoolExecutor(3) as pool:
        for done in [pool.submit(jobs.assign) for _ in range(3)]:
            done.result()
    jobs.assign()
    assert max(loads(house).values()) <= 2
    assert sum(loads(house).values()) == 16, "two weeks and three days fit four each"


def test_hr_sets_up_interviewers_at_the_desk(house: House) -> None:
    ada = account(house, "Ada")
    account(house, "Max", role="manager")
    hanna = house.logged_in("journey")
    path = "/journey/desk/interviewers"

    def press(to: str, **form: Any) -> str:
        assert pressed(hanna, path, to, **form).status_code == 303
        return hanna.get(path).text

    assert "Max" not in hanna.get(path).text
    page = press(f"{path}/{ada}", programmes=["stay", "exit"], a_week="4", active="yes")
    assert "Hooguit 4 gesprekken per week" in page
    assert "heel getal" in press(f"{path}/{ada}", programmes=["stay"], a_week="veel", active="yes")
    page = press(f"{path}/{ada}/away", first_day="2026-03-09", last_day="2026-03-13")
    assert "Weg van maandag 9 maart tot en met vrijdag 13 maart" in page
    assert "niet voor de eerste" in press(f"{path}/{ada}/away", first_day="2026-03-13", last_day="2026-03-09")
    [strike] = re.findall(r'action="(/journey/desk/interviewers/away/[^"]+)"', page)
    assert "Weg van maandag" not in press(strike)
    assert "gestopt" in press(f"{path}/{ada}", programmes=["stay"], a_week="4")


def test_other_systems_set_up_interviewers_by_the_api(house: House) -> None:
    ada = account(house, "Ada")

    def call(method: str, path: str, body: Any = None) -> Any:
        return house.client("journey").open(f"{API}{path}", method=method, headers=house.api, json=body)

    assert call("PUT", f"/interviewers/{ada}", {"programmes": ["stay"], "a_week": 2}).status_code == 204
    made = call(
        "POST", f"/interviewers/{ada}/away", {"first_day": "2026-03-09", "last_day": "2026-03-10"}
    ).get_json()
    [listed] = [one for one in call("GET", "/interviewers").get_json()["items"] if one["name"] == "Ada"]
    assert (listed["a_week"], listed["programmes"], listed["active"]) == (2, ["stay"], True)
    assert listed["away"] == [made]
    assert call("DELETE", f"/interviewers/away/{made['id']}").status_code == 204
    assert call("DELETE", f"/interviewers/away/{made['id']}").status_code == 404
    assert call("PUT", f"/interviewers/{new_id()}", {"programmes": [], "a_week": 2}).status_code == 404
    assert call("PUT", f"/interviewers/{ada}", {"programmes": ["party"], "a_week": 99}).status_code == 422
    wrong = {"first_day": "2026-03-09", "last_day": "2026-03-01"}
    assert call("POST", f"/interviewers/{ada}/away", wrong).status_code == 422
