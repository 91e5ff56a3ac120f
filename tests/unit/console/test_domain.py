from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime
from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.console.desk.door import own_path
from services.console.domain.accounts import Account, State, check_change, email_key, first_name, in_order
from services.console.domain.browsers import label
from services.console.domain.moments import read_moment
from services.console.domain.passwords import normal, objection
from services.console.errors import LastHr, NotYourself, UnknownMoment

ANN = Account(
    id=uuid4(), email="ann.de.wit@example.org", name="Ann de Wit", roles=("hr",), language="nl", person_id=None,
    state=State.ACTIVE, password_hash="x", second_factor=False,
    created_at=datetime(2026, 1, 1, tzinfo=UTC), last_login_at=None,
)  # fmt: skip


def why(password: str) -> str | None:
    return objection(password, shortest=12, longest=200, own_words=["ann.de.wit@example.org", "Wit"])


@pytest.mark.parametrize(
    ("password", "reason"),
    [
        ("vier gele fietsen", None),
        ("correct horse battery", None),
        ("kort", "too_short"),
        ("x" * 201, "too_long"),
        ("abababababab", "too_common"),
        ("0123456789012", "too_common"),
        ("lkjihgfedcba", "too_common"),
        ("ann.de.wit@example.org", "too_personal"),
        ("wachtwoord123", "too_common"),
        ("密码密码很长的密码一二三四", None),
    ],
)
def test_a_password_is_refused_for_a_reason_only(password: str, reason: str | None) -> None:
    assert why(password) == reason


def test_one_password_typed_on_two_keyboards_is_one_password() -> None:
    assert normal("cafe\u0301 cafe\u0301") == normal("caf\u00e9 caf\u00e9")


@given(st.text(max_size=300))
def test_any_password_gets_an_answer(password: str) -> None:
    assert why(password) in {None, "too_short", "too_long", "too_common", "too_personal"}


def test_addresses_that_differ_in_case_and_space_are_one() -> None:
    assert email_key("  Ann@Example.ORG ") == email_key("ann@example.org")


def test_roles_stand_in_order_once() -> None:
    assert in_order(["board", "hr", "hr", "king"]) == ("hr", "board")


def test_the_last_of_hr_stays() -> None:
    other = uuid4()
    with pytest.raises(LastHr):
        check_change(ANN, roles=("board",), state=State.ACTIVE, by=other, other_hr=0)
    with pytest.raises(LastHr):
        check_change(ANN, roles=("hr",), state=State.CLOSED, by=other, other_hr=0)
    with pytest.raises(NotYourself):
        check_change(ANN, roles=("hr",), state=State.CLOSED, by=ANN.id, other_hr=3)
    check_change(ANN, roles=("board",), state=State.ACTIVE, by=ANN.id, other_hr=1)


def test_a_letter_greets_by_name_only_where_there_is_one() -> None:
    assert first_name(ANN) == "Ann"
    assert first_name(replace(ANN, email="hr@example.org", name="HR")) == ""


@given(st.text(max_size=80))
def test_a_browser_never_leaves_the_house_after_logging_in(wanted: str) -> None:
    path = own_path(wanted)
    assert path.startswith("/")
    assert not path.startswith(("//", "/\\"))
    assert "\n" not in path


def test_a_browser_is_called_by_two_words() -> None:
    edge = "Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 Chrome/120.0 Safari/537.36 Edg/120.0"
    assert label(edge) == "Edge, Windows"
    assert label("curl/8") == ""


@pytest.mark.parametrize(
    ("written", "hour"),
    [
        ("2026-03-02T10:00:00+01:00", 9),
        ("2026-03-02T09:00:00Z", 9),
        ("2026-03-02T10:00", 9),
        (" 2026-03-02 ", 8),
        ("2026-07-01T10:00", 8),
    ],
)
def test_a_moment_without_a_zone_is_the_organisations(written: str, hour: int) -> None:
    assert read_moment(written, "Europe/Amsterdam").hour == hour


@given(st.text(max_size=40))
def test_what_is_no_moment_is_refused_in_words(written: str) -> None:
    with suppress(UnknownMoment):
        assert read_moment(written, "Europe/Amsterdam").tzinfo is UTC
