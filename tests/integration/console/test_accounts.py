import re
from uuid import uuid4

import pytest
from flask.testing import FlaskClient

from services.console import jobs
from shared.letterbox.put import sealer
from tests.house import House
from tests.integration.console.conftest import EMAIL, PASSWORD, Door, csrf

ACCOUNT = "/console/desk/account"
ACCOUNTS = "/console/desk/accounts"
NEW = {"email": "Bo@Example.org", "name": "Bo de Wit", "roles": ["interviewer"], "language": "fr"}


def invite(browser: FlaskClient, **changes: object) -> str:
    form = NEW | changes | {"csrf_token": csrf(browser, f"{ACCOUNTS}/new")}
    answer = browser.post(f"{ACCOUNTS}/new", data=form)
    assert answer.status_code == 303, answer.text
    return answer.location.rpartition("/")[2]


def link_of(house: House, template: str) -> str:
    """The path in the newest letter of a kind; sealed, as mail opens it."""
    row = house.sql(
        "SELECT secrets FROM mail.letter WHERE template = :t ORDER BY queued_at DESC, id LIMIT 1", t=template
    )
    found = re.search(rb"http://127.0.0.1:\d+(/console/a/[\w-]+)", sealer().decrypt(bytes(row[0].secrets)))
    assert found
    return found[1].decode()


def set_password(browser: FlaskClient, path: str, password: str, again: str | None = None) -> int:
    token = re.search(r'name="page_token" value="([^"]+)"', browser.get(path).text)
    assert token
    form = {"page_token": token[1], "password": password, "again": again or password}
    return browser.post(path, data=form).status_code


def test_who_is_invited_sets_a_password_by_the_letter_and_comes_in(door: Door, house: House) -> None:
    invite(door.hr())
    assert door.log_in(door.browser(), email=NEW["email"], password="").status_code == 422  # type: ignore[arg-type]
    path = link_of(house, "console/welcome")
    assert "Choisissez" in door.browser().get(path).text
    assert set_password(door.browser(), path, "zeven blauwe stoelen") == 303
    browser = door.browser()
    assert door.log_in(browser, email="bo@example.org", password="zeven blauwe stoelen").status_code == 303
    assert browser.get("/console/desk/").status_code == 200
    assert browser.get(ACCOUNTS).status_code == 403


def test_opening_the_link_changes_nothing_and_using_it_kills_it(door: Door, house: House) -> None:
    invite(door.hr())
    path = link_of(house, "console/welcome")
    for _ in range(3):
        assert door.browser().get(path).status_code == 200
        assert door.browser().head(path).status_code == 200
    assert door.browser().post(path, data={}).status_code == 403
    assert set_password(door.browser(), path, "zeven blauwe stoelen") == 303
    dead = door.browser().get(path)
    assert dead.status_code == 410
    assert "/console/forgot" in dead.text


def test_the_link_is_kept_as_a_hash_and_dies_after_two_days(door: Door, house: House) -> None:
    invite(door.hr())
    path = link_of(house, "console/welcome")
    token = path.rpartition("/")[2]
    assert token not in str(house.sql("SELECT * FROM console.link"))
    house.sql("UPDATE console.link SET expires_at = created_at")
    assert door.browser().get(path).status_code == 410


@pytest.mark.parametrize(
    ("password", "reason"),
    [
        ("kort", "minstens 12"),
        ("aaaaaaaaaaaaaa", "ieders lijstje"),
        ("abcdefghijklmn", "ieders lijstje"),
        ("wachtwoord1234", "ieders lijstje"),
        ("hanna@weerzien", "eigen naam"),
        ("x" * 201, "hoogstens 200"),
    ],
)
def test_weak_passwords_are_refused_with_the_reason(
    door: Door, house: House, password: str, reason: str
) -> None:
    browser = door.hr()
    form = {
        "csrf_token": csrf(browser, ACCOUNT),
        "present": PASSWORD,
        "password": password,
        "again": password,
    }
    answer = browser.post("/console/desk/account/password", data=form)
    assert (answer.status_code, reason in answer.text) == (422, True)


def test_changing_the_password_logs_out_other_browsers_and_tells_by_letter(door: Door, house: House) -> None:
    here, there = door.hr(), door.hr()
    form = {
        "csrf_token": csrf(here, "/console/desk/account"), "present": PASSWORD,
        "password": "acht rode tafels", "again": "acht rode tafels",
    }  # fmt: skip
    assert here.post("/console/desk/account/password", data=form).status_code == 303
    assert here.get("/console/desk/account").status_code == 200
    assert there.get("/console/desk/account").status_code == 303
    assert house.sql("SELECT 1 FROM mail.letter WHERE template = 'console/password_changed'")
    assert door.log_in(door.browser()).status_code == 401
    assert door.log_in(door.browser(), password="acht rode tafels").status_code == 303


def test_asking_for_a_new_password_says_and_does_the_same_for_everybody(door: Door, house: House) -> None:
    def ask(email: str) -> str:
        browser = door.browser()
        form = {"csrf_token": csrf(browser, "/console/forgot"), "email": email}
        return browser.post("/console/forgot", data=form).text

    assert ask(EMAIL) == ask("nobody@example.org")
    assert not house.sql("SELECT 1 FROM mail.letter")
    assert len(house.sql("SELECT 1 FROM console.reset_request")) == 2

    assert jobs.next_due() is not None
    assert jobs.answer_resets() == 2
    assert jobs.next_due() is None
    assert [row.template for row in house.sql("SELECT template FROM mail.letter")] == [
        "console/password_reset"
    ]
    path = link_of(house, "console/password_reset")
    assert set_password(door.browser(), path, "acht rode tafels", "iets anders") == 422
    assert set_password(door.browser(), path, "acht rode tafels") == 303
    assert door.log_in(door.browser(), password="acht rode tafels").status_code == 303


def test_a_letterbox_is_not_flooded_with_new_passwords(door: Door, house: House) -> None:
    for _ in range(6):
        browser = door.browser()
        browser.post("/console/forgot", data={"csrf_token": csrf(browser, "/console/forgot"), "email": EMAIL})
    jobs.answer_resets()
    assert len(house.sql("SELECT 1 FROM mail.letter")) == 3


def test_an_address_has_one_account_however_it_is_written(door: Door) -> None:
    browser = door.hr()
    invite(browser)
    form = NEW | {"email": " BO@example.ORG", "csrf_token": csrf(browser, f"{ACCOUNTS}/new")}
    answer = browser.post(f"{ACCOUNTS}/new", data=form)
    assert (answer.status_code, "al een account" in answer.text) == (409, True)


@pytest.mark.parametrize(
    "wrong",
    [
        {"email": "geen adres"},
        {"name": "  "},
        {"roles": []},
        {"roles": ["king"]},
        {"language": "de"},
        {"name": "a\0b"},
    ],
)
def test_a_form_with_a_mistake_comes_back_with_what_was_typed(door: Door, wrong: dict[str, object]) -> None:
    browser = door.hr()
    form = NEW | wrong | {"csrf_token": csrf(browser, f"{ACCOUNTS}/new")}
    answer = browser.post(f"{ACCOUNTS}/new", data=form)
    assert answer.status_code == 422
    assert "Bo" in answer.text


def test_the_last_of_hr_cannot_be_closed_or_lose_the_role(door: Door, house: House) -> None:
    browser = door.hr()
    me = house.sql("SELECT id FROM console.account")[0].id
    token = csrf(browser, f"{ACCOUNTS}/{me}")
    form = {"csrf_token": token, "name": "Hanna", "roles": ["board"], "language": "nl"}
    assert browser.post(f"{ACCOUNTS}/{me}", data=form).status_code == 409
    assert browser.post(f"{ACCOUNTS}/{me}/close", data={"csrf_token": token}).status_code == 409
    assert house.sql("SELECT roles, state FROM console.account")[0].roles == ["hr"]


def test_a_changed_role_counts_from_the_next_click(door: Door, house: House) -> None:
    browser = door.hr()
    made = invite(browser, roles=["hr", "board"], language="nl")
    set_password(door.browser(), link_of(house, "console/welcome"), "zeven blauwe stoelen")
    other = door.browser()
    door.log_in(other, email="bo@example.org", password="zeven blauwe stoelen")
    assert other.get(ACCOUNTS).status_code == 200
    form = {
        "csrf_token": csrf(browser, f"{ACCOUNTS}/{made}"), "name": "Bo", "roles": ["board"], "language": "nl",
        "person_id": f"http://x/people/desk/{uuid4()}",
    }  # fmt: skip
    assert browser.post(f"{ACCOUNTS}/{made}", data=form).status_code == 303
    assert other.get(ACCOUNTS).status_code == 403
    for deed in ("logout", "close", "close", "reopen", "unlock"):
        token = csrf(browser, f"{ACCOUNTS}/{made}")
        assert browser.post(f"{ACCOUNTS}/{made}/{deed}", data={"csrf_token": token}).status_code == 303
    assert browser.post(f"{ACCOUNTS}/{made}/welcome", data={"csrf_token": token}).status_code == 409
    assert browser.get(f"{ACCOUNTS}/{uuid4()}").status_code == 404


def test_the_list_pages_by_name(door: Door, house: House) -> None:
    browser = door.hr()
    for number in range(3):
        invite(browser, email=f"a{number}@example.org", name=f"Zed {number}")
    first = browser.get(f"{ACCOUNTS}?limit=2").text
    cursor = re.search(r"cursor=([\w.-]+)", first)
    assert cursor
    second = browser.get(f"{ACCOUNTS}?limit=2&cursor={cursor[1]}").text
    assert "Zed 0" in first
    assert [f"Zed {number}" in second for number in range(3)] == [False, True, True]


def test_a_cursor_that_is_none_is_refused_kindly(door: Door) -> None:
    for path in (ACCOUNTS, "/console/desk/events", "/console/desk/audit", "/console/desk/stuck"):
        assert door.hr().get(f"{path}?cursor=x").status_code == 422


@pytest.mark.parametrize("language", ["nl", "en", "fr"])
def test_the_desk_speaks_the_language_of_the_account(door: Door, language: str) -> None:
    browser = door.hr()
    form = {"csrf_token": csrf(browser, "/console/desk/account"), "language": language}
    assert browser.post("/console/desk/account/language", data=form).status_code == 303
    expected = {"nl": "Mijn account", "en": "My account", "fr": "Mon compte"}[language]
    assert expected in browser.get("/console/desk/account").text
