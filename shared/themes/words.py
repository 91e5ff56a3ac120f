"""What the pages of themes say."""

from __future__ import annotations

from shared.themes.model import BINDS, NEITHER, PUSHES
from shared.web.texts import gettext, marked

# As HR chooses it, and as it stands above figures.
SIDES = {
    BINDS: marked("Dit houdt mensen hier"),
    PUSHES: marked("Dit duwt mensen weg"),
    NEITHER: marked("Geen van beide"),
}
HEADINGS = {
    BINDS: marked("Wat mensen bindt"),
    PUSHES: marked("Wat mensen wegduwt"),
    NEITHER: marked("Waar mensen het nog meer over hebben"),
}
LANGUAGES = {"nl": marked("Nederlands"), "en": marked("Engels"), "fr": marked("Frans")}

MADE = marked("Het thema staat erbij.")
CHANGED = marked("Het thema is veranderd.")
REMOVED = marked("Het thema is weg. Er lag geen tekst onder.")
ENDED = marked("Dit thema stellen we niet meer voor. Wat eronder ligt, telt mee zoals het was.")
REVIVED = marked("Dit thema doet weer mee.")
NOTHING_CHOSEN = marked("Kies een of meer thema’s, of druk op ‘Geen thema past’.")
UNDONE = marked("Je keuze is ongedaan gemaakt.")


def side_words(side: str) -> str:
    """Return what people say with a theme."""
    return str(gettext(SIDES[side]))
