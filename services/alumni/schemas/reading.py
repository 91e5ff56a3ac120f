"""What was written in Markdown, as HTML that does nothing: cleaned, without script, without pictures from elsewhere."""

from __future__ import annotations

import re

import nh3
from markdown_it import MarkdownIt
from markupsafe import Markup

_MARKDOWN = MarkdownIt("commonmark", {"html": False})
_BUTTON = re.compile(r"^\[button:\s*(.+?)\]\((\S+?)\)\s*$", re.MULTILINE)
# Our pages load nothing from elsewhere: a picture is told in its own words, with the way to it. Ours are shown.
_PICTURE = re.compile(r"!\[([^\]]*)\]\(\s*(?!/alumni/pictures/)(\S+?)\s*\)")
_TAGS = {
    "p",
    "h2",
    "h3",
    "h4",
    "ul",
    "ol",
    "li",
    "a",
    "strong",
    "em",
    "blockquote",
    "code",
    "br",
    "hr",
    "img",
}


def as_html(letter: str) -> Markup:
    """Return the words of a letter for a page of ours."""
    plain = _PICTURE.sub(r"[\1](\2)", _BUTTON.sub(r"[\1](\2)", letter))
    # The page has its own first heading.
    plain = re.sub(r"^# ", "## ", plain, flags=re.MULTILINE)
    html = nh3.clean(
        _MARKDOWN.render(plain),
        tags=_TAGS,
        attributes={"a": {"href"}, "img": {"src", "alt"}},
        url_schemes={"http", "https", "mailto"},
        link_rel="noopener noreferrer nofollow",
    )
    # Cleaned a line above.
    return Markup(html)  # noqa: S704
