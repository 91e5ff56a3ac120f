"""What HR did by hand, in words: what it was, to how many, who was left out, what could not be undone."""

from __future__ import annotations

from collections.abc import Mapping

from services.journey.domain.intent import KINDS, Intent
from services.journey.domain.touchpoint import BY_HAND
from services.journey.schemas.words import because_words, kind_words
from services.journey.store.hands import Hand
from shared.contracts.programmes import BY_CODE, PROGRAMMES
from shared.web.filters import dateword
from shared.web.texts import gettext, language, marked, ngettext

# What HR called the questionnaires that it made, by key, by programme.
OwnAsks = Mapping[str, Mapping[str, Mapping[str, str]]]

KIND_WORDS = {
    "send": marked("Sturen"),
    "move": marked("Verzetten"),
    "skip": marked("Overslaan"),
    "take_back": marked("Toch laten gaan"),
    "pause": marked("Op pauze zetten"),
    "resume": marked("Pauze opheffen"),
}
EMPLOYMENT_WORDS = {
    "in_service": marked("wie in dienst is"),
    "expected": marked("wie nog komt"),
    "left": marked("wie weg is"),
    "everybody": marked("iedereen"),
}
LEFT_OUT = {
    "paused": marked("op pauze gezet"),
    "died": marked("overleden"),
    "never_started": marked("nooit begonnen"),
    "forgotten": marked("gewist"),
    "not_waiting": marked("wacht niet meer: vertrokken of vervallen"),
    "the_same": marked("was al zo"),
    "day_passed": marked("die dag is daar al voorbij"),
}
STATE_WORDS = {
    "running": marked("bezig"),
    "done": marked("gedaan"),
    "undoing": marked("wordt teruggenomen"),
    "undone": marked("teruggenomen"),
}


def kind_of(kind: str) -> str:
    """Return what is done, in a word."""
    return str(gettext(KIND_WORDS[kind]))


def kinds() -> list[tuple[str, str]]:
    """Return all that can be done."""
    return [(kind, kind_of(kind)) for kind in KINDS]


def asks(own: OwnAsks) -> list[tuple[str, str]]:
    """Return what can be sent by hand: the questionnaires and conversations of all programmes."""
    return [
        (f"{one.code}/{ask}", f"{said} ({kind_words(one.code).lower()})")
        for one in PROGRAMMES
        for ask, said in asks_of(one.code, own)
    ]


def asks_of(programme: str, own: OwnAsks) -> list[tuple[str, str]]:
    """Return what a programme can ask, in words: what comes with the house, and what HR made itself."""
    ours = [(code, kind_words(code)) for code in BY_CODE[programme].asks]
    theirs = [
        (key, title.get(language()) or title.get("nl", key)) for key, title in own.get(programme, {}).items()
    ]
    return [*ours, *theirs]


def reasons() -> list[tuple[str, str]]:
    """Return why something can be skipped by hand."""
    return [(code, because_words(code)) for code in BY_HAND]


def employments() -> list[tuple[str, str]]:
    """Return whose employment can be meant."""
    return [(code, str(gettext(said))) for code, said in EMPLOYMENT_WORDS.items()]


def state_of(hand: Hand) -> str:
    """Return how far an action is, in a word."""
    return str(gettext(STATE_WORDS[hand.state]))


def left_out_words(left_out: Mapping[str, int]) -> list[tuple[str, int]]:
    """Return why how many were left out, the most first."""
    return [
        (str(gettext(LEFT_OUT[reason])), many)
        for reason, many in sorted(left_out.items(), key=lambda one: (-one[1], one[0]))
    ]


def intent_words(intent: Intent) -> str:
    """Return what was asked, in a line."""
    if intent.kind == "send" and intent.programme and intent.day:
        return f"{kind_words(intent.ask or intent.programme)}, {dateword(intent.day)}"
    if intent.kind == "move":
        return dateword(intent.day) if intent.day else str(gettext("terug naar de dag van het plan"))
    return because_words(intent.reason) if intent.reason else ""


def done_words(hand: Hand) -> str:
    """Return what an action did, in a sentence."""
    said = {
        "send": lambda n: ngettext("Eén brief klaargezet.", "%(num)s brieven klaargezet.", n),
        "move": lambda n: ngettext("Eén moment verzet.", "%(num)s momenten verzet.", n),
        "skip": lambda n: ngettext("Eén moment overgeslagen.", "%(num)s momenten overgeslagen.", n),
        "take_back": lambda n: ngettext("Eén moment gaat toch door.", "%(num)s momenten gaan toch door.", n),
        "pause": lambda n: ngettext("Eén collega op pauze gezet.", "%(num)s collega's op pauze gezet.", n),
        "resume": lambda n: ngettext("Eén pauze opgeheven.", "%(num)s pauzes opgeheven.", n),
    }
    return str(said[hand.intent.kind](hand.count))


def kept_words(hand: Hand) -> str:
    """Return what undoing did, and what it could not."""
    if hand.state == "undoing":
        return str(gettext("We nemen het terug. Dat duurt even; hier zie je hoe ver het is."))
    if not hand.kept:
        return str(gettext("Teruggenomen: alles is weer zoals het was."))
    return str(
        ngettext(
            "Teruggenomen, op één na: dat moment was al vertrokken of intussen anders beslist.",
            "Teruggenomen, op %(num)s na: die waren al vertrokken of intussen anders beslist.",
            hand.kept,
        )
    )
