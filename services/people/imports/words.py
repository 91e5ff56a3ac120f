"""Words that mean the same in the files of three languages: leaving, contracts, leave, days, countries."""

# ruff: noqa: E501  lists of words

from __future__ import annotations

from functools import cache

from babel import Locale

from services.people.domain import NEVER_STARTED
from services.people.imports.names import fold
from services.people.policy import KINDS_OF_LEAVING, LANGUAGES

# What HR systems write, folded (no case, accents, spaces or punctuation).
_LEAVING = {
    "resignation": "resignation resigned voluntary voluntarilyterminated vrijwillig vrijwilligvertrek ontslagname"
    " eigenverzoek opeigenverzoek opzegging opzeggingwerknemer zelfontslaggenomen demission demissionne volontaire",
    "dismissal": "dismissal dismissed fired involuntary involuntarilyterminated terminatedforcause ontslag ontslagen"
    " onvrijwillig opzeggingwerkgever licenciement licencie renvoi",
    "end_of_contract": "endofcontract contractexpired contractended eindecontract contracteinde eindetijdelijkcontract"
    " findecontrat fincdd",
    "retirement": "retirement retired pensioen pensionering metpensioen pensioengerechtigd retraite pension",
    "mutual_agreement": "mutualagreement onderlingovereenkomst wederzijdsgoedvinden metwederzijdsgoedvinden"
    " vaststellingsovereenkomst inonderlingoverleg accordmutuel communaccord ruptureconventionnelle",
    "death": "death deceased died overlijden overleden deces decede",
}
_NEVER_STARTED = (
    "neverstarted didnotstart nostart noshow nietbegonnen nooitbegonnen nietgestart nooitgestart nietverschenen"
    " nonpresente jamaiscommence pascommence napascommence jamaisvenu"
)
_CONTRACTS = {
    "permanent": "permanent vast vastdienstverband vastcontract onbepaald onbepaaldetijd contractonbepaaldetijd"
    " openended indefinite regular cdi dureeindeterminee contratdureeindeterminee",
    "fixed_term": "fixedterm fixed tijdelijk tijdelijkdienstverband tijdelijkcontract bepaald bepaaldetijd"
    " contractbepaaldetijd jaarcontract temporary limited cdd dureedeterminee contratdureedeterminee determinee",
    "temporary_agency": "temporaryagency agency agencyworker uitzend uitzendkracht uitzendcontract uitzendovereenkomst"
    " gedetacheerd detachering interim interimaire interimair temp",
    "internship": "internship intern trainee stage stagiair stagiaire stagecontract stageovereenkomst student"
    " apprentice apprenticeship leerling leerwerk bbl alternance apprenti",
    "on_call": "oncall zerohours zerohour nuluren 0uren nulurencontract 0urencontract oproep oproepkracht oproepcontract"
    " minmax minmaxcontract flexi flexijob casual appel contratdappel travailsurappel extra",
    "other": "other overig anders andere autre divers",
}
_ABSENCES = {
    "sickness": "sickness sick sickleave illness ziek ziekte ziekteverlof verzuim arbeidsongeschikt medical medicalleave"
    " maladie malade arretmaladie congemaladie incapacite",
    "parental": "parental parentalleave maternity maternityleave paternity paternityleave pregnancy ouderschap"
    " ouderschapsverlof zwangerschap zwangerschapsverlof zwangerschapsenbevallingsverlof bevalling bevallingsverlof moederschap moederschapsverlof"
    " vaderschap vaderschapsverlof geboorteverlof partnerverlof adoptieverlof adoption parentalite congeparental"
    " maternite congematernite paternite congepaternite",
    "care": "care careleave carersleave caregiver zorg zorgverlof mantelzorg mantelzorgverlof langdurendzorgverlof"
    " kortdurendzorgverlof palliatief palliatiefverlof aidant congedaidant proche soins assistance",
    "sabbatical": "sabbatical sabbaticalleave sabbatsverlof sabbatsjaar loopbaanonderbreking tijdskrediet careerbreak"
    " congesabbatique sabbatique creditemps interruptiondecarriere",
    "unpaid": "unpaid unpaidleave onbetaald onbetaaldverlof verlofzonderwedde sanssolde congesanssolde nonremunere",
    "other": "other overig anders bijzonder bijzonderverlof specialleave leave leaveofabsence verlof afwezig autre conge",
}
_STAYING = frozenset(
    [
        "active",
        "actief",
        "indienst",
        "inservice",
        "employed",
        "stillemployed",
        "nastillemployed",
        "actif",
        "enservice",
        "enposte",
        "leaveofabsence",
        "verlof",
        "current",
        "huidig",
        "futurestart",
    ]
)
_LANGUAGE_WORDS = {
    "nl": "nl nederlands dutch neerlandais nlnl nlbe ned vlaams flemish flamand",
    "en": "en engels english anglais engb enus eng",
    "fr": "fr frans french francais frfr frbe fra",
}
_DAYS = (
    ("mon", "ma maandag mo mon monday lu lun lundi"),
    ("tue", "di dinsdag tu tue tues tuesday mar mardi"),
    ("wed", "wo woe woensdag we wed wednesday me mer mercredi"),
    ("thu", "do don donderdag th thu thur thurs thursday je jeu jeudi"),
    ("fri", "vr vrij vrijdag fr fri friday ve ven vendredi"),
    ("sat", "za zat zaterdag sa sat saturday sam samedi"),
    ("sun", "zo zon zondag su sun sunday dim dimanche"),
)
WEEKDAYS = tuple(code for code, _ in _DAYS)

_KINDS = {word: kind for kind, words in _LEAVING.items() for word in words.split()}
_KINDS.update({fold(kind.replace("_", "")): kind for kind in KINDS_OF_LEAVING})
_KINDS.update(dict.fromkeys(_NEVER_STARTED.split(), NEVER_STARTED))
_CONTRACT_WORDS = {word: code for code, words in _CONTRACTS.items() for word in words.split()}
_ABSENCE_WORDS = {word: code for code, words in _ABSENCES.items() for word in words.split()}
_LANGUAGES = {word: code for code, words in _LANGUAGE_WORDS.items() for word in words.split()}
_WEEKDAYS = {word: code for code, words in _DAYS for word in words.split()}


def kind_of_leaving(text: str) -> str | None:
    """Return our code for what the file calls this leaving; None where we do not know the word."""
    return _KINDS.get(_bare(text))


def contract(text: str) -> str | None:
    """Return our code for what the file calls this contract; None where we do not know the word."""
    return _CONTRACT_WORDS.get(_bare(text))


def kind_of_absence(text: str) -> str | None:
    """Return our code for what the file calls this leave; None where we do not know the word."""
    return _ABSENCE_WORDS.get(_bare(text))


def means_staying(text: str) -> bool:
    """Say whether the word means that the person is simply employed."""
    return fold(text).replace("/", "") in _STAYING


def language(text: str) -> str | None:
    """Return nl, en or fr."""
    return _LANGUAGES.get(_bare(text))


def weekday(text: str) -> str | None:
    """Return mon to sun."""
    return _WEEKDAYS.get(fold(text))


def _bare(text: str) -> str:
    return fold(text).replace("_", "").replace("/", "")


@cache
def country(text: str) -> str | None:
    """Return the code of two letters of a country, from its code or its name in Dutch, English or French."""
    folded = fold(text)
    return _countries().get(folded)


@cache
def _countries() -> dict[str, str]:
    found: dict[str, str] = {"usa": "US", "vs": "US", "unitedstatesofamerica": "US", "uk": "GB",
                             "holland": "NL", "greatbritain": "GB", "england": "GB",
                             "nld": "NL", "bel": "BE", "fra": "FR", "deu": "DE"}  # fmt: skip
    for code in LANGUAGES:
        for territory, name in Locale(code).territories.items():
            if (
                len(territory) == 2
                and territory.isalpha()
                and territory not in {"EU", "EZ", "UN", "XA", "XB", "ZZ", "QO"}
            ):
                found.setdefault(fold(name), territory)
                found.setdefault(territory.lower(), territory)
    return found
