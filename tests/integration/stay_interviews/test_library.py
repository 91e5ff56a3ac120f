"""What HR publishes is asked from then on, by everybody, and never changes again."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
import yaml
from sqlalchemy.exc import DBAPIError

from services.journey.actions import by_hand
from services.journey.domain.intent import SEND, Intent, Selection
from services.journey.store import choices
from services.stay_interviews import jobs
from services.stay_interviews.actions import INTERVIEWS, LIBRARY
from services.stay_interviews.policy import QUESTIONNAIRES
from shared.asking.errors import MomentUnknown
from shared.kernel.errors import Invalid
from shared.questionnaire.library import store
from shared.questionnaire.library.library import Library, next_version, version_name
from shared.questionnaire.load import UnknownQuestionnaire
from tests.house import House
from tests.integration.onboarding.conftest import links
from tests.integration.stay_interviews.conftest import AFTERNOON, HIRED

assert INTERVIEWS.tables.library is not None
TABLES = INTERVIEWS.tables.library


def definition(**changes: Any) -> dict[str, Any]:
    found: dict[str, Any] = yaml.safe_load((QUESTIONNAIRES / "stay_form.yaml").read_text(encoding="utf-8"))
    return found | changes


def publish(house: House, **changes: Any) -> None:
    with house.transaction("stay")() as tx:
        store.publish(tx, TABLES, definition(**changes), None)


def test_the_next_invitation_asks_with_what_was_published_and_an_older_one_keeps_its_own(
    house: House,
    invited: Callable[..., list[Any]],
) -> None:
    invited()
    publish(house, version=101, title={"nl": "Anders", "en": "Other", "fr": "Autre"})
    invited()
    client = house.client("stay_interviews")
    pages = [client.get(links(house, number)["link"]).text for number in (0, 1)]
    assert ["<h1>Anders</h1>" in page for page in pages].count(True) == 1
    asked = house.sql("SELECT version FROM stay.invitation ORDER BY version")
    assert [row.version for row in asked] == [1, 101]


def test_a_process_that_knew_the_old_ones_knows_the_new_one_without_a_restart(house: House) -> None:
    assert INTERVIEWS.catalogue().latest("stay_form").version == 1
    with pytest.raises(UnknownQuestionnaire):
        LIBRARY.find("stay_form", 101)
    publish(house, version=101)
    assert INTERVIEWS.catalogue().latest("stay_form").version == 101
    assert LIBRARY.find("stay_form", 101).version == 101
    assert {one.version for one in LIBRARY if one.key == "stay_form"} == {1, 101}


def test_a_version_is_read_from_the_database_once(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    publish(house, version=101)
    mine = Library("stay", LIBRARY.files)
    first = mine.find("stay_form", 101)
    monkeypatch.setattr("shared.questionnaire.library.library.engine_for", None)
    assert mine.find("stay_form", 101) is first


def test_what_was_published_never_changes_and_never_goes(house: House) -> None:
    publish(house, version=101)
    for statement in (
        "UPDATE stay.questionnaire SET level = 'named'",
        "DELETE FROM stay.questionnaire",
        "TRUNCATE stay.questionnaire",
    ):
        with pytest.raises(DBAPIError, match="never changes"):
            house.sql(statement)


def test_a_plan_and_a_hand_may_ask_what_hr_made_and_only_that(
    house: House,
    employer: Any,
    ask: Callable[..., None],
) -> None:
    def checked(key: str) -> None:
        with house.transaction("journey")() as tx:
            by_hand.check(
                tx, Intent(kind=SEND, who=Selection(), programme="stay", ask=key, day=house.now.date())
            )

    publish(house, key="after_a_year", version=1)
    checked("after_a_year")
    with pytest.raises(Invalid):
        checked("after_two_years")
    with house.transaction("journey")() as tx:
        assert choices.own_asks(tx.conn)["stay"]["after_a_year"]["nl"] == definition()["title"]["nl"]
    (somebody,) = employer.hire_many(1, HIRED)
    house.set_time(AFTERNOON)
    ask(somebody, ask="after_a_year")
    (row,) = house.sql("SELECT questionnaire, version FROM stay.invitation")
    assert tuple(row) == ("after_a_year", 1)


def test_a_moment_that_names_what_nobody_made_waits(
    house: House, employer: Any, ask: Callable[..., None]
) -> None:
    (somebody,) = employer.hire_many(1, HIRED)
    ask(somebody, ask="after_a_year")
    assert house.sql("SELECT 1 FROM stay.interview") == []
    assert MomentUnknown.__name__ in str(house.sql("SELECT * FROM eventlog.parked"))
    assert jobs.catch_up() == 0


def test_versions_of_hr_are_numbered_apart_from_those_in_files(house: House) -> None:
    files = LIBRARY.files()
    assert next_version(LIBRARY.now(), files, "stay_form") == 101
    publish(house, version=101)
    assert next_version(LIBRARY.now(), files, "stay_form") == 102
    assert next_version(LIBRARY.now(), files, "new") == 1
    assert [version_name(number) for number in (1, 2, 101, 203)] == ["1", "2", "1.1", "2.3"]
