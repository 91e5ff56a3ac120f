"""Vacancies: opened, told to whom they fit, answered; and whoever answers hears by the day that was promised."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import partial
from typing import Any
from uuid import UUID

from services.alumni import gateway
from services.alumni.actions import letters, membership
from services.alumni.actions.newsletters import today
from services.alumni.domain.monthly import month_letter
from services.alumni.domain.work import Decision, Vacancy
from services.alumni.errors.work import AlreadyAnswered, AlreadyDecided, VacancyClosed, VacancyUnknown
from services.alumni.policy import ANSWERED_WITHIN, CV_KEPT, REMIND_BEFORE
from services.alumni.store import returning, work
from shared.calendar.window import start_of_day
from shared.calendar.working import add_working_days, work_calendar
from shared.contracts.alumni import InterestDecided, InterestShown, VacancyOpened
from shared.db.transaction import Tx
from shared.kernel import clock
from shared.kernel.ids import new_id
from shared.kernel.settings import settings
from shared.letterbox.put import put

# The answer that a file belongs to is written within a request; after so long it never was.
_ON_ITS_WAY = timedelta(days=1)


@dataclass(frozen=True, kw_only=True)
class Answer:
    """What somebody says to a vacancy."""

    way: str
    phone: str = ""
    motivation: str = ""
    file_name: str | None = None
    file_kind: str | None = None
    content: bytes | None = None


def open_vacancy(tx: Tx, values: Mapping[str, Any], *, by: UUID | None) -> UUID:
    """Write a vacancy; whom it fits hears of it on the day on which it opens."""
    vacancy_id = new_id()
    work.add(tx.conn, {**values, "id": vacancy_id, "created_at": tx.now, "created_by": by})
    alert_due(tx)
    return vacancy_id


def change_vacancy(tx: Tx, vacancy_id: UUID, values: Mapping[str, Any]) -> None:
    """Change what a vacancy says; who heard of it is not written again."""
    load(tx, vacancy_id)
    work.change(tx.conn, vacancy_id, **values)
    alert_due(tx)


def withdraw_vacancy(tx: Tx, vacancy_id: UUID) -> None:
    """It is not open any more; who answered still hears."""
    if load(tx, vacancy_id).withdrawn_at is None:
        work.change(tx.conn, vacancy_id, withdrawn_at=tx.now)


def load(tx: Tx, vacancy_id: UUID) -> Vacancy:
    """Return a vacancy."""
    found = work.find(tx.conn, vacancy_id)
    if found is None:
        raise VacancyUnknown
    return found


def alert_due(tx: Tx) -> int:
    """Tell whom it fits of what opened; return how many vacancies that were."""
    opened = work.to_alert(tx.conn, today())
    monthly = month_letter(tx.now, settings().zone)
    for one in opened:
        when = work.Telling(
            now=tx.now, today=today(), expires_at=letters.end_of(one.closes_on), monthly=monthly,
            soon=one.closes_on < (monthly + ANSWERED_WITHIN).date(),
        )  # fmt: skip
        number, later = work.alert(tx.conn, one, when)
        work.change(tx.conn, one.id, alerted_at=tx.now, alerted=number + later)
        tx.record(VacancyOpened(vacancy_id=one.id, letters=number))
    if opened:
        tx.after_commit(letters.ring_mail)
    return len(opened)


def show_interest(tx: Tx, token: str, vacancy_id: UUID, answer: Answer) -> None:
    """Somebody wants to hear more: the receipt leaves in the same commit, with the day by which they hear."""
    member, vacancy = membership.behind(tx, token, lock=True), load(tx, vacancy_id)
    if not vacancy.open_on(today()):
        raise VacancyClosed
    promised = promise(vacancy, today())
    interest_id = new_id()
    values = {"id": interest_id, "vacancy_id": vacancy.id, "member_id": member.id, "way": answer.way,
              "phone": answer.phone, "motivation": answer.motivation, "file_name": answer.file_name,
              "file_kind": answer.file_kind, "at": tx.now, "promised_on": promised}  # fmt: skip
    if not work.answer(tx.conn, values):
        raise AlreadyAnswered
    if answer.content is not None:
        # Before the commit: a file without a row is swept, a row without its file would be a broken promise.
        gateway.keep(interest_id, answer.content)
    put(tx, letters.receipt(member, interest_id, vacancy, promised))
    tx.record(InterestShown(person_id=member.person_id, vacancy_id=vacancy.id))


def decide(tx: Tx, interest_id: UUID, decision: Decision, *, by: UUID | None) -> UUID:
    """Say yes or no, honestly: how many answered, what decided, what may help. Return the vacancy."""
    row = work.lock_answer(tx.conn, interest_id)
    if row is None:
        raise VacancyUnknown
    if row.state != "open":
        raise AlreadyDecided
    work.change_answer(tx.conn, interest_id, state=decision.outcome, decided_at=tx.now, decided_by=by)
    member = membership.load(tx, row.member_id)
    if member is not None and member.person_id is not None:
        vacancy = load(tx, row.vacancy_id)
        number = work.count_answers(tx.conn, row.vacancy_id)
        put(tx, letters.decision(member, interest_id, vacancy, decision, number))
        tx.record(
            InterestDecided(person_id=member.person_id, vacancy_id=row.vacancy_id, outcome=decision.outcome)
        )
    vacancy_id: UUID = row.vacancy_id
    return vacancy_id


def remind(tx: Tx) -> int:
    """Remind whoever opened the vacancy of promises that run out; return how many."""
    waiting = work.at_risk(tx.conn, today() + REMIND_BEFORE, unreminded=True)
    for one in waiting:
        work.change_answer(tx.conn, one.id, reminded_at=tx.now)
        if one.created_by is not None:
            put(tx, letters.promise_runs_out(one))
    return len(waiting)


def tidy_files(tx: Tx) -> int:
    """Take CVs and notes away some time after the decision, and files of which no answer is known; return how many."""
    notes = returning.tidy(tx.conn, tx.now - CV_KEPT)
    lost = gateway.lying_since(clock.wall() - _ON_ITS_WAY) - work.with_file(tx.conn)
    old = {one.id for one in work.files_past(tx.conn, tx.now - CV_KEPT)}
    for one in old:
        work.change_answer(tx.conn, one, file_name=None, file_kind=None)
    for one in old | lost:
        tx.after_commit(partial(gateway.remove, one))
    return len(old | lost) + notes


def forget(tx: Tx, person_ids: list[UUID]) -> None:
    """Whatever these persons wrote or sent along goes."""
    theirs = work.all_of(tx.conn, person_ids)
    work.forget(tx.conn, theirs, tx.now)
    returning.forget(tx.conn, theirs)
    for one in theirs:
        tx.after_commit(partial(gateway.remove, one))


def promise(vacancy: Vacancy, day: date) -> date:
    """Return by which day somebody who answers today hears."""
    calendar = work_calendar(settings().country, None, None)
    return add_working_days(day, vacancy.decide_days, calendar)


def next_due(tx: Tx) -> datetime | None:
    """Return when the next vacancy opens or the next promise runs out."""
    opening, promised = work.next_opening(tx.conn, today()), work.next_promise(tx.conn)
    days = [opening, promised - REMIND_BEFORE if promised else None]
    instants = [start_of_day(day, settings().zone) for day in days if day is not None]
    return min(instants, default=None)
