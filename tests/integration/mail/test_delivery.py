"""Letters leave once, to the right address, and what becomes of them is known."""

from __future__ import annotations

import logging
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta
from unittest.mock import patch

import pytest
import redis

from services.mail import jobs, policy
from services.mail.actions import noting
from services.mail.gateway.smtp import SmtpGateway
from services.mail.store import letters as letter_store
from shared.kernel import settings as kernel_settings
from shared.kernel.ids import new_id
from shared.queue.enqueue import queue
from tests.house import House, free_port, links_in, text_of
from tests.integration.mail.post import EXPIRES, LINK, person, post, state_of, types, welcome
from tests.integration.mail.servers import Script, scripted


@contextmanager
def mail_to(house: House, port: int) -> Iterator[None]:
    """This house's mail goes to another server."""
    with kernel_settings.use(replace(house.settings, mail_url=f"smtp://127.0.0.1:{port}")):
        yield


def test_a_letter_arrives_whole_and_its_link_is_wiped(house: House) -> None:
    ada = person(house)
    post(house, welcome("a", to=ada))
    house.deliver()
    (letter,) = house.postbox.letters_to("ada@brug.example")
    assert links_in(letter) == [LINK]
    assert text_of(letter).startswith("Hallo Ada,")
    assert letter["To"].addresses[0].display_name == "Ada Lovelace"
    row = state_of(house, "a")
    assert (row.state, row.secrets, row.sent_at) == (
        "sent",
        None,
        house.now.replace(microsecond=row.sent_at.microsecond, second=row.sent_at.second),
    )
    assert types(house, ada) == ["mail.sent.v1"]


def test_delivering_again_sends_nothing_again(house: House) -> None:
    post(house, welcome("a"), welcome("a"))
    for _ in range(3):
        house.deliver()
    assert len(house.postbox.envelopes) == 1


def test_the_language_is_the_persons_then_the_letters_own_wish(house: House) -> None:
    fr = person(house, "f@brug.example", language="fr")
    post(
        house,
        welcome("f", to=fr),
        welcome("en", to=fr, language="en"),
        welcome("nobody", to="n@brug.example"),
    )
    house.deliver()
    languages = [message["Content-Language"] for _, _, message in house.postbox.envelopes]
    assert sorted(languages) == ["en", "fr", "nl"]


@pytest.mark.parametrize(
    ("changes", "state", "reason", "fact"),
    [
        ({"email": None}, "parked", "no_address", "no_address"),
        ({"state": "left"}, "parked", "no_address", "no_address"),
        ({"deceased": True}, "cancelled", "deceased", "inactive"),
        ({"merged": True}, "cancelled", "person_gone", "inactive"),
    ],
)
def test_nobody_is_written_who_must_not_be(
    house: House, changes: dict[str, object], state: str, reason: str, fact: str
) -> None:
    gone = changes.pop("merged", False)
    ada = new_id() if gone else person(house, **changes)  # type: ignore[arg-type]
    post(house, welcome("a", to=ada, address="work"))
    house.deliver()
    row = state_of(house, "a")
    assert (row.state, row.reason) == (state, reason)
    assert house.postbox.envelopes == []
    (said,) = house.facts("mail.undeliverable")
    assert said.body["reason"] == fact


def test_a_letter_waits_for_its_time_and_falls_with_its_last_day(house: House) -> None:
    later = house.now + timedelta(hours=2)
    post(
        house,
        welcome("later", not_before=later),
        welcome("late", expires_at=house.now - timedelta(seconds=1)),
    )
    house.deliver()
    assert state_of(house, "later").state == "queued"
    row = state_of(house, "late")
    assert (row.state, row.reason, row.secrets) == ("cancelled", "expired", None)
    assert jobs.next_due() == state_of(house, "later").not_before
    house.set_time(later)
    house.deliver()
    assert state_of(house, "later").state == "sent"
    assert jobs.next_due() is None


def test_a_letter_that_cannot_be_rendered_is_parked_alone(house: House) -> None:
    post(house, welcome("good"), welcome("bad", params={}), welcome("unknown", to="x@brug.example"))
    house.sql("UPDATE mail.letter SET template = 'nobody/wrote_this' WHERE key = 'unknown'")
    house.deliver()
    assert state_of(house, "good").state == "sent"
    assert state_of(house, "bad").reason == "render: console/welcome/nl: missing 'expires_on'"
    assert state_of(house, "unknown").state == "parked"


def test_a_letter_sealed_with_a_lost_key_is_parked_alone(house: House) -> None:
    post(house, welcome("lost"), welcome("good"))
    house.sql("UPDATE mail.letter SET secrets = 'rubbish' WHERE key = 'lost'")
    house.deliver()
    assert (state_of(house, "lost").state, state_of(house, "good").state) == ("parked", "sent")


def test_an_address_that_does_not_exist_is_refused_alone_and_never_tried_again(house: House) -> None:
    ada, bob = person(house, "ada@brug.example"), person(house, "bob@brug.example")
    house.postbox.refuse["ada@brug.example"] = "550 5.1.1 <ada@brug.example> no such user"
    post(house, welcome("a", to=ada, address="work"), welcome("b", to=bob))
    house.deliver()
    assert (state_of(house, "a").state, state_of(house, "b").state) == ("parked", "sent")
    assert state_of(house, "a").reason == "smtp_550_5.1.1"
    assert types(house, ada) == ["mail.bounced.v1", "mail.undeliverable.v1", "mail.suppressed.v1"]
    house.postbox.refuse.clear()
    post(house, welcome("again", to=ada, address="work"))
    house.deliver()
    assert state_of(house, "again").reason == "suppressed"
    (kept,) = house.sql("SELECT s::text AS all_of_it FROM mail.suppression s")
    assert "brug.example" not in kept.all_of_it


def test_greylisting_is_waited_out_with_growing_pauses(house: House) -> None:
    house.postbox.refuse["ada@brug.example"] = "451 4.7.1 Greylisted, come back"
    post(house, welcome("a"))
    waits = []
    while (row := state_of(house, "a")).state == "queued":
        house.set_time(max(house.now, row.not_before))
        house.deliver()
        fresh = state_of(house, "a")
        waits.append(fresh.not_before - row.not_before)
    assert row.state == "parked"
    assert row.reason == "smtp_451_4.7.1"
    assert len(waits) == len(policy.RETRY_PAUSES) + 1
    assert waits[:-1] == sorted(waits[:-1])
    assert types(house) == ["mail.undeliverable.v1"]


def test_a_greylisted_letter_leaves_when_the_server_relents(house: House) -> None:
    house.postbox.refuse["ada@brug.example"] = "451 4.7.1 Greylisted"
    post(house, welcome("a"))
    house.deliver()
    house.postbox.refuse.clear()
    house.deliver()
    assert state_of(house, "a").state == "queued", "not before its pause is over"
    house.set_time(state_of(house, "a").not_before)
    house.deliver()
    assert (state_of(house, "a").state, state_of(house, "a").attempts) == ("sent", 2)


def test_a_server_that_is_away_costs_no_letter_an_attempt(house: House) -> None:
    post(house, *(welcome(str(number)) for number in range(5)))
    with mail_to(house, free_port()):
        for _ in range(30):
            house.deliver()
            house.set_time(jobs.next_due() or house.now)
    row = state_of(house, "0")
    assert (row.state, row.attempts, row.reason) == ("queued", 0, "connection_refused")
    assert house.now - row.queued_at > timedelta(hours=4), "asked less and less often"
    house.deliver()
    assert len(house.postbox.envelopes) == 5


@pytest.mark.parametrize("away", [False, True])
def test_where_much_waits_a_worker_calls_another_unless_the_server_is_away(house: House, away: bool) -> None:
    many = policy.SMTP_LOAD.batch + 1
    post(house, *(welcome(str(number), to=f"p{number}@brug.example") for number in range(many)))
    waiting = redis.Redis.from_url(house.settings.redis_url)
    waiting.flushall()
    if away:
        with mail_to(house, free_port()):
            house.deliver()
    else:
        house.deliver()
    assert (len(house.postbox.envelopes), queue("mail").count) == ((0, 0) if away else (many, 1))
    # Whoever was called finds nothing, and calls nobody.
    waiting.flushall()
    house.deliver()
    assert queue("mail").count == 0


def test_a_line_that_breaks_before_the_letter_was_said_is_tried_later(house: House) -> None:
    script = Script(rcpt=lambda _line, count: None if count == 1 else b"250 OK\r\n")
    post(house, *(welcome(str(number), to=f"p{number}@brug.example") for number in range(3)))
    with scripted(script) as port, mail_to(house, port):
        house.deliver()
        states = [state_of(house, str(number)).state for number in range(3)]
        assert sorted(states) == ["queued", "queued", "sent"]
        assert script.connections >= 2, "the next letter gets a new line"


def test_a_line_that_breaks_after_the_letter_was_said_leaves_it_uncertain(house: House) -> None:
    script = Script(data=lambda _line, _count: None)
    post(house, welcome("a"))
    with scripted(script) as port, mail_to(house, port):
        house.deliver()
        house.set_time(house.now + timedelta(days=2))
        house.deliver()
    row = state_of(house, "a")
    assert (row.state, row.reason, script.connections) == ("uncertain", "connection_lost", 1)


def test_a_refused_letter_does_not_spoil_the_line_for_the_next(house: House) -> None:
    def rcpt(line: str, _count: int) -> bytes:
        return b"550 5.1.1 no\r\n" if "p1@" in line else b"250 OK\r\n"

    for hello in (b"250-here\r\n250 8BITMIME\r\n", b"250-here\r\n250-PIPELINING\r\n250 8BITMIME\r\n"):
        script = Script(rcpt=rcpt, hello=hello)
        keys = [f"{len(hello)}-{number}" for number in range(4)]
        post(house, *(welcome(key, to=f"p{number}@x{len(hello)}.example") for number, key in enumerate(keys)))
        with scripted(script) as port, mail_to(house, port):
            house.deliver()
        assert [state_of(house, key).state for key in keys] == ["sent", "parked", "sent", "sent"]
        assert script.connections == 1
        assert len(script.taken) == 3


def test_dots_and_long_lines_survive_the_wire(house: House) -> None:
    script = Script()
    post(
        house,
        welcome("a", params={"expires_on": EXPIRES}, secrets={"link": "https://x.example/" + "." * 3000}),
    )
    with scripted(script) as port, mail_to(house, port):
        house.deliver()
    (raw,) = script.taken
    assert max(len(line) for line in raw.split(b"\r\n")) <= 998
    assert b"=\r\n" in raw


def test_an_address_in_other_letters_needs_a_server_that_can(house: House) -> None:
    post(house, welcome("utf", to="jösé@münchen.example"), welcome("idna", to="jose@münchen.example"))
    script = Script()
    with scripted(script) as port, mail_to(house, port):
        house.deliver()
    assert state_of(house, "utf").reason == "smtputf8_unsupported"
    assert any("RCPT TO:<jose@xn--mnchen-3ya.example>" in line for line in script.said)
    able = Script(hello=b"250-here\r\n250-8BITMIME\r\n250 SMTPUTF8\r\n")
    house.sql("UPDATE mail.letter SET state = 'queued' WHERE key = 'utf'")
    with scripted(able) as port, mail_to(house, port):
        house.deliver()
    assert state_of(house, "utf").state == "sent"
    assert any(line.endswith("BODY=8BITMIME SMTPUTF8") for line in able.said)


def test_what_a_crash_left_in_sending_is_never_sent_again_by_itself(house: House) -> None:
    post(house, welcome("a"))
    with (
        patch.object(SmtpGateway, "deliver", side_effect=KeyboardInterrupt),
        pytest.raises(KeyboardInterrupt),
    ):
        house.deliver()
    assert state_of(house, "a").state == "sending"
    due = jobs.next_due()
    assert due is not None
    assert due > house.now
    house.deliver()
    assert state_of(house, "a").state == "sending", "a living worker may still be at it"
    house.set_time(due + timedelta(seconds=1))
    house.deliver()
    row = state_of(house, "a")
    assert (row.state, row.reason) == ("uncertain", "worker_lost")
    assert house.postbox.envelopes == []


def test_a_slow_worker_may_still_say_that_it_went_well(house: House) -> None:
    post(house, welcome("a"))
    held: list[object] = []
    original = noting.note

    def slow(tx: object, *rest: object, **named: object) -> None:
        if rest[0] and not held:
            held.append(True)
            house.set_time(house.now + policy.LEASE + timedelta(minutes=1))
            with house.transaction("mail")() as other:
                letter_store.overdue(other.conn, house.now - policy.LEASE)
            assert state_of(house, "a").state == "uncertain"
        original(tx, *rest, **named)  # type: ignore[arg-type]

    with patch.object(noting, "note", slow):
        house.deliver()
    assert state_of(house, "a").state == "sent"
    assert types(house) == ["mail.sent.v1"]


def test_workers_side_by_side_send_each_letter_once(house: House) -> None:
    post(house, *(welcome(str(number), to=f"p{number}@brug.example") for number in range(200)))
    workers = [threading.Thread(target=house.deliver) for _ in range(4)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    readers = [reader for _, readers, _ in house.postbox.envelopes for reader in readers]
    assert len(readers) == len(set(readers)) == 200
    assert len(types(house)) == 200


def test_logs_name_nobody(
    house: House, capsys: pytest.CaptureFixture[str], caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    house.postbox.refuse["bob@brug.example"] = "550 5.1.1 <bob@brug.example> unknown"
    post(house, welcome("a", to=person(house)), welcome("b", to="bob@brug.example"), welcome("c", params={}))
    house.deliver()
    written = capsys.readouterr()
    # "mail.log" is the test's own SMTP server, which writes down what it hears.
    ours = " ".join(record.getMessage() for record in caplog.records if record.name != "mail.log")
    for told in (written.out, written.err, ours):
        assert "brug.example" not in told
        assert "Lovelace" not in told
        assert LINK not in told
    reasons = house.sql("SELECT string_agg(reason, ' ') AS told FROM mail.letter")[0].told
    assert "brug.example" not in reasons
