from __future__ import annotations

from typing import Any
from urllib.parse import quote

from sqlalchemy import event

from shared.db.engine import engine_for
from shared.invitation.store import revoke_for_person
from tests.asked import ROLE, SCHEMA, Asked, Visitor


def test_every_link_that_leads_nowhere_gets_the_same_page(asked: Asked) -> None:
    good, revoked = asked.invite(), asked.invite()
    expired = asked.invite(days=-1)
    with asked.transaction() as tx:
        assert revoked.person_id is not None
        assert revoke_for_person(tx, asked.asking.tables.invited, [revoked.person_id]) == [revoked.subject_id]
    tokens = [
        expired.token,
        revoked.token,
        good.token[:-1],
        good.token[:20],
        good.token.swapcase(),
        good.token + ".",
        good.token + "/deeper/still",
        "x",
        "\x00",
        "é👋",
        "x" * 1500,
        "..",
    ]
    pages = set()
    for token in tokens:
        response = asked.app.test_client().get(f"/{SCHEMA}/a/{quote(token)}")
        assert response.status_code == 404, token
        assert "Deze link werkt niet" in response.text, token
        pages.add(response.text)
    assert len(pages) == 1
    assert Visitor(asked, good.token).get().status_code == 200


def test_posting_to_a_dead_link_is_as_dead(asked: Asked) -> None:
    for place in ("1", "draft", "summary", "decline", "elsewhere"):
        response = asked.app.test_client().post(f"/{SCHEMA}/a/nothing/{place}", data={"mood": "1"})
        assert response.status_code == 404


def test_a_dead_link_asks_the_database_the_same_as_a_good_one(asked: Asked) -> None:
    good, expired = asked.invite(), asked.invite(days=-1)
    asked_of: list[str] = []

    def hear(_conn: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
        asked_of.append(statement)

    event.listen(engine_for(ROLE), "before_cursor_execute", hear)
    heard = []
    for token in (good.token, expired.token, "x" * 43, good.token[:9], "%20"):
        asked_of.clear()
        asked.app.test_client().get(f"/{SCHEMA}/a/{token}")
        heard.append(tuple(asked_of))
    event.remove(engine_for(ROLE), "before_cursor_execute", hear)
    assert len(heard[0]) == 1
    assert len(set(heard)) == 1
