"""What can be wrong with a row, in sentences for people.

A problem is a code with its parameters; the sentence is Dutch here (the message id) and translated at the edge, so the
same kept row can be read in three languages. ``Problem`` refuses a row; ``notice`` codes let the row in and say what
was left out.
"""

from __future__ import annotations

import dataclasses

from shared.kernel.texts import marked

TEXTS: dict[str, str] = {
    "absence_backwards": marked(
        "De laatste dag van het verlof ligt voor de eerste. Dit verlof namen we niet over."
    ),
    "absence_from_missing": marked("We missen de eerste dag van het verlof. Dit verlof namen we niet over."),
    "absence_kind_unknown": marked(
        "Deze soort verlof kennen we niet; we noteerden “ander verlof”. Leg het bij de koppeling op een van onze "
        "soorten: %(known)s."
    ),
    "absence_outside": marked("Dit verlof valt buiten het dienstverband. We namen het niet over."),
    "absence_overlaps": marked(
        "Deze dagen vallen samen met ander verlof van deze persoon. Dit verlof namen we niet over."
    ),
    "cell_too_long": marked("In deze cel staat meer tekst dan we kunnen lezen (%(length)s tekens)."),
    "circular_manager": marked(
        "Zo ontstaat een kring: deze persoon staat, via anderen, boven de eigen leidinggevende. "
        "Verbeter de leidinggevende en lees de rij opnieuw in."
    ),
    "contract_end_early": marked(
        "Het contract eindigt voor de eerste werkdag. Dit einde namen we niet over."
    ),
    "contract_unknown": marked(
        "Deze soort contract kennen we niet en lieten we leeg. Leg het bij de koppeling op een van onze soorten: "
        "%(known)s."
    ),
    "control_character": marked(
        "In deze cel staat een teken dat we niet kunnen lezen. Typ de waarde opnieuw."
    ),
    "date_future": marked(
        "Deze datum ligt in de toekomst en dat kan hier niet. Schrijf hem zo: %(example)s."
    ),
    "date_unknown": marked("Deze datum kennen we niet. Schrijf hem zo: %(example)s."),
    "date_out_of_range": marked(
        "Deze datum ligt buiten de jaren die we kennen (1900 tot 2100). Schrijf hem zo: %(example)s."
    ),
    "duplicate_row": marked("Deze persoon staat al op rij %(other)s van dit bestand."),
    "email_unknown": marked("Dit e-mailadres kunnen we niet lezen. Schrijf het zo: naam@voorbeeld.nl."),
    "forgotten": marked("Deze persoon is op verzoek vergeten en wordt niet opnieuw aangelegd."),
    "formula_without_value": marked(
        "Hier staat een formule zonder uitkomst. Open het bestand in Excel, bewaar het en probeer het opnieuw."
    ),
    "error_cell": marked(
        "In deze cel staat een fout van het rekenblad. Verbeter de cel en lees de rij opnieuw in."
    ),
    "hire_before_birth": marked("De datum in dienst ligt voor de geboortedatum."),
    "hire_date_missing": marked(
        "We missen de datum in dienst. Zonder die datum kunnen we niemand nieuw aanleggen."
    ),
    "key_ambiguous": marked("Meer dan één persoon past bij deze sleutel. Gebruik het personeelsnummer."),
    "key_missing": marked("We missen de waarde waaraan we deze persoon herkennen."),
    "language_unknown": marked("Deze taal kennen we niet. Kies nl, en of fr."),
    "leave_kind_unknown": marked(
        "Dit soort vertrek kennen we niet. Leg het bij de koppeling op een van onze soorten: %(kinds)s."
    ),
    "last_day_missing": marked("Bij dit soort vertrek missen we de laatste dag."),
    "leave_kind_unused": marked("Zonder laatste dag gebruiken we het soort vertrek niet."),
    "left_before_hire": marked(
        "De laatste dag ligt voor de datum in dienst. Is deze persoon niet begonnen, geef dan als soort vertrek "
        "never_started."
    ),
    "name_missing": marked("We missen de naam."),
    "never_started_kept": marked(
        "Bij deze persoon staat dat iemand niet is begonnen. De laatste dag namen we niet over."
    ),
    "never_started_unused": marked("Deze persoon is al vertrokken, en is dus begonnen. Dat lieten we zo."),
    "notice_after_last_day": marked("De opzegdatum ligt na de laatste dag."),
    "notice_unused": marked("Zonder laatste dag gebruiken we de opzegdatum niet."),
    "number_taken": marked("Dit personeelsnummer is al van iemand anders."),
    "number_unknown": marked("Dit getal kunnen we niet lezen. Schrijf het zo: %(example)s."),
    "probation_end_early": marked(
        "De proeftijd eindigt voor de eerste werkdag. Dit einde namen we niet over."
    ),
    "row_long": marked("Deze rij heeft meer cellen (%(cells)s) dan er kolommen zijn (%(columns)s)."),
    "row_short": marked("Deze rij heeft minder cellen (%(cells)s) dan er kolommen zijn (%(columns)s)."),
    "spells_overlap": marked("Deze periode valt samen met meer dan één dienstverband van deze persoon."),
    "country_unknown": marked("Dit land kennen we niet. Schrijf de code van twee letters, zoals NL of BE."),
    "time_zone_unknown": marked("Deze tijdzone kennen we niet. Schrijf hem zo: Europe/Brussels."),
    "part_time_days_unknown": marked(
        "Deze werkdagen kennen we niet. Schrijf een getal (4) of dagen (ma di do)."
    ),
    "manager_ambiguous": marked("Meer dan één persoon heet zo; de leidinggevende staat nu alleen als tekst."),
    "manager_unknown": marked(
        "Deze leidinggevende vonden we niet als persoon; de naam staat nu alleen als tekst."
    ),
    "manager_self": marked("Deze persoon staat als eigen leidinggevende; de leidinggevende is leeg gelaten."),
    "absent_skipped": marked(
        "Van minstens één geweigerde rij weten we niet over wie hij gaat. "
        "Daarom is niemand uit dienst gezet die in dit bestand ontbreekt."
    ),
    "absent_left": marked("Staat niet meer in het volledige bestand en is per vandaag uit dienst gezet."),
}


@dataclasses.dataclass(frozen=True)
class Problem:
    """Why a row (or a cell of it) cannot go in, or what was left out of it."""

    code: str
    field: str = ""
    column: str = ""
    value: str = ""
    params: dict[str, str] = dataclasses.field(default_factory=dict)

    def sentence(self) -> str:
        """Return the Dutch sentence."""
        return TEXTS[self.code] % self.params
