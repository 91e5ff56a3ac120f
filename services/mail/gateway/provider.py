"""Letters through SendGrid: up to a thousand personal letters in one call."""

import json
import logging
import secrets
import socket
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from http.client import HTTPException
from types import TracebackType
from typing import Any, Self
from urllib.error import URLError
from uuid import UUID

from python_http_client.exceptions import HTTPError
from sendgrid import SendGridAPIClient

from services.mail.domain.letters import Outcome, Outgoing
from services.mail.gateway.hints import asked_pause
from services.mail.gateway.kinds import GatewayDown, Sender
from services.mail.gateway.message import calendar_type, common_headers
from services.mail.policy import PROVIDER_LOAD

LETTER_ARGUMENT = "weerzien_letter"
MOST_IN_ONE_CALL = 1000
# The provider's limit is 10,000 bytes of substitutions a person; the tags count too.
MOST_SUBSTITUTED = 9_500
CALL_TIMEOUT = 60.0
# Unguessable, so that nobody's name or answer can stand in for a gap.
_GAPS = f"-{secrets.token_hex(6)}:{{}}-"
# Its debug lines hold whole letters.
logging.getLogger("python_http_client").setLevel(logging.WARNING)


class SendGridGateway:
    """One account at the provider. Personal parts travel as substitutions, so one call carries all."""

    load = PROVIDER_LOAD

    def __init__(self, api_key: str, host: str, sender: Sender) -> None:
        address = (host or "api.sendgrid.com").rstrip("/")
        self._client = SendGridAPIClient(
            api_key, host=address if "://" in address else f"https://{address}"
        ).client
        self._client.timeout = CALL_TIMEOUT
        self._sender = sender
        self.gaps = _GAPS

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        return None

    def deliver(self, letters: Sequence[Outgoing]) -> Iterator[Outcome]:
        """One call for letters that differ only in what is personal; one outcome a letter."""
        told: set[UUID] = set()
        try:
            for outcome in self._outcomes(letters):
                told.add(outcome.letter_id)
                yield outcome
        except GatewayDown as down:
            if not told:
                raise
            for letter in letters:
                if letter.letter_id not in told:
                    yield Outcome(letter_id=letter.letter_id, verdict="untouched", reason=str(down))

    def _outcomes(self, letters: Sequence[Outgoing]) -> Iterator[Outcome]:
        reachable = []
        for letter in letters:
            if letter.to_email.isascii():
                reachable.append(letter)
            else:
                yield Outcome(letter_id=letter.letter_id, verdict="parked", reason="smtputf8_unsupported")
        for call in _calls(reachable, self.gaps):
            yield from self._call(call)

    def _call(self, letters: Sequence[Outgoing]) -> Iterator[Outcome]:
        try:
            response = self._client.mail.send.post(request_body=self.body(letters))
        except HTTPError as error:
            yield from self._judged(error, letters)
        except (URLError, OSError, HTTPException) as error:
            yield from _lost(error, letters)
        else:
            provider_id = response.headers.get("X-Message-Id")
            for letter in letters:
                yield Outcome(letter_id=letter.letter_id, verdict="sent", provider_id=provider_id)

    def _judged(self, error: HTTPError, letters: Sequence[Outgoing]) -> Iterator[Outcome]:
        status = int(error.status_code)
        reason = f"sendgrid_{status}"
        if status in (401, 403):
            # The key, not the letter, is to blame.
            raise GatewayDown(reason)
        if status == 429 or status >= 500:
            pause = asked_pause(error.headers)
            for letter in letters:
                yield Outcome(letter_id=letter.letter_id, verdict="later", reason=reason, wait=pause)
        elif len(letters) == 1:
            yield Outcome(letter_id=letters[0].letter_id, verdict="parked", reason=_field(error, reason))
        else:
            # One bad letter spoils the call: halve it until the bad one stands alone.
            middle = len(letters) // 2
            yield from self._call(letters[:middle])
            yield from self._call(letters[middle:])

    def body(self, letters: Sequence[Outgoing]) -> dict[str, Any]:
        """The request for letters that share a skeleton; a letter alone travels as it is."""
        person = {"email": self._sender.email, **_named(self._sender.name)}
        alone = len(letters) == 1
        first = _filled_in(letters[0], self.gaps) if alone else letters[0]
        return {
            "personalizations": [self._personal(letter, substituted=not alone) for letter in letters],
            "from": person,
            "reply_to": person,
            "subject": first.rendered.subject,
            "content": [
                {"type": "text/plain", "value": first.rendered.text if alone else self.gaps.format("t")},
                {"type": "text/html", "value": first.rendered.html},
                *_appointment(first),
            ],
            "headers": common_headers(first.template, self._sender.domain),
            "categories": [first.template],
            "tracking_settings": {
                "click_tracking": {"enable": False, "enable_text": False},
                "open_tracking": {"enable": False},
                "subscription_tracking": {"enable": False},
                "ganalytics": {"enable": False},
            },
        }

    def _personal(self, letter: Outgoing, *, substituted: bool) -> dict[str, Any]:
        personal: dict[str, Any] = {
            "to": [{"email": letter.to_email, **_named(letter.to_name)}],
            "subject": letter.rendered.subject,
            "custom_args": {LETTER_ARGUMENT: str(letter.letter_id)},
        }
        if substituted:
            personal["substitutions"] = {
                self.gaps.format("t"): letter.rendered.text,
                **_substitutions(letter, self.gaps),
            }
        if letter.headers:
            personal["headers"] = dict(letter.headers)
        return personal


def _calls(letters: Sequence[Outgoing], gaps: str) -> Iterator[list[Outgoing]]:
    """Letters with the same skeleton together, at most a thousand at a time; the very long ones alone."""
    groups: dict[tuple[str, str], list[Outgoing]] = {}
    for letter in letters:
        # What differs in its content beyond substitutions shares a call with nobody.
        if letter.invite or _weight(letter, gaps) > MOST_SUBSTITUTED:
            yield [letter]
        else:
            groups.setdefault((letter.template, letter.rendered.html), []).append(letter)
    for group in groups.values():
        for start in range(0, len(group), MOST_IN_ONE_CALL):
            yield group[start : start + MOST_IN_ONE_CALL]


def _appointment(letter: Outgoing) -> list[dict[str, str]]:
    """The appointment as a third way to read the letter: the provider passes its type on, method and all."""
    return [{"type": calendar_type(letter.invite), "value": letter.invite.text}] if letter.invite else []


def _substitutions(letter: Outgoing, gaps: str) -> dict[str, str]:
    return {gaps.format(place): value for place, value in enumerate(letter.rendered.values)}


def _weight(letter: Outgoing, gaps: str) -> int:
    values = sum(len(value.encode()) + len(gaps) + 4 for value in letter.rendered.values)
    return values + len(letter.rendered.text.encode())


def _filled_in(letter: Outgoing, gaps: str) -> Outgoing:
    html = letter.rendered.html
    for tag, value in _substitutions(letter, gaps).items():
        html = html.replace(tag, value)
    return replace(letter, rendered=replace(letter.rendered, html=html, values=()))


def _named(name: str) -> Mapping[str, str]:
    return {"name": name} if name else {}


def _lost(error: Exception, letters: Sequence[Outgoing]) -> Iterator[Outcome]:
    """Not connected: later. Connected, then silence: the provider may have taken them all."""
    cause = error.reason if isinstance(error, URLError) else error
    never_arrived = isinstance(cause, ConnectionRefusedError | socket.gaierror) or (
        isinstance(error, URLError) and not isinstance(cause, TimeoutError | ConnectionResetError)
    )
    if never_arrived:
        raise GatewayDown("connection_refused") from error
    for letter in letters:
        yield Outcome(letter_id=letter.letter_id, verdict="uncertain", reason="connection_lost")


def _field(error: HTTPError, reason: str) -> str:
    """Which field the provider refuses; its message may hold an address and is not kept."""
    try:
        field = json.loads(error.body)["errors"][0].get("field")
    except (ValueError, LookupError, TypeError, AttributeError):
        return reason
    return f"{reason}_{field}"[:100] if isinstance(field, str) and field.isascii() else reason
