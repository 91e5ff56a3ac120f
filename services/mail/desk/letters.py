"""Letters at the desk: what waits, what nobody knows, what cannot leave, what came back, whom we do not write."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any
from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, request, url_for
from sqlalchemy import Row
from werkzeug.wrappers import Response

from services.mail.actions import decisions
from services.mail.desk import reasons
from services.mail.domain.addresses import Contact
from services.mail.store import addresses as address_store
from services.mail.store import letters as letter_store
from shared.db.transaction import Tx
from shared.eventlog.unit import Transactions
from shared.web.paging import page, read_window
from shared.web.texts import gettext, marked

# What a person has to decide about comes first.
VIEWS = {
    "uncertain": marked("Onzeker"),
    "parked": marked("Kon niet weg"),
    "queued": marked("Wacht"),
    "returned": marked("Teruggekomen"),
    "sent": marked("Verstuurd"),
}
Decision = Callable[[Tx, UUID], None]
DECISIONS: Mapping[str, tuple[Decision, str]] = {
    "again": (decisions.send_again, marked("De brief gaat opnieuw op weg.")),
    "arrived": (decisions.it_arrived, marked("Genoteerd: de brief is aangekomen.")),
    "cancel": (decisions.give_up, marked("De brief gaat niet meer weg.")),
}


def make_blueprint(transaction: Transactions) -> Blueprint:
    """The pages of the post room at the desk."""
    blueprint = Blueprint("mail_desk", __name__, url_prefix="/mail/desk")
    blueprint.app_template_filter("reason")(reasons.explained)
    blueprint.app_template_filter("letter_name")(reasons.template_name)

    @blueprint.get("/")
    def letters() -> str:
        """Show the letters of one kind, those that need a decision first."""
        with transaction() as tx:
            counts = _counts(tx)
            view = _view(counts)
            window = read_window()
            rows = letter_store.listed(
                tx.conn,
                state=view,
                after=window.after,
                limit=window.fetch,
            )
            people = _people(tx, rows)
        listing = page(rows, window, key=lambda row: (row.queued_at, row.id))
        return render_template(
            "mail/letters.html", listing=listing, view=view, views=VIEWS, counts=counts, people=people
        )

    @blueprint.post("/letters/<uuid:letter_id>/<decision>")
    def decide(letter_id: UUID, decision: str) -> Response:
        """Do what somebody decided about one letter."""
        action, said = DECISIONS.get(decision, (None, ""))
        if action is None:
            return redirect(url_for(".letters"), code=303)
        with transaction() as tx:
            action(tx, letter_id)
        flash(gettext(said), "good")
        return _back_to_list()

    @blueprint.post("/letters/parked/again")
    def all_again() -> Response:
        """Let every parked letter try once more, after what stood in the way has been mended."""
        with transaction() as tx:
            number = decisions.send_all_parked(tx)
        flash(gettext("%(number)s brieven gaan opnieuw op weg.", number=number), "good")
        return _back_to_list()

    _suppressions(blueprint, transaction)
    return blueprint


def _suppressions(blueprint: Blueprint, transaction: Transactions) -> None:
    @blueprint.get("/suppressions")
    def suppressions() -> str:
        """Show whom we do not write, and how to mend it."""
        with transaction() as tx:
            window = read_window()
            rows = address_store.listed(tx.conn, after=window.after, limit=window.fetch)
            people = _people(tx, rows)
            counts = _counts(tx)
        listing = page(rows, window, key=lambda row: (row.since, row.id))
        return render_template(
            "mail/suppressions.html",
            listing=listing,
            people=people,
            counts=counts,
            views=VIEWS,
            why=reasons.WHY_SUPPRESSED,
            kinds=reasons.KINDS,
        )

    @blueprint.post("/suppressions/<uuid:suppression_id>/lift")
    def lift(suppression_id: UUID) -> Response:
        """Write to an address again."""
        with transaction() as tx:
            decisions.lift_suppression(tx, suppression_id)
        flash(gettext("We schrijven weer naar dit adres."), "good")
        return redirect(url_for(".suppressions"), code=303)


def _counts(tx: Tx) -> dict[str, int]:
    found = letter_store.counts(tx.conn)
    return {
        "uncertain": found.get("uncertain", 0),
        "parked": found.get("parked", 0),
        "queued": found.get("queued", 0) + found.get("sending", 0),
        "suppressed": address_store.count_suppressed(tx.conn),
    }


def _view(counts: Mapping[str, int]) -> str:
    """The list that was asked for, else the first that asks for somebody."""
    asked = request.args.get("state", "")
    if asked in VIEWS:
        return asked
    return next((name for name in ("uncertain", "parked", "queued") if counts[name]), "sent")


def _people(tx: Tx, rows: Sequence[Row[Any]]) -> dict[UUID, Contact]:
    return address_store.contacts(tx.conn, [row.person_id for row in rows if row.person_id])


def _back_to_list() -> Response:
    state = request.form.get("state", "")
    return redirect(url_for(".letters", state=state if state in VIEWS else None), code=303)
