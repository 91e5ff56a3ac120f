"""What comes back, through the webhook and through our own SMTP door, counts once and mends what it should."""

from __future__ import annotations

import base64
import json
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import pytest
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from services.mail import policy
from services.mail.actions.post import take_in
from services.mail.gateway import signature, verp
from services.mail.gateway.provider import LETTER_ARGUMENT
from shared.kernel import settings as kernel_settings
from tests.house import SECRET, House
from tests.integration.mail.post import person, post, state_of, types, welcome

URL = "/mail/api/v1/webhooks/sendgrid"
KEY = ec.generate_private_key(ec.SECP256R1())
PUBLIC = base64.b64encode(
    KEY.public_key().public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)
).decode()


@contextmanager
def keyed(house: House, key: str = PUBLIC) -> Iterator[None]:
    with kernel_settings.use(replace(house.settings, sendgrid_webhook_public_key=key)):
        yield


def say(house: House, *events: dict[str, Any], stamp: int | None = None) -> Any:
    """Call the webhook as the provider does, signed."""
    body = json.dumps(events).encode()
    written = str(int(time.time()) if stamp is None else stamp)
    signed = base64.b64encode(KEY.sign(written.encode() + body, ec.ECDSA(hashes.SHA256()))).decode()
    headers = {signature.SIGNATURE_HEADER: signed, signature.TIMESTAMP_HEADER: written}
    with keyed(house):
        return house.client("mail").post(URL, data=body, headers=headers)


def event(letter_id: UUID, kind: str, **more: Any) -> dict[str, Any]:
    return {
        "event": kind,
        LETTER_ARGUMENT: str(letter_id),
        "sg_event_id": uuid4().hex,
        "timestamp": 1_772_442_000,
        **more,
    }


def sent(house: House, key: str = "a", email: str = "ada@brug.example") -> tuple[UUID, UUID]:
    ada = person(house, email)
    post(house, welcome(key, to=ada))
    house.deliver()
    return ada, state_of(house, key).id


def test_a_hard_bounce_suppresses_the_address_however_often_it_is_said(house: House) -> None:
    ada, letter = sent(house)
    bounce = event(letter, "bounce", status="5.1.1", type="bounce")
    assert say(house, bounce, bounce).json == {"heard": 1}
    assert say(house, bounce).json == {"heard": 0}
    assert types(house, ada) == ["mail.sent.v1", "mail.bounced.v1", "mail.suppressed.v1"]
    row = state_of(house, "a")
    assert (row.state, row.reason) == ("sent", "bounced_hard_5.1.1")
    post(house, welcome("next", to=ada))
    house.deliver()
    assert state_of(house, "next").reason == "suppressed"


def test_any_order_ends_the_same(house: House) -> None:
    ends = []
    for number, turned in enumerate((False, True)):
        _, letter = sent(house, str(number), f"p{number}@brug.example")
        words = [event(letter, "processed"), event(letter, "delivered"), event(letter, "spamreport")]
        for word in reversed(words) if turned else words:
            say(house, word)
        ends.append(state_of(house, str(number)).reason)
    assert ends == ["complained", "complained"]
    assert len(house.sql("SELECT 1 FROM mail.suppression WHERE reason = 'complaint'")) == 2


def test_soft_bounces_add_up_to_a_suppression(house: House) -> None:
    ada = person(house)
    for number in range(policy.SOFT_LIMIT):
        assert house.sql("SELECT 1 FROM mail.suppression") == []
        post(house, welcome(str(number), to=ada))
        house.deliver()
        say(house, event(state_of(house, str(number)).id, "bounce", type="blocked", status="4.2.2"))
    assert house.sql("SELECT reason FROM mail.suppression")[0].reason == "soft"


def test_the_providers_word_settles_an_uncertain_letter(house: House) -> None:
    ada = person(house)
    post(house, welcome("a", to=ada))
    house.sql("UPDATE mail.letter SET state = 'uncertain', reason = 'worker_lost', attempts = 1")
    say(house, event(state_of(house, "a").id, "delivered"))
    assert state_of(house, "a").state == "sent"
    assert types(house, ada) == ["mail.sent.v1"]


def test_what_is_not_about_us_is_taken_and_left(house: House) -> None:
    answer = say(
        house, {"event": "bounce", "email": "x@y.example"}, event(uuid4(), "bounce"), {"event": "open"}
    )
    assert (answer.status_code, answer.json) == (200, {"heard": 0})


def test_a_changed_byte_an_old_call_and_a_missing_signature_are_refused(house: House) -> None:
    _, letter = sent(house)
    assert say(house, event(letter, "bounce"), stamp=int(time.time()) - 3600).status_code == 403
    with keyed(house):
        client = house.client("mail")
        assert client.post(URL, data=b"[]").status_code == 403
        headers = {signature.SIGNATURE_HEADER: "AAAA", signature.TIMESTAMP_HEADER: str(int(time.time()))}
        assert client.post(URL, data=b"[]", headers=headers).status_code == 403
    assert house.client("mail").post(URL, data=b"[]").status_code == 403, (
        "no key is configured: nobody is believed"
    )
    assert house.sql("SELECT 1 FROM mail.returned") == []


def test_a_signed_body_that_is_no_list_is_a_problem_not_a_crash(house: House) -> None:
    body, stamp = b"\xff{", str(int(time.time()))
    signed = base64.b64encode(KEY.sign(stamp.encode() + body, ec.ECDSA(hashes.SHA256()))).decode()
    headers = {signature.SIGNATURE_HEADER: signed, signature.TIMESTAMP_HEADER: stamp}
    with keyed(house):
        assert house.client("mail").post(URL, data=body, headers=headers).status_code == 422


def test_the_providers_own_sample_is_believed_on_its_own_day(house: House, data: Path) -> None:
    folder = data / "sendgrid" / "event_webhook_signed"
    headers = json.loads((folder / "headers.json").read_text())
    body = (folder / "payload.bin").read_bytes()
    with keyed(house, (folder / "public_key.b64").read_text()):
        client = house.client("mail")
        assert client.post(URL, data=body, headers=headers).status_code == 403, "it is from 2020"
        house.set_time(datetime.fromtimestamp(int(headers[signature.TIMESTAMP_HEADER]), UTC))
        assert client.post(URL, data=body, headers=headers).status_code == 200
        assert client.post(URL, data=body[:-3] + b" \r\n", headers=headers).status_code == 403


def bounced(house: House, letter: UUID, source: bytes) -> None:
    address = verp.return_address(letter, "weerzien.example", SECRET)
    with house.transaction("mail")() as tx:
        take_in(tx, sender="", recipients=[address], source=source, secret_key=SECRET, keep=False)


@pytest.mark.parametrize(
    ("sample", "reason", "suppressed"),
    [
        ("lhost-postfix-01.eml", "bounced_hard_5.1.1", True),
        ("lhost-exim-38.eml", None, False),
        ("lhost-postfix-05.eml", "bounced_soft_4.1.1", False),
        ("lhost-gmail-16.eml", "bounced_hard_5.2.2", False),
        ("arf-01.eml", "complained", True),
        ("rfc3834-01.eml", None, False),
    ],
)
def test_real_return_mail_has_its_effect_once(
    house: House, data: Path, sample: str, reason: str | None, suppressed: bool
) -> None:
    _, letter = sent(house)
    for _ in range(2):
        bounced(house, letter, (data / "bounces" / sample).read_bytes())
    assert state_of(house, "a").reason == reason
    assert len(house.sql("SELECT 1 FROM mail.suppression")) == int(suppressed)
    assert len([kind for kind in types(house) if kind == "mail.bounced.v1"]) <= 1


def test_return_mail_at_a_made_up_address_is_about_nothing(house: House, data: Path) -> None:
    sent(house)
    with house.transaction("mail")() as tx:
        take_in(
            tx,
            sender="",
            recipients=["terug+" + uuid4().hex + "." + "0" * 16 + "@weerzien.example"],
            source=(data / "bounces" / "lhost-postfix-01.eml").read_bytes(),
            secret_key=SECRET,
            keep=False,
        )
    assert house.sql("SELECT 1 FROM mail.returned") == []
