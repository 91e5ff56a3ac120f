"""Which fact makes people do what: only those about who is at the front door, of whichever neighbour."""

from __future__ import annotations

from services.people.actions import calling
from shared.contracts.alumni import AddressConfirmed, CallerWithdrew, ForgetAsked
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
    """A member asked to be forgotten: who was never employed here is in people for the network alone."""
    for recorded in run:
        if recorded.fact.person_id is not None:
            calling.forget_member(tx, recorded.fact.person_id)


FOLLOWER = Follower(
    "people",
    {
        AddressConfirmed: confirmed,
        CallerWithdrew: withdrew,
        ForgetAsked: forget_asked,
        HomeConfirmed: confirmed,
        HomeDenied: withdrew,
    },
)
