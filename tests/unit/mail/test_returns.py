"""What comes back, told apart: real bounces, real complaints, real replies; and the provider's own words."""

from __future__ import annotations

import base64
import json
import re
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from services.mail.domain.returns import Return
from services.mail.gateway import events, returned, signature, verp
from services.mail.gateway.provider import LETTER_ARGUMENT

LETTER = UUID("01890000-0000-7000-8000-000000000001")
SECRET = "s" * 40
STATUS = re.compile(rb"^Status:\s*(\d)\.\d+\.\d+", re.MULTILINE | re.IGNORECASE)


def truth(path: Path) -> str | None:
    """What the sample itself says: the first digit of its Status, 5 before 4."""
    digits = STATUS.findall(path.read_bytes())
    if b"5" in digits:
        return "hard"
    if b"4" in digits:
        return "soft"
    return "none" if digits else None


def test_every_bounce_with_a_status_is_read_by_its_first_digit(data: Path) -> None:
    wrong = []
    for path in sorted((data / "bounces").glob("*.eml")):
        said = truth(path)
        kind = returned.read(path.read_bytes()).kind.replace("delayed", "soft")
        if said is not None and kind != said:
            wrong.append((path.name, said, kind))
    assert wrong == []


def test_bounces_without_a_status_are_known_by_their_words(data: Path) -> None:
    silent = [path for path in sorted((data / "bounces").glob("lhost-*.eml")) if truth(path) is None]
    unread = [path.name for path in silent if returned.read(path.read_bytes()).kind == "none"]
    assert len(silent) > 40
    assert len(unread) <= 2, unread


def test_complaints_are_complaints_and_reports_about_signatures_are_not(data: Path) -> None:
    for path in sorted((data / "bounces").glob("arf-*.eml")):
        by_machine = b"feedback-type: auth-failure" in path.read_bytes().lower()
        assert returned.read(path.read_bytes()).kind == ("none" if by_machine else "complaint"), path.name


def test_an_automatic_reply_changes_nothing(data: Path) -> None:
    for path in sorted((data / "bounces").glob("rfc3834-*.eml")):
        assert returned.read(path.read_bytes()).kind == "none", path.name


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"\0\0\0",
        b"Subject: hoi\r\n\r\nIk ben er tot 5.5.2027 niet. 550 euro.",
        b"Content-Type: multipart/report; report-type=feedback-report\r\n\r\nniets",
        b"From: collega@brug.example\r\nSubject: Re: uitnodiging\r\n\r\nBedankt, 5.1.1 is mijn kamer.",
        b"Content-Type: multipart/mixed; boundary=x\r\n\r\n--x\r\nContent-Type: text/plain; charset=nil\r\n\r\n\xff",
    ],
)
def test_other_mail_is_nothing_and_breaks_nothing(raw: bytes) -> None:
    assert returned.read(raw).kind == "none"


def test_a_return_address_names_its_letter_and_cannot_be_made_up() -> None:
    address = verp.return_address(LETTER, "brug.example", SECRET)
    assert len(address.partition("@")[0]) <= 64
    assert verp.letter_of(address, SECRET) == LETTER
    assert verp.letter_of(f"<{address.upper()}>", SECRET) == LETTER
    assert verp.letter_of(address, "another" * 5) is None
    assert verp.letter_of(address.replace(LETTER.hex, UUID(int=7).hex), SECRET) is None
    assert verp.letter_of("terug@brug.example", SECRET) is None
    assert verp.letter_of("", SECRET) is None


def test_a_complaint_is_about_the_letter_whose_return_address_is_inside() -> None:
    inside = f"Return-Path: <{verp.return_address(LETTER, 'brug.example', SECRET)}>".encode()
    assert (
        returned.letter_in(b"To: abuse@brug.example\r\n\r\n" + inside, ["abuse@brug.example"], SECRET)
        == LETTER
    )
    assert returned.letter_in(b"no letter", ["abuse@brug.example"], SECRET) is None


@pytest.mark.parametrize(
    ("kind", "status", "blamed"),
    [
        ("hard", "5.1.1", True),
        ("hard", None, True),
        ("hard", "5.0.0", True),
        ("hard", "5.7.1", False),
        ("hard", "5.2.2", False),
        ("soft", "4.2.2", False),
        ("complaint", None, False),
    ],
)
def test_only_a_bounce_about_the_address_blames_the_address(
    kind: str, status: str | None, blamed: bool
) -> None:
    word = Return(letter_id=LETTER, kind=kind, event_id="x", at=datetime.now(UTC), status=status)  # type: ignore[arg-type]
    assert word.blames_address is blamed


def test_the_providers_own_signed_sample_verifies_and_a_changed_byte_does_not(data: Path) -> None:
    folder = data / "sendgrid" / "event_webhook_signed"
    headers = json.loads((folder / "headers.json").read_text())
    body = (folder / "payload.bin").read_bytes()
    key = (folder / "public_key.b64").read_text()
    signed = headers[signature.SIGNATURE_HEADER]
    stamp = headers[signature.TIMESTAMP_HEADER]
    assert signature.verified(key, signed, stamp, body)
    for place in (0, len(body) // 2, len(body) - 1):
        changed = body[:place] + bytes([body[place] ^ 1]) + body[place + 1 :]
        assert not signature.verified(key, signed, stamp, changed)
    assert not signature.verified(key, signed, stamp, body.strip())
    assert not signature.verified(key, signed, str(int(stamp) + 1), body)
    assert not signature.verified(key, signed[:-4] + "AAA=", stamp, body)


@pytest.mark.parametrize(
    ("key", "signed", "stamp"),
    [("", "", ""), ("not base64!", "x", "1"), ("AAAA", "AAAA", "1"), (None, "é", "é"), (None, "AAAA", "1")],
)
def test_nonsense_in_key_signature_or_timestamp_is_a_refusal(
    key: str | None, signed: str, stamp: str
) -> None:
    private = ec.generate_private_key(ec.SECP256R1())
    der = private.public_key().public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)
    assert not signature.verified(
        base64.b64encode(der).decode() if key is None else key, signed, stamp, b"\xff"
    )


def test_bytes_that_are_no_text_can_be_signed_too() -> None:
    private = ec.generate_private_key(ec.SECP256R1())
    der = private.public_key().public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)
    signed = base64.b64encode(private.sign(b"1\xff\xfe", ec.ECDSA(hashes.SHA256()))).decode()
    assert signature.verified(base64.b64encode(der).decode(), signed, "1", b"\xff\xfe")


@pytest.mark.parametrize("stamp", ["", "abc", "-5", "1e9", "٣", "9" * 20])
def test_a_timestamp_that_is_none_is_not_fresh(stamp: str) -> None:
    assert not signature.fresh(stamp, datetime.now(UTC), timedelta(minutes=10))


def test_a_call_is_fresh_for_a_while_and_not_for_ever() -> None:
    now = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
    stamp = str(int(now.timestamp()))
    for minutes, fresh in ((0, True), (9, True), (-9, True), (11, False), (-11, False)):
        assert signature.fresh(stamp, now + timedelta(minutes=minutes), timedelta(minutes=10)) is fresh


def test_every_kind_of_event_has_its_meaning(data: Path) -> None:
    meant = {
        "test_processed_event": "accepted",
        "test_delivered_event": "delivered",
        "test_dropped_invalid_event": "hard",
        "test_dropped_bounced": "hard",
        "test_dropped_unsubscribed_event": "complaint",
        "test_bounce_event": "hard",
        "test_deferred_event": "delayed",
        "test_open_event": None,
        "test_click_event": None,
    }
    for sample in json.loads((data / "sendgrid" / "anymail_event_payloads.json").read_text()):
        if sample["from_test"] not in meant:
            continue
        assert events.parse(json.dumps(sample["events"]).encode()) == [], "not about a letter of ours"
        ours = [{**event, LETTER_ARGUMENT: str(LETTER)} for event in sample["events"]]
        words = events.parse(json.dumps(ours).encode())
        assert words is not None
        assert [word.kind for word in words] == [one for one in [meant[sample["from_test"]]] if one]


def test_a_block_is_no_fault_of_the_address() -> None:
    event = {"event": "bounce", "type": "blocked", "status": "5.7.1", LETTER_ARGUMENT: str(LETTER)}
    (word,) = events.parse(json.dumps([event]).encode()) or []
    assert (word.kind, word.blames_address) == ("soft", False)


@pytest.mark.parametrize("body", [b"", b"{}", b"null", b"\xff", b'"x"', b"[" * 100_000])
def test_a_body_that_is_no_list_is_told_apart(body: bytes) -> None:
    assert events.parse(body) is None


def test_strange_events_are_stepped_over() -> None:
    strange: list[Any] = [
        1,
        None,
        [],
        {},
        {"event": None},
        {"event": ["bounce"], LETTER_ARGUMENT: str(LETTER)},
        {"event": "group_unsubscribe", LETTER_ARGUMENT: str(LETTER)},
        {"event": "delivered", LETTER_ARGUMENT: "not an id"},
        {"event": "delivered", LETTER_ARGUMENT: str(LETTER), "timestamp": "tomorrow", "sg_event_id": 7},
        {
            "event": "delivered",
            LETTER_ARGUMENT: str(LETTER),
            "timestamp": 10**30,
            "category": "één",
            "status": 5,
        },
    ]
    words = events.parse(json.dumps(strange).encode())
    assert words is not None
    assert [word.kind for word in words] == ["delivered", "delivered"]
    assert len({word.event_id for word in words}) == 2
