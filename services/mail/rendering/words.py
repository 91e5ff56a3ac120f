"""What the letter paper itself says, and how dates and numbers are written, per language."""

from datetime import date, datetime, time
from functools import lru_cache
from typing import Any
from zoneinfo import ZoneInfo

from babel.dates import format_date
from babel.numbers import format_decimal

from shared.calendar.said import clock_said, length_said

DEFAULT_WHY = {
    "nl": "Je krijgt deze mail omdat {{ organisation }} Weerzien gebruikt om met mensen in gesprek te blijven.",
    "en": "You receive this email because {{ organisation }} uses Weerzien to stay in touch with people.",
    "fr": "Vous recevez cet e-mail parce que {{ organisation }} utilise Weerzien "
    "pour rester à l’écoute de chacun.",
}
LINK_BELOW = {
    "nl": "Werkt de knop niet? Deze link brengt je er ook:",
    "en": "Does the button not work? This link takes you there too:",
    "fr": "Le bouton ne fonctionne pas ? Ce lien vous y mène aussi :",
}
SENT_BY = {
    "nl": "Verstuurd door {{ organisation }}. Antwoorden op deze mail mag: wij lezen het.",
    "en": "Sent by {{ organisation }}. You can reply to this email: we read it.",
    "fr": "Envoyé par {{ organisation }}. Vous pouvez répondre à cet e-mail : nous le lisons.",
}
COLON = {"nl": ":", "en": ":", "fr": "\u00a0:"}
_AT = {"nl": "om", "en": "at", "fr": "à"}
_DAY = {"nl": "EEEE d MMMM", "en": "EEEE d MMMM", "fr": "EEEE d MMMM"}


def dateword(language: str, value: Any) -> str:
    """A date in words: dinsdag 9 maart."""
    day = value if isinstance(value, date) else date.fromisoformat(str(value)[:10])
    return _dateword(language, day.toordinal())


def longday(language: str, value: Any) -> str:
    """A day of long ago: 12 mei 2019."""
    day = value if isinstance(value, date) else date.fromisoformat(str(value)[:10])
    written = format_date(day, "d MMMM y", locale=language)
    return written.replace("1 ", "1er ", 1) if language == "fr" and day.day == 1 else written


@lru_cache(maxsize=4096)
def _dateword(language: str, ordinal: int) -> str:
    written = format_date(date.fromordinal(ordinal), _DAY[language], locale=language)
    # French writes the first of a month as an ordinal.
    return written.replace(" 1 ", " 1er ", 1) if language == "fr" else written


def daytime(language: str, zone: str, value: Any) -> str:
    """A moment in words, in the person's zone: dinsdag 9 maart om 14.00 uur."""
    moment = value if isinstance(value, datetime) else datetime.fromisoformat(str(value))
    local = moment.astimezone(ZoneInfo(zone)) if moment.tzinfo else moment
    return f"{_dateword(language, local.toordinal())} {_AT[language]} {clock_said(local, language)}"


def clocktime(language: str, value: Any) -> str:
    """A time of day in words: 9.00 uur of 09:00."""
    return clock_said(time.fromisoformat(str(value)), language)


def lasting(language: str, minutes: Any) -> str:
    """A length of time in words: 2 uur of 120."""
    return length_said(int(minutes), language)


def number(language: str, value: Any) -> str:
    """A number by the customs of the language."""
    return format_decimal(value, locale=language)
