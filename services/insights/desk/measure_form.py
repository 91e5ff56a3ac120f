"""The form of a measure: what was typed becomes a plan, or reasons at its fields."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from flask import request

from services.insights.desk import amounts
from services.insights.desk.asked import as_uuid
from services.insights.domain.measures import Plan
from services.insights.store import departments
from services.insights.store import measures as store
from shared.db.transaction import Tx
from shared.web.texts import gettext

TEXTS = {"title": 200, "what": 5_000, "why": 5_000, "seen_by": 5_000, "told": 5_000, "reason": 100}
FIELDS = (*TEXTS, "department_id", "owner_id", "starts_on", "ends_on", "cost", "avoided", "spent")
AMOUNTS = ("cost", "spent")
_MOST_AVOIDED = 100_000


def typed() -> dict[str, str]:
    """Return what was typed."""
    return {name: request.form.get(name, "").strip() for name in FIELDS}


def fresh(given: Mapping[str, str], now: datetime) -> dict[str, str]:
    """Return an empty form, with what the page it came from knew."""
    return dict.fromkeys(FIELDS, "") | dict(given) | {"starts_on": now.date().isoformat()}


def as_typed(plan: Plan) -> dict[str, str]:
    """Return a plan as it stands in the form."""
    found = {name: str(getattr(plan, name) or "") for name in FIELDS}
    return found | {
        **{name: amounts.typed(getattr(plan, name)) for name in AMOUNTS},
        "avoided": "" if plan.avoided is None else str(plan.avoided),
    }


def read(tx: Tx, given: Mapping[str, str]) -> tuple[Plan | None, dict[str, list[str]]]:
    """Return the plan, or what is not right at which field."""
    errors: dict[str, list[str]] = {}
    for name, longest in TEXTS.items():
        if len(given[name]) > longest:
            errors[name] = [str(gettext("Dit is te lang: hooguit %(most)s tekens.", most=longest))]
    for name in ("title", "what", "why"):
        if not given[name]:
            errors[name] = [str(gettext("Vul dit in; een paar woorden zijn genoeg."))]
    starts_on, ends_on = _day(given, "starts_on", errors), _day(given, "ends_on", errors)
    if starts_on is None and "starts_on" not in errors:
        errors["starts_on"] = [str(gettext("Op welke dag begint het?"))]
    if starts_on and ends_on and ends_on < starts_on:
        errors["ends_on"] = [str(gettext("De laatste dag ligt voor de eerste."))]
    department, owner = _chosen(tx, given, errors)
    cost, spent, avoided = _numbers(given, errors)
    if errors or starts_on is None:
        return None, errors
    return Plan(
        title=given["title"], what=given["what"], why=given["why"], seen_by=given["seen_by"], told=given["told"],
        department_id=department, reason=given["reason"] or None, owner_id=owner, starts_on=starts_on,
        ends_on=ends_on, cost=cost, avoided=avoided, spent=spent,
    ), {}  # fmt: skip


def _chosen(
    tx: Tx, given: Mapping[str, str], errors: dict[str, list[str]]
) -> tuple[UUID | None, UUID | None]:
    department, owner = as_uuid(given["department_id"]), as_uuid(given["owner_id"])
    if given["department_id"] and department not in departments.all_of_them(tx.conn):
        errors["department_id"] = [str(gettext("Deze afdeling kennen we niet (meer)."))]
    if given["owner_id"] and owner not in {one.id for one in store.owners(tx.conn)}:
        errors["owner_id"] = [str(gettext("Dit account kennen we niet (meer)."))]
    return department, owner


def _numbers(
    given: Mapping[str, str], errors: dict[str, list[str]]
) -> tuple[Decimal | None, Decimal | None, int | None]:
    cost, spent = (amounts.read(given[name]) if given[name] else None for name in AMOUNTS)
    for name, amount in zip(AMOUNTS, (cost, spent), strict=True):
        if given[name] and amount is None:
            errors[name] = [str(gettext("Dit bedrag kennen we niet. Schrijf het zo: 12.500."))]
    avoided = None
    if given["avoided"]:
        plain = given["avoided"]
        avoided = int(plain) if plain.isascii() and plain.isdecimal() and len(plain) < 9 else None
        if avoided is None or avoided > _MOST_AVOIDED:
            errors["avoided"] = [str(gettext("Schrijf een heel getal, zoals 4."))]
    return cost, spent, avoided


def _day(given: Mapping[str, str], name: str, errors: dict[str, list[str]]) -> date | None:
    if not given[name]:
        return None
    for form in ("%Y-%m-%d", "%d-%m-%Y", "%d/%m/%Y"):
        try:
            found = datetime.strptime(given[name], form).date()  # noqa: DTZ007  a day, no instant
        except ValueError:
            continue
        if 1900 <= found.year <= 2200:
            return found
    errors[name] = [str(gettext("Deze datum kennen we niet. Schrijf hem zo: 3-2-2027."))]
    return None
