"""The person's pages of what a conversation left behind: read and correct the report, and stay in touch or not."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from flask import Blueprint, Response, make_response, redirect, render_template, request
from werkzeug.wrappers import Response as Answer

from services.exit_interviews.actions import coding, parting, reporting
from services.exit_interviews.actions.talking import TALKS
from services.exit_interviews.domain import reports as domain
from services.exit_interviews.domain.reports import Reaction, to_read
from services.exit_interviews.errors import ReportUnfit
from services.exit_interviews.policy import (
    CONTACT_DOOR,
    KEPT_BECAUSE,
    PROMISES,
    REPORT_DOOR,
    REPORTS,
    parts_of,
)
from services.exit_interviews.schemas import report_forms, report_words
from services.exit_interviews.store import cases as case_store
from services.exit_interviews.store import codings
from services.exit_interviews.store import reports as store
from shared.appointment.choosing import who_of
from shared.appointment.looking import behind
from shared.appointment.model import HELD
from shared.calendar.months import add_months
from shared.db.transaction import Tx
from shared.eventlog.unit import Transactions
from shared.invitation.errors import DeadLink
from shared.kernel.errors import DomainError, Invalid
from shared.questionnaire.asking import Door
from shared.questionnaire.closing import dead_link
from shared.web.csrf import PageTokenWrong, require_page_token
from shared.web.errors import for_form
from shared.web.texts import gettext, language, speak, with_lang

REPORT, CONTACT = reporting.PLACE, parting.PLACE
Deed = Callable[[Tx, Any], None]


def doors(tx: Tx, talk: Any) -> Sequence[Door]:
    """Return what leads from the conversation to its report, once there is one to read, and to staying in touch."""
    if talk.state != HELD:
        return ()
    row = store.one(tx.conn, talk.id)
    found = [Door(text=CONTACT_DOOR[0], button=CONTACT_DOOR[1], place=CONTACT)]
    if to_read(row):
        found.insert(0, Door(text=REPORT_DOOR[0], button=REPORT_DOOR[1], place=REPORT))
    return found


def make_blueprint(transaction: Transactions) -> Blueprint:
    """Return the pages at ``/exit/a/<token>/report`` and ``/exit/a/<token>/contact``."""
    pages = Blueprint("parting", __name__, url_prefix="/exit/a")
    pages.register_error_handler(DeadLink, lambda _error: dead_link())
    _add_report(pages, transaction)
    _add_contact(pages, transaction)
    return pages


def _add_report(pages: Blueprint, transaction: Transactions) -> None:
    @pages.get("/<token>/report")
    def report(token: str) -> Response:
        """Show the report; opening it changes nothing."""
        return _show(transaction, token)

    @pages.post("/<token>/report")
    def react(token: str) -> Answer:
        """Say what should be otherwise, or that it is right."""
        given = request.form
        reaction = Reaction(
            said=domain.tidy(given.get("said", "")),
            added=domain.tidy(given.get("added", "")),
            withheld=report_forms.places(given.getlist("withheld")),
        )

        def deed(tx: Tx, talk: Any) -> None:
            if given.get("do") == "correct":
                reporting.correct(tx, talk, reaction)
            else:
                reporting.agree(tx, talk, reaction, read=given.get("read") == "yes")

        return _do(transaction, token, deed, REPORT)


def _add_contact(pages: Blueprint, transaction: Transactions) -> None:
    @pages.get("/<token>/contact")
    def contact(token: str) -> Response:
        """Ask whether somebody wants to stay in touch; nothing is ticked beforehand."""
        return _show_contact(transaction, token)

    @pages.post("/<token>/contact")
    def stay(token: str) -> Answer:
        """Stay in touch, about what was ticked."""

        def deed(tx: Tx, talk: Any) -> None:
            parting.stay_in_touch(tx, talk, request.form.getlist("subjects"), language())

        return _do(transaction, token, deed, CONTACT)


def _do(transaction: Transactions, token: str, deed: Deed, place: str) -> Answer:
    try:
        with transaction() as tx:
            talk = _talk(tx, token, lock=True)
            require_page_token(place, talk.id)
            deed(tx, talk)
    except (ReportUnfit, PageTokenWrong, Invalid) as error:
        show = _show if place == REPORT else _show_contact
        return show(transaction, token, error=error)
    return redirect(with_lang(f"/exit/a/{token}/{place}"), code=303)


def _talk(tx: Tx, token: str, *, lock: bool = False) -> Any:
    """Return the conversation behind a link; before it has been, there is nothing here."""
    talk = behind(tx, TALKS, token, lock=lock)
    if talk.state != HELD:
        raise DeadLink
    speak(talk.language)
    return talk


def _show(transaction: Transactions, token: str, *, error: DomainError | None = None) -> Response:
    with transaction() as tx:
        talk = _talk(tx, token)
        row = store.one(tx.conn, talk.id)
        case = case_store.one(tx.conn, talk.subject_id)
        if row is None or case is None or not to_read(row):
            raise DeadLink
        lessons = store.lessons(tx.conn, talk.id)
        coded = report_words.coded_words(codings.one(tx.conn, talk.id), coding.reasons(tx, retired=True))
        may_say, zone = domain.may_say(row, tx.now), who_of(tx, talk).zone
    typed = request.form
    return _answer(
        render_template(
            "exit/person_report.html", talk=talk, row=row, lessons=lessons, may_say=may_say, root=f"/exit/a/{token}",
            parts=report_words.paragraphs(row, parts_of(case.kind), to_person=True), report_words=report_words,
            coded=coded, said=typed.get("said", ""),
            added=typed.get("added", row.added), kept_back=_kept_back(lessons, sent=error is not None),
            promise=PROMISES[row.promise].words.said(language()), last_day=domain.last_day(row.agree_by, zone),
            kept_until=add_months(case.last_day, REPORTS.kept_months), because=KEPT_BECAUSE.said(language()),
            **for_form(error),
        ),
        error,
    )  # fmt: skip


def _kept_back(lessons: Sequence[Any], *, sent: bool) -> list[str]:
    if sent:
        return request.form.getlist("withheld")
    return [str(one.place) for one in lessons if one.withheld]


def _show_contact(transaction: Transactions, token: str, *, error: DomainError | None = None) -> Response:
    with transaction() as tx:
        talk = _talk(tx, token)
        case = case_store.one(tx.conn, talk.subject_id)
        row = store.one(tx.conn, talk.id)
    if case is None:
        raise DeadLink
    subjects = [(code, str(gettext(words))) for code, words in report_words.SUBJECTS.items()]
    return _answer(
        render_template(
            "exit/person_contact.html", talk=talk, root=f"/exit/a/{token}", subjects=subjects,
            chosen=[words for code, words in subjects if code in (case.network or ())],
            ticked=request.form.getlist("subjects"), has_report=to_read(row),
            **for_form(error),
        ),
        error,
    )  # fmt: skip


def _answer(page: str, error: DomainError | None) -> Response:
    response = make_response(page)
    response.status_code = error.status if error else 200
    return response
