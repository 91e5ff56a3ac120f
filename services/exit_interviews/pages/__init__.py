"""The pages behind the link in a letter: as of all who ask, and what is particular to leaving."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from flask import Blueprint

from services.exit_interviews.actions import forms, hearing, quoting
from services.exit_interviews.actions import home as reaching
from services.exit_interviews.actions.programme import FORMS
from services.exit_interviews.actions.talking import TALKS
from services.exit_interviews.domain.form import USE_WORDS
from services.exit_interviews.pages import home, later, quotes, readers, report
from services.exit_interviews.schemas.talk_words import talk_words
from shared.appointment import pages as talk_pages
from shared.appointment.words import Words as TalkWords
from shared.asking import pages
from shared.asking.pages import Own, Words
from shared.db.transaction import Tx
from shared.eventlog.unit import Transactions
from shared.invitation.model import Invitation
from shared.questionnaire.asking import Asking, MoreKept
from shared.questionnaire.model import Text

_WORDS = Words(
    declined=Text(
        nl="Dat is goed. Het heeft geen gevolgen, en we vragen niet waarom.",
        en="That is fine. It has no consequences, and we do not ask why.",
        fr="C’est très bien ainsi. Cela n’a aucune conséquence, et nous ne demandons pas pourquoi.",
    ),
    following={},
)
_PROMISE = Text(
    nl="Jij kiest aan het eind, per onderdeel, wie het leest. Kies je niets, dan telt het alleen mee in groepen.",
    en="At the end you choose, for each part, who reads it. If you choose nothing, it counts in groups only.",
    fr="À la fin, vous choisissez pour chaque partie qui la lit. Sans choix, elle ne compte qu’en groupe.",
)
_CHOSEN = Text(
    nl="Dit heb je gekozen, en zo gaan we ermee om:",
    en="This is what you chose, and how we will treat it:",
    fr="Voici ce que vous avez choisi, et ce que nous respecterons :",
)
_BY_NAME = Text(
    nl="Alleen HR leest dit, met je naam, en komt er bij je op terug als je dat hebt gevraagd.",
    en="Only HR reads this, with your name, and comes back to you if you asked for it.",
    fr="Seules les RH lisent ceci, avec votre nom, et reviendront vers vous si vous l’avez demandé.",
)
_QUOTED = Text(
    nl="Mag worden aangehaald, zonder mijn naam",
    en="May be quoted, without my name",
    fr="Peut être cité, sans mon nom",
)
_WHERE = Text(
    nl="Na je laatste werkdag lezen we elkaar niet meer via je werkmail. Hieronder kun je een eigen adres doorgeven.",
    en="After your last working day we can no longer reach you at your work mail. Below you can give an address of your"
    " own.",
    fr="Après votre dernier jour de travail, nous ne pourrons plus vous joindre à votre adresse professionnelle. Vous"
    " pouvez en indiquer une à vous ci-dessous.",
)


def _talk_words(tx: Tx, talk: Any) -> TalkWords:
    return replace(talk_words(tx, talk), more=report.doors)


def make_blueprints(transaction: Transactions) -> list[Blueprint]:
    """Return the pages behind links, each link to what it is for."""
    return [
        talk_pages.make_blueprint(TALKS, transaction, _talk_words),
        report.make_blueprint(transaction),
        _answering(transaction),
        home.make_blueprint(transaction),
    ]


def _answering(transaction: Transactions) -> Blueprint:
    """Return the pages at ``/exit/a/<token>``."""

    def shown_back(invitation: Invitation) -> Sequence[Text]:
        if invitation.level == "named":
            return [_BY_NAME]
        with transaction() as tx:
            uses, unknown = hearing.uses(tx, invitation), reaching.is_missing(tx, invitation.subject_id)
            quotes_of = hearing.quotes_of(tx, invitation)
        chosen = [_chosen(part.title, USE_WORDS[use]) for part, use in uses]
        chosen += [_chosen(title, _QUOTED) for title in quotes_of.parts]
        return [*([_CHOSEN, *chosen] if chosen else []), *([_WHERE] if unknown else [])]

    def more_kept(invitation: Invitation) -> MoreKept | None:
        with transaction() as tx:
            return quotes.kept(tx, invitation)

    def more(blueprint: Blueprint, asking: Asking) -> None:
        for each in (home, later, readers, quotes):
            each.add_to(blueprint, asking)

    return pages.make_blueprint(
        FORMS,
        transaction,
        _WORDS,
        Own(
            group_of=hearing.group_of,
            heard=hearing.heard,
            back=forms.take_back,
            promise=lambda invitation: None if invitation.level == "named" else _PROMISE,
            shown_back=shown_back,
            ways=(home.WAY,),
            ways_after=(later.WAY, readers.WAY, quotes.WAY),
            taken_back=lambda tx, invitation: quoting.drop(tx, [invitation.subject_id]),
            more_kept=more_kept,
            more=more,
        ),
    )


def _chosen(title: Text, use: Text) -> Text:
    return Text(nl=f"{title.nl}: {use.nl}.", en=f"{title.en}: {use.en}.", fr=f"{title.fr} : {use.fr}.")
