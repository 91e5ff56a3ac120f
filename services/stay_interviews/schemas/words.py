"""What stay interviews say to HR."""

from __future__ import annotations

from services.stay_interviews.errors import InterviewUnknown
from shared.asking.words import Face
from shared.web.texts import marked

FACE = Face(
    place="interviews",
    heading=marked("Wie vertelt wat bindt en wat knelt"),
    lead=marked(
        "Collega’s die hier al langer werken, krijgen vragen over wat hen bindt en wat beter kan."
        " Hier zie je wie er meedoet, niet wat er is gezegd."
    ),
    latest=marked("Blijfgesprekken, de nieuwste eerst"),
    one=marked("Het blijfgesprek van %(name)s"),
    none_fits=marked("Er is geen blijfgesprek dat hieraan voldoet."),
    when_first=marked("Bij Momenten zie je wie er aan de beurt komt, en wanneer."),
    moments={"yearly": marked("Elk jaar")},
    unknown=InterviewUnknown,
)
