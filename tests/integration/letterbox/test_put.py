"""Letters are put in with the reason for them, once each, and only mail can take them out."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from shared.kernel.ids import new_id
from shared.letterbox.put import Letter, put, sealer
from tests.house import House

LINK = "https://weerzien.example/onboarding/a/" + "k" * 43


def letter(key: str) -> Letter:
    return Letter(key=key, template="onboarding/invitation", person_id=new_id(), secrets={"link": LINK})


def test_the_same_key_twice_is_one_letter(house: House) -> None:
    for _ in range(2):
        with house.transaction("onboarding")() as tx:
            put(tx, letter("a"), letter("a"), letter("b"))
    assert sorted(row.key for row in house.sql("SELECT key FROM mail.letter")) == ["a", "b"]


def test_a_letter_goes_with_the_commit_it_belongs_to(house: House) -> None:
    with pytest.raises(ZeroDivisionError), house.transaction("onboarding")() as tx:
        put(tx, letter("a"))
        1 / 0  # noqa: B018
    assert house.sql("SELECT 1 FROM mail.letter") == []


def test_a_link_lies_sealed_in_the_letterbox(house: House) -> None:
    with house.transaction("onboarding")() as tx:
        put(tx, letter("a"))
    (row,) = house.sql("SELECT secrets, letter::text AS all_of_it FROM mail.letter")
    assert LINK not in row.all_of_it
    assert json.loads(sealer().decrypt(bytes(row.secrets))) == {"link": LINK}


def test_a_thousand_letters_are_one_statement(house: House) -> None:
    with house.transaction("onboarding")() as tx:
        put(tx, *(letter(str(number)) for number in range(1000)))
    assert house.sql("SELECT count(*) AS n FROM mail.letter")[0].n == 1000


def test_a_letter_waits_until_it_may_leave(house: House) -> None:
    later = house.now + timedelta(days=1)
    with house.transaction("onboarding")() as tx:
        put(
            tx,
            letter("now"),
            Letter(key="later", template="a/b", email="hr@weerzien.example", not_before=later),
        )
    found = {row.key: row.not_before for row in house.sql("SELECT key, not_before FROM mail.letter")}
    assert found["later"] == later
    assert found["now"] <= house.now


def test_a_letter_has_one_reader_a_person_or_an_account(house: House) -> None:
    with pytest.raises(DBAPIError, match="ck_letter_reader"), house.transaction("console")() as tx:
        put(tx, Letter(key="nobody", template="a/b"))


@pytest.mark.parametrize("service", ["people", "journey", "onboarding", "console"])
@pytest.mark.parametrize("statement", ["SELECT * FROM mail.letter", "DELETE FROM mail.letter"])
def test_only_mail_opens_the_letterbox(house: House, service: str, statement: str) -> None:
    with pytest.raises(DBAPIError, match="permission denied"), house.transaction(service)() as tx:
        tx.conn.execute(text(statement))
