from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import urldefrag, urljoin, urlsplit

import pytest

from tests.asked import SCHEMA, SOURCE, Asked, Visitor, asked_in, document
from tests.house import House


@pytest.fixture
def asked(house: House) -> Iterator[Asked]:
    # Nothing is required, so that pressing "on" leads a machine right to the end.
    with asked_in(house, SOURCE.replace("required: true", "required: false")) as made:
        yield made


def everything(asked: Asked) -> str:
    return str(
        [
            asked.house.sql(f"SELECT t::text, t.xmin::text FROM {SCHEMA}.{name} t ORDER BY 1")
            for name in ("invitation", "link", "response", "answer", "waiting")
        ]
    )


def scan(asked: Asked, start: str) -> set[str]:
    """Follow every link and press every button of every form, empty as it stands."""
    client = asked.app.test_client(use_cookies=False)
    seen: set[str] = set()
    todo = [start]
    while todo:
        address = urldefrag(todo.pop()).url
        # One language is enough; a machine that is quicker than people is slowed down by the limits.
        if address in seen or "lang=" in address or not urlsplit(address).path.startswith(f"/{SCHEMA}/"):
            continue
        seen.add(address)
        client.head(address)
        response = client.get(address)
        assert response.status_code in {200, 303, 404}
        if response.location:
            todo.append(response.location)
            continue
        page = document(response.text)
        todo += [urljoin(address, link) for link in page.xpath("//a/@href")]
        for form in page.forms:
            for button in [*form.xpath(".//button"), *page.xpath("//button[@form]")]:
                fields = [*form.form_values(), (button.get("name") or "_", button.get("value") or "")]
                sent: dict[str, list[str]] = {}
                for name, value in fields:
                    sent.setdefault(name, []).append(value)
                target = urljoin(address, form.action or address)
                answer = client.post(target, data=sent)
                assert answer.status_code in {303, 422}
                if answer.location:
                    todo.append(answer.location)
                client.post(form.get("data-autosave") or target, data=sent)
    return seen


def test_a_scanner_that_opens_follows_and_presses_everything_changes_nothing_at_all(asked: Asked) -> None:
    invited = asked.invite()
    before = everything(asked)
    seen = scan(asked, f"/{SCHEMA}/a/{invited.token}")
    assert {
        f"/{SCHEMA}/a/{invited.token}{place}" for place in ("", "/1", "/3", "/5", "/summary", "/decline")
    } <= seen
    assert everything(asked) == before
    assert not asked.submitted
    assert not asked.declined


def test_a_scanner_changes_nothing_in_a_draft_either(asked: Asked) -> None:
    ann = Visitor(asked, asked.invite().token)
    ann.fill(1, mood=1)
    ann.fill(3, tools=["", "desk"], tools_other="stoel", talk="yes")
    ann.fill(5, again=4, rest="klaar")
    before = everything(asked)
    scan(asked, ann.address())
    assert everything(asked) == before
    assert not asked.submitted
