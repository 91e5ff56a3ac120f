"""The plain text of a letter: links on lines of their own, and the sentence around them still one to read."""

from __future__ import annotations

import pytest

from services.mail.rendering.plain import inline_text


@pytest.mark.parametrize(
    ("markdown", "text"),
    [
        (
            "[Stop](https://x.example/leave) of [kies](https://x.example/me).",
            "Stop:\nhttps://x.example/leave\nof kies:\nhttps://x.example/me",
        ),
        ("Lees [hier](https://x.example), als je wilt.", "Lees hier:\nhttps://x.example\nals je wilt."),
        ("Ga naar <https://x.example>.", "Ga naar https://x.example."),
        ("Een regel  \n. en een punt", "Een regel\n. en een punt"),
    ],
)
def test_what_follows_a_link_begins_a_line_and_no_mark_stands_alone(markdown: str, text: str) -> None:
    assert inline_text(markdown, ":") == text
