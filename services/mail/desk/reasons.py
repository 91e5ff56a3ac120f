"""Codes in words: why a letter is where it is, and what to do about it."""

import re

from shared.web.texts import gettext, marked

_PLAIN = {
    "no_address": marked("We hebben geen adres. Vul het aan bij Mensen; daarna gaat de brief vanzelf weg."),
    "suppressed": marked(
        "Dit adres is geblokkeerd. Verbeter het bij Mensen, of hef de blokkade op als je zeker weet dat het klopt."
    ),
    "worker_lost": marked("Het verzenden is afgebroken. We weten niet of de brief is aangekomen."),
    "connection_lost": marked("De verbinding brak af terwijl we de brief overdroegen."),
    "smtputf8_unsupported": marked("De mailserver kan geen brieven aan een adres met deze tekens verzenden."),
    "sealed_with_another_key": marked(
        "De link in deze brief is verzegeld met een sleutel die we niet meer hebben."
    ),
    "complained": marked(
        "De ontvanger heeft deze brief als ongewenst gemeld. We schrijven niet meer naar dit adres."
    ),
    "outside_hours": marked(
        "Buiten de werkuren van de lezer vragen we niets. De brief gaat vanzelf op de volgende werkdag."
    ),
    "paced": marked(
        "Er gaan nu niet meer brieven tegelijk weg dan jullie kozen. De brief gaat vanzelf als hij aan de beurt is."
    ),
    "expired": marked("De brief was niet op tijd weg; de link erin is verlopen."),
    "deceased": marked("Deze persoon is overleden. Er gaat nooit meer een brief."),
    "person_gone": marked("Deze persoon staat niet meer bij Mensen."),
    "given_up": marked("Iemand heeft besloten dat deze brief niet meer weg hoeft."),
    "certificate_not_trusted": marked(
        "Het certificaat van de mailserver wordt niet vertrouwd. Er is niets verstuurd, ook het wachtwoord niet; "
        "we proberen het vanzelf opnieuw. Kijk MAIL_URL na."
    ),
    "no_tls_for_password": marked(
        "De mailserver biedt geen versleuteling aan; ons wachtwoord zeggen we zo niet. Kijk MAIL_URL na."
    ),
    "catcher_not_running": marked("Het proefpostvak is nog niet open. We proberen het vanzelf opnieuw."),
}
_UNREACHABLE = marked("De mailserver is nu niet bereikbaar (%(code)s). We proberen het vanzelf opnieuw.")
_REFUSED = marked("De mailserver weigerde de brief (%(code)s).")
_LATER = marked("De mailserver vroeg om geduld (%(code)s). We proberen het vanzelf opnieuw.")
_INCOMPLETE = marked("De tekst van deze brief is niet compleet: %(what)s.")
_HARD = marked("De brief kwam terug: dit adres bestaat niet of neemt onze post niet aan (%(code)s).")
_SOFT = marked("De brief kwam terug om een reden die vaak voorbijgaat (%(code)s).")
_KEY = marked("SendGrid kent onze sleutel niet (%(code)s). Controleer SENDGRID_API_KEY.")
_LOGIN = marked(
    "De mailserver neemt onze naam of ons wachtwoord niet aan (%(code)s). Kijk MAIL_URL na; we proberen het vanzelf "
    "opnieuw."
)

_FAMILIES = (
    (re.compile(r"login_refused_(\S+)"), _LOGIN),
    (re.compile(r"smtp_(4\S+)"), _LATER),
    (re.compile(r"smtp_(5\S+)"), _REFUSED),
    (re.compile(r"sendgrid_(40[13])"), _KEY),
    (re.compile(r"sendgrid_(429|5\d\d)"), _LATER),
    (re.compile(r"sendgrid_(\S+)"), _REFUSED),
    (re.compile(r"bounced_hard_(\S+)"), _HARD),
    (re.compile(r"bounced_soft_(\S+)"), _SOFT),
)

TEMPLATES = {
    "onboarding/invitation": marked("Uitnodiging voor een check-in"),
    "onboarding/reminder": marked("Herinnering aan een check-in"),
    "stay/invitation": marked("Uitnodiging voor een blijfgesprek"),
    "stay/reminder": marked("Herinnering aan een blijfgesprek"),
    "exit/invitation": marked("Uitnodiging voor het exitformulier"),
    "exit/reminder": marked("Herinnering aan het exitformulier"),
    "exit/invitation_retirement": marked("Uitnodiging bij een pensioen"),
    "exit/reminder_retirement": marked("Herinnering bij een pensioen"),
    "exit/invitation_dismissal": marked("Uitnodiging na een ontslag"),
    "exit/reminder_dismissal": marked("Herinnering na een ontslag"),
    "exit/invitation_aftercare": marked("Nazorg"),
    "exit/reminder_aftercare": marked("Herinnering aan nazorg"),
    "exit/stays": marked("Het vertrek gaat niet door"),
    "questionnaire/trial": marked("Een vragenlijst om te proberen"),
    "insights/measure_begins": marked("Een maatregel begint"),
    "insights/measure_over": marked("Een maatregel is voorbij"),
    "console/welcome": marked("Welkom bij een nieuw account"),
    "console/password_reset": marked("Een nieuw wachtwoord"),
    "console/password_changed": marked("Je wachtwoord is gewijzigd"),
    "console/locked": marked("Een account op slot"),
}
WHY_SUPPRESSED = {
    "hard": marked("Een brief kwam terug: dit adres bestaat niet."),
    "soft": marked("Brieven kwamen steeds opnieuw terug."),
    "complaint": marked("De ontvanger heeft een brief als ongewenst gemeld."),
}
KINDS = {"work": marked("werkadres"), "private": marked("privéadres"), "account": marked("account")}


def explained(reason: str | None) -> str:
    """A code as a sentence in the reader's language."""
    if not reason:
        return ""
    if reason in _PLAIN:
        return str(gettext(_PLAIN[reason]))
    if reason.startswith("render: "):
        return str(gettext(_INCOMPLETE, what=reason.removeprefix("render: ")))
    for pattern, words in _FAMILIES:
        found = pattern.fullmatch(reason)
        if found:
            return str(gettext(words, code=found.group(1).replace("_", " ")))
    return str(gettext(_UNREACHABLE, code=reason))


def template_name(template: str) -> str:
    """What a letter is about, in words where we know them."""
    return str(gettext(TEMPLATES[template])) if template in TEMPLATES else template
