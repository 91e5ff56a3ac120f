"""What happens to letters when something happens to a person."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import UUID

from services.mail import jobs
from services.mail.actions import decisions, returns
from services.mail.domain.returns import Return
from shared.contracts.people import PersonChanged, PersonDied, PersonForgotten, PersonMerged
from tests.house import House
from tests.integration.mail.post import logged_in, person, post, state_of, types, welcome


def test_nothing_that_waits_for_somebody_who_died_ever_leaves(house: House) -> None:
    ada = person(house)
    post(house, welcome("a", to=ada, not_before=house.now + timedelta(days=3)))
    with house.transaction("people")() as tx:
        tx.record(PersonDied(person_id=ada))
    jobs.catch_up()
    row = state_of(house, "a")
    assert (row.state, row.reason, row.secrets) == ("cancelled", "deceased", None)
    assert types(house, ada) == ["mail.undeliverable.v1"]


def test_a_corrected_address_frees_what_was_parked_for_it(house: House) -> None:
    ada, bob = person(house, None), person(house, "bob@oud.example")
    house.postbox.refuse["bob@oud.example"] = "550 5.1.1 unknown"
    post(house, welcome("a", to=ada), welcome("b", to=bob))
    house.deliver()
    assert {state_of(house, key).state for key in "ab"} == {"parked"}
    house.sql("UPDATE people.person SET email = 'nieuw-' || left(id::text, 4) || '@brug.example'")
    with house.transaction("people")() as tx:
        for who in (ada, bob):
            tx.record(PersonChanged(person_id=who, spell_id=None, fields=("email",)))
    jobs.catch_up()
    house.deliver()
    assert {state_of(house, key).state for key in "ab"} == {"sent"}


def test_another_change_frees_nothing(house: House) -> None:
    ada = person(house, None)
    post(house, welcome("a", to=ada))
    house.deliver()
    with house.transaction("people")() as tx:
        tx.record(PersonChanged(person_id=ada, spell_id=None, fields=("department",)))
    jobs.catch_up()
    assert state_of(house, "a").state == "parked"


def test_letters_follow_a_person_into_the_record_that_stays(house: House) -> None:
    ada, twin = person(house), person(house, "twin@brug.example")
    post(house, welcome("a", to=twin))
    with house.transaction("people")() as tx:
        tx.record(PersonMerged(person_id=twin, into_person_id=ada))
    jobs.catch_up()
    house.deliver()
    assert state_of(house, "a").person_id == ada
    assert len(house.postbox.letters_to("ada@brug.example")) == 1


def test_forgetting_keeps_that_a_letter_was_sent_and_nothing_in_it(house: House) -> None:
    ada = person(house)
    house.postbox.refuse["ada@brug.example"] = "550 5.1.1 unknown"
    post(
        house,
        welcome("sent", to=ada, language="fr"),
        welcome("later", to=ada, not_before=house.now + timedelta(days=1)),
    )
    house.deliver()
    for _ in range(2):
        with house.transaction("people")() as tx:
            tx.record(PersonForgotten(person_id=ada))
        jobs.catch_up()
    assert state_of(house, "later").state == "cancelled"
    assert {
        (tuple(row.params), row.secrets) for row in house.sql("SELECT params, secrets FROM mail.letter")
    } == {((), None)}
    assert [row.person_id for row in house.sql("SELECT person_id FROM mail.suppression")] == [None]


def shown(house: House) -> list[str]:
    """Whose blocked addresses are shown, in the API and in the view of the console; both say the same."""
    listed: Any = house.client("mail").get("/mail/api/v1/suppressions", headers=house.api).json
    viewed = house.sql("SELECT person_id FROM mail.suppression_v1 ORDER BY since DESC")
    found = [one["person_id"] for one in listed["items"]]
    assert found == [str(row.person_id) for row in viewed]
    return found


def give_address(house: House, who: UUID, email: str | None) -> None:
    house.sql("UPDATE people.person SET email = :email WHERE id = :id", email=email, id=who)
    with house.transaction("people")() as tx:
        tx.record(PersonChanged(person_id=who, spell_id=None, fields=("email",)))
    jobs.catch_up()


def test_an_address_that_was_mended_is_no_problem_of_that_person_and_stays_blocked(house: House) -> None:
    ada = person(house, "ada@oud.example")
    house.postbox.refuse["ada@oud.example"] = "550 5.1.1 unknown"
    post(house, welcome("a", to=ada))
    house.deliver()
    assert shown(house) == [str(ada)]
    give_address(house, ada, "ada@nieuw.example")
    house.deliver()
    assert (state_of(house, "a").state, shown(house)) == ("sent", [])
    assert "We schrijven naar alle adressen" in logged_in(house).get("/mail/desk/suppressions").text
    give_address(house, ada, "ADA@oud.example")
    assert shown(house) == [str(ada)], "what she has again is hers again"
    house.postbox.refuse.clear()
    post(house, welcome("b", to=ada))
    house.deliver()
    assert state_of(house, "b").reason == "suppressed"


def test_a_blocked_address_that_somebody_else_gets_is_shown_as_theirs(house: House) -> None:
    ada, bob = person(house, "balie@brug.example"), person(house, "bob@brug.example")
    house.postbox.refuse["balie@brug.example"] = "550 5.1.1 unknown"
    post(house, welcome("a", to=ada))
    house.deliver()
    give_address(house, ada, "ada@brug.example")
    give_address(house, bob, "balie@brug.example")
    post(house, welcome("b", to=bob))
    house.deliver()
    assert (state_of(house, "b").reason, shown(house)) == ("suppressed", [str(bob)])


def test_what_comes_back_from_an_address_that_was_mended_meanwhile_is_no_problem_any_more(
    house: House,
) -> None:
    ada = person(house, "ada@oud.example")
    post(house, welcome("a", to=ada))
    house.deliver()
    give_address(house, ada, "ada@nieuw.example")
    with house.transaction("mail")() as tx:
        returns.hear(
            tx,
            Return(letter_id=state_of(house, "a").id, kind="hard", event_id="x", at=tx.now, status="5.1.1"),
        )
    assert shown(house) == []
    assert len(house.sql("SELECT 1 FROM mail.suppression")) == 1


def test_that_a_letter_cannot_leave_is_told_once_and_its_first_reason_stays(house: House) -> None:
    ada, bob, cas = person(house, None), person(house, "bob@brug.example"), person(house, "cas@brug.example")
    house.postbox.refuse["bob@brug.example"] = "550 5.7.1 go away"
    house.postbox.refuse["cas@brug.example"] = "451 4.7.1 later"
    until = house.now + timedelta(days=2)
    post(
        house,
        welcome("ada", to=ada, expires_at=until),
        welcome("bob", to=bob, expires_at=until),
        welcome("cas", to=cas, expires_at=until),
    )
    house.deliver()
    with house.transaction("mail")() as tx:
        decisions.send_again(tx, state_of(house, "ada").id)
    house.deliver()
    house.sql("UPDATE mail.letter SET not_before = :until WHERE key = 'cas'", until=until)
    house.set_time(until)
    for _ in range(2):
        house.deliver()
    rows = {key: state_of(house, key) for key in ("ada", "bob", "cas")}
    assert {key: (row.state, row.reason, row.secrets) for key, row in rows.items()} == {
        "ada": ("cancelled", "no_address", None),
        "bob": ("cancelled", "smtp_550_5.7.1", None),
        "cas": ("cancelled", "smtp_451_4.7.1", None),
    }
    told = {fact.person_id: fact.body["reason"] for fact in house.facts("mail.undeliverable")}
    assert told == {ada: "no_address", bob: "refused", cas: "refused"}
    assert len(house.facts("mail.undeliverable")) == 3


def test_a_parked_letter_of_somebody_who_died_is_not_told_of_again(house: House) -> None:
    ada = person(house, None)
    post(house, welcome("a", to=ada))
    house.deliver()
    with house.transaction("people")() as tx:
        tx.record(PersonDied(person_id=ada))
    jobs.catch_up()
    assert (state_of(house, "a").state, types(house)) == ("cancelled", ["mail.undeliverable.v1"])
