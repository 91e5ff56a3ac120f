"""How often is which theme, as the page needs it: sides with a picture and a table, and groups for each theme."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from shared.disclosure.figures import Figure
from shared.results import words as result_words
from shared.results.pictures import Bar, Picture
from shared.results.reading import View
from shared.results.showing import Row, drawn, hidden_rows
from shared.themes.counting import Counted
from shared.themes.model import SIDES, Theme
from shared.themes.words import HEADINGS
from shared.web.filters import number, percent
from shared.web.sheets import Value
from shared.web.texts import gettext, language, marked

_HEADER = (
    marked("Thema"),
    marked("Wat het zegt"),
    marked("Groep"),
    marked("Keer genoemd"),
    marked("Gelezen antwoorden"),
    marked("Aandeel"),
    marked("Periode ervoor"),
    marked("Toelichting"),
)


@dataclass(frozen=True, kw_only=True)
class Line(Row):
    """One line of a table, and in how many texts a theme was named."""

    many: int | None = None


@dataclass(frozen=True, kw_only=True)
class Section:
    """One side, or one theme over groups."""

    key: str
    title: str
    finding: str
    picture: Picture
    rows: Sequence[Line]
    side: str = ""


@dataclass(frozen=True, kw_only=True)
class Outcome:
    """What came of a questionnaire: by side, and by theme over groups where that is asked."""

    texts: int
    sides: Sequence[Section] = field(default_factory=tuple)
    themes: Sequence[Section] = field(default_factory=tuple)
    hidden: Sequence[Row] = field(default_factory=tuple)


def outcome(found: Counted, themes: Sequence[Theme], view: View) -> Outcome | None:
    """Return what is to be shown; None where nothing is."""
    if found.total is None:
        return None
    mentioned = [theme for theme in themes if found.total.tally.get(str(theme.id))]
    total = found.total
    mentioned.sort(key=lambda theme: (-total.tally[str(theme.id)], theme.said(language())))
    by_side = [(side, [theme for theme in mentioned if theme.side == side]) for side in SIDES]
    return Outcome(
        texts=found.total.people,
        sides=[_side(side, inside, found) for side, inside in by_side if inside],
        themes=[_theme(theme, found, view.by) for theme in mentioned] if view.by else (),
        hidden=list(hidden_rows(view.by, found.groups.hidden)) if view.by and found.groups else (),
    )


def rows(shown: Outcome | None, view: View) -> Iterator[Sequence[Value]]:
    """Yield the header and a line for each figure, for a file."""
    yield [str(gettext(one)) for one in _HEADER]
    if shown is None:
        return
    everybody = " > ".join(view.within) or str(gettext("Iedereen"))
    for side in shown.sides:
        for row in side.rows:
            yield [row.name, side.title, everybody, row.many, row.people, row.value, row.before, ""]
    for theme in shown.themes:
        for row in theme.rows:
            yield [theme.title, theme.side, row.name, row.many, row.people, row.value, row.before, ""]
    for hidden in shown.hidden:
        yield ["", "", hidden.name, None, None, hidden.value, "", hidden.note]


def _side(side: str, themes: Sequence[Theme], found: Counted) -> Section:
    total, before = found.total or Figure(people=0), found.before
    rows, bars = [], []
    for theme in themes:
        key, name = str(theme.id), theme.said(language())
        share = total.share(key)
        was = before.share(key) if before else None
        many = total.tally.get(key, 0)
        rows.append(
            Line(
                name=name,
                people=total.people,
                many=many,
                value=percent(share),
                before=percent(was) if was is not None else "",
            )
        )
        bars.append(Bar(name, share, f"{percent(share)} ({number(many)})", was))
    finding = gettext(
        "Het vaakst genoemd: %(theme)s, in %(share)s van de antwoorden.",
        theme=rows[0].name, share=rows[0].value,
    )  # fmt: skip
    return Section(
        key=side,
        title=str(gettext(HEADINGS[side])),
        finding=str(finding),
        picture=drawn(bars, max(bar.value for bar in bars)),
        rows=rows,
    )


def _theme(theme: Theme, found: Counted, by: str | None) -> Section:
    key, name = str(theme.id), theme.said(language())
    made, before = found.groups, found.groups_before or {}
    rows, bars = [], []
    for group in result_words.in_order(by or "", made.shown) if made else ():
        figure = made.shown[group] if made else Figure(people=0)
        title = result_words.group_words(by or "", group)
        was = before[group].share(key) if group in before else None
        rows.append(
            Line(
                name=title,
                people=figure.people,
                many=figure.tally.get(key, 0),
                value=percent(figure.share(key)),
                before=percent(was) if was is not None else "",
            )
        )
        bars.append(_bar(title, figure, key, was))
    if made and made.rest:
        rest = str(gettext("Niet apart te tonen"))
        many = made.rest.tally.get(key, 0)
        rows.append(Line(name=rest, people=made.rest.people, many=many, value=percent(made.rest.share(key))))
        bars.append(_bar(rest, made.rest, key, None))
    finding = gettext(
        "%(theme)s: in %(share)s van alle antwoorden.",
        theme=name, share=percent(found.total.share(key) if found.total else 0),
    )  # fmt: skip
    return Section(
        key=key,
        title=name,
        finding=str(finding),
        picture=drawn(bars, max((bar.value for bar in bars), default=0)),
        rows=rows,
        side=str(gettext(HEADINGS[theme.side])),
    )


def _bar(title: str, figure: Figure, key: str, was: float | None) -> Bar:
    said = f"{percent(figure.share(key))} (n = {number(figure.people)})"
    return Bar(title, figure.share(key), said, was)
