"""What can be wrong in a plan, in words, and where."""

from __future__ import annotations

from services.journey.errors import PlanInvalid
from shared.kernel.texts import marked

UNKNOWN_KEY = marked("Dit veld kennen we niet.")
NOT_A_LIST = marked("Hier hoort een lijst met minstens één regel.")
TOO_MANY = marked("Een plan heeft hooguit honderd momenten.")
NOT_A_RULE = marked("Een moment is een groep velden.")
TWICE = marked("Deze naam staat twee keer in het plan.")
BAD_NAME = marked("Gebruik kleine letters, cijfers en _, en begin met een letter; hooguit veertig tekens.")
BAD_PROGRAMME = marked("Dit programma kennen we niet.")
OTHER_PROGRAMME = marked("Dit moment hoort bij een ander programma.")
BAD_ANCHOR = marked("Van deze datum kunnen we niet tellen.")
NO_BIRTHDAYS = marked("Van een verjaardag tellen we niet: wie wil feliciteren, stuurt geen vragen.")
BAD_OFFSET = marked("Kies dagen, weken, maanden of werkdagen, met een heel getal.")
OUT_OF_REACH = marked("Dat is te ver: blijf binnen tien jaar.")
TOO_SHORT = marked("Dit is minstens één.")
TOO_OFTEN = marked("Herhaal hooguit één keer per week: kies minstens zeven dagen, of weken of maanden.")
BAD_DAY_OF_YEAR = marked("Schrijf de dag van het jaar zo: 03-01 voor 1 maart.")
NEEDS_DAY_OF_YEAR = marked("Kies de dag van het jaar.")
NO_DAY_OF_YEAR = marked("Een vaste dag van het jaar past alleen bij een moment dat elk jaar komt.")
REPEATS_ALREADY = marked("Dit moment komt vanzelf terug; laat de herhaling leeg.")
NEEDS_EVERY = marked("Een aantal keer heeft alleen zin met een herhaling.")
BAD_NUMBER = marked("Hier hoort een heel getal.")
BAD_CHOICE = marked("Deze keuze kennen we niet.")
NOTHING_CHOSEN = marked("Kies er minstens één.")
NEVER_LEAVING = marked("Wie niet vertrekt, heeft deze datum niet: kies ook wie vertrekt of vertrokken is.")
BAD_RANGE = marked("Schrijf van en tot als hele getallen, het kleinste eerst.")
BAD_TEXT = marked("Hier hoort tekst.")
BAD_TITLE = marked(
    "Schrijf de naam in het Nederlands, en als je wilt in het Engels en Frans; hooguit tachtig tekens."
)
BAD_WINDOW = marked("Schrijf de uren zo: 09:00 tot 17:00, het vroegste eerst.")
NO_WORKING_DAY = marked("Op deze dagen werkt bijna niemand: kies ook een dag van maandag tot en met vrijdag.")
BAD_DATE = marked("Deze datum kennen we niet. Schrijf hem zo: 2027-02-03.")
BAD_REMINDERS = marked("Hooguit drie herinneringen, elk na meer werkdagen dan de vorige.")
BAD_DEPARTMENT = marked("Deze afdeling kennen we niet.")
BAD_ASK = marked("Deze vragen kennen we niet in dit programma.")


class Problems:
    """What is wrong, by field."""

    def __init__(self) -> None:
        self.found: dict[str, list[str]] = {}

    def add(self, where: str, reason: str) -> None:
        """Note a reason at a field; the same once."""
        if reason not in self.found.setdefault(where, []):
            self.found[where].append(reason)

    def raise_any(self) -> None:
        """Raise where anything was found."""
        if self.found:
            raise PlanInvalid(self.found)
