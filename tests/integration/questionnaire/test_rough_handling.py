from __future__ import annotations

import random
import threading
from collections.abc import Callable, Mapping, Sequence
from io import BytesIO
from typing import Any

import pytest
import redis

from tests.asked import Asked, Form, Visitor

WAYS: Mapping[int, Mapping[str, Sequence[str]]] = {
    1: {"mood": "12345"},
    2: {"why": "abc"},
    3: {"place": ("home", "office"), "talk": ("yes", "no")},
    4: {"day": ("2027-01-01", "2028-02-29")},
    5: {"again": "0123456789", "name": "xyz", "rest": "pqr"},
}
PLACES = ("1", "2", "5", "99", "0", "-1", "1e3", "9" * 30, "draft", "summary", "decline", "nowhere")


def odd_forms(token: str) -> list[Callable[[], dict[str, Any]]]:
    """What a browser of ours would never send; made anew each time, for a file is read once."""
    mine = {"page_token": token}
    return [
        lambda: {"data": {**mine, "_was": ["", "=", "a=b=c", "\x00", "mood"], "_sheet": "x" * 5_000}},
        lambda: {"data": {**mine, "mood": ["1", "2", "\x00"]}},
        lambda: {"data": {**mine, "tools": ["desk"] * 500}},
        lambda: {"data": {**mine, ".other": "x", "mood.other": "x", "": "x"}},
        lambda: {"data": {**mine, "_language": "../..//evil"}},
        lambda: {"data": {**mine, "_go": "sideways", "_from": "nowhere", "lang": "de"}},
        lambda: {"data": {**mine, "rest": (BytesIO(b"file"), "a.txt")}},
        lambda: {
            "data": b"=%FF%00&rest=%ED%A0%80%00%FF&page_token=" + token.encode(),
            "content_type": "application/x-www-form-urlencoded",
        },
        lambda: {"json": {"mood": 1}},
        lambda: {"data": b"x", "content_type": "multipart/form-data; boundary=zz"},
        lambda: {"data": {**mine, **{f"k{number}": "v" for number in range(2_000)}}},
        lambda: {"data": {**mine, "rest": "x" * 700_000}},
        lambda: {"data": {}},
    ]


def at_once(*actions: Callable[[], object]) -> None:
    threads = [threading.Thread(target=action) for action in actions]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


@pytest.mark.parametrize("place", PLACES)
def test_nothing_that_can_be_sent_is_an_accident(asked: Asked, place: str) -> None:
    ann = Visitor(asked, asked.invite().token)
    redis.Redis.from_url(asked.house.settings.redis_url).flushall()
    for make in odd_forms(ann.page(1).fields["page_token"][0]):
        assert ann.client.post(ann.address(place), **make()).status_code < 500, make()
    assert ann.get(place, lang="xx", back="1", again="\x00").status_code < 500
    assert ann.get(1).status_code == 200


def test_eight_windows_that_send_at_once_send_once(asked: Asked) -> None:
    ann = Visitor(asked, asked.invite().token)
    ann.fill(1, mood=5)
    form = ann.page("summary").filled({"sure": "yes"})
    places: list[str] = []
    at_once(*[lambda: places.append(str(Visitor(asked, ann.token).post("summary", form).location))] * 8)
    assert len(asked.submitted) == len(asked.rows("waiting")) == 1
    assert sorted("again" in place for place in places) == [False, *[True] * 7]


def test_windows_that_save_at_once_lose_nothing_of_each_other(asked: Asked) -> None:
    ann = Visitor(asked, asked.invite().token)
    forms = [ann.page(5).filled(answer) for answer in ({"again": "3"}, {"name": "naam"}, {"rest": "verhaal"})]
    at_once(*[lambda form=form: Visitor(asked, ann.token).post("draft", form) for form in forms])
    shown = ann.get("summary").text
    for expected in ("3 van 10", "naam", "verhaal"):
        assert expected in shown


def test_declining_and_sending_at_once_ends_in_one_of_the_two(asked: Asked) -> None:
    ann = Visitor(asked, asked.invite().token)
    ann.fill(1, mood=5)
    send, decline = ann.page("summary").filled({"sure": "yes"}), ann.page("decline").filled({"sure": "yes"})
    at_once(lambda: ann.post("summary", send), lambda: Visitor(asked, ann.token).post("decline", decline))
    assert len(asked.submitted) + len(asked.declined) == 1
    assert len(asked.rows("waiting")) == len(asked.submitted)


@pytest.mark.parametrize("seed", range(6))
def test_any_way_through_the_pages_keeps_the_last_word_on_every_question(asked: Asked, seed: int) -> None:
    chance = random.Random(seed)
    ann = Visitor(asked, asked.invite().token)
    wanted: dict[str, str] = {}
    for _ in range(25):
        page = chance.choice(list(WAYS))
        opened = ann.get(page)
        if opened.status_code == 303:
            continue
        said = {key: chance.choice(some) for key, some in WAYS[page].items() if chance.random() < 0.6}
        form = Form.read(opened.text).filled({**said, "_go": chance.choice(("next", "back"))})
        ann.post(chance.choice((page, "draft")), form)
        wanted |= said
    ann.post(1, ann.page(1).filled({"mood": "1"}))
    wanted["mood"] = "1"
    if wanted.get("talk") != "yes":
        wanted.pop("day", None)
    assert ann.send().status_code == 303
    (sent,) = asked.submitted
    assert set(sent) == set(wanted)
    assert {
        key: str(value) for key, value in sent.items() if key in {"mood", "why", "again", "name", "rest"}
    } == {key: value for key, value in wanted.items() if key in {"mood", "why", "again", "name", "rest"}}
