"""What invented colleagues write in their own words, by question, mood and language. Data only."""

from collections.abc import Mapping, Sequence
from typing import Final

Lines = Mapping[str, Sequence[str]]

LOW: Final[Mapping[str, Lines]] = {
    "welcome_help": {
        "nl": (
            "Op mijn eerste ochtend wist niemand aan de balie dat ik kwam. Ik heb een half uur staan wachten.",
            "Ik had graag de eerste dag al iemand gehad die met me meeliep.",
        ),
        "fr": ("Le premier jour, personne ne m’attendait. Une visite de l’atelier aurait aidé.",),
        "en": ("A first lunch with the team would have been nice. I ate alone for three days.",),
    },
    "tasks_help": {
        "nl": (
            "Een lijstje met wat ik de eerste weken zelf mag beslissen en wat niet.",
            "Nu zegt de ene collega dit en de andere dat. Eén aanspreekpunt zou helpen.",
        ),
        "fr": ("Une description claire de mes tâches, par écrit, et quelqu’un à qui demander.",),
        "en": ("A short handover document. I keep finding tasks that turn out to be mine.",),
    },
    "manager_help": {
        "nl": (
            "Een vast kwartiertje per week. Nu moet ik het tussen twee vergaderingen door vragen.",
            "Vaker horen wat goed gaat, niet alleen wat er mis is.",
        ),
        "fr": ("Plus de disponibilité, et des réponses claires sur le planning.",),
        "en": ("A bit more context on why priorities change every week.",),
    },
    "workload_help": {
        "nl": (
            "In het seizoen staan we structureel met twee te weinig. Vaste invalkrachten zouden schelen.",
            "Ik heb eigenlijk te weinig te doen. Ik wil best bij de lakkerij bijspringen.",
        ),
        "fr": ("Moins d’interruptions : le téléphone sonne toute la matinée.",),
        "en": ("Two people left and the work stayed. A realistic plan until they are replaced.",),
    },
    "feedback_help": {
        "nl": ("Of mijn tempo goed is. Ik heb daar nog niets over gehoord.", "Over hoe ik met klanten omga."),
        "fr": ("Sur la qualité de mon travail, pas seulement sur les délais.",),
        "en": ("Whether my drawings are detailed enough for the workshop.",),
    },
    "balance_help": {
        "nl": (
            "Het rooster twee weken eerder weten.",
            "Eén vaste dag thuiswerken zou me een uur file schelen.",
        ),
        "fr": ("Connaître mes horaires plus tôt : la crèche ne s’organise pas en deux jours.",),
        "en": ("Fewer meetings before nine.",),
    },
    "start_better": {
        "nl": (
            "Mijn account werkte pas na een week. Zorg dat dat klaarstaat.",
            "Een maatje vanaf dag één; ik kreeg er pas na een maand een.",
        ),
        "fr": ("Une vraie formation sur les machines avant de les utiliser seul.",),
        "en": ("More information in English in the first weeks.",),
    },
    "different": {
        "nl": (
            "Meer papierwerk dan in het gesprek werd gezegd.",
            "Ik dacht dat ik vaker in de werkplaats zou staan.",
        ),
        "fr": ("Les déplacements sont plus fréquents que prévu.",),
        "en": ("I expected to work more with the design team.",),
    },
    "choose_again_why": {
        "nl": (
            "Het werk is leuk, maar ik zie nog niet hoe ik hier verder kom.",
            "De sfeer is goed, de druk te hoog.",
        ),
        "fr": ("J’aime mon équipe, mais les promesses sur la formation se font attendre.",),
        "en": ("Good people, but decisions take very long.",),
    },
    "anything_else": {
        "nl": (
            "De parkeerplaats is elke dag vol om acht uur.",
            "Ik vraag me af of mijn contract verlengd wordt.",
        ),
        "fr": ("La traduction des consignes de sécurité en français manque encore.",),
        "en": ("The works council mails are only in Dutch.",),
    },
}

HIGH: Final[Mapping[str, Lines]] = {
    "different": {
        "nl": (
            "Eigenlijk weinig. Het klopt met wat me verteld is.",
            "Dat iedereen zo open is. Dat ken ik anders.",
        ),
        "fr": ("Rien de grave : l’ambiance est même meilleure que prévu.",),
        "en": ("I get more freedom than I expected, which I like.",),
    },
    "learn_next": {
        "nl": (
            "Lassen van aluminium",
            "Werken met het nieuwe planningspakket",
            "Leidinggeven aan een klein project",
        ),
        "fr": ("Le néerlandais de l’atelier", "La soudure TIG"),
        "en": ("Dutch, and the test bench", "Leading a small project"),
    },
    "proud": {
        "nl": (
            "Dat onze levertijd is gehalveerd",
            "Mijn eerste eigen wielserie",
            "Dat klanten naar mij vragen",
        ),
        "fr": ("La nouvelle ligne de peinture", "Avoir formé deux collègues"),
        "en": ("The new frame passing every test", "Getting the returns backlog to zero"),
    },
    "start_better": {
        "nl": ("Niet veel, het was goed geregeld.", "Misschien een rondleiding op alle locaties."),
        "fr": ("Peu de choses, l’accueil était chaleureux.",),
        "en": ("Not much. The buddy was a very good idea.",),
    },
    "choose_again_why": {
        "nl": (
            "Fijne collega’s, en ik leer elke week iets.",
            "Je ziet aan het eind van de dag wat je gemaakt hebt.",
        ),
        "fr": ("On m’écoute, et le travail a du sens.", "Une équipe solide et un patron présent."),
        "en": ("I would. People help each other here without being asked.",),
    },
    "anything_else": {
        "nl": (
            "Nee, ik heb het naar mijn zin.",
            "Complimenten voor de kantine.",
            "Dank voor de goede begeleiding.",
        ),
        "fr": ("Merci à Nadia pour son accueil.", "Tout va bien, merci de demander."),
        "en": ("Thanks for asking. I have not been asked before.",),
    },
}

OTHER: Final[Lines] = {
    "nl": ("een fiets om te proberen", "een kapstok"),
    "fr": ("un vestiaire",),
    "en": ("a headset",),
}
