"""What stands in a letter is what mail programs show: no more of HTML and CSS than all of them know.

The lists are ours. They hold what Outlook for Windows (which lays out as Word does), Gmail (which takes styles in the
head of 8,192 bytes at most, and drops the whole of them at one rule it cannot read) and Apple Mail have in common; what
only some of them know stands there where the letter reads as well without.
"""

from __future__ import annotations

import re
from html.parser import HTMLParser

from services.mail.rendering import Renderer
from services.mail.rendering.letters import LETTERS
from services.mail.rendering.paper import lay_out
from services.mail.rendering.source import parse
from tests.unit.mail.test_rendering import HOUSE, OURS, SAMPLE, every_letter

ELEMENTS = (
    "html head title meta style body table tbody tr td div p span a strong em ul ol li h1 h2 h3 br hr img blockquote"
    " code pre"
)
PROPERTIES = (
    "background background-color border border-left border-collapse border-radius color cursor direction display"
    " font-family font-size font-weight height line-height margin max-height max-width opacity overflow padding"
    " text-align text-decoration text-transform vertical-align width word-break word-spacing mso-padding-alt"
)
# In the head for some alone, and no harm where they are not read.
IN_THE_HEAD = (
    f"{PROPERTIES} color-scheme supported-color-schemes box-sizing border-color padding-left padding-right outline"
    " -webkit-text-size-adjust -ms-text-size-adjust -ms-interpolation-mode mso-table-lspace mso-table-rspace"
)
EVERYTHING = """---
subject: Alles
preview: Wat er aan de schrijftafel kan
---
> Inleiding

## Kop

### Kleine kop

Tekst met **vet**, *schuin*, `tekens` en [een link](https://brug.example/kom).

- punt
- punt

1. eerst

![Een brug](https://brug.example/brug.jpg)

---

[knop: Kom langs](https://brug.example/kom)
"""


class Seen(HTMLParser):
    """Collects what a letter is made of."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.elements: set[str] = set()
        self.attributes: set[str] = set()
        self.properties: set[str] = set()
        self.styles = ""
        self._inside = False
        self.feed(re.sub(r"<!--\[if.*?<!\[endif\]-->", "", html, flags=re.DOTALL))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.add(tag)
        self._inside = tag == "style"
        for name, value in attrs:
            self.attributes.add(name)
            if name == "style":
                self.properties |= {part.partition(":")[0].strip() for part in (value or "").split(";")} - {
                    ""
                }

    def handle_data(self, data: str) -> None:
        if self._inside:
            self.styles += data


def letters() -> dict[str, str]:
    renderer = Renderer(HOUSE, roots=(OURS, LETTERS))
    found = {name: renderer.render(name, "nl", SAMPLE).html for name in every_letter()}
    return found | {"newsletter": lay_out(parse(EVERYTHING, "all/nl.md"), "nl", "all/nl.md").html}


def test_a_letter_holds_no_more_than_mail_programs_know() -> None:
    for name, html in letters().items():
        seen = Seen(html)
        assert not seen.elements - set(ELEMENTS.split()), (name, seen.elements)
        assert not {one for one in seen.attributes if one.startswith("on")}, name
        assert not seen.properties - set(PROPERTIES.split()), (name, seen.properties)
        assert len(seen.styles.encode()) < 8_192, name
        assert seen.styles.count("{") == seen.styles.count("}"), name
        assert not re.search(r"@import|@font-face|url\(|expression\(", seen.styles), name
        named = set(re.findall(r"[{;]\s*([a-z-]+)\s*:(?!\s*(?:dark|light)\s*\))", seen.styles))
        assert not named - set(IN_THE_HEAD.split()), (name, named)
