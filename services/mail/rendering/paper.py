"""The letter paper: a source laid into MJML and converted, Jinja untouched, once per template and language."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import mrml
from markdown_it import MarkdownIt

from services.mail.policy import TEXT_WIDTH
from services.mail.rendering import blocks, plain, words
from services.mail.rendering.blocks import Block, Button, Control
from services.mail.rendering.source import RenderError, Shield, Source

_MARKDOWN = MarkdownIt("commonmark", {"html": False})
# Its table of letters for addresses fills at the first link; another thread that comes meanwhile reads it half full.
_MARKDOWN.render("[a](b)")
_LONG = re.compile(r"(?<=>)[^<>]{400,}(?=<)")
_AT_A_SPACE = re.compile(r"([^\n]{300}[^ \n]*) ")
_STYLES = (
    ("<p>", '<p style="margin:0 0 16px">'),
    ("<ul>", '<ul style="margin:0 0 16px;padding:0 0 0 22px">'),
    ("<ol>", '<ol style="margin:0 0 16px;padding:0 0 0 22px">'),
    ("<li>", '<li style="margin:0 0 6px">'),
    ("<img ", '<img style="display:block;max-width:100%;height:auto;margin:0 0 8px" '),
    ("<blockquote>", '<blockquote style="margin:0 0 16px;padding:0 0 0 16px;border-left:3px solid #8a4b2a">'),
    ("<h2>", '<h2 style="margin:8px 0 12px;font-size:19px;line-height:1.3;font-weight:600">'),
)


@dataclass(frozen=True)
class Templates:
    """Four Jinja templates that together are one letter in one language."""

    subject: str
    html: str
    text: str


def lay_out(source: Source, language: str, name: str) -> Templates:
    """Turn a source into templates in which only Jinja is left to do."""
    shield, colon = Shield(), words.COLON[language]
    why = shield.cover(source.why or words.DEFAULT_WHY[language])
    sent_by = shield.cover(words.SENT_BY[language])
    body = list(blocks.split(shield.cover(source.body), shield))
    fillings = {
        "lang": language,
        "subject": _escaped(shield.cover(source.subject)),
        "preview": _escaped(shield.cover(source.preview)),
        "organisation": shield.cover("{{ organisation }}"),
        "body": "".join(_mjml(block, language) for block in body),
        "footer": _styled(_MARKDOWN.render(f"{why}\n\n{sent_by}")),
    }
    page = re.sub(r"@@(\w+)@@", lambda found: fillings[found.group(1)], _layout())
    footer = (
        f"{plain.SIGNATURE}\n{shield.cover('{{ organisation }}')}\n\n"
        f"{plain.inline_text(why, colon)}\n{plain.inline_text(sent_by, colon)}\n"
    )
    return Templates(
        subject=source.subject,
        html=shield.uncover(_converted(page, name)),
        text=plain.prewrapped(shield.uncover(plain.to_text(body, colon) + footer), TEXT_WIDTH),
    )


def _mjml(block: Block, language: str) -> str:
    if isinstance(block, Control):
        return f"<mj-raw>{block.statement}</mj-raw>"
    if isinstance(block, Button):
        label, link = _escaped(block.label), _escaped(block.link)
        below = words.LINK_BELOW[language]
        return (
            f'<mj-button css-class="button" href="{link}">{label}</mj-button>'
            f'<mj-text css-class="soft" mj-class="soft" font-size="14px" padding="0 0 20px">{below}'
            f'<br /><a href="{link}" style="word-break:break-all">{link}</a></mj-text>'
        )
    return f'<mj-text css-class="ink">{_styled(_MARKDOWN.render(block.markdown))}</mj-text>'


def _styled(html: str) -> str:
    for tag, styled in _STYLES:
        html = html.replace(tag, styled)
    return html


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace('"', "&quot;")


def _converted(page: str, name: str) -> str:
    try:
        output = mrml.to_html(page)
    except OSError as error:
        raise RenderError(f"{name}: MJML refuses the page: {error}") from error
    if output.warnings:
        raise RenderError(f"{name}: MJML warns: {_names(output.warnings)}")
    # The hidden line is white on white, which spam filters take for a trick.
    html = output.content.replace("font-size:1px;color:#ffffff;", "font-size:1px;color:#57524a;", 1)
    # Short lines, so that a server that takes 8-bit text gets it as it is.
    parted = re.sub(
        r">(?=</?(?:table|tbody|tr|td|div|p|ul|ol|li|head|body|style|meta|!--)\b)", ">\n", str(html)
    )
    return parted if "<pre" in parted else _LONG.sub(_folded, parted)


def _folded(found: re.Match[str]) -> str:
    """A long paragraph in lines: to a mail program a line end between words is a space."""
    return _AT_A_SPACE.sub(r"\1\n", found[0])


def _names(warnings: Iterable[object]) -> str:
    return ", ".join(str(warning) for warning in warnings)


@cache
def _layout() -> str:
    return (Path(__file__).parent / "layout.mjml").read_text(encoding="utf-8")
