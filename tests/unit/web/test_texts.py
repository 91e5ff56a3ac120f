from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from flask import render_template_string
from flask_babel import ngettext

from shared.kernel import clock
from shared.web import filters
from shared.web.auth import public
from shared.web.catalogs import add_new, missing_translations
from shared.web.texts import gettext, speak, with_lang

DAY = datetime(2027, 3, 9, 13, 0, tzinfo=UTC)
BEFORE = datetime(2027, 1, 5, 9, 0, tzinfo=UTC)


def said(app: Any, language: str, work: Any) -> Any:
    with clock.travelling(BEFORE), app.test_request_context(f"/?lang={language}"):
        return work()


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        ("nl", "dinsdag 9 maart om 14.00 uur"),
        ("en", "Tuesday 9 March at 2:00 pm"),
        ("fr", "mardi 9 mars à 14\N{NO-BREAK SPACE}h\N{NO-BREAK SPACE}00"),
    ],
)
def test_an_instant_is_said_in_words(make: Any, language: str, expected: str) -> None:
    assert said(make(), language, lambda: filters.daytime(DAY)) == expected


def test_a_day_says_its_year_only_where_it_is_another(make: Any) -> None:
    app = make()
    assert said(app, "nl", lambda: filters.dateword(date(2027, 2, 3))) == "woensdag 3 februari"
    assert said(app, "nl", lambda: filters.dateword(date(2026, 2, 3))) == "dinsdag 3 februari 2026"
    assert said(app, "fr", lambda: filters.dateword(date(2027, 5, 1))) == "samedi 1er mai"
    assert said(app, "nl", lambda: filters.shortdate(date(2026, 2, 3))) == "3 feb 2026"


def test_an_instant_is_told_on_the_clock_of_the_person(make: Any) -> None:
    late = datetime(2027, 3, 9, 23, 30, tzinfo=UTC)
    app = make()
    assert said(app, "nl", lambda: filters.daytime(late)) == "woensdag 10 maart om 0.30 uur"
    assert said(app, "nl", lambda: filters.date_iso(late, "America/New_York")) == "2027-03-09"
    assert said(app, "en", lambda: filters.clocktime(late)) == "12:30 am"


def test_nothing_is_said_of_nothing(make: Any) -> None:
    app = make()
    for one in (filters.dateword, filters.shortdate, filters.daytime, filters.clocktime, filters.date_iso):
        assert said(app, "nl", lambda one=one: one(None)) == ""
    assert said(app, "nl", lambda: filters.number(None)) == "–"


def test_numbers_are_written_as_the_reader_does(make: Any) -> None:
    app = make()
    assert said(app, "nl", lambda: filters.number(1234.5)) == "1.234,5"
    assert said(app, "en", lambda: filters.number(1234.5, 2)) == "1,234.50"
    assert said(app, "fr", lambda: filters.number(1234)) == "1\u202f234"
    assert said(app, "nl", lambda: filters.percent(0.234, 1)) == "23,4%"


def test_texts_and_plurals_are_translated(make: Any) -> None:
    app = make()
    assert said(app, "fr", lambda: gettext("Log eerst in.")) == "Connectez-vous d’abord."
    words = ("Er klopt nog één ding niet", "Er kloppen nog %(num)s dingen niet")
    assert said(app, "nl", lambda: ngettext(*words, 2)) == "Er kloppen nog 2 dingen niet"
    assert said(app, "en", lambda: ngettext(*words, 1)) == "One thing is not right yet"
    assert said(app, "fr", lambda: ngettext(*words, 0)) == "Un point reste à corriger"


def words(language: str | None = None) -> Any:
    @public
    def view() -> str:
        speak(language)
        return render_template_string('{{ language() }}|{{ _("Log eerst in.") }}|{{ lang_field() }}')

    return view


def test_the_reader_s_choice_goes_before_the_person_s_language_before_the_browser_s(browse: Any) -> None:
    client = browse(
        {"GET /trial/a/x": words("fr"), "GET /trial/a/y": words(), "POST /trial/a/x": words("fr")}
    )
    english = {"Accept-Language": "en-GB,en;q=0.9,nl;q=0.1"}
    assert client.get("/trial/a/x", headers=english).text.startswith("fr|Connectez")
    assert client.get("/trial/a/x?lang=nl", headers=english).text.startswith("nl|Log eerst in.|<input")
    assert client.get("/trial/a/y", headers=english).text.startswith("en|Please")
    assert client.get("/trial/a/y", headers={"Accept-Language": "ja"}).text.startswith("nl|")
    assert client.get("/trial/a/y?lang=../../etc").text.startswith("nl|")
    assert client.post("/trial/a/x", data={"lang": "en"}).text.startswith("en|")


def test_a_chosen_language_survives_a_redirect(make: Any) -> None:
    with make().test_request_context("/?lang=fr"):
        assert with_lang("/onward") == "/onward?lang=fr"
        assert with_lang("/onward?a=1#end") == "/onward?a=1&lang=fr#end"
    with make().test_request_context("/"):
        assert with_lang("/onward") == "/onward"


def write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def test_missing_fuzzy_empty_and_mangled_translations_are_named(tmp_path: Path) -> None:
    write(
        tmp_path / "templates/page.html", '{{ _("Dag %(name)s", name=n) }}{% trans %}Tot ziens{% endtrans %}'
    )
    write(tmp_path / "errors.py", 'class Gone(Exception):\n    text = "Weg"\n')
    write(tmp_path / "words.py", 'X = marked("Straks")\n')
    assert len(missing_translations(tmp_path)) == 8
    assert add_new(tmp_path) == 8
    assert add_new(tmp_path) == 0
    po = tmp_path / "translations/en/LC_MESSAGES/messages.po"
    filled = po.read_text(encoding="utf-8")
    for dutch, english in (("Dag %(name)s", "Hello %(nom)s"), ("Tot ziens", "Goodbye"), ("Weg", "Gone")):
        filled = filled.replace(f'msgid "{dutch}"\nmsgstr ""', f'msgid "{dutch}"\nmsgstr "{english}"')
    filled = filled.replace('msgid "Tot ziens"', '#, fuzzy\nmsgid "Tot ziens"')
    po.write_text(filled, encoding="utf-8")
    reasons = sorted(
        line.rpartition("'")[2] for line in missing_translations(tmp_path) if line.startswith("en")
    )
    assert reasons == [" has other places than %(name)s", " is empty", " is marked fuzzy"]


def test_the_header_of_a_fresh_catalogue_is_short_and_right(tmp_path: Path) -> None:
    write(tmp_path / "words.py", 'X = ngettext("een %(num)s", "meer %(num)s", 2)\n')
    add_new(tmp_path)
    text = (tmp_path / "translations/fr/LC_MESSAGES/messages.po").read_text(encoding="utf-8")
    assert text.count("\\n") == 3
    assert "plural=(n > 1)" in text


@pytest.mark.parametrize(
    ("language", "expected"),
    [("nl", "1.234 x"), ("en", "1,234 x"), ("fr", "1\N{NARROW NO-BREAK SPACE}234 x")],
)
def test_a_count_stands_in_a_text_as_the_reader_writes_numbers(
    make: Any, language: str, expected: str
) -> None:
    app = make()
    assert said(app, language, lambda: ngettext("%(num)s y", "%(num)s x", 1234)) == expected
    page = "{{ ngettext('%(num)s y', '%(num)s x', 1234) }}"
    assert said(app, language, lambda: render_template_string(page)) == expected
    assert said(app, language, lambda: ngettext("%(num)s y", "%(num)s x", 1)) == "1 y"
    told = "{{ ngettext('%(num)s y', '%(num)s x', 1234, num='veel') }}"
    assert said(app, language, lambda: render_template_string(told)) == "veel x"
