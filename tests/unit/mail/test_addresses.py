"""Where a letter goes: never to the dead, never to a mailbox at work that somebody has left."""

from __future__ import annotations

import pytest

from services.mail.domain.addresses import Address, Contact, Nowhere, choose, fingerprint, usable
from services.mail.domain.names import isolated, tidy


def contact(**changes: object) -> Contact:
    given = {
        "given_name": "Ada",
        "display_name": "Ada L.",
        "work_email": "ada@brug.example",
        "private_email": "ada@thuis.example",
        "language": None,
        "state": "active",
        "deceased": False,
    }
    return Contact(**{**given, **changes})  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("wish", "changes", "found"),
    [
        ("work", {}, "work"),
        ("private", {}, "private"),
        ("any", {}, "work"),
        ("work", {"work_email": None}, "private"),
        ("work", {"work_email": "geen adres"}, "private"),
        ("private", {"private_email": None}, "no_address"),
        ("any", {"work_email": None, "private_email": ""}, "no_address"),
        ("work", {"state": "left"}, "private"),
        ("work", {"state": "none"}, "private"),
        ("any", {"state": "left", "private_email": None}, "no_address"),
        ("work", {"state": "expected"}, "work"),
        ("work", {"state": "leaving"}, "work"),
        ("work", {"deceased": True}, "deceased"),
        ("private", {"deceased": True, "private_email": None}, "deceased"),
    ],
)
def test_the_wish_the_state_and_what_is_known_decide(
    wish: str, changes: dict[str, object], found: str
) -> None:
    chosen = choose(wish, contact(**changes), frozenset())  # type: ignore[arg-type]
    assert (chosen.kind if isinstance(chosen, Address) else chosen.reason) == found


def test_only_any_goes_round_a_suppressed_address() -> None:
    blocked = {"ada@brug.example"}
    assert choose("any", contact(), blocked) == Address("private", "ada@thuis.example")
    assert choose("work", contact(), blocked) == Nowhere("suppressed", kind="work")
    assert choose("any", contact(private_email=None), blocked) == Nowhere("suppressed", kind="work")


def test_who_is_not_there_any_more_gets_no_letter() -> None:
    assert choose("any", None, frozenset()) == Nowhere("person_gone", final=True)


@pytest.mark.parametrize(
    ("written", "used"),
    [
        ("ada@brug.example", "ada@brug.example"),
        ("  ada@brug.example ", "ada@brug.example"),
        ("a.b+c@x-y.example", "a.b+c@x-y.example"),
        ("ada@münchen.example", "ada@xn--mnchen-3ya.example"),
        ("jösé@münchen.example", "jösé@xn--mnchen-3ya.example"),
        ("ada@localhost", "ada@localhost"),
        ("", None),
        (None, None),
        ("ada", None),
        ("ada@", None),
        ("@brug.example", None),
        ("a@b@c", None),
        ("a b@c.example", None),
        ("a@c.example>\r\nRCPT TO:<x@y.example", None),
        ("a@b.example,c@d.example", None),
        ("a..b@c.example", None),
        ("a" * 65 + "@c.example", None),
        ("ada@" + "x" * 260 + ".example", None),
        ("é" * 300 + "@c.example", None),
    ],
)
def test_only_addresses_a_mail_server_takes_are_used(written: str | None, used: str | None) -> None:
    assert usable(written) == used


def test_a_fingerprint_knows_an_address_again_and_needs_the_key() -> None:
    assert fingerprint("k", "Ada@Brug.example ") == fingerprint("k", "ada@brug.example")
    assert fingerprint("k", "ada@brug.example") != fingerprint("other", "ada@brug.example")
    assert fingerprint("k", "ada@münchen.example") == fingerprint("k", "ada@xn--mnchen-3ya.example")


def test_tidy_keeps_every_script_and_no_tricks() -> None:
    assert tidy(" a\tb\r\nc ") == "a b c"
    assert tidy("\u202eabc\u200f") == "abc"
    assert tidy("👩‍🔬 می‌خواهم") == "👩‍🔬 می‌خواهم"
    assert isolated("Ada") == "Ada"
    assert isolated("Élodie") == "Élodie"
    assert isolated("علي") == "\u2068علي\u2069"
