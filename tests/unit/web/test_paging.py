from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID, uuid4

import pytest
from flask import Flask
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from shared.kernel.errors import Invalid
from shared.web.paging import MAX_LIMIT, Window, decode, encode, page, read_window

KEY = ("Åsa", 3, date(2026, 3, 9), datetime(2026, 3, 9, 14, 0, tzinfo=UTC), uuid4(), None)
PARTS = st.one_of(st.text(max_size=40), st.integers(), st.dates(), st.uuids(), st.none())


def test_a_list_is_walked_to_its_end_without_gap_or_double(make: Any) -> None:
    people: list[dict[str, Any]] = [{"name": f"{number:02}", "id": UUID(int=number)} for number in range(7)]
    seen: list[str] = []
    cursor, turns = None, 0
    with make().test_request_context("/people"):
        while turns < 10:
            window = read_window(limit=3, cursor=cursor)
            after = window.after or ("", UUID(int=0))
            rows = [one for one in people if (one["name"], one["id"]) > after][: window.fetch]
            answer = page(rows, window, key=lambda one: (one["name"], one["id"]))
            seen += [one["name"] for one in answer["items"]]
            cursor, turns = answer["next"], turns + 1
            if cursor is None:
                break
    assert seen == [one["name"] for one in people]
    assert turns == 3


def test_an_empty_list_is_a_page_without_a_next(make: Any) -> None:
    with make().test_request_context("/people"):
        assert page([], Window(), key=lambda one: one) == {"items": [], "next": None}


def test_a_page_that_is_exactly_full_has_no_next(make: Any) -> None:
    with make().test_request_context("/people"):
        assert page([1, 2], Window(limit=2), key=lambda one: (one,))["next"] is None


def test_the_key_comes_back_as_it_went(make: Any) -> None:
    with make().test_request_context("/people"):
        assert decode(encode(KEY)) == KEY


@hypothesis_settings(
    suppress_health_check=[*hypothesis_settings().suppress_health_check, HealthCheck.function_scoped_fixture],
    max_examples=50,
)
@given(key=st.lists(PARTS, min_size=1, max_size=4))
def test_any_key_comes_back_as_it_went(app: Flask, key: list[Any]) -> None:
    with app.test_request_context("/people"):
        assert list(decode(encode(key))) == key


def test_a_cursor_of_another_list_is_refused(make: Any) -> None:
    app = make()
    with app.test_request_context("/people"):
        cursor = encode(KEY)
    with app.test_request_context("/letters"), pytest.raises(Invalid):
        decode(cursor)


@pytest.mark.parametrize("cursor", ["x", "", "a.b", "\x00", "WzFd.bad", "é" * 3000, "a" * 100_000])
def test_a_cursor_that_is_not_ours_is_refused(make: Any, cursor: str) -> None:
    with make().test_request_context("/people"), pytest.raises(Invalid) as refusal:
        decode(cursor)
    assert list(refusal.value.fields) == ["cursor"]


@pytest.mark.parametrize("limit", ["0", "-1", "201", "9999999999999999999999", "two", "1.5", "٣x", " "])
def test_a_limit_outside_is_refused(make: Any, limit: str) -> None:
    with make().test_request_context("/people", query_string={"limit": limit}), pytest.raises(Invalid):
        read_window()


def test_limits_from_one_to_two_hundred_are_taken(make: Any) -> None:
    for asked, given_ in (("1", 1), ("200", MAX_LIMIT), ("", 50)):
        with make().test_request_context("/people", query_string={"limit": asked}):
            assert read_window().limit == given_
