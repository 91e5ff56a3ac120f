from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from infra.sample.__main__ import main
from infra.sample.life import Plan
from infra.sample.load import load
from shared.kernel import clock
from shared.kernel.settings import use
from tests.house import House, Servers, make_house


def say(line: str) -> None:
    print(line)  # noqa: T201


@pytest.fixture
def plan(house: House) -> Plan:
    return Plan(clock.today(house.settings.zone), 120, 7)


def test_the_first_day_has_letters_answers_and_something_to_do_and_comes_once(
    house: House, plan: Plan
) -> None:
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
        UNION ALL SELECT 'stay', count(*) FROM stay.interview WHERE state = 'answered'
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
    assert count["stay"] > 0
    assert count["rejected"] == 1
    assert count["parked"] == 0
    assert [row.country for row in house.sql("SELECT country FROM people.place ORDER BY name")] == [
        "NL", "BE", "BE", "NL",
    ]  # fmt: skip
    assert len({row.contract for row in house.sql("SELECT contract FROM people.spell")}) > 2
    assert house.sql("SELECT 1 FROM people.absence")
    assert house.sql("SELECT 1 FROM people.import_notice WHERE problem ->> 'field' LIKE 'absence%'") == []
    assert count["planned"] > 5
    span = house.sql("SELECT min(caught_at) AS first, max(caught_at) AS last FROM mail.inbox")[0]
    assert (span.last - span.first).days > 30
    assert span.last <= house.now
    said: list[str] = []
    before = len(house.facts())
    assert not load(plan, said.append)
    assert "already" in said[-1]
    assert len(house.facts()) == before


class Killed(BaseException):
    pass


def killed_at_its_fourth_line(said: list[str]) -> Callable[[str], None]:
    def say_it(line: str) -> None:
        said.append(line)
        if len(said) == 4:
            raise Killed

    return say_it


def test_a_load_that_was_killed_is_taken_up_where_it_was(house: House, plan: Plan) -> None:
    said: list[str] = []
    with pytest.raises(Killed):
        load(plan, killed_at_its_fourth_line(said))
    people = len(house.sql("SELECT 1 FROM people.person"))
    assert load(Plan(plan.today, 300, 99), said.append)
    assert any("Going on" in line for line in said)
    assert len(house.sql("SELECT 1 FROM people.person")) == plan.people >= people
    letters = house.sql("SELECT person_id, template, params->>'moment' AS moment FROM mail.letter")
    assert len({tuple(row) for row in letters}) == len(letters)
    assert house.sql("SELECT 1 FROM onboarding.checkin WHERE state = 'answered' LIMIT 1")
    moments = [
        row.occurred_at for row in house.sql("SELECT occurred_at FROM eventlog.fact ORDER BY position")
    ]
    assert moments == sorted(moments)


def test_two_loads_of_one_day_and_seed_are_alike_and_a_removed_one_leaves_nothing(
    house: House, plan: Plan, servers: Servers, tmp_path: Path
) -> None:
    # The hour at which a letter leaves is spread by ids, which differ; the day and all that follows are the same.
    shape = """
        SELECT f.type, p.employee_number, f.occurred_at::date AS day FROM eventlog.fact f
        LEFT JOIN people.person p ON p.id = f.person_id ORDER BY 3, 1, 2
    """
    plan = Plan(plan.today, 60, 7)
    load(plan, say)
    first = house.sql(shape)
    with make_house(servers, tmp_path / "other") as other:
        load(plan, say)
        second = other.sql(shape)
        yesterday = plan.today - timedelta(days=1)
        alike = [[tuple(row) for row in rows if row.day <= yesterday] for rows in (first, second)]
        assert alike[0] == alike[1]
        assert main(["remove"]) == 0
        other.drain()
        assert not other.sql("SELECT 1 FROM people.person WHERE forgotten_at IS NULL")
        assert not other.sql("SELECT 1 FROM people.place UNION ALL SELECT 1 FROM people.absence")
        assert main(["remove"]) == 0
        assert load(Plan(plan.today, 60, 7), say)


def test_a_house_with_people_of_its_own_is_left_alone(house: House, plan: Plan) -> None:
    house.sql("""
        INSERT INTO people.person (id, employee_number, given_name, infix, family_name, created_at, changed_at)
        VALUES (gen_random_uuid(), '1', 'Ada', '', 'Byron', now(), now())
    """)
    said: list[str] = []
    assert not load(plan, said.append)
    assert "left out" in said[-1]
