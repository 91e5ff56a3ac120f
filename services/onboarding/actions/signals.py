"""Which groups of newcomers stand out, and what HR does about it.

Everything is made of sums of circles: of answers, as they were released; of who took part, in circles that are made in
the same way, of check-ins whose time was over before this month began.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from services.onboarding import policy
from services.onboarding.actions import CHECKINS
from services.onboarding.actions.silences import Found, silences, standing
from services.onboarding.domain import (
    BACK,
    EXPECTATION,
    KINDS,
    NEW,
    SEEN,
    SILENCE,
    WORKPLACE,
    Finding,
    Path,
    added_up,
    comes_back,
)
from services.onboarding.errors import SignalUnknown
from services.onboarding.store import signals as store
from shared.db.transaction import Tx
from shared.disclosure.figures import Figure
from shared.disclosure.model import path_of, quarter_of, rule_in_force
from shared.disclosure.store import Cut, by_path
from shared.kernel import clock
from shared.kernel.errors import Invalid
from shared.kernel.ids import random_id
from shared.kernel.settings import settings
from shared.kernel.texts import marked
from shared.questionnaire.model import Question

LONGEST_NOTE = 1_000
_LONG_NOTE = marked("Houd het kort: hoogstens 1000 tekens.")


@dataclass(frozen=True, kw_only=True)
class Looked:
    """What stands out, and of which departments can be said by kind whether they do."""

    findings: Sequence[Finding]
    known: Mapping[str, frozenset[Path]]


def first_quarter(today: date) -> date:
    """Return the first day of the quarters that are looked back to."""
    quarter = quarter_of(today)
    months = quarter.year * 12 + quarter.month - 1 - 3 * policy.LOOK_BACK_QUARTERS
    return date(months // 12, months % 12 + 1, 1)


def look(tx: Tx) -> Looked:
    """Return what stands out now."""
    today = clock.today(settings().zone)
    parts = {
        EXPECTATION: _expectations(tx, first_quarter(today)),
        SILENCE: silences(tx, first_quarter(today), today.replace(day=1)),
        WORKPLACE: _workplaces(tx, first_quarter(today)),
    }
    return Looked(
        findings=[one for kind in KINDS for one in parts[kind][0]],
        known={kind: frozenset(parts[kind][1]) for kind in KINDS},
    )


def keep_watch(tx: Tx) -> int:
    """Note what stands out, forget what does not any more, bring back what got worse; return how many there are."""
    today = clock.today(settings().zone)
    before = dict(store.standing(tx.conn))
    looked = look(tx)
    store.know(tx.conn, looked.known)
    for one in looked.findings:
        row = before.pop((one.kind, one.subject, one.path, one.place), None)
        now = {"people": one.people, "told": one.told, "state": _state(one, row, today)}
        if row is not None:
            store.change(tx.conn, row.id, **now)
            continue
        what = {"kind": one.kind, "subject": one.subject, "path": list(one.path), "place": one.place}
        store.add(tx.conn, {"id": random_id(), "found_on": today, **what, **now})
    store.drop(tx.conn, [row.id for row in before.values()])
    return len(looked.findings)


def look_again(tx: Tx) -> None:
    """Keep watch where something was seen: what that was made of may be gone."""
    if store.standing(tx.conn) or store.known(tx.conn):
        keep_watch(tx)


def see(tx: Tx, signal_id: UUID, *, note: str, by: UUID) -> None:
    """Note that HR has seen a signal, and what they say to it."""
    row = store.one(tx.conn, signal_id)
    if row is None:
        raise SignalUnknown
    if len(note) > LONGEST_NOTE:
        raise Invalid({f"note-{signal_id}": [_LONG_NOTE]})
    store.change(
        tx.conn,
        signal_id,
        state=SEEN,
        seen_on=clock.today(settings().zone),
        seen_by=by,
        seen_note=note or None,
        seen_share=row.told / row.people,
    )


def hidden(tx: Tx) -> Mapping[str, list[Path]]:
    """Return by kind the departments with newcomers of which too little was known to be told apart."""
    known = store.known(tx.conn)
    since = first_quarter(clock.today(settings().zone))
    paths = {path_of(one) for one in store.departments_of_newcomers(tx.conn, since=since)}
    return {kind: sorted(paths - known.get(kind, set())) for kind in KINDS}


def asked_back() -> dict[str, tuple[str, Question]]:
    """Return the questions that ask whether an expectation came true, by both keys, with their questionnaire."""
    found: dict[str, tuple[str, Question]] = {}
    for version in sorted(CHECKINS.catalogue(), key=lambda one: one.version):
        for key in version.recalls:
            question = version.questions[key]
            if policy.TURNED_OUT in {option.key for option in question.options}:
                found[f"{version.key}.{key}"] = (version.key, question)
    return found


def _state(now: Finding, row: Any | None, today: date) -> str:
    if row is None:
        return NEW
    again = row.state == SEEN and comes_back(
        now,
        seen_share=row.seen_share,
        seen_on=row.seen_on,
        today=today,
        worse_by=policy.WORSE_BY,
        lasts=policy.SEEN_LASTS,
    )
    return BACK if again else str(row.state)


def _tree(tx: Tx, questionnaire: str, since: date) -> dict[str, dict[Path, Figure]]:
    cut = Cut(questionnaire=questionnaire, since=since, least=rule_in_force().group)
    found = by_path(tx.conn, CHECKINS.tables.released, cut)
    return {question: added_up(parts) for question, parts in found.items()}


def _expectations(tx: Tx, since: date) -> Found:
    findings: list[Finding] = []
    known: set[Path] = set()
    questions = asked_back()
    trees = {key: _tree(tx, key, since) for key in {where for where, _question in questions.values()}}
    for key, (questionnaire, question) in questions.items():
        nodes = trees[questionnaire].get(question.key, {})
        known |= set(nodes)
        findings += standing(EXPECTATION, key, nodes, value=policy.TURNED_OUT, share=policy.BROKEN.share)
    return findings, known


def _workplaces(tx: Tx, since: date) -> Found:
    findings: list[Finding] = []
    known: set[Path] = set()
    for one in policy.MISSING:
        trees = _tree(tx, one.questionnaire, since)
        everybody, missed = trees.get(one.everybody, {}), trees.get(one.question, {})
        # Who lacks nothing is not asked what: a department that had nobody to ask has no figure, and none to lack.
        nodes = {
            path: Figure(
                people=figure.people,
                tally={one.option: min(figure.people, _tally(missed, path, one.option))},
            )
            for path, figure in everybody.items()
        }
        known |= set(nodes)
        findings += standing(
            WORKPLACE, one.questionnaire, nodes, value=one.option, share=policy.NO_PLACE.share
        )
    return findings, known


def _tally(nodes: Mapping[Path, Figure], path: Path, option: str) -> int:
    return nodes[path].tally.get(option, 0) if path in nodes else 0
