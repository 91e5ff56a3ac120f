"""A big sending keeps the pace that HR chose; what one waits for does not wait, and what is stopped frees its turns."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from services.alumni.actions import newsletters
from shared.queue.enqueue import call
from tests.house import House, pressed
from tests.integration.alumni.conftest import AFTERNOON, Network
from tests.integration.alumni.test_newsletters import deed, sent, written

PAGE = "/mail/desk/pace/"
NEXT_DUE = "services.mail.jobs.next_due"
MINUTE = timedelta(minutes=1)


@pytest.fixture
def network(house: House) -> Network:
    house.set_time(AFTERNOON)
    found = Network(house)
    for number in range(5):
        house.sql(
            "WITH p AS (INSERT INTO people.person (id, given_name, family_name, private_email, created_at, changed_at)"
            " VALUES (gen_random_uuid(), 'Noor', 'Meer', :email, now(), now()) RETURNING id)"
            " INSERT INTO alumni.member (id, person_id, state, news, joined_at, changed_at)"
            " SELECT gen_random_uuid(), id, 'awake', false, now(), now() FROM p",
            email=f"noor{number}@{'veel' if number < 4 else 'een'}.example",
        )
    house.sql("ALTER TABLE alumni.member DISABLE TRIGGER USER")
    house.sql("UPDATE alumni.member SET news = true")
    house.sql("ALTER TABLE alumni.member ENABLE TRIGGER USER")
    return found


def chosen(house: House, **numbers: str) -> Any:
    return pressed(house.logged_in("mail"), PAGE, PAGE, **numbers)


def delivered(house: House) -> list[str]:
    """The domains of who got a letter since the last look."""
    house.drain()
    house.deliver()
    found = [readers[0].rpartition("@")[2] for _, readers, _ in house.postbox.envelopes]
    house.postbox.envelopes.clear()
    return sorted(found)


def test_so_many_leave_in_a_minute_and_the_desk_says_how_long_it_takes(network: Network) -> None:
    house = network.house
    assert chosen(house, per_minute="twee").status_code == 422
    assert chosen(house, per_minute="2").status_code == 303
    issue_id = written(house)
    sent(house, issue_id)
    assert len(delivered(house)) == 2
    assert delivered(house) == [], "not in this minute"
    with house.transaction("alumni")() as tx:
        newsletters.try_out(tx, issue_id, email="proef@brug.example", language="nl")
    assert delivered(house) == ["brug.example"], "who waits for it gets it"
    page = house.logged_in("alumni").get(f"/alumni/desk/news/{issue_id}/progress").text
    assert "3 wachten op hun beurt" in page
    assert "Er gaan er nu 2 per minuut weg." in page
    for expected in (2, 1, 0):
        house.set_time(house.now + MINUTE)
        assert len(delivered(house)) == expected


def test_one_provider_waits_while_another_does_not_and_pause_resume_and_stop_still_do(
    network: Network,
) -> None:
    house = network.house
    chosen(house, per_domain="1")
    issue_id = written(house)
    sent(house, issue_id)
    assert delivered(house) == ["een.example", "veel.example"]
    deed(house, "pause", issue_id)
    house.set_time(house.now + MINUTE)
    assert delivered(house) == []
    deed(house, "resume", issue_id)
    house.set_time(house.now + 2 * MINUTE)
    assert delivered(house) == ["veel.example"]
    deed(house, "stop", issue_id)
    house.set_time(house.now + timedelta(hours=1))
    assert delivered(house) == []
    states = {
        row.state: row.n for row in house.sql("SELECT state, count(*) AS n FROM mail.letter GROUP BY 1")
    }
    assert states == {"sent": 3, "cancelled": 2}
    assert house.sql("SELECT FROM mail.pace_wait") == [], "the turns of what was stopped are free"
    assert "veel" not in str(house.sql("SELECT * FROM mail.pace_count")), "a domain is not named"


def test_from_a_new_address_more_leave_each_day_and_no_limit_lets_all_go(network: Network) -> None:
    house = network.house
    chosen(house, first_day="1")
    sent(house, written(house))
    assert len(delivered(house)) == 1
    house.set_time(AFTERNOON + timedelta(days=1))
    assert len(delivered(house)) == 2
    assert "hoogstens vandaag" in house.logged_in("mail").get(PAGE).text
    chosen(house)
    assert len(delivered(house)) == 2


def test_a_change_of_pace_touches_no_letter_and_a_job_gives_the_turns_out_anew(network: Network) -> None:
    house = network.house
    chosen(house, per_minute="1")
    sent(house, written(house))
    assert len(delivered(house)) == 1
    turns = house.sql("SELECT id, not_before FROM mail.letter WHERE reason = 'paced' ORDER BY id")
    assert len(turns) == 4
    assert call(NEXT_DUE) > house.now

    chosen(house, per_minute="3")
    assert house.sql("SELECT id, not_before FROM mail.letter WHERE reason = 'paced' ORDER BY id") == turns
    assert call(NEXT_DUE) <= house.now
    assert len(delivered(house)) == 2, "one has left in this minute"
    assert call(NEXT_DUE) > house.now
    house.set_time(house.now + MINUTE)
    assert len(delivered(house)) == 2
