"""What happens to letters when something happens to a person."""

from __future__ import annotations

from datetime import timedelta

from services.mail import jobs
from shared.contracts.people import PersonChanged, PersonDied, PersonForgotten, PersonMerged
from tests.house import House
from tests.integration.mail.post import person, post, state_of, types, welcome


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
