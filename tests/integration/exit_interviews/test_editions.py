"""HR goes on with the reasons: what was asked stays what it was, what is new is asked from then on."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy.exc import InternalError, ProgrammingError, StatementError

from services.exit_interviews.actions.programme import FORMS
from services.exit_interviews.domain import editions
from services.exit_interviews.policy import latest_reasons
from services.insights.store.reasons import names
from shared.questionnaire.model import Text
from tests.house import House
from tests.integration.journey.employer import Employee
from tests.integration.onboarding.conftest import fields, links

Leave = Callable[..., Employee]
OFFICE = {"nl": "Te vaak naar kantoor", "en": "Too often to the office", "fr": "Trop souvent au bureau"}
DAYS = {"nl": "Drie vaste dagen", "en": "Three fixed days", "fr": "Trois jours fixes"}
PATH = "/exit/desk/reasons"


def press(desk: FlaskClient, place: str = "", **form: Any) -> Any:
    token = fields(desk.get(PATH).text)["csrf_token"]
    return desk.post(f"{PATH}{place}", data={"csrf_token": token, **form})


def test_an_edition_is_asked_for_from_then_on_and_earlier_forms_stay_as_they_were(
    house: House, leaving: Leave
) -> None:
    leaving()
    desk = house.logged_in("exit_interviews")
    assert press(desk, nl="Alleen in het Nederlands").status_code == 422
    assert press(desk, **OFFICE).status_code == 303
    assert press(desk, under="te_vaak_naar_kantoor", **DAYS).status_code == 303
    assert press(desk, "/retire", code="life").status_code == 303
    assert press(desk, "/manager.care", **OFFICE).status_code == 422, (
        "only where HR says that it means the same"
    )
    care = {"nl": "Oog voor mensen", "en": "An eye for people", "fr": "Le regard sur les gens"}
    assert press(desk, "/manager.care", same="yes", **care).status_code == 303
    page = desk.get(PATH).text
    assert "Nieuw: Te vaak naar kantoor" in page
    assert "Niet meer gevraagd: Iets in mijn eigen leven" in page
    assert FORMS.catalogue().latest("exit_form").version == 1, "nothing counts before it is published"
    assert press(desk, "/publish").status_code == 303
    assert "niets veranderd" in desk.post(f"{PATH}/publish", data=fields(page), follow_redirects=True).text

    leaving(given="Later")
    versions = [row.version for row in house.sql("SELECT version FROM exit.invitation ORDER BY id")]
    assert versions == [1, 101]
    client = house.client("exit_interviews")
    first, later = (FORMS.catalogue().find("exit_form", version) for version in versions)
    assert (
        client.get(links(house, 0)["link"]).status_code
        == client.get(links(house, 1)["link"]).status_code
        == 200
    )
    assert [option.key for option in first.questions["reason"].options][-2:] == ["life", "other"]
    assert [option.key for option in later.questions["reason"].options][-2:] == [
        "te_vaak_naar_kantoor",
        "other",
    ]
    (under, *_) = later.questions["why_te_vaak_naar_kantoor"].options
    assert under.key == "te_vaak_naar_kantoor.drie_vaste_dagen"
    with pytest.raises((InternalError, ProgrammingError, StatementError), match="never changes"):
        house.sql("UPDATE exit.edition SET tree = '{}'")

    # What counts them knows how they are called, ours and these.
    with house.transaction("insights")() as tx:
        called = {code: text.fr for code, text in names(tx.conn).items()}
    assert called["te_vaak_naar_kantoor"] == OFFICE["fr"]
    assert called["te_vaak_naar_kantoor.drie_vaste_dagen"] == DAYS["fr"]
    assert called["balance.commute"] == "Le trajet"
    press(desk, "/retire", code="life", back="yes")
    assert press(desk, "/discard").status_code == 303
    assert house.sql("SELECT number FROM exit.edition WHERE published_at IS NULL") == []


def test_a_reason_lies_at_most_three_layers_deep_and_codes_never_meet() -> None:
    tree, words = (
        editions.begin(latest_reasons()),
        Text(nl="Nog één: 2 keer!", en="One more", fr="Encore une"),
    )
    codes = []
    for under in (None, None, "manager", "manager.care", "manager.care.respect"):
        made = editions.add(tree, under, words)
        if made is not None:
            tree, code = made
            codes.append(code)
    assert codes == [
        "nog_een_2_keer",
        "nog_een_2_keer_2",
        "manager.nog_een_2_keer",
        "manager.care.nog_een_2_keer",
    ]
    known = editions.codes(editions.begin(latest_reasons()))
    gone = editions.retire(tree, "manager.nog_een_2_keer", known=known)
    assert gone is not None
    assert "manager.nog_een_2_keer" not in editions.codes(gone), "what nobody saw goes at once"
    retired = editions.retire(tree, "manager", known=known)
    assert retired is not None
    assert "manager.care" in editions.codes(retired), "what was asked stays known"
    assert "manager" not in {one.code for one in editions.read(retired, 1).all()}
