"""What can be wrong with a row, in sentences for people.

A problem is a code with its parameters; the sentence is Dutch here (the message id) and translated at the edge, so the
same kept row can be read in three languages. ``Problem`` refuses a row; ``notice`` codes let the row in and say what
was left out.
"""

from __future__ import annotations

import dataclasses

TEXTS: dict[str, str] = {
    "cell_too_long": "In deze cel staat meer tekst dan we kunnen lezen (%(length)s tekens).",
    "circular_manager": (
        "Zo ontstaat een kring: deze persoon staat, via anderen, boven de eigen leidinggevende. "
        "Verbeter de leidinggevende en lees de rij opnieuw in."
    ),
    "control_character": "In deze cel staat een teken dat we niet kunnen lezen. Typ de waarde opnieuw.",
    "date_future": "Deze datum ligt in de toekomst en dat kan hier niet. Schrijf hem zo: %(example)s.",
    "date_unknown": "Deze datum kennen we niet. Schrijf hem zo: %(example)s.",
    "date_out_of_range": "Deze datum ligt buiten de jaren die we kennen (1900 tot 2100). Schrijf hem zo: %(example)s.",
    "duplicate_row": "Deze persoon staat al op rij %(other)s van dit bestand.",
    "email_unknown": "Dit e-mailadres kunnen we niet lezen. Schrijf het zo: naam@voorbeeld.nl.",
    "forgotten": "Deze persoon is op verzoek vergeten en wordt niet opnieuw aangelegd.",
    "formula_without_value": (
        "Hier staat een formule zonder uitkomst. Open het bestand in Excel, bewaar het en probeer het opnieuw."
    ),
    "error_cell": "In deze cel staat een fout van het rekenblad. Verbeter de cel en lees de rij opnieuw in.",
    "hire_before_birth": "De datum in dienst ligt voor de geboortedatum.",
    "hire_date_missing": "We missen de datum in dienst. Zonder die datum kunnen we niemand nieuw aanleggen.",
    "key_ambiguous": "Meer dan één persoon past bij deze sleutel. Gebruik het personeelsnummer.",
    "key_missing": "We missen de waarde waaraan we deze persoon herkennen.",
    "language_unknown": "Deze taal kennen we niet. Kies nl, en of fr.",
    "leave_kind_unknown": (
        "Dit soort vertrek kennen we niet. Leg het bij de koppeling op een van onze soorten: %(kinds)s."
    ),
    "last_day_missing": "Bij dit soort vertrek missen we de laatste dag.",
    "leave_kind_unused": "Zonder laatste dag gebruiken we het soort vertrek niet.",
    "left_before_hire": "De laatste dag ligt voor de datum in dienst.",
    "name_missing": "We missen de naam.",
    "notice_after_last_day": "De opzegdatum ligt na de laatste dag.",
    "notice_unused": "Zonder laatste dag gebruiken we de opzegdatum niet.",
    "number_taken": "Dit personeelsnummer is al van iemand anders.",
    "number_unknown": "Dit getal kunnen we niet lezen. Schrijf het zo: %(example)s.",
    "row_long": "Deze rij heeft meer cellen (%(cells)s) dan er kolommen zijn (%(columns)s).",
    "row_short": "Deze rij heeft minder cellen (%(cells)s) dan er kolommen zijn (%(columns)s).",
    "spells_overlap": "Deze periode valt samen met meer dan één dienstverband van deze persoon.",
    "country_unknown": "Dit land kennen we niet. Schrijf de code van twee letters, zoals NL of BE.",
    "time_zone_unknown": "Deze tijdzone kennen we niet. Schrijf hem zo: Europe/Brussels.",
    "part_time_days_unknown": "Deze werkdagen kennen we niet. Schrijf een getal (4) of dagen (ma di do).",
    "manager_ambiguous": "Meer dan één persoon heet zo; de leidinggevende staat nu alleen als tekst.",
    "manager_unknown": "Deze leidinggevende vonden we niet als persoon; de naam staat nu alleen als tekst.",
    "manager_self": "Deze persoon staat als eigen leidinggevende; de leidinggevende is leeg gelaten.",
    "absent_skipped": (
        "Van minstens één geweigerde rij weten we niet over wie hij gaat. "
        "Daarom is niemand uit dienst gezet die in dit bestand ontbreekt."
    ),
    "absent_left": "Staat niet meer in het volledige bestand en is per vandaag uit dienst gezet.",
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
