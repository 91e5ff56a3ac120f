"""What onboarding says to HR."""

from __future__ import annotations

from services.onboarding.errors import CheckinUnknown
from shared.asking.words import Face
from shared.web.texts import marked

FACE = Face(
    place="checkins",
    heading=marked("Wie in het eerste jaar vertelt hoe het gaat"),
    lead=marked(
        "Nieuwe collega’s krijgen vijf keer een paar vragen. Hier zie je wie er meedoet, niet wat er is gezegd."
    ),
    latest=marked("Check-ins, de nieuwste eerst"),
    one=marked("De check-in van %(name)s"),
    none_fits=marked("Er is geen check-in die hieraan voldoet."),
    when_first=marked(
        "Een week na iemands eerste werkdag gaat de eerste uitnodiging de deur uit."
        " Bij Momenten zie je wie er aan de beurt komt."
    ),
    moments={
        "before_start": marked("Voor de eerste dag"),
        "week_1": marked("Na een week"),
        "back_1": marked("Na een week terug"),
        "month_1": marked("Na een maand"),
        "month_3": marked("Na drie maanden"),
        "month_6": marked("Na zes maanden"),
        "month_11": marked("Na elf maanden"),
    },
    unknown=CheckinUnknown,
)
