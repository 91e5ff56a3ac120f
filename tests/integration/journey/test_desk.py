"""What HR and the API see of touchpoints."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import pytest

from services.journey import jobs
from tests.house import House
from tests.integration.journey.employer import Employer, first_year_only

AFTERNOON = datetime(2026, 3, 9, 13, 0, tzinfo=UTC)


@pytest.fixture
def employer(house: House) -> Employer:
    return first_year_only(house)


def get(house: House, path: str, status: int = 200) -> Any:
    answer = house.client("journey").get(f"/journey/api/v1{path}", headers=house.api)
    assert answer.status_code == status, answer.get_data(as_text=True)
    return answer.get_json()


def test_the_api_lists_touchpoints_by_due_date_with_the_reason_in_words(
    house: House, employer: Employer
) -> None:
    one = employer.hire(date(2026, 4, 20))
    jobs.catch_up()
    items = get(house, f"/touchpoints?person={one.person_id}")["items"]
    moments = ["before_start", "week_1", "month_1", "month_3", "month_6", "month_11"]
    assert [item["rule"] for item in items] == moments
    first = items[1]
    assert (first["kind"], first["state"], first["due_date"]) == ("onboarding", "planned", "2026-04-27")
    assert first["send_at"].startswith("2026-04-28T")
    assert "1 week na de eerste werkdag (maandag 20 april 2026) is het maandag 27 april 2026" in first["why"]
    assert "geen werkdag" in first["why"]


def test_a_list_goes_on_where_the_page_before_ended(house: House, employer: Employer) -> None:
    employer.hire_many(15)
    jobs.catch_up()
    seen: list[str] = []
    cursor: str | None = ""
    while cursor is not None:
        page = get(house, f"/touchpoints?limit=20&cursor={cursor}" if cursor else "/touchpoints?limit=20")
        seen += [item["id"] for item in page["items"]]
        cursor = page["next"]
    assert len(seen) == len(set(seen)) == 75


def test_the_filters_narrow(house: House, employer: Employer) -> None:
    employer.hire_many(2)
    employer.hire(date(2026, 1, 5))
    jobs.catch_up()
    assert len(get(house, "/touchpoints?state=skipped")["items"]) == 2
    assert len(get(house, "/touchpoints?kind=week_1&state=planned")["items"]) == 2
    assert len(get(house, "/touchpoints?kind=onboarding")["items"]) == 15
    assert get(house, "/touchpoints?kind=alumni")["items"] == []
    assert len(get(house, "/touchpoints?from=2026-03-09&to=2026-03-09")["items"]) == 2


@pytest.mark.parametrize(
    "query",
    [
        "state=sent",
        "person=nobody",
        "from=tomorrow",
        "to=2026-02-30",
        "limit=0",
        "cursor=abc",
        "days=0",
    ],
)
def test_a_question_that_makes_no_sense_is_a_problem_document(house: House, query: str) -> None:
    path = f"/preview?{query}" if query == "days=0" else f"/touchpoints?{query}"
    problem = get(house, path, status=422)
    assert query.partition("=")[0] in problem["errors"]


def test_the_preview_counts_each_day_and_lists_what_leaves(house: House, employer: Employer) -> None:
    employer.hire_many(3)
    jobs.catch_up()
    preview = get(house, "/preview?days=30")
    assert preview["total"] == 3
    assert preview["days"] == [{"date": "2026-03-09", "count": 3, "programmes": {"onboarding": 3}}]
    assert len(preview["items"]) == 3
    far = get(house, "/preview?days=365&limit=10")
    assert (far["total"], len(far["items"])) == (15, 10)
    assert far["next"]


def test_without_the_token_nobody_reads_the_list(house: House) -> None:
    assert house.client("journey").get("/journey/api/v1/touchpoints").status_code == 401


def pages(house: House, path: str, status: int = 200) -> str:
    """Read a desk page as HR."""
    answer = house.logged_in("journey").get(path)
    assert answer.status_code == status
    return answer.get_data(as_text=True)


def test_the_desk_shows_everybody_by_name_and_one_persons_lane_with_the_why(
    house: House, employer: Employer
) -> None:
    one = employer.hire(given="Fatima")
    jobs.catch_up()
    listed = pages(house, "/journey/desk/")
    assert "Fatima de Vries" in listed
    assert "Check-in na een week" in listed
    house.set_time(AFTERNOON)
    jobs.release_due()
    lane = pages(house, f"/journey/desk/people/{one.person_id}")
    assert "Wanneer Fatima de Vries 0 van ons hoort" in lane
    assert "De uitnodiging vertrok op maandag 9 maart" in lane
    assert "<details" in lane


STANDS = [
    ("planned", "late"),
    ("planned", "outside_window"),
    ("due", "no_address"),
    ("due", None),
    ("answered", None),
    ("declined", None),
    ("expired", None),
    ("cancelled", "leaving"),
    ("cancelled", "by_hand"),
    ("skipped", "too_late"),
]


@pytest.mark.parametrize("language", ["nl", "en", "fr"])
def test_a_lane_in_every_state_is_readable(house: House, employer: Employer, language: str) -> None:
    for state, reason in STANDS:
        one = employer.hire()
        jobs.catch_up()
        house.sql(
            "UPDATE journey.touchpoint SET state = :state, reason = :reason, released_at ="
            " CASE WHEN cast(:state AS text) IN ('due', 'answered', 'declined', 'expired') THEN now() END"
            " WHERE person_id = :person",
            state=state,
            reason=reason,
            person=one.person_id,
        )
        page = pages(house, f"/journey/desk/people/{one.person_id}?lang={language}")
        assert "%(" not in page
        assert ("van ons hoort" in page) == (language == "nl")
        assert ("de eerste werkdag" in page) == (language == "nl")


def test_an_empty_list_an_unknown_person_and_filters_of_nonsense_are_pages_too(house: House) -> None:
    assert "valt er niets" in pages(house, "/journey/desk/")
    pages(house, "/journey/desk/people/00000000-0000-0000-0000-000000000000", status=404)
    wrong = pages(house, "/journey/desk/?from=gisteren&to=31-12-2026&state=weg&kind=%27%3B--")
    assert "Deze datum kennen we niet" in wrong
    assert "Deze keuze kennen we niet" in wrong
