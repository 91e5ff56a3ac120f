"""What stands in a newsletter and lives elsewhere: pictures, a vacancy, a reunion, links that lead somewhere."""

from __future__ import annotations

import re
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from io import BytesIO
from typing import Any, ClassVar
from uuid import UUID

import pytest
from PIL import Image

from services.alumni import gateway, jobs
from services.alumni.actions import newsletters
from services.alumni.domain.news import Words
from services.alumni.errors.newsletters import IssueNotReady
from services.alumni.gateway import links, outside
from tests.house import House, links_in, pressed, text_of
from tests.integration.alumni.conftest import Network
from tests.integration.alumni.test_newsletters import sent, written
from tests.integration.alumni.test_reunions import announced
from tests.integration.alumni.test_work import opened

NOOR = "noor@thuis.example"


def photo() -> bytes:
    file = BytesIO()
    Image.new("RGB", (1600, 900), "teal").save(file, "WEBP")
    return file.getvalue()


def written_at_the_desk(house: House, desk: Any, **form: Any) -> tuple[UUID, Any]:
    """One draft with these words; with what the desk answered."""
    pressed(desk, "/alumni/desk/news", "/alumni/desk/news", title="Voorjaar")
    (row,) = house.sql("SELECT id FROM alumni.issue")
    base = f"/alumni/desk/news/{row.id}"
    words = {"subject": "Hoe het hier gaat", "preview": "Kort", "body": "Dag."}
    return row.id, pressed(desk, base, f"{base}/words/nl", **(words | form))


def body_of(house: House) -> str:
    (row,) = house.sql("SELECT body FROM alumni.issue_text")
    return str(row.body)


def codes(network: Network, issue_id: UUID) -> dict[str, bool]:
    """What is not right, and whether it stops."""
    with network.house.transaction("alumni")() as tx:
        found = newsletters.outlook(tx, newsletters.load(tx, issue_id)).findings
    return {one.code: one.stops for one in found}


def test_a_picture_is_set_in_with_its_words_drawn_anew_and_served_as_nothing_else(
    network: Network, reader: tuple[Any, str]
) -> None:
    house, desk = network.house, network.house.logged_in("alumni")
    issue_id, answer = written_at_the_desk(
        house, desk, picture=(BytesIO(photo()), "x.svg"), alternative="Noor [aan] zee"
    )
    assert answer.status_code == 303
    found = re.search(r"!\[Noor aan zee\]\((/alumni/pictures/[0-9a-f-]+\.jpg)\)", body_of(house))
    assert found, body_of(house)
    shown = network.phone.get(found[1])
    assert (shown.status_code, shown.mimetype) == (200, "image/jpeg")
    assert shown.headers["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in shown.headers["Content-Security-Policy"]
    assert network.phone.get(found[1].replace(".jpg", ".png")).status_code == 404
    assert sent(house, issue_id) == 1
    (letter,) = network.letters(NOOR)
    assert f'src="{house.settings.base_url}{found[1]}"' in letter.get_body(("html",)).get_content()
    assert "[Noor aan zee]" in text_of(letter)
    assert f'<img src="{found[1]}" alt="Noor aan zee">' in network.phone.get(f"/alumni/news/{issue_id}").text
    assert jobs.tidy_files() == 0
    house.sql("DELETE FROM alumni.issue")
    house.sql("UPDATE alumni.picture SET added_at = added_at - interval '60 days'")
    assert jobs.tidy_files() == 1
    assert list(gateway.folder(gateway.PICTURES).iterdir()) == []
    assert reader


def test_what_is_wrong_with_a_picture_is_said_at_its_field_and_what_was_typed_stays(network: Network) -> None:
    desk = network.house.logged_in("alumni")
    for form, reason in (
        ({"picture": (BytesIO(photo()), "x.webp")}, "Schrijf wat er op de foto te zien is"),
        ({"picture": (BytesIO(b"<svg/>"), "x.png"), "alternative": "Zee"}, "Dit is geen foto die we kennen"),
        ({"alternative": "Zee"}, "Kies ook een foto"),
        ({"offer": "00000000-0000-0000-0000-000000000000"}, "Deze keuze kennen we niet."),
    ):
        _id, answer = written_at_the_desk(network.house, desk, body="Wat ik typte.", **form)
        assert answer.status_code == 422
        assert reason in answer.text
        assert "Wat ik typte." in answer.text
        network.house.sql("DELETE FROM alumni.issue")
    assert network.house.sql("SELECT FROM alumni.picture") == []


def test_a_vacancy_and_a_reunion_are_told_of_as_they_are_when_it_leaves_behind_ones_own_link(
    network: Network, reader: tuple[Any, str]
) -> None:
    house, desk = network.house, network.house.logged_in("alumni")
    _noor, own = reader
    vacancy, reunion = opened(house), announced(house)
    network.letters(NOOR)
    house.postbox.envelopes.clear()
    issue_id, _ = written_at_the_desk(house, desk, offer=vacancy)
    base = f"/alumni/desk/news/{issue_id}"
    page = desk.get(base).text
    assert "Reünie: Zomerborrel, vrijdag 12 juni" in page
    words = {"subject": "Dag", "preview": "Kort", "body": body_of(house), "offer": reunion}
    pressed(desk, base, f"{base}/words/nl", **words)
    assert codes(network, issue_id) == {}
    house.sql("UPDATE alumni.vacancy SET title = 'Planner *nacht* {{ sender }}'")
    assert desk.get(f"{base}/check").status_code == 200
    preview = house.logged_in("mail").get(f"/mail/desk/newsletters/{issue_id}/nl?as=text").text
    assert "Planner *nacht*" in preview
    assert f"/alumni/desk/work/{vacancy}" in preview
    sent(house, issue_id)
    (letter,) = network.letters(NOOR)
    said = " ".join(text_of(letter).split())
    assert "Planner *nacht* {{ sender }}" in said
    assert "Utrecht · 24–32 uur per week · reageren kan tot en met dinsdag 31 maart" in said
    assert "vrijdag 12 juni om 16.00 uur" in said
    mine = f"{house.settings.base_url}{own}"
    assert {f"{mine}/work/{vacancy}", f"{mine}/reunion/{reunion}"} <= set(links_in(letter))
    everybody = network.phone.get(f"/alumni/news/{issue_id}").text
    assert f'href="/alumni/work/{vacancy}"' in everybody
    assert own not in everybody
    assert f'href="{own}/reunion/{reunion}"' in network.phone.get(f"{own}/read/{issue_id}").text


def test_what_nobody_can_answer_any_more_keeps_it_from_leaving(
    network: Network, reader: tuple[Any, str]
) -> None:
    vacancy = opened(network.house)
    issue_id = written(network.house, body=f"[vacature: Planner]({vacancy})")
    assert codes(network, issue_id) == {}
    network.house.sql("UPDATE alumni.vacancy SET withdrawn_at = now()")
    gone = written(network.house, body="![zee](/alumni/pictures/00000000-0000-4000-8000-000000000000.jpg)")
    assert codes(network, issue_id) == {"offer_gone": True}
    assert codes(network, gone) == {"picture_gone": True}
    with pytest.raises(IssueNotReady):
        sent(network.house, issue_id)
    assert reader


class _Site(BaseHTTPRequestHandler):
    """Some pages that are there, one that is gone, one that turns into the house."""

    asked: ClassVar[list[str]] = []

    def do_HEAD(self) -> None:
        self._answer()

    def do_GET(self) -> None:
        self._answer()

    def _answer(self) -> None:
        self.asked.append(f"{self.command} {self.path}")
        status = {
            "/gone": 404,
            "/turned": 302,
            "/inside": 302,
            "/whole": 405 if self.command == "HEAD" else 200,
        }
        self.send_response(status.get(self.path, 200))
        if self.path in {"/turned", "/inside"}:
            self.send_header(
                "Location", "/here" if self.path == "/turned" else "http://169.254.169.254/secret"
            )
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, *_given: Any) -> None:
        """Say nothing."""


@pytest.fixture
def site(monkeypatch: pytest.MonkeyPatch) -> Iterator[int]:
    """A site of which the name is for everybody, on this machine."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Site)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    usual = outside.number_of
    look = links.look
    find = lambda host, port: "127.0.0.1" if host == "brug.example" else usual(host, port)  # noqa: E731
    monkeypatch.setattr(links, "look", lambda url: look(url, find))
    _Site.asked.clear()
    yield server.server_address[1]
    server.shutdown()
    server.server_close()


def test_links_are_looked_at_by_a_job_and_what_is_dead_is_shown_with_where_to_mend_it(
    network: Network, reader: tuple[Any, str], site: int
) -> None:
    house, desk = network.house, network.house.logged_in("alumni")
    at = f"http://brug.example:{site}"
    pages = ("here", "gone", "turned", "inside", "whole")
    body = "\n\n".join(
        [*(f"[{one}]({at}/{one})" for one in pages), f"[huis]({house.settings.base_url}/alumni/)"]
    )
    with house.transaction("alumni")() as tx:
        issue_id = newsletters.begin(tx, "Voorjaar", by=None)
        newsletters.write(
            tx, issue_id, Words(language="nl", subject="Dag", preview="Kort", body=body), by=None, keep=True
        )
    check = f"/alumni/desk/news/{issue_id}/check"
    assert codes(network, issue_id) == {"links_unseen": False}
    assert pressed(desk, check, f"/alumni/desk/news/{issue_id}/links").status_code == 303
    assert "0 van 5 nagekeken." in desk.get(check).text
    assert jobs.look_at_links() == 5
    assert jobs.look_at_links() == 0
    page = desk.get(check).text
    assert f"deze bladzijde bestaat niet meer: {at}/gone." in page
    assert f"dit adres werkt alleen bij jullie binnen: {at}/inside." in page
    assert codes(network, issue_id) == {"link_gone": False, "link_inside": False}
    assert f'href="/alumni/desk/news/{issue_id}?language=nl#f-body"' in page
    assert "GET /whole" in _Site.asked
    assert not [one for one in _Site.asked if one.endswith("/secret")]
    assert reader
