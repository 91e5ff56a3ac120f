"""People who wrote something, released as it would be, and HR that reads it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import UUID

from flask.testing import FlaskClient

from services.stay_interviews.tables import TABLES
from shared.disclosure import store
from shared.disclosure.circles import circles
from shared.disclosure.model import Circle, Traits, Waiting
from tests.house import House

Q3, Q4 = date(2026, 7, 1), date(2026, 10, 1)
DESK = "/stay/desk/themes"
HERE = f"{DESK}/stay_form"


def wrote(
    house: House,
    said: Sequence[tuple[str, Sequence[str]]],
    *,
    question: str = "leaving_cause",
    quarter: date = Q4,
    sample: bool = False,
) -> list[Circle[int]]:
    """Release what people of departments wrote."""
    waiting: list[Waiting[int]] = []
    texts: dict[int, list[str]] = {}
    for department, lines in said:
        for line in lines:
            traits = Traits(path=tuple(department.split(" > ")), sample=sample)
            texts[len(waiting)] = [line]
            waiting.append(Waiting(key=len(waiting), traits=traits, quarter=quarter, promised=10))
    made = circles(waiting, least=10)
    with house.transaction("stay")() as tx:
        store.keep(
            tx, TABLES.released, questionnaire="stay_form", question=question, circles=made, said=texts, in_words=True
        )  # fmt: skip
    return made


def token(page: str) -> str:
    """Return the token of a form of the desk."""
    found = re.search(r'name="csrf_token"[^>]* value="([^"]+)"', page)
    assert found
    return found[1]


def theme(client: FlaskClient, name: str, *, side: str = "pushes", words: str = "", **more: str) -> Any:
    """Make a theme as HR does."""
    page = client.get(HERE).text
    given = {"name_nl": name, "side": side, "words": words, "csrf_token": token(page), **more}
    return client.post(HERE, data=given)


def id_of(house: House, name: str, *, schema: str = "stay") -> UUID:
    """Return the id of a theme."""
    [row] = house.sql(f"SELECT id FROM {schema}.theme WHERE name_nl = :name", name=name)
    found: UUID = row.id
    return found


def read_next(client: FlaskClient, here: str = HERE) -> tuple[str, str]:
    """Go to the next text; return its address and its page."""
    answer = client.get(f"{here}/coding", follow_redirects=True)
    assert answer.status_code == 200
    return answer.request.path, answer.text


def decide(client: FlaskClient, place: str, page: str, *themes: UUID) -> Any:
    """Press save with these themes, or the button that none fits."""
    hidden: dict[str, Any] = {}
    for name, value in re.findall(r'<input type="hidden" name="(\w+)"[^>]* value="([^"]*)"', page):
        hidden.setdefault(name, []).append(value)
    given = {"theme": [str(one) for one in themes]} if themes else {"none": "yes"}
    return client.post(place, data={**hidden, **given})


def read_everything(client: FlaskClient, about: dict[str, UUID], here: str = HERE) -> int:
    """Read all that is there, and lay each text under the theme of the first word that is in it."""
    for number in range(200):
        place, page = read_next(client, here)
        if "data-digits" not in page:
            return number
        quote = re.search(r"<blockquote[^>]*>(.*?)</blockquote>", page, re.DOTALL)
        assert quote
        chosen = [theme_id for word, theme_id in about.items() if word in quote[1]]
        assert decide(client, place, page, *chosen).status_code == 303
    raise AssertionError("never done")
