"""What exit interviews say to HR: codes in words."""

from __future__ import annotations

from services.exit_interviews.domain import cases, stages
from services.exit_interviews.errors import CaseUnknown
from shared.asking.words import Face
from shared.web.texts import gettext, marked

KINDS = {
    "resignation": marked("eigen opzegging"),
    "dismissal": marked("ontslag"),
    "end_of_contract": marked("einde van het contract"),
    "retirement": marked("pensioen"),
    "mutual_agreement": marked("in onderling overleg"),
}
REASONS = {
    cases.WITHDRAWN: marked("Gesloten: deze collega blijft."),
    cases.NEVER_STARTED: marked("Gesloten: deze collega is niet begonnen."),
    cases.DIED: marked("Gesloten: deze collega is overleden. Er gaat geen brief meer uit."),
    cases.GONE: marked("Gesloten: dit dienstverband bestaat niet meer."),
    cases.OVER: marked("Gesloten: alles is gedaan."),
    "forgotten": marked("Gesloten: de gegevens van deze collega zijn gewist."),
}
STAGES = {
    stages.TO_TELL: marked("nog niet verteld"),
    stages.UNREACHABLE: marked("brief kwam niet aan"),
    stages.TO_TALK: marked("wil praten"),
    stages.NO_INTERVIEWER: marked("niemand voor het gesprek"),
    stages.NOT_ASKED: marked("nog niet gevraagd"),
    stages.ASKED: marked("gevraagd"),
    stages.TO_PLAN: marked("kan een gesprek kiezen"),
    stages.PLANNED: marked("gesprek afgesproken"),
    stages.TO_REPORT: marked("verslag te schrijven"),
    stages.WITH_LEAVER: marked("verslag bij wie vertrekt"),
    stages.TO_SETTLE: marked("verslag te verwerken"),
    stages.TO_RELEASE: marked("verslag vrij te geven"),
    stages.RELEASED: marked("verslag vrijgegeven"),
    stages.HELD: marked("gesprek geweest, geen verslag"),
    stages.ANSWERED: marked("beantwoord"),
    stages.DECLINED: marked("liever niet"),
    stages.SILENT: marked("geen antwoord"),
    cases.CLOSED: marked("gesloten"),
}
TURNS = {
    stages.HR: marked("HR is aan zet"),
    stages.LEAVER: marked("wie vertrekt, is aan zet"),
    stages.INTERVIEWER: marked("wie het gesprek voert, is aan zet"),
    stages.PLAN: marked("het plan is aan zet"),
    stages.NOBODY: "",
}
TONES = {
    stages.ANSWERED: "good",
    stages.HELD: "good",
    stages.RELEASED: "good",
    stages.TO_SETTLE: "care",
    stages.TO_RELEASE: "care",
    stages.PLANNED: "good",
    stages.ASKED: "care",
    stages.TO_TALK: "care",
    stages.NO_INTERVIEWER: "care",
}
MOMENTS = {
    "invitation": marked("kort na de opzegging"),
    "form": marked("voor het afscheid"),
    "afterwards": marked("na het vertrek"),
    "week_2": marked("twee weken na het vertrek"),
    "month_2": marked("twee maanden na het vertrek"),
    "month_6": marked("zes maanden na het vertrek"),
    "later": marked("een half jaar na het vertrek"),
    "by_hand": marked("met de hand gestuurd"),
}
DELIVERY = {
    "no_address": marked("Geen mailadres. Vul bij deze collega een adres in, of geef de vragen op papier."),
    "suppressed": marked(
        "Naar dit adres sturen we niets meer. Geef de vragen op papier, of vul een ander adres in."
    ),
    "refused": marked("De mailserver weigerde de brief. Kijk het adres na, of geef de vragen op papier."),
}


# The pages that all who ask have (who asked for a talk), in our words.
FACE = Face(
    place="forms",
    heading=marked("Wie vertrekt, en hoe het ermee staat"),
    lead=marked("Hier zie je wie er meedoet, niet wat er is gezegd."),
    latest=marked("Exitformulieren, de nieuwste eerst"),
    one=marked("Het exitformulier van %(name)s"),
    none_fits=marked("Er is geen exitformulier dat hieraan voldoet."),
    when_first=marked("Bij Momenten zie je wie er aan de beurt komt, en wanneer."),
    moments=MOMENTS,
    unknown=CaseUnknown,
)


def kind_words(kind: str) -> str:
    """Return a kind of leaving in words."""
    return str(gettext(KINDS[kind]))


def reason_words(reason: str | None) -> str:
    """Return why a case is closed, empty where it is not."""
    return str(gettext(REASONS[reason])) if reason else ""


def stage_words(stage: str) -> str:
    """Return where a leaving stands in words."""
    return str(gettext(STAGES[stage]))


def turn_words(turn: str) -> str:
    """Return whose turn it is; empty where it is nobody's."""
    return str(gettext(TURNS[turn])) if TURNS[turn] else ""


def turn_of(stage: str) -> str:
    """Return whose turn it is at a stage."""
    return turn_words(stages.turn_of(stage))


def moment_words(moment: str) -> str:
    """Return a moment of the plan in words; one of HR's own making by its name."""
    return str(gettext(MOMENTS[moment])) if moment in MOMENTS else moment


def delivery_words(delivery: str | None) -> str:
    """Return what is wrong with a letter, empty where nothing is."""
    return str(gettext(DELIVERY[delivery])) if delivery in DELIVERY else ""
