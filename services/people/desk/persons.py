"""Everybody, found and narrowed; and what we know of one person."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from flask import Blueprint, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from services.people.actions.loading import load
from services.people.actions.searching import search
from services.people.desk import words
from services.people.domain import Person
from services.people.errors import DepartmentUnknown, PersonGone
from services.people.policy import CHAIN_COUNTRY, PATH_SEPARATOR, STATES, chain, offers_never_started
from services.people.store import absences, departments, overview, people, places
from shared.eventlog.unit import Transactions
from shared.kernel import clock
from shared.kernel.settings import settings
from shared.web.paging import page, read_window


def register(desk: Blueprint, transaction: Transactions) -> None:
    """Add the list and the page of a person."""
    _list(desk, transaction)
    _person(desk, transaction)


def asked() -> dict[str, str]:
    """Return what the list is narrowed by; it stands in the address."""
    state = request.args.get("state", "")
    return {
        "words": request.args.get("q", "").strip()[:200],
        "department": request.args.get("department", ""),
        "state": state if state in STATES else "",
    }


def may_chain(known: Person, place: Any) -> bool:
    """Say whether the Dutch rule on successive contracts can be about somebody."""
    country = known.country or (place.country if place else None)
    zone = known.time_zone or (place.time_zone if place else None)
    return settings().country_of(country, zone) == CHAIN_COUNTRY


def tree(rows: list[Any]) -> list[tuple[str, str]]:
    """Return departments to choose from, each under the one it belongs to."""
    return [(row.path, "\u2003" * row.path.count(PATH_SEPARATOR) + row.name) for row in rows]


def _list(desk: Blueprint, transaction: Transactions) -> None:
    @desk.get("")
    @desk.get("/")
    def people() -> str:
        """List people by name, narrowed by what stands in the address."""
        window = read_window()
        narrowed = asked()
        with transaction() as tx:
            try:
                found = search(tx, **narrowed, window=(window.after, window.fetch))
            except DepartmentUnknown:
                found = []
            units = departments.listed(tx.conn)
            counts = overview.counts(tx.conn)
        listed = page(found, window, key=lambda one: (one[0], one[1].id))
        return render_template(
            "people/persons/list.html",
            people=[person for _, person in listed["items"]],
            next=listed["next"],
            asked=narrowed,
            narrowed=any(narrowed.values()),
            departments=tree(units),
            counts=counts,
            most=overview.MOST_COUNTED,
            words=words,
        )


def _person(desk: Blueprint, transaction: Transactions) -> None:
    @desk.get("/<uuid:person_id>")
    def person(person_id: UUID) -> str | Response:
        """Show one person; who was merged leads to who goes on."""
        with transaction() as tx:
            known = load(tx, person_id)
            spell = known.latest
            place = places.find(tx.conn, spell.place_id) if spell and spell.place_id else None
            away = absences.of_person(tx.conn, known.id)
        if known.id != person_id:
            return redirect(url_for("desk.person", person_id=known.id), 303)
        return render_template(
            "people/persons/person.html",
            person=known,
            place=place,
            absences=away,
            chained=chain(known.spells) if may_chain(known, place) else [],
            offers_never_started=offers_never_started(known, clock.today(settings().zone)),
            words=words,
        )

    @desk.errorhandler(PersonGone)
    def forgotten(_error: PersonGone) -> tuple[str, int]:
        """Say of a forgotten person that nothing is left, and since when."""
        person_id = (request.view_args or {}).get("person_id")
        with transaction() as tx:
            known = people.find(tx.conn, person_id) if person_id else None
        since = known.forgotten_at if known else None
        return render_template(
            "people/persons/forgotten.html", person_id=person_id, since=since
        ), PersonGone.status
