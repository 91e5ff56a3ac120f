"""HR says who holds conversations of which programmes, how many a week, and when somebody is away."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from services.journey.actions.assigning import assign_for
from services.journey.errors import AwayUnknown, InterviewerUnknown
from services.journey.store import interviewers as store
from services.journey.store import lanes, people
from services.journey.store.interviewers import Row
from shared.contracts.programmes import BY_CODE
from shared.db.transaction import Tx
from shared.kernel.errors import Invalid
from shared.kernel.texts import marked

MOST_A_WEEK = 40
LONGEST_AWAY_DAYS = 400

NO_PROGRAMME = marked("Kies programma's uit de lijst.")
BAD_NUMBER = marked("Kies een heel getal van 0 tot en met 40.")
BAD_DAYS = marked("De laatste dag ligt niet voor de eerste, en hooguit 400 dagen erna.")


def put(tx: Tx, account_id: UUID, *, programmes: tuple[str, ...], a_week: int, active: bool) -> None:
    """Let somebody with an account hold conversations, or change how; what they cannot hold any more goes to others."""
    who = next((one for one in people.candidates(tx.conn) if one.account_id == account_id), None)
    if who is None:
        raise InterviewerUnknown
    if not set(programmes) <= set(BY_CODE):
        raise Invalid({"programmes": [NO_PROGRAMME]})
    if not 0 <= a_week <= MOST_A_WEEK:
        raise Invalid({"a_week": [BAD_NUMBER]})
    theirs = _locked(tx, account_id)
    row = Row(account_id, who.person_id, tuple(sorted(set(programmes))), a_week, active)
    store.put(tx.conn, row, tx.now)
    assign_for(tx, theirs)


def go_away(tx: Tx, account_id: UUID, first: date, last: date) -> UUID:
    """Note when somebody is away; the conversations of those days go to others."""
    if not any(one.account_id == account_id for one in store.all_of(tx.conn)):
        raise InterviewerUnknown
    if not 0 <= (last - first).days <= LONGEST_AWAY_DAYS:
        raise Invalid({"last_day": [BAD_DAYS]})
    theirs = _locked(tx, account_id)
    made = store.add_away(tx.conn, account_id, first, last)
    assign_for(tx, theirs)
    return made


def stay_after_all(tx: Tx, away_id: UUID) -> None:
    """Strike an absence."""
    if store.remove_away(tx.conn, away_id) is None:
        raise AwayUnknown


def _locked(tx: Tx, account_id: UUID) -> list[UUID]:
    """Lock with whom somebody is to talk: people first and interviewers after, as everybody does."""
    theirs = store.people_of(tx.conn, account_id)
    lanes.lock(tx.conn, theirs)
    return theirs
