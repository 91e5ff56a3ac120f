"""/inbox: the letters of a house that catches its own mail. Open to everybody who can reach such a house."""

from uuid import UUID

from flask import Blueprint, Response, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as BaseResponse

from services.mail.actions import inbox as inbox_actions
from services.mail.errors import CaughtLetterNotFound, NoInboxHere
from services.mail.store import inbox as inbox_store
from shared.eventlog.unit import Transactions
from shared.kernel.settings import settings
from shared.web.auth import public
from shared.web.headers import framed_letter, holds_frame
from shared.web.paging import page, read_window
from shared.web.texts import gettext

_LONGEST_SEARCH = 200


def make_blueprint(transaction: Transactions) -> Blueprint:
    """The local inbox; in a house that sends real mail it does not exist."""
    blueprint = Blueprint("mail_inbox", __name__, url_prefix="/inbox")

    @blueprint.before_request
    def only_where_mail_is_caught() -> None:
        if not settings().mail_url.startswith("inbox:"):
            raise NoInboxHere

    @blueprint.get("/", redirect_to="/inbox")
    @blueprint.get("")
    @public  # letters of a trial house, on the machine it runs on; no login means no password to find first
    def inbox() -> str:
        """List caught letters, newest first."""
        search = request.args.get("q", "").replace("\0", "").strip()[:_LONGEST_SEARCH]
        window = read_window()
        after = window.after[0] if window.after else None
        with transaction() as tx:
            rows = inbox_store.listed(tx.conn, search=search, after=after, limit=window.fetch)
            number = inbox_store.count(tx.conn)
        listing = page(rows, window, key=lambda row: (row.id,))
        return render_template("mail/inbox.html", listing=listing, search=search, number=number)

    @blueprint.get("/<uuid:caught_id>")
    @public
    @holds_frame
    def caught(caught_id: UUID) -> str:
        """Show one letter: as its reader sees it, as plain text, as it was sent."""
        shown = request.args.get("as", "html")
        with transaction() as tx:
            row = inbox_actions.read(tx, caught_id)
        message = inbox_actions.parsed(bytes(row.source))
        html = inbox_actions.body(message, "html")
        plain = inbox_actions.body(message, "plain")
        if shown not in ("html", "text", "source") or (shown == "html" and html is None):
            shown = "text"
        source = bytes(row.source).decode("utf-8", "replace") if shown == "source" else ""
        return render_template("mail/caught.html", letter=row, shown=shown, plain=plain, source=source)

    _raw(blueprint, transaction)

    @blueprint.post("/empty")
    @public
    def empty() -> BaseResponse:
        """Throw all caught letters away."""
        with transaction() as tx:
            number = inbox_store.empty(tx.conn)
        flash(gettext("%(number)s brieven weggegooid.", number=number), "good")
        return redirect(url_for(".inbox"), code=303)

    return blueprint


def _raw(blueprint: Blueprint, transaction: Transactions) -> None:
    @blueprint.get("/<uuid:caught_id>/html")
    @public
    @framed_letter
    def html(caught_id: UUID) -> Response:
        """The letter's own HTML, sealed: no script, no network, nothing of ours within reach."""
        with transaction() as tx:
            row = inbox_actions.read(tx, caught_id)
        content = inbox_actions.body(inbox_actions.parsed(bytes(row.source)), "html")
        if content is None:
            raise CaughtLetterNotFound
        # Beside the frame, not inside it: our own pages refuse to be framed.
        return Response(content.replace("<head>", '<head><base target="_blank">', 1), mimetype="text/html")

    @blueprint.get("/<uuid:caught_id>/source")
    @public
    def source(caught_id: UUID) -> Response:
        """The letter as it went over the wire, to keep or to open in a mail program."""
        with transaction() as tx:
            row = inbox_actions.read(tx, caught_id)
        return Response(
            bytes(row.source),
            mimetype="message/rfc822",
            headers={"Content-Disposition": f'attachment; filename="{caught_id}.eml"'},
        )
