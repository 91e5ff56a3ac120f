"""To be left alone by another member, or tell HR of them: from their page, or from a message that one got."""

from __future__ import annotations

from uuid import UUID

from flask import Blueprint, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from services.alumni.actions import contacts, directory, membership
from services.alumni.schemas.directory_forms import read_guard
from services.alumni.schemas.forms import Read, said
from services.alumni.store import profiles
from shared.db.transaction import Tx
from shared.eventlog.unit import Transactions
from shared.web.csrf import require_page_token
from shared.web.texts import speak, with_lang

_PURPOSE = "alumni guard"
_NOTHING = {"report": "", "block": False}


def register(link: Blueprint, transaction: Transactions) -> None:
    """Add the page, by the two ways to it."""

    @link.get("/<token>/directory/<uuid:profile_id>/guard")
    def guarding(token: str, profile_id: UUID) -> str:
        """Show what one can do about somebody."""
        with transaction() as tx:
            return _page(tx, token, _of_profile(tx, token, profile_id), None, Read(_NOTHING))

    @link.post("/<token>/directory/<uuid:profile_id>/guard")
    def guard(token: str, profile_id: UUID) -> Response | tuple[str, int]:
        """Do it."""
        require_page_token(_PURPOSE, token)
        with transaction() as tx:
            return _done(tx, token, _of_profile(tx, token, profile_id), None)

    @link.get("/<token>/directory/message/<uuid:message_id>")
    def guarding_message(token: str, message_id: UUID) -> str:
        """Show what one can do about a message, also where its writer is not in the directory any more."""
        with transaction() as tx:
            about, words = _of_message(tx, token, message_id)
            return _page(tx, token, about, words, Read(_NOTHING))

    @link.post("/<token>/directory/message/<uuid:message_id>")
    def guard_message(token: str, message_id: UUID) -> Response | tuple[str, int]:
        """Do it."""
        require_page_token(_PURPOSE, token)
        with transaction() as tx:
            about, words = _of_message(tx, token, message_id)
            return _done(tx, token, about, words)


def _of_profile(tx: Tx, token: str, profile_id: UUID) -> UUID:
    speak(membership.behind(tx, token).language)
    return directory.seen(tx, directory.look(tx, token), profile_id).member_id


def _of_message(tx: Tx, token: str, message_id: UUID) -> tuple[UUID, str]:
    speak(membership.behind(tx, token).language)
    row = contacts.got(tx, directory.look(tx, token), message_id)
    return row.from_id, row.words


def _done(tx: Tx, token: str, about_id: UUID, words: str | None) -> Response | tuple[str, int]:
    found = read_guard(request.form)
    if found.errors:
        return _page(tx, token, about_id, words, found), 422
    contacts.guard(tx, token, about_id, words=found.typed["report"], block=found.typed["block"])
    return redirect(with_lang(url_for("link.directory_list", token=token, saved="guarded")), 303)


def _page(tx: Tx, token: str, about_id: UUID, words: str | None, found: Read) -> str:
    return render_template(
        "alumni/directory_guard.html",
        token=token, name=profiles.names(tx.conn, [about_id]).get(about_id), words=words, typed=found.typed,
        errors=said(found), purpose=_PURPOSE,
    )  # fmt: skip
