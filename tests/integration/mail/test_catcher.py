"""The catcher, a process of its own: it keeps letters where there is an inbox, hears return mail, relays nothing."""

from __future__ import annotations

import os
import signal
import smtplib
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pytest

from services.mail.gateway import verp
from shared.kernel import settings as kernel_settings
from tests.house import SECRET, House, Servers, make_house
from tests.integration.mail.post import LINK, person, post, state_of, token, welcome


@pytest.fixture
def inbox_house(servers: Servers, tmp_path: Path) -> Iterator[House]:
    with make_house(servers, tmp_path / "home", mail_url="inbox:") as made:
        yield made


@contextmanager
def catching(house: House) -> Iterator[int]:
    """The catcher as infra starts it; gives its port."""
    chosen = house.settings
    environ = {
        **os.environ,
        "WEERZIEN_HOME": str(chosen.home),
        "WEERZIEN_SECRET_KEY": chosen.secret_key,
        "WEERZIEN_TIME_TRAVEL": "1",
        "DATABASE_URL": chosen.database_url,
        "REDIS_URL": chosen.redis_url,
        "MAIL_URL": chosen.mail_url,
    }
    sign = chosen.home / "catcher.port"
    with subprocess.Popen(
        [sys.executable, "-m", "services.mail.catcher"], env=environ, stderr=subprocess.PIPE
    ) as process:
        try:
            until = time.monotonic() + 30
            while not sign.exists() and time.monotonic() < until:
                time.sleep(0.05)
            yield int(sign.read_text())
        finally:
            process.send_signal(signal.SIGTERM)
            assert process.wait(10) == 0
            said = process.stderr.read().decode() if process.stderr else ""
            assert "brug.example" not in said, "logs name nobody"
            assert not sign.exists()


def test_a_letter_goes_all_the_way_to_the_page(inbox_house: House) -> None:
    post(inbox_house, welcome("a", to=person(inbox_house)))
    with catching(inbox_house):
        inbox_house.deliver()
    assert state_of(inbox_house, "a").state == "sent"
    client = inbox_house.client("mail")
    page = client.get("/inbox?q=ADA@").text
    assert "ada@brug.example" in page
    (row,) = inbox_house.sql("SELECT id, letter_id FROM mail.inbox")
    assert row.letter_id == state_of(inbox_house, "a").id
    assert LINK in client.get(f"/inbox/{row.id}?as=text").text
    framed = client.get(f"/inbox/{row.id}/html")
    assert LINK in framed.text
    assert framed.headers["Content-Security-Policy"].startswith("sandbox allow-popups")
    assert "allow-scripts" not in framed.headers["Content-Security-Policy"]


def test_without_a_catcher_letters_wait_and_go_when_it_is_there(inbox_house: House) -> None:
    post(inbox_house, welcome("a"))
    inbox_house.deliver()
    row = state_of(inbox_house, "a")
    assert (row.state, row.attempts, row.reason) == ("queued", 0, "catcher_not_running")
    inbox_house.set_time(row.not_before)
    with catching(inbox_house):
        inbox_house.deliver()
    assert state_of(inbox_house, "a").state == "sent"


def test_with_our_own_inbox_we_look_whether_an_uncertain_letter_arrived(inbox_house: House) -> None:
    post(inbox_house, welcome("arrived"), welcome("lost"))
    with catching(inbox_house):
        inbox_house.deliver()
        inbox_house.sql(
            "UPDATE mail.letter SET state = 'sending', claimed_at = :now, sent_at = NULL", now=inbox_house.now
        )
        inbox_house.sql(
            "DELETE FROM mail.inbox WHERE letter_id = (SELECT id FROM mail.letter WHERE key = 'lost')"
        )
        inbox_house.set_time(inbox_house.now.replace(hour=12))
        inbox_house.deliver()
    assert state_of(inbox_house, "arrived").attempts == 1
    assert state_of(inbox_house, "arrived").state == "sent"
    assert state_of(inbox_house, "lost").attempts == 2


def test_a_bounce_over_smtp_is_heard_and_a_stranger_is_turned_away(house: House, data: Path) -> None:
    ada = person(house)
    post(house, welcome("a", to=ada))
    house.deliver()
    back = verp.return_address(state_of(house, "a").id, "weerzien.example", SECRET)
    bounce = (data / "bounces" / "lhost-postfix-01.eml").read_bytes()
    with catching(house) as port, smtplib.SMTP("127.0.0.1", port) as smtp:
        smtp.ehlo()
        assert smtp.docmd("MAIL FROM:<>")[0] == 250
        assert smtp.docmd("RCPT TO:<somebody@elsewhere.example>")[0] == 550, "no relay"
        smtp.rset()
        smtp.sendmail("", [back], bounce)
    assert state_of(house, "a").reason == "bounced_hard_5.1.1"
    assert house.sql("SELECT 1 FROM mail.inbox") == []


def test_a_database_that_is_away_makes_the_sender_come_back(inbox_house: House) -> None:
    gone = inbox_house.settings.database_url.replace("/house_", "/gone_")
    away = House(replace(inbox_house.settings, database_url=gone), inbox_house.servers, inbox_house.postbox)
    with (
        catching(away) as port,
        smtplib.SMTP("127.0.0.1", port) as smtp,
        pytest.raises(smtplib.SMTPDataError) as told,
    ):
        smtp.sendmail("a@brug.example", ["b@brug.example"], b"Subject: x\r\n\r\nhoi")
    assert told.value.smtp_code == 451


def test_any_bytes_are_kept_and_shown_without_a_crash(inbox_house: House) -> None:
    odd = [
        b"",
        b"\0\1\2\xff",
        b"Subject: =?utf-8?b?bad\r\n\r\nx",
        b"Content-Type: text/html; charset=nergens\r\n\r\n<p>\xff</p>",
        b"Content-Type: multipart/mixed; boundary=\r\n\r\n--",
        b"From: \xff\xfe\r\nTo: <<<>>>\r\nSubject: \xc3\r\n\r\n",
        b"Subject: <script>alert(1)</script>\r\nContent-Type: text/html\r\n\r\n<head><script>alert(1)</script>",
    ]
    with catching(inbox_house) as port, smtplib.SMTP("127.0.0.1", port) as smtp:
        for source in odd:
            smtp.sendmail("a@x.example", ["'\"<b>\"'@x.example"], source)
    client = inbox_house.client("mail")
    page = client.get("/inbox")
    assert page.status_code == 200
    assert "<script>alert" not in page.text
    for row in inbox_house.sql("SELECT id FROM mail.inbox"):
        for side in ("", "?as=text", "?as=source", "/source"):
            assert client.get(f"/inbox/{row.id}{side}").status_code == 200
        assert client.get(f"/inbox/{row.id}/html").status_code in {200, 404}


def test_the_inbox_pages_searches_and_empties(inbox_house: House) -> None:
    client = inbox_house.client("mail")
    assert client.get("/inbox").status_code == 200
    with catching(inbox_house) as port, smtplib.SMTP("127.0.0.1", port) as smtp:
        for number in range(55):
            smtp.sendmail(
                "a@x.example", [f"p{number}@x.example"], f"Subject: Brief {number}\r\n\r\nhoi".encode()
            )
    first = client.get("/inbox").text
    assert first.index("Brief 54") < first.index("Brief 53")
    assert "Brief 4<" not in first
    assert "cursor=" in first
    assert "Brief 7<" in client.get("/inbox?q=p7@").text
    assert "Brief" not in client.get("/inbox?q=%25").text, "a percent sign is a percent sign"
    assert client.post("/inbox/empty").status_code == 403, "not without a token of ours"
    done = client.post("/inbox/empty", data={"csrf_token": token(first)})
    assert done.status_code == 303
    assert inbox_house.sql("SELECT 1 FROM mail.inbox") == []


def test_a_house_that_sends_real_mail_has_no_inbox(house: House) -> None:
    client = house.client("mail")
    assert client.get("/inbox").status_code == 404
    assert client.get("/inbox/01890000-0000-7000-8000-000000000001/html").status_code == 404
    with kernel_settings.use(replace(house.settings, mail_url="inbox:")):
        assert client.get("/inbox").status_code == 200
        assert client.get("/inbox/01890000-0000-7000-8000-000000000001").status_code == 404
