from __future__ import annotations

from uuid import UUID, uuid4

import pytest
from sqlalchemy.exc import IntegrityError, ProgrammingError

from shared.questionnaire import store
from tests.asked import SCHEMA, Asked, Visitor


def answer(asked: Asked, level: str) -> tuple[UUID, UUID]:
    invited = asked.invite(level=level)
    ann = Visitor(asked, invited.token)
    ann.fill(1, mood=5)
    assert ann.send().status_code == 303
    assert invited.person_id is not None
    return invited.subject_id, invited.person_id


def test_named_keeps_who_and_when(asked: Asked) -> None:
    subject, person = answer(asked, "named")
    row = asked.rows("response")[0]
    assert (row.subject_id, row.person_id, row.seal) == (subject, person, None)
    assert row.submitted_at is not None


def test_confidential_keeps_a_seal_that_only_the_house_can_match(asked: Asked) -> None:
    subject, person = answer(asked, "confidential")
    row = asked.rows("response")[0]
    assert row.subject_id is row.person_id is row.submitted_at is None
    assert str(subject) not in str(row)
    assert str(person) not in str(row)
    with asked.transaction() as tx:
        assert store.response_about(tx.conn, asked.asking.tables, subject) == row.id
        assert store.erase(tx, asked.asking.tables, [subject]) == 1
    assert not asked.rows("answer")


def test_anonymous_keeps_nothing_of_the_person_and_no_moment(asked: Asked) -> None:
    subject, _ = answer(asked, "anonymous")
    row = asked.rows("response")[0]
    assert row.subject_id is row.person_id is row.submitted_at is row.seal is None
    assert row.month.day == 1
    assert row.id.version == 4
    with asked.transaction() as tx:
        assert store.response_about(tx.conn, asked.asking.tables, subject) is None


@pytest.mark.parametrize(
    "values",
    [
        "'anonymous', now(), NULL, NULL, NULL",
        "'anonymous', NULL, gen_random_uuid(), NULL, NULL",
        "'anonymous', NULL, NULL, gen_random_uuid(), NULL",
        "'anonymous', NULL, NULL, NULL, 'x'",
        "'confidential', NULL, gen_random_uuid(), NULL, 'x'",
        "'confidential', NULL, NULL, gen_random_uuid(), 'x'",
        "'confidential', now(), NULL, NULL, 'x'",
        "'confidential', NULL, NULL, NULL, NULL",
        "'secret', NULL, NULL, NULL, NULL",
    ],
)
def test_the_database_itself_refuses_to_know_more_than_the_level_allows(asked: Asked, values: str) -> None:
    with pytest.raises(IntegrityError):
        asked.house.sql(
            f"INSERT INTO {SCHEMA}.response (id, questionnaire, version, month, level, submitted_at, subject_id,"
            f" person_id, seal) VALUES (gen_random_uuid(), 'k', 1, '2026-03-01', {values})"
        )


def test_neither_a_day_nor_an_ordered_id_gets_in(asked: Asked) -> None:
    columns = "id, questionnaire, version, month, level"
    insert = f"INSERT INTO {SCHEMA}.response ({columns}) VALUES (:id, 'k', 1, :month, 'anonymous')"
    for row in ({"id": uuid4(), "month": "2026-03-02"}, {"id": UUID(int=7 << 76), "month": "2026-03-01"}):
        with pytest.raises(IntegrityError):
            asked.house.sql(insert, **row)


def test_a_level_cannot_be_changed_once_the_invitation_is_made(asked: Asked) -> None:
    asked.invite(level="anonymous")
    with pytest.raises(ProgrammingError, match="keeps its level"):
        asked.house.sql(f"UPDATE {SCHEMA}.invitation SET level = 'named'")


def test_what_is_closed_does_not_open_again(asked: Asked) -> None:
    answer(asked, "confidential")
    with pytest.raises(ProgrammingError, match="that is answered stays so"):
        asked.house.sql(f"UPDATE {SCHEMA}.invitation SET state = 'open'")
