"""Look after the translations of a package: what is missing, and ``python -m shared.web.catalogs services/people``.

The command writes every Dutch text of the package that is not yet in its .po files into them, empty, for somebody to
translate; what is there stays as it is.
"""

from __future__ import annotations

import ast
import re
import sys
from collections.abc import Iterator
from pathlib import Path

from babel.messages import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po, write_po

from shared.web.texts import LANGUAGES, SHARED, SOURCE

OTHERS = tuple(code for code in LANGUAGES if code != SOURCE)
_METHODS = [("**.py", "python"), ("**.html", "jinja2.ext:babel_extract")]
_OPTIONS = {"**.html": {"silent": "false"}}
_KEYWORDS = {
    "_": None,
    "gettext": None,
    "lazy_gettext": None,
    "marked": None,
    "ngettext": (1, 2),
}
_PLACE = re.compile(r"%\((\w+)\)")

_HEADER = """msgid ""
msgstr ""
"Language: {language}\\n"
"Content-Type: text/plain; charset=utf-8\\n"
"Plural-Forms: {plural}\\n"

"""

MessageId = str | tuple[str, ...]


def texts_of(folder: Path) -> dict[MessageId, str]:
    """Return every text for people in ``folder`` that is to be translated, with the file where it stands."""
    found: dict[MessageId, str] = {}
    options = dict(_OPTIONS)
    for name, _line, message, _comments, _context in extract_from_dir(
        folder, _METHODS, options_map=options, keywords=_KEYWORDS, strip_comment_tags=True
    ):
        found.setdefault(tuple(message) if isinstance(message, list | tuple) else message, name)
    for path in sorted(folder.rglob("*.py")):
        for text in _error_texts(path):
            found.setdefault(text, path.relative_to(folder).as_posix())
    found.pop("", None)
    return found


def missing_translations(folder: Path, *, texts_in: tuple[Path, ...] = ()) -> list[str]:
    """Return a line for each text of ``folder`` (and ``texts_in``) without a sound translation.

    It may stand in the .po files of the folder or of any room of shared: every app reads those too.
    """
    wanted: dict[MessageId, str] = {}
    for place in (folder, *texts_in):
        wanted |= texts_of(place)
    found = []
    for language in OTHERS if wanted else ():
        catalogs = [catalog_of(place, language) for place in (folder, *shared_rooms())]
        found += list(_missing(catalogs, wanted, language))
    return found


def shared_rooms() -> list[Path]:
    """Return the rooms of shared that bring translations."""
    return sorted(path.parent for path in SHARED.glob("*/translations"))


def catalog_of(folder: Path, language: str) -> Catalog:
    """Return the texts of ``folder`` in ``language``; empty where there is no file yet."""
    path = _path(folder, language)
    if not path.exists():
        return Catalog(locale=language, header_comment="", project="weerzien", charset="utf-8")
    with path.open("rb") as file:
        return read_po(file, locale=language)


def add_new(folder: Path, *, texts_in: tuple[Path, ...] = ()) -> int:
    """Write the texts that the .po files of ``folder`` lack into them, untranslated; return how many."""
    wanted: dict[MessageId, str] = {}
    for place in (folder, *texts_in):
        wanted |= texts_of(place)
    added = 0
    for language in OTHERS:
        catalog = catalog_of(folder, language)
        elsewhere = [catalog_of(room, language) for room in shared_rooms() if room != folder.resolve()]
        for message in wanted:
            known = any(not _wrong(other.get(_key(message)), message) for other in elsewhere)
            if not known and _key(message) not in catalog:
                catalog.add(message)
                added += 1
        path = _path(folder, language)
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("wb") as file:
            file.write(_HEADER.format(language=language, plural=catalog.plural_forms).encode())
            write_po(file, catalog, width=110, no_location=True, omit_header=True)
    return added


def _missing(catalogs: list[Catalog], wanted: dict[MessageId, str], language: str) -> Iterator[str]:
    for message, place in wanted.items():
        reasons = [_wrong(catalog.get(_key(message)), message) for catalog in catalogs]
        if all(reasons):
            # The first is the package's own: what is wrong there is nearest to whoever reads this.
            yield f"{language}: {place}: {_key(message)!r} {reasons[0]}"


def _wrong(known: Message | None, message: MessageId) -> str:
    """What is wrong with a translation, or nothing."""
    if known is None:
        return "is not there"
    if known.fuzzy:
        return "is marked fuzzy"
    forms = known.string if isinstance(known.string, list | tuple) else (known.string,)
    if not forms or not all(forms):
        return "is empty"
    if isinstance(message, tuple) != isinstance(known.string, list | tuple):
        return "has the wrong number of forms"
    expected = set(_PLACE.findall(message if isinstance(message, str) else message[-1]))
    for form in forms:
        # The singular may write "one" in full; nothing else may get lost, nothing may be invented.
        if not expected - {"num"} <= set(_PLACE.findall(form or "")) <= expected:
            return "has other places than %(" + ")s, %(".join(sorted(expected)) + ")s"
    return ""


def _error_texts(path: Path) -> Iterator[str]:
    """The sentences of our errors: ``text = "..."`` in a class."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if not isinstance(node, ast.ClassDef):
            continue
        for line in node.body:
            names = _names(line)
            value = getattr(line, "value", None)
            if "text" in names and isinstance(value, ast.Constant) and isinstance(value.value, str):
                yield value.value


def _names(line: ast.stmt) -> set[str]:
    if isinstance(line, ast.Assign):
        return {target.id for target in line.targets if isinstance(target, ast.Name)}
    if isinstance(line, ast.AnnAssign) and isinstance(line.target, ast.Name):
        return {line.target.id}
    return set()


def _key(message: MessageId) -> str:
    return message if isinstance(message, str) else message[0]


def _path(folder: Path, language: str) -> Path:
    return folder / "translations" / language / "LC_MESSAGES" / "messages.po"


def main(arguments: list[str]) -> int:
    """Add what is new to the .po files of the folders in ``arguments``."""
    for name in arguments:
        folder = Path(name)
        beside = (folder.parent / "kernel",) if folder.name == "web" else ()
        sys.stdout.write(f"{name}: {add_new(folder, texts_in=beside)} texts to translate\n")
        for line in missing_translations(folder, texts_in=beside):
            sys.stdout.write(f"  {line}\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
