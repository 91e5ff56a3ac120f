"""How somebody comes in: asks at the public page, confirms the address, is let in; or is asked once, and says yes.

At the public page everybody gets the same answer after the same work: nothing is looked up, so nothing can be read off
it. What a stranger tells goes to people; here stays that somebody asked.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from services.alumni.actions import former, letters, membership
from services.alumni.actions.hashing import address_hash
from services.alumni.domain.members import (
    ADDRESS,
    ADMITTED,
    CONFIRMED,
    DECLINED,
    EXPIRED,
    FAREWELL,
    FILE,
    INVITATION,
    PUBLIC_PAGE,
    REFUSED,
    SUBJECTS,
    Application,
    Member,
)
from services.alumni.errors.membership import LinkDead
from services.alumni.policy import CONFIRM_WITHIN, LETTERS_A_DAY
from services.alumni.store import applications, members
from services.alumni.store import former as listed
from shared.contracts.alumni import (
    AddressConfirmed,
    CallerWithdrew,
    InvitationAnswered,
    InvitationClosed,
    InvitationDeclined,
)
from shared.contracts.exit import NetworkChosen
from shared.contracts.journey import TouchpointDue
from shared.db.transaction import Tx
from shared.frontdoor.knock import Caller, knock
from shared.invitation.link import hash_of, new_token
from shared.kernel.ids import new_id
from shared.letterbox.put import Letter, put

_A_DAY = timedelta(days=1)
BATCH = 500


@dataclass(frozen=True, kw_only=True)
class Asked:
    """What somebody filled in at the public page."""

    name: str
    email: str
    from_year: int | None
    until_year: int | None
    subjects: tuple[str, ...]
    language: str


def ask(tx: Tx, asked: Asked) -> None:
    """Somebody wants to stay in touch, or says so: only who reads the mail of that address can go on."""
    caller = Caller(
        id=new_id(),
        email=asked.email,
        name=asked.name,
        language=asked.language,
        from_year=asked.from_year,
        until_year=asked.until_year,
    )
    _knock(tx, caller, source=PUBLIC_PAGE, subjects=asked.subjects, template="alumni/confirm")


def new_address(tx: Tx, member: Member, email: str, language: str | None) -> None:
    """A member has another address; it counts once they showed that it is theirs."""
    caller = Caller(id=new_id(), email=email, language=language, person_id=member.person_id)
    _knock(tx, caller, source=ADDRESS, subjects=(), template="alumni/address")


def invite(tx: Tx, due: Sequence[TouchpointDue]) -> None:
    """Ask whoever left, once, whether they want to stay in touch; not who is in already."""
    inside = members.among(tx.conn, {fact.person_id for fact in due if fact.person_id})
    asked: list[Letter] = []
    for fact in due:
        if fact.person_id is None or fact.person_id in inside:
            tx.record(
                InvitationClosed(
                    person_id=fact.person_id, touchpoint_id=fact.touchpoint_id, reason="already_member"
                )
            )
            continue
        token = new_token()
        expires = letters.end_of(fact.closes_on)
        values = {"id": new_id(), "token_hash": hash_of(token), "source": INVITATION, "person_id": fact.person_id,
                  "touchpoint_id": fact.touchpoint_id, "asked_at": tx.now, "expires_at": expires}  # fmt: skip
        if applications.add(tx.conn, values):
            asked.append(letters.invitation(fact, token, expires))
    put(tx, *asked)


def confirm(tx: Tx, token: str, subjects: tuple[str, ...], language: str | None) -> Application:
    """The person behind the link says yes: to what, and in which language."""
    application = _open(tx, token)
    chosen = language or application.language
    values = {"state": CONFIRMED, "confirmed_at": tx.now, "subjects": list(subjects), "language": chosen}
    applications.change(tx.conn, application.id, **values)
    if application.touchpoint_id is not None and application.person_id is not None:
        tx.record(
            InvitationAnswered(person_id=application.person_id, touchpoint_id=application.touchpoint_id)
        )
        admit(tx, application.id, application.person_id)
    elif application.source == FILE and application.person_id is not None:
        admit(tx, application.id, application.person_id)
    else:
        tx.record(AddressConfirmed(caller_id=application.id))
    return application


def decline(tx: Tx, token: str) -> Application:
    """The person behind the link would rather not, or never asked."""
    application = _open(tx, token)
    applications.change(tx.conn, application.id, state=DECLINED, ended_at=tx.now)
    if application.touchpoint_id is not None:
        tx.record(
            InvitationDeclined(person_id=application.person_id, touchpoint_id=application.touchpoint_id)
        )
    elif application.source == FILE:
        former.said_nothing(tx, application, why="said_no")
    else:
        tx.record(CallerWithdrew(caller_id=application.id))
    return application


def admit(tx: Tx, application_id: UUID, person_id: UUID) -> None:
    """It is known who it is: what they confirmed counts from now on."""
    application = applications.find(tx.conn, application_id)
    if application is None or application.state != CONFIRMED:
        return
    applications.change(tx.conn, application_id, state=ADMITTED, ended_at=tx.now, person_id=person_id)
    if application.source == ADDRESS:
        return
    evidence = {"application": str(application_id), "asked_at": application.asked_at.isoformat()}
    # Out of a list or not: they were asked, and said yes by their own hand.
    how = INVITATION if application.source == FILE else application.source
    member = membership.join(
        tx, person_id, application.subjects, how=how, language=application.language, evidence=evidence
    )
    if application.source == FILE and listed.became(tx.conn, application_id, member.id, tx.now):
        membership.settle(tx, [person_id])


def at_farewell(tx: Tx, chosen: NetworkChosen, at: datetime) -> None:
    """Somebody who leaves ticked on their own page what they want to hear about: that it is theirs, the link proves.

    The evidence says in which leaving, and when by the log.
    """
    if chosen.person_id is None:
        return
    membership.join(
        tx,
        chosen.person_id,
        [one for one in chosen.subjects if one in SUBJECTS],
        how=FAREWELL,
        language=chosen.language,
        evidence={"case": str(chosen.case_id), "ticked_at": at.isoformat()},
    )


def refuse(tx: Tx, application_id: UUID) -> None:
    """HR knows nobody of that name."""
    applications.change(tx.conn, application_id, state=REFUSED, ended_at=tx.now)


def stop(tx: Tx, open_ones: Sequence[Application], reason: str) -> None:
    """End what nobody has answered yet."""
    applications.end(tx.conn, [one.id for one in open_ones], EXPIRED, tx.now)
    for one in open_ones:
        if one.touchpoint_id is not None:
            tx.record(
                InvitationClosed(person_id=one.person_id, touchpoint_id=one.touchpoint_id, reason=reason)
            )
        elif one.source == FILE:
            former.said_nothing(tx, one, why=reason)
        else:
            tx.record(CallerWithdrew(caller_id=one.id))


def close_due(tx: Tx) -> int:
    """End a batch of what was not answered in time; return how many."""
    overdue = applications.overdue(tx.conn, tx.now, BATCH)
    stop(tx, overdue, "expired")
    return len(overdue)


def _knock(tx: Tx, caller: Caller, *, source: str, subjects: tuple[str, ...], template: str) -> None:
    token, address = new_token(), address_hash(caller.email)
    lately = applications.asked_lately(tx.conn, address, tx.now, _A_DAY)
    expires = tx.now + CONFIRM_WITHIN
    values = {"id": caller.id, "token_hash": hash_of(token), "source": source, "address_hash": address,
              "person_id": caller.person_id, "subjects": list(subjects), "language": caller.language,
              "asked_at": tx.now, "expires_at": expires}  # fmt: skip
    applications.add(tx.conn, values)
    knock(tx, caller)
    if lately < LETTERS_A_DAY:
        put(tx, letters.to_confirm(template, caller, token, expires))


def _open(tx: Tx, token: str) -> Application:
    application = applications.behind(tx.conn, token, lock=True)
    if application is None or not application.open_at(tx.now):
        raise LinkDead
    return application
