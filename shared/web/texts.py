"""The house's words in three languages.

The msgid is the Dutch text itself. The .po files of shared/web and of the service are read at start and compiled in
memory, so nobody has to compile anything and no compiled file can be stale.
"""

from __future__ import annotations

import io
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import quote_plus

from babel import Locale
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.numbers import format_decimal
from babel.support import NullTranslations, Translations
from flask import Flask, g, has_request_context, request
from flask_babel import Babel, Domain, get_locale, gettext, lazy_gettext, ngettext, refresh
from jinja2 import pass_context
from markupsafe import Markup
from werkzeug.exceptions import HTTPException

from shared.kernel.settings import settings
from shared.kernel.texts import marked

__all__ = [
    "LANGUAGES",
    "SOURCE",
    "chosen_language",
    "compiled",
    "gettext",
    "install",
    "lang_field",
    "language",
    "language_links",
    "lazy_gettext",
    "locale",
    "marked",
    "ngettext",
    "speak",
    "with_lang",
]

LANGUAGES = {"nl": "Nederlands", "en": "English", "fr": "Français"}
SOURCE = "nl"
SHARED = Path(__file__).resolve().parent.parent


class Texts(Domain):
    """The translations of one app."""

    def __init__(self, folders: Iterable[Path]) -> None:
        super().__init__()
        self.folders = tuple(folders)

    def get_translations(self) -> NullTranslations:
        """Return the translations for the language of this request."""
        locale = get_locale()
        return compiled(self.folders, locale.language if locale else SOURCE)

    def ngettext(self, singular: str, plural: str, num: int, **variables: Any) -> str:
        """Return one of two texts by ``num``, which stands in it as the reader writes numbers: ``1.234``."""
        said: str = self.get_translations().ungettext(singular, plural, num)
        return said % {"num": counted(num), **variables}


def counted(num: float) -> str:
    """Return a count as the reader writes it."""
    return format_decimal(num, locale=locale())


@cache
def compiled(folders: tuple[Path, ...], language: str) -> NullTranslations:
    """Return the texts of ``language`` from all ``folders``; the later folder has the last word."""
    merged: NullTranslations = NullTranslations()
    for number, folder in enumerate(folders):
        found = _read(folder / language / "LC_MESSAGES" / "messages.po", language)
        if found is not None:
            merged = found if number == 0 or not isinstance(merged, Translations) else merged.merge(found)
    return merged


def _read(path: Path, language: str) -> Translations | None:
    if not path.exists():
        return None
    with path.open("rb") as file:
        catalog = read_po(file, locale=language)
    memory = io.BytesIO()
    write_mo(memory, catalog)
    memory.seek(0)
    return Translations(memory)


def speak(language: str | None) -> None:
    """Let this request speak ``language`` (the person's, the account's), unless the reader chose another."""
    if language in LANGUAGES and chosen_language() is None:
        g.weerzien_language = language
        refresh()


def chosen_language() -> str | None:
    """Return the language that the reader asked for in this request: ``?lang=`` or the hidden field of a form."""
    if not has_request_context():
        return None
    asked = request.args.get("lang")
    if asked is None and request.method == "POST":
        try:
            asked = request.form.get("lang")
        except HTTPException:
            # A form too large to be read: that is being told, in the language that is known without it.
            asked = None
    return asked if asked in LANGUAGES else None


def language() -> str:
    """Return the language of this request: chosen, else the person's or account's, else the browser's, else ours."""
    known = chosen_language() or g.get("weerzien_language")
    if known:
        return str(known)
    ours = settings().language
    order = [ours, *(one for one in LANGUAGES if one != ours)]
    return request.accept_languages.best_match(order, default=ours) if has_request_context() else ours


def lang_field() -> Markup:
    """Return the hidden field that carries the chosen language through a form; empty where none was chosen."""
    chosen = chosen_language()
    return Markup('<input type="hidden" name="lang" value="{}">').format(chosen) if chosen else Markup("")


def with_lang(url: str) -> str:
    """Return ``url`` with the chosen language, so that it survives a redirect."""
    chosen = chosen_language()
    if chosen is None:
        return url
    before, mark, fragment = url.partition("#")
    return f"{before}{'&' if '?' in before else '?'}lang={chosen}{mark}{fragment}"


def language_links() -> list[dict[str, Any]]:
    """Return the language switch: code, name in its own language, address of this page in it, whether it is on."""
    present = language()
    rest = "".join(f"&{key}={value}" for key, value in _other_arguments())
    return [
        {"code": code, "name": name, "url": f"?lang={code}{rest}", "here": code == present}
        for code, name in LANGUAGES.items()
    ]


def _other_arguments() -> list[tuple[str, str]]:
    pairs = request.args.items(multi=True)
    return [(quote_plus(key), quote_plus(value)) for key, value in pairs if key != "lang"]


def install(app: Flask, own_folder: Path) -> None:
    """Give ``app`` its languages."""
    babel = Babel(
        app, default_locale=settings().language, default_timezone=settings().zone, locale_selector=language
    )
    babel.domain_instance = Texts((*sorted(SHARED.glob("*/translations")), own_folder))
    plain: Any = app.jinja_env.globals["ngettext"]

    @pass_context
    def in_numbers(context: Any, singular: str, plural: str, many: int, /, **variables: Any) -> Any:
        """Write the count as ``Texts.ngettext`` does, in pages."""
        return plain(context, singular, plural, many, **{"num": counted(many), **variables})

    app.jinja_env.globals.update(
        ngettext=in_numbers,
        lang_field=lang_field,
        with_lang=with_lang,
        language_links=language_links,
        language=language,
    )


def locale() -> Locale:
    """Return the locale in which dates and numbers are written."""
    found: Locale | None = get_locale()
    return found or Locale.parse(settings().language)
