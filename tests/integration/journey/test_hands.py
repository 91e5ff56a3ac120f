"""What HR does by hand, to one or to thousands: shown before, counted after, undone within the minute."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest

from services.journey import jobs
from services.journey.actions import by_hand, foreseeing, handling
from services.journey.domain.intent import MOVE, PAUSE, RESUME, SEND, SKIP, TAKE_BACK, Intent, Selection
from services.journey.errors import TooLateToUndo
from services.journey.store import lists, rulings
from services.journey.store.hands import Hand
from services.journey.wiring import transaction
from shared.kernel.ids import new_id
from tests.house import House
from tests.integration.journey.employer import Employee, Employer, nobody_looks_first

API = "/journey/api/v1"
MINUTE = timedelta(minutes=1)
AFTERNOON = datetime(2026, 3, 9, 13, 0, tzinfo=UTC)
ASKED = {"programme": "onboarding", "ask": "month_1"}


@pytest.fixture
def employer(house: House) -> Employer:
    return Employer(house)


def do(intent: Intent, hand_id: UUID | None = None, *, go_on: bool = True) -> Hand:
    with transaction() as tx:
        hand = handling.start(tx, hand_id or new_id(), intent, new_id())
    if go_on:
        jobs.work_hands()
        with transaction() as tx:
            hand = handling._found(tx, hand.id)
    return hand


def undo(hand: Hand) -> Hand:
    with transaction() as tx:
        handling.undo(tx, hand.id)
    jobs.work_hands()
    with transaction() as tx:
        return handling._found(tx, hand.id)


def all_who(kind: str, **asked: Any) -> Intent:
    who = {
        key: asked.pop(key) for key in list(asked) if key in Selection.__dataclass_fields__ and kind != SEND
    }
    return Intent(kind=kind, who=Selection(**who), **asked)


def touchpoints(house: House) -> list[Any]:
    """All touchpoints as they stand; without what only a calendar counts, and when they were first planned."""
    return house.sql(
        "SELECT id, state, reason, detail, due_date, send_at, closes_on, moved_to, moved_because, interviewer"
        " FROM journey.touchpoint ORDER BY person_id, due_date, rule"
    )


def of(house: House, one: Employee, rule: str) -> Any:
    [found] = house.sql(
        "SELECT * FROM journey.touchpoint WHERE person_id = :person AND rule = :rule",
        person=one.person_id,
        rule=rule,
    )
    return found


def call(house: House, method: str, path: str, body: Any = None) -> Any:
    return house.client("journey").open(f"{API}{path}", method=method, headers=house.api, json=body)


def test_what_is_sent_by_hand_leaves_on_its_day_and_asks_what_was_chosen(
    house: House, employer: Employer
) -> None:
    noor = employer.hire()
    jobs.catch_up()
    sent = call(
        house, "POST", f"/people/{noor.person_id}/touchpoints", {**ASKED, "day": "2026-03-05"}
    ).get_json()
    assert (sent["kind"], sent["count"], sent["state"]) == ("send", 1, "done")
    one = of(house, noor, "by_hand")
    assert (one.due_date, one.about, one.plan_version, one.ask) == (
        date(2026, 3, 5),
        UUID(sent["id"]),
        None,
        "month_1",
    )
    house.set_time(datetime(2026, 3, 5, 13, 0, tzinfo=UTC))
    jobs.release_due()
    [fact] = house.facts("journey.touchpoint_due")
    assert (fact.body["rule"], fact.body["ask"]) == ("by_hand", "month_1")
    house.drain()
    assert house.sql("SELECT count(*) AS n FROM onboarding.checkin")[0].n == 1


def test_what_is_sent_today_waits_a_minute_and_stays_where_that_minute_put_it(
    house: House, employer: Employer
) -> None:
    noor = employer.hire()
    jobs.catch_up()
    for second in (0, 30, 59):
        # The spread of the morning's letters ends at 11, so that this one cannot lie ahead by itself.
        house.set_time(datetime(2026, 3, 2, 14, 0, second, tzinfo=UTC))
        do(all_who(SEND, day=date(2026, 3, 2), **ASKED))
        employer.change(noor, country="BE")
        jobs.catch_up()
        [one] = house.sql("SELECT * FROM journey.touchpoint WHERE rule = 'by_hand' ORDER BY id DESC LIMIT 1")
        assert timedelta(seconds=50) < one.send_at - house.now <= MINUTE
        jobs.release_due()
        assert (
            house.sql("SELECT state FROM journey.touchpoint WHERE id = :id", id=one.id)[0].state == "planned"
        )


@pytest.mark.parametrize("second", [0, 20, 40])
def test_a_letter_of_the_morning_that_is_about_to_leave_gets_its_minute_too(
    house: House, employer: Employer, second: int
) -> None:
    employer.hire_many(60)
    jobs.catch_up()
    house.set_time(datetime(2026, 3, 2, 9, 15, second, tzinfo=UTC))
    begun = house.now
    do(all_who(SEND, day=date(2026, 3, 2), **ASKED))
    [first] = house.sql("SELECT min(send_at) AS at FROM journey.touchpoint WHERE rule = 'by_hand'")
    assert first.at >= begun + MINUTE


def test_who_is_paused_dead_or_never_began_is_left_out_and_counted(house: House, employer: Employer) -> None:
    people = employer.hire_many(6)
    jobs.catch_up()
    with transaction() as tx:
        by_hand.pause(tx, people[0].person_id, new_id())
    employer.bury(people[1])
    house.sql(
        "UPDATE people.spell SET state = 'never_started' WHERE person_id = :person",
        person=people[2].person_id,
    )
    employer.forget(people[3])
    jobs.catch_up()
    asked = Intent(kind=SEND, who=Selection(employment="everybody"), day=date(2026, 3, 5), **ASKED)
    with transaction() as tx:
        seen = foreseeing.look(tx, asked)
    left_out = {"paused": 1, "died": 1, "never_started": 1}
    assert (seen.total, seen.count, seen.left_out) == (5, 2, left_out)
    done = do(asked)
    assert (done.count, done.left_out, done.state) == (2, left_out, "done")
    single = call(house, "POST", f"/people/{people[1].person_id}/touchpoints", {**ASKED, "day": "2026-03-05"})
    assert (single.status_code, single.get_json()["code"]) == (409, "left_out")
    gone = call(house, "POST", f"/people/{people[3].person_id}/touchpoints", {**ASKED, "day": "2026-03-05"})
    assert gone.status_code == 404


def test_what_is_in_the_way_of_what_hr_sends_gives_way_and_comes_back_with_the_undo(
    house: House, employer: Employer
) -> None:
    noor = employer.hire()
    jobs.catch_up()
    before = touchpoints(house)
    asked = all_who(SEND, day=date(2026, 3, 9), **ASKED)
    with transaction() as tx:
        seen = foreseeing.look(tx, asked)
    assert [(one.name, one.before and one.before.rule) for one in seen.pushed] == [
        ("Noor de Vries 0", "week_1")
    ]
    assert touchpoints(house) == before, "to look changes nothing"
    done = do(asked)
    pushed = of(house, noor, "week_1")
    assert pushed.reason in {"room", "budget"}
    house.set_time(house.now + MINUTE - timedelta(seconds=1))
    undone = undo(done)
    assert (undone.state, undone.kept) == ("undone", 0)
    after = touchpoints(house)
    assert [one for one in after if one.reason != "undone"] == before
    assert [one.state for one in after if one.reason == "undone"] == ["cancelled"]
    # Taken back is taken back: nothing that happens to the person brings it to life again.
    employer.change(noor, country="BE")
    jobs.catch_up()
    assert of(house, noor, "by_hand").state == "cancelled"


def test_a_moment_is_moved_before_or_after_its_day_and_back(house: House, employer: Employer) -> None:
    noor = employer.hire()
    jobs.catch_up()
    first = of(house, noor, "week_1")
    for day in ("2026-03-03", "2026-03-17"):
        assert call(house, "PUT", f"/touchpoints/{first.id}/move", {"day": day}).status_code == 204
        moved = of(house, noor, "week_1")
        assert (moved.moved_to.isoformat(), moved.reason) == (day, "hand_moved")
        assert (moved.due_date, moved.send_at.date().isoformat()) == (first.due_date, day)
        employer.change(noor, country="BE")
        jobs.catch_up()
        assert of(house, noor, "week_1").moved_to == moved.moved_to
    assert call(house, "DELETE", f"/touchpoints/{first.id}/move").status_code == 204
    back = of(house, noor, "week_1")
    assert (back.send_at, back.moved_to, back.reason) == (first.send_at, None, None)
    assert back.sequence > moved.sequence > first.sequence


def test_a_moment_that_is_moved_to_today_leaves_today(house: House, employer: Employer) -> None:
    noor = employer.hire()
    jobs.catch_up()
    house.set_time(datetime(2026, 3, 4, 14, 0, tzinfo=UTC))
    first = of(house, noor, "month_1")
    assert call(house, "PUT", f"/touchpoints/{first.id}/move", {"day": "2026-03-04"}).status_code == 204
    assert timedelta(seconds=50) < of(house, noor, "month_1").send_at - house.now <= MINUTE
    house.set_time(house.now + MINUTE)
    jobs.release_due()
    assert of(house, noor, "month_1").state == "due"


@pytest.mark.parametrize(
    ("day", "status"),
    [("2026-03-01", 422), ("2029-01-01", 422), ("1899-12-31", 422), ("2026-02-30", 422), (None, 422)],
)
def test_a_day_that_has_passed_or_is_none_is_refused(
    house: House, employer: Employer, day: str | None, status: int
) -> None:
    noor = employer.hire()
    jobs.catch_up()
    path = f"/touchpoints/{of(house, noor, 'week_1').id}/move"
    refused = call(house, "PUT", path, {"day": day})
    assert refused.status_code == status
    assert "day" in refused.get_json()["errors"]
    sent = call(house, "POST", f"/people/{noor.person_id}/touchpoints", {**ASKED, "day": day})
    assert sent.status_code == status


def test_yesterday_is_still_today_where_it_is_still_yesterday(house: House, employer: Employer) -> None:
    house.set_time(datetime(2026, 3, 3, 2, 0, tzinfo=UTC))
    west = employer.hire(date(2026, 3, 2), zone="America/Los_Angeles")
    east = employer.hire(date(2026, 3, 2))
    jobs.catch_up()
    for one, status in ((west, 201), (east, 422)):
        path = f"/people/{one.person_id}/touchpoints"
        assert call(house, "POST", path, {**ASKED, "day": "2026-03-02"}).status_code == status


def test_what_has_left_is_neither_moved_nor_undone(house: House, employer: Employer) -> None:
    noor, bram = employer.hire_many(2)
    jobs.catch_up()
    nobody_looks_first(house)
    house.set_time(datetime(2026, 3, 6, 14, 0, tzinfo=UTC))
    done = do(all_who(MOVE, rule="week_1", day=date(2026, 3, 6)))
    assert done.count == 2
    house.sql(
        "UPDATE journey.touchpoint SET send_at = :now WHERE person_id = :person AND rule = 'week_1'",
        now=house.now,
        person=noor.person_id,
    )
    jobs.release_due()
    assert of(house, noor, "week_1").state == "due"
    assert (
        call(
            house, "PUT", f"/touchpoints/{of(house, noor, 'week_1').id}/move", {"day": "2026-03-20"}
        ).status_code
        == 409
    )
    undone = undo(done)
    assert (undone.state, undone.kept) == ("undone", 1)
    assert of(house, noor, "week_1").state == "due"
    assert of(house, bram, "week_1").moved_to is None


def test_after_a_minute_it_is_too_late_to_undo(house: House, employer: Employer) -> None:
    employer.hire()
    jobs.catch_up()
    done = do(all_who(SKIP, reason="hand_other"))
    house.set_time(house.now + MINUTE)
    with pytest.raises(TooLateToUndo):
        undo(done)
    answer = call(house, "POST", f"/hands/{done.id}/undo")
    assert (answer.status_code, answer.get_json()["code"]) == (409, "too_late_to_undo")
    assert call(house, "POST", f"/hands/{new_id()}/undo").status_code == 404


@pytest.mark.parametrize("kind", [SEND, MOVE, SKIP, TAKE_BACK, PAUSE, RESUME])
def test_undo_restores_exactly_what_was_and_twice_is_once(
    house: House, employer: Employer, kind: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(handling, "BATCH", 3)
    people = employer.hire_many(7)
    jobs.catch_up()
    do(Intent(kind=SKIP, who=Selection(rule="month_1"), reason="hand_spoken"))
    do(Intent(kind=MOVE, who=Selection(rule="month_3"), day=date(2026, 6, 10)))
    if kind == RESUME:
        do(all_who(PAUSE))
    house.set_time(house.now + timedelta(minutes=5))
    before, paused = touchpoints(house), house.sql("SELECT * FROM journey.pause ORDER BY person_id")
    asked = {
        SEND: all_who(SEND, day=date(2026, 3, 9), **ASKED),
        MOVE: all_who(MOVE, day=date(2026, 3, 20)),
        SKIP: all_who(SKIP, reason="hand_absent"),
        TAKE_BACK: all_who(TAKE_BACK),
        PAUSE: all_who(PAUSE),
        RESUME: all_who(RESUME),
    }[kind]
    done = do(asked)
    assert done.count >= len(people)
    undone = undo(done)
    again = undo(done)
    assert (undone.state, undone.kept, again) == ("undone", 0, undone)
    assert [one for one in touchpoints(house) if one.reason != "undone"] == before
    assert house.sql("SELECT * FROM journey.pause ORDER BY person_id") == paused


def test_undoing_keeps_what_a_hand_decided_since(house: House, employer: Employer) -> None:
    noor = employer.hire()
    jobs.catch_up()
    done = do(all_who(MOVE, rule="week_1", day=date(2026, 3, 20)))
    one = of(house, noor, "week_1")
    assert call(house, "PUT", f"/touchpoints/{one.id}/skip", {"reason": "hand_spoken"}).status_code == 204
    assert undo(done).kept == 1
    assert of(house, noor, "week_1").reason == "hand_spoken"


def test_a_second_click_is_harmless(house: House, employer: Employer) -> None:
    employer.hire_many(3)
    jobs.catch_up()
    asked, hand_id = all_who(SEND, day=date(2026, 3, 9), **ASKED), new_id()
    with ThreadPoolExecutor(4) as pool:
        found = {one.result().id for one in [pool.submit(do, asked, hand_id) for _ in range(4)]}
    assert found == {hand_id}
    assert house.sql("SELECT count(*) AS n FROM journey.touchpoint WHERE rule = 'by_hand'")[0].n == 3
    assert house.sql("SELECT count FROM journey.hand")[0].count == 3
    body = {"kind": "skip", "reason": "hand_other", "who": {"rule": "month_3"}, "id": str(new_id())}
    assert [call(house, "POST", "/hands", body).get_json()["count"] for _ in range(2)] == [3, 3]


def test_much_goes_on_where_it_was_and_can_be_undone_on_the_way(
    house: House, employer: Employer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(handling, "BATCH", 10)
    employer.hire_many(45)
    jobs.catch_up()
    before = touchpoints(house)
    begun = do(all_who(SKIP, rule="week_1", reason="hand_other"), go_on=False)
    assert (begun.state, begun.total, begun.count) == ("running", 45, 10)
    with transaction() as tx:
        assert handling.work_batch(tx)
    with pytest.raises(RuntimeError), transaction() as tx:
        handling.work_batch(tx)
        raise RuntimeError  # the worker dies before it commits
    assert house.sql("SELECT count FROM journey.hand")[0].count == 20
    # Somebody changes their mind long before it is through, however long it takes.
    house.set_time(house.now + timedelta(minutes=10))
    assert undo(begun).state == "undone"
    assert touchpoints(house) == before
    whole = do(all_who(SKIP, rule="week_1", reason="hand_other"))
    assert (whole.state, whole.count) == ("done", 45)
    assert not jobs.work_hands()


def test_the_filters_narrow_to_department_with_all_below_function_country_and_period(
    house: House, employer: Employer
) -> None:
    people = employer.hire_many(4)
    employer.hire(date(2026, 2, 2), country="BE")
    care, ward = new_id(), new_id()
    house.sql(
        "INSERT INTO people.department (id, name, path, parent_id, line)"
        " VALUES (:care, 'Zorg', 'Zorg', NULL, ARRAY[cast(:care AS uuid)]),"
        " (:ward, 'Afdeling A', 'Zorg / Afdeling A', :care, ARRAY[cast(:care AS uuid), cast(:ward AS uuid)])",
        care=care,
        ward=ward,
    )
    for one, place in zip(people, (care, ward, None, None), strict=True):
        house.sql(
            "UPDATE people.spell SET department_id = :place, function = :name WHERE person_id = :person",
            place=place,
            name="Arts" if place else "Analist",
            person=one.person_id,
        )
    jobs.catch_up()

    def total(kind: str = SKIP, **asked: Any) -> int:
        with transaction() as tx:
            return foreseeing.look(
                tx, Intent(kind=kind, who=Selection(**asked), reason="hand_other", day=None)
            ).total

    assert total(PAUSE) == 5
    assert total(PAUSE, department=care) == 2
    assert total(PAUSE, department=ward) == 1
    assert total(PAUSE, function="arts") == 2
    assert total(PAUSE, country="BE") == 1
    assert total(PAUSE, state="skipped") == 1
    assert total(rule="week_1") == 4
    assert total(rule="week_1", department=care) == 2
    assert total(first=date(2026, 3, 9), last=date(2026, 3, 9)) == 4
    assert total(programme="alumni") == 0


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({"kind": "send", "programme": "alumni", "ask": "month_1", "day": "2026-03-09"}, "ask"),
        ({"kind": "send", "programme": "geheim", "ask": "month_1", "day": "2026-03-09"}, "programme"),
        ({"kind": "send", "programme": "onboarding", "ask": "everything", "day": "2026-03-09"}, "ask"),
        ({"kind": "send", **ASKED}, "day"),
        ({"kind": "send", **ASKED, "day": "2026-01-01"}, "day"),
        ({"kind": "skip"}, "reason"),
        ({"kind": "skip", "reason": "because"}, "reason"),
        ({"kind": "explode"}, "kind"),
        ({"kind": "pause", "who": {"department": "Zorg"}}, "who.department"),
        ({"kind": "pause", "who": {"state": "sent"}}, "who.state"),
    ],
)
def test_what_makes_no_sense_is_a_problem_document(house: House, body: dict[str, Any], field: str) -> None:
    for path in ("/hands", "/hands/preview"):
        refused = call(house, "POST", path, body)
        assert refused.status_code == 422
        assert field in refused.get_json()["errors"]


def test_actions_are_listed_newest_first_with_their_counts(house: House, employer: Employer) -> None:
    employer.hire_many(2)
    jobs.catch_up()
    for reason in ("hand_other", "hand_spoken"):
        do(all_who(SKIP, rule="week_1", reason=reason))
    page = call(house, "GET", "/hands?limit=1").get_json()
    assert [one["count"] for one in page["items"]] == [0]
    rest = call(house, "GET", f"/hands?limit=1&cursor={page['next']}").get_json()
    assert [one["count"] for one in rest["items"]] == [2]
    one = call(house, "GET", f"/hands/{rest['items'][0]['id']}").get_json()
    assert (one["kind"], one["state"]) == ("skip", "done")


def test_what_hr_sends_by_hand_does_not_wait_for_hr_to_look_at_the_plan(
    house: House, employer: Employer
) -> None:
    with house.transaction("journey")() as tx:
        ruling = rulings.in_force(tx.conn, tx.now)
        plans = {code: (plan.version, code in ruling.on) for code, plan in ruling.plans.items()}
        rulings.enact(tx.conn, tx.now, None, plans=plans, policy=replace(ruling.policy, approval="always"))
    noor = employer.hire()
    jobs.catch_up()
    do(all_who(SEND, day=date(2026, 3, 5), **ASKED))
    house.set_time(datetime(2026, 3, 5, 13, 0, tzinfo=UTC))
    jobs.release_due()
    assert of(house, noor, "by_hand").state == "due"
    house.set_time(AFTERNOON + timedelta(days=30))
    before = of(house, noor, "month_1").sequence
    jobs.release_due()
    held = of(house, noor, "month_1")
    assert (held.state, held.reason) == ("planned", "unseen")
    assert held.sequence > before, "a calendar hears that it is later"


def test_what_hr_sends_by_hand_does_not_count_towards_the_letters_a_day_that_hr_looks_at_first(
    house: House, employer: Employer
) -> None:
    with house.transaction("journey")() as tx:
        ruling = rulings.in_force(tx.conn, tx.now)
        plans = {code: (plan.version, code in ruling.on) for code, plan in ruling.plans.items()}
        policy = replace(ruling.policy, approval="above", approval_above=3, spacing_days=0)
        rulings.enact(tx.conn, tx.now, None, plans=plans, policy=policy)
    people = [employer.hire() for _ in range(3)]
    jobs.catch_up()
    due = of(house, people[0], "month_1").send_at
    do(all_who(SEND, day=due.date(), **ASKED))
    with house.transaction("journey")() as tx:
        the_day = due.replace(hour=0), due.replace(hour=23)
        assert lists.leaving_between(tx.conn, ["onboarding"], *the_day, at_most=10) == {"onboarding": 3}
