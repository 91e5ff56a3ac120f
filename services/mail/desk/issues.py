"""What a newsletter looks like as a letter, while it is written: for the frames on the desk of alumni."""

import re
from functools import cache
from typing import Any
from uuid import UUID

from flask import Blueprint, Response, request

from services.mail.errors import LetterNotFound
from services.mail.policy import LANGUAGES
from services.mail.rendering import House, Renderer, RenderError
from services.mail.rendering.issues import source_of
from services.mail.store import issues
from shared.eventlog.unit import Transactions
from shared.kernel.settings import settings
from shared.web.headers import framed_letter

_PICTURE = re.compile(r"<img [^>]*?alt=\"([^\"]*)\"[^>]*>")
_PICTURES = "/alumni/pictures/"
_DARK = "@media (prefers-color-scheme: dark)"
_NOWHERE = "https://example.invalid/"
_PREVIEW = {"given_name": "Noor", "own_link": _NOWHERE, "leave_link": _NOWHERE}


def make_blueprint(transaction: Transactions) -> Blueprint:
    """The previews."""
    blueprint = Blueprint("mail_issues", __name__, url_prefix="/mail/desk/newsletters")

    @blueprint.get("/<uuid:issue_id>/<language>")
    @framed_letter
    def issue(issue_id: UUID, language: str) -> Response:
        """Show one as HTML, in the dark, without pictures, or as plain text."""
        shown = request.args.get("as", "html")
        rendered = _rendered(_words(transaction, issue_id, language), language)
        if shown == "text":
            return Response(rendered.text, mimetype="text/plain")
        html = rendered.html.replace("<head>", '<head><base target="_blank">', 1)
        # Our own pictures are shown from here, whatever the address by which HR comes in.
        html = html.replace(f'src="{settings().base_url}{_PICTURES}', f'src="{_PICTURES}')
        if shown == "dark":
            html = html.replace(_DARK, "@media all")
        if shown == "bare":
            html = _PICTURE.sub(r"<span>[\1]</span>", html)
        return Response(
            html, mimetype="text/html", headers={"X-Letter-Bytes": str(len(rendered.html.encode()))}
        )

    return blueprint


def _words(transaction: Transactions, issue_id: UUID, language: str) -> Any:
    with transaction() as tx:
        rows = {row.language: row for row in issues.words(tx.conn, [issue_id])}
    if language not in LANGUAGES or language not in rows:
        raise LetterNotFound
    return rows[language]


def _rendered(row: Any, language: str) -> Any:
    source = source_of(
        subject=row.subject or "–", preview=row.preview or "–", letter=row.letter, language=language
    )
    try:
        return _renderer().render("alumni/newsletter", language, _PREVIEW, written=source)
    except RenderError:
        raise LetterNotFound from None


@cache
def _renderer() -> Renderer:
    return Renderer(House.of(settings()))
