"""From page to page in a real browser, and nothing is wrong with any of them."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import Page, expect

from tests.browser.conftest import assert_accessible

PICTURES = os.environ.get("WEERZIEN_PICTURES")


def seen(page: Page, name: str) -> None:
    """Nothing is wrong with the page; kept as a picture where somebody wants to look."""
    assert_accessible(page)
    if PICTURES:
        page.screenshot(path=Path(PICTURES) / f"{name}.png", full_page=True)


def filled_in(page: Page, form: str, name: str, fill: Callable[[Page], None]) -> None:
    """Go through the form at this address, each page as ``fill`` chooses and with words in every box; and send it."""
    page.goto(f"{form}/1")
    for number in range(1, 40):
        if page.url.endswith("/summary"):
            break
        fill(page)
        for box in page.locator("textarea").all():
            box.fill("Wat meer rust in het rooster.")
        seen(page, f"{name}-{number:02}")
        here = page.url
        page.locator("button[name=_go][value=next]").click()
        # A press returns before the next page is there; what is counted on a page half come would be counted too low.
        expect(page).not_to_have_url(here)
        page.wait_for_load_state()
    expect(page).to_have_url(f"{form}/summary")
    seen(page, f"{name}-summary")
    page.locator("input[name=sure]").check(force=True)
    page.locator("form button[type=submit]").last.click()
    expect(page).to_have_url(form)
