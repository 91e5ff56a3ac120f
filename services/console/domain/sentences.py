"""Every fact of the log as a sentence for the desk: Dutch, to be translated where it is shown. Data and no more."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

from services.console.domain.texts import marked


@dataclass(frozen=True)
class Word:
    """A code in the words of the desk; the text is a Dutch msgid."""

    text: str


Value = str | int | date | datetime | Word | tuple["str | Word", ...]


@dataclass(frozen=True, kw_only=True)
class Sentence:
    """A Dutch msgid with its values. `tone` is good, care, alarm or plain."""

    text: str
    values: Mapping[str, Value]
    tone: str = "plain"
    type: str = ""


SENTENCES: Final[Mapping[str, tuple[str, str]]] = {
    "people.hired": (marked("In dienst vanaf %(hire_date)s."), "good"),
    "people.changed": (marked("Gegevens bijgewerkt: %(fields)s."), "plain"),
    "people.hire_corrected": (
        marked("Eerste werkdag verbeterd: %(hire_date)s in plaats van %(was)s."),
        "plain",
    ),
    "people.leaving_announced": (
        marked("Vertrek aangekondigd: %(kind)s, laatste werkdag %(last_day)s."),
        "care",
    ),
    "people.leaving_changed": (marked("Vertrek aangepast: %(kind)s, laatste werkdag %(last_day)s."), "care"),
    "people.leaving_withdrawn": (marked("Vertrek ingetrokken: blijft toch."), "good"),
    "people.left": (marked("Uit dienst: %(kind)s, laatste werkdag %(last_day)s."), "plain"),
    "people.never_started": (marked("Is niet begonnen."), "plain"),
    "people.started_after_all": (marked("Is toch begonnen."), "good"),
    "people.absence_noted": (marked("Afwezig vanaf %(first_day)s."), "plain"),
    "people.absence_changed": (marked("Afwezigheid aangepast: vanaf %(first_day)s."), "plain"),
    "people.absence_withdrawn": (marked("Afwezigheid geschrapt: die was er niet."), "plain"),
    "people.died": (marked("Overleden. Alle brieven en momenten zijn gestopt."), "plain"),
    "people.merged": (marked("Samengevoegd met een ander dossier van dezelfde persoon."), "plain"),
    "people.unmerged": (
        marked("Samenvoeging ongedaan gemaakt; dit dossier staat weer op zichzelf."),
        "plain",
    ),
    "people.forgotten": (marked("Naam en adressen zijn gewist."), "plain"),
    "people.imported": (
        marked(
            "Bestand ingelezen: %(created)s nieuw, %(changed)s gewijzigd, %(unchanged)s gelijk, %(rejected)s niet."
        ),
        "plain",
    ),
    "journey.touchpoint_due": (marked("Het moment is er: %(programme)s %(rule)s."), "plain"),
    "journey.touchpoint_cancelled": (marked("Moment vervallen: %(reason)s."), "plain"),
    "journey.touchpoint_expired": (marked("Moment voorbij zonder antwoord."), "plain"),
    "journey.person_paused": (marked("Op pauze gezet: er gaan geen brieven."), "care"),
    "journey.person_resumed": (marked("De pauze is voorbij."), "plain"),
    "journey.letters_stopped": (marked("Alle brieven zijn stilgezet."), "care"),
    "journey.letters_resumed": (marked("De brieven gaan weer."), "good"),
    "onboarding.checkin_opened": (marked("Check-in %(moment)s: uitnodiging onderweg."), "plain"),
    "onboarding.checkin_reminded": (marked("Check-in %(moment)s: een herinnering is onderweg."), "plain"),
    "onboarding.checkin_answered": (marked("Check-in %(moment)s: beantwoord."), "good"),
    "onboarding.checkin_declined": (marked("Check-in %(moment)s: liever niet."), "plain"),
    "onboarding.checkin_closed": (marked("Check-in %(moment)s: gesloten."), "plain"),
    "stay.interview_opened": (marked("Blijfgesprek %(moment)s: uitnodiging onderweg."), "plain"),
    "stay.interview_reminded": (marked("Blijfgesprek %(moment)s: een herinnering is onderweg."), "plain"),
    "stay.interview_answered": (marked("Blijfgesprek %(moment)s: beantwoord."), "good"),
    "stay.interview_declined": (marked("Blijfgesprek %(moment)s: liever niet."), "plain"),
    "stay.interview_closed": (marked("Blijfgesprek %(moment)s: gesloten."), "plain"),
    "exit.case_opened": (marked("Vertrekdossier geopend: %(kind)s, laatste werkdag %(last_day)s."), "plain"),
    "exit.case_changed": (
        marked("Vertrekdossier bijgewerkt: %(kind)s, laatste werkdag %(last_day)s."),
        "plain",
    ),
    "exit.case_closed": (marked("Vertrekdossier gesloten: %(reason)s."), "plain"),
    "exit.person_told": (marked("HR bevestigde dat deze collega het ontslag heeft gehoord."), "plain"),
    "exit.form_opened": (marked("Exitformulier %(moment)s: uitnodiging onderweg."), "plain"),
    "exit.form_reminded": (marked("Exitformulier %(moment)s: een herinnering is onderweg."), "plain"),
    "exit.form_answered": (marked("Exitformulier %(moment)s: beantwoord."), "good"),
    "exit.form_declined": (marked("Exitformulier %(moment)s: liever niet."), "plain"),
    "exit.form_reconsidered": (marked("Exitformulier %(moment)s: toch wel."), "plain"),
    "exit.form_closed": (marked("Exitformulier %(moment)s: gesloten."), "plain"),
    "exit.moment_passed": (marked("Moment %(moment)s: niets gevraagd, %(reason)s."), "plain"),
    "onboarding.questionnaire_published": (
        marked("Vragenlijst %(questionnaire)s gepubliceerd, versie %(number)s."),
        "plain",
    ),
    "onboarding.questionnaire_draft_discarded": (
        marked("Ontwerp van vragenlijst %(questionnaire)s weggegooid."),
        "plain",
    ),
    "stay.questionnaire_published": (
        marked("Vragenlijst %(questionnaire)s gepubliceerd, versie %(number)s."),
        "plain",
    ),
    "stay.questionnaire_draft_discarded": (
        marked("Ontwerp van vragenlijst %(questionnaire)s weggegooid."),
        "plain",
    ),
    "people.caller_known": (marked("Meldde zich bij de voordeur en is herkend."), "good"),
    "people.caller_refused": (marked("Een aanmelding bij de voordeur is niet toegelaten."), "plain"),
    "alumni.address_confirmed": (marked("Iemand bevestigde een adres voor het netwerk."), "plain"),
    "alumni.caller_withdrew": (marked("Een aanmelding voor het netwerk is vervallen."), "plain"),
    "alumni.joined": (marked("Lid van het netwerk van oud-collega’s."), "good"),
    "alumni.consent_given": (marked("Wil van ons horen over %(subject)s."), "good"),
    "alumni.consent_withdrawn": (marked("Wil niets meer horen over %(subject)s."), "plain"),
    "alumni.forget_asked": (marked("Vroeg het netwerk om vergeten te worden."), "care"),
    "alumni.invitation_answered": (marked("Blijft graag in contact."), "good"),
    "alumni.invitation_declined": (marked("Blijft liever niet in contact."), "plain"),
    "alumni.invitation_closed": (marked("De vraag om in contact te blijven is voorbij."), "plain"),
    "stay.talk_offered": (marked("Blijfgesprek: een gesprek is aangeboden."), "plain"),
    "stay.talk_booked": (marked("Blijfgesprek: er is een moment gekozen voor een gesprek."), "good"),
    "stay.talk_moved": (marked("Blijfgesprek: het gesprek is verzet."), "plain"),
    "stay.talk_cancelled": (marked("Blijfgesprek: het afgesproken gesprek gaat niet door."), "care"),
    "stay.talk_declined": (marked("Blijfgesprek: liever geen gesprek."), "plain"),
    "stay.talk_held": (marked("Blijfgesprek: het gesprek is geweest."), "good"),
    "stay.talk_closed": (marked("Blijfgesprek: er komt geen gesprek."), "plain"),
    "stay.note_shared": (marked("Blijfgesprek: het verslag is te lezen."), "plain"),
    "stay.note_corrected": (marked("Blijfgesprek: er is een aanvulling op het verslag."), "care"),
    "stay.note_agreed": (marked("Blijfgesprek: het verslag is klaar."), "good"),
    "stay.promise_made": (marked("Toezegging gedaan, voor %(due_on)s."), "plain"),
    "stay.promise_kept": (marked("Toezegging nagekomen."), "good"),
    "stay.promise_dropped": (marked("Een toezegging gaat niet door."), "care"),
    "stay.promise_judged": (marked("Gezegd of een toezegging hielp."), "plain"),
    "alumni.vacancy_opened": (
        marked("Een vacature ging open; %(letters)s oud-collega’s horen ervan."),
        "plain",
    ),
    "alumni.interest_shown": (marked("Reageerde op een vacature: wil misschien terugkomen."), "good"),
    "alumni.interest_decided": (marked("Kreeg antwoord op een reactie: %(outcome)s."), "plain"),
    "alumni.reunion_announced": (marked("Reünie aangekondigd; %(letters)s leden zijn uitgenodigd."), "plain"),
    "alumni.reunion_answered": (marked("Antwoordde op een reünie: %(place)s."), "plain"),
    "alumni.reunion_cancelled": (marked("Een reünie is afgelast."), "care"),
    "alumni.issue_sent": (marked("Nieuwsbrief verstuurd aan %(letters)s lezers."), "plain"),
    "alumni.sending_paused": (marked("Een nieuwsbrief is stilgezet."), "care"),
    "alumni.sending_resumed": (marked("Een nieuwsbrief gaat weer verder."), "good"),
    "alumni.sending_stopped": (marked("Een nieuwsbrief is gestopt."), "care"),
    "insights.rebuilt": (
        marked("De cijfers zijn opnieuw opgebouwd, tot en met gebeurtenis %(until)s."),
        "plain",
    ),
    "mail.sent": (marked("Brief verstuurd: %(template)s."), "plain"),
    "mail.bounced": (marked("Brief kwam terug: %(kind)s."), "care"),
    "mail.complained": (marked("Een brief is als ongewenst gemeld."), "alarm"),
    "mail.suppressed": (
        marked("Er gaat geen post meer naar het adres (%(address_kind)s): %(reason)s."),
        "alarm",
    ),
    "mail.unsuppressed": (marked("Er gaat weer post naar het adres (%(address_kind)s)."), "good"),
    "mail.undeliverable": (marked("Brief kon niet weg: %(reason)s."), "care"),
    "console.logged_in": (marked("Iemand van HR logde in."), "plain"),
    "console.account_locked": (marked("Een account ging op slot na te veel pogingen."), "care"),
    "console.time_set": (marked("De tijd is vooruitgezet naar %(instant)s."), "plain"),
}

WORDS: Final[Mapping[str, Mapping[str, str]]] = {
    "kind": {
        "resignation": marked("eigen opzegging"),
        "dismissal": marked("ontslag"),
        "end_of_contract": marked("einde van het contract"),
        "retirement": marked("pensioen"),
        "mutual_agreement": marked("in onderling overleg"),
        "death": marked("overleden"),
        "hard": marked("het adres bestaat niet"),
        "soft": marked("het adres nam de brief nu niet aan"),
    },
    "programme": {
        "onboarding": marked("check-in"),
        "stay": marked("blijfgesprek"),
        "exit": marked("vertrek"),
        "aftercare": marked("nazorg"),
        "alumni": marked("oud-collega’s"),
    },
    "moment": {
        "before_start": marked("voor de eerste dag"),
        "week_1": marked("na een week"),
        "month_1": marked("na een maand"),
        "month_3": marked("na drie maanden"),
        "month_6": marked("na zes maanden"),
        "month_11": marked("na elf maanden"),
        "yearly": marked("elk jaar"),
        "invitation": marked("kort na de opzegging"),
        "form": marked("voor het afscheid"),
        "afterwards": marked("na het vertrek"),
        "week_2": marked("na twee weken"),
        "month_2": marked("na twee maanden"),
        "by_hand": marked("met de hand gestuurd"),
    },
    "outcome": {"invited": marked("uitgenodigd"), "declined": marked("afgewezen")},
    "place": {
        "in": marked("komt"),
        "waiting": marked("op de wachtlijst"),
        "maybe": marked("misschien"),
        "no": marked("komt niet"),
    },
    "subject": {
        "news": marked("nieuws"),
        "reunions": marked("reünies"),
        "vacancies": marked("vacatures"),
    },
    "address_kind": {"work": marked("werk"), "private": marked("privé"), "account": marked("account")},
    "reason": {
        "hard": marked("het adres bestaat niet"),
        "soft": marked("de brieven kwamen te vaak terug"),
        "complaint": marked("gemeld als ongewenst"),
        "no_address": marked("er is geen adres bekend"),
        "suppressed": marked("er gaat geen post naar dit adres"),
        "refused": marked("de post weigerde de brief"),
        "expired": marked("de brief was te laat om nog zin te hebben"),
        "inactive": marked("de persoon is niet meer in dienst"),
        "left": marked("vertrokken"),
        "leaving": marked("vertrekt"),
        "died": marked("overleden"),
        "forgotten": marked("gegevens gewist"),
        "merged": marked("samengevoegd met een ander dossier"),
        "hire_corrected": marked("eerste werkdag verbeterd"),
        "past": marked("lag al in het verleden"),
        "withdrawn": marked("deze collega blijft"),
        "never_started": marked("niet begonnen"),
        "gone": marked("het dienstverband bestaat niet meer"),
        "over": marked("alles is gedaan"),
        "answered": marked("er was al antwoord"),
        "declined": marked("liever niet, stond er al"),
        "together": marked("het formulier was er al"),
        "stopped": marked("de nazorg is gestopt"),
        "too_late": marked("het was te laat"),
    },
    "template": {
        "onboarding/invitation": marked("uitnodiging voor een check-in"),
        "onboarding/reminder": marked("herinnering aan een check-in"),
        "onboarding/welcome": marked("welkom voor de eerste dag"),
        "onboarding/welcome_reminder": marked("herinnering aan het welkom"),
        "stay/invitation": marked("uitnodiging voor een blijfgesprek"),
        "stay/reminder": marked("herinnering aan een blijfgesprek"),
        "exit/invitation": marked("uitnodiging voor het exitformulier"),
        "exit/reminder": marked("herinnering aan het exitformulier"),
        "exit/invitation_retirement": marked("uitnodiging bij een pensioen"),
        "exit/reminder_retirement": marked("herinnering bij een pensioen"),
        "exit/invitation_dismissal": marked("uitnodiging na een ontslag"),
        "exit/reminder_dismissal": marked("herinnering na een ontslag"),
        "exit/invitation_aftercare": marked("nazorg"),
        "exit/reminder_aftercare": marked("herinnering aan nazorg"),
        "exit/stays": marked("bericht dat het vertrek niet doorgaat"),
        "alumni/confirm": marked("vraag om een aanmelding te bevestigen"),
        "alumni/address": marked("vraag om een nieuw adres te bevestigen"),
        "alumni/invitation": marked("vraag om in contact te blijven"),
        "alumni/welcome": marked("welkom in het netwerk"),
        "alumni/left": marked("bevestiging van een afmelding"),
        "stay/note": marked("verslag van een blijfgesprek"),
        "stay/promise": marked("over een toezegging"),
        "appointment/person": marked("over een gesprek"),
        "appointment/interviewer": marked("over een gesprek"),
        "alumni/newsletter": marked("nieuwsbrief"),
        "alumni/reunion": marked("uitnodiging voor een reünie"),
        "alumni/attending": marked("over een plaats op een reünie"),
        "alumni/digest": marked("brief van de maand"),
        "alumni/vacancy": marked("vacature die past"),
        "alumni/receipt": marked("bevestiging van een reactie"),
        "alumni/decision": marked("beslissing over een reactie"),
        "alumni/promise": marked("herinnering aan een belofte"),
        "insights/measure_begins": marked("een maatregel begint"),
        "insights/measure_over": marked("een maatregel is voorbij"),
        "console/welcome": marked("welkom bij een nieuw account"),
        "console/password_reset": marked("nieuw wachtwoord"),
        "console/password_changed": marked("wachtwoord gewijzigd"),
        "console/locked": marked("account op slot"),
    },
    "fields": {
        "employee_number": marked("personeelsnummer"),
        "given_name": marked("voornaam"),
        "infix": marked("tussenvoegsel"),
        "family_name": marked("achternaam"),
        "email": marked("e-mailadres"),
        "work_email": marked("e-mailadres"),
        "private_email": marked("privéadres"),
        "language": marked("taal"),
        "time_zone": marked("tijdzone"),
        "country": marked("land"),
        "region": marked("regio"),
        "birth_date": marked("geboortedatum"),
        "department": marked("afdeling"),
        "function": marked("functie"),
        "manager": marked("leidinggevende"),
        "hours": marked("uren"),
        "part_time_days": marked("werkdagen"),
        "salary": marked("salaris"),
        "hire_date": marked("eerste werkdag"),
        "last_day": marked("laatste werkdag"),
        "leave_kind": marked("soort vertrek"),
        "notice_date": marked("datum van opzegging"),
        "contract": marked("soort contract"),
        "contract_end": marked("einde van het contract"),
        "probation_end": marked("einde van de proeftijd"),
        "place": marked("vestiging"),
    },
}
# A rule of the plan is called after its moment.
_SAME: Final = {"rule": "moment"}
# The day on which somebody lived what was perhaps noted much later, as with the years before the first import.
_LIVED_ON: Final = {
    "people.hired": ("hire_date",),
    "people.left": ("last_day",),
    "people.leaving_announced": ("notice_date", "last_day"),
}
_DATES: Final = frozenset({"hire_date", "was", "last_day", "notice_date", "due_date", "closes_on", "due_on"})


def split_label(label: str) -> tuple[str, int]:
    """`people.hired.v1` as type and version."""
    kind, _, version = label.rpartition(".v")
    return kind, int(version)


def sentence(label: str, body: Mapping[str, Any]) -> Sentence:
    """The sentence for a line of the log; a fact of a later version of the house is shown by its name."""
    kind = split_label(label)[0]
    if kind not in SENTENCES:
        return Sentence(text="%(type)s", values={"type": kind}, type=kind)
    text, tone = SENTENCES[kind]
    values = {name: _value(name, value) for name, value in body.items() if f"%({name})s" in text}
    missing = {name for name in _names(text) if name not in values}
    return Sentence(text=text, values=values | dict.fromkeys(missing, "–"), tone=tone, type=kind)


def lived_on(label: str, body: Mapping[str, Any], noted: date) -> date:
    """The day that a line of the log is about: the day it was noted, or an earlier one that it tells of."""
    told = (body.get(name) for name in _LIVED_ON.get(split_label(label)[0], ()))
    return min(date.fromisoformat(next(filter(None, told), noted.isoformat())), noted)


def word_of(name: str, code: str) -> str | Word:
    """A code in the words of the desk; a code without words is shown as it is."""
    known = WORDS.get(_SAME.get(name, name), {})
    return Word(known[code]) if code in known else code.replace("_", " ")


def _value(name: str, value: Any) -> Value:
    if value is None:
        return "–"
    if name in _DATES:
        return date.fromisoformat(value)
    if name == "instant":
        return datetime.fromisoformat(value)
    if isinstance(value, list):
        return tuple(word_of(name, str(one)) for one in value)
    return value if isinstance(value, int) else word_of(name, str(value))


def _names(text: str) -> list[str]:
    return [part.split(")s")[0] for part in text.split("%(")[1:]]
