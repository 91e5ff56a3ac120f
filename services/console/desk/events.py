"""The log of the house, the record of deeds at the desk, and what got stuck."""

from typing import Any
from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from services.console.actions import desk
from services.console.desk import words
from services.console.domain.sentences import sentence
from services.console.store import accounts, audit, log, neighbours
from shared.db.transaction import Tx
from shared.eventlog import log as eventlog
from shared.eventlog.log import Entry
from shared.eventlog.unit import Transactions
from shared.kernel.errors import Invalid
from shared.web.auth import account
from shared.web.paging import page, read_window
from shared.web.texts import gettext, marked

FAR_AHEAD = 2**62
SERVICES = ("people", "journey", "onboarding", "stay", "exit", "alumni", "insights", "mail", "console")


def make_blueprint(transaction: Transactions) -> Blueprint:
    """The pages of the log."""
    events = Blueprint("events", __name__, url_prefix="/console/desk")

    @events.get("/events")
    def show_events() -> str:
        """Show the log, newest first."""
        window = read_window()
        service = request.args.get("service") or None
        before = int(window.after[0]) if window.after else FAR_AHEAD
        with transaction() as tx:
            found = eventlog.entries(
                tx.conn,
                before=before,
                type_prefix=service if service in SERVICES else None,
                limit=window.fetch,
            )
            shown = page(found, window, key=lambda entry: (entry.position,))
            rows = _rows(tx, shown["items"])
        return render_template(
            "console/events.html", rows=rows, next=shown["next"], service=service, services=SERVICES
        )

    @events.get("/audit")
    def show_audit() -> str:
        """Show who did what at the desk, newest first."""
        window = read_window()
        about = _id(request.args.get("about"), "about")
        with transaction() as tx:
            found = audit.page(
                tx.conn,
                before=int(window.after[0]) if window.after else None,
                limit=window.fetch,
                about=about,
            )
            shown = page(found, window, key=lambda deed: (deed.id,))
            ids = {one for deed in shown["items"] for one in (deed.actor_id, deed.subject_id) if one}
            names = accounts.names(tx.conn, ids)
            people = neighbours.person_names(tx.conn, ids - set(names))
        return render_template(
            "console/audit.html",
            deeds=shown["items"],
            next=shown["next"],
            names=names,
            people=people,
            said=_deed,
        )

    @events.get("/stuck")
    def show_stuck() -> str:
        """Show which facts wait, for whom, and why."""
        window = read_window()
        with transaction() as tx:
            found = log.stuck(tx.conn, after=window.after, limit=window.fetch)
            shown = page(found, window, key=lambda one: (one.follower, one.position))
            names = neighbours.person_names(tx.conn, {one.person_id for one in found if one.person_id})
        return render_template(
            "console/stuck.html", stuck=shown["items"], next=shown["next"], names=names, told=_told
        )

    @events.post("/stuck/retry")
    def retry() -> Response:
        """Try again what waits for one person with one follower."""
        follower = request.form.get("follower", "")
        person_id = _id(request.form.get("person_id"), "person_id")
        with transaction() as tx:
            waited = desk.retry(tx, follower, person_id, by=account().id)
        if waited:
            flash(gettext("Het wordt nu opnieuw geprobeerd. Lukt het, dan verdwijnt het hier."), "good")
        else:
            flash(gettext("Hier wacht niets meer."), "plain")
        return redirect(url_for("events.show_stuck"), code=303)

    return events


def _rows(tx: Tx, entries: list[Entry]) -> list[dict[str, Any]]:
    names = neighbours.person_names(tx.conn, {entry.person_id for entry in entries if entry.person_id})
    return [
        {
            "position": entry.position,
            "when": entry.occurred_at,
            "words": words.said(sentence(entry.type, entry.body)),
            "person_id": entry.person_id,
            "person": names.get(entry.person_id) if entry.person_id else None,
            "type": entry.type,
        }
        for entry in entries
    ]


def _told(label: str) -> str:
    return words.said(sentence(label, {}))


def _deed(action: str) -> str:
    return words.of(words.DEED_WORDS, action)


def _id(raw: str | None, field: str) -> UUID | None:
    if not raw:
        return None
    try:
        return UUID(raw)
    except ValueError:
        raise Invalid({field: [marked("Dit nummer kennen we niet.")]}) from None
