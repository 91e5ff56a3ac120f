"""Persons and departments: listed, shown, taken in, changed, taken back, forgotten."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from flask import request

from services.people.actions import employing, forgetting
from services.people.actions.loading import load
from services.people.actions.searching import search
from services.people.errors import ChangedMeanwhile
from services.people.schemas.people import (
    DepartmentListSchema,
    NewPersonSchema,
    NewSpellSchema,
    PeopleArgs,
    PeoplePageSchema,
    PersonPatchSchema,
    PersonSchema,
    person_json,
)
from services.people.store import departments
from shared.eventlog.unit import Transactions
from shared.web.paging import page, read_window


def register(api: Any, transaction: Transactions) -> None:
    """Add the calls."""
    _lists(api, transaction)
    _one_person(api, transaction)


def _lists(api: Any, transaction: Transactions) -> None:
    @api.get("/people")
    @api.arguments(PeopleArgs, location="query")
    @api.response(200, PeoplePageSchema)
    def people(args: dict[str, Any]) -> dict[str, Any]:
        """List people by name; narrowed by words, department (and all below it) and state."""
        window = read_window(limit=args["limit"], cursor=args["cursor"])
        with transaction() as tx:
            found = search(
                tx,
                words=args["q"],
                department=args["department"],
                state=args["state"],
                window=(window.after, window.fetch),
            )
        listed = page(found, window, key=lambda one: (one[0], one[1].id))
        return {**listed, "items": [person_json(person) for _, person in listed["items"]]}

    @api.get("/departments")
    @api.response(200, DepartmentListSchema)
    def all_departments() -> dict[str, Any]:
        """List all departments by path."""
        with transaction() as tx:
            rows = departments.listed(tx.conn)
        return {"items": [row._asdict() for row in rows], "next": None}

    @api.post("/people")
    @api.arguments(NewPersonSchema)
    @api.response(201, PersonSchema)
    def take_in_person(given: dict[str, Any]) -> dict[str, Any]:
        """Take in a person, with a first spell where there is a hire date."""
        with transaction() as tx:
            return person_json(load(tx, employing.hire(tx, given)))


def _one_person(api: Any, transaction: Transactions) -> None:
    @api.get("/people/<uuid:person_id>")
    @api.response(200, PersonSchema)
    def person(person_id: UUID, **_: Any) -> tuple[dict[str, Any], int, dict[str, str]]:
        """Show a person with all spells; the ETag is the version for If-Match."""
        with transaction() as tx:
            return _tagged(person_json(load(tx, person_id)))

    @api.patch("/people/<uuid:person_id>")
    @api.arguments(PersonPatchSchema)
    @api.response(200, PersonSchema)
    def change_person(given: dict[str, Any], person_id: UUID) -> tuple[dict[str, Any], int, dict[str, str]]:
        """Change what is given; 412 where somebody else saved since the version that was read."""
        version = given.pop("version", None) or _if_match()
        with transaction() as tx:
            return _tagged(person_json(employing.change(tx, person_id, given, version=version)))

    @api.post("/people/<uuid:person_id>/spells")
    @api.arguments(NewSpellSchema)
    @api.response(201, PersonSchema)
    def take_back(given: dict[str, Any], person_id: UUID) -> dict[str, Any]:
        """Take somebody back who left: a new spell of the same person."""
        with transaction() as tx:
            employing.take_back(tx, person_id, given)
            return person_json(load(tx, person_id))

    @api.post("/people/<uuid:person_id>/erasure")
    @api.response(204)
    def erase(person_id: UUID) -> None:
        """Forget a person: names, addresses and number are deleted everywhere, for good."""
        with transaction() as tx:
            forgetting.forget(tx, person_id)


def _if_match() -> int | None:
    given = request.headers.get("If-Match", "").strip().removeprefix("W/").strip('"')
    if not given or given == "*":
        return None
    if not given.isascii() or not given.isdigit():
        raise ChangedMeanwhile
    return int(given)


def _tagged(person: dict[str, Any]) -> tuple[dict[str, Any], int, dict[str, str]]:
    return person, 200, {"ETag": f'"{person["version"]}"'}
