"""A reunion and the directory in a real browser: for members on a phone, at the door, and at the desk."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import cast

import pytest
from flask import Flask
from playwright.sync_api import expect

from infra.web import house as all_services
from services.alumni.actions.door import ticket
from tests.browser.conftest import PHONE, Opener, Window, serving
from tests.browser.test_talks import enter
from tests.browser.walking import seen
from tests.house import House, pressed
from tests.integration.alumni.conftest import AFTERNOON, Network, submitted
from tests.integration.alumni.test_directory import PROFILE, profile_of
from tests.integration.alumni.test_gatherings import PHOTOS
from tests.integration.alumni.test_reunions import REUNION

pytestmark = pytest.mark.browser

THANKS = {"words": "Dank jullie wel.", "photos": PHOTOS, "at": "2026-06-16T10:00"}


def lived(house: House) -> tuple[str, str, str]:
    """Two members who find each other, one of whom is at a reunion; return both their pages, and the reunion's."""
    network, desk = Network(house), house.logged_in("alumni")
    house.set_time(AFTERNOON)
    _, noor = network.join(language="fr")
    _, ada = network.join(given_name="Ada", private_email="ada@thuis.example")
    made = pressed(
        desk, "/alumni/desk/reunions/new", "/alumni/desk/reunions/new",
        **(REUNION | {"question_1": "Kom je met de trein?", "map_link": "https://kaart.example/brug"}),
    )  # fmt: skip
    page = str(made.headers["Location"])
    pressed(desk, page, f"{page}/announce")
    submitted(
        network.phone, f"{noor}/reunion/{page.rpartition('/')[2]}", answer="yes", guests="1", diet="noten"
    )
    submitted(network.phone, f"{noor}/propose", title="Koor", idea="Samen zingen.", place="Gent")
    for own, name in ((noor, "Noor"), (ada, "Ada")):
        submitted(network.phone, f"{own}/directory/me", name=name, **PROFILE)
    submitted(network.phone, profile_of(network, ada, "Noor"), words="Hoe gaat het?")
    submitted(network.phone, f"{profile_of(network, noor, 'Ada')}/guard", report="Liever niet.")
    return noor, ada, page


def looked(shown: Window, paths: dict[str, str]) -> None:
    for name, path in paths.items():
        shown.open(path)
        seen(shown.page, f"gatherings-{name}")


def test_a_reunion_and_the_directory_are_walked_through(house: House, window: Opener) -> None:
    noor, ada, page = lived(house)
    (seat,) = house.sql("SELECT id FROM alumni.attendance")
    (proposal,) = house.sql("SELECT id FROM alumni.proposal")
    (report,) = house.sql("SELECT id FROM alumni.member_report")
    (hanna, *_) = house.sql("SELECT id FROM console.account ORDER BY created_at DESC")
    profile = profile_of(Network(house), noor, "Ada")
    with serving(cast("Flask", all_services())) as address:
        member = window(address, size=PHONE, motion="reduce", language="fr")
        looked(member, {
            "answer": f"{noor}/reunion/{page.rpartition('/')[2]}", "propose": f"{noor}/propose",
            "directory": f"{noor}/directory", "none": f"{noor}/directory?q=nergens", "me": f"{noor}/directory/me",
            "one": profile, "guard": f"{profile}/guard", "known": f"{noor}/known", "own": f"{ada}/me",
        })  # fmt: skip
        desk = window(address, size=PHONE, scheme="dark", motion="reduce")
        enter(house, desk.open("/alumni/desk/"), address, hanna.id)
        looked(desk, {
            "reunion": page, "edit": f"{page}/edit", "invitees": f"{page}/invitees", "door-shut": f"{page}/door",
            "proposals": "/alumni/desk/reunions/proposals",
            "proposal": f"/alumni/desk/reunions/proposals/{proposal.id}",
            "reports": "/alumni/desk/directory", "report": f"/alumni/desk/directory/reports/{report.id}",
        })  # fmt: skip
        house.set_time(datetime(2026, 6, 12, 14, tzinfo=UTC))
        looked(desk, {"ticket": f"{page}/ticket/{ticket(seat.id)}", "door": f"{page}/door"})
        desk.page.get_by_role("button", name="is er").first.click()
        expect(desk.page.get_by_role("heading", level=1)).to_have_text("Al binnen: 2 van 2")
        seen(desk.page, "gatherings-door-ticked")
        house.set_time(datetime(2026, 6, 15, 8, tzinfo=UTC))
        client = house.logged_in("alumni")
        pressed(client, f"{page}/after", f"{page}/costs", cost_words="Zaal", amount="1.250,50")
        pressed(client, f"{page}/after", f"{page}/thanks", **THANKS)
        looked(desk, {"after": f"{page}/after"})
        assert [one for one in [*member.complaints, *desk.complaints] if "404" not in one] == []
