"""The tables in an .lss file: rows of fields, read without ever following an entity or an address."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from xml.parsers import expat

from shared.questionnaire.load import BrokenQuestionnaire, Fault

Row = Mapping[str, str]
NO_XML = "no XML: %(what)s"
NO_DTD = "no declarations of types and entities here"
NO_ENCODING = "an encoding that we do not read"
NO_SURVEY = "no survey of LimeSurvey: it says to be %(what)s"
NOTHING = "no groups or no questions in it"
TOO_MUCH = "at most %(most)s rows fit"
MOST_ROWS = 20_000
_DEEP = 5  # document, table, rows, row, field


@dataclass
class Tables:
    """What a file holds: rows by table, and the languages that it names."""

    doc_type: str = ""
    languages: list[str] = field(default_factory=list)
    rows: dict[str, list[dict[str, str]]] = field(default_factory=dict)

    def of(self, name: str) -> list[dict[str, str]]:
        """Return the rows of a table; none where it is not there."""
        return self.rows.get(name, [])


def looks_like(data: bytes) -> bool:
    """Tell whether a file is XML at all, by its beginning; what is wrong with it is seen by reading it."""
    return data.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<")


def read(data: bytes, name: str) -> Tables:
    """Return the tables of a file; raise BrokenQuestionnaire with the line where it cannot be read."""
    reader = _Reader(name)
    try:
        reader.parser.Parse(data, True)
    except expat.ExpatError as error:
        raise _broken(name, error.lineno, "", NO_XML, what=expat.errors.messages[error.code]) from error
    except (LookupError, ValueError) as error:
        # The parser asks Python for alphabets that it does not know itself, and Python has no answer either.
        raise _broken(name, 1, "encoding", NO_ENCODING) from error
    found = reader.found
    if found.doc_type != "Survey":
        raise _broken(name, 1, "LimeSurveyDocType", NO_SURVEY, what=found.doc_type or "–")
    if not found.of("groups") or not found.of("questions"):
        raise _broken(name, 1, "questions", NOTHING)
    return found


class _Reader:
    """Listens to the parser, and keeps the texts of fields."""

    def __init__(self, name: str) -> None:
        self.name, self.found = name, Tables()
        self.path: list[str] = []
        self.words: list[str] = []
        self.count = 0
        self.parser = expat.ParserCreate()
        self.parser.buffer_text = True
        self.parser.StartElementHandler = self._open
        self.parser.EndElementHandler = self._close
        self.parser.CharacterDataHandler = self.words.append
        # No document type, so no entities: nothing to unfold, nothing to fetch.
        self.parser.StartDoctypeDeclHandler = self._refuse

    def _open(self, tag: str, _attributes: Mapping[str, str]) -> None:
        self.path.append(tag)
        self.words.clear()
        if len(self.path) == _DEEP - 1 and self.path[2:] == ["rows", "row"]:
            self.count += 1
            if self.count > MOST_ROWS:
                line = self.parser.CurrentLineNumber
                raise _broken(self.name, line, self.path[1], TOO_MUCH, most=MOST_ROWS)
            self.found.rows.setdefault(self.path[1], []).append({})

    def _close(self, tag: str) -> None:
        said = "".join(self.words).strip()
        if len(self.path) == _DEEP and self.path[2:4] == ["rows", "row"]:
            self.found.rows[self.path[1]][-1][tag] = said
        elif self.path[1:] == ["LimeSurveyDocType"]:
            self.found.doc_type = said
        elif self.path[1:] == ["languages", "language"]:
            self.found.languages.append(said)
        self.path.pop()
        self.words.clear()

    def _refuse(self, *_about: object) -> None:
        raise _broken(self.name, self.parser.CurrentLineNumber, "DOCTYPE", NO_DTD)


def _broken(name: str, line: int, key: str, template: str, **params: object) -> BrokenQuestionnaire:
    return BrokenQuestionnaire([Fault(name, line, key, template % params, template, params)])
