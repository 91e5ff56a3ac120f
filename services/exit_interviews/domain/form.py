"""What every exit form gets beside its own questions: the reasons, and who may read what. Pure."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date

from services.exit_interviews.domain import reasons as why
from services.exit_interviews.domain.reasons import Reason, Reasons
from shared.calendar.months import add_months
from shared.questionnaire.conditions import Answered, Any, Condition, Contains, Equals
from shared.questionnaire.model import Option, Question, Questionnaire, Section, Text

# How a part of the answers may be used. Nothing chosen is in groups.
NAMED, GROUPS, LATER = "named", "groups", "later"
USES = (NAMED, GROUPS, LATER)
USE, REASONS = "use", "reasons"
# From which parts words may be quoted. A part has no such key: HR's sections may not be called "quote".
QUOTE_PART = "quote"
QUOTE = f"{USE}_{QUOTE_PART}"
_IN_WORDS = frozenset({"long_text", "short_text"})
# The part before which the reasons come.
DECISION = "decision"
_OURS = frozenset({why.FIRST, why.ALSO, why.LAST_DROP})
_OURS_BEGIN = ("why_", "more_", f"{USE}_")
# What somebody says to HR with their name, whatever they choose for the rest.
SAID_BY_NAME = frozenset({"aftercare"})
# Sections that go with another where somebody says who may read what.
_WITH = {"start": "back", "goodbye": "back", DECISION: REASONS}

_OTHER = Option(why.OTHER, Text(nl="Iets anders", en="Something else", fr="Autre chose"), open=True)
_REASONS_TITLE = Text(nl="Waarom je gaat", en="Why you leave", fr="Pourquoi vous partez")
_FIRST = Text(
    nl="Wat is de belangrijkste reden dat je gaat?",
    en="What is the main reason that you leave?",
    fr="Quelle est la raison principale de votre départ ?",
)
_ALSO = Text(nl="Wat telde daarnaast mee?", en="What else counted?", fr="Qu’est-ce qui a compté aussi ?")
_DROP = Text(
    nl="En wat was de laatste druppel?",
    en="And what was the last straw?",
    fr="Et quelle a été la goutte de trop ?",
)
_DROP_HELP = Text(
    nl="Soms is dat iets anders dan de oorzaak. Was er geen, sla dit dan over.",
    en="Sometimes that is something else than the cause. If there was none, skip this.",
    fr="C’est parfois autre chose que la cause. S’il n’y en a pas eu, passez cette question.",
)
_USE_TITLE = Text(nl="Wie mag wat lezen", en="Who may read what", fr="Qui peut lire quoi")
_USE_INTRODUCTION = Text(
    nl="Kies het per onderdeel. Wat je kiest geldt zodra je verstuurt, en je ziet het daarna terug. Alleen jij kunt het"
    " nog veranderen, tot de tijd om is.",
    en="Choose for each part. What you choose holds once you send, and you will see it again afterwards. Only you can"
    " change it, until the time is over.",
    fr="Choisissez pour chaque partie. Votre choix vaut dès l’envoi, et vous le reverrez ensuite. Vous seul pouvez le"
    " modifier, jusqu’à la fin du délai.",
)
WHO_MAY_READ = Text(nl="wie mag dit lezen?", en="who may read this?", fr="qui peut lire ceci ?")
USE_WORDS: Mapping[str, Text] = {
    NAMED: Text(
        nl="Degene met wie ik praat, met mijn naam; het telt ook mee in groepen",
        en="The person I talk with, with my name; it also counts in groups",
        fr="La personne avec qui je parle, avec mon nom ; cela compte aussi dans les groupes",
    ),
    GROUPS: Text(
        nl="Alleen in groepen, zonder mijn naam",
        en="In groups only, without my name",
        fr="Seulement en groupe, sans mon nom",
    ),
    LATER: Text(
        nl="Alleen in groepen, en pas na zes maanden",
        en="In groups only, and only after six months",
        fr="Seulement en groupe, et seulement après six mois",
    ),
}
_QUOTE = Text(
    nl="Mogen we woorden van je aanhalen, zonder je naam?",
    en="May we quote words of yours, without your name?",
    fr="Pouvons-nous citer vos mots, sans votre nom ?",
)
_QUOTE_HELP = Text(
    nl="Kruis aan uit welk deel. HR kan er dan woorden uit kiezen die HR en het bestuur lezen, naast de cijfers van een"
    " groep van ten minste tien mensen. Kruis je niets aan, dan halen we niets aan. Je kunt het altijd terugnemen:"
    " achter deze link zolang die werkt, en daarna bij HR.",
    en="Tick the parts. HR can then choose words from them that HR and the board read, beside the figures of a group of"
    " at least ten people. If you tick nothing, we quote nothing. You can always take it back: behind this link as long"
    " as it works, and with HR afterwards.",
    fr="Cochez les parties. Les RH peuvent alors y choisir des mots que les RH et la direction lisent, à côté des"
    " chiffres d’un groupe d’au moins dix personnes. Si vous ne cochez rien, nous ne citons rien. Vous pouvez toujours"
    " revenir sur ce choix : par ce lien tant qu’il fonctionne, puis auprès des RH.",
)


@dataclass(frozen=True)
class Part:
    """A part of the answers with one promise: who may read it."""

    key: str
    title: Text
    questions: tuple[str, ...]
    # Those that are answered in words of one's own.
    worded: tuple[str, ...] = ()


def asks_reasons(questionnaire: Questionnaire) -> bool:
    """Return whether a form asks why somebody leaves: the reasons come before how the decision came."""
    return any(each.key == DECISION for each in questionnaire.sections)


def of_our_own(question: str) -> bool:
    """Return whether the key of a question belongs to what every form gets by itself."""
    return question in _OURS or question.startswith(_OURS_BEGIN)


def never_a_figure(question: str) -> bool:
    """Return whether what is answered stays under seal for good: who may read it, and what is said by name."""
    return question in SAID_BY_NAME or question.startswith(f"{USE}_")


def complete(questionnaire: Questionnaire, reasons: Reasons | None) -> Questionnaire:
    """Return a form with the reasons before how the decision came (where it asks reasons), and who may read what."""
    sections = list(questionnaire.sections)
    if reasons is not None:
        at = next(n for n, each in enumerate(sections) if each.key == DECISION)
        sections.insert(at, _reasons(reasons))
    whole = replace(questionnaire, sections=tuple(sections))
    return replace(questionnaire, sections=(*sections, _use(parts(whole))))


def parts(questionnaire: Questionnaire) -> list[Part]:
    """Return the parts of a form about which somebody says who may read them."""
    found: dict[str, Part] = {}
    for section in questionnaire.sections:
        if section.key == USE:
            continue
        key = _WITH.get(section.key, section.key)
        asked = [each for each in section.questions if each.key not in SAID_BY_NAME]
        known = found.get(key) or Part(key, section.title, ())
        found[key] = replace(
            known,
            questions=(*known.questions, *(each.key for each in asked)),
            worded=(*known.worded, *(each.key for each in asked if each.kind in _IN_WORDS)),
        )
    return list(found.values())


def use_of(part: Part, chosen: Mapping[str, Collection[str] | None]) -> str:
    """Return how the answers of a part may be used; who chose nothing is kept among others."""
    return next(iter(chosen.get(f"use_{part.key}") or ()), GROUPS)


def held(
    questionnaire: Questionnaire, chosen: Mapping[str, Collection[str] | None], *, late: bool
) -> frozenset[str]:
    """Return the questions whose answers do not become figures: some never, some only when it is ``late``."""
    found = parts(questionnaire)
    asked = {f"use_{part.key}" for part in found}
    late_parts = [part for part in found if not late and use_of(part, chosen) == LATER]
    waits = {key for part in late_parts for key in part.questions}
    if any(part.key == REASONS for part in late_parts):
        # What asks on follows the edition of the reasons that somebody was asked for.
        waits |= {key for key in chosen if key.startswith(why.ASKING_ON)}
    return frozenset(asked | waits | SAID_BY_NAME | {QUOTE})


def is_late(month: date, today: date, *, after_months: int) -> bool:
    """Return whether so many months have gone by since the month in which somebody answered."""
    return add_months(month, after_months + 1) <= today


def _reasons(reasons: Reasons) -> Section:
    mains = tuple(Option(each.code, each.text) for each in reasons.mains)
    first = Question(key=why.FIRST, kind="one_of", text=_FIRST, options=(*mains, _OTHER))
    also = Question(key=why.ALSO, kind="several_of", text=_ALSO, options=mains, most=2)
    drop = Question(key=why.LAST_DROP, kind="one_of", text=_DROP, help=_DROP_HELP, options=(*mains, _OTHER))
    peeled = [_peel(each, why.why_key(each), _chose(each)) for each in reasons.mains if each.more]
    deeper = [
        _peel(second, why.more_key(second), Contains(why.why_key(main), second.code), other=False)
        for main in reasons.mains
        for second in main.more
        if second.more
    ]
    return Section(key=REASONS, title=_REASONS_TITLE, questions=(first, also, drop, *peeled, *deeper))


def _chose(main: Reason) -> Condition:
    return Any((Equals(why.FIRST, main.code), Contains(why.ALSO, main.code)))


def _peel(reason: Reason, key: str, condition: Condition, *, other: bool = True) -> Question:
    options = tuple(Option(each.code, each.text) for each in reason.more)
    return Question(
        key=key,
        kind="several_of",
        text=reason.ask or reason.text,
        condition=condition,
        options=(*options, _OTHER) if other else options,
        most=2,
    )


def _use(found: list[Part]) -> Section:
    options = tuple(Option(code, USE_WORDS[code]) for code in USES)
    questions = tuple(
        Question(
            key=f"use_{part.key}",
            kind="one_of",
            text=_beside(part.title),
            condition=Any(tuple(Answered(question, True) for question in part.questions)),
            options=options,
        )
        for part in found
    )
    return Section(
        key=USE, title=_USE_TITLE, introduction=_USE_INTRODUCTION, questions=(*questions, *_quoting(found))
    )


def _quoting(found: list[Part]) -> Iterator[Question]:
    """Yield what asks whether words may be quoted, of the parts that have any, once somebody wrote some."""
    worded = [part for part in found if part.worded]
    if worded:
        yield Question(
            key=QUOTE,
            kind="several_of",
            text=_QUOTE,
            help=_QUOTE_HELP,
            condition=Any(tuple(Answered(key, True) for part in worded for key in part.worded)),
            options=tuple(Option(part.key, part.title) for part in worded),
        )


def _beside(title: Text) -> Text:
    return Text(
        nl=f"{title.nl}: {WHO_MAY_READ.nl}",
        en=f"{title.en}: {WHO_MAY_READ.en}",
        fr=f"{title.fr} : {WHO_MAY_READ.fr}",
    )
