from pathlib import Path
import pytest
from tests.asked import asked_in, Visitor
from tests.browser.conftest import DESK, PHONE, serving

OUT = Path("/tmp/shots")
OUT.mkdir(exist_ok=True)
SRC = Path("services/onboarding/questionnaires/month_1.yaml").read_text()


def test_shots(house, window):
    with asked_in(house, SRC) as asked, serving(asked.app) as address:
        inv = asked.invite()
        base = f"/asked/a/{inv.token}"
        for size, scheme in ((PHONE, "light"), (PHONE, "dark"), (DESK, "light"), (DESK, "dark")):
            w = window(address, size=size, scheme=scheme)
            n = f"{'phone' if size is PHONE else 'desk'}-{scheme}"
            p = w.open(base)
            w.screenshot(n + "-start", OUT)
            p = w.open(base + "/1")
            w.screenshot(n + "-p1", OUT)
            v = Visitor(asked, inv.token)
            v.fill(1, tasks_clear="2")
            v.fill(2, tasks_help="Een lijst met wie wat doet zou helpen.\nEn iemand om het aan te vragen 🙂")
            v.fill(3, missing=["", "desk", "accounts"], missing_other="Een goede stoel") if False else None
            w.open(base + "/2")
            w.screenshot(n + "-p2", OUT)
            v.fill(2, tools="2")
            w.open(base + "/3")
            w.screenshot(n + "-p3", OUT)
            v.fill(3, missing=["", "desk", "accounts"], missing_other="Een goede stoel")
            w.open(base + "/3")
            w.screenshot(n + "-p3b", OUT)
            w.open(base + "/summary")
            p.get_by_role("button", name="Verstuur").click()
            w.screenshot(n + "-summary", OUT)
            w.open(base + "/decline")
            w.screenshot(n + "-decline", OUT)
            w.open(base + "x")
            w.screenshot(n + "-dead", OUT)
            p = w.open(base + "/1?lang=fr")
            p.locator("button[value=en]").click()
            w.screenshot(n + "-lang", OUT)
        v.fill("summary", sure="yes")
        w = window(address, size=PHONE)
        w.open(base)
        w.screenshot("thanks", OUT)
