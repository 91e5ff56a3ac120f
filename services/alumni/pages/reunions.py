"""An invitation to a reunion, behind the link in its letter: the programme, and one answer."""

from __future__ import annotations

from uuid import UUID

from flask import Blueprint, redirect, render_template, request, url_for
from markupsafe import Markup
from werkzeug.wrappers import Response

from services.alumni.actions import door, membership, reunions
from services.alumni.actions.newsletters import today
from services.alumni.domain.members import Member
from services.alumni.domain.reunions import DRAFT, IN, OPEN, Attendance, Reunion
from services.alumni.errors.reunions import ReunionUnknown, TooManyGuests
from services.alumni.schemas.forms import Read, said
from services.alumni.schemas.reading import as_html
from services.alumni.schemas.reunion_forms import read_reply
from services.alumni.store import reunions as store
from shared.db.transaction import Tx
from shared.eventlog.unit import Transactions
from shared.kernel import clock
from shared.web.csrf import require_page_token
from shared.web.qr import square
from shared.web.texts import gettext, language, marked, speak, with_lang

_PURPOSE = "alumni reunion"
FULL = marked(
    "Voor zoveel mensen is er geen plaats meer. Neem je minder gasten mee, dan blijft jouw plaats staan."
)


def register(link: Blueprint, transaction: Transactions) -> None:
    """Add the page of a reunion."""

    @link.get("/<token>/reunion/<uuid:reunion_id>")
    def asks_reply(token: str, reunion_id: UUID) -> str:
        """Show the programme, what somebody answered, and the question."""
        with transaction() as tx:
            member, reunion, known = _behind(tx, token, reunion_id)
        typed = {
            "answer": {"in": "yes", "waiting": "yes", "maybe": "maybe", "no": "no"}.get(known.state, "")
            if known
            else "",
            "guests": str(known.guests) if known else "0",
            "diet": known.diet if known else "",
            **{f"q-{question}": words for question, words in (known.answers if known else {}).items()},
        }
        return _page(token, member, reunion, known, Read(typed))

    @link.post("/<token>/reunion/<uuid:reunion_id>")
    def takes_reply(token: str, reunion_id: UUID) -> Response | tuple[str, int]:
        """Take the answer."""
        require_page_token(_PURPOSE, token)
        with transaction() as tx:
            member, reunion, known = _behind(tx, token, reunion_id)
            found, reply = read_reply(request.form, reunion)
        if not found.errors:
            try:
                with transaction() as tx:
                    reunions.reply(tx, token, reunion_id, reply)
            except TooManyGuests:
                found.wrong("guests", FULL)
        if found.errors:
            return _page(token, member, reunion, known, found), 422
        return redirect(with_lang(url_for("link.asks_reply", token=token, reunion_id=reunion_id)), 303)


def _behind(tx: Tx, token: str, reunion_id: UUID) -> tuple[Member, Reunion, Attendance | None]:
    member, reunion = membership.behind(tx, token), reunions.load(tx, reunion_id)
    if reunion.state == DRAFT:
        raise ReunionUnknown
    speak(member.language)
    return member, reunion.said(language()), store.of_member(tx.conn, reunion_id, member.id)


def _square(reunion: Reunion, known: Attendance | None) -> Markup | None:
    """The square for the door, of who comes, until it is over."""
    if known is None or known.state != IN or reunion.state != OPEN or reunion.ends_at <= clock.now():
        return None
    return square(door.ticket_link(reunion.id, known.id), gettext("Je vierkant voor aan de deur"))


def _page(token: str, member: Member, reunion: Reunion, known: Attendance | None, found: Read) -> str:
    return render_template(
        "alumni/reunion.html",
        token=token, member=member, reunion=reunion, known=known, typed=found.typed, errors=said(found),
        purpose=_PURPOSE, html=as_html(reunion.body),
        open=reunion.answerable(clock.now(), today(), again=known is not None), square=_square(reunion, known),
    )  # fmt: skip
