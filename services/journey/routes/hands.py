"""What HR does by hand over many: looked at first, done, followed and undone."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from services.journey.actions import by_hand, foreseeing, handling
from services.journey.domain.intent import SEND, Intent, Selection
from services.journey.errors import HandUnknown
from services.journey.schemas.hands import (
    HandArgs,
    HandPageSchema,
    HandSchema,
    IntentSchema,
    LookSchema,
    MoveSchema,
    SendSchema,
    hand_as_json,
    intent,
    preview_as_json,
)
from services.journey.store import hands
from shared.eventlog.unit import Transactions
from shared.kernel.ids import new_id
from shared.web.api import PageArgs
from shared.web.auth import account
from shared.web.paging import page, read_window


def register(api: Any, transaction: Transactions) -> None:
    """Add the calls."""
    _one(api, transaction)
    _many(api, transaction)
    _actions(api, transaction)


def _one(api: Any, transaction: Transactions) -> None:
    """Add what happens to one moment, or one person."""

    @api.put("/touchpoints/<uuid:touchpoint_id>/move")
    @api.arguments(MoveSchema)
    @api.response(204)
    def move(args: dict[str, Any], touchpoint_id: UUID) -> None:
        """Let a touchpoint that waits come on another day; one that has left is a conflict."""
        with transaction() as tx:
            by_hand.move(tx, touchpoint_id, args["day"], account().id)

    @api.delete("/touchpoints/<uuid:touchpoint_id>/move")
    @api.response(204)
    def move_back(touchpoint_id: UUID) -> None:
        """Let a touchpoint that was moved by hand come on the day of its plan again."""
        with transaction() as tx:
            by_hand.move(tx, touchpoint_id, None, account().id)

    @api.post("/people/<uuid:person_id>/touchpoints")
    @api.arguments(SendSchema)
    @api.response(201, HandSchema)
    def send(args: dict[str, Any], person_id: UUID) -> dict[str, Any]:
        """Ask somebody something outside the plan; it leaves a minute from now at the soonest."""
        hand_id = args.pop("id") or new_id()
        asked = Intent(kind=SEND, who=Selection(), **args)
        with transaction() as tx:
            return hand_as_json(by_hand.send(tx, person_id, asked, hand_id, account().id))


def _many(api: Any, transaction: Transactions) -> None:
    """Add what happens to many."""

    @api.post("/hands/preview")
    @api.arguments(IntentSchema)
    @api.response(200, LookSchema)
    def look(args: dict[str, Any]) -> dict[str, Any]:
        """Show what an action would do, without doing it."""
        asked = intent(args)
        with transaction() as tx:
            by_hand.check(tx, asked)
            return preview_as_json(foreseeing.look(tx, asked))

    @api.post("/hands")
    @api.arguments(HandArgs)
    @api.response(201, HandSchema)
    def start(args: dict[str, Any]) -> dict[str, Any]:
        """Do something by hand to all that are meant; what is more than a batch goes on in the background."""
        asked, hand_id = intent(args), args["id"] or new_id()
        with transaction() as tx:
            by_hand.check(tx, asked)
            return hand_as_json(handling.start(tx, hand_id, asked, account().id))


def _actions(api: Any, transaction: Transactions) -> None:
    """Add the actions themselves."""

    @api.get("/hands")
    @api.arguments(PageArgs, location="query")
    @api.response(200, HandPageSchema)
    def actions(args: dict[str, Any]) -> dict[str, Any]:
        """List what was done by hand, the newest first."""
        window = read_window(**args)
        with transaction() as tx:
            found = hands.recent(tx.conn, after=window.after, limit=window.fetch)
        items = [hand_as_json(one) for one in found]
        return page(items, window, key=lambda item: (item["done_at"], item["id"]))

    @api.get("/hands/<uuid:hand_id>")
    @api.response(200, HandSchema)
    def action(hand_id: UUID) -> dict[str, Any]:
        """Show how far an action is."""
        with transaction() as tx:
            found = hands.one(tx.conn, hand_id)
        if found is None:
            raise HandUnknown
        return hand_as_json(found)

    @api.post("/hands/<uuid:hand_id>/undo")
    @api.response(200, HandSchema)
    def undo(hand_id: UUID) -> dict[str, Any]:
        """Undo an action, up to a minute after its end; what has left stays, and is counted as kept."""
        with transaction() as tx:
            return hand_as_json(handling.undo(tx, hand_id))
