"""Names and answers that are meant to break pages, letters and files: everywhere they are words, nothing more."""

from __future__ import annotations

import csv
import email
import email.policy
import html
import io
import re
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from html.parser import HTMLParser
from typing import Any

import pytest
from openpyxl import load_workbook

from infra.listening import post_office
from services.journey import jobs as journey_jobs
from services.mail.actions.post import take_in
from services.mail.wiring import transaction as mail_transaction
from services.onboarding import jobs as onboarding_jobs
from shared.kernel import settings as kernel_settings
from shared.questionnaire.sealing import opened
from tests.house import House
from tests.integration.onboarding.conftest import AFTERNOON, fields, links

EVIL = "<img src=x onerror=alert(1)>"
FORMULA = '=HYPERLINK("http://evil.example","x")'
BREAK = "Zorg\r\nBcc: evil@evil.example\r\n\r\n<script>alert(2)</script>"
SCRIPT = "</textarea><script>alert(3)</script>{{ 7*7 }}%(x)s"
EMOJI = "🙈" * 10_000
PEOPLE = "/people/api/v1/people"


class _Tags(HTMLParser):
    """Which elements a browser sees."""

    def __init__(self) -> None:
        super().__init__()
        self.alarming: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        handlers = [name for name in given if name.startswith("on")]
        inline = tag == "script" and not given.get("src")
        if handlers or inline or given.get("src") == "x" or "javascript:" in str(given.get("href")):
            self.alarming.append(f"<{tag} {given}>")


def harmless(page: str) -> str:
    """Return the page, in which a browser finds nothing of what was typed."""
    seen = _Tags()
    seen.feed(page)
    assert seen.alarming == []
    return page


def take_in_evil(house: House) -> str:
    """Hire somebody whose every word is an attack; return the id."""
    body = {
        "employee_number": FORMULA,
        "given_name": EVIL,
        "infix": "'\"><b>",
        "family_name": f"{EVIL}\r\nBcc: evil@evil.example",
        "email": "ada@brug.example",
        "hire_date": "2026-03-02",
        "department": f"{BREAK} > {EVIL}",
        "function": f"@SUM(1)\n{EVIL}",
        "language": "nl",
        "place": f"{EVIL}{SCRIPT}",
    }
    answer = house.client("people").post(PEOPLE, json=body, headers=house.api)
    assert answer.status_code == 201, answer.text
    return str(answer.get_json()["id"])


@contextmanager
def own_inbox(house: House) -> Iterator[None]:
    """The house's own inbox takes what the house sends, through its real SMTP door."""
    kept = threading.Lock()

    class Door:
        async def handle_DATA(self, _server: Any, _session: Any, envelope: Any) -> str:  # noqa: N802
            with kept, mail_transaction() as tx:
                take_in(
                    tx,
                    sender=envelope.mail_from,
                    recipients=envelope.rcpt_tos,
                    source=envelope.content,
                    secret_key=house.settings.secret_key,
                    keep=True,
                )
            return "250 Taken"

    house.settings.home.mkdir(parents=True, exist_ok=True)
    with post_office(Door()) as port, kernel_settings.use(replace(house.settings, mail_url="inbox:")):
        (house.settings.home / "catcher.port").write_text(str(port))
        yield


def invite(house: House) -> None:
    """Let the first week pass, up to the letter in the letterbox."""
    journey_jobs.catch_up()
    house.set_time(AFTERNOON)
    journey_jobs.release_due()
    onboarding_jobs.catch_up()


def page_of(house: House, service: str, path: str) -> str:
    answer = house.logged_in(service).get(path)
    assert answer.status_code == 200, (path, answer.status_code)
    return harmless(answer.get_data(as_text=True))


def test_the_desk_shows_a_hostile_person_as_words(house: House) -> None:
    who = take_in_evil(house)
    invite(house)
    house.drain()
    shown = html.escape(EVIL)
    pages = {
        f"/people/desk/{who}": "people",
        f"/people/desk/{who}/edit": "people",
        f"/people/desk/{who}/leaving": "people",
        f"/people/desk/{who}/forget": "people",
        f"/people/desk/{who}/absences/new": "people",
        "/people/desk/places": "people",
        f"/people/desk/places/{house.sql('SELECT id FROM people.place')[0].id}": "people",
        "/people/desk/": "people",
        "/people/desk/?q=%3Cimg+src%3Dx+onerror%3Dalert(1)%3E": "people",
        f"/journey/desk/people/{who}": "journey",
        "/journey/desk/": "journey",
        f"/console/desk/people/{who}": "console",
        "/console/desk/events": "console",
        "/console/desk/": "console",
        "/onboarding/desk/": "onboarding",
        "/mail/desk/?state=queued": "mail",
    }
    read = {path: page_of(house, service, path) for path, service in pages.items()}
    for path in (
        f"/people/desk/{who}",
        "/people/desk/",
        "/people/desk/places",
        f"/journey/desk/people/{who}",
        f"/console/desk/people/{who}",
    ):
        assert shown in read[path], path


def test_files_hold_a_hostile_person_as_words(house: House) -> None:
    take_in_evil(house)
    client = house.logged_in("people")
    made = client.get("/people/desk/export.csv")
    assert "\n" not in made.headers["Content-Disposition"]
    rows = list(csv.reader(io.StringIO(made.get_data().decode("utf-8-sig")), delimiter=";"))
    assert len(rows) == 2, "no word of a name begins a row of its own"
    assert len(rows[0]) == len(rows[1])
    assert [cell for cell in rows[1] if cell[:1] in {"=", "+", "@", "\t", "\r"}] == []
    assert any(EVIL in cell for cell in rows[1])
    book = load_workbook(io.BytesIO(client.get("/people/desk/export.xlsx").get_data()))
    assert book.active is not None
    cells = [cell for row in book.active.iter_rows() for cell in row if cell.value is not None]
    assert {cell.data_type for cell in cells} <= {"s", "n", "d"}, "no formula"
    assert any(EVIL in str(cell.value) for cell in cells)


def test_a_letter_to_a_hostile_person_keeps_its_headers_and_shows_words(house: House) -> None:
    take_in_evil(house)
    invite(house)
    with own_inbox(house):
        house.deliver()
        [caught] = house.sql("SELECT id, recipient, subject, source FROM mail.inbox")
        assert caught.recipient == "ada@brug.example", "one reader"
        client = house.client("mail")
        listing = harmless(client.get("/inbox").get_data(as_text=True))
        assert "ada@brug.example" in listing
        for way in ("html", "text", "source"):
            page = client.get(f"/inbox/{caught.id}?as={way}")
            assert page.status_code == 200
            harmless(page.get_data(as_text=True))
        assert html.escape(EVIL) in client.get(f"/inbox/{caught.id}?as=text").get_data(as_text=True)
        letter = client.get(f"/inbox/{caught.id}/html")
        assert html.escape(EVIL, quote=False) in html.escape(
            html.unescape(harmless(letter.text)), quote=False
        )
        assert "script-src" not in letter.headers["Content-Security-Policy"]
        assert client.get(f"/inbox/{caught.id}/source").mimetype == "message/rfc822"
    message = email.message_from_bytes(bytes(caught.source), policy=email.policy.default)
    assert (message["Bcc"], len(message.get_all("To") or [])) == (None, 1)
    assert [one.addr_spec for one in message["To"].addresses] == ["ada@brug.example"]
    assert message.defects == []
    body: Any = message.get_body(("html",))
    harmless(body.get_content())


@pytest.mark.parametrize("words", [SCRIPT, EMOJI], ids=["script", "emoji"])
def test_a_hostile_answer_is_kept_whole_and_shown_as_words(house: House, words: str) -> None:
    take_in_evil(house)
    invite(house)
    path, client = links(house)["link"], house.client("onboarding")
    harmless(client.get(path).get_data(as_text=True))
    place, typed = f"{path}/1", 0
    for _ in range(30):
        page = harmless(client.get(place).get_data(as_text=True))
        if place.endswith("/summary"):
            break
        texts = re.findall(r'<textarea[^>]*\bname="([^"]+)"', page)
        typed += len(texts)
        answer = client.post(place, data=fields(page) | dict.fromkeys(texts, words) | {"_go": "next"})
        assert answer.status_code == 303, harmless(answer.get_data(as_text=True))[-3000:]
        place = str(answer.headers["Location"])
    assert typed
    assert place.endswith("/summary")
    assert html.unescape(page).count(words[:40]) >= 1
    sent = client.post(f"{path}/summary", data=fields(page) | {"sure": "yes"}, follow_redirects=True)
    assert "zonder je naam" in harmless(sent.get_data(as_text=True))
    (kept,) = house.sql("SELECT content FROM onboarding.waiting")
    said = [answer.text for answer in opened(kept.content).answers.values() if answer.text is not None]
    assert said == [words] * typed
    for path, service in (("/onboarding/desk/", "onboarding"), ("/console/desk/events", "console")):
        assert words[:40] not in page_of(house, service, path)
