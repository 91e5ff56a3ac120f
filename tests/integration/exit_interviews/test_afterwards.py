"""After the last day: once more for who said yes, aftercare for who asked; and who read what was said."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

from services.exit_interviews import jobs
from tests.house import House
from tests.integration.exit_interviews.conftest import AFTERNOON, Ask, cases, forms
from tests.integration.exit_interviews.test_forms import answer, decline
from tests.integration.journey.employer import Employee, Employer
from tests.integration.onboarding.conftest import fields, letters, links

Leave = Callable[..., Employee]


def gone(house: House, employer: Employer, one: Employee) -> None:
    """They left, and have an address at home."""
    employer.change(one, private_email=f"{one.person_id}@thuis.example")
    house.set_time(AFTERNOON + timedelta(days=45))
    employer.leave(one)
    jobs.catch_up()


def test_only_who_said_yes_is_asked_once_more_after_half_a_year(
    house: House, employer: Employer, leaving: Leave, ask: Ask
) -> None:
    yes, no, silent = leaving(), leaving(), leaving()
    client = house.client("exit_interviews")
    by = {letter.person_id: links(house, n)["link"] for n, letter in enumerate(letters(house))}
    for one, said in ((yes, "yes"), (no, "yes"), (no, "no")):
        place = f"{by[one.person_id]}/later"
        form = fields(client.get(place).text)
        assert client.post(place, data={key: form[key] for key in form if key != "later"}).status_code == 422
        assert client.post(place, data=form | {"later": said}, follow_redirects=True).status_code == 200
    answer(house, by[yes.person_id], back={"finest": "Alles."})
    for one in (yes, no, silent):
        gone(house, employer, one)
    assert jobs.ask_later() == 0
    house.set_time(AFTERNOON + timedelta(days=45 + 185))
    assert (jobs.ask_later(), jobs.ask_later()) == (1, 0)
    (form,) = [each for each in forms(house) if each.moment == "later"]
    assert (form.person_id, form.state, form.reminders) == (yes.person_id, "open", 0)
    (letter,) = [each for each in letters(house) if each.template == "exit/invitation_later"]
    number = letters(house).index(letter)
    assert "Dank" in answer(house, links(house, number)["link"], distance={"unsaid": "Nu pas."})
    # Whoever plans it for everybody asks only who said yes.
    ask(silent, rule="later", ask="exit_later")
    assert len([each for each in forms(house) if each.moment == "later"]) == 1
    assert house.facts("exit.moment_passed")[-1].body["reason"] == "not_wanted"


def test_who_asked_for_aftercare_gets_it_by_itself_until_a_word(
    house: House, employer: Employer, leaving: Leave
) -> None:
    one, other = leaving(), leaving()
    by = {letter.person_id: links(house, n)["link"] for n, letter in enumerate(letters(house))}
    answer(house, by[one.person_id], goodbye={"aftercare": "yes"})
    answer(house, by[other.person_id], goodbye={"aftercare": "no"})
    for each in (one, other):
        gone(house, employer, each)
    for days in (15, 62):
        house.set_time(AFTERNOON + timedelta(days=45 + days))
        jobs.close_due()
        assert (jobs.ask_later(), jobs.ask_later()) == (1, 0), days
    care = [each for each in forms(house) if each.moment in {"week_2", "month_2"}]
    assert [(each.person_id, each.moment) for each in care] == [
        (one.person_id, "week_2"), (one.person_id, "month_2"),
    ]  # fmt: skip
    number = max(n for n, letter in enumerate(letters(house)) if "aftercare" in letter.template)
    decline(house, links(house, number)["decline_link"])
    house.set_time(AFTERNOON + timedelta(days=45 + 184))
    assert jobs.ask_later() == 0, "and nobody looks at them again, night after night"
    assert [fact for fact in house.facts("exit.moment_passed") if fact.body["moment"] == "month_6"] == []
    assert len([each for each in forms(house) if each.moment == "month_6"]) == 0


def test_the_leaver_sees_who_opened_their_answers_and_when(house: House, leaving: Leave) -> None:
    leaving()
    link, client = links(house)["link"], house.client("exit_interviews")
    assert "Nog niemand" in client.get(f"{link}/readers").text
    answer(house, link, back={"finest": "Het feest."}, use={"use_back": "named"})
    (case,) = cases(house)
    desk, page = house.logged_in("exit_interviews"), f"/exit/desk/cases/{case.id}"
    for _ in range(2):
        desk.post(f"{page}/read", data=fields(desk.get(page).text) | {"talks": "yes"})
    shown = client.get(f"{link}/readers").text
    assert shown.count("Hanna") == 2
    assert "Terugkijken" in shown
    assert "Het feest" not in shown
    assert "Terugkijken" in desk.get(page).text


def test_who_was_not_invited_stands_in_a_list_with_the_reason(
    house: House, employer: Employer, leaving: Leave
) -> None:
    nowhere, dismissed, nothing = leaving(email=None), leaving("dismissal"), employer.hire()
    leaving()
    employer.announce(nothing, in_days=60)
    jobs.catch_up()
    house.sql("UPDATE exit.form SET delivery = 'no_address' WHERE person_id = :id", id=nowhere.person_id)
    page = house.logged_in("exit_interviews").get("/exit/desk/uninvited").text
    assert page.count('href="/exit/desk/cases/') == 3, dismissed
    for why in ("Geen mailadres", "nog niet bevestigd dat het gesprek", "staat niets voor deze collega"):
        assert why in page
