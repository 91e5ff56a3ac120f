"""HR changes what leavers are asked: all of it, but what cases build on; reasons and promises come by themselves."""

from __future__ import annotations

from collections.abc import Callable
from copy import deepcopy
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
import yaml
from flask.testing import FlaskClient

from services.exit_interviews.actions.programme import LIBRARY, fits, holding
from services.exit_interviews.tables.forms import TABLES
from shared.editor.changing import Definition, move_question, put_question
from shared.questionnaire.kinds import Stored
from shared.questionnaire.library import store
from shared.questionnaire.library.writing import definition_of
from shared.questionnaire.privacy import Group
from shared.questionnaire.sealing import Content
from tests.house import House, pressed
from tests.integration.exit_interviews.conftest import Ask
from tests.integration.journey.employer import Employee
from tests.integration.onboarding.conftest import links
from tests.integration.stay_interviews.test_editor import sent, upload
from tests.unit.asking.test_model import WHO

ROOT = "/exit/desk/questionnaires"
DRAFT = f"{ROOT}/drafts/exit_form"
Leave = Callable[..., Employee]


@pytest.fixture
def desk(house: House) -> FlaskClient:
    return house.logged_in("exit_interviews")


def draft_of(house: House, key: str = "exit_form") -> Definition:
    (row,) = house.sql("SELECT definition FROM exit.questionnaire_draft WHERE key = :key", key=key)
    return dict(row.definition)


def taken_out(desk: FlaskClient, what: str, which: str, revision: int) -> str:
    form = {"what": what, "which": which, "way": "remove", "revision": str(revision)}
    assert pressed(desk, DRAFT, f"{DRAFT}/move", **form).status_code == 303
    return desk.get(DRAFT).text


def test_a_next_version_asks_what_hr_wrote_with_the_reasons_and_the_promises_of_every_form(
    house: House, desk: FlaskClient, leaving: Leave
) -> None:
    assert f'href="{ROOT}"' in desk.get("/exit/desk/").text
    assert pressed(desk, f"{ROOT}/exit_form", f"{ROOT}/exit_form/next", version="1").status_code == 303
    page = desk.get(DRAFT).text
    assert "komen er vanzelf bij" in page
    assert {one["key"] for one in draft_of(house)["sections"]}.isdisjoint({"reasons", "use"})
    new = {"nl": "Wat was je mooiste dag?", "en": "Your finest day?", "fr": "Votre plus beau jour ?"}
    path = f"{DRAFT}/questions/finest"
    assert sent(desk, path, **{f"text_{code}": said for code, said in new.items()}).status_code == 303
    tried = desk.get(f"{DRAFT}/try").headers["Location"]
    assert "Wat was je mooiste dag?" in desk.get(f"{tried}/1").text
    assert sent(desk, f"{DRAFT}/publish", sure="yes").status_code == 303
    asked = LIBRARY.latest("exit_form")
    assert (asked.version, asked.questions["finest"].text.nl) == (101, new["nl"])
    assert {"reason", "why_manager", "use_back", "use_reasons"} <= set(asked.questions)
    assert asked.questions["finest"].text.fr == new["fr"]
    (fact,) = house.facts("exit.questionnaire_published")
    assert (fact.body["questionnaire"], fact.body["number"]) == ("exit_form", 101)
    leaving()
    (invitation,) = house.sql("SELECT questionnaire, version FROM exit.invitation")
    assert (invitation.questionnaire, invitation.version) == ("exit_form", 101)
    client = house.client("exit_interviews")
    assert client.get(links(house)["link"]).status_code == 200


def test_what_cases_build_on_stays_and_keys_that_come_by_themselves_are_not_for_others(
    house: House, desk: FlaskClient
) -> None:
    pressed(desk, f"{ROOT}/exit_form", f"{ROOT}/exit_form/next", version="1")
    page = taken_out(desk, "question", "aftercare", 1)
    assert "De vraag aftercare moet blijven" in page
    page = taken_out(desk, "section", "decision", 2)
    assert "Het deel decision moet blijven" in page
    assert sent(desk, f"{DRAFT}/publish", sure="yes").status_code == 422
    own = definition_of(LIBRARY.written.latest("exit_dismissal")) | {"key": "kort", "version": 1}
    own["sections"][0]["questions"][0]["key"] = "why_not"
    assert upload(desk, "kort.yaml", yaml.safe_dump(own).encode(), root=ROOT).status_code == 303
    assert "De sleutel why_not is van vragen" in desk.get(f"{ROOT}/drafts/kort").text
    pressed(desk, f"{ROOT}/aftercare", f"{ROOT}/aftercare/next", version="1")
    copied = pressed(desk, f"{ROOT}/aftercare", f"{ROOT}/aftercare/copy", version="1", title="Nazorg kort")
    assert copied.status_code == 303
    assert "kan het huis hier nog niet nakomen" in desk.get(copied.headers["Location"]).text
    assert sent(desk, f"{ROOT}/drafts/aftercare/publish", sure="yes").status_code == 409, "nothing is new"


def test_what_interviewers_hear_keeps_its_name_to_itself(house: House, desk: FlaskClient) -> None:
    """Answers of people under that name would count among what interviewers heard."""
    made = pressed(desk, f"{ROOT}/new", f"{ROOT}/new", title="Coding", level="confidential")
    own = definition_of(LIBRARY.written.latest("exit_dismissal")) | {"key": "coding", "version": 1}
    brought = upload(desk, "coding.yaml", yaml.safe_dump(own).encode(), root=ROOT)
    assert [one.headers["Location"] for one in (made, brought)] == [
        f"{ROOT}/drafts/coding_2",
        f"{ROOT}/drafts/coding_3",
    ]
    assert {row.key for row in house.sql("SELECT key FROM exit.questionnaire_draft")} == {
        "coding_2",
        "coding_3",
    }


def test_a_list_of_their_own_is_asked_and_who_was_dismissed_is_never_asked_why(
    house: House, desk: FlaskClient, leaving: Leave, ask: Ask
) -> None:
    copied = pressed(desk, f"{ROOT}/exit_form", f"{ROOT}/exit_form/copy", version="1", title="Voor de bouw")
    path = copied.headers["Location"]
    assert (
        sent(desk, f"{path}/about", title_en="For building", title_fr="Pour le bâtiment").status_code == 303
    )
    assert sent(desk, f"{path}/publish", sure="yes").status_code == 303
    assert "reason" in LIBRARY.latest("voor_de_bouw").questions
    assert fits("voor_de_bouw", replace(WHO, leave_kind="resignation")) == "voor_de_bouw"
    assert fits("voor_de_bouw", replace(WHO, leave_kind="dismissal")) == "exit_dismissal"
    one = leaving()
    ask(one, ask="voor_de_bouw")
    asked = house.sql("SELECT questionnaire FROM exit.invitation")
    assert [row.questionnaire for row in asked] == ["exit_form"], "who has been asked is not asked twice"


def test_what_waits_for_months_waits_also_when_a_next_version_asks_it_elsewhere(house: House) -> None:
    written = definition_of(LIBRARY.written.latest("exit_form"))
    keys = [one["key"] for one in written["sections"][1]["questions"]]
    moved = deepcopy(written) | {"version": 101}
    for _ in range(len(keys)):
        moved = move_question(moved, keys[-1], "down")
    assert keys[-1] not in [one["key"] for one in moved["sections"][1]["questions"]]
    with house.transaction("exit")() as tx:
        assert TABLES.library is not None
        store.publish(tx, TABLES.library, put_question(moved, moved["sections"][0]["questions"][0], ""), None)
    said = Content(
        answers={keys[-1]: Stored(text="De drukte."), "use_work": Stored(codes=("later",))},
        group=Group(),
        month=date(2026, 3, 1),
        promised=(5, 10),
        who=None,
    )
    held: Any = holding("exit_form")
    assert keys[-1] in held(said, date(2026, 4, 1))
    assert keys[-1] not in held(said, date(2026, 11, 1))
