"""Our real client against the provider's own description of its mail call."""

from __future__ import annotations

import json
import os
import shutil
import socket
import subprocess
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from openapi_core import OpenAPI
from openapi_core.testing import MockRequest
from openapi_core.validation.request.exceptions import RequestValidationError

from services.mail.domain.letters import Invite, Outcome, Outgoing
from services.mail.gateway.kinds import GatewayDown, Sender
from services.mail.gateway.provider import LETTER_ARGUMENT, SendGridGateway
from services.mail.rendering import Renderer
from tests.house import free_port
from tests.unit.mail.test_rendering import HOUSE, SAMPLE

SENDER = Sender(name="De Brug", email="hr@brug.example", secret_key="s" * 40)
Reply = tuple[int, dict[str, str], bytes]
ACCEPTED: Reply = (202, {"X-Message-Id": "message-1"}, b"")


@dataclass
class Provider:
    """Answers 202 to what the description allows, 400 to the rest; or as `replies` says, first come first served."""

    description: OpenAPI
    replies: list[Reply | None] = field(default_factory=list)
    bodies: list[dict[str, Any]] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)
    host: str = ""

    def answer(self, headers: dict[str, str], raw: bytes) -> Reply | None:
        self.bodies.append(json.loads(raw))
        request = MockRequest(
            "https://api.sendgrid.com",
            "post",
            "/v3/mail/send",
            data=raw,
            headers=headers,
            content_type=headers["Content-Type"],
        )
        try:
            self.description.validate_request(request)
        except RequestValidationError as error:
            self.faults.append(f"{error} {error.__cause__}"[:2000])
            return (400, {}, b'{"errors": [{"message": "no", "field": "personalizations"}]}')
        return self.replies.pop(0) if self.replies else ACCEPTED


@pytest.fixture(scope="module")
def description(request: pytest.FixtureRequest) -> OpenAPI:
    path = Path(__file__).resolve().parents[3] / "shared" / "data" / "sendgrid" / "tsg_mail_v3.yaml"
    if not path.exists():
        pytest.skip(f"the provider's description is not at {path}")
    return OpenAPI.from_file_path(str(path))


@pytest.fixture
def provider(description: OpenAPI) -> Iterator[Provider]:
    with served(Provider(description)) as provider:
        yield provider


@contextmanager
def served(provider: Provider) -> Iterator[Provider]:
    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            raw = self.rfile.read(int(self.headers["Content-Length"]))
            reply = provider.answer(dict(self.headers), raw)
            if reply is None:
                self.connection.shutdown(socket.SHUT_RDWR)
                return
            status, headers, body = reply
            self.send_response(status)
            for name, value in {**headers, "Content-Length": str(len(body))}.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_args: Any) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    provider.host = f"http://127.0.0.1:{server.server_address[1]}"
    try:
        yield provider
    finally:
        server.shutdown()
        server.server_close()


def letters(gateway: SendGridGateway, number: int, **changes: Any) -> list[Outgoing]:
    renderer = Renderer(HOUSE, gap=gateway.gaps)
    return [
        Outgoing(
            letter_id=UUID(int=place + 1),
            template="console/welcome",
            to_name=f"Per Soon {place}",
            to_email=f"p{place}@brug.example",
            rendered=renderer.render(
                "console/welcome",
                "nl",
                {**SAMPLE, "given_name": f"Per & {place}", "link": f"https://x.example/{place}", **changes},
                gaps=True,
            ),
        )
        for place in range(number)
    ]


def sent(provider: Provider, number: int, *, key: str = "SG.key") -> list[Outcome]:
    gateway = SendGridGateway(key, provider.host, SENDER)
    return list(gateway.deliver(letters(gateway, number)))


def read_by(provider: Provider, call: int, person: int) -> tuple[str, str, str]:
    """Subject, text and HTML as the provider puts them together for one reader."""
    body = provider.bodies[call]
    personal = body["personalizations"][person]
    parts = [personal["subject"], *(part["value"] for part in body["content"])]
    for tag, value in personal.get("substitutions", {}).items():
        parts = [part.replace(tag, value) for part in parts]
    return parts[0], parts[1], parts[2]


def test_a_thousand_personal_letters_are_one_call_that_the_provider_allows(provider: Provider) -> None:
    outcomes = sent(provider, 1000)
    assert provider.faults == []
    assert [len(body["personalizations"]) for body in provider.bodies] == [1000]
    assert {outcome.verdict for outcome in outcomes} == {"sent"}
    assert {outcome.provider_id for outcome in outcomes} == {"message-1"}
    heavy = max(
        sum(len(tag.encode()) + len(value.encode()) for tag, value in one["substitutions"].items())
        for one in provider.bodies[0]["personalizations"]
    )
    assert heavy <= 10_000


def test_a_thousand_and_one_are_never_one_call(provider: Provider) -> None:
    assert len(sent(provider, 1001)) == 1001
    assert [len(body["personalizations"]) for body in provider.bodies] == [1000, 1]
    assert provider.faults == []


def test_each_reader_gets_the_letter_that_was_rendered_for_them(provider: Provider) -> None:
    sent(provider, 3)
    own = Renderer(HOUSE)
    for place in range(3):
        mine = own.render(
            "console/welcome",
            "nl",
            {**SAMPLE, "given_name": f"Per & {place}", "link": f"https://x.example/{place}"},
        )
        assert read_by(provider, 0, place) == (mine.subject, mine.text, mine.html)
        personal = provider.bodies[0]["personalizations"][place]
        assert personal["custom_args"] == {LETTER_ARGUMENT: str(UUID(int=place + 1))}
        assert len(personal["to"]) == 1, "nobody sees another reader"


def test_a_letter_alone_travels_as_it_is(provider: Provider) -> None:
    sent(provider, 1)
    assert "substitutions" not in provider.bodies[0]["personalizations"][0]
    assert "Hallo Per &amp; 0," in read_by(provider, 0, 0)[2]
    assert provider.faults == []


def test_a_letter_too_long_to_substitute_travels_alone(provider: Provider) -> None:
    gateway = SendGridGateway("SG.key", provider.host, SENDER)
    long = letters(gateway, 1, given_name="x " * 3000)
    assert [one.verdict for one in gateway.deliver([*long, *letters(gateway, 3)[1:]])] == ["sent"] * 3
    assert sorted(len(body["personalizations"]) for body in provider.bodies) == [1, 2]
    assert provider.faults == []


def test_readers_are_not_followed_and_a_machine_admits_it_wrote(provider: Provider) -> None:
    sent(provider, 2)
    tracking = provider.bodies[0]["tracking_settings"]
    assert not any(one["enable"] for one in tracking.values())
    assert provider.bodies[0]["headers"]["Auto-Submitted"] == "auto-generated"


def test_a_name_cannot_stand_in_for_a_gap(provider: Provider) -> None:
    gateway = SendGridGateway("SG.key", provider.host, SENDER)
    assert gateway.gaps.format(0) not in json.dumps(
        [one.rendered.values for one in letters(gateway, 2, given_name="-gap:0-")]
    )


@pytest.mark.parametrize(
    ("headers", "wait"),
    [
        ({"Retry-After": "30"}, timedelta(seconds=30)),
        ({"X-RateLimit-Reset": "45"}, timedelta(seconds=45)),
        ({}, None),
    ],
)
@pytest.mark.parametrize("status", [429, 500, 503])
def test_too_busy_means_later_and_as_late_as_it_asks(
    provider: Provider, status: int, headers: dict[str, str], wait: timedelta | None
) -> None:
    provider.replies = [(status, headers, b"{}")]
    outcomes = sent(provider, 3)
    assert {(one.verdict, one.reason, one.wait) for one in outcomes} == {
        ("later", f"sendgrid_{status}", wait)
    }
    assert len(provider.bodies) == 1


@pytest.mark.parametrize("status", [401, 403])
def test_a_wrong_key_is_nobodys_letters_fault(provider: Provider, status: int) -> None:
    provider.replies = [(status, {}, b"{}")]
    with pytest.raises(GatewayDown, match=str(status)):
        sent(provider, 3)


def test_one_bad_letter_is_parked_and_the_others_go(provider: Provider) -> None:
    gateway = SendGridGateway("SG.key", provider.host, SENDER)
    batch = letters(gateway, 8)
    spoiled = Outgoing(
        **{
            **{name: getattr(batch[5], name) for name in ("letter_id", "template", "to_name", "rendered")},
            "to_email": "no-address",
        }
    )
    batch[5] = spoiled
    outcomes = {one.letter_id: one for one in gateway.deliver(batch)}
    assert outcomes[spoiled.letter_id].verdict == "parked"
    assert outcomes[spoiled.letter_id].reason == "sendgrid_400_personalizations"
    assert [one.verdict for one in outcomes.values()].count("sent") == 7


def test_a_key_withdrawn_halfway_leaves_the_rest_untouched(provider: Provider) -> None:
    provider.replies = [ACCEPTED, (401, {}, b"{}")]
    outcomes = sent(provider, 1500)
    assert [one.verdict for one in outcomes] == ["sent"] * 1000 + ["untouched"] * 500


def test_silence_after_the_call_leaves_letters_uncertain(provider: Provider) -> None:
    provider.replies = [None]
    assert {one.verdict for one in sent(provider, 2)} == {"uncertain"}
    assert len(provider.bodies) == 1, "never blindly sent twice"


def test_a_provider_that_cannot_be_reached_costs_no_letter_anything(provider: Provider) -> None:
    provider.host = f"http://127.0.0.1:{free_port()}"
    with pytest.raises(GatewayDown):
        sent(provider, 2)


def _prism() -> str | None:
    return os.environ.get("WEERZIEN_PRISM") or shutil.which("prism")


@pytest.mark.slow
@pytest.mark.skipif(
    _prism() is None, reason="Prism is not on PATH (npm install -g @stoplight/prism-cli, or WEERZIEN_PRISM)"
)
def test_prism_agrees(data: Path) -> None:
    port = free_port()
    command = [
        _prism() or "",
        "mock",
        "-p",
        str(port),
        "-h",
        "127.0.0.1",
        str(data / "sendgrid" / "tsg_mail_v3.yaml"),
    ]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as prism:
        try:
            _wait_for(port)
            gateway = SendGridGateway("SG.key", f"http://127.0.0.1:{port}", SENDER)
            assert {one.verdict for one in gateway.deliver(letters(gateway, 1000))} == {"sent"}
            assert {one.verdict for one in gateway.deliver(letters(gateway, 1))} == {"sent"}
        finally:
            prism.terminate()
            prism.wait(10)


def _wait_for(port: int) -> None:
    until = time.monotonic() + 60
    while time.monotonic() < until:
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.2)
    pytest.fail("Prism does not answer")


def test_a_letter_with_an_appointment_is_a_call_of_its_own_with_the_appointment_as_it_is(
    provider: Provider,
) -> None:
    gateway = SendGridGateway("SG.key", provider.host, SENDER)
    plain, one, other = letters(gateway, 3)
    ics = "BEGIN:VCALENDAR\r\nMETHOD:{}\r\nEND:VCALENDAR\r\n"
    dated = [
        replace(letter, invite=Invite(method=method, text=ics.format(method)))
        for letter, method in ((one, "REQUEST"), (other, "CANCEL"))
    ]
    outcomes = list(gateway.deliver([plain, *dated]))
    assert provider.faults == []
    assert [outcome.verdict for outcome in outcomes] == ["sent"] * 3
    kinds = sorted([part["type"] for part in body["content"]][2:] for body in provider.bodies)
    assert kinds == [[], ["text/calendar; method=CANCEL"], ["text/calendar; method=REQUEST"]]
    for body in provider.bodies:
        if len(body["content"]) == 3:
            assert body["content"][2]["value"] == ics.format(body["content"][2]["type"].partition("=")[2])
            assert "substitutions" not in body["personalizations"][0]
