"""The list and the page of a person, as HR sees them."""

from __future__ import annotations

import re
from uuid import uuid4

import pytest

from tests.house import House
from tests.integration.people.forms import Visitor, words_of

LIST = "/people/desk/"


def names(words: str) -> list[str]:
    return [name for name in ("Ada", "Bo", "Cas", "Dirk") if name in words]


def four(hr: Visitor) -> dict[str, str]:
    return {
        "Ada": hr.add(given_name="Ada", family_name="Zee", employee_number="77", hire_date="1-2-2020",
                      department="Zorg > Noord"),
        "Bo": hr.add(given_name="Bo", family_name="", email="bo@example.org", hire_date="3 mei 2021",
                     department="Zorg"),
        "Cas": hr.add(given_name="Cas", family_name="Ås", hire_date="2027-01-01", department="Zorgeloos"),
        "Dirk": hr.add(given_name="Dirk", family_name="Eik"),
    }  # fmt: skip


def test_an_empty_list_tells_how_to_begin(hr: Visitor) -> None:
    words = hr.words(LIST)
    assert "Er staat nog niemand in de lijst" in words
    assert "Mensen inlezen" in words
    assert "Of begin met één persoon" in words
    assert 'role="search"' not in hr.browser.get(LIST).text


def test_the_title_says_how_many_there_are_and_how_many_leave(hr: Visitor) -> None:
    made = four(hr)
    assert hr.title(LIST) == "4 mensen"
    hr.send(made["Ada"] + "/leaving", kind="resignation", last_day="30-6-2026")
    assert hr.title(LIST) == "4 mensen, één vertrekt binnenkort"


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("?q=zee", ["Ada"]),
        ("?q=77", ["Ada"]),
        ("?q=BO%40EXAMPLE", ["Bo"]),
        ("?q=as", ["Cas"]),
        ("?department=Zorg", ["Ada", "Bo"]),
        ("?department=Zorg+%3E+Noord", ["Ada"]),
        ("?state=expected", ["Cas"]),
        ("?state=none", ["Dirk"]),
        ("?state=active&department=Zorg&q=bo", ["Bo"]),
        ("?state=nonsense", ["Ada", "Bo", "Cas", "Dirk"]),
        ("?q=%25", []),
        ("?q=%00", ["Ada", "Bo", "Cas", "Dirk"]),
    ],
)
def test_the_list_is_narrowed_by_what_stands_in_the_address(
    hr: Visitor, query: str, found: list[str]
) -> None:
    four(hr)
    html = hr.browser.get(LIST + query).text
    table = re.search(r"<tbody>.*</tbody>", html, re.DOTALL)
    assert names(words_of("<main>" + table[0]) if table else "") == found


def test_nobody_found_offers_the_way_back(hr: Visitor) -> None:
    four(hr)
    words = hr.words(LIST + "?q=nobody")
    assert "Niemand gevonden" in words
    assert "Toon iedereen" in words
    assert "Niemand gevonden" in hr.words(LIST + f"?department={uuid4()}")


def test_the_list_is_leafed_through_and_filters_stay(hr: Visitor, house: House) -> None:
    house.sql(
        "INSERT INTO people.person (id, given_name, family_name, created_at, changed_at)"
        " SELECT gen_random_uuid(), 'Jan', 'Maas ' || lpad(n::text, 3, '0'), now(), now()"
        " FROM generate_series(1, 120) n"
    )
    seen: list[str] = []
    path = LIST + "?q=maas"
    while path:
        html = hr.browser.get(path).text
        assert "Meer dan 50 mensen gevonden" in html
        seen += re.findall(r"Jan (Maas \d+)</a>", html)
        onwards = re.search(r'href="([^"]+)" rel="next"', html)
        path = LIST + onwards[1].replace("&amp;", "&") if onwards else ""
    assert seen == [f"Maas {number:03}" for number in range(1, 121)]


def test_a_page_shows_all_spells_and_where_to_go_on(hr: Visitor) -> None:
    boss = hr.add(given_name="Bo", employee_number="1", hire_date="1-1-2010")
    page = hr.add(employee_number="2", infix="van der", hire_date="1-1-2015", manager="bo maas", hours="28,5",
                  part_time_days="ma di", email="jan@example.org")  # fmt: skip
    hr.send(page + "/leaving", kind="resignation", last_day="31-12-2020")
    hr.send(page + "/return", hire_date="maandag 5 januari 2026", function="Coach")
    words = hr.words(page)
    assert "Jan van der Maas" in words
    assert "Dienstverband 2 van 2" in words
    assert "Dienstverband 1 van 2" in words
    assert "28,5" in words
    assert "ma di" in words
    html = hr.browser.get(page).text
    assert f'href="{boss}">Bo Maas</a>' in html
    assert f'href="/console{page.replace("/people/desk", "/desk/people")}"' in html


def test_who_is_not_there_is_told_kindly(hr: Visitor) -> None:
    assert "Deze persoon kennen we niet" in hr.words(f"/people/desk/{uuid4()}", 404)
    for path in ("edit", "leaving", "death", "forget", "return"):
        assert hr.browser.get(f"/people/desk/{uuid4()}/{path}").status_code == 404


def test_a_name_is_never_markup(hr: Visitor) -> None:
    page = hr.add(
        given_name="<b>Bo</b>", family_name="{{ 7 * 7 }}", department="<i>x</i>", hire_date="1-1-2020"
    )
    for path in (page, LIST, page + "/edit", page + "/leaving", page + "/forget", "/people/desk/merges"):
        html = hr.browser.get(path).text
        assert "<b>Bo" not in html
        assert "<i>x" not in html
        assert "49" not in words_of(html)


def test_pages_speak_the_three_languages(hr: Visitor) -> None:
    page = hr.add(hire_date="1-2-2020")
    assert "Forget this person" in hr.words(page + "?lang=en")
    assert "Oublier cette personne" in hr.words(page + "?lang=fr")
    assert "1 person" in hr.title(LIST + "?lang=en") or "One person" in hr.title(LIST + "?lang=en")
