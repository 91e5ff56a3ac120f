from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from uuid import uuid4

import pytest

from shared.invitation.link import hash_of
from shared.invitation.model import Ask
from shared.invitation.store import expire, forget_person, invite, new_links, next_expiry, revoke
from tests.asked import Asked, Visitor, asked_in
from tests.house import House


@pytest.fixture
def asked(house: House) -> Iterator[Asked]:
    with asked_in(house) as made:
        yield made


def test_only_the_hash_of_a_token_is_kept(asked: Asked) -> None:
    invited = asked.invite()
    assert invited.token not in str(
        asked.house.sql("SELECT l::text, i::text FROM asked.link l, asked.invitation i")
    )
    assert asked.rows("link")[0].token_hash == hash_of(invited.token)


def test_inviting_twice_about_the_same_thing_invites_once(asked: Asked) -> None:
    with asked.transaction() as tx:
        ask = Ask(
            subject_id=uuid4(),
            person_id=uuid4(),
            questionnaire="trial",
            version=1,
            level="named",
            language=None,
            expires_at=tx.now + timedelta(days=1),
        )
        tables = asked.asking.tables.invited
        assert len(invite(tx, tables, [ask])) == 1
        assert invite(tx, tables, [ask]) == []
        assert invite(tx, tables, []) == []


def test_thousands_are_invited_at_once_each_with_a_link_of_their_own(asked: Asked) -> None:
    invited = asked.invite_many(3_000)
    assert len({each.token for each in invited}) == 3_000
    assert (
        asked.house.sql(
            "SELECT count(*) FROM asked.link l JOIN asked.invitation i ON i.id = l.invitation_id"
        )[0][0]
        == 3_000
    )
    assert Visitor(asked, invited[1_500].token).get().status_code == 200


def test_a_reminder_has_a_link_of_its_own_and_both_find_the_same_draft(asked: Asked) -> None:
    invited = asked.invite()
    Visitor(asked, invited.token).fill(5, rest="begonnen")
    with asked.transaction() as tx:
        (again,) = new_links(tx, asked.asking.tables.invited, [invited.subject_id])
    assert again.token != invited.token
    assert "begonnen" in Visitor(asked, again.token).get(5).text
    assert "begonnen" in Visitor(asked, invited.token).get(5).text


def test_what_is_past_its_time_is_swept_and_the_next_time_is_known(asked: Asked) -> None:
    soon, later = asked.invite(days=1), asked.invite(days=2)
    tables = asked.asking.tables.invited
    with asked.transaction() as tx:
        assert (
            next_expiry(tx.conn, tables) == tx.now + timedelta(days=1)
            or next_expiry(tx.conn, tables) is not None
        )
    asked.house.set_time(asked.house.now + timedelta(days=1, minutes=1))
    with asked.transaction() as tx:
        assert expire(tx, tables) == [soon.subject_id]
        assert expire(tx, tables) == []
        assert new_links(tx, tables, [soon.subject_id, later.subject_id])[0].subject_id == later.subject_id


def test_a_cancelled_moment_takes_its_link_and_draft_along(asked: Asked) -> None:
    invited = asked.invite()
    Visitor(asked, invited.token).fill(5, rest="weg")
    with asked.transaction() as tx:
        assert revoke(tx, asked.asking.tables.invited, [invited.subject_id]) == [invited.subject_id]
    assert Visitor(asked, invited.token).get().status_code == 404
    assert asked.rows("invitation")[0].draft is None


def test_a_forgotten_person_is_in_no_invitation(asked: Asked) -> None:
    invited = asked.invite()
    assert invited.person_id is not None
    with asked.transaction() as tx:
        forget_person(tx, asked.asking.tables.invited, [invited.person_id])
    row = asked.rows("invitation")[0]
    assert (row.person_id, row.state) == (None, "revoked")
