"""What a new questionnaire says before HR has written a word: the promise of its level, in three languages."""

from __future__ import annotations

from shared.editor.changing import Definition
from shared.questionnaire.model import Level

_WHO_READS = {
    Level.NAMED: {
        "nl": "HR leest dit met je naam erbij",
        "en": "HR reads this with your name",
        "fr": "Les RH lisent ceci avec votre nom",
    },
    Level.CONFIDENTIAL: {
        "nl": "HR leest dit zonder je naam",
        "en": "HR reads this without your name",
        "fr": "Les RH lisent ceci sans votre nom",
    },
    Level.ANONYMOUS: {
        "nl": "Niemand kan zien welke antwoorden van jou zijn",
        "en": "Nobody can see which answers are yours",
        "fr": "Personne ne peut voir quelles réponses sont les vôtres",
    },
}
_MORE = {
    Level.NAMED: {
        "nl": "HR ziet wat je antwoordt en dat het van jou komt. Je leidinggevende leest het niet."
        " Wat je niet verstuurt, leest niemand.",
        "en": "HR sees what you answer and that it comes from you. Your manager does not read it."
        " What you do not send, nobody reads.",
        "fr": "Les RH voient vos réponses et savent qu’elles viennent de vous. Votre responsable ne les lit pas."
        " Personne ne lit ce que vous n’envoyez pas.",
    },
    Level.CONFIDENTIAL: {
        "nl": "HR ziet je antwoorden alleen samen met die van anderen, in groepen van ten minste vijf mensen."
        " Je leidinggevende ziet niets van jou apart. HR kan wel zien óf je hebt geantwoord.",
        "en": "HR sees your answers only together with those of others, in groups of at least five people."
        " Your manager sees nothing of yours by itself. HR can see whether you answered.",
        "fr": "Les RH ne voient vos réponses qu’avec celles d’autres personnes, en groupes d’au moins cinq."
        " Votre responsable ne voit rien de vous séparément. Les RH peuvent voir si vous avez répondu.",
    },
    Level.ANONYMOUS: {
        "nl": "Je antwoorden worden zonder je naam en zonder tijdstip bewaard.",
        "en": "Your answers are kept without your name and without a time.",
        "fr": "Vos réponses sont conservées sans votre nom et sans heure.",
    },
}


def new_questionnaire(key: str, title: dict[str, str], level: Level) -> Definition:
    """Return the beginning of a questionnaire: its title, its promise, and one section to put questions in."""
    return {
        "key": key,
        "version": 1,
        "level": level.value,
        "minutes": 3,
        "title": title,
        "introduction": {"nl": "", "en": "", "fr": ""},
        **promise(level),
        "sections": [
            {
                "key": "part_1",
                "title": {"nl": "Vragen", "en": "Questions", "fr": "Questions"},
                "questions": [],
            }
        ],
    }


def promise(level: Level) -> Definition:
    """Return who reads the answers, as the level has it."""
    return {"who_reads": dict(_WHO_READS[level]), "who_reads_more": dict(_MORE[level])}
