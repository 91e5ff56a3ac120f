"""After a conversation of one's own: the report, the reasons as one heard them, and words of appreciation."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, request
from werkzeug.wrappers import Response

from services.exit_interviews.actions import coding, parting, reporting
from services.exit_interviews.actions.talking import TALKS
from services.exit_interviews.domain import reports as domain
from services.exit_interviews.domain.coding import MOST_CAUSES
from services.exit_interviews.errors import ReportUnfit
from services.exit_interviews.policy import asks_why, parts_of
from services.exit_interviews.schemas import report_forms, report_words
from services.exit_interviews.schemas.words import kind_words
from services.exit_interviews.store import cases as case_store
from services.exit_interviews.store import closing as closing_store
from services.exit_interviews.store import codings
from services.exit_interviews.store import reports as store
from shared.appointment.desk import names_of, own
from shared.appointment.model import BOOKED, HELD
from shared.db.transaction import Tx
from shared.eventlog.unit import Transactions
from shared.kernel.errors import Conflict, DomainError, Invalid
from shared.web.auth import account, allow
from shared.web.errors import for_form
from shared.web.texts import gettext, marked

Page = str | Response | tuple[str, int]
KEPT = marked("Bewaard. Alleen jij leest dit, tot je het laat lezen.")
SHARED = marked("Wie vertrok krijgt een mail, en heeft een week om het te lezen en te verbeteren.")
SKIPPED = marked("Genoteerd: er komt geen verslag.")
SETTLED = marked("Het verslag staat. Wie vertrok krijgt een mail, en leest hoe het geworden is.")
CODED = marked("Bewaard. Dit telt mee naast wat deze collega zelf zei, alleen in groepen.")
WORDS_KEPT = marked("Bewaard. Hieronder lees je de brief zoals hij aankomt.")
WORDS_SENT = marked("Verstuurd. De woorden staan nu alleen nog in die brief.")
SURE = marked("Kruis dit eerst aan.")
ROOT = "/exit/desk/talks"


def make_blueprint(transaction: Transactions) -> Blueprint:
    """Return the pages at ``/exit/desk/talks/<talk>/report``."""
    desk = Blueprint("writing", __name__, url_prefix=ROOT)

    @desk.get("/<uuid:talk_id>/report")
    @allow("hr", "interviewer")
    def report(talk_id: UUID) -> Page:
        """Show what is still to be written after a conversation of one's own, and how it stands."""
        return _page(transaction, talk_id)

    _add_report(desk, transaction)
    _add_endings(desk, transaction)
    _add_rest(desk, transaction)
    return desk


def _add_report(desk: Blueprint, transaction: Transactions) -> None:
    @desk.post("/<uuid:talk_id>/report")
    @allow("hr", "interviewer")
    def write(talk_id: UUID) -> Page:
        """Keep the report, or let the person read it."""
        sharing = request.form.get("do") == "share"

        def deed(tx: Tx, parts: tuple[str, ...]) -> None:
            reporting.write(tx, talk_id, report_forms.draft(request.form, parts))
            if sharing:
                reporting.share(tx, talk_id)

        return _do(transaction, talk_id, deed, SHARED if sharing else KEPT)

    @desk.post("/<uuid:talk_id>/report/draft")
    @allow("hr", "interviewer")
    def save(talk_id: UUID) -> Page:
        """Keep what is being typed."""
        with transaction() as tx:
            parts = _parts(tx, own(tx, TALKS, talk_id))
            reporting.write(tx, talk_id, report_forms.draft(request.form, parts))
        return "", 204


def _add_endings(desk: Blueprint, transaction: Transactions) -> None:
    @desk.post("/<uuid:talk_id>/report/none")
    @allow("hr", "interviewer")
    def skip(talk_id: UUID) -> Page:
        """Say that there will be no report."""

        def deed(tx: Tx, _parts: tuple[str, ...]) -> None:
            if request.form.get("none") != "yes":
                raise Invalid({"none": [SURE]})
            reporting.skip(tx, talk_id)

        return _do(transaction, talk_id, deed, SKIPPED)

    @desk.post("/<uuid:talk_id>/report/settle")
    @allow("hr", "interviewer")
    def settle(talk_id: UUID) -> Page:
        """Settle what the person said about it."""

        def deed(tx: Tx, parts: tuple[str, ...]) -> None:
            drafted = report_forms.draft(request.form, parts)
            reporting.settle(tx, talk_id, drafted)

        return _do(transaction, talk_id, deed, SETTLED)


def _add_rest(desk: Blueprint, transaction: Transactions) -> None:
    @desk.post("/<uuid:talk_id>/report/reasons")
    @allow("hr", "interviewer")
    def reasons(talk_id: UUID) -> Page:
        """Keep the reasons as one heard them."""

        def deed(tx: Tx, _parts: tuple[str, ...]) -> None:
            coding.keep(tx, talk_id, report_forms.coded(request.form))

        return _do(transaction, talk_id, deed, CODED, "reasons")

    @desk.post("/<uuid:talk_id>/report/thanks")
    @allow("hr", "interviewer")
    def thanks(talk_id: UUID) -> Page:
        """Keep words of appreciation and show the letter, or send it."""
        sending, me = request.form.get("do") == "send", account().name

        def deed(tx: Tx, _parts: tuple[str, ...]) -> None:
            if not sending:
                parting.keep_words(tx, talk_id, request.form.get("thanks", ""))
            else:
                parting.send_words(tx, talk_id, me)

        return _do(transaction, talk_id, deed, WORDS_SENT if sending else WORDS_KEPT, "thanks")


def _do(
    transaction: Transactions,
    talk_id: UUID,
    deed: Callable[[Tx, tuple[str, ...]], None],
    words: str,
    place: str = "report",
) -> Page:
    try:
        with transaction() as tx:
            deed(tx, _parts(tx, own(tx, TALKS, talk_id)))
    except (Conflict, Invalid) as error:
        return _page(transaction, talk_id, error), error.status
    flash(gettext(words), "good")
    return redirect(f"{ROOT}/{talk_id}/report#{place}", code=303)


def _parts(tx: Tx, talk: Any) -> tuple[str, ...]:
    case = case_store.one(tx.conn, talk.subject_id)
    return parts_of(case.kind) if case is not None else domain.PARTS


def _page(transaction: Transactions, talk_id: UUID, error: DomainError | None = None) -> str:
    with transaction() as tx:
        talk = own(tx, TALKS, talk_id)
        case = case_store.one(tx.conn, talk.subject_id)
        begun = talk.state == HELD or (talk.state == BOOKED and talk.starts_at <= tx.now)
        if case is None or not begun:
            raise ReportUnfit
        row, lessons = store.one(tx.conn, talk.id), store.lessons(tx.conn, talk.id)
        names = names_of(tx, [talk])
        coded, sent = codings.one(tx.conn, talk.id), closing_store.words(tx.conn, talk.id)
        words = parting.words_of(sent)
        # What counts already is told; else it is chosen from what is offered now.
        reasons = coding.reasons(tx, retired=coded is not None and coded.filed_at is not None)
    typed = report_forms.typed(row, lessons)
    return render_template(
        "exit/after.html", talk=talk, case=case, row=row, lessons=lessons, name=names.get(talk.person_id, ""),
        state=row.state if row is not None else domain.DRAFT, root=f"{ROOT}/{talk.id}/report",
        parts=parts_of(case.kind), slots=range(domain.MOST_LESSONS), typed={**typed, **request.form.to_dict()},
        reasons=reasons, coded=coded, causes=_causes(coded), prevented=_prevented(coded),
        asks_why=asks_why(case.kind),
        thanks=sent, words=request.form.get("thanks", words), kept_words=words, me=account().name,
        report_words=report_words, kind=kind_words(case.kind),
        **for_form(error),
    )  # fmt: skip


def _causes(coded: Any | None) -> list[str]:
    found = list(coded.causes) if coded is not None else []
    found = [request.form.get(f"cause-{at}", one) for at, one in enumerate([*found, "", "", ""])]
    return found[:MOST_CAUSES]


def _prevented(coded: Any | None) -> list[str]:
    if "last_drop" in request.form:
        return request.form.getlist("prevented")
    return list(coded.prevented) if coded is not None else []
