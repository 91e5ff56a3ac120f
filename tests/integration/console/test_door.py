import re
from datetime import timedelta

import pyotp
import pytest

from services.console import policy
from services.console.actions import passwords, second_factor
from services.console.actions.accounts import ensure_admin
from shared.kernel import clock
from tests.house import House
from tests.integration.console.conftest import EMAIL, PASSWORD, Door, csrf

ACCOUNT = "/console/desk/account"


def test_the_right_password_opens_the_door_and_leads_where_one_was_going(door: Door) -> None:
    browser = door.browser()
    asked = browser.get("/console/desk/account?x=1")
    assert asked.status_code == 303
    assert asked.location == "/console/login?next=%2Fconsole%2Fdesk%2Faccount%3Fx%3D1"
    entered = door.log_in(browser, next="/console/desk/account?x=1")
    assert (entered.status_code, entered.location) == (303, "/console/desk/account?x=1")
    assert EMAIL in browser.get(ACCOUNT).text


def test_the_address_may_be_typed_in_capitals_and_with_spaces(door: Door) -> None:
    assert door.log_in(door.browser(), email=f"  {EMAIL.upper()} ").status_code == 303


@pytest.mark.parametrize(
    "wanted",
    [
        "//evil.example",
        "https://evil.example/",
        "/\\evil.example",
        "javascript:alert(1)",
        "/console/login?next=/x",
        "",
        "/a\nb",
    ],
)
def test_next_never_leads_out_of_the_house(door: Door, wanted: str) -> None:
    assert door.log_in(door.browser(), next=wanted).location == "/console/desk/"


def test_an_unknown_account_and_a_wrong_password_get_the_same_page(door: Door) -> None:
    def page(email: str) -> tuple[int, str]:
        answer = door.log_in(door.browser(), email=email, password="helemaal iets anders")
        plain = re.sub(r'value="[^"]*"', "", answer.text)
        return answer.status_code, plain

    assert page(EMAIL) == page("nobody@weerzien.example")
    assert page(EMAIL)[0] == 401


def test_the_password_does_not_come_back_in_the_page(door: Door) -> None:
    assert "zeer geheim woord" not in door.log_in(door.browser(), password="zeer geheim woord").text


@pytest.mark.parametrize("email", [EMAIL, "nobody@weerzien.example"])
def test_five_wrong_tries_lock_the_door_for_a_growing_while(door: Door, house: House, email: str) -> None:
    for _ in range(5):
        assert door.log_in(door.browser(), email=email, password="wrong wrong wrong").status_code == 401
    locked = door.log_in(door.browser(), email=email)
    assert locked.status_code == 429
    assert "over 15 min" in locked.text
    house.set_time(house.now + timedelta(minutes=16))
    for _ in range(5):
        assert door.log_in(door.browser(), email=email, password="wrong wrong wrong").status_code == 401
    assert "over 30 min" in door.log_in(door.browser(), email=email).text


def test_the_owner_hears_once_that_the_account_was_locked(door: Door, house: House) -> None:
    for _ in range(12):
        door.log_in(door.browser(), password="wrong wrong wrong")
    assert [row.template for row in house.sql("SELECT template FROM mail.letter")] == ["console/locked"]
    assert len(house.facts("console.account_locked")) == 1
    assert house.facts("console.account_locked")[0].body.keys() == {"account_id"}


def test_who_guesses_elsewhere_does_not_lock_out_the_owner(door: Door) -> None:
    owner = door.hr()
    owner.post("/console/logout", data={"csrf_token": csrf(owner, ACCOUNT)})
    for _ in range(7):
        door.log_in(door.browser(), password="wrong wrong wrong")
    assert door.log_in(door.browser()).status_code == 429
    assert door.log_in(owner).status_code == 303


def test_a_known_browser_that_guesses_is_locked_too(door: Door) -> None:
    browser = door.hr()
    browser.post("/console/logout", data={"csrf_token": csrf(browser, ACCOUNT)})
    for _ in range(5):
        assert door.log_in(browser, password="wrong wrong wrong").status_code == 401
    assert door.log_in(browser).status_code == 429


def test_logging_in_right_does_not_use_up_the_tries(door: Door) -> None:
    for _ in range(12):
        assert door.log_in(door.browser()).status_code == 303


def test_the_sid_is_new_at_each_login_and_only_its_hash_is_kept(door: Door, house: House) -> None:
    browser = door.browser()
    door.log_in(browser)
    first = {row.sid_hash for row in house.sql("SELECT sid_hash FROM console.session")}
    form = {"csrf_token": csrf(browser, ACCOUNT), "email": EMAIL, "password": PASSWORD}
    assert browser.post("/console/login", data=form).status_code == 303
    both = {row.sid_hash for row in house.sql("SELECT sid_hash FROM console.session")}
    assert len(both) == 2
    assert first < both
    assert all(re.fullmatch("[0-9a-f]{64}", one) for one in both)


def test_logging_out_ends_this_login_on_the_server_and_a_second_click_is_harmless(
    door: Door, house: House
) -> None:
    browser = door.hr()
    cookie = browser.get_cookie(f"weerzien_{house.settings.port}")
    assert cookie is not None
    token = csrf(browser, ACCOUNT)
    assert browser.post("/console/logout", data={"csrf_token": token}).location == "/console/login"
    stolen = door.browser()
    stolen.set_cookie(cookie.key, cookie.value)
    assert stolen.get(ACCOUNT).status_code == 303
    assert (
        browser.post("/console/logout", data={"csrf_token": csrf(browser, "/console/login")}).status_code
        == 303
    )


def test_logging_out_needs_a_form_of_ours(door: Door) -> None:
    assert door.hr().post("/console/logout").status_code == 403


def test_logging_out_everywhere_ends_every_browser(door: Door) -> None:
    here, there = door.hr(), door.hr()
    assert there.get(ACCOUNT).status_code == 200
    here.post(f"{ACCOUNT}/logout-everywhere", data={"csrf_token": csrf(here, ACCOUNT)})
    assert here.get(ACCOUNT).status_code == there.get(ACCOUNT).status_code == 303


@pytest.mark.parametrize(
    "ended",
    ["expires_at = now() - interval '1 second'", "seen_at = now() - interval '2 hours'"],
)
def test_a_login_ends_after_twelve_hours_or_two_idle_ones(door: Door, house: House, ended: str) -> None:
    browser = door.hr()
    house.sql(f"UPDATE console.session SET {ended}")
    assert browser.get(ACCOUNT).status_code == 303


def test_a_login_in_use_stays(door: Door, house: House) -> None:
    browser = door.hr()
    house.sql("UPDATE console.session SET seen_at = now() - interval '110 minutes'")
    assert browser.get(ACCOUNT).status_code == 200
    assert house.sql("SELECT now() - seen_at < interval '1 minute' AS fresh FROM console.session")[0].fresh


def test_a_house_that_travels_in_time_keeps_its_people_logged_in(door: Door, house: House) -> None:
    browser = door.hr()
    house.set_time(house.now + timedelta(days=60))
    assert browser.get(ACCOUNT).status_code == 200


def test_a_closed_account_is_out_at_once(door: Door, house: House) -> None:
    browser = door.hr()
    house.sql("UPDATE console.account SET state = 'closed'")
    assert browser.get(ACCOUNT).status_code == 303
    assert door.log_in(door.browser()).status_code == 401


def test_the_first_account_is_made_once(door: Door, house: House) -> None:
    with house.transaction("console")() as tx:
        assert not ensure_admin(tx)
    assert len(house.sql("SELECT id FROM console.account")) == 1


def test_empty_fields_are_named(door: Door) -> None:
    assert door.log_in(door.browser(), email="").status_code == 422
    assert door.log_in(door.browser(), password="").status_code == 422


def test_a_password_as_long_as_a_novel_is_simply_wrong(door: Door) -> None:
    assert door.log_in(door.browser(), password="x" * 100_000).status_code == 401


def test_deeds_at_the_door_are_written_down_and_cannot_be_altered(door: Door, house: House) -> None:
    door.log_in(door.browser(), password="wrong wrong wrong")
    door.hr()
    assert [row.action for row in house.sql("SELECT action FROM console.audit ORDER BY id")] == [
        "account.first",
        "login.refused",
        "login.entered",
    ]
    with pytest.raises(Exception, match="append-only"):
        house.sql("DELETE FROM console.audit")


def test_kept_passwords_are_renewed_when_the_numbers_change(
    door: Door, house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = house.sql("SELECT password_hash FROM console.account")[0].password_hash
    monkeypatch.setattr(policy, "ARGON2_PASSES", 3)
    passwords._hasher.cache_clear()
    try:
        assert door.log_in(door.browser()).status_code == 303
    finally:
        passwords._hasher.cache_clear()
    after = house.sql("SELECT password_hash FROM console.account")[0].password_hash
    assert ("t=2" in before, "t=3" in after) == (True, True)


class TestSecondStep:
    codes: list[str]

    @pytest.fixture
    def phone(self, door: Door) -> pyotp.TOTP:
        browser = door.hr()
        browser.post(f"{ACCOUNT}/second-step/begin", data={"csrf_token": csrf(browser, ACCOUNT)})
        page = browser.get(ACCOUNT).text
        assert "<svg" in page
        assert "<script>" not in page
        # In groups of four, to be typed over; the spaces are the apps' own to leave out.
        found = re.search(r"<code>((?:[A-Z2-7]{4} ){7}[A-Z2-7]{4})</code>", page)
        assert found
        totp = pyotp.TOTP(found[1].replace(" ", ""))
        # The code of a moment ago, so that the test can still use the present one.
        answer = browser.post(
            f"{ACCOUNT}/second-step/confirm",
            data={
                "csrf_token": csrf(browser, ACCOUNT),
                "code": totp.generate_otp(totp.timecode(clock.wall()) - 1),
            },
        )
        self.codes = re.findall(r"<code>([a-z0-9]{6}-[a-z0-9]{6})</code>", answer.text)
        assert len(self.codes) == 8
        return totp

    def enter(self, door: Door, code: str) -> int:
        browser = door.browser()
        assert door.log_in(browser).location.startswith("/console/login/code")
        assert browser.get(ACCOUNT).status_code == 303
        token = csrf(browser, "/console/login/code")
        answer = browser.post("/console/login/code", data={"csrf_token": token, "code": code})
        return answer.status_code

    def test_the_code_opens_the_door_once(self, door: Door, phone: pyotp.TOTP) -> None:
        code = phone.at(clock.wall())
        assert self.enter(door, code) == 303
        assert self.enter(door, code) == 401

    @pytest.mark.usefixtures("phone")
    def test_a_recovery_code_opens_the_door_once(self, door: Door) -> None:
        assert self.enter(door, self.codes[0].upper().replace("-", " ")) == 303
        assert self.enter(door, self.codes[0]) == 401

    @pytest.mark.usefixtures("phone")
    def test_codes_cannot_be_guessed_for_long(self, door: Door) -> None:
        assert [self.enter(door, "000000") for _ in range(6)] == [401] * 5 + [429]

    def test_what_is_wrong_far_down_the_page_is_said_at_its_top(self, door: Door) -> None:
        browser = door.hr()
        for form, field in (({"code": "000000"}, "code"), ({"present": "anders"}, "present")):
            browser.post(f"{ACCOUNT}/second-step/begin", data={"csrf_token": csrf(browser, ACCOUNT)})
            path = f"{ACCOUNT}/second-step/confirm" if field == "code" else f"{ACCOUNT}/password"
            told = browser.post(path, data=form | {"csrf_token": csrf(browser, ACCOUNT)})
            assert told.status_code == 422
            summary = told.text[told.text.index("data-focus") :]
            assert summary.index('href="#f-') < summary.index("<form")
            assert f'id="f-{field}"' in summary

    @pytest.mark.usefixtures("phone")
    def test_a_wrong_password_to_take_it_away_is_said_at_the_top_too(self, door: Door) -> None:
        browser = door.browser()
        door.log_in(browser)
        token = csrf(browser, "/console/login/code")
        browser.post("/console/login/code", data={"csrf_token": token, "code": self.codes[1]})
        form = {"csrf_token": csrf(browser, ACCOUNT), "off": "iets anders helemaal"}
        told = browser.post(f"{ACCOUNT}/second-step/off", data=form).text
        summary = told[told.index("data-focus") :]
        assert summary.index('href="#f-second-step"') < summary.index("<form")
        assert told.count('id="f-second-step"') == 1

    def test_the_secret_is_sealed_in_the_database(self, house: House, phone: pyotp.TOTP) -> None:
        kept = bytes(house.sql("SELECT totp_secret FROM console.account")[0].totp_secret)
        assert phone.secret.encode() not in kept

    @pytest.mark.usefixtures("phone")
    def test_it_is_not_taken_away_without_the_password(self, door: Door) -> None:
        browser = door.browser()
        door.log_in(browser)
        token = csrf(browser, "/console/login/code")
        browser.post("/console/login/code", data={"csrf_token": token, "code": self.codes[1]})
        page = browser.get(ACCOUNT).text
        asked = page[page.index(f'action="{ACCOUNT}/second-step/off"') :]
        # The name as a browser would send it.
        [name] = re.findall(r'<input class="input"[^>]* name="([^"]*)"', asked[: asked.index("</form>")])
        form = {"csrf_token": csrf(browser, ACCOUNT), name: "iets anders helemaal"}
        assert browser.post(f"{ACCOUNT}/second-step/off", data=form).status_code == 422
        form[name] = PASSWORD
        assert browser.post(f"{ACCOUNT}/second-step/off", data=form).status_code == 303

    @pytest.mark.usefixtures("phone")
    def test_a_second_secret_is_refused_while_one_is_in_force(self, house: House) -> None:
        account_id = house.sql("SELECT id FROM console.account")[0].id
        with pytest.raises(Exception, match="al aan"), house.transaction("console")() as tx:
            second_factor.begin(tx, account_id)
