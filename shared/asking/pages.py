"""The pages behind the link in a letter: the questionnaire engine, and what a service says when all is said."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from flask import Blueprint

from shared.asking import actions, store
from shared.asking.programme import Programme
from shared.asking.wish import pages as wish_pages
from shared.db.transaction import Tx
from shared.eventlog.unit import Transactions
from shared.invitation.model import Invitation
from shared.questionnaire import blueprint
from shared.questionnaire.asking import Asking, Door, MoreKept
from shared.questionnaire.model import Text
from shared.questionnaire.privacy import Group
from shared.questionnaire.values import Answers

_READ_IN_GROUPS = Text(
    nl="HR leest je antwoorden zonder je naam, samen met die van anderen,"
    " zodra er genoeg zijn dat niemand te herkennen is.",
    en="HR reads your answers without your name, together with those of others, once there are enough for nobody to be"
    " recognised.",
    fr="Les RH liront vos réponses sans votre nom, avec celles des autres, dès qu’il y en aura assez pour que personne"
    " ne soit reconnu.",
)
_READ_BY_NAME = Text(
    nl="HR leest je antwoorden en komt er bij je op terug als je dat hebt gevraagd.",
    en="HR reads your answers and comes back to you if you asked for it.",
    fr="Les RH liront vos réponses et reviendront vers vous si vous l’avez demandé.",
)
_DO_NOT_WAIT = Text(
    nl="Zit je iets dwars dat niet kan wachten? Loop dan bij HR binnen, of antwoord op onze mail.",
    en="Is something on your mind that cannot wait? Drop in at HR, or reply to our mail.",
    fr="Quelque chose vous préoccupe et ne peut attendre ? Passez aux RH, ou répondez à notre message.",
)


@dataclass(frozen=True, kw_only=True)
class Words:
    """What a service says at the end: to who would rather not, and what comes after which moment."""

    declined: Text
    following: Mapping[str, Text]


@dataclass(frozen=True, kw_only=True)
class Own:
    """What a service does in its own way where all who ask do the same, if it does.

    ``group_of`` says to which group the answers belong; ``heard`` runs with the answers, in their commit; ``back`` lets
    somebody who would rather not think again, until the time is over; ``promise`` says who reads, ``shown_back`` what
    was chosen in that. ``ways`` are other pages behind the same link, ``ways_after`` those that
    are of use only at the end; ``more`` adds them. ``taken_back`` runs where answers are taken back, ``more_kept`` says
    what is kept beside them.
    """

    group_of: Callable[[Tx, Invitation], Group] = actions.group_of
    heard: Callable[[Tx, Invitation, Answers], None] | None = None
    back: Callable[[Tx, Invitation], None] | None = None
    promise: Callable[[Invitation], Text | None] | None = None
    shown_back: Callable[[Invitation], Sequence[Text]] | None = None
    ways: Sequence[tuple[str, str]] = ()
    ways_after: Sequence[tuple[str, str]] = ()
    taken_back: Callable[[Tx, Invitation], None] | None = None
    more_kept: Callable[[Invitation], MoreKept | None] | None = None
    more: Callable[[Blueprint, Asking], None] | None = None


AS_ALL = Own()


def make_blueprint(
    programme: Programme, transaction: Transactions, words: Words, own: Own = AS_ALL
) -> Blueprint:
    """Return the pages at ``/<service>/a/<token>``."""

    def next_after(invitation: Invitation) -> list[Text]:
        # By the moment, not by its questions: HR may ask the same ones at a moment of its own.
        with transaction() as tx:
            moment = store.moment_of(tx.conn, programme.tables, invitation.subject_id)
        following = words.following.get(moment or "")
        return [following] if following else []

    def thanks(invitation: Invitation) -> Sequence[Text]:
        if own.shown_back is not None:
            return [*own.shown_back(invitation), *next_after(invitation), _DO_NOT_WAIT]
        read = _READ_BY_NAME if invitation.level == "named" else _READ_IN_GROUPS
        return [read, *next_after(invitation), _DO_NOT_WAIT]

    def submitted(tx: Tx, invitation: Invitation, answers: Answers) -> None:
        actions.submitted(tx, programme, invitation)
        if own.heard is not None:
            own.heard(tx, invitation, answers)

    def beside(invitation: Invitation) -> Door | None:
        assert programme.companion
        with transaction() as tx:
            return programme.companion.door(tx, invitation.subject_id)

    asking = Asking(
        service=programme.service,
        transaction=transaction,
        tables=programme.tables.asked,
        catalogue=programme.catalogue(),
        group_of=own.group_of,
        on_submit=submitted,
        on_decline=lambda tx, invitation: actions.declined(tx, programme, invitation),
        thanks=thanks,
        declined=lambda invitation: [words.declined, *next_after(invitation)],
        earlier=lambda tx, invitation: store.earlier_in_service(
            tx.conn, programme.tables, invitation.subject_id
        ),
        ways=_ways(programme, own),
        ways_after=own.ways_after,
        beside=beside if programme.companion else None,
        on_return=own.back,
        promise=own.promise,
        on_take_back=own.taken_back,
        more_kept=own.more_kept,
    )
    return _with_more(blueprint.make_blueprint(asking), asking, programme, own)


def _ways(programme: Programme, own: Own) -> tuple[tuple[str, str], ...]:
    talk = (wish_pages.WAY,) if programme.tables.wish is not None else ()
    return (*talk, *own.ways)


def _with_more(pages: Blueprint, asking: Asking, programme: Programme, own: Own) -> Blueprint:
    if programme.tables.wish is not None:
        wish_pages.add_to(pages, asking, programme)
    if own.more is not None:
        own.more(pages, asking)
    return pages
