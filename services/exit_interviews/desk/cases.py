"""One leaving, read as a story; and what HR says about it."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from flask import Blueprint, Response, flash, redirect, render_template, request, url_for

from services.exit_interviews.actions import home, reading, telling
from services.exit_interviews.actions.programme import FORMS
from services.exit_interviews.desk import parting
from services.exit_interviews.desk.paper import drawn
from services.exit_interviews.domain.stages import standing
from services.exit_interviews.errors import CaseUnknown
from services.exit_interviews.schemas import named, words
from services.exit_interviews.schemas.dismissal import WHO, read_held, who_words
from services.exit_interviews.schemas.report_story import of_report
from services.exit_interviews.schemas.story import story
from services.exit_interviews.store import board as store
from services.exit_interviews.store import dismissals, holders, talks
from services.exit_interviews.tables.forms import TABLES
from shared.appointment.words import state_words
from shared.asking import lists
from shared.eventlog.unit import Transactions
from shared.invitation.link import address
from shared.invitation.store import new_links
from shared.kernel import clock
from shared.kernel.settings import settings
from shared.web.auth import account
from shared.web.texts import gettext, language

Page = str | Response | tuple[str, int]


def register(desk: Blueprint, transaction: Transactions) -> None:
    """Add the page of a case and its buttons."""

    @desk.get("/cases/<uuid:case_id>")
    def case(case_id: UUID) -> Page:
        """Show one leaving."""
        return _page(transaction, case_id)

    @desk.post("/cases/<uuid:case_id>/told")
    def told(case_id: UUID) -> Page:
        """HR says that the person has been told of the dismissal; letters may leave from now on."""
        sure, ticked = request.form.get("sure") == "yes", request.form.getlist("present")
        today = clock.today(settings().zone)
        held, wrong = read_held(request.form.get("held_on", ""), ticked, sure=sure, today=today)
        if held is None:
            return _page(transaction, case_id, wrong), 422
        with transaction() as tx:
            telling.note_told(tx, case_id, account().id, held)
        flash(gettext("Genoteerd. Vanaf nu kunnen er brieven uitgaan."), "good")
        return _to(case_id)

    _reading(desk, transaction)
    _paper(desk, transaction)


def _reading(desk: Blueprint, transaction: Transactions) -> None:
    @desk.post("/cases/<uuid:case_id>/read")
    def read(case_id: UUID) -> Page:
        """Open what the person lets be read with their name; each time is noted."""
        if request.form.get("talks") != "yes":
            wrong = {"talks": [gettext("Kruis eerst aan dat jij het gesprek voert.")]}
            return _page(transaction, case_id, wrong), 422
        me = account()
        with transaction() as tx:
            found = reading.read(tx, case_id, me.id, me.person_id)
        return render_template(
            "exit/named.html", back=f"/exit/desk/cases/{case_id}", shown=named.said(found, language())
        )


def _paper(desk: Blueprint, transaction: Transactions) -> None:
    @desk.post("/cases/<uuid:case_id>/paper")
    def paper(case_id: UUID) -> Page:
        """Make a link to write on paper, for who has no address; it is shown once, and kept nowhere."""
        with transaction() as tx:
            row = store.one(tx.conn, case_id)
            if row is None:
                raise CaseUnknown
            links = new_links(tx, TABLES.asked.invited, [row.form_id]) if row.form_state == "open" else []
            names = lists.names(tx.conn, {row.person_id} if row.person_id else set())
        if not links:
            flash(gettext("Er is nu geen formulier dat openstaat."), "care")
            return _to(case_id)
        return render_template(
            "exit/paper.html",
            row=row,
            name=names.get(row.person_id),
            link=(link := address(FORMS.service, links[0].token)),
            drawing=drawn(link),
        )


def _page(transaction: Transactions, case_id: UUID, errors: dict[str, list[str]] | None = None) -> str:
    with transaction() as tx:
        row: Any = store.one(tx.conn, case_id)
        if row is None:
            raise CaseUnknown
        names = lists.names(tx.conn, {row.person_id} if row.person_id else set())
        forms = store.forms_of(tx.conn, row.spell_id)
        ahead = store.ahead(tx.conn, row.person_id, row.spell_id)
        stands = home.standing(tx, row)
        dismissal = dismissals.of_case(tx.conn, case_id)
        talk = talks.of_case(tx.conn, case_id)
        holder = holders.name_of(tx.conn, talk.account_id) if talk else ""
        after = parting.context(tx, row, talk)
        read = [
            (one, [title.said(language()) for title in one.parts]) for one in reading.trail_of(tx, case_id)
        ]
    return render_template(
        "exit/case.html",
        row=row,
        name=names.get(row.person_id),
        standing=standing(row, clock.today(settings().zone)),
        story=story(
            row,
            forms,
            talk,
            ahead if row.state == "open" else [],
            dismissal=dismissal,
            name=holder,
            after=of_report(after["report"], after["thanks"], row),
        ),
        **after,
        talk=talk,
        holder=holder,
        me=account().id,
        state_words=state_words,
        errors=errors or {},
        home=stands,
        dismissal=dismissal,
        held=_held(dismissal),
        readings=read,
        words=words,
    )


def _held(dismissal: Any | None) -> dict[str, Any]:
    """What was typed of when the talk was and who was there, to be seen again where something is wrong with it."""
    return {
        "on": request.form.get("held_on", ""),
        "present": request.form.getlist("present"),
        "choices": [(code, gettext(word)) for code, word in WHO.items()],
        "words": who_words(dismissal.present) if dismissal is not None else "",
    }


def _to(case_id: UUID) -> Response:
    response: Response = redirect(url_for("desk.case", case_id=case_id), 303)  # type: ignore[assignment]
    return response
