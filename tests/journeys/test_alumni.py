"""From the public page to the first newsletter, out of it by one click, and back to work: through the front door."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from typing import Any

from tests.house import links_in, text_of
from tests.integration.alumni.test_reunions import REUNION, calendar_of
from tests.journeys.conftest import RunningHouse, eventually, morning
from tests.journeys.network import (
    SUBJECTS,
    at_the_desk,
    came_and_went,
    hr,
    join,
    letter_with,
    letters,
    link_in,
    newsletter,
    next_working_morning,
    press_everything,
    send,
    state,
    wants,
)


def test_a_former_colleague_joins_reads_leaves_by_one_click_and_comes_back(running: RunningHouse) -> None:
    house = running
    came_and_went(house, "n1", "Noor Meer", "2015-03-01", "2021-08-31")
    came_and_went(house, "a1", "Ada Bakker", "2012-01-01", "2019-12-31")
    people = {one["given_name"]: one["id"] for one in house.everything("/people/api/v1/people")}
    noor, ada = join(house, "n1", "Noor Meer"), join(house, "a1", "Ada Bakker")
    assert wants(house, people["Noor"]) == SUBJECTS

    # The first newsletter, on the next working morning of the reader.
    hr(house)
    newsletter(house, "Hoe het hier gaat")
    house.travel(next_working_morning(house))
    first = letters(house, "n1", 3)[-1]
    assert first["Subject"] == "Hoe het hier gaat"
    assert "Hallo Noor," in text_of(first)

    # A machine opens and presses all that is in it: nothing moves.
    press_everything(house, noor)
    for link in links_in(first):
        if link.endswith("/leave"):
            press_everything(house, link)
        house.phone.head(link, follow_redirects=False)
    assert wants(house, people["Noor"]) == SUBJECTS

    # The mail program's own button stops it at once; the next newsletter comes to Ada only.
    out = str(first["List-Unsubscribe"]).strip("<>")
    assert first["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert house.phone.post(out, data={"List-Unsubscribe": "One-Click"}).status_code == 200
    assert wants(house, people["Noor"]) == ["reunions", "vacancies"]
    assert "afgemeld" in letters(house, "n1", 4)[-1]["Subject"]
    newsletter(house, "En toen werd het zomer")
    house.travel(next_working_morning(house))
    assert letters(house, "a1", 4)[-1]["Subject"] == "En toen werd het zomer"
    assert len(house.postbox.letters_to("n1@thuis.example")) == 4

    # Ada comes back to work: her membership sleeps, and wakes as she chose when she leaves again.
    today = house.now().date()
    came_and_went(house, "a1", "Ada Bakker", today.isoformat(), "")
    assert eventually(lambda: state(house, people["Ada"]) == "asleep")
    last = today + timedelta(days=20)
    answer = house.api.post(
        f"/people/api/v1/people/{people['Ada']}/leaving",
        json={"kind": "resignation", "last_day": last.isoformat()},
    )
    assert answer.status_code in {200, 201}, answer.text
    house.travel(morning(datetime.combine(last + timedelta(days=2), datetime.min.time(), UTC)))
    assert eventually(lambda: state(house, people["Ada"]) == "awake")
    assert wants(house, people["Ada"]) == SUBJECTS
    assert house.phone.get(ada).status_code == 200
    assert house.get("/console/api/v1/events/verify")["intact"]


LIST = """wie;waar;doel
Piet de Oude;piet@thuis.example;N+R
Ja Jansen;ja@thuis.example;
Nee Nooit;nee@thuis.example;
Stil Stiller;stil@thuis.example;
"""
COLUMNS = {"column-name": "wie", "column-email": "waar", "column-agreed_to": "doel",
           "values-agreed_to": "N+R = nieuws, reünies", "template-agreed_on": "12-5-2019",
           "template-agreed_how": "formulier op de reünie"}  # fmt: skip


def handed_in(house: RunningHouse, **columns: str) -> Any:
    """Hand in the list, say what its columns are where that is asked, and wait until it was looked at."""
    file = {"file": ("vroeger.csv", LIST.encode(), "text/csv")}
    page = at_the_desk(house, "/alumni/desk/lists", "/alumni/desk/lists", files=file)
    assert page.url.path.endswith("/columns") == bool(columns), page.text
    if columns:
        page = at_the_desk(house, page.url.path, page.url.path, **columns)
    looked = eventually(
        lambda: "Wat er per rij zou gebeuren" in (now := house.desk.get(page.url.path)).text and now
    )
    assert looked, page.text
    return looked


def people(house: RunningHouse) -> set[str]:
    return {one["family_name"] for one in house.everything("/people/api/v1/people")}


def test_a_list_brings_in_who_agreed_and_asks_the_others_once_and_a_member_thinks_of_a_friend(
    running: RunningHouse,
) -> None:
    house = running
    hr(house)
    looked = handed_in(house, **COLUMNS)
    assert "Piet de Oude" in looked.text
    assert {"Oude", "Jansen"}.isdisjoint(people(house)), "looking changes nothing"
    at_the_desk(house, looked.url.path, f"{looked.url.path}/accept")
    house.travel(next_working_morning(house))

    # Who agreed before is in, and hears so once; who did not is asked one question.
    (told,) = letters(house, "piet", 1)
    assert "weer van ons" in told["Subject"]
    own = link_in(told, "/me")
    asked = {name: link_in(letters(house, name, 1)[-1], "/alumni/a/") for name in ("ja", "nee", "stil")}
    send(house, asked["ja"], answer="yes", subjects=["news"])
    send(house, asked["nee"], answer="no")
    found = {one["family_name"]: one["id"] for one in house.everything("/people/api/v1/people")}
    assert wants(house, found["Oude"]) == ["news", "reunions"]
    assert eventually(lambda: wants(house, found["Jansen"]) == ["news"])

    # Piet thinks of a friend: one letter with his name, and nothing is known of her before she says yes.
    send(house, own.replace("/me", "/recommend"), email="vera@thuis.example")
    (thought,) = letters(house, "vera", 1)
    assert "Piet de Oude dacht aan jou" in thought["Subject"]
    assert "vera" not in str(house.everything("/people/api/v1/people", q="vera")).casefold()
    invited = link_in(thought, "/invited")
    form = {"name": "Vera Vriend", "email": "vera@thuis.example", "subjects": ["vacancies"]}
    send(house, invited, answer="yes", **form)
    admit = re.compile(r"/people/desk/callers/[0-9a-f-]+/admit")
    door = eventually(lambda: admit.search(house.desk.get("/people/desk/callers").text))
    assert door, house.desk.get("/people/desk/callers").text
    at_the_desk(house, "/people/desk/callers", door[0], person="new")
    assert eventually(lambda: "Vriend" in people(house))
    (vera,) = house.everything("/people/api/v1/people", q="Vriend")
    assert eventually(lambda: wants(house, vera["id"]) == ["vacancies"])

    # No and silence are erased, and the same list again asks nobody anything.
    house.travel(house.now() + timedelta(days=33))
    assert eventually(lambda: {"Nooit", "Stiller"}.isdisjoint(people(house)))
    assert "Deze lijst brengt niemand" in handed_in(house).text, "the columns are remembered"
    house.travel(next_working_morning(house))
    assert {name: len(house.postbox.letters_to(f"{name}@thuis.example")) for name in ("nee", "stil")} == {
        "nee": 1,
        "stil": 1,
    }
    assert wants(house, found["Oude"]) == ["news", "reunions"]


def vacancy(house: RunningHouse, title: str) -> str:
    """Open one by the API, and travel to the morning on which it is told."""
    today = house.now().date()
    body = {"title": title, "body": "Samen plannen.", "opens_on": today.isoformat(),
            "closes_on": (today + timedelta(days=40)).isoformat()}  # fmt: skip
    answer = house.api.post("/alumni/api/v1/vacancies", json=body)
    assert answer.status_code == 201, answer.text
    house.travel(next_working_morning(house))
    return str(answer.json()["id"])


def decided(house: RunningHouse, work: str, **form: str) -> None:
    page = f"/alumni/desk/work/{work}"
    deed = re.search(r"/alumni/desk/work/answers/[0-9a-f-]+", house.desk.get(page).text)
    assert deed, house.desk.get(page).text
    at_the_desk(house, page, deed[0], **form)
    house.travel(next_working_morning(house))


def test_a_former_colleague_asks_for_work_hears_an_honest_no_a_later_yes_and_comes_back(
    running: RunningHouse,
) -> None:
    house = running
    hr(house)
    today = house.now().date()
    gone = today - timedelta(days=60)
    before = {"employee_number": "b1", "given_name": "Bo", "family_name": "Visser", "language": "nl",
              "private_email": "b1@thuis.example", "hire_date": (gone - timedelta(days=300)).isoformat(),
              "last_day": gone.isoformat(), "leave_kind": "end_of_contract", "contract": "fixed_term"}  # fmt: skip
    answer = house.api.post("/people/api/v1/people", json=before)
    assert answer.status_code == 201, answer.text
    bo = answer.json()["id"]
    own = join(house, "b1", "Bo Visser")

    # Interest in one step from the mail; the receipt names the day; the no is honest and has a tip.
    first = vacancy(house, "Planner")
    told = letter_with(house, "b1", f"/work/{first}")
    send(house, link_in(told, f"/work/{first}"), way="call", phone="06 1234")
    letter_with(house, "b1", "Je reactie op Planner is binnen")
    decided(house, first, outcome="declined", reason="Iemand had meer jaren.", tip="Noem je planning.")
    said = " ".join(text_of(letter_with(house, "b1", "Iemand had meer jaren.")).split())
    for one in (
        "Iemand had meer jaren.",
        "Noem je planning.",
        "de enige die reageerde",
        "de deur blijft open",
    ):
        assert one in said, said

    # The next time it is a yes, and the new employment is linked to the old one and to that answer.
    second = vacancy(house, "Roostermaker")
    told = letter_with(house, "b1", f"/work/{second}")
    send(house, link_in(told, f"/work/{second}"), way="call", phone="06 1234")
    decided(house, second, outcome="invited", reason="We praten graag verder.")
    letter_with(house, "b1", "We praten graag verder.")
    path = f"/people/desk/{bo}/return"
    start = house.now().date() + timedelta(days=7)
    at_the_desk(house, path, path, hire_date=start.isoformat(), contract="fixed_term")
    assert eventually(lambda: house.facts("alumni.came_back", bo))
    assert house.facts("alumni.came_back", bo)[0]["body"]["vacancy_id"] == second
    assert "ketenregeling" in house.desk.get(f"/people/desk/{bo}").text
    assert state(house, bo) == "asleep"
    # Who comes back is asked as who comes back, and hears nothing of the network meanwhile.
    house.travel(morning(datetime.combine(start + timedelta(days=12), datetime.min.time(), UTC)))
    assert "back_1" in {one["rule"] for one in house.everything("/journey/api/v1/touchpoints", person=bo)}
    third = vacancy(house, "Kok")
    assert not [one for one in house.postbox.letters_to("b1@thuis.example") if third in text_of(one)]

    # The membership wakes at the next leaving, as Bo chose.
    last = house.now().date() + timedelta(days=10)
    left = house.api.post(
        f"/people/api/v1/people/{bo}/leaving", json={"kind": "resignation", "last_day": last.isoformat()}
    )
    assert left.status_code in {200, 201}, left.text
    house.travel(morning(datetime.combine(last + timedelta(days=2), datetime.min.time(), UTC)))
    assert eventually(lambda: state(house, bo) == "awake")
    assert wants(house, bo) == SUBJECTS
    assert house.phone.get(own).status_code == 200
    assert house.get("/console/api/v1/events/verify")["intact"]


def test_a_reunion_fills_its_waiting_list_moves_up_and_another_day_is_told(running: RunningHouse) -> None:
    house = running
    hr(house)
    names = {"r1": "Rik Been", "r2": "Sara Dam", "r3": "Tom Eik"}
    for number, name in names.items():
        came_and_went(house, number, name, "2014-01-01", "2020-12-31")
        join(house, number, name)
    day = next_working_morning(house) + timedelta(days=40)
    plan = REUNION | {
        "title": "Weerziensborrel", "capacity": "1", "answer_by": f"{day - timedelta(days=5):%Y-%m-%d}",
        "starts_at": f"{day:%Y-%m-%dT16:00}", "ends_at": f"{day:%Y-%m-%dT20:00}",
    }  # fmt: skip
    page = at_the_desk(house, "/alumni/desk/reunions/new", "/alumni/desk/reunions/new", **plan).url.path
    at_the_desk(house, page, f"{page}/announce")
    house.travel(next_working_morning(house))

    def answers(number: str, answer: str) -> None:
        """Say yes or no on the page that the invitation leads to."""
        invitation = letter_with(house, number, "Kom je ook?")
        send(house, link_in(invitation, "/reunion/"), answer=answer)

    # One place: the second and the third wait, in the order in which they came.
    press_everything(house, link_in(letter_with(house, "r3", "Kom je ook?"), "/reunion/"))
    for number in names:
        answers(number, "yes")
    assert "METHOD:REQUEST" in calendar_of(letter_with(house, "r1", "Je komt:"))
    for number in ("r2", "r3"):
        letter_with(house, number, "Je staat op de wachtlijst")

    # A place comes free: it is offered to the first for two days, and then to the next, who takes it.
    answers("r1", "no")
    assert "METHOD:CANCEL" in calendar_of(letter_with(house, "r1", "Genoteerd:"))
    letter_with(house, "r2", "Er is een plaats voor je")
    house.travel(house.now() + timedelta(hours=49))
    letter_with(house, "r2", "De plaats is doorgegaan")
    letter_with(house, "r3", "Er is een plaats voor je")
    answers("r3", "yes")
    first = calendar_of(letter_with(house, "r3", "Je komt:"))

    # Another day: who comes hears it, and the calendar moves the same appointment.
    moved = plan | {
        name: f"{day + timedelta(days=7):%Y-%m-%d}{plan[name][10:]}" for name in ("starts_at", "ends_at")
    }
    at_the_desk(house, f"{page}/edit", f"{page}/edit", **moved)
    told = calendar_of(letter_with(house, "r3", "Veranderd"))
    assert re.findall(r"UID:(\S+)", told) == re.findall(r"UID:(\S+)", first)
    assert f"{day + timedelta(days=7):%Y%m%d}T160000" in told
    answers("r3", "yes")
    house.travel(morning(day + timedelta(days=5)))
    letter_with(house, "r3", "Tot gauw")
    assert not [
        one for one in house.postbox.letters_to("r1@thuis.example") if "Tot gauw" in str(one["Subject"])
    ]
