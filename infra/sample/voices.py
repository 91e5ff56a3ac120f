"""What invented colleagues write in their own words, by question, mood and language. Data only."""

from collections.abc import Mapping, Sequence
from typing import Final

Lines = Mapping[str, Sequence[str]]

LOW: Final[Mapping[str, Lines]] = {
    "found_words": {
        "nl": (
            "In het gesprek ging het over thuiswerken. Dat kan op mijn afdeling niet.",
            "Ik had gedacht dat iemand me zou inwerken. Dat doe ik vooral zelf.",
            "Het is een stuk drukker dan me was verteld.",
        ),
        "fr": ("On m’avait parlé d’une formation. Je l’attends toujours.",),
        "en": ("I had expected to work at home some days. So far that has not been possible.",),
    },
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
    "energy_help": {
        "nl": (
            "De drukte op zaterdag, en dan op maandag meteen weer de administratie.",
            "Steeds hetzelfde uitleggen aan steeds andere uitzendkrachten.",
        ),
        "fr": ("Les urgences de dernière minute, presque chaque semaine.",),
        "en": ("Switching between the workshop and the office all day.",),
    },
    "appreciation_help": {
        "nl": ("Als iemand vraagt hoe iets gemaakt is, en niet alleen of het af is.",),
        "fr": ("Un mot après une semaine difficile suffirait.",),
        "en": ("If my ideas came back with an answer, also when it is no.",),
    },
    "leaving_cause": {
        "nl": (
            "Een vacature bij de concurrent, en een week waarin alles tegenzat.",
            "Mijn uren werden voor de derde keer veranderd.",
        ),
        "fr": ("Une promotion est allée à quelqu’un d’arrivé après moi, sans explication.",),
        "en": ("A former colleague called me about a job closer to home.",),
    },
    "leaving_prevent": {
        "nl": ("Eerder een gesprek over wat er wel kan.", "Een rooster dat een maand blijft staan."),
        "fr": ("Qu’on me dise ce qu’il me manque pour la suite.",),
        "en": ("Knowing that there is a next step here for me.",),
    },
    "manager_different": {
        "nl": (
            "Wat vaker op de werkvloer komen kijken.",
            "Zeggen wat er besloten is voordat het in de groepsapp staat.",
        ),
        "fr": ("Nous demander notre avis avant de changer le planning.",),
        "en": ("Tell me what I could do better before the yearly talk.",),
    },
    "organisation_different": {
        "nl": (
            "Vaste mensen in het seizoen, in plaats van elk jaar nieuwe.",
            "Afspraken die gemaakt zijn ook een jaar later nog kennen.",
        ),
        "fr": ("Des informations en français en même temps qu’en néerlandais.",),
        "en": ("Say who decides what. I still do not know after two years.",),
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
    "called": {
        "nl": ("Gewoon mijn voornaam", "Bram, niet Abraham"),
        "fr": ("Par mon prénom", "Jo, tout court"),
        "en": ("My first name", "Sam, please"),
    },
    "diet": {
        "nl": ("Ik eet geen vlees", "Geen noten"),
        "fr": ("Pas de porc", "Pas de lactose"),
        "en": ("I am vegetarian", "No nuts"),
    },
    "size": {
        "nl": ("Maat L, schoenen 43", "Maat 38, schoenen 39"),
        "fr": ("Taille M, chaussures 42",),
        "en": ("Size M, shoes 41",),
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
    "good_day": {
        "nl": (
            "Een ochtend doorwerken aan één fiets, en ’s middags een klant die hem komt halen.",
            "Als we met z’n vieren de planning rondkrijgen en er nog tijd is voor koffie.",
        ),
        "fr": ("Une réparation difficile, réussie du premier coup, et une équipe de bonne humeur.",),
        "en": ("A drawing that becomes a real frame the same day.",),
    },
    "learn": {
        "nl": (
            "Elektrische aandrijvingen, daar krijgen we steeds meer vragen over.",
            "Een ploeg begeleiden, eerst een keer naast iemand die het al kan.",
        ),
        "fr": ("Le néerlandais, pour parler avec les clients de Gand.",),
        "en": ("How purchasing works, I would like to move that way.",),
    },
    "manager_different": {
        "nl": ("Niets eigenlijk, zo doorgaan.", "Mij gerust wat vaker om hulp vragen."),
        "fr": ("Continuer ainsi : on peut tout lui dire.",),
        "en": ("Keep the Friday quarter of an hour. It helps.",),
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
