"""Two subjects tried out on a part of the readers: the one that brings more people to the links goes to the rest."""

from __future__ import annotations

import re
from collections import Counter
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import pytest

from services.alumni import jobs
from services.alumni.errors.newsletters import IssueNotReady
from tests.house import House, links_in, pressed, text_of
from tests.integration.alumni.conftest import AFTERNOON, Network
from tests.integration.alumni.test_newsletters import deed, sent, written

MEMBERS = 40
READ_ON = {"User-Agent": "Mozilla/5.0 (iPhone; CPU iPhone OS 19_0 like Mac OS X) Mobile Safari/604.1"}


@pytest.fixture
def network(house: House) -> Network:
    house.set_time(AFTERNOON)
    house.sql(
        "INSERT INTO people.person (id, given_name, family_name, private_email, created_at, changed_at)"
        " SELECT cast(lpad(to_hex(n), 32, '0') AS uuid), 'Noor', 'Meer', 'p' || n || '@brug.example', now(), now()"
        " FROM generate_series(1, :number) n",
        number=MEMBERS,
    )
    house.sql("ALTER TABLE alumni.member DISABLE TRIGGER USER")
    house.sql(
        "INSERT INTO alumni.member (id, person_id, state, news, joined_at, changed_at)"
        " SELECT id, id, 'awake', true, now(), now() FROM people.person"
    )
    house.sql("ALTER TABLE alumni.member ENABLE TRIGGER USER")
    return Network(house)


def tried_out(house: House, at: datetime | None = None) -> UUID:
    """A newsletter with two subjects, sent to half of the readers."""
    issue_id, desk = written(house), house.logged_in("alumni")
    base = f"/alumni/desk/news/{issue_id}"
    wrong = pressed(
        desk, f"{base}/readers", f"{base}/readers", language="nl", trial="yes", share="50", hours="x"
    )
    assert "Schrijf een heel aantal uren" in wrong.text
    pressed(
        desk,
        f"{base}/readers",
        f"{base}/readers",
        language="nl",
        archived="yes",
        trial="yes",
        share="50",
        hours="4",
    )
    with pytest.raises(IssueNotReady):
        sent(house, issue_id)
    for language in ("nl", "en"):
        page = desk.get(f"{base}?language={language}").text
        assert "Het andere onderwerp" in page
        typed = {
            name: re.findall(rf'name="{name}"[^>]*value="([^"]*)"', page)[0]
            for name in ("subject", "preview")
        }
        body = "[Lees verder](https://brug.example/verder)"
        pressed(desk, base, f"{base}/words/{language}", **typed, body=body, subject_b="Kom je kijken?")
    assert 0 < sent(house, issue_id, at) < MEMBERS
    return issue_id


def delivered(house: House) -> list[Any]:
    house.drain()
    house.deliver()
    found = [letter for _, _, letter in house.postbox.envelopes]
    house.postbox.envelopes.clear()
    return found


def test_the_subject_that_is_followed_more_goes_to_the_rest_and_nobody_gets_two(network: Network) -> None:
    house = network.house
    house.sql(
        "UPDATE alumni.member SET frequency = 'monthly' WHERE id = (SELECT id FROM alumni.member LIMIT 1)"
    )
    issue_id = tried_out(house)
    first = delivered(house)
    subjects = Counter(str(one["Subject"]) for one in first)
    assert set(subjects) == {"Hoe het hier gaat", "Kom je kijken?"}
    other = next(one for one in first if one["Subject"] == "Kom je kijken?")
    go = next(link for link in links_in(other) if "/go/" in link).removeprefix(house.settings.base_url)
    assert network.phone.get(go, headers=READ_ON).headers["Location"] == "https://brug.example/verder"
    network.phone.get(go, headers={"User-Agent": "SafeLinks-scanner"})
    page = house.logged_in("alumni").get(f"/alumni/desk/news/{issue_id}/progress").text
    assert "Twee onderwerpen worden uitgeprobeerd" in page
    assert jobs.decide_due() == 0
    deed(house, "pause", issue_id)
    house.set_time(AFTERNOON + timedelta(hours=20))
    assert jobs.decide_due() == 0, "it stands still"
    deed(house, "resume", issue_id)
    assert jobs.decide_due() == 1
    assert jobs.decide_due() == 0
    rest = delivered(house)
    assert {str(one["Subject"]) for one in rest} == {"Kom je kijken?"}
    assert len(first) + len(rest) == MEMBERS - 1
    house.set_time(AFTERNOON.replace(month=4, day=1))
    assert jobs.digest() == 1
    assert "Kom je kijken?" in text_of(delivered(house)[0]), (
        "the letter of the month says it as the winner does"
    )
    assert "Kom je kijken?" in network.phone.get("/alumni/news").text
    assert house.sql("SELECT clicks, clicks_b, machines FROM alumni.issue_link") == [(0, 1, 1)]


def test_hr_may_choose_before_the_time_is_over_and_once(network: Network) -> None:
    house = network.house
    issue_id = tried_out(house)
    first, desk = delivered(house), house.logged_in("alumni")
    page = f"/alumni/desk/news/{issue_id}/progress"
    for _ in range(2):
        assert pressed(desk, page, f"/alumni/desk/news/{issue_id}/subject/a").status_code == 303
    rest = delivered(house)
    assert {str(one["Subject"]) for one in rest} == {"Hoe het hier gaat"}
    assert len(first) + len(rest) == MEMBERS
    assert "zelf gekozen" in desk.get(page).text
    house.set_time(AFTERNOON + timedelta(hours=20))
    assert jobs.decide_due() == 0


def test_a_subject_that_is_chosen_before_the_newsletter_leaves_leaves_with_it(network: Network) -> None:
    house, tomorrow = network.house, AFTERNOON + timedelta(days=1)
    issue_id = tried_out(house, tomorrow)
    desk, page = house.logged_in("alumni"), f"/alumni/desk/news/{issue_id}/progress"
    pressed(desk, page, f"/alumni/desk/news/{issue_id}/subject/b")
    assert delivered(house) == [], "it leaves tomorrow"
    house.set_time(tomorrow)
    assert len(delivered(house)) == MEMBERS


def test_whoever_stops_a_trial_reads_that_the_others_get_nothing(network: Network) -> None:
    house = network.house
    issue_id = tried_out(house)
    delivered(house)
    page = house.logged_in("alumni").get(f"/alumni/desk/news/{issue_id}/progress").text
    assert "Wie nog op de keuze van het onderwerp wacht, krijgt hem dan niet." in page
    assert "0 lezers" not in page
