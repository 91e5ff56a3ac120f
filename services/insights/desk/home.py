"""Where insight begins: what there is to know now, in a sentence for each of the five steps."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from itertools import islice

from flask import Blueprint, redirect, render_template, url_for
from werkzeug.wrappers import Response

from services.insights import policy
from services.insights.actions import comparing, evaluating, lately, measuring, reasoning, rising
from services.insights.actions.comparing import Beside
from services.insights.actions.measuring import Question
from services.insights.desk import asked, lately_words, measure_words, own, reason_words, rise_words, words
from services.insights.desk.asked import Asked
from services.insights.desk.tiles import Tile
from services.insights.domain import chance, effect, periods
from services.insights.domain.measures import RUNNING, Measure
from services.insights.store import evaluations, listening, measures
from shared.db.transaction import Tx
from shared.disclosure.figures import Figure
from shared.eventlog.unit import Transactions
from shared.web.auth import account, allow
from shared.web.texts import gettext, ngettext

_YEAR = timedelta(days=365)
# So many departments that moved by more than chance are named.
WORTH = 3
# So many measures are looked at together.
AT_ONCE = 20


def register(desk: Blueprint, transaction: Transactions) -> None:
    """Add the page."""

    @desk.get("")
    @desk.get("/")
    @allow("hr", "manager", "board")
    def home() -> str | Response:
        """Show the five steps to HR, a manager what is theirs; the board goes straight to the figures."""
        if not account().may("hr"):
            if account().may("board"):
                return redirect(url_for("desk.turnover"), 303)
            with transaction() as tx:
                return own.home(tx)
        with transaction() as tx:
            what = asked.read(tx)
            period = periods.twelve_months(what.until)
            # One look at everybody answers all that this page asks.
            counted = measuring.with_whole(
                tx,
                Question(by=policy.DEPARTMENT),
                [periods.before(period), period, *lately.stretches(what.until)],
            )
            whole, units = (comparing.laid(one, period) for one in counted)
            [told] = reasoning.by_year(tx, reasoning.CAUSE, years=lately.years(what.until))
            listed = measures.listed(tx.conn)
            tiles = [
                _measure(whole),
                _listen(tx),
                _analyse(units, reasoning.whole(told, what.until.year - 1, what.until.year)),
                _act(listed),
                _look_back(tx, what, listed),
            ]
            found = lately.since_last_month(tx, what.until, counted, listed, told)
            risen = rising.rises(tx, units, period, what.until, listed)
        return render_template(
            "insights/home.html",
            what=what,
            tiles=tiles,
            whole=whole[0] if whole else None,
            words=words,
            period=period,
            lately=lately_words.whole(found),
            worth=lately_words.worth(found),
            stories=[rise_words.story(one) for one in risen],
        )


def _measure(whole: list[Beside]) -> Tile:
    sentences = [f"{words.finding(whole[0])}.", words.difference(whole[0])] if whole else []
    return Tile(
        str(gettext("Meten")),
        sentences or [str(gettext("Er is nog niemand om te tellen."))],
        url_for("desk.turnover"),
        str(gettext("Bekijk het verloop")),
    )


def _listen(tx: Tx) -> Tile:
    found = listening.responses(tx.conn, since=tx.now - _YEAR, until=tx.now)
    sentences = [words.listened(one.programme, one.asked, one.answered) for one in found]
    return Tile(
        str(gettext("Luisteren")),
        sentences or [str(gettext("De laatste twaalf maanden vroegen we nog niemand iets."))],
        url_for("desk.reasons"),
        str(gettext("Bekijk waarom mensen gaan")),
    )


def _analyse(units: list[Beside], told: Figure | None) -> Tile:
    moved = [row for row in units if row.comparison.verdict in {chance.MORE, chance.LESS}]
    more = gettext("%(department)s: meer verloop dan een jaar eerder (%(rate)s, was %(before)s).")
    less = gettext("%(department)s: minder verloop dan een jaar eerder (%(rate)s, was %(before)s).")
    sentences = [
        (more if row.comparison.verdict == chance.MORE else less)
        % {
            "department": words.group(policy.DEPARTMENT, row.now.group, {}),
            "rate": words.percents(row.now.rate),
            "before": words.percents(row.before.rate if row.before else None),
        }
        for row in moved[:WORTH]
    ]
    if not sentences:
        sentences = [str(gettext("In geen afdeling veranderde het verloop meer dan toeval kan verklaren."))]
    if told:
        sentences.append(f"{reason_words.finding(told)}.")
    return Tile(
        str(gettext("Begrijpen")),
        sentences,
        url_for("desk.turnover", by=policy.DEPARTMENT),
        str(gettext("Vergelijk de afdelingen")),
    )


def _act(listed: list[Measure]) -> Tile:
    running = [one for one in listed if one.state == RUNNING]
    said = ngettext("Eén maatregel loopt.", "%(num)s maatregelen lopen.", len(running))
    sentences = [str(said)] if running else [str(gettext("Er loopt nu geen maatregel."))]
    sentences += [one.plan.title for one in running[:WORTH]]
    return Tile(
        str(gettext("Doen")), sentences, url_for("desk.all_measures"), str(gettext("Bekijk de maatregelen"))
    )


def _look_back(tx: Tx, what: Asked, listed: list[Measure]) -> Tile:
    judged = list(islice(_judged(tx, what, listed), WORTH))
    last = evaluations.listed(tx.conn, released_only=False)[:1]
    sentences = judged or [str(gettext("Van geen maatregel is nu te zeggen of hij hielp."))]
    if last:
        sentences.append(str(gettext("De laatste evaluatie gaat over %(year)s.", year=last[0].year)))
    return Tile(
        str(gettext("Terugkijken")),
        sentences,
        url_for("desk.all_evaluations"),
        str(gettext("Lees de evaluaties")),
    )


def _judged(tx: Tx, what: Asked, listed: list[Measure]) -> Iterator[str]:
    """Say of one measure after another whether it helped; some at once, as long as more is asked for."""
    for begin in range(0, len(listed), AT_ONCE):
        some = listed[begin : begin + AT_ONCE]
        judged = evaluating.evaluate_all(tx, some, what.until)
        for one in some:
            found = judged.get(one.id)
            if found and found.effect.verdict in {effect.HELPED, effect.DID_NOT}:
                yield f"{one.plan.title}: {measure_words.verdict_of(found)}"
