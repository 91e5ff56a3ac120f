"""A newsletter as a letter: what was written at the desk, with greeting and ways out around it.

What people write is never a template: every opening of Jinja in it is taken apart.
"""

import re
from functools import lru_cache

from services.mail.rendering.source import Source
from shared.kernel.settings import settings

_OPENING = re.compile(r"\{(?=[{%#])")
# A vacancy or a reunion: behind the reader's own link, and in a letter to who tries it out, at the desk.
_OWN = re.compile(r"\]\(own:(work|reunion)/([0-9a-f-]{36})\)")
_AT_DESK = {"work": "work", "reunion": "reunions"}
_COVER = re.compile(r"JINJA(?=\d)")
_GREETING = {
    "nl": "Hallo{% if given_name %} {{ given_name }}{% endif %},",
    "en": "Hello{% if given_name %} {{ given_name }}{% endif %},",
    "fr": "Bonjour{% if given_name %} {{ given_name }}{% endif %},",
}
_WHY = {
    "nl": "Je krijgt deze brief omdat je ervoor koos om nieuws van {{ organisation }} te krijgen."
    "{% if leave_link is defined %} [Stop met deze brieven]({{ leave_link }}) of"
    " [kies wat je krijgt]({{ own_link }}).{% endif %}",
    "en": "You receive this letter because you chose to get news of {{ organisation }}."
    "{% if leave_link is defined %} [Stop these letters]({{ leave_link }}) or"
    " [choose what you get]({{ own_link }}).{% endif %}",
    "fr": "Vous recevez ce message parce que vous avez choisi de recevoir des nouvelles de {{ organisation }}."
    "{% if leave_link is defined %} [Arrêter ces messages]({{ leave_link }}) ou"
    " [choisir ce que vous recevez]({{ own_link }}).{% endif %}",
}


@lru_cache(maxsize=16)
def source_of(*, subject: str, preview: str, letter: str, language: str) -> Source:
    """Return a newsletter as the renderer takes letters."""
    return Source(
        subject=plain(subject),
        preview=plain(preview),
        why=_WHY[language],
        body=f"{_GREETING[language]}\n\n{_OWN.sub(_own, plain(letter))}",
    )


def plain(written: str) -> str:
    """Return what people wrote so that it says itself and nothing else."""
    return _OPENING.sub("{{ '{' }}", _COVER.sub("JIN\u2060JA", written.replace("\0", "")))


def _own(found: re.Match[str]) -> str:
    kind, about = found.groups()
    desk = f"{settings().base_url}/alumni/desk/{_AT_DESK[kind]}/{about}".replace("'", "%27").replace(
        "}", "%7D"
    )
    return f"]({{{{ own_base ~ '/{kind}/{about}' if own_base is defined else '{desk}' }}}})"
