"""Of those who began in the same year: how many are there still."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from flask import Blueprint, render_template

from services.insights import policy
from services.insights.actions import comparing
from services.insights.actions.comparing import Cohort
from services.insights.desk import asked, moved_years, words
from services.insights.domain.survival import Step
from services.insights.rendering import pictures
from services.insights.rendering.pictures import Picture, Point
from shared.eventlog.unit import Transactions
from shared.web import filters
from shared.web.texts import gettext

# As many lines as can be told apart in black and white.
LINES = 3
_MONTH_DAYS = 30.4375
_FEWEST_BEGAN = 5
_SMALLEST_STEP = 0.004


def register(desk: Blueprint, transaction: Transactions) -> None:
    """Add the page."""

    @desk.get("/retention")
    def retention() -> str:
        """Show by year of the first day how many stayed."""
        with transaction() as tx:
            what = asked.read(tx)
            cohorts = comparing.by_year_of_hire(tx, what.question(), what.until)
            units = asked.department_choices(tx)
            # A curve rests on all who left since its people began.
            first = min((one.year for one in cohorts), default=what.until.year)
            moved = moved_years.sentences(tx, what, range(first, what.until.year + 1))
        return render_template(
            "insights/retention.html",
            what=what,
            cohorts=cohorts,
            units=units,
            words=words,
            milestones=policy.MILESTONES,
            title=title(cohorts, what.until),
            drawn=_picture(cohorts, what.until),
            moved=moved,
            left_out=_left_out(cohorts),
        )


def title(cohorts: list[Cohort], until: date) -> str:
    """Say of the last cohort that is old enough how many were there after a year."""
    place = policy.MILESTONES.index(365)
    for cohort in cohorts:
        step, many = cohort.at[place]
        if step is not None and many >= _FEWEST_BEGAN and cohort.year < until.year - 1:
            return str(
                gettext(
                    "Van wie in %(year)s begon, was %(share)s er een jaar later nog",
                    year=cohort.year,
                    share=filters.percent(step.share),
                )
            )
    return str(gettext("Hoeveel nieuwe collega’s blijven"))


def _left_out(cohorts: list[Cohort]) -> str:
    """Say which cohorts are drawn, where there are more of them than lines that can be told apart."""
    if len(_drawable(cohorts)) <= LINES:
        return ""
    some = filters.number(LINES)
    return str(
        gettext("Getekend zijn de %(some)s jaren die het laatst begonnen. De tabel heeft ze alle.", some=some)
    )


def _drawable(cohorts: list[Cohort]) -> list[Cohort]:
    return [one for one in cohorts if one.began >= _FEWEST_BEGAN and one.steps]


def _picture(cohorts: list[Cohort], until: date) -> Picture | None:
    points = []
    for cohort in _drawable(cohorts)[:LINES]:
        points.append(Point("0", 100.0, series=str(cohort.year)))
        points += [
            Point(str(round(step.days / _MONTH_DAYS, 2)), round(step.share * 100, 2), series=str(cohort.year))
            for step in _seen(cohort.steps)
        ]
    if not points:
        return None
    return pictures.steps(
        points,
        unit=str(gettext("Nog in dienst, in procent")),
        axis=str(gettext("Maanden na de eerste werkdag")),
        title=title(cohorts, until),
        description=str(gettext("Dezelfde cijfers staan in de tabel.")),
    )


def _seen(steps: Sequence[Step]) -> Iterator[Step]:
    """Yield the steps that can be seen in a picture: of thousands most are lower than a line is thick."""
    shown = 1.0
    for step in steps:
        if shown - step.share >= _SMALLEST_STEP or step is steps[-1]:
            shown = step.share
            yield step
