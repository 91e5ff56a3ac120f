"""Calendars for other programs: made, shown once, revoked. HR's show everybody, an interviewer's their own talks."""

from __future__ import annotations

from collections.abc import Mapping
from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from services.journey.actions import feeding
from services.journey.schemas import words
from services.journey.store import feeds, people
from shared.contracts.programmes import BY_CODE, PROGRAMMES
from shared.eventlog.unit import Transactions
from shared.kernel.errors import Invalid
from shared.web.auth import account, allow
from shared.web.texts import gettext, marked

_NOT_A_CHOICE = marked("Deze keuze kennen we niet.")


def register(desk: Blueprint, transaction: Transactions) -> None:
    """Add the page, and its buttons."""

    @desk.get("/calendars")
    @allow("hr", "interviewer")
    def calendars() -> str:
        """Show the calendars that are open."""
        return _page(transaction)

    @desk.post("/calendars")
    @allow("hr", "interviewer")
    def make() -> str:
        """Make a calendar and show its address, this once."""
        programme, interviewer = _of_whom(request.form.get("of", ""))
        with transaction() as tx:
            _, secret = feeding.make(tx, account().id, programme=programme, interviewer=interviewer)
        return _page(transaction, address=feeding.address(secret))

    @desk.post("/calendars/<uuid:feed_id>/revoke")
    @allow("hr", "interviewer")
    def revoke(feed_id: UUID) -> Response:
        """Close a calendar for good."""
        with transaction() as tx:
            feeding.revoke(tx, feed_id, only_of=_only())
        flash(gettext("Deze agenda is dicht: wie het adres heeft, ziet niets meer."), "good")
        return redirect(url_for(".calendars"), code=303)


def _only() -> UUID | None:
    """Return whose calendars alone may be seen by who asks; None for HR."""
    return None if account().may("hr") else account().id


def _of_whom(of: str) -> tuple[str | None, UUID | None]:
    """Return programme and interviewer of the calendar that is asked for: ``all``, ``stay``, ``me`` or an account."""
    if _only() is not None or of == "me":
        return None, account().id
    if of == "all" or of in BY_CODE:
        return None if of == "all" else of, None
    try:
        return None, UUID(of)
    except ValueError:
        raise Invalid({"of": [_NOT_A_CHOICE]}) from None


def _page(transaction: Transactions, *, address: str | None = None) -> str:
    hr = account().may("hr")
    with transaction() as tx:
        open_now = feeds.listed(tx.conn, interviewer=_only())
        accounts = {one.account_id: one.name for one in people.candidates(tx.conn)}
        crowded = {one.id for one in open_now if one.interviewer is None and feeding.is_crowded(tx, one)}
    return render_template(
        "journey/calendars.html",
        address=address,
        feeds=open_now,
        crowded=crowded,
        most=feeding.MOST_EVENTS,
        accounts=accounts,
        choices=_choices(accounts if hr else {}),
        hr=hr,
        words=words,
    )


def _choices(accounts: Mapping[UUID, str]) -> list[tuple[str, str]]:
    """Return of what somebody can make a calendar: HR of everything, an interviewer of their own conversations."""
    mine = ("me", str(gettext("mijn eigen gesprekken")))
    if not account().may("hr"):
        return [mine]
    others = {key: name for key, name in accounts.items() if key != account().id}
    return [
        ("all", str(gettext("alle momenten"))),
        *((one.code, words.kind_words(one.code)) for one in PROGRAMMES),
        mine,
        *((str(key), str(gettext("gesprekken van %(name)s", name=name))) for key, name in others.items()),
    ]
