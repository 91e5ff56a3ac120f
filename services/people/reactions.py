"""Which fact makes people do what: only those about who is at the front door, of whichever neighbour."""

from __future__ import annotations

from services.people.actions import calling, listing
from shared.contracts.alumni import (
    AddressConfirmed,
    CallerVouched,
    CallerWithdrew,
    ForgetAsked,
    ListClosed,
    ListedLetGo,
    ListHandedIn,
)
from shared.contracts.exit import HomeConfirmed, HomeDenied
from shared.db.transaction import Tx
from shared.eventlog.follow import Follower, Run


def confirmed(tx: Tx, run: Run) -> None:
    """Somebody showed that the address is theirs: see whether we know them."""
    for recorded in run:
        calling.confirm(tx, recorded.fact.caller_id)


def withdrew(tx: Tx, run: Run) -> None:
    """It is not wanted any more."""
    calling.withdraw(tx, [recorded.fact.caller_id for recorded in run])


def forget_asked(tx: Tx, run: Run) -> None:
    """Somebody is not in the network (any more): who was never employed here was in people for it alone."""
    for recorded in run:
        if recorded.fact.person_id is not None:
            calling.forget_member(tx, recorded.fact.person_id)


def list_handed_in(tx: Tx, run: Run) -> None:
    """Say of each row what we think of it; nothing happens yet."""
    for recorded in run:
        listing.judge(tx, recorded.fact.list_id)


def vouched(tx: Tx, run: Run) -> None:
    """HR vouches for who is in its list."""
    listing.take_in(tx, [recorded.fact.caller_id for recorded in run])


def list_closed(tx: Tx, run: Run) -> None:
    """What is left of a list goes."""
    listing.close(tx, [recorded.fact.list_id for recorded in run])


FOLLOWER = Follower(
    "people",
    {
        AddressConfirmed: confirmed,
        CallerWithdrew: withdrew,
        ForgetAsked: forget_asked,
        ListHandedIn: list_handed_in,
        CallerVouched: vouched,
        ListClosed: list_closed,
        ListedLetGo: forget_asked,
        HomeConfirmed: confirmed,
        HomeDenied: withdrew,
    },
)
