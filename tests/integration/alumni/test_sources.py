"""Vacancies of another system: shown first, then as they are there; a feed that fails changes nothing."""

from __future__ import annotations

import http.server
import json
import threading
from collections.abc import Iterator
from datetime import timedelta
from io import BytesIO
from typing import Any

import pytest

from services.alumni import jobs
from services.alumni.errors.sources import FeedAddress, FeedRefused, FeedTooLarge
from services.alumni.gateway import feeds
from services.clock.travel import travel_to
from tests.house import pressed
from tests.integration.alumni.conftest import AFTERNOON, Network, token_of

PATH = "/alumni/desk/work/sources"


def posting(number: str, title: str, **more: Any) -> dict[str, Any]:
    return {"@type": "JobPosting", "identifier": number, "title": title, "description": f"Werk: {title}",
            "jobLocation": {"address": {"addressLocality": "Utrecht"}}, **more}  # fmt: skip


@pytest.fixture
def feed(network: Network, monkeypatch: pytest.MonkeyPatch) -> dict[str, Any]:
    """What stands at the address now; anything but a list is an error."""
    network.house.set_time(AFTERNOON)
    told: dict[str, Any] = {"rows": []}

    def fetched(_url: str) -> bytes:
        if isinstance(told["rows"], Exception):
            raise told["rows"]
        return json.dumps(told["rows"]).encode()

    monkeypatch.setattr(feeds, "fetch", fetched)
    return told


def source(network: Network, desk: Any, **form: str) -> str:
    given = {
        "name": "Werksite",
        "kind": "feed",
        "url": "https://werk.example/feed",
        "decide_days": "5",
        "shown": "yes",
    }
    answer = pressed(desk, PATH, PATH, **(given | form))
    assert answer.status_code == 303, answer.text
    return str(answer.headers["Location"])


def vacancies(network: Network) -> dict[str, tuple[str, bool]]:
    rows = network.house.sql("SELECT outside_id, title, withdrawn_at IS NULL AS open FROM alumni.vacancy")
    return {row.outside_id: (row.title, row.open) for row in rows}


def an_hour_later(network: Network) -> None:
    network.house.set_time(network.house.now + timedelta(minutes=61))
    jobs.read_feeds()


def test_a_feed_on_which_the_job_breaks_off_keeps_no_other_from_being_asked(
    network: Network, feed: dict[str, Any]
) -> None:
    desk = network.house.logged_in("alumni")
    first, second = source(network, desk), source(network, desk)
    feed["rows"] = RuntimeError("nobody foresaw this")
    with pytest.raises(RuntimeError):
        jobs.read_feeds()
    feed["rows"] = [posting("1", "Planner")]
    assert jobs.read_feeds() == 1
    assert "Planner" in desk.get(second).text
    assert "Planner" not in desk.get(first).text, "its hour has not come yet"


def test_a_feed_is_shown_first_and_then_followed(network: Network, feed: dict[str, Any]) -> None:
    reader, _ = network.join()
    network.house.postbox.envelopes.clear()
    desk = network.house.logged_in("alumni")
    feed["rows"] = [posting("1", "Planner"), posting("2", "Kok"), posting("", "Zonder nummer")]
    path = source(network, desk)
    assert "We vragen Werksite" in desk.get(path).text
    jobs.read_feeds()
    page = desk.get(path).text
    assert "Dit zou Werksite veranderen" in page
    assert "geen eigen nummer" in page
    assert vacancies(network) == {}, "a preview changes nothing"
    pressed(desk, path, f"{path}/accept")
    assert vacancies(network) == {"1": ("Planner", True), "2": ("Kok", True)}
    assert len(network.letters(reader["private_email"])) == 2, "whom it fits hears at once"
    assert pressed(desk, path, f"{path}/accept").status_code == 303, (
        "a second click is told, and does nothing"
    )

    jobs.read_feeds()
    feed["rows"] = [posting("1", "Planner zorg"), posting("3", "Bakker")]
    assert vacancies(network)["1"] == ("Planner", True), "not asked again within the hour"
    an_hour_later(network)
    assert vacancies(network) == {"1": ("Planner zorg", True), "2": ("Kok", False), "3": ("Bakker", True)}
    # What cannot be read stays; what HR closed stays closed; what is back is open again.
    (one,) = network.house.sql("SELECT id FROM alumni.vacancy WHERE outside_id = '3'")
    pressed(desk, f"/alumni/desk/work/{one.id}", f"/alumni/desk/work/{one.id}/withdraw")
    feed["rows"] = [posting("1", ""), posting("2", "Kok"), posting("3", "Bakker")]
    an_hour_later(network)
    assert vacancies(network) == {"1": ("Planner zorg", True), "2": ("Kok", True), "3": ("Bakker", False)}
    assert len(network.letters(reader["private_email"])) == 3, "nobody hears twice of one"


def test_a_feed_that_fails_or_is_empty_changes_nothing_and_the_desk_says_why(
    network: Network, feed: dict[str, Any]
) -> None:
    desk = network.house.logged_in("alumni")
    feed["rows"] = [posting("1", "Planner")]
    path = source(network, desk)
    jobs.read_feeds()
    pressed(desk, path, f"{path}/accept")
    for gone_wrong, said in ((FeedRefused(status=503), "(503)"), ([], "geen enkele vacature")):
        feed["rows"] = gone_wrong
        an_hour_later(network)
        assert vacancies(network) == {"1": ("Planner", True)}
        assert said in desk.get(path).text
        assert "lukt nu niet" in desk.get(PATH).text
    feed["rows"] = [posting("1", "Planner")]
    pressed(desk, path, f"{path}/ask")
    jobs.read_feeds()
    assert "De laatste keer lukte het niet" not in desk.get(path).text
    pressed(desk, path, f"{path}/stop")
    assert vacancies(network) == {"1": ("Planner", False)}
    an_hour_later(network)
    assert vacancies(network) == {"1": ("Planner", False)}, "what is stopped is not asked"


def test_a_house_that_travels_asks_a_feed_once_for_each_of_its_days_and_never_waits_for_one_that_fails(
    network: Network, feed: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    desk = network.house.logged_in("alumni")
    feed["rows"] = [posting("1", "Planner"), posting("2", "Kok")]
    path = source(network, desk)
    jobs.read_feeds()
    pressed(desk, path, f"{path}/accept")
    asked: list[str] = []
    outside = feeds.fetch

    def fetched(url: str) -> bytes:
        asked.append(network.house.now.date().isoformat())
        return outside(url)

    monkeypatch.setattr(feeds, "fetch", fetched)
    feed["rows"] = [posting("1", "Planner")]
    travel_to(network.house.now + timedelta(days=6))
    assert len(asked) == len(set(asked)) == 6
    assert vacancies(network)["2"] == ("Kok", False)
    feed["rows"] = FeedRefused(status=503)
    travel_to(network.house.now + timedelta(days=30))
    assert len(asked) == 7


def test_a_file_waits_for_a_yes_each_time(network: Network) -> None:
    network.house.set_time(AFTERNOON)
    desk = network.house.logged_in("alumni")
    path = source(network, desk, kind="file", url="")

    def given(content: str) -> Any:
        token = token_of(desk.get(path).text)
        return desk.post(
            f"{path}/file", data={"csrf_token": token, "file": (BytesIO(content.encode()), "w.csv")}
        )

    wrong = given("titel;plaats\nKok;Gent\n")
    assert (wrong.status_code, "We missen een kolom" in wrong.text) == (422, True)
    assert given("nummer;titel;omschrijving\n1;Kok;Je kookt.\n2;Bakker;Je bakt.\n").status_code == 303
    pressed(desk, path, f"{path}/accept")
    given("nummer;titel;omschrijving\n1;Kok;Je kookt.\n")
    assert vacancies(network)["2"] == ("Bakker", True)
    assert "gaat dicht" in desk.get(path).text
    pressed(desk, path, f"{path}/aside")
    given("nummer;titel;omschrijving\n1;Kok;Je kookt.\n")
    pressed(desk, path, f"{path}/accept")
    assert vacancies(network) == {"1": ("Kok", True), "2": ("Bakker", False)}


@pytest.mark.parametrize(
    ("form", "field"),
    [
        ({"name": ""}, "name"),
        ({"kind": ""}, "kind"),
        ({"url": "werk"}, "url"),
        ({"decide_days": "0"}, "decide_days"),
    ],
)
def test_what_is_not_right_about_a_source_is_said_at_its_field(
    network: Network, form: dict[str, str], field: str
) -> None:
    desk = network.house.logged_in("alumni")
    given = {"name": "W", "kind": "feed", "url": "https://werk.example/", "decide_days": "5"}
    answer = pressed(desk, PATH, PATH, **(given | form))
    assert (answer.status_code, f'id="e-{field}"' in answer.text) == (422, True)


@pytest.fixture
def site() -> Iterator[tuple[int, dict[str, Any]]]:
    """A site on this machine, which says what it is told to."""
    told: dict[str, Any] = {"status": 200, "headers": {}, "body": b"[]", "asked": []}

    class Says(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            told["asked"].append((self.path, self.headers["Host"]))
            self.send_response(told["status"])
            for name, value in told["headers"].items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(told["body"])

        def log_message(self, *_told: Any) -> None:
            """Say nothing."""

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Says)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    yield server.server_port, told
    server.shutdown()
    thread.join()
    server.server_close()


def test_a_feed_is_fetched_from_the_number_that_was_looked_at(site: tuple[int, dict[str, Any]]) -> None:
    port, told = site
    url = f"http://werk.example:{port}/feed?q=é"

    def here(host: str, _port: int) -> str:
        if host != "werk.example":
            raise FeedAddress
        return "127.0.0.1"

    assert feeds.fetch(url, here) == b"[]"
    assert told["asked"] == [("/feed?q=%C3%A9", f"werk.example:{port}")]
    with pytest.raises(FeedAddress):
        feeds.fetch(f"http://127.0.0.1:{port}/")
    told["status"], told["headers"] = 302, {"Location": f"http://inside.example:{port}/"}
    with pytest.raises(FeedAddress):
        feeds.fetch(url, here)
    told["status"], told["headers"] = 503, {}
    with pytest.raises(FeedRefused):
        feeds.fetch(url, here)
    told["status"], told["body"] = 200, b"x" * ((10 << 20) + 1)
    with pytest.raises(FeedTooLarge):
        feeds.fetch(url, here)
