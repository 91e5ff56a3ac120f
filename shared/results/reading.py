"""Results out of the database: every figure by ``shared/disclosure``, and who took part."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import Connection, Table, text

from shared.asking.programme import Programme
from shared.disclosure import store
from shared.disclosure.figures import TOO_FEW, Figure, table
from shared.disclosure.figures import Table as FigureTable
from shared.disclosure.model import DEPARTMENT, PATH_SEPARATOR, Rule
from shared.disclosure.store import Cut, Groups
from shared.results.model import WORDS, Result, family, questions_of
from shared.results.periods import Period
from shared.results.scope import Scope


@dataclass(frozen=True, kw_only=True)
class View:
    """What somebody looks at: which questionnaire, which period (None is all), whose department, told apart by what."""

    questionnaire: str
    period: Period | None = None
    within: tuple[str, ...] = ()
    by: str | None = None


def results(conn: Connection, programme: Programme, view: View, rule: Rule) -> list[Result]:
    """Return what came of each question of a questionnaire, of all its versions."""
    released = programme.tables.released
    all_now = store.figures_of_all(conn, released, _cut(view, rule))
    grouped = store.figures_of_all(conn, released, _cut(view, rule, by=view.by)) if view.by else {}
    earlier: dict[str, Groups] = {}
    all_earlier: dict[str, Groups] = {}
    if view.period:
        all_earlier = store.figures_of_all(conn, released, _cut(view, rule, period=view.period.before))
        if view.by:
            earlier = store.figures_of_all(
                conn, released, _cut(view, rule, period=view.period.before, by=view.by)
            )
    known = departments_below(conn, view.within) if view.by == DEPARTMENT else ()
    versions = [one for one in programme.catalogue() if one.key == view.questionnaire]
    found = []
    for key, question in questions_of(versions).items():
        if programme.never_figures(key):
            continue
        if family(question) == WORDS:
            written, texts = _written(conn, programme, view, rule, key)
            found.append(Result(question=question, written=written, texts=texts))
            continue
        made = table(*grouped[key], least=rule.group) if key in grouped else None
        if made is not None:
            made = with_hidden(made, known)
        before = table(*earlier[key], least=rule.group).shown if key in earlier else {}
        found.append(
            Result(
                question=question,
                total=_enough(all_now.get(key), rule),
                before=_enough(all_earlier.get(key), rule),
                groups=made,
                groups_before=before,
            )
        )
    return found


def overview(conn: Connection, programme: Programme) -> dict[str, int]:
    """Return of each questionnaire of how many people most of its answers speak, one question with another."""
    query = f"""
        SELECT questionnaire, max(people) AS people
        FROM (SELECT questionnaire, question, sum(people) AS people FROM {programme.tables.released.schema}.circle
              WHERE NOT in_words GROUP BY 1, 2) AS asked
        GROUP BY 1
    """  # noqa: S608  the schema is ours
    return {row.questionnaire: row.people for row in conn.execute(text(query))}


def people_within(conn: Connection, programme: Programme, seen: Scope, rule: Rule) -> dict[str, int]:
    """Return the same of the departments that somebody may see, where those are enough people to speak of."""
    query = f"""
        SELECT questionnaire, question, path, sum(people) AS people
        FROM {programme.tables.released.schema}.circle WHERE NOT in_words GROUP BY 1, 2, 3
    """  # noqa: S608  the schema is ours
    counted: Counter[tuple[str, str]] = Counter()
    for row in conn.execute(text(query)):
        if seen.holds(tuple(row.path)):
            counted[row.questionnaire, row.question] += row.people
    most: dict[str, int] = {}
    for (questionnaire, _question), people in counted.items():
        most[questionnaire] = max(people, most.get(questionnaire, 0))
    return {questionnaire: people for questionnaire, people in most.items() if people >= rule.group}


@dataclass(frozen=True, kw_only=True)
class Response:
    """How many of those who had their chance answered, now and in the period before."""

    moment: str
    finished: int
    answered: int
    finished_before: int
    answered_before: int

    @property
    def share(self) -> float | None:
        """Return the share that answered."""
        return self.answered / self.finished if self.finished else None

    @property
    def share_before(self) -> float | None:
        """Return the share that answered in the period before."""
        return self.answered_before / self.finished_before if self.finished_before else None


def responses(conn: Connection, request: Table, period: Period | None) -> list[Response]:
    """Return who took part by moment: an administration of HR, not an answer.

    Who left or died before the time was over had no chance, and does not count.
    """
    query = f"""
        SELECT moment,
               count(*) FILTER (WHERE {{now}}) AS finished,
               count(*) FILTER (WHERE {{now}} AND state = 'answered') AS answered,
               count(*) FILTER (WHERE {{before}}) AS finished_before,
               count(*) FILTER (WHERE {{before}} AND state = 'answered') AS answered_before
        FROM {request.schema}.{request.name}
        WHERE state <> 'open' AND coalesce(reason, 'expired') = 'expired'
        GROUP BY moment ORDER BY moment
    """  # noqa: S608  schema and table are ours
    inside = "opened_at >= :{0}_since AND opened_at < cast(:{0}_until AS date) + interval '3 months'"
    params: dict[str, Any] = {}
    if period is None:
        query = query.replace("{now}", "true").replace("{before}", "false")
    else:
        query = query.replace("{now}", inside.format("now")).replace("{before}", inside.format("before"))
        for name, one in (("now", period), ("before", period.before)):
            params |= {f"{name}_since": one.since, f"{name}_until": one.until}
    return [Response(**row._mapping) for row in conn.execute(text(query), params)]  # noqa: SLF001  its public name


def _cut(view: View, rule: Rule, *, period: Period | None = None, by: str | None = None) -> Cut:
    asked = period or view.period
    return Cut(
        questionnaire=view.questionnaire,
        by=by,
        within=view.within,
        since=asked.since if asked else None,
        until=asked.until if asked else None,
        least=rule.group,
    )


def _enough(groups: Groups | None, rule: Rule) -> Figure | None:
    return table(*groups, least=rule.group).total if groups else None


def _written(
    conn: Connection, programme: Programme, view: View, rule: Rule, question: str
) -> tuple[int, Sequence[str] | None]:
    cut = replace(_cut(view, rule), question=question, least=rule.words)
    number, texts = store.words(conn, programme.tables.released, cut)
    return (number, texts) if number >= rule.words else (0, None)


def departments_below(conn: Connection, within: tuple[str, ...]) -> Sequence[str]:
    """Return the departments just below ``within`` in which people work now."""
    query = text(
        "SELECT DISTINCT split_part(department_path, :mark, :place) AS name FROM people.career_v1"
        " WHERE state = 'active' AND (cast(:above AS text) = '' OR starts_with(department_path, :above))"
    )
    above = PATH_SEPARATOR.join(within) + PATH_SEPARATOR if within else ""
    rows = conn.execute(query, {"mark": PATH_SEPARATOR, "place": len(within) + 1, "above": above})
    return sorted(row.name for row in rows if row.name)


def with_hidden(made: FigureTable[str], known: Sequence[str]) -> FigureTable[str]:
    """Say of the departments that have no figure of their own that they have none."""
    missing = {name: TOO_FEW for name in known if name not in made.shown and name not in made.hidden}
    return replace(made, hidden={**made.hidden, **missing})
