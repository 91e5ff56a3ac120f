from collections import Counter
from datetime import date, timedelta

import pytest

from infra.sample.lives import NEWCOMER_AFTER
from infra.sample.names import Name, mailbox, split
from infra.sample.organisation import Colleague, organisation
from infra.sample.sheet import rows

TODAY = date(2026, 11, 23)
DAYS = [date(2026, 11, 23) + timedelta(days=37 * step) for step in range(12)] + [date(2028, 2, 29)]


@pytest.fixture(scope="module")
def people() -> tuple[Colleague, ...]:
    return organisation(TODAY)


def current(one: Colleague) -> bool:
    spell = one.spells[-1]
    return spell.hire_date <= TODAY and (spell.last_day is None or spell.last_day >= TODAY)


def test_the_same_day_and_seed_give_the_same_people() -> None:
    assert organisation(TODAY) == organisation(TODAY)
    assert organisation(TODAY, seed=8) != organisation(TODAY)


def test_there_are_as_many_people_as_asked() -> None:
    for count in (60, 100, 400, 1000):
        assert len(organisation(TODAY, people=count)) == count


def test_too_small_an_organisation_is_refused_with_the_reason() -> None:
    with pytest.raises(ValueError, match="at least 60"):
        organisation(TODAY, people=10)


@pytest.mark.parametrize("today", DAYS)
def test_every_employment_is_in_order_whatever_the_day(today: date) -> None:
    for one in organisation(today):
        ends = date.min
        for spell in one.spells:
            assert spell.hire_date > ends
            assert (spell.last_day is None) == (spell.leave_kind is None)
            if spell.last_day:
                assert spell.hire_date <= (spell.notice_date or spell.hire_date) <= spell.last_day
            ends = spell.last_day or date.max
        assert one.birth_date is None or (one.spells[0].hire_date - one.birth_date).days > 17 * 365


@pytest.mark.parametrize("today", DAYS)
def test_numbers_and_addresses_are_unique(today: date) -> None:
    people = organisation(today)
    assert len({one.number for one in people}) == len(people)
    addresses = [one.email for one in people if one.email]
    assert len(set(addresses)) == len(addresses)
    assert all(address.isascii() for address in addresses)


@pytest.mark.parametrize("today", DAYS)
def test_contracts_and_leaves_lie_within_their_employment(today: date) -> None:
    spells = [spell for one in organisation(today) for spell in one.spells]
    for spell in spells:
        terms = spell.terms
        assert terms.probation_end > spell.hire_date
        assert terms.contract_end is None or terms.contract_end >= (spell.last_day or spell.hire_date)
        if terms.away:
            assert spell.hire_date < terms.away.first_day <= terms.away.last_day
            assert spell.last_day is None
    assert {"permanent", "fixed_term"} < {spell.terms.contract for spell in spells}
    away = [spell.terms.away for spell in spells if spell.terms.away]
    assert 3 < len(away) < 40


def test_an_illness_is_known_when_it_begins_and_its_end_when_it_is_over() -> None:
    people = organisation(TODAY)
    (ill, *_) = [one for one in people if (away := one.spells[-1].terms.away) and away.open_ended]
    away = ill.spells[-1].terms.away
    assert away is not None
    told = [
        rows([ill], day)[ill.number]
        for day in (away.first_day - timedelta(days=1), away.first_day, away.last_day)
    ]
    assert [(row["absence_from"], row["absence_until"]) for row in told] == [
        ("", ""),
        (away.first_day.isoformat(), ""),
        (away.first_day.isoformat(), away.last_day.isoformat()),
    ]


def test_managers_form_a_tree_below_one_director(people: tuple[Colleague, ...]) -> None:
    managers = {one.number: one.spells[-1].manager for one in people}
    tops = [number for number, manager in managers.items() if manager is None]
    assert len(tops) == 1
    for number in managers:
        steps, above = 0, number
        while above != tops[0]:
            above, steps = managers[above] or tops[0], steps + 1
            assert steps < 6


def test_a_manager_stands_before_their_people_and_was_there_before_them(
    people: tuple[Colleague, ...],
) -> None:
    seen: dict[str, Colleague] = {}
    for one in people:
        manager = one.spells[0].manager
        if manager:
            assert seen[manager].spells[0].hire_date <= one.spells[0].hire_date
        seen[one.number] = one


@pytest.mark.parametrize("today", DAYS)
def test_somebody_is_due_for_every_check_in_this_week(today: date) -> None:
    hired = {one.spells[-1].hire_date for one in organisation(today)}
    for after in NEWCOMER_AFTER:
        window = {today - timedelta(days=after - ahead) for ahead in range(-3, 6)}
        assert hired & window, after


def test_a_fifth_has_left_in_every_way_and_some_came_back(people: tuple[Colleague, ...]) -> None:
    gone = [one for one in people if one.spells[-1].last_day and one.spells[-1].last_day < TODAY]
    assert 60 <= len(gone) <= 100
    kinds = Counter(spell.leave_kind for one in people for spell in one.spells if spell.leave_kind)
    assert set(kinds) == {
        "resignation", "dismissal", "end_of_contract", "retirement", "mutual_agreement", "death"
    }  # fmt: skip
    assert kinds["death"] == 1
    back = [one for one in people if len(one.spells) == 2]
    assert 4 <= len(back) <= 6


def test_some_are_leaving_some_are_yet_to_start(people: tuple[Colleague, ...]) -> None:
    leaving = [one for one in people if current(one) and one.spells[-1].last_day]
    assert 8 <= len(leaving) <= 12
    assert sum(one.spells[-1].hire_date > TODAY for one in people) >= 4


def test_the_awkward_ones_are_there(people: tuple[Colleague, ...]) -> None:
    names = {one.name for one in people}
    assert Name("Yun", None, "O") in names
    assert Name("Anne-Fleur", "'t", "Hart") in names
    assert any(one.birth_date and (one.birth_date.month, one.birth_date.day) == (2, 29) for one in people)
    assert sum(one.email is None and one.private_email is None for one in people) == 2
    assert sum(one.email is None and one.private_email is not None for one in people) == 2
    assert any(one.place.country == "BE" and one.language == "fr" for one in people)


def test_departments_are_a_tree_of_some_ten_with_branches(people: tuple[Colleague, ...]) -> None:
    paths = {spell.department for one in people for spell in one.spells}
    tops = {path.split(" > ")[0] for path in paths}
    assert 8 <= len(tops) <= 13
    assert len(paths) > len(tops)


def test_salaries_and_hours_are_plausible(people: tuple[Colleague, ...]) -> None:
    for one in people:
        for spell in one.spells:
            assert 10_000 <= spell.salary <= 160_000
            assert 16 <= spell.hours <= 40


@pytest.mark.parametrize(
    ("given", "family", "infix", "rest"),
    [
        ("Lenn", "van der Sloot", "van der", "Sloot"),
        ("Hendrik", "Zwart", None, "Zwart"),
        ("Anna", "van 't Hof", "van 't", "Hof"),
        ("Jan", "van", None, "van"),
    ],
)
def test_a_tussenvoegsel_is_split_off(given: str, family: str, infix: str | None, rest: str) -> None:
    assert split(given, family) == Name(given, infix, rest)


def test_a_belgian_name_keeps_its_particle() -> None:
    assert split("Kim", "De Smedt", keep=True) == Name("Kim", None, "De Smedt")


def test_a_mailbox_has_plain_letters_only() -> None:
    assert mailbox(Name("Žofia", None, "Čapková-de Vries")) == "zofia.capkova.de.vries"
    assert mailbox(Name("Anne-Fleur", "'t", "Hart")) == "anne.fleur.t.hart"
