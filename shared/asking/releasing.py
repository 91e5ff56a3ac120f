"""Answers become figures: what waited under seal leaves in circles, and of whom it was is written nowhere any more."""

from __future__ import annotations

import secrets
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any
from uuid import UUID

import structlog
from cryptography.fernet import InvalidToken
from sqlalchemy import bindparam, case, delete, func, insert, select, text, update

from shared.asking.outgoing import Held, Leaving, Written, nothing_held
from shared.asking.tables import AskingTables
from shared.db.transaction import Tx
from shared.disclosure.circles import circles
from shared.disclosure.model import (
    FLAT_CUTS,
    Circle,
    Rule,
    Traits,
    Waiting,
    path_of,
    quarter_of,
    rule_in_force,
)
from shared.disclosure.store import Placed, keep
from shared.invitation.model import State
from shared.questionnaire.kinds import Stored
from shared.questionnaire.model import Level
from shared.questionnaire.privacy import Group, day_of
from shared.questionnaire.sealing import Content, opened, sealed
from shared.questionnaire.tables import QuestionnaireTables

# What found no company in two years is not kept any longer: nobody will ever be shown it.
LONGEST = timedelta(days=731)
# What is remembered to be asked back goes when that cannot come any more: within a year, and the time to answer.
ASKED_BACK_WITHIN = timedelta(days=400)
_CHANCE = secrets.SystemRandom()
log = structlog.get_logger()


@dataclass(frozen=True)
class Pool:
    """One question of a questionnaire, its figures or its words."""

    question: str
    in_words: bool

    @property
    def mark(self) -> str:
        """What stands for it beside an answer that left and is remembered."""
        return f"{self.question}.words" if self.in_words else self.question


def mix(tx: Tx, tables: QuestionnaireTables) -> None:
    """Write anonymous answers and answered anonymous invitations anew, each in an order of chance.

    They were written together; afterwards neither the transaction nor the place in the table ties them.
    """
    waiting, invitation = tables.waiting, tables.invited.invitation
    # Who takes answers back at this moment waits, and finds them at their new place.
    tx.conn.execute(text(f"LOCK TABLE {waiting.schema}.{waiting.name} IN SHARE ROW EXCLUSIVE MODE"))
    rows = tx.conn.execute(delete(waiting).where(waiting.c.level == Level.ANONYMOUS).returning(waiting)).all()
    if rows:
        shuffled = _CHANCE.sample(rows, len(rows))
        tx.conn.execute(insert(waiting), [dict(row._mapping) for row in shuffled])  # noqa: SLF001  its public name
    answered = select(invitation.c.id).where(
        invitation.c.level == Level.ANONYMOUS,
        invitation.c.state == State.ANSWERED,
        invitation.c.expires_at > tx.now - timedelta(days=2),
    )
    ids = tx.conn.execute(answered.with_for_update()).scalars().all()
    if ids:
        again = update(invitation).where(invitation.c.id == bindparam("row_id")).values(state=State.ANSWERED)
        tx.conn.execute(again, [{"row_id": one} for one in _CHANCE.sample(ids, len(ids))])


def ready(tx: Tx, tables: QuestionnaireTables) -> list[str]:
    """Return the questionnaires of which answers may leave; erase what waited too long."""
    waiting, today = tables.waiting, day_of(tx.now)
    tx.conn.execute(
        delete(waiting).where(
            waiting.c.ready_on
            < case((waiting.c.remembered, today - ASKED_BACK_WITHIN), else_=today - LONGEST)
        )
    )
    found = (
        select(waiting.c.questionnaire).where(waiting.c.ready_on <= today, ~waiting.c.remembered).distinct()
    )
    return sorted(tx.conn.execute(found).scalars())


def release(
    tx: Tx,
    tables: AskingTables,
    questionnaire: str,
    *,
    asked_back: Collection[str],
    held: Held = nothing_held,
    leaving: Leaving | None = None,
) -> int:
    """Release what is ready of ``questionnaire``, question by question; return how many answers left.

    Answers to the questions that will be ``asked_back`` stay under the person's seal as well, until then; what is
    ``held`` stays there alone. ``leaving`` hears of texts in the same commit.
    """
    waiting, rule = tables.asked.waiting, rule_in_force()
    query = select(waiting.c.id, waiting.c.seal, waiting.c.content).where(
        waiting.c.questionnaire == questionnaire,
        waiting.c.ready_on <= day_of(tx.now),
        ~waiting.c.remembered,
    )
    found = tx.conn.execute(query.with_for_update()).all()
    whole, seals = dict(_readable(found)), {row.id: row.seal for row in found}
    contents = {key: _but(one, held(one, day_of(tx.now))) for key, one in whole.items()}
    gone: dict[UUID, set[Pool]] = {}
    total = 0
    for pool in sorted({pool for one in contents.values() for pool in _pools(one)}, key=str):
        made, placed = _release_pool(tx, tables, questionnaire, pool, contents, rule)
        for key in (key for circle in made for key in circle.keys):
            gone.setdefault(key, set()).add(pool)
            total += 1
        if leaving is not None and placed:
            written = [Written(one.words_id, one.circle, seals[one.key], whole[one.key]) for one in placed]
            leaving(tx, questionnaire, pool.question, written)
    _put_back(
        tx, tables.asked, {key: _without(one, gone.get(key, ()), asked_back) for key, one in whole.items()}
    )
    return total


def _release_pool(
    tx: Tx,
    tables: AskingTables,
    questionnaire: str,
    pool: Pool,
    contents: Mapping[UUID, Content],
    rule: Rule,
) -> tuple[list[Circle[UUID]], list[Placed]]:
    # What left before and is remembered is not counted twice.
    fresh = {key: one for key, one in contents.items() if pool.mark not in one.released}
    said = {
        key: values for key, one in fresh.items() if (values := _said(one.answers.get(pool.question), pool))
    }
    company = [_waiting(key, contents[key], pool) for key in said]
    made = circles(company, least=rule.words if pool.in_words else rule.group)
    placed = keep(
        tx,
        tables.released,
        questionnaire=questionnaire,
        question=pool.question,
        circles=made,
        said=said,
        in_words=pool.in_words,
    )
    return made, placed


def _put_back(tx: Tx, tables: QuestionnaireTables, left: Mapping[UUID, Content]) -> None:
    """Keep under seal what found no company yet, or will be asked back; who has nothing left to say is not kept."""
    waiting = tables.waiting
    done = [key for key, one in left.items() if not one.answers]
    tx.conn.execute(delete(waiting).where(waiting.c.id == func.any(done)))
    rows = [
        {"row_id": key, "rest": sealed(one), "over": not any(True for _ in _pools(one))}
        for key, one in left.items()
        if one.answers
    ]
    if rows:
        again = (
            update(waiting)
            .where(waiting.c.id == bindparam("row_id"))
            .values(content=bindparam("rest"), remembered=bindparam("over"))
        )
        tx.conn.execute(again, _CHANCE.sample(rows, len(rows)))


def _readable(rows: Any) -> Iterator[tuple[UUID, Content]]:
    for row in rows:
        try:
            yield row.id, opened(row.content)
        except InvalidToken:
            log.warning("answers_sealed_with_another_key", waiting_id=str(row.id))


def _pools(content: Content) -> Iterator[Pool]:
    """Yield what may become figures: numbers and choices, and what was written; a date never does."""
    for question, stored in content.answers.items():
        for pool in (Pool(question, in_words=False), Pool(question, in_words=True)):
            if pool.mark not in content.released and _said(stored, pool):
                yield pool


def _but(content: Content, held: Collection[str]) -> Content:
    answers = {question: stored for question, stored in content.answers.items() if question not in held}
    return replace(content, answers=answers) if held else content


def _said(stored: Stored | None, pool: Pool) -> Sequence[str]:
    if stored is None:
        return ()
    if pool.in_words:
        return (stored.text,) if stored.text else ()
    return stored.codes or (() if stored.number is None else (str(stored.number),))


def _without(content: Content, gone: Collection[Pool], asked_back: Collection[str]) -> Content:
    """Return what is left of an answer sheet when ``gone`` has left, and dates, which never become a figure."""
    released = content.released | {pool.mark for pool in gone}
    left = {}
    for question, stored in content.answers.items():
        if question in asked_back and content.who is not None:
            left[question] = stored
            continue
        figures, words = (Pool(question, in_words=one).mark in released for one in (False, True))
        rest = Stored(
            number=None if figures else stored.number,
            codes=None if figures else stored.codes,
            text=None if words else stored.text,
        )
        if rest != Stored():
            left[question] = rest
    return replace(
        content, answers=left, released=frozenset(mark for mark in released if _question(mark) in left)
    )


def _question(mark: str) -> str:
    return mark.removesuffix(".words")


def _waiting(key: UUID, content: Content, pool: Pool) -> Waiting[UUID]:
    return Waiting(
        key=key,
        traits=_traits(content.group),
        quarter=quarter_of(content.month),
        promised=content.promised[1 if pool.in_words else 0],
        who=content.who,
    )


def _traits(group: Group) -> Traits:
    flat = {name: value for name in FLAT_CUTS if (value := getattr(group, name))}
    return Traits(path=path_of(group.department_path or group.department), flat=flat, sample=group.sample)
