"""The bytes of a letter, read back by the standard library's own parser."""

from __future__ import annotations

import email
import email.policy
import re
import shutil
import subprocess
from datetime import UTC, datetime
from email.header import decode_header, make_header
from email.message import EmailMessage
from itertools import product
from pathlib import Path
from uuid import UUID

import pytest

from services.mail.domain.letters import Outgoing, Rendered
from services.mail.gateway.kinds import MailUrlError, Sender
from services.mail.gateway.message import build
from services.mail.policy import LANGUAGES
from services.mail.rendering import Renderer
from tests.unit.mail.test_rendering import HOUSE, SAMPLE, every_letter

LETTER = UUID("01890000-0000-7000-8000-000000000001")
NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
SENDER = Sender(name="De Brug, HR", email="hr@brug.example", secret_key="s" * 40)


def outgoing(**changes: object) -> Outgoing:
    rendered = Rendered(subject="Hallo", html="<p>Hallo</p>", text="Hallo\n.\nFrom mij\n", language="nl")
    given = {
        "letter_id": LETTER,
        "template": "console/welcome",
        "to_name": "Ada",
        "to_email": "ada@brug.example",
    }
    return Outgoing(**{**given, "rendered": rendered, **changes})  # type: ignore[arg-type]


def read(raw: bytes) -> EmailMessage:
    return email.message_from_bytes(raw, policy=email.policy.default)


def test_headers_say_who_what_when_and_that_a_machine_wrote() -> None:
    message = read(build(outgoing(), SENDER, NOW))
    assert message["From"].addresses[0].display_name == "De Brug, HR"
    assert message["To"].addresses[0].addr_spec == "ada@brug.example"
    assert message["Reply-To"].addresses[0].addr_spec == "hr@brug.example"
    assert message["Auto-Submitted"] == "auto-generated"
    assert message["Feedback-ID"] == "welcome:console:letter:brug.example"
    assert message["Message-ID"] == f"<{LETTER.hex}@brug.example>"
    assert message["Date"].datetime == NOW
    assert message["Content-Language"] == "nl"
    assert not message.defects


def test_both_forms_come_back_as_they_went_in() -> None:
    rendered = Rendered(
        subject="Eén jaar 🎈",
        html="<p>é …\n" + "x" * 3000 + "</p>",
        text="é\n\n-- \nWij\n.punt\n",
        language="nl",
    )
    message = read(build(outgoing(rendered=rendered), SENDER, NOW))
    plain, html = message.iter_parts()
    assert (plain.get_content_type(), html.get_content_type()) == ("text/plain", "text/html")
    assert plain.get_content().replace("\r\n", "\n") == rendered.text
    assert html.get_content().replace("\r\n", "\n") == rendered.html
    assert message["Subject"] == rendered.subject


def test_every_line_is_short_and_ends_in_crlf() -> None:
    rendered = Rendered(
        subject="woord " * 60, html="<p>" + "y" * 5000 + "</p>", text="z" * 2000, language="nl"
    )
    raw = build(outgoing(rendered=rendered, to_name="Ünïcode " * 12), SENDER, NOW)
    assert re.search(rb"(?<!\r)\n|\r(?!\n)", raw) is None
    assert all(len(line) <= 78 for line in raw.split(b"\r\n"))
    assert read(raw)["Subject"] == ("woord " * 60).strip()
    # Read by the older parser: the newer one of Python 3.11 puts a space where an encoded name was folded.
    to = str(make_header(decode_header(email.message_from_bytes(raw)["To"])))
    assert to.partition(" <")[0] == ("Ünïcode " * 12).strip()


@pytest.mark.parametrize(("length", "encoding"), [(990, "8bit"), (991, "quoted-printable")])
@pytest.mark.parametrize("before", ["", "a\n", "a\n" * 700, "a" * 989 + "\n"])
@pytest.mark.parametrize("after", ["", "\n", "\nb" * 700])
def test_only_a_line_that_is_too_long_is_quoted(length: int, encoding: str, before: str, after: str) -> None:
    text = before + "é" * 400 + "x" * (length - 800) + after
    letter = outgoing(rendered=Rendered(subject="s", html="<p>h</p>", text=text, language="nl"))
    raw = build(letter, SENDER, NOW, eight_bit=True)
    assert f"Content-Transfer-Encoding: {encoding}".encode() in raw.partition(b"text/html")[0]
    body = read(raw).get_body(("plain",))
    assert body is not None
    assert body.get_content().splitlines() == text.splitlines()


@pytest.mark.parametrize(
    "name",
    [
        "",
        "Ada",
        "Lovelace, Ada",
        'Ada "de eerste" L.',
        "back\\slash",
        "José",
        "דוד",
        "王小明",
        "👩‍🔬",
        "=?utf-8?q?x?=",
        "Ada <x@y.example>",
        "a" * 200,
        "naam met veel woorden " * 8,
    ],
)
def test_any_name_comes_back_as_it_was_written(name: str) -> None:
    message = read(build(outgoing(to_name=name), SENDER, NOW))
    (found,) = message["To"].addresses
    assert found.addr_spec == "ada@brug.example"
    assert found.display_name == " ".join(name.split())


@pytest.mark.parametrize("where", ["name", "subject", "header"])
def test_nothing_personal_can_begin_a_header_of_its_own(where: str) -> None:
    attack = "x\r\nBcc: evil@evil.example\r\n\r\nbody"
    rendered = Rendered(subject=attack if where == "subject" else "s", html="h", text="t", language="nl")
    raw = build(
        outgoing(
            rendered=rendered,
            to_name=attack if where == "name" else "Ada",
            headers={"List-Unsubscribe": attack} if where == "header" else {},
        ),
        SENDER,
        NOW,
    )
    assert read(raw)["Bcc"] is None
    assert len(list(read(raw).iter_parts())) == 2


def test_a_service_may_add_a_header_such_as_list_unsubscribe() -> None:
    added = {
        "List-Unsubscribe": "<https://weerzien.example/u>",
        "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
    }
    message = read(build(outgoing(headers=added), SENDER, NOW))
    assert message["List-Unsubscribe"] == "<https://weerzien.example/u>"


def test_a_sender_without_an_address_is_refused_in_one_line() -> None:
    with pytest.raises(MailUrlError, match="WEERZIEN_SENDER"):
        Sender.parse("Weerzien", "s")


@pytest.mark.slow
@pytest.mark.skipif(
    shutil.which("spamassassin") is None, reason="SpamAssassin is not installed (apt install spamassassin)"
)
def test_spamassassin_gives_no_points(tmp_path: Path) -> None:
    written = []
    for template, language in product(every_letter(), LANGUAGES):
        letter = outgoing(template=template, rendered=Renderer(HOUSE).render(template, language, SAMPLE))
        written.append(tmp_path / f"{template.replace('/', '-')}-{language}.eml")
        written[-1].write_bytes(build(letter, SENDER, datetime.now(UTC)))
    # One process for all of them: it reads its rules for a second each time that it begins.
    told = subprocess.run(
        ["spamassassin", "-t", "-L", *written],
        capture_output=True,
        check=False,
        timeout=250,
        env={"HOME": str(tmp_path), "PATH": "/usr/bin:/bin"},
    ).stdout.decode("utf-8", "replace")
    scores = [
        float(score) for score in re.findall(r"^X-Spam-Status:[^\n]*?score=(-?[\d.]+)", told, re.MULTILINE)
    ]
    assert len(scores) == len(written), told[-2000:]
    points = {path.name: score for path, score in zip(written, scores, strict=True) if score > 0}
    assert not points, told[-3000:]
