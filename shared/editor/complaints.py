"""What the checks of a definition say, in the words of the desk."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from shared.editor import checking, needs
from shared.editor.importing.limesurvey import rows
from shared.questionnaire.library.library import version_name
from shared.questionnaire.load import Fault
from shared.web.texts import gettext, marked

SAID: Mapping[str, str] = {
    "is missing": marked("Dit ontbreekt nog."),
    "is empty": marked("Dit is nog leeg."),
    "stands here twice": marked("Dit staat hier twee keer."),
    "unknown key; known here are %(known)s": marked("Deze sleutel kennen we niet. Hier kan: %(known)s."),
    "expected keys and values, found %(found)s": marked("Hier horen sleutels met waarden."),
    "expected a list, found %(found)s": marked("Hier hoort een lijst."),
    "expected text, found %(found)s": marked("Hier hoort tekst; zet hem zo nodig tussen aanhalingstekens."),
    "expected a whole number, found %(found)s": marked("Hier hoort een heel getal."),
    "expected a number from %(least)s to %(most)s, found %(found)s": marked(
        "Kies een getal van %(least)s tot en met %(most)s."
    ),
    "expected true or false, found %(found)s": marked("Hier hoort true of false."),
    "at least %(least)s needed, found %(found)s": marked(
        "Hier zijn er minstens %(least)s nodig; het zijn er nu %(found)s."
    ),
    "at most %(most)s fit, found %(found)s": marked("Hier passen er %(most)s; het zijn er nu %(found)s."),
    "at most %(most)s characters fit, found %(found)s": marked(
        "Hier passen %(most)s tekens; het zijn er nu %(found)s."
    ),
    "is more than max, %(most)s": marked("Het minimum is hoger dan het maximum, %(most)s."),
    "unknown kind '%(name)s'; known are %(known)s": marked(
        "De soort %(name)s kennen we niet. Wel: %(known)s."
    ),
    "'%(key)s' is no key: a small letter, then small letters, digits and underscores": marked(
        "%(key)s kan geen sleutel zijn: begin met een kleine letter, daarna kleine letters, cijfers en _."
    ),
    "the key '%(key)s' is taken": marked("De sleutel %(key)s is al gebruikt."),
    "unknown level '%(name)s'; known are %(known)s": marked(
        "De belofte %(name)s kennen we niet. Wel: %(known)s."
    ),
    "conditions nest at most %(deepest)s deep": marked("Deze voorwaarde zit te diep in elkaar."),
    "a condition is one of %(joins)s; or a question with one of %(tests)s": marked(
        "Een voorwaarde is %(joins)s, of een vraag met een van %(tests)s."
    ),
    "'%(key)s' is no question that stands before this one": marked(
        "De voorwaarde kijkt naar %(key)s, en die vraag staat niet (meer) vóór deze."
    ),
    "does not fit '%(key)s', which is of kind %(kind)s": marked(
        "Deze voorwaarde past niet bij het soort vraag dat %(key)s is."
    ),
    "is no answer that '%(key)s' can have": marked("Dit antwoord kan niet op de vraag %(key)s."),
    "not written in UTF-8": marked("Dit bestand is niet in UTF-8 geschreven. Bewaar het opnieuw, als UTF-8."),
    "no YAML: %(what)s": marked("Dit is geen goede YAML: %(what)s."),
    "no aliases here: write out *%(anchor)s": marked(
        "Verwijzingen kunnen hier niet: schrijf *%(anchor)s uit."
    ),
    rows.NO_XML: marked("Dit is geen goede XML: %(what)s."),
    rows.NO_DTD: marked("Een DOCTYPE hoort hier niet: een .lss-bestand heeft er geen."),
    rows.NO_ENCODING: marked("Deze tekenset lezen we niet. Bewaar het bestand opnieuw, als UTF-8."),
    rows.NO_SURVEY: marked("Dit is geen vragenlijst van LimeSurvey, maar: %(what)s."),
    rows.NOTHING: marked("In dit bestand staan geen groepen of geen vragen."),
    rows.TOO_MUCH: marked("Dit bestand is te groot: er passen %(most)s rijen."),
    checking.UNFIT: marked("Deze belofte kan het huis hier nog niet nakomen. Kies een andere."),
    checking.LOOSER: marked(
        "Versie %(version)s belooft meer. Een volgende versie mag niet minder beloven: kopieer de lijst als nieuwe."
    ),
    checking.OTHER_KIND: marked(
        "In versie %(version)s was dit een ander soort vraag. Voeg voor een ander soort een nieuwe vraag toe."
    ),
    needs.GONE: marked("De vraag %(key)s moet blijven: van het antwoord hangt af wat er daarna gebeurt."),
    needs.GONE_SECTION: marked(
        "Het deel %(key)s moet blijven: daarvoor komen vragen die er vanzelf bij horen."
    ),
    needs.GONE_OPTION: marked(
        "Het antwoord %(option)s moet blijven: daarvan hangt af wat er daarna gebeurt."
    ),
    needs.OURS: marked("De sleutel %(key)s is van vragen die er vanzelf bij komen. Kies een andere."),
    needs.OTHER_ANSWER: marked("Een vraag met de sleutel %(key)s is hier van de soort %(kind)s."),
    checking.NEVER_ASKED: marked("Geen enkele versie stelt de vraag %(wanted)s."),
}


def said(fault: Fault) -> str:
    """Return one fault in the reader's language."""
    if fault.template not in SAID:
        return fault.message
    params = dict(fault.params)
    if isinstance(params.get("version"), int):
        params["version"] = version_name(int(str(params["version"])))
    return str(gettext(SAID[fault.template], **params))


def all_said(faults: Iterable[Fault]) -> list[str]:
    """Return faults in the reader's language, each once."""
    return list(dict.fromkeys(said(each) for each in faults))
