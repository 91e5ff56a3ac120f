from __future__ import annotations

import base64
from datetime import timedelta
from uuid import UUID

import pytest
from sqlalchemy.exc import IntegrityError, ProgrammingError

from shared.questionnaire import restoring, store
from tests.asked import SCHEMA, Asked, Visitor, document


def answer(asked: Asked, level: str, **said: object) -> tuple[UUID, UUID]:
    invited = asked.invite(level=level)
    ann = Visitor(asked, invited.token)
    ann.fill(1, mood=5)
    ann.fill(5, rest="een verhaal", **said)
    assert ann.send().status_code == (200 if level == "anonymous" else 303)
    assert invited.person_id is not None
    return invited.subject_id, invited.person_id


def test_named_keeps_who_and_when(asked: Asked) -> None:
    subject, person = answer(asked, "named")
    row = asked.rows("response")[0]
    assert (row.subject_id, row.person_id) == (subject, person)
    assert row.submitted_at is not None
    assert {one.question for one in asked.rows("answer")} == {"mood", "rest"}


@pytest.mark.parametrize("level", ["named", "confidential", "anonymous"])
def test_what_waits_shows_nothing_to_who_has_no_more_than_the_database(asked: Asked, level: str) -> None:
    subject, person = answer(asked, level)
    row = asked.rows("waiting")[0]
    for secret in (str(subject), str(person), "verhaal", "Zorg"):
        assert secret not in str(row)
        assert secret.encode() not in row.content
    assert row.ready_on.day == 1
    assert row.id.version == 4
    # Fernet's second byte to ninth: the moment at which it was sealed.
    assert base64.urlsafe_b64decode(row.content)[1:9] == bytes(8)


def test_the_moment_of_a_draft_is_not_in_the_table_either(asked: Asked) -> None:
    Visitor(asked, asked.invite().token).fill(1, mood=5)
    [row] = asked.rows("invitation")
    assert base64.urlsafe_b64decode(row.draft["mood"])[1:9] == bytes(8)


def test_a_short_and_a_long_answer_do_not_give_their_length_away(asked: Asked) -> None:
    answer(asked, "confidential")
    answer(asked, "confidential", name="woord")
    assert len({len(row.content) for row in asked.rows("waiting")}) == 1


def test_confidential_keeps_a_seal_that_only_the_house_can_match(asked: Asked) -> None:
    subject, _ = answer(asked, "confidential")
    assert not asked.rows("response")
    with asked.transaction() as tx:
        kept = restoring.kept(tx.conn, asked.asking.tables, subject)
        assert kept is not None
        assert kept.answers["rest"].text == "een verhaal"
        assert store.erase(tx, asked.asking.tables, [subject]) == 1
    assert not asked.rows("waiting")


def test_anonymous_keeps_nothing_of_the_person_and_no_moment(asked: Asked) -> None:
    subject, _ = answer(asked, "anonymous")
    assert not asked.rows("response")
    [row] = asked.rows("waiting")
    assert row.seal is None
    assert asked.kept()[0].who is None
    with asked.transaction() as tx:
        assert restoring.kept(tx.conn, asked.asking.tables, subject) is None
        assert store.erase(tx, asked.asking.tables, [subject]) == 0


def test_only_the_code_takes_anonymous_answers_back_and_only_its_hash_is_kept(asked: Asked) -> None:
    ann = Visitor(asked, asked.invite(level="anonymous").token)
    ann.fill(1, mood=5)
    page = document(ann.send().text)
    code = str(page.xpath("//strong[@class='code']/text()")[0])
    assert code not in str(asked.rows("waiting"))
    assert code not in ann.get().text, "it is shown once"
    with asked.transaction() as tx:
        assert not store.take_back_by_code(tx, asked.asking.tables, "23456-23456-23456-23456-23456")
        assert store.take_back_by_code(tx, asked.asking.tables, f" {code.lower()} ")
        assert not store.take_back_by_code(tx, asked.asking.tables, code)
    assert not asked.rows("waiting")


def test_once_an_answer_may_leave_with_the_others_no_code_takes_it_back(asked: Asked) -> None:
    ann = Visitor(asked, asked.invite(level="anonymous").token)
    ann.fill(1, mood=5)
    code = str(document(ann.send().text).xpath("//strong[@class='code']/text()")[0])
    asked.house.set_time(asked.house.now + timedelta(days=60))
    with asked.transaction() as tx:
        assert not store.take_back_by_code(tx, asked.asking.tables, code)


@pytest.mark.parametrize("level", ["confidential", "anonymous"])
def test_the_database_itself_refuses_an_answer_in_the_open_that_is_not_by_name(
    asked: Asked, level: str
) -> None:
    with pytest.raises(IntegrityError, match="only_named"):
        asked.house.sql(
            f"INSERT INTO {SCHEMA}.response (id, questionnaire, version, month, level)"
            f" VALUES (gen_random_uuid(), 'k', 1, '2026-03-01', '{level}')"
        )


@pytest.mark.parametrize(
    ("values", "refused"),
    [
        ("gen_random_uuid(), 'anonymous', '2026-03-01', 'x', 'x'", "anonymous_has_no_seal"),
        ("gen_random_uuid(), 'anonymous', '2026-03-01', NULL, NULL", "only_anonymous_has_a_code"),
        ("gen_random_uuid(), 'confidential', '2026-03-01', NULL, NULL", "anonymous_has_no_seal"),
        ("gen_random_uuid(), 'confidential', '2026-03-01', 'x', 'x'", "only_anonymous_has_a_code"),
        ("gen_random_uuid(), 'confidential', '2026-03-02', 'x', NULL", "ready_on_has_no_day"),
        (
            "'00000000-0000-7000-8000-000000000000', 'confidential', '2026-03-01', 'x', NULL",
            "id_has_no_order",
        ),
        ("gen_random_uuid(), 'secret', '2026-03-01', 'x', NULL", "level"),
    ],
)
def test_the_database_itself_refuses_what_the_level_does_not_allow(
    asked: Asked, values: str, refused: str
) -> None:
    with pytest.raises(IntegrityError, match=refused):
        asked.house.sql(
            f"INSERT INTO {SCHEMA}.waiting (id, level, ready_on, seal, code_hash, content, questionnaire, version)"
            f" VALUES ({values}, 'x', 'k', 1)"
        )


def test_a_level_cannot_be_changed_once_the_invitation_is_made(asked: Asked) -> None:
    asked.invite(level="anonymous")
    with pytest.raises(ProgrammingError, match="keeps its level"):
        asked.house.sql(f"UPDATE {SCHEMA}.invitation SET level = 'named'")


def test_what_is_closed_does_not_open_again(asked: Asked) -> None:
    answer(asked, "confidential")
    with pytest.raises(ProgrammingError, match="that is answered stays so"):
        asked.house.sql(f"UPDATE {SCHEMA}.invitation SET state = 'open'")
