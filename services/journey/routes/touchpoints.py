"""Touchpoints as they are, why they are or are not there, and what is coming."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import UUID

from services.journey.actions.explaining import standing_of
from services.journey.actions.looking_ahead import Ahead, look_ahead
from services.journey.domain.why_not import Absent
from services.journey.errors import PersonUnknown
from services.journey.schemas import words
from services.journey.schemas.touchpoints import (
    PreviewArgs,
    PreviewSchema,
    TouchpointArgs,
    TouchpointPageSchema,
    WhyPageSchema,
)
from services.journey.store import choices, lists, rulings
from services.journey.store.counts import Stretch
from services.journey.store.lists import Filters, Line
from shared.calendar.months import add_days
from shared.calendar.window import start_of_day
from shared.contracts.programmes import BY_CODE
from shared.db.transaction import Tx
from shared.eventlog.unit import Transactions
from shared.kernel.errors import Invalid
from shared.kernel.settings import settings
from shared.web.paging import page, read_window
from shared.web.texts import marked

MOST_OF_A_PERSON = 5_000
_NO_DEPARTMENT = marked("Deze afdeling kennen we niet.")
_A_MOMENT = timedelta(microseconds=1)


def register(api: Any, transaction: Transactions) -> None:
    """Add the calls."""
    _lists(api, transaction)

    @api.get("/people/<uuid:person_id>/why")
    @api.response(200, WhyPageSchema)
    def why(person_id: UUID) -> dict[str, Any]:
        """Say of every rule of every plan what it gave for somebody, or why it gave nothing."""
        with transaction() as tx:
            if lists.name_of(tx.conn, person_id) is None:
                raise PersonUnknown
            lines = lists.listed(tx.conn, Filters(person=person_id), after=None, limit=MOST_OF_A_PERSON)
            standing = standing_of(tx, person_id, [line.touchpoint for line in lines])
        days_late = standing.ruling.policy.catch_up_days
        items = [_there(line, days_late) for line in lines]
        return {"items": [*items, *map(_not_there, standing.absent)], "next": None}


def _lists(api: Any, transaction: Transactions) -> None:
    """Add the calls that list."""

    @api.get("/touchpoints")
    @api.arguments(TouchpointArgs, location="query")
    @api.response(200, TouchpointPageSchema)
    def touchpoints(args: dict[str, Any]) -> dict[str, Any]:
        """List touchpoints by due date, each with the reason why it is as it is."""
        window = read_window(limit=args.pop("limit"), cursor=args.pop("cursor"))
        programme, rule = of_kind(args.pop("kind"))
        with transaction() as tx:
            below = _below(tx, args.pop("department"))
            asked = Filters(**args, programme=programme, rule=rule, departments=below)
            lines = lists.listed(tx.conn, asked, after=window.after, limit=window.fetch)
            days_late = rulings.in_force(tx.conn, tx.now).policy.catch_up_days
        items = [_item(line, days_late) for line in lines]
        return page(items, window, key=lambda item: (item["due_date"], item["id"]))

    @api.get("/preview")
    @api.arguments(PreviewArgs, location="query")
    @api.response(200, PreviewSchema)
    def preview(args: dict[str, Any]) -> dict[str, Any]:
        """Show what is planned to leave in a period, how much on each day, and what HR has not seen of it."""
        window = read_window(limit=args["limit"], cursor=args["cursor"])
        with transaction() as tx:
            stretch = _stretch(tx, args)
            ahead = look_ahead(tx, stretch)
            lines = lists.coming(tx.conn, stretch.meant, after=window.after, limit=window.fetch)
            names = choices.account_names(tx.conn, {one.interviewer for one in ahead.load})
            days_late = rulings.in_force(tx.conn, tx.now).policy.catch_up_days
        items = [_item(line, days_late) for line in lines]
        return {
            **page(items, window, key=lambda item: (item["send_at"], item["id"])),
            **_totals(ahead, names),
        }


def of_kind(kind: str | None) -> tuple[str | None, str | None]:
    """Return programme and rule of ``onboarding``, ``onboarding.week_1`` or ``week_1``."""
    if kind is None or kind in BY_CODE:
        return kind, None
    programme, dot, rule = kind.partition(".")
    return (programme, rule) if dot else (None, kind)


def _below(tx: Tx, department: UUID | None) -> tuple[UUID, ...] | None:
    if department is None:
        return None
    found = choices.all_below(tx.conn, department)
    if not found:
        raise Invalid({"department": [_NO_DEPARTMENT]})
    return found


def _stretch(tx: Tx, args: dict[str, Any]) -> Stretch:
    zone = settings().zone
    first = start_of_day(args["first"], zone) if args["first"] else None
    if args["last"]:
        last = start_of_day(add_days(args["last"], 1), zone) - _A_MOMENT
    elif args["first"]:
        last = start_of_day(add_days(args["first"], args["days"]), zone) - _A_MOMENT
    else:
        last = tx.now + timedelta(days=args["days"])
    programmes = (args["programme"],) if args["programme"] else tuple(BY_CODE)
    return Stretch(first=first, last=last, programmes=programmes, departments=_below(tx, args["department"]))


def _totals(ahead: Ahead, names: dict[UUID, str]) -> dict[str, Any]:
    return {
        "total": ahead.total,
        "programmes": ahead.programmes,
        "days": [
            {"date": day, "count": sum(many.values()), "programmes": many} for day, many in ahead.days.items()
        ],
        "interviewers": [
            {
                "interviewer": one.interviewer,
                "name": names.get(one.interviewer),
                "week": one.week,
                "count": one.count,
            }
            for one in ahead.load
        ],
        "unseen": [
            {"kind": one.programme, "plan_version": one.version, "count": one.count, "held": one.held}
            for one in ahead.waiting
        ],
    }


def _item(line: Line, catch_up_days: int) -> dict[str, Any]:
    one = line.touchpoint
    return {
        "id": one.id,
        "person_id": one.person_id,
        "spell_id": one.spell_id,
        "kind": one.programme,
        "rule": one.rule,
        "occurrence": one.occurrence,
        "due_date": one.due_date,
        "send_at": one.send_at,
        "closes_on": one.closes_on,
        "state": one.state,
        "reason": one.reason,
        "detail": one.detail,
        "why": words.explain(line, catch_up_days),
        "ask": one.ask or (line.rule and (line.rule.ask or line.rule.name)),
        "plan_version": one.plan_version,
        "moved_to": one.moved_to,
        "department_id": one.department_id,
        "interviewer": one.interviewer,
    }


def _there(line: Line, catch_up_days: int) -> dict[str, Any]:
    one = line.touchpoint
    item = _item(line, catch_up_days)
    return {
        "kind": one.programme,
        "rule": one.rule,
        "title": words.moment_words(line),
        "touchpoint": item,
        "reason": one.reason,
        "asks": None,
        "due_date": one.due_date,
        "why": item["why"],
    }


def _not_there(absent: Absent) -> dict[str, Any]:
    return {
        "kind": absent.rule.programme,
        "rule": absent.rule.name,
        "title": words.title_words(absent.rule),
        "touchpoint": None,
        "reason": absent.reason,
        "asks": absent.asks,
        "due_date": absent.due,
        "why": words.why_not_words(absent),
    }
