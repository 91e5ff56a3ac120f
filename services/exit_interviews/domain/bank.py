"""The bank of questions, by what people may like to talk about. Data and no more."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from shared.questionnaire.model import Text

# What one may like to talk about; the interviewer knows beforehand what was ticked, and nothing that was answered.
THEMES: Mapping[str, Text] = {
    "back": Text("Mijn tijd hier", "My time here", "Mon temps ici"),
    "work": Text("Het werk zelf", "The work itself", "Le travail lui-même"),
    "growth": Text("Leren en vooruitkomen", "Learning and getting ahead", "Apprendre et progresser"),
    "together": Text("Samenwerken", "Working together", "Le travail ensemble"),
    "manager": Text("Mijn leidinggevende", "My manager", "Mon responsable"),
    "organisation": Text("De organisatie", "The organisation", "L’organisation"),
    "conditions": Text("Geld en afspraken", "Pay and terms", "Salaire et conditions"),
    "reasons": Text("Waarom ik ga", "Why I leave", "Pourquoi je pars"),
    "better": Text("Wat beter kan", "What can be better", "Ce qui peut être mieux"),
    "next": Text("Wat er nu komt", "What comes next", "La suite"),
}
QUESTIONS: Mapping[str, Sequence[Text]] = {
    "back": (
        Text(
            "Wat was je mooiste moment?",
            "What was your finest moment?",
            "Quel a été votre plus beau moment ?",
        ),
        Text("Waar ben je trots op?", "What are you proud of?", "De quoi êtes-vous fier ?"),
    ),
    "work": (
        Text(
            "Wat daagde je uit, en wat was zwaar?",
            "What challenged you, and what was hard?",
            "Qu’est-ce qui vous stimulait, et qu’est-ce qui pesait ?",
        ),
        Text(
            "Was het werk zoals je het had verwacht toen je begon?",
            "Was the work as you expected when you began?",
            "Le travail était-il comme vous l’attendiez au début ?",
        ),
        Text(
            "Was duidelijk wat er van je werd gevraagd?",
            "Was it clear what was asked of you?",
            "Ce qu’on vous demandait était-il clair ?",
        ),
    ),
    "growth": (
        Text(
            "Wat heb je hier geleerd, en wat had je nog willen leren?",
            "What did you learn here, and what more would you have liked to learn?",
            "Qu’avez-vous appris ici, et qu’auriez-vous encore voulu apprendre ?",
        ),
        Text(
            "Wie wist wat jij wilde, en wat is daarmee gedaan?",
            "Who knew what you wanted, and what was done about it?",
            "Qui savait ce que vous vouliez, et qu’en a-t-on fait ?",
        ),
    ),
    "together": (
        Text(
            "Met wie werkte je graag, en waardoor ging dat goed?",
            "With whom did you like to work, and what made it go well?",
            "Avec qui aimiez-vous travailler, et pourquoi cela marchait-il ?",
        ),
        Text("Waar liep het stroef?", "Where did it not run smoothly?", "Où cela coinçait-il ?"),
    ),
    "manager": (
        Text(
            "Wat gaf je leidinggevende je, en wat miste je?",
            "What did your manager give you, and what did you miss?",
            "Que vous apportait votre responsable, et que vous manquait-il ?",
        ),
        Text(
            "Wat zou je je leidinggevende aanraden?",
            "What would you advise your manager?",
            "Que conseilleriez-vous à votre responsable ?",
        ),
    ),
    "organisation": (
        Text(
            "Wat zul je missen, en wat niet?",
            "What will you miss, and what not?",
            "Qu’est-ce qui va vous manquer, et qu’est-ce qui ne vous manquera pas ?",
        ),
        Text(
            "Wat moeten we regelen voor wie na jou komt?",
            "What should we arrange for who comes after you?",
            "Que devons-nous prévoir pour la personne qui vous succède ?",
        ),
    ),
    "conditions": (
        Text(
            "Hoe was de verhouding tussen wat je deed en wat je ervoor kreeg?",
            "How was the balance between what you did and what you got for it?",
            "Quel était l’équilibre entre ce que vous faisiez et ce que vous receviez ?",
        ),
        Text(
            "Hoe paste het werk bij de rest van je leven?",
            "How did the work fit the rest of your life?",
            "Comment le travail s’accordait-il avec le reste de votre vie ?",
        ),
    ),
    "reasons": (
        Text(
            "Wanneer dacht je voor het eerst aan weggaan?",
            "When did you first think of leaving?",
            "Quand avez-vous pensé à partir pour la première fois ?",
        ),
        Text(
            "Wat trok je aan toen je solliciteerde, en is dat uitgekomen?",
            "What attracted you when you applied, and did it come true?",
            "Qu’est-ce qui vous attirait quand vous avez postulé, et cela s’est-il réalisé ?",
        ),
        Text(
            "Wat had je kunnen houden?",
            "What could have made you stay?",
            "Qu’est-ce qui aurait pu vous faire rester ?",
        ),
    ),
    "better": (
        Text(
            "Als je één ding kon veranderen, wat zou het zijn?",
            "If you could change one thing, what would it be?",
            "Si vous pouviez changer une chose, que serait-ce ?",
        ),
        Text(
            "Wat moeten we vooral zo laten?",
            "What should we keep just as it is?",
            "Que devons-nous surtout garder tel quel ?",
        ),
    ),
    "next": (
        Text(
            "Wat ga je doen, en waar kijk je naar uit?",
            "What are you going to do, and what do you look forward to?",
            "Qu’allez-vous faire, et qu’attendez-vous avec plaisir ?",
        ),
        Text(
            "Waarmee kunnen we je nog helpen?",
            "With what can we still help you?",
            "En quoi pouvons-nous encore vous aider ?",
        ),
    ),
}
