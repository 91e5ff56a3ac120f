"""Patience in numbers, and which door an address opens."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from email.message import Message
from pathlib import Path
from uuid import UUID

import pytest

from services.mail import policy
from services.mail.gateway.doors import catcher_port, open_gateway, server_of
from services.mail.gateway.hints import asked_pause
from services.mail.gateway.kinds import GatewayDown, MailUrlError
from services.mail.gateway.replies import refusal
from shared.kernel.settings import read

LETTER = UUID(int=1)


def test_pauses_grow_until_we_give_up() -> None:
    pauses = [policy.pause_after(attempt) for attempt in range(1, 12)]
    tried = [pause for pause in pauses if pause]
    assert tried == sorted(tried)
    assert sum(tried, timedelta()) > timedelta(days=1), (
        "greylisting and a night without a server are outlived"
    )
    assert pauses[-1] is None
    assert policy.pause_after(0) is None


def test_an_unreachable_gateway_is_asked_less_and_less_often() -> None:
    waits = [policy.gateway_pause(timedelta(minutes=minutes)) for minutes in (0, 1, 20, 60, 10_000)]
    assert waits == sorted(waits)
    assert waits[0] == policy.SHORTEST_GATEWAY_PAUSE
    assert waits[-1] == policy.LONGEST_GATEWAY_PAUSE


DATE = "Mon, 02 Mar 2026 09:00:00 GMT"
EPOCH = int(datetime(2026, 3, 2, 9, 0, tzinfo=UTC).timestamp())


@pytest.mark.parametrize(
    ("headers", "seconds"),
    [
        ({"Retry-After": "30"}, 30),
        ({"Retry-After": "Mon, 02 Mar 2026 09:02:00 GMT", "Date": DATE}, 120),
        ({"X-RateLimit-Reset": str(EPOCH + 60), "Date": DATE}, 60),
        ({"X-RateLimit-Reset": "15"}, 15),
        ({"Retry-After": "0"}, 1),
        ({"X-RateLimit-Reset": str(EPOCH - 60), "Date": DATE}, 1),
        ({"Retry-After": "9" * 30}, 86_400),
        ({"X-RateLimit-Reset": str(EPOCH + 60)}, None),
        ({"Retry-After": "soon"}, None),
        ({}, None),
    ],
)
def test_a_providers_hint_is_heard_within_reason(headers: dict[str, str], seconds: int | None) -> None:
    message = Message()
    for name, value in headers.items():
        message[name] = value
    assert asked_pause(message) == (timedelta(seconds=seconds) if seconds else None)  # type: ignore[arg-type]
    assert asked_pause(None) is None


@pytest.mark.parametrize(
    ("reply", "text", "of_recipient", "verdict", "bad"),
    [
        (451, b"4.7.1 Greylisted", True, "later", False),
        (450, b"try again", True, "later", False),
        (421, b"4.3.2 closing", False, "later", False),
        (550, b"5.1.1 No such user", True, "refused", True),
        (550, b"No such user here", True, "refused", True),
        (550, b"5.7.1 Relaying denied", True, "parked", False),
        (554, b"5.7.1 Spam", False, "parked", False),
        (550, b"rejected for policy", False, "parked", False),
        (552, b"5.2.2 Mailbox full", True, "later", False),
        (553, b"5.1.8 Sender unknown", True, "parked", False),
        (500, b"\xff\xfe", True, "parked", False),
    ],
)
def test_a_servers_answer_decides_about_letter_and_address(
    reply: int, text: bytes, of_recipient: bool, verdict: str, bad: bool
) -> None:
    outcome = refusal(LETTER, reply, text, of_recipient=of_recipient)
    assert (outcome.verdict, outcome.bad_address) == (verdict, bad)


def test_what_is_kept_of_an_answer_holds_no_address() -> None:
    outcome = refusal(LETTER, 550, b"5.1.1 <ada@brug.example>: no such user", of_recipient=True)
    assert outcome.reason == "smtp_550_5.1.1"


@pytest.mark.parametrize(
    ("url", "host", "port", "user", "password", "tls"),
    [
        ("smtp://mail.example", "mail.example", 25, "", "", False),
        ("smtp://u:p@mail.example", "mail.example", 587, "u", "p", False),
        ("smtp://u%40x:p%2F%3A@mail.example:2525", "mail.example", 2525, "u@x", "p/:", False),
        ("smtps://mail.example", "mail.example", 465, "", "", True),
        ("smtp://[::1]:2525", "::1", 2525, "", "", False),
    ],
)
def test_mail_url_names_a_server(url: str, host: str, port: int, user: str, password: str, tls: bool) -> None:
    server = server_of(url)
    assert (server.host, server.port, server.user, server.password, server.tls_from_start) == (
        host, port, user, password, tls,
    )  # fmt: skip
    assert server.verify
    assert not server_of(f"{url}?verify=no").verify


@pytest.mark.parametrize(
    "url", ["smtp://", "smtp://:25", "smtp://host:port", "smtp://host:99999", "pop3://x", "x", "sendgrid:"]
)
def test_a_mail_url_that_cannot_be_read_is_one_clear_line(url: str, tmp_path: Path) -> None:
    chosen = read({"MAIL_URL": url, "WEERZIEN_HOME": str(tmp_path), "WEERZIEN_SECRET_KEY": "s"})
    with pytest.raises(MailUrlError) as told:
        open_gateway(chosen, lambda: datetime.now(UTC))
    assert "\n" not in str(told.value)


def test_without_a_catcher_the_gateway_is_down_not_broken(tmp_path: Path) -> None:
    with pytest.raises(GatewayDown, match="catcher_not_running"):
        catcher_port(tmp_path)
    (tmp_path / "catcher.port").write_text("halverwege")
    with pytest.raises(GatewayDown):
        catcher_port(tmp_path)
    (tmp_path / "catcher.port").write_text("2525")
    assert catcher_port(tmp_path) == 2525
