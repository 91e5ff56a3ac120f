"""A real Chromium, driven by Playwright; skipped with a word on how to get it, a failure where CI=true."""

from __future__ import annotations

import os
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.base import AXE_SCRIPT
from flask import Flask
from playwright.sync_api import Browser, BrowserContext, Page, Playwright, sync_playwright
from playwright.sync_api import Error as BrowserError
from werkzeug.serving import make_server

from shared.kernel.settings import read, use
from tests.browser.gallery.app import make_gallery

CHROMIUM = Path(os.environ.get("WEERZIEN_CHROMIUM", "/usr/bin/chromium"))
FLAGS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
PHONE = {"width": 360, "height": 740}
SMALLEST = {"width": 320, "height": 640}
DESK = {"width": 1280, "height": 900}
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
# 30 seconds is Playwright's own patience; a page of ours that needs more than five is broken.
PATIENCE_MS = 15_000


@dataclass
class Window:
    """A page and what went wrong in it."""

    page: Page
    complaints: list[str]
    address: str

    def open(self, path: str) -> Page:
        """Go to ``path`` of the house that this window looks at."""
        self.page.goto(self.address + path)
        return self.page

    def screenshot(self, name: str, folder: Path) -> Path:
        """Keep a picture of the whole page, and return where."""
        path = folder / f"{name}.png"
        self.page.screenshot(path=path, full_page=True)
        return path


Opener = Callable[..., Window]


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """The browser, once a test process."""
    if not CHROMIUM.exists():
        how = f"no browser at {CHROMIUM}: apt-get install chromium, or set WEERZIEN_CHROMIUM"
        if os.environ.get("CI") == "true":
            pytest.fail(how)
        pytest.skip(how)
    with sync_playwright() as playwright:
        browser = _launch(playwright)
        yield browser
        browser.close()


@pytest.fixture
def window(chromium: Browser) -> Iterator[Callable[..., Window]]:
    """Open a window: ``window(address, size=PHONE, scheme="dark", script=False, language="fr")``."""
    with ExitStack() as stack:

        def build(address: str, *, size: dict[str, int] = PHONE, **wishes: Any) -> Window:
            context = chromium.new_context(
                viewport=size,  # type: ignore[arg-type]
                color_scheme=wishes.get("scheme", "light"),
                java_script_enabled=wishes.get("script", True),
                locale=wishes.get("language", "nl"),
                reduced_motion=wishes.get("motion", "no-preference"),
                offline=False,
            )
            context.set_default_timeout(PATIENCE_MS)
            stack.callback(context.close)
            return _watched(context, address)

        yield build


@pytest.fixture
def gallery(tmp_path: Path) -> Iterator[str]:
    """All components, served; returns the address."""
    plain = replace(read({"WEERZIEN_HOME": str(tmp_path)}), secret_key="g" * 40, api_token="t" * 40)
    with use(plain), serving(make_gallery()) as address:
        yield address


@contextmanager
def serving(app: Flask) -> Iterator[str]:
    """Serve ``app`` on a free port of the loopback while the block runs."""
    server = make_server("127.0.0.1", 0, app, threaded=True)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def assert_accessible(page: Page, rules: Sequence[str] = ()) -> None:
    """Fail where axe-core finds anything (of these rules, else of all), or where the page is wider than the window."""
    only = {"type": "rule", "values": list(rules)} if rules else RULES
    try:
        found = violations(page, only)
    except BrowserError:
        # A press returns before the next page is there: axe stood on one that was being left.
        found = violations(page, only)
    told = [f"{one['id']}: {one['help']}: {one['nodes'][0]['html'][:200]}" for one in found]
    assert told == []
    assert page.evaluate("document.documentElement.scrollWidth - window.innerWidth") <= 0, (
        "it scrolls sideways"
    )


def violations(page: Page, only: object) -> list[dict[str, Any]]:
    """Return what axe-core finds by these rules; a page that is still open knows axe already."""
    page.wait_for_load_state()
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE_SCRIPT)
    how = {"runOnly": only, "resultTypes": ["violations"]}
    found: list[dict[str, Any]] = page.evaluate(
        "how => axe.run(document, how).then(one => one.violations)", how
    )
    return found


def _launch(playwright: Playwright) -> Browser:
    return playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)


def _watched(context: BrowserContext, address: str) -> Window:
    page = context.new_page()
    complaints: list[str] = []
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on("console", lambda line: complaints.append(line.text) if line.type == "error" else None)
    return Window(page, complaints, address)
