"""All components on a few pages, to look at and to test: never mounted in the house itself."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from pathlib import Path
from uuid import UUID

from flask import Blueprint, Flask, Response, flash, g, jsonify, redirect, render_template, request

from shared.db.transaction import Tx
from shared.kernel.errors import Gone, Invalid
from shared.web.auth import Account, public
from shared.web.csrf import own_token, require_page_token
from shared.web.factory import make_app
from shared.web.texts import with_lang

HERE = Path(__file__).parent
ROLES = frozenset({"hr"})
SOMEBODY = Account(
    id=UUID(int=7), email="fatima.el.amrani@voorbeeld.example", name="Fatima El Amrani", roles=ROLES
)
MOMENTS = [
    {"when": date(2026, 11, 2), "title": "Gesprek na elf maanden", "kind": "ahead", "text": "De uitnodiging gaat uit op maandag."},
    {"when": date(2026, 3, 9), "title": "Check-in na een maand beantwoord", "kind": "good", "href": "#"},
    {"when": date(2026, 2, 27), "title": "Brief kwam niet aan", "kind": "alarm", "text": "Het werkadres bestaat niet meer."},
    {"when": date(2026, 2, 23), "title": "Herinnering verstuurd", "kind": "plain"},
    {"when": date(2026, 2, 2), "title": "Begonnen als verpleegkundige", "kind": "care", "text": "Afdeling Cardiologie, 32 uur."},
]  # fmt: skip
PEOPLE = [
    ("Jan-Willem van der ’t Hout", "Cardiologie", date(2026, 2, 2), 32, "in dienst", "good"),
    ("Zoë Øverås-Żółkiewska", "Spoedeisende hulp", date(2025, 11, 17), 24, "vertrekt", "care"),
    ("محمد السيد", "Apotheek", date(2019, 1, 1), 36, "geen adres", "alarm"),
]


def make_gallery() -> Flask:
    """Return an app that shows everything."""
    blueprint = Blueprint("style", __name__)

    @blueprint.before_request
    def somebody_is_here() -> None:
        g.weerzien_account = SOMEBODY

    @blueprint.get("/style")
    @public
    def desk() -> str:
        """Show the desk."""
        if request.args.get("flash"):
            flash("De wijziging is bewaard.", "good")
        return render_template(
            "style/desk.html", people=PEOPLE, moments=MOMENTS, when=datetime(2026, 3, 9, 13, 0, tzinfo=UTC)
        )

    @blueprint.get("/style/empty")
    @public
    def empty() -> str:
        """Show a list without rows."""
        return render_template("style/empty.html")

    @blueprint.route("/style/a/<token>", methods=["GET", "POST"])
    @public
    @own_token
    def answer(token: str) -> str | tuple[str, int] | Response:
        """Show a question; a wrong answer comes back with what was typed."""
        if request.method == "GET":
            return render_template("style/answer.html", token=token, typed={}, errors={})
        require_page_token("answer", token)
        if request.form.get("mood") and request.form.get("start"):
            return redirect(with_lang(f"/style/a/{token}?thanks=1"), 303)  # type: ignore[return-value]
        errors = {
            "mood": ["Kies een getal van 1 tot en met 5."],
            "start": ["Schrijf de datum zo: 3 februari 2027."],
        }
        return render_template("style/answer.html", token=token, typed=request.form, errors=errors), 422

    @blueprint.post("/style/a/<token>/draft")
    @public
    @own_token
    def draft(token: str) -> Response:
        """Take what was typed so far."""
        require_page_token("answer", token)
        if request.form.get("note") == "gesloten":
            raise Gone
        return jsonify(saved=True)

    @blueprint.get("/style/login")
    @public
    def login() -> str:
        """Show the quiet page."""
        return render_template("style/login.html")

    @blueprint.post("/style/form")
    @public
    def form() -> str:
        """Take a desk form."""
        return "taken"

    @blueprint.get("/style/broken")
    @public
    def broken() -> str:
        """Break."""
        raise RuntimeError("met opzet, bij jan@voorbeeld.example")

    @blueprint.get("/style/wrong")
    @public
    def wrong() -> str:
        """Refuse."""
        raise Invalid({"name": ["Schrijf hier een naam."]})

    return make_app("gallery", transaction=_nothing, blueprints=[blueprint], folder=HERE)


@contextmanager
def _nothing() -> Iterator[Tx]:
    raise RuntimeError("the gallery has no database")
    yield
