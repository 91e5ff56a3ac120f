"""What an interviewer goes along with: the practice of a good last conversation, and questions to fall back on. Pure.

Data and no more: said on the page in the language of who reads it, and on paper in that of who leaves.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from services.exit_interviews.domain.cases import DISMISSAL
from shared.questionnaire.model import Text

RETIREMENT = "retirement"
T = TypeVar("T")


@dataclass(frozen=True)
class Step:
    """A part of the conversation, with what is good practice in it."""

    title: Text
    points: tuple[Text, ...]


BEFORE = Step(
    Text("Vooraf", "Beforehand", "Avant"),
    (
        Text(
            "Je hebt gelezen wat deze collega hier heeft gedaan, en waar het gesprek over mag gaan.",
            "You have read what this colleague did here, and what the conversation may be about.",
            "Vous avez lu ce que cette personne a fait ici, et de quoi l’entretien peut parler.",
        ),
        Text(
            "Je weet een of twee dingen waarin deze collega uitblonk, elk met een voorbeeld.",
            "You know one or two things in which this colleague excelled, each with an example.",
            "Vous connaissez un ou deux points où cette personne a excellé, chacun avec un exemple.",
        ),
        Text(
            "Er is een rustige plek en tijd genoeg; niet in de kamer van de leidinggevende, niet vlak voor het"
            " afscheid.",
            "There is a quiet place and time enough; not in the manager’s room, not right before the farewell.",
            "Il y a un endroit calme et assez de temps ; pas dans le bureau du responsable, pas juste avant le pot de"
            " départ.",
        ),
    ),
)
START = Step(
    Text("Bij het begin", "At the start", "Au début"),
    (
        Text(
            "Vertel dat je een kort verslag maakt, en dat deze collega het eerst leest en kan verbeteren.",
            "Say that you make a short report, and that this colleague reads it first and can correct it.",
            "Dites que vous ferez un bref compte rendu, que cette personne lira d’abord et pourra corriger.",
        ),
        Text(
            "Zeg wie het daarna leest, het bestuur bijvoorbeeld, en wat onder jullie blijft.",
            "Say who reads it afterwards, the board for instance, and what stays between the two of you.",
            "Dites qui le lira ensuite, la direction par exemple, et ce qui reste entre vous.",
        ),
        Text(
            "Zeg dat alles vrij is: een vraag overslaan mag, en ophouden ook.",
            "Say that everything is free: a question may be skipped, and one may stop.",
            "Dites que tout est libre : on peut passer une question, et s’arrêter.",
        ),
    ),
)
DURING = Step(
    Text("Tijdens het gesprek", "During the conversation", "Pendant l’entretien"),
    (
        Text(
            "Laat kiezen waar het over gaat. Niet alles hoeft aan bod te komen.",
            "Let them choose what it is about. Not everything needs to come up.",
            "Laissez choisir les sujets. Tout ne doit pas être abordé.",
        ),
        Text(
            "Stel open vragen en luister meer dan je praat. Stilte mag.",
            "Ask open questions, and listen more than you talk. Silence is fine.",
            "Posez des questions ouvertes et écoutez plus que vous ne parlez. Le silence est permis.",
        ),
        Text(
            "Ga niet in discussie, verdedig niets, en probeer niemand te houden.",
            "Do not argue, do not defend anything, and do not try to make anybody stay.",
            "Ne discutez pas, ne défendez rien, et n’essayez de retenir personne.",
        ),
    ),
)
ASK_ON = Text(
    "Vraag door: wat precies, sinds wanneer, en wat had geholpen? Houd de laatste druppel en de oorzaak uit elkaar.",
    "Ask on: what exactly, since when, and what would have helped? Keep the last straw and the cause apart.",
    "Creusez : quoi exactement, depuis quand, et qu’est-ce qui aurait aidé ? Distinguez la goutte de trop de la cause.",
)
NO_REASONS = Text(
    "Vraag niet naar redenen, en leg het besluit niet nog eens uit. Boosheid en verdriet zijn gewoon.",
    "Do not ask for reasons, and do not explain the decision again. Anger and grief are normal.",
    "Ne demandez pas de raisons, et n’expliquez pas à nouveau la décision. La colère et la tristesse sont normales.",
)
CLOSING = Step(
    Text("Om te eindigen", "To close", "Pour terminer"),
    (
        Text(
            "Zeg waarin deze collega goed was, en bedank voor het werk en de samenwerking.",
            "Say in what this colleague was good, and give thanks for the work and for working together.",
            "Dites en quoi cette personne était bonne, et remerciez pour le travail et la collaboration.",
        ),
        Text(
            "Vraag waarmee je nog kunt helpen bij wat er komt, en wens het beste.",
            "Ask with what you can still help in what comes next, and wish the best.",
            "Demandez en quoi vous pouvez encore aider pour la suite, et souhaitez bonne continuation.",
        ),
        Text(
            "Vertel wat er nu gebeurt, en wanneer. Beloof alleen wat jij zelf kunt doen.",
            "Tell what happens now, and when. Promise only what you can do yourself.",
            "Dites ce qui se passe maintenant, et quand. Ne promettez que ce que vous pouvez faire vous-même.",
        ),
    ),
)
CENTRAL = Text("Drie vragen staan centraal", "Three questions are central", "Trois questions au centre")
_USUAL = (
    Text(
        "Hoe was je tijd hier: wat was goed, en wat minder?",
        "How was your time here: what was good, and what less so?",
        "Comment s’est passé votre temps ici : le bon et le moins bon ?",
    ),
    Text("Waarom ga je?", "Why do you leave?", "Pourquoi partez-vous ?"),
    Text("Wat kan er beter?", "What can be better?", "Qu’est-ce qui peut être mieux ?"),
)
_AT_RETIREMENT = (
    Text(
        "Hoe kijk je terug op je werkende leven hier?",
        "How do you look back on your working life here?",
        "Quel regard portez-vous sur votre vie de travail ici ?",
    ),
    Text("Wat wil je doorgeven?", "What do you want to pass on?", "Que souhaitez-vous transmettre ?"),
    Text("Wat kan er beter?", "What can be better?", "Qu’est-ce qui peut être mieux ?"),
)
_AT_DISMISSAL = (
    Text("Hoe gaat het nu met je?", "How are you now?", "Comment allez-vous maintenant ?"),
    Text(
        "Hebben we het tegenover jou goed gedaan, en wat had anders gemoeten?",
        "Did we do right by you, and what should have been done otherwise?",
        "Avons-nous agi correctement envers vous, et qu’aurait-il fallu faire autrement ?",
    ),
    Text("Wat helpt je nu?", "What helps you now?", "Qu’est-ce qui vous aide maintenant ?"),
)


def central(kind: str) -> Sequence[Text]:
    """Return the three questions that stand central for a kind of leaving."""
    return {RETIREMENT: _AT_RETIREMENT, DISMISSAL: _AT_DISMISSAL}.get(kind, _USUAL)


def steps(kind: str) -> Sequence[Step]:
    """Return the conversation step by step, as good practice has it."""
    during = (*DURING.points, NO_REASONS if kind == DISMISSAL else ASK_ON)
    if kind == RETIREMENT:
        during = DURING.points
    return (BEFORE, START, Step(DURING.title, during), CLOSING)


def without_reasons(kind: str) -> bool:
    """Return whether nobody is asked why they leave: it is plain, or not theirs to say."""
    return kind in (RETIREMENT, DISMISSAL)


def fitting(kind: str, by_theme: Mapping[str, T]) -> Mapping[str, T]:
    """Return what fits a kind of leaving, by theme."""
    return {key: one for key, one in by_theme.items() if key != "reasons" or not without_reasons(kind)}
