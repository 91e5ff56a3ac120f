"""The directory of members, behind the own link: search, somebody's page with a message, and one's own."""

from __future__ import annotations

from uuid import UUID

from flask import Blueprint, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from services.alumni.actions import contacts, directory, membership
from services.alumni.domain.directory import Profile
from services.alumni.domain.members import Member
from services.alumni.errors.directory import (
    Barred,
    DirectoryClosed,
    NotListed,
    ProfileUnknown,
    TooManyMessages,
)
from services.alumni.pages import guard
from services.alumni.policy import MOST_FOUND
from services.alumni.schemas.directory_forms import FIELDS, read_message, read_profile, read_search
from services.alumni.schemas.forms import Read, said
from services.alumni.store import contacts as contact_rows
from services.alumni.store import members, profiles
from shared.db.transaction import Tx
from shared.eventlog.unit import Transactions
from shared.kernel.ids import read_id
from shared.web.csrf import require_page_token
from shared.web.paging import page, read_window
from shared.web.texts import gettext, marked, speak, with_lang

_PURPOSE = "alumni directory"
_SAVED = {
    "in": marked("Bewaard. Zo staat het nu in de gids."),
    "out": marked("Je staat niet meer in de gids, en wat je schreef is gewist."),
    "sent": marked("Je bericht is onderweg. Antwoordt de ander, dan krijg je dat in je mail."),
    "free": marked("Jullie kunnen elkaar weer zien."),
    "guarded": marked("Het is geregeld."),
}


def register(link: Blueprint, transaction: Transactions) -> None:
    """Add the pages of the directory."""
    _search(link, transaction)
    _own(link, transaction)
    _free(link, transaction)
    _other(link, transaction)
    guard.register(link, transaction)

    @link.errorhandler(DirectoryClosed)
    @link.errorhandler(ProfileUnknown)
    def shut(error: DirectoryClosed | ProfileUnknown) -> tuple[str, int]:
        """Say kindly what is not there."""
        token = (request.view_args or {}).get("token", "")
        return render_template("alumni/directory_shut.html", token=token, words=error.text), error.status


def _search(link: Blueprint, transaction: Transactions) -> None:
    @link.get("/<token>/directory")
    def directory_list(token: str) -> str:
        """Find former colleagues by name, city and field."""
        found, wanted = read_search(request.args)
        window = read_window()
        with transaction() as tx:
            me = _look(tx, token)
            rows = profiles.listed(
                tx.conn, me.id, wanted, after=window.after, limit=window.fetch, most=MOST_FOUND
            )
            mine = profiles.of_member(tx.conn, me.id)
        shown = page(rows, window, key=lambda row: (row.sort_name, row.id))
        return render_template(
            "alumni/directory.html",
            token=token, rows=shown["items"], next=shown["next"], typed=found.typed, errors=said(found), mine=mine,
            many=bool(rows) and rows[0].hits >= MOST_FOUND, saved=_saved(),
        )  # fmt: skip


def _own(link: Blueprint, transaction: Transactions) -> None:
    @link.get("/<token>/directory/me")
    def own_profile(token: str) -> str:
        """Show what somebody tells."""
        with transaction() as tx:
            member = _behind(tx, token)
            mine = profiles.of_member(tx.conn, member.id)
            typed = {name: getattr(mine, name, "") for name in FIELDS} | {"listed": "yes" if mine else ""}
            if mine is None and member.person_id:
                typed["name"] = members.names(tx.conn, [member.person_id]).get(member.person_id, "")
            return _own_page(tx, token, member, Read(typed))

    @link.post("/<token>/directory/me")
    def change_profile(token: str) -> Response | tuple[str, int]:
        """Keep it, or take somebody out."""
        require_page_token(_PURPOSE, token)
        found, values = read_profile(request.form)
        if not found.errors:
            try:
                with transaction() as tx:
                    if values is None:
                        directory.hide(tx, token)
                    else:
                        directory.show(tx, token, values)
            except (Barred, DirectoryClosed) as error:
                found.wrong("listed", error.text)
        if found.errors:
            with transaction() as tx:
                return _own_page(tx, token, _behind(tx, token), found), 422
        saved = "out" if values is None else "in"
        return redirect(with_lang(url_for("link.own_profile", token=token, saved=saved)), 303)


def _free(link: Blueprint, transaction: Transactions) -> None:
    @link.post("/<token>/directory/unblock")
    def unblock(token: str) -> Response:
        """Let somebody in again whom one blocked."""
        require_page_token(_PURPOSE, token)
        chosen = [found for raw in request.form.getlist("free") if (found := read_id(raw))]
        with transaction() as tx:
            contact_rows.unblock(tx.conn, _behind(tx, token).id, chosen)
        saved = "free" if chosen else None
        return redirect(with_lang(url_for("link.own_profile", token=token, saved=saved)), 303)


def _other(link: Blueprint, transaction: Transactions) -> None:
    @link.get("/<token>/directory/<uuid:profile_id>")
    def profile(token: str, profile_id: UUID) -> str:
        """Show somebody, and a field to write to them."""
        with transaction() as tx:
            me = _look(tx, token)
            return _other_page(tx, token, me, directory.seen(tx, me, profile_id), Read({"words": ""}))

    @link.post("/<token>/directory/<uuid:profile_id>")
    def write_message(token: str, profile_id: UUID) -> Response | tuple[str, int]:
        """Send it through the house."""
        require_page_token(_PURPOSE, token)
        found = read_message(request.form)
        if not found.errors:
            try:
                with transaction() as tx:
                    contacts.write(tx, token, profile_id, found.typed["words"])
            except (NotListed, TooManyMessages) as error:
                found.wrong("words", error.text)
        if found.errors:
            with transaction() as tx:
                me = _look(tx, token)
                return _other_page(tx, token, me, directory.seen(tx, me, profile_id), found), 422
        return redirect(with_lang(url_for("link.directory_list", token=token, saved="sent")), 303)


def _behind(tx: Tx, token: str) -> Member:
    member = membership.behind(tx, token)
    speak(member.language)
    return member


def _look(tx: Tx, token: str) -> Member:
    _behind(tx, token)
    return directory.look(tx, token)


def _saved() -> str | None:
    words = _SAVED.get(request.args.get("saved", ""))
    return str(gettext(words)) if words else None


def _own_page(tx: Tx, token: str, member: Member, found: Read) -> str:
    return render_template(
        "alumni/directory_me.html",
        token=token, member=member, typed=found.typed, errors=said(found), purpose=_PURPOSE, saved=_saved(),
        barred=profiles.barred(tx.conn, member.id), blocked=contact_rows.blocked(tx.conn, member.id),
    )  # fmt: skip


def _other_page(tx: Tx, token: str, me: Member, one: Profile, found: Read) -> str:
    return render_template(
        "alumni/directory_one.html",
        token=token, one=one, typed=found.typed, errors=said(found), purpose=_PURPOSE,
        myself=one.member_id == me.id, listed=profiles.of_member(tx.conn, me.id) is not None,
    )  # fmt: skip
