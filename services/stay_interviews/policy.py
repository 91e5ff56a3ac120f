"""The numbers HR may change, and the questions in use."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path

from shared.asking.policy import Policy, questionnaires_in
from shared.questionnaire.load import Catalogue
from shared.questionnaire.model import Text

QUESTIONNAIRES = Path(__file__).parent / "questionnaires"
# The form of every moment that names none: it returns, so that results can be laid beside the year before.
FORM = "stay_form"

# Longer than a check-in, and about more: people want a quiet hour for it, and a week to find one.
POLICY = Policy(remind_after_working_days=7)
# A conversation asks for an hour without a clock.
TALK_MINUTES = 60
# So long may a person read the note and say what should be otherwise; then it is final as it is.
NOTE_DAYS = 7
# A note is there for the promises in it, and for whoever talks with the same person the next time: not for good. Two
# years is two rounds of the yearly moment.
NOTE_KEPT_MONTHS = 24
# The keeper of a promise is reminded so many days before it is due, and on the day after it.
PROMISE_REMIND_DAYS = 3

# What one may like to talk about; the interviewer knows beforehand what was ticked, and nothing that was answered.
THEMES: Mapping[str, Text] = {
    "work": Text(nl="Het werk zelf", en="The work itself", fr="Le travail lui-même"),
    "growth": Text(nl="Leren en vooruitkomen", en="Learning and getting ahead", fr="Apprendre et progresser"),
    "balance": Text(nl="Werk en thuis", en="Work and home", fr="Travail et vie privée"),
    "workload": Text(nl="Hoe druk het is", en="How busy it is", fr="La charge de travail"),
    "colleagues": Text(nl="De mensen om me heen", en="The people around me", fr="Les gens qui m’entourent"),
    "manager": Text(nl="Mijn leidinggevende", en="My manager", fr="Mon responsable"),
    "conditions": Text(nl="Geld en afspraken", en="Pay and terms", fr="Salaire et conditions"),
    "future": Text(nl="Blijven of gaan", en="Staying or going", fr="Rester ou partir"),
}

# What leads from the conversation to its note, by how the note stands.
NOTE_THERE: Mapping[str, tuple[Text, Text]] = {
    "shared": (
        Text(
            nl="Het verslag van je gesprek is er. Je kunt het lezen en veranderen voordat het blijft staan.",
            en="The note of your conversation is there. You can read and change it before it is kept.",
            fr="Le compte rendu de votre entretien est prêt. Vous pouvez le lire et le changer avant qu’il soit gardé.",
        ),
        Text(nl="Lees het verslag", en="Read the note", fr="Lire le compte rendu"),
    ),
    "agreed": (
        Text(
            nl="Hier lees je wat er is toegezegd en wat ervan is gekomen.",
            en="Here you read what was promised and what came of it.",
            fr="Vous lirez ici ce qui a été promis et ce qui en est advenu.",
        ),
        Text(nl="Jij zei, wij deden", en="You said, we did", fr="Vous avez dit, nous avons fait"),
    ),
}

# What leads from the form to the conversation, as long as a time can be picked.
INSTEAD = Text(
    nl="Liever praten? Je kunt ook een gesprek van ongeveer een uur kiezen: in plaats van deze vragen, of erbij.",
    en="Rather talk? You can also have a conversation of about an hour: instead of these questions, or as well.",
    fr="Vous préférez parler ? Vous pouvez aussi choisir un entretien d’environ une heure : à la place de ces"
    " questions, ou en plus.",
)


@cache
def catalogue() -> Catalogue:
    """Return all versions of the forms."""
    return questionnaires_in(QUESTIONNAIRES)
