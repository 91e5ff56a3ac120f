"""All components on a few pages, to look at and to test: never mounted in the house itself."""

from __future__ import annotations

from contextlib import AbstractContextManager
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any
from uuid import UUID

from flask import Blueprint, Flask, Response, flash, g, jsonify, redirect, render_template, request

from shared.db.transaction import Tx
from shared.kernel.errors import Gone, Invalid
from shared.web.auth import Account, public
from shared.web.csrf import own_token, require_page_token
from shared.web.factory import make_app
from shared.web.texts import with_lang

HERE = Path(__file__).parent
SOMEBODY = Account(
    id=UUID(int=7), email="fatima@voorbeeld.example", name="Fatima El Amrani", roles=frozenset({"hr"})
)


def _moment(when: date, title: str, kind: str, text: str | None = None) -> dict[str, Any]:
    return {"when": when, "title": title, "kind": kind, "text": text}


MOMENTS = [
    _moment(date(2026, 11, 2), "Gesprek na elf maanden", "ahead", "De uitnodiging gaat uit op maandag."),
    _moment(date(2026, 3, 9), "Check-in na een maand beantwoord", "good"),
    _moment(date(2026, 2, 27), "Brief kwam niet aan", "alarm", "Het werkadres bestaat niet meer."),
    _moment(date(2026, 2, 23), "Herinnering verstuurd", "plain"),
    _moment(date(2026, 2, 2), "Begonnen als verpleegkundige", "care", "Afdeling Cardiologie, 32 uur."),
]
PEOPLE = [
    ("Jan-Willem van der ’t Hout", "Cardiologie", date(2026, 2, 2), 32, "in dienst", "good"),
    ("Zoë Øverås-Żółkiewska", "Spoedeisende hulp", date(2025, 11, 17), 24, "vertrekt", "care"),
    ("محمد السيد", "Apotheek", date(2019, 1, 1), 36, "geen adres", "alarm"),
]

style = Blueprint("style", __name__)


def make_gallery() -> Flask:
    """Return an app that shows everything."""
    return make_app("gallery", transaction=_no_database, blueprints=[style], folder=HERE)


@style.before_request
def somebody_is_here() -> None:
    """Let the desk show an account."""
    g.weerzien_account = SOMEBODY


@style.get("/style")
@public
def desk() -> str:
    """Show the desk."""
    if request.args.get("flash"):
        flash("De wijziging is bewaard.", "good")
    when = datetime(2026, 3, 9, 13, 0, tzinfo=UTC)
    return render_template("style/desk.html", people=PEOPLE, moments=MOMENTS, when=when)


@style.get("/style/empty")
@public
def empty() -> str:
    """Show a list without rows."""
    return render_template("style/empty.html")


@style.route("/style/a/<token>", methods=["GET", "POST"])
@public
@own_token
def answer(token: str) -> Any:
    """Show a question; a wrong answer comes back with what was typed."""
    if request.method == "GET":
        return render_template("style/answer.html", token=token, typed={}, errors={})
    require_page_token("answer", token)
    if request.form.get("mood") and request.form.get("start"):
        return redirect(with_lang(f"/style/a/{token}?thanks=1"), 303)
    errors = {
        "mood": ["Kies een getal van 1 tot en met 5."],
        "start": ["Schrijf de datum zo: 3 februari 2027."],
    }
    return render_template("style/answer.html", token=token, typed=request.form, errors=errors), 422


@style.post("/style/a/<token>/draft")
@public
@own_token
def draft(token: str) -> Response:
    """Take what was typed so far."""
    require_page_token("answer", token)
    if request.form.get("note") == "gesloten":
        raise Gone
    return jsonify(saved=True)


@style.get("/style/login")
@public
def login() -> str:
    """Show the quiet page."""
    return render_template("style/login.html")


@style.post("/style/form")
@public
def form() -> str:
    """Take a desk form."""
    return "taken"


@style.get("/style/broken")
@public
def broken() -> str:
    """Break."""
    raise RuntimeError("met opzet, bij jan@voorbeeld.example op /style/a/geheim")


@style.get("/style/wrong")
@public
def wrong() -> str:
    """Refuse."""
    raise Invalid({"name": ["Schrijf hier een naam."]})


def _no_database() -> AbstractContextManager[Tx]:
    raise RuntimeError("the gallery has no database")
