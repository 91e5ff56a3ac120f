"""HR changes a plan at the desk: in sentences, rule by rule, seen before it is done."""

from __future__ import annotations

import re
from datetime import timedelta
from html import unescape
from html.parser import HTMLParser
from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy import text

from services.journey import jobs
from services.journey.actions import planning
from services.journey.domain import checks
from services.journey.store import rulings
from shared.kernel.ids import new_id
from tests.house import House
from tests.integration.journey.employer import Employer
from tests.integration.journey.planner import Planner, finish

HERE = "/journey/desk/plans"


class Fields(HTMLParser):
    """Reads what a browser would send of the form that has a field ``seen``, or of the last one."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[tuple[str, str]] = []
        self._select: str | None = None
        self._area: str | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        known = {name: value or "" for name, value in attrs}
        if tag == "input" and "name" in known:
            if known.get("type") not in ("checkbox", "radio") or "checked" in known:
                self.found.append((known["name"], known.get("value", "")))
        elif tag == "select":
            self._select = known["name"]
        elif tag == "option" and self._select and "selected" in known:
            self.found.append((self._select, known["value"]))
        elif tag == "textarea":
            self._area = known["name"]
            self.found.append((self._area, ""))

    def handle_endtag(self, tag: str) -> None:
        if tag == "select":
            self._select = None
        elif tag == "textarea":
            self._area = None

    def handle_data(self, data: str) -> None:
        if self._area:
            self.found[-1] = (self._area, data.lstrip("\n"))


class Desk:
    """Somebody of HR at the desk."""

    def __init__(self, house: House) -> None:
        self.client: FlaskClient = house.logged_in("journey")

    def see(self, path: str, status: int = 200) -> str:
        """Open a page; return what it says."""
        answer = self.client.get(path if path.startswith("/") else f"{HERE}/{path}", follow_redirects=True)
        assert answer.status_code == status, answer.get_data(as_text=True)
        return unescape(answer.get_data(as_text=True))

    def form(self, path: str) -> dict[str, Any]:
        """Return what stands in the form of a page."""
        parser = Fields()
        parser.feed(
            re.sub(r'<form method="post" action="[^"]*logout.*?</form>', "", self.see(path), flags=re.DOTALL)
        )
        found: dict[str, Any] = {}
        for name, value in parser.found:
            found.setdefault(name, []).append(value)
        return {name: values if len(values) > 1 else values[0] for name, values in found.items()}

    def send(self, path: str, status: int = 303, **fields: Any) -> str:
        """Press a button; return where it leads, or what the page says."""
        if "csrf_token" not in fields:
            token = re.search(r'name="csrf_token" value="([^"]+)"', self.see(""))
            assert token is not None
            fields["csrf_token"] = token[1]
        answer = self.client.post(f"{HERE}/{path}", data=fields)
        said = answer.get_data(as_text=True)
        assert answer.status_code == status, said
        return answer.headers.get("Location", "") or unescape(said)


@pytest.fixture
def desk(house: House) -> Desk:
    return Desk(house)


@pytest.fixture
def employer(house: House) -> Employer:
    return Employer(house)


def test_a_plan_is_read_in_sentences(desk: Desk) -> None:
    page = desk.see("onboarding")
    assert "1 week na de eerste werkdag." in page
    assert "Voor wie nog begint of wie er werkt." in page
    assert "Antwoorden kan 21 dagen lang." in page
    assert "hooguit 7 dagen opschuiven" in page
    assert "18 maanden na de eerste werkdag, en daarna elke 12 maanden." in desk.see("stay")
    exits = desk.see("exit")
    assert "10 werkdagen voor de laatste werkdag" in exits
    assert "Valt het dicht op uitnodiging bij vertrek, dan gaat het samen." in exits
    assert "Alleen bij ontslag, einde van het contract of in overleg." in desk.see("aftercare")
    desk.see("birthdays", 404)


@pytest.mark.parametrize(
    ("programme", "rule"),
    [("onboarding", "week_1"), ("exit", "form"), ("stay", "yearly"), ("aftercare", "month_2")],
)
def test_a_form_that_is_sent_as_it_was_changes_nothing(
    house: House, desk: Desk, programme: str, rule: str
) -> None:
    desk.send(f"{programme}/draft/begin")
    before = house.sql("SELECT rules FROM journey.draft")
    desk.send(f"{programme}/draft/rules/{rule}", **desk.form(f"{programme}/draft/rules/{rule}"))
    assert house.sql("SELECT rules FROM journey.draft") == before


def test_a_moment_is_changed_looked_at_and_put_in_force(house: House, desk: Desk, employer: Employer) -> None:
    employer.hire_many(3)
    jobs.catch_up()
    desk.send("onboarding/draft/begin")
    form = desk.form("onboarding/draft/rules/month_3")
    form |= {"title_nl": "Na honderd dagen", "after_number": "100", "after_unit": "days"}
    assert desk.send("onboarding/draft/rules/month_3", **form).endswith("/draft#r-month_3")
    page = desk.see("onboarding/draft")
    assert "Na honderd dagen" in page
    assert "veranderd" in page
    assert "Zoals het nu is" in page
    where = desk.send("onboarding/preview").removeprefix(HERE + "/")
    assert "van 3 mensen" in desk.see(where)
    finish()
    page = desk.see(where)
    assert "Noor de Vries 0" in page
    assert "verschuift" in page
    assert "Niets van dit soort" in desk.see(f"{where}?what=appear")
    assert "Noor de Vries 0" in desk.see(f"{where}?what=move&rule=onboarding.month_3")
    run = desk.send(f"{where}/apply")
    assert desk.send(f"{where}/apply") == run
    finish()
    assert "Na honderd dagen" in desk.see("onboarding")
    assert "door Hanna" in desk.see("onboarding")
    assert "Dit is ingevoerd." in desk.see(where)
    old = desk.see("onboarding/versions/1")
    assert "3 maanden na de eerste werkdag" in old
    desk.send("onboarding/draft/begin", version="1")
    assert "3 maanden na de eerste werkdag" in desk.see("onboarding/draft")


def test_what_cannot_be_stays_in_the_form_with_the_reason_at_its_field(desk: Desk) -> None:
    desk.send("onboarding/draft/begin")
    form = desk.form("onboarding/draft/rules/month_3")
    wrong = form | {"after_number": "tien", "tolerance_days": "-4", "remind": "own", "remind_days": "9, 5"}
    page = desk.send("onboarding/draft/rules/month_3", 422, **wrong)
    for field in ("after_number", "tolerance_days", "remind_days"):
        assert f'id="e-{field}"' in page
        assert f'href="#f-{field}"' in page
    assert 'value="tien"' in page
    assert 'value="9, 5"' in page
    page = desk.send("onboarding/draft/rules/month_3", 422, **form | {"remind": "own", "remind_days": "30"})
    assert checks.LATE_REMINDER in page
    page = desk.send("onboarding/draft/rules/month_3", 422, **form | {"while": []})
    assert 'id="e-while"' in page
    page = desk.send("onboarding/draft/rules/month_3", 422, **form | {"after_number": "10000"})
    assert "blijf binnen tien jaar" in page


def test_a_new_moment_has_a_name_of_its_own_and_all_its_fields(house: House, desk: Desk) -> None:
    department = new_id()
    with house.transaction("people")() as tx:
        tx.conn.execute(
            text("INSERT INTO people.department (id, name, path, line) VALUES (:id, 'Zorg', 'Zorg', :line)"),
            {"id": department, "line": [department]},
        )
    desk.send("onboarding/draft/begin")
    form = desk.form("onboarding/draft/rules/-") | {
        "title_nl": "Na de proeftijd",
        "title_en": "After probation",
        "ask": "month_3",
        "anchor": "probation_end",
        "after_number": "3",
        "after_unit": "working_days",
        "after_side": "before",
        "while": ["active"],
        "departments": [str(department)],
        "functions": "Analist\nZorgkundige",
        "countries": "nl, be",
        "contracts": ["permanent"],
        "tenure_months_from": "1",
        "hours_to": "36",
        "returned": "no",
        "remind": "own",
        "remind_days": "5, 10",
        "merges_with": ["month_1"],
        "window_opens": "10:00",
        "window_closes": "12:00",
        "window_days": ["2", "4"],
        "despite_absence": "yes",
    }
    desk.send("onboarding/draft/rules/-", **form)
    [rules] = house.sql("SELECT rules FROM journey.draft")[0]
    assert rules[-1] == {
        "programme": "onboarding",
        "rule": "na_de_proeftijd",
        "title": {"nl": "Na de proeftijd", "en": "After probation"},
        "anchor": "probation_end",
        "after": {"working_days": -3},
        "ask": "month_3",
        "closes_after": {"days": 21},
        "remind_after": [5, 10],
        "while": ["active"],
        "for": {
            "departments": [str(department)],
            "functions": ["analist", "zorgkundige"],
            "countries": ["be", "nl"],
            "contracts": ["permanent"],
            "tenure_months": {"from": 1},
            "hours": {"to": 36},
            "returned": False,
        },
        "tolerance_days": 14,
        "merges_with": ["month_1"],
        "window": {"opens": "10:00", "closes": "12:00", "days": [2, 4]},
        "despite_absence": True,
    }
    page = desk.see("onboarding/draft")
    for said in (
        "3 werkdagen voor het einde van de proeftijd",
        "Alleen in Zorg, met alles wat eronder valt.",
        "Alleen met zoveel maanden in dienst: minstens 1.",
        "een herinnering na 5 en 10 werkdagen",
        "tussen 10.00 en 12.00 uur. Alleen op dinsdag of donderdag.",
        "nieuw",
    ):
        assert said in page
    again = desk.form("onboarding/draft/rules/na_de_proeftijd")
    desk.send("onboarding/draft/rules/na_de_proeftijd", **again)
    assert house.sql("SELECT rules FROM journey.draft")[0][0] == rules
    form["seen"] = again["seen"] = desk.form("onboarding/draft/rules/week_1")["seen"]
    assert "Geef dit moment een naam." in desk.send(
        "onboarding/draft/rules/-", 422, **form | {"title_nl": ""}
    )
    desk.send(
        "onboarding/draft/rules/na_de_proeftijd/remove",
        seen=desk.form("onboarding/draft/rules/week_1")["seen"],
    )
    assert "Na de proeftijd" not in desk.see("onboarding/draft")


def test_the_back_button_and_two_of_hr_at_once_are_told_in_words(house: House, desk: Desk) -> None:
    desk.send("onboarding/draft/begin")
    old = desk.form("onboarding/draft/rules/week_1")
    desk.send("onboarding/draft/rules/week_1", **old | {"after_number": "2"})
    page = desk.send("onboarding/draft/rules/week_1", 409, **old | {"after_number": "3"})
    assert "Het ontwerp is intussen veranderd" in page
    assert 'name="after_number" inputmode="numeric" value="3"' in page
    page = desk.send("onboarding/draft/rules/week_1/remove", 409, seen=old["seen"])
    assert "Het ontwerp is intussen veranderd" in page
    other = Desk(house)
    assert "Hanna werkt al aan dit plan" in other.send("onboarding/draft/begin", 409)
    assert "Neem dit ontwerp over" in other.see("onboarding/draft")
    other.send("onboarding/draft/take-over")
    assert "Haal weg" in other.see("onboarding/draft")
    other.send("onboarding/draft/throw-away")
    desk.send("onboarding/draft/rules/week_1", 404, **old)
    assert "Er is niets veranderd" in (
        other.send("onboarding/draft/begin") and other.send("onboarding/preview", 409)
    )


def test_the_switch_is_seen_before_it_is_done(desk: Desk, employer: Employer) -> None:
    employer.hire_many(2)
    jobs.catch_up()
    where = desk.send("onboarding/switch", on="no").removeprefix(HERE + "/")
    finish()
    assert "vervallen" in desk.see(where)
    desk.send(f"{where}/apply")
    finish()
    assert "staat uit" in desk.see("onboarding")
    assert "Er is niets veranderd" in desk.send("onboarding/switch", 409, on="no")


def test_other_numbers_are_seen_before_they_hold(desk: Desk, employer: Employer) -> None:
    employer.hire_many(2)
    jobs.catch_up()
    form = desk.form("settings")
    page = desk.send("settings", 422, **form | {"spacing_days": "veel", "opens": "18:00"})
    assert 'value="veel"' in page
    assert 'id="e-spacing_days"' in page
    assert 'id="e-closes"' in page
    assert "Er is niets veranderd" in desk.send("settings", 409, **form)
    changes = {
        "opens": "12:00",
        "closed_first": ["2026-12-24", "", "", ""],
        "closed_last": ["2027-01-01", "", "", ""],
    }
    where = desk.send("settings", **form | changes).removeprefix(HERE + "/")
    finish()
    desk.send(f"{where}/apply")
    finish()
    page = desk.see("settings")
    assert 'value="12:00"' in page
    assert 'value="2026-12-24"' in page


def test_a_preview_is_stopped_by_its_button(desk: Desk, employer: Employer) -> None:
    employer.hire_many(2)
    jobs.catch_up()
    where = desk.send("onboarding/switch", on="no").removeprefix(HERE + "/")
    answer = desk.client.get(f"{HERE}/{where}")
    assert answer.headers["Refresh"] == "2"
    desk.send(f"{where}/stop")
    page = desk.see(where)
    assert "Gestopt na 0 mensen" in page
    assert "Voer dit in" not in page
    assert "nog niet naar iedereen gekeken" in desk.send(f"{where}/apply", 409)


def test_what_waits_to_be_seen_is_said_where_hr_begins_the_day(
    house: House, desk: Desk, employer: Employer
) -> None:
    planner = Planner(house)
    with house.transaction("journey")() as tx:
        numbers = rulings.in_force(tx.conn, tx.now).policy.as_plain() | {"approval": "always"}
        planning.put_in_force(tx, planning.of_settings(tx, numbers), planner.account)
    employer.hire_many(3)
    jobs.catch_up()
    assert "Kijk eerst" not in desk.see("/journey/desk/")
    house.travel(house.now + timedelta(days=10))
    assert "wachten 3 brieven tot HR heeft gekeken" in desk.see("/journey/desk/")
    home = unescape(house.logged_in("console").get("/console/desk/").get_data(as_text=True))
    assert "3 brieven wachten tot HR heeft gekeken" in home
    page = desk.see("onboarding/leaving")
    assert "Onder dit plan wachten 3 brieven tot jij hebt gekeken" in page
    assert "Noor de Vries 0" in page
    assert "/onboarding" in desk.send("onboarding/leaving", version="1")
    assert "3 brieven die hierop wachtten, mogen nu weg" in desk.see("onboarding")
    jobs.release_due()
    assert "Kijk eerst" not in desk.see("/journey/desk/")
    assert "Hanna heeft deze versie bekeken" in desk.see("onboarding/leaving")
    assert "wachtte tot HR had bekeken" in desk.see(
        f"/journey/desk/people/{house.sql('SELECT person_id FROM journey.lane LIMIT 1')[0][0]}"
    )
