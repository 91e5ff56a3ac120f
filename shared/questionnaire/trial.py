"""A questionnaire to try: the pages that a person would see, and nothing is kept.

What is typed travels in the address, signed and shortened; so the conditions work, and when the window closes it is
gone. Whoever has the link can look, as with any link.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import UUID

from flask import Blueprint, redirect, render_template, request, url_for
from itsdangerous import BadData, URLSafeTimedSerializer

from shared.invitation.errors import DeadLink
from shared.invitation.model import Invitation, State
from shared.kernel import clock
from shared.kernel.errors import Conflict, Invalid
from shared.kernel.settings import settings
from shared.questionnaire import closing, form, pages
from shared.questionnaire.blueprint import fields, onwards
from shared.questionnaire.conversation import Conversation
from shared.questionnaire.drafts import cleaned
from shared.questionnaire.kinds import Raw
from shared.questionnaire.model import Question, Questionnaire, Text
from shared.questionnaire.turns import Outcome, Recalled, Turn, hindrance
from shared.web.texts import gettext, language, marked, speak

DAYS = 7
ANSWERING_DAYS = 21
NOBODY = UUID(int=0)
# What was typed must fit into an address: servers read some 4,000 characters of it, and no more.
LONGEST_TEXT = 120
LONGEST_ADDRESS = 3_000
WORDS = marked("Dit is een voorbeeld. Wat je hier invult, wordt niet bewaard en niet verstuurd.")
_EARLIER = Text(
    nl="Hier staat wat deze collega eerder zelf antwoordde.",
    en="Here stands what this colleague answered earlier.",
    fr="Ici figure ce que cette personne a répondu auparavant.",
)
_SENT = Text(
    nl="Er is niets verstuurd en niets bewaard. Een collega leest hier wat er met de antwoorden gebeurt.",
    en="Nothing was sent and nothing was kept. A colleague reads here what happens with the answers.",
    fr="Rien n’a été envoyé ni conservé. Une personne lirait ici ce que deviennent ses réponses.",
)
_DECLINED = Text(
    nl="Er is niets verstuurd en niets bewaard. Een collega leest hier dat nee zeggen geen gevolgen heeft.",
    en="Nothing was sent and nothing was kept. A colleague reads here that saying no has no consequences.",
    fr="Rien n’a été envoyé ni conservé. Une personne lirait ici que refuser n’a aucune conséquence.",
)
_KEPT = Text(
    nl="Van een voorbeeld wordt niets bewaard. Een collega leest hier wat we bewaren en wie het kan lezen.",
    en="Nothing is kept of a trial. A colleague reads here what we keep and who can read it.",
    fr="Rien n’est conservé d’un essai. Une personne lirait ici ce que nous conservons et qui peut le lire.",
)
Find = Callable[[str, int], Questionnaire]
"""Returns the draft (0) or the version of a questionnaire; raises NotFound where there is none."""


class NothingKept(Conflict):
    """What is typed in a trial is not kept."""

    code = "nothing_kept"
    text = WORDS


@dataclass(frozen=True)
class Trial:
    """Which questionnaire is tried, and what has been typed so far."""

    key: str
    version: int
    raws: Mapping[str, Raw]

    def token(self) -> str:
        """Return the trial as it stands in the address."""
        typed = {key: [list(raw.values), raw.other] for key, raw in self.raws.items() if raw}
        found: str = _signer().dumps([self.key, self.version, typed])
        return found


def address(service: str, key: str, version: int) -> str:
    """Return where a questionnaire can be tried."""
    return f"/{service}/a/trial/{Trial(key, version, {}).token()}"


def make_blueprint(service: str, find: Find) -> Blueprint:
    """Return the pages at ``/<service>/a/trial/<token>``."""
    blueprint = Blueprint("trial", __name__, url_prefix=f"/{service}/a/trial")
    blueprint.context_processor(lambda: {"trial_words": lambda: gettext(WORDS), "ways": ()})
    blueprint.register_error_handler(DeadLink, lambda _error: closing.dead_link())
    _add_looking(blueprint, find)
    _add_writing(blueprint, find)
    _add_ending(blueprint, find)
    return blueprint


def _add_looking(blueprint: Blueprint, find: Find) -> None:
    @blueprint.get("/<token>")
    def start(token: str) -> Any:
        """Show the first page."""
        return pages.start(_turn(find, token), token)

    @blueprint.get("/<token>/<int:number>")
    def page(token: str, number: int) -> Any:
        """Show one page of questions."""
        return pages.questions(_turn(find, token), token, number, pages.Notes())

    @blueprint.get("/<token>/summary")
    def summary(token: str) -> Any:
        """Show what would be sent."""
        return pages.summary(_turn(find, token), token)

    @blueprint.get("/<token>/decline")
    def ask_decline(token: str) -> Any:
        """Show how to say no."""
        return pages.decline(_turn(find, token), token)


def _add_writing(blueprint: Blueprint, find: Find) -> None:
    @blueprint.post("/<token>/<int:number>")
    def step(token: str, number: int) -> Any:
        """Go where the button says, with what was typed."""
        before = _turn(find, token)
        try:
            new = _typed_onto(_read(token), before.conversation.questionnaire)
        except Invalid as error:
            return pages.questions_again(before, token, number, fields=error.fields)
        return onwards(new, number, before=before.conversation, turn=_turn(find, new))

    @blueprint.post("/<token>/draft")
    def draft(token: str) -> Any:
        """Say to the page's script that nothing is kept here."""
        _read(token)
        raise NothingKept


def _add_ending(blueprint: Blueprint, find: Find) -> None:
    @blueprint.post("/<token>/summary")
    def send(token: str) -> Any:
        """Say what would happen."""
        turn = _turn(find, token)
        sure = request.form.get("sure") == "yes"
        outcome = hindrance(turn, sure=sure, seen=turn.conversation.fingerprint())
        if outcome is not None:
            return pages.summary(turn, token, outcome=outcome)
        return redirect(url_for(".done", token=token, how="sent"), 303)

    @blueprint.post("/<token>/decline")
    def decline(token: str) -> Any:
        """Say what would happen."""
        if request.form.get("sure") != "yes":
            return pages.decline(_turn(find, token), token, outcome=Outcome.NOT_SURE)
        return redirect(url_for(".done", token=token, how="declined"), 303)

    @blueprint.get("/<token>/done/<any(sent, declined):how>")
    def done(token: str, how: str) -> Any:
        """Show the last page."""
        _read(token)
        return _end(_SENT if how == "sent" else _DECLINED)

    @blueprint.get("/<token>/kept")
    def show_kept(token: str) -> Any:
        """Say what a person finds there."""
        _read(token)
        return _end(_KEPT)


def _typed_onto(trial: Trial, questionnaire: Questionnaire) -> str:
    """Return the token with what was typed on this page; what no address can hold is left out of it."""
    raws = form.raws_of(questionnaire, fields())
    short = {
        key: Raw(tuple(_short(value) for value in raw.values), _short(raw.other)) for key, raw in raws.items()
    }
    before = trial.token()
    found = Trial(trial.key, trial.version, {**trial.raws, **cleaned(short)}).token()
    return found if len(found) < LONGEST_ADDRESS else before


def _end(words: Text) -> str:
    return render_template("questionnaire/trial_end.html", words=words.said(language()))


def _turn(find: Find, token: str) -> Turn:
    trial = _read(token)
    questionnaire = find(trial.key, trial.version)
    invitation = Invitation(
        id=NOBODY,
        subject_id=NOBODY,
        person_id=None,
        questionnaire=questionnaire.key,
        version=questionnaire.version,
        level=questionnaire.level,
        language=None,
        expires_at=clock.now() + timedelta(days=ANSWERING_DAYS),
        state=State.OPEN,
    )
    said = Question(key="earlier", kind="long_text", text=_EARLIER)
    recalled = {key: Recalled(said, _EARLIER.said(language())) for key in questionnaire.recalls}
    return Turn(invitation, Conversation(questionnaire, trial.raws), {}, recalled=recalled)


def _read(token: str) -> Trial:
    speak(settings().language)
    try:
        key, version, typed = _signer().loads(token, max_age=DAYS * 86_400)
    except BadData:
        raise DeadLink from None
    return Trial(key, version, {each: Raw(tuple(values), other) for each, (values, other) in typed.items()})


def _short(typed: str) -> str:
    return typed[:LONGEST_TEXT]


def _signer() -> URLSafeTimedSerializer:
    return URLSafeTimedSerializer(settings().secret_key, salt="trial of a questionnaire")
