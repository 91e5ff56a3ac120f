"""A member proposes a reunion, behind the own link, and sees what became of it."""

from __future__ import annotations

from flask import Blueprint, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from services.alumni.actions import membership, proposals
from services.alumni.errors.reunions import TooManyProposals
from services.alumni.schemas.forms import Read, said
from services.alumni.schemas.proposal_forms import FIELDS, read_proposal
from services.alumni.store import proposals as store
from shared.db.transaction import Tx
from shared.eventlog.unit import Transactions
from shared.web.csrf import require_page_token
from shared.web.texts import gettext, marked, speak, with_lang

_PURPOSE = "alumni proposal"
_THANKS = marked("Dank je voor je idee. HR kijkt ernaar, en je hoort het per mail.")


def register(link: Blueprint, transaction: Transactions) -> None:
    """Add the page on which a member proposes."""

    @link.get("/<token>/propose")
    def proposing(token: str) -> str:
        """Ask what somebody would like."""
        with transaction() as tx:
            return _page(tx, token, Read(dict.fromkeys(FIELDS, "")))

    @link.post("/<token>/propose")
    def propose(token: str) -> Response | tuple[str, int]:
        """Take it in."""
        require_page_token(_PURPOSE, token)
        found = read_proposal(request.form)
        if not found.errors:
            try:
                with transaction() as tx:
                    proposals.propose(tx, token, {name: found.typed[name] for name in FIELDS})
            except TooManyProposals as error:
                found.wrong("title", error.text)
        if found.errors:
            with transaction() as tx:
                return _page(tx, token, found), 422
        return redirect(with_lang(url_for("link.proposing", token=token, saved="yes")), 303)


def _page(tx: Tx, token: str, found: Read) -> str:
    member = membership.behind(tx, token)
    speak(member.language)
    return render_template(
        "alumni/propose.html",
        token=token, typed=found.typed, errors=said(found), purpose=_PURPOSE,
        mine=store.of_member(tx.conn, member.id),
        saved=str(gettext(_THANKS)) if request.args.get("saved") == "yes" else None,
    )  # fmt: skip
