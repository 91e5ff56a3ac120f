from dataclasses import replace

import pytest

from infra.sample.load import Plan, load
from shared.kernel import clock
from shared.kernel.settings import use
from tests.house import House


def say(line: str) -> None:
    print(line)  # noqa: T201


@pytest.fixture
def plan(house: House) -> Plan:
    return Plan(clock.today(house.settings.zone), 120, 7)


def test_the_first_day_has_letters_answers_and_something_to_do(house: House, plan: Plan) -> None:
    with use(replace(house.settings, mail_url="inbox:")):
        assert load(plan, say)
    assert not house.postbox.envelopes
    count = {
        row.what: row.many
        for row in house.sql("""
        SELECT 'people' AS what, count(*) AS many FROM people.person WHERE sample
        UNION ALL SELECT 'inbox', count(*) FROM mail.inbox
        UNION ALL SELECT 'answered', count(*) FROM onboarding.checkin WHERE state = 'answered'
        UNION ALL SELECT 'open', count(*) FROM onboarding.checkin WHERE state = 'open'
        UNION ALL SELECT 'rejected', count(*) FROM people.import_run WHERE rejected > 0
        UNION ALL SELECT 'suppressed', count(*) FROM mail.suppression
        UNION ALL SELECT 'parked', count(*) FROM eventlog.parked
        UNION ALL SELECT 'planned', count(*) FROM journey.touchpoint WHERE state = 'planned'
    """)
    }
    print(count)  # noqa: T201
    assert count["people"] == 120
    assert count["inbox"] > 10
    assert count["answered"] > 3
    assert count["rejected"] == 1
    assert count["parked"] == 0
    assert count["planned"] > 5
    span = house.sql("SELECT min(caught_at) AS first, max(caught_at) AS last FROM mail.inbox")[0]
    assert (span.last - span.first).days > 30
    assert span.last <= house.now


def test_a_second_load_says_that_it_is_there(house: House, plan: Plan) -> None:
    said: list[str] = []
    assert load(plan, said.append)
    before = len(house.facts())
    assert not load(plan, said.append)
    assert "already" in said[-1]
    assert len(house.facts()) == before


def test_a_house_with_people_of_its_own_is_left_alone(house: House, plan: Plan) -> None:
    house.sql("""
        INSERT INTO people.person (id, employee_number, given_name, infix, family_name, created_at, changed_at)
        VALUES (gen_random_uuid(), '1', 'Ada', '', 'Byron', now(), now())
    """)
    said: list[str] = []
    assert not load(plan, said.append)
    assert "left out" in said[-1]
