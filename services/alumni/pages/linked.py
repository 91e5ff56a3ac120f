"""Behind the link in a letter that asks: is this you, and do you want to stay in touch?

Mail programs open links, and some press buttons. So nothing is filled in beforehand that would say yes or no.
"""

from __future__ import annotations

from flask import Blueprint, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from services.alumni.actions import joining
from services.alumni.domain.members import ADDRESS, ADMITTED, COLLEAGUE, CONFIRMED, DECLINED, Application
from services.alumni.errors.membership import LinkDead
from services.alumni.schemas import words
from services.alumni.schemas.forms import Read, need_subject, read_answer, said
from services.alumni.store import applications, members
from shared.eventlog.unit import Transactions
from shared.kernel import clock
from shared.web.csrf import require_page_token
from shared.web.texts import chosen_language, speak, with_lang

_PURPOSE = "alumni answer"


def register(link: Blueprint, transaction: Transactions) -> None:
    """Add the page that asks."""

    @link.get("/<token>")
    def asks(token: str) -> str | tuple[str, int]:
        """Ask; what was answered before is told."""
        with transaction() as tx:
            application = _behind(applications.behind(tx.conn, token))
            name = members.given_name(tx.conn, application.person_id) if application.person_id else ""
        if application.state in {CONFIRMED, ADMITTED, DECLINED}:
            return _told(application)
        if not application.open_at(clock.now()):
            raise LinkDead
        return _page(application, Read({"subjects": application.subjects, "answer": ""}), name)

    _answering(link, transaction)

    @link.errorhandler(LinkDead)
    def dead(_error: LinkDead) -> tuple[str, int]:
        """Say kindly that the link is over, and where to begin anew."""
        return render_template("alumni/dead_link.html"), LinkDead.status


def _answering(link: Blueprint, transaction: Transactions) -> None:
    @link.post("/<token>")
    def answers(token: str) -> Response | tuple[str, int]:
        """Take the answer."""
        require_page_token(_PURPOSE, token)
        with transaction() as tx:
            application = _behind(applications.behind(tx.conn, token))
            found, answer = read_answer(request.form)
            if answer and application.source != ADDRESS:
                need_subject(found)
            if found.errors:
                name = members.given_name(tx.conn, application.person_id) if application.person_id else ""
                return _page(application, found, name), 422
            if application.open_at(tx.now):
                if answer:
                    subjects = found.typed["subjects"] if application.source != ADDRESS else ()
                    joining.confirm(tx, token, subjects, chosen_language())
                else:
                    joining.decline(tx, token)
        return redirect(with_lang(url_for("link.asks", token=token)), 303)


def _behind(found: Application | None) -> Application:
    # Who was thought of by a former colleague has a page of their own.
    if found is None or found.source == COLLEAGUE:
        raise LinkDead
    speak(found.language)
    return found


def _page(application: Application, found: Read, name: str) -> str:
    return render_template(
        "alumni/asks.html",
        application=application,
        typed=found.typed,
        errors=said(found),
        subjects=words.options(words.SUBJECT),
        purpose=_PURPOSE,
        about=request.view_args["token"] if request.view_args else "",
        name=name,
    )


def _told(application: Application) -> str:
    return render_template("alumni/answered.html", application=application)
