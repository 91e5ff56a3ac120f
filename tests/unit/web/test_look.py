"""The colours are readable: computed from the tokens, so that a change of taste cannot cost somebody the page."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

CSS = (Path(__file__).resolve().parents[3] / "shared/web/static/weerzien.css").read_text(encoding="utf-8")

TEXT = [
    ("ink", "ground"), ("ink", "surface"), ("ink", "raised"), ("ink", "accent-soft"), ("ink", "care-soft"),
    ("ink", "good-soft"), ("ink", "alarm-soft"), ("ink-soft", "ground"), ("ink-soft", "surface"),
    ("ink-soft", "raised"), ("ink-soft", "accent-soft"),
    ("accent", "ground"), ("accent", "surface"), ("accent", "raised"),
    ("accent-ink", "accent"), ("accent-ink", "accent-hover"),
    ("accent-hover", "ground"), ("accent-hover", "accent-soft"),
    ("good", "good-soft"), ("care", "care-soft"), ("alarm", "alarm-soft"), ("alarm", "ground"), ("alarm", "surface"),
    ("ground", "accent"), ("ground", "good"), ("ground", "care"), ("ground", "alarm"),
]  # fmt: skip
CONTROLS = [
    (line, ground)
    for line in ("line-strong", "accent", "focus")
    for ground in ("ground", "surface", "raised")
] + [("focus", "accent-soft"), ("accent", "line"), ("clay", "ground"), ("focus", "alarm-soft")]


def tokens(scheme: str) -> dict[str, str]:
    light, dark = re.findall(r":root \{(.*?)\}", CSS, re.DOTALL)[:2]
    found = dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6});", light))
    return found | dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6});", dark)) if scheme == "dark" else found


def luminance(colour: str) -> float:
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    high, low = sorted((luminance(one), luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(("ink", "ground"), TEXT)
def test_words_stand_out_seven_to_one(scheme: str, ink: str, ground: str) -> None:
    colours = tokens(scheme)
    assert contrast(colours[ink], colours[ground]) >= 7


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(("line", "ground"), CONTROLS)
def test_borders_and_the_focus_ring_stand_out_three_to_one(scheme: str, line: str, ground: str) -> None:
    colours = tokens(scheme)
    assert contrast(colours[line], colours[ground]) >= 3


def test_the_dark_ground_is_designed_around_twelve_per_cent() -> None:
    ground = tokens("dark")["ground"]
    parts = [int(ground[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    assert 0.09 <= (max(parts) + min(parts)) / 2 <= 0.14


def test_every_colour_of_the_light_scheme_has_its_own_in_the_dark_one() -> None:
    light, dark = re.findall(r":root \{(.*?)\}", CSS, re.DOTALL)[:2]
    names = set(re.findall(r"--([\w-]+): #", light))
    assert names == set(re.findall(r"--([\w-]+): #", dark))


def test_every_token_that_is_used_exists() -> None:
    used = set(re.findall(r"var\(--([\w-]+)\)", CSS))
    assert used <= set(re.findall(r"--([\w-]+):", CSS))


def test_nothing_is_fetched_from_elsewhere() -> None:
    assert "url(" not in CSS
    assert "@import" not in CSS
