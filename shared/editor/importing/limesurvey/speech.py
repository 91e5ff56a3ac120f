"""What is said in a survey of LimeSurvey, in our languages; and what is lost on the way is noted."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from shared.editor.importing.found import Remark
from shared.editor.importing.limesurvey.rows import Row, Tables
from shared.editor.importing.limesurvey.texts import Words, has_expression, in_ours, others, plain
from shared.kernel.texts import marked
from shared.questionnaire.model import LANGUAGES

LANGUAGE = marked(
    "De teksten in deze taal (%(language)s) zijn niet meegekomen; wij spreken Nederlands, Engels en Frans."
)
UNDER_DUTCH = marked("De teksten zijn in geen van onze talen. Ze staan nu onder Nederlands, om te vertalen.")
MORE_THAN_WORDS = marked("Opmaak, beelden of links in de tekst zijn niet meegekomen (%(tags)s).")
EXPRESSION = marked(
    "In de tekst staat iets dat LimeSurvey zelf invult, tussen accolades. Haal het weg of schrijf het uit."
)
SHORTENED = marked("Deze tekst was te lang en is ingekort tot %(most)s tekens.")
LINE = 300


class Speech:
    """The words of one file. Older files keep them in the rows themselves, newer ones in tables beside them."""

    def __init__(self, tables: Tables) -> None:
        self.tables = tables
        self.remarks: list[Remark] = []
        self._indexes: dict[tuple[str, str], dict[str, list[Row]]] = {}
        settings = (tables.of("surveys") or [{}])[0]
        spoken = [row.get("surveyls_language", "") for row in tables.of("surveys_languagesettings")]
        self.base = settings.get("language") or next(iter([*tables.languages, *spoken]), LANGUAGES[0])
        languages = dict.fromkeys(code for code in [*tables.languages, self.base, *spoken] if code)
        foreign = others(languages)
        none_ours = len(foreign) == len(languages)
        kept = self.base if none_ours else None
        for code in foreign:
            if code != kept:
                self.note("", LANGUAGE, language=code)
        if none_ours:
            self.note("", UNDER_DUTCH)

    def note(self, code: str, why: str, **params: str) -> None:
        """Note that something could not be carried over; the same thing is said once."""
        remark = Remark(code, why, params)
        if remark not in self.remarks:
            self.remarks.append(remark)

    def words(self, code: str, rows: Iterable[Row], name: str, *, most: int = LINE) -> Words:
        """Return the field ``name`` of rows of several languages, in ours."""
        return self.said(code, {row.get("language", self.base): row.get(name, "") for row in rows}, most=most)

    def said(self, code: str, said: Mapping[str, str], *, most: int = LINE) -> Words:
        """Return words in our languages, without what is more than words; note what that was."""
        bare: dict[str, str] = {}
        lost: set[str] = set()
        for language, html in said.items():
            bare[language], gone = plain(html)
            lost |= gone
        found = in_ours(bare, self.base)
        if lost:
            self.note(code, MORE_THAN_WORDS, tags=", ".join(sorted(lost)))
        if any(has_expression(each) for each in found.values()):
            self.note(code, EXPRESSION)
        if any(len(each) > most for each in found.values()):
            self.note(code, SHORTENED, most=str(most))
        return {language: found[language][:most].strip() for language in LANGUAGES}

    def by(self, table: str, key: str) -> Mapping[str, list[Row]]:
        """Return the rows of a table by one of their fields."""
        if (table, key) not in self._indexes:
            index = self._indexes.setdefault((table, key), {})
            for row in self.tables.of(table):
                index.setdefault(row.get(key, ""), []).append(row)
        return self._indexes[table, key]
