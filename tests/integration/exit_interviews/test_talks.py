"""The conversation of a leaving: offered with the form, in its days, with whom HR's rules say; and what ends it."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import text

from services.exit_interviews import jobs
from shared.contracts.people import PersonMerged
from tests.house import House, links_in, pressed, text_of
from tests.integration.appointment.conftest import make_interviewer
from tests.integration.exit_interviews.conftest import AFTERNOON, CLOSES_ON, moment
from tests.integration.exit_interviews.talks import ANNA, LAST_DAY, Leaver, find_link, leaver
from tests.integration.exit_interviews.test_forms import decline
from tests.integration.journey.employer import Employer, come
from tests.integration.stay_interviews.talks import FATIMA, calendar_of

HERE = ZoneInfo("Europe/Amsterdam")


def said(fatima: Leaver, number: int = -1) -> str:
    return " ".join(text_of(fatima.letters(FATIMA)[number]).split())


def days(fatima: Leaver) -> list[date]:
    """Return the days of which a time can be picked."""
    page = fatima.page().text
    found = {datetime.fromisoformat(one).astimezone(HERE).date() for one in fatima.times()}
    for one in page.split("?day=")[1:]:
        found.add(date.fromisoformat(one[:10]))
    return sorted(found)


def kinds(house: House) -> list[str]:
    return [fact.type.removeprefix("exit.talk_").removesuffix(".v1") for fact in house.facts("exit.talk")]


def test_the_letter_leads_to_a_time_in_the_week_before_and_it_is_held(house: House) -> None:
    fatima = leaver(house)
    assert "Je kunt er ook over praten met Anna" in said(fatima)
    assert "Kies een moment voor een gesprek" in fatima.client.get(fatima.link.removesuffix("/talk")).text
    # From a week to two working days before Thursday the sixteenth.
    assert days(fatima) == [date(2026, 4, day) for day in (9, 10, 13, 14)]
    fatima.pick()
    assert fatima.press("/themes", themes=["manager", "nonsense"]).status_code == 303
    hers, annas = (calendar_of(fatima.letters(one)[-1]) for one in (FATIMA, ANNA))
    assert (hers[0], hers[1]["UID"]) == ("REQUEST", annas[1]["UID"])
    assert hers[1]["DTEND"].dt - hers[1]["DTSTART"].dt == timedelta(hours=2)
    assert not any(word in str(hers[1]["SUMMARY"]).lower() for word in ("exit", "vertrek"))
    # A later moment of the plan goes along with the form; its link leads to the same conversation.
    come(house, jobs, moment(fatima.one, rule="form", closes_on=CLOSES_ON))
    [reminder] = [one for one in fatima.letters(FATIMA) if "kwijt" in str(one["Subject"])]
    assert not any(link.endswith("/talk") for link in links_in(reminder)), "who has a time is offered none"
    other = links_in(reminder)[0].removeprefix(house.settings.base_url)
    assert "Je gesprek met Anna" in fatima.client.get(f"{other}/talk").text
    fatima.travel(fatima.talk.starts_at.date() + timedelta(days=1))
    desk = fatima.at_the_desk()
    page = f"/exit/desk/talks/{fatima.talk.id}"
    assert pressed(desk, page, f"{page}/held").status_code == 303
    assert (fatima.talk.state, fatima.talk.account_id) == ("held", fatima.anna)
    assert kinds(house) == ["offered", "booked", "held"]
    story = house.logged_in("exit_interviews").get(f"/exit/desk/cases/{fatima.case.id}").text
    assert "verslag te schrijven" in story
    assert "Leidinggevende" not in story, "what it was about stays between the two"


def test_a_moved_last_day_moves_the_days_and_what_does_not_fit_is_offered_anew(house: House) -> None:
    fatima = leaver(house)
    picked = fatima.pick(fatima.times(day="2026-04-14")[0])
    fatima.move_last_day(LAST_DAY + timedelta(days=4))
    assert (fatima.talk.state, fatima.talk.starts_at) == ("booked", datetime.fromisoformat(picked))
    assert len(fatima.letters(ANNA)) == 1, "what fits stays, and nobody hears of it"
    fatima.move_last_day(LAST_DAY + timedelta(days=28))
    assert fatima.talk.state == "offered"
    assert calendar_of(fatima.letters(FATIMA)[-1])[0] == "CANCEL"
    assert "De dagen waarop je gesprek kan zijn, zijn veranderd" in said(fatima)
    assert calendar_of(fatima.letters(ANNA)[-1])[0] == "CANCEL"
    assert days(fatima)[0] == LAST_DAY + timedelta(days=21)
    assert house.sql("SELECT 1 FROM appointment.booking") == []
    fatima.pick()
    assert kinds(house) == ["offered", "booked", "cancelled", "booked"]


def test_who_stays_hears_it_in_one_letter_and_a_later_leaving_begins_anew(house: House) -> None:
    fatima = leaver(house)
    fatima.pick()
    before = len(fatima.letters(FATIMA))
    fatima.employer.withdraw(fatima.one)
    jobs.catch_up()
    [letter] = fatima.letters(FATIMA)[before:]
    assert "Je blijft" in str(letter["Subject"])
    assert calendar_of(letter)[0] == "CANCEL"
    assert "gaat ook niet door" in said(fatima)
    assert calendar_of(fatima.letters(ANNA)[-1])[0] == "CANCEL"
    assert fatima.page().status_code == 404
    assert house.sql("SELECT 1 FROM exit.talk") == []
    assert kinds(house)[-1] == "closed"
    fatima.employer.announce(fatima.one, 60)
    jobs.catch_up()
    come(house, jobs, moment(fatima.one, closes_on=date(2026, 5, 11)))
    find_link(fatima)
    assert fatima.talk.state == "offered"
    fatima.pick()


def test_after_a_dismissal_nothing_is_offered_before_hr_says_so_and_then_with_care(house: House) -> None:
    fatima = leaver(house, kind="dismissal", told=False)
    assert (fatima.link, house.sql("SELECT 1 FROM exit.talk")) == ("", [])
    desk, page = house.logged_in("exit_interviews"), f"/exit/desk/cases/{fatima.case.id}"
    held = {"sure": "yes", "held_on": house.now.date().isoformat(), "present": "hr"}
    assert pressed(desk, page, f"{page}/told", **held).status_code == 303
    find_link(fatima)
    assert "Ook in dat gesprek vragen we niet naar redenen" in said(fatima)
    assert "of we het tegenover jou goed hebben gedaan" in fatima.page().text
    fatima.pick()
    assert "Waarom ik ga" not in fatima.page().text
    fatima.press("/themes", themes=["reasons", "next"])
    assert fatima.talk.themes == ["next"]


def test_whose_week_went_by_may_still_talk_after_leaving_by_phone_until_it_is_over(house: House) -> None:
    fatima = leaver(house)
    fatima.travel(date(2026, 4, 15))
    assert (fatima.talk.state, fatima.talk.first_day) == ("offered", LAST_DAY + timedelta(days=1))
    fatima.travel(LAST_DAY)
    fatima.gone()
    page = fatima.page().text
    assert "Met beeld" in page
    assert "Op een plaats" not in page
    fatima.pick(how="phone")
    fatima.press("/cancel", sure="yes")
    fatima.travel(LAST_DAY + timedelta(days=43))
    assert (fatima.talk.state, fatima.talk.reason) == ("closed", "expired")
    assert fatima.page().status_code == 404


def test_what_turns_into_a_dismissal_offers_nothing_until_it_is_told(house: House) -> None:
    fatima = leaver(house)
    letters = len(fatima.letters(FATIMA))
    fatima.employer.announce(fatima.one, (LAST_DAY - AFTERNOON.date()).days, kind="dismissal")
    jobs.catch_up()
    assert house.sql("SELECT * FROM exit.talk") == []
    assert fatima.client.get(fatima.link).status_code == 404
    assert len(house.facts("exit.talk_closed")) == 1
    assert len(fatima.letters(FATIMA)) == letters
    desk = house.logged_in("exit_interviews")
    case = f"/exit/desk/cases/{fatima.case.id}"
    given = {"held_on": house.now.date().isoformat(), "present": "hr", "sure": "yes"}
    assert pressed(desk, case, f"{case}/told", **given).status_code == 303
    come(house, jobs, moment(fatima.one, closes_on=CLOSES_ON))
    assert fatima.talk.state == "offered"


def test_an_interviewer_who_drops_out_at_the_end_leaves_the_last_morning_and_no_afternoon(
    house: House,
) -> None:
    fatima = leaver(house)
    make_interviewer(house, "Bram", hours={day: [["08:00", "18:00"]] for day in ("mon", "tue", "wed", "thu")})
    fatima.pick(fatima.times(day="2026-04-14")[-1])
    house.set_time(datetime(2026, 4, 14, 7, tzinfo=UTC))
    house.sql("UPDATE journey.interviewer SET active = false WHERE account_id = :id", id=fatima.anna)
    jobs.look_after_talks()
    assert "Bram maakt graag tijd voor je" in said(fatima)
    assert days(fatima) == [date(2026, 4, 15), LAST_DAY]
    starts = [datetime.fromisoformat(one).astimezone(HERE) for one in fatima.times(day="2026-04-16")]
    assert starts
    assert max(one.time() for one in starts) == time(10)


def test_liever_niet_is_one_step_for_either_and_both_can_be_taken_back(house: House) -> None:
    fatima = leaver(house)
    assert fatima.press("/decline").status_code == 422
    assert fatima.press("/decline", sure="yes").status_code == 303
    assert "Bedenk je je" in fatima.page().text
    assert house.sql("SELECT state FROM exit.form")[0].state == "open", "the form is another matter"
    fatima.pick()
    fatima.press("/cancel", sure="yes")
    decline(house, fatima.link.removesuffix("/talk") + "/decline")
    assert fatima.talk.state == "declined"
    fatima.pick()
    assert fatima.talk.state == "booked"
    assert kinds(house) == ["offered", "declined", "booked", "cancelled", "declined", "booked"]
    fatima.press("/cancel", sure="yes")
    fatima.press("/decline", sure="yes")
    fatima.travel(LAST_DAY)
    fatima.gone()
    fatima.pick(how="video")
    assert fatima.talk.starts_at.date() > LAST_DAY, "also after leaving one may think again"


def test_rules_say_who_holds_it_and_who_had_nobody_hears_when_there_is_somebody(house: House) -> None:
    employer = Employer(house)
    house.set_time(datetime(2026, 3, 2, 13, tzinfo=UTC))
    boss = employer.hire(date(2019, 1, 1), given="Bas")
    make_interviewer(house, "Bas", person_id=boss.person_id)
    fatima = leaver(house, programmes=["stay"])
    house.sql(
        "UPDATE people.spell SET manager_id = :boss WHERE id = :id",
        boss=boss.person_id,
        id=fatima.one.spell_id,
    )
    # Bas is her manager now, and Anna holds no exit conversations.
    house.sql("UPDATE exit.talk SET account_id = NULL")
    desk = house.logged_in("exit_interviews")
    assert "niemand voor het gesprek" in desk.get("/exit/desk/").text
    assert "exit/desk/holders" in desk.get(f"/exit/desk/cases/{fatima.case.id}").text
    house.sql("UPDATE journey.interviewer SET programmes = '{stay,exit}'")
    carla, dirk = (make_interviewer(house, name) for name in ("Carla", "Dirk"))
    page = f"/exit/desk/holders/{fatima.anna}"
    wrong = pressed(desk, page, page, kinds="boredom")
    assert (wrong.status_code, "Kies soorten vertrek uit de lijst" in wrong.text) == (422, True)
    for account, rule in (
        (fatima.anna, {"kinds": "dismissal"}),
        (carla, {"deputy": "yes"}),
        (dirk, {"kinds": "resignation", "deputy": "yes"}),
    ):
        where = f"/exit/desk/holders/{account}"
        assert pressed(desk, where, where, **rule).status_code == 303
    shown = desk.get("/exit/desk/holders").text
    assert "springt in" in shown
    assert "ontslag" in shown
    assert fatima.talk.account_id in (carla, dirk), "of who may, deputies are left"
    assert "Wil je praten? Er is nu iemand" in said(fatima)
    find_link(fatima)
    other = fatima.page("/other").text
    assert "Anna" in other, "she may ask for anybody"
    assert "Staat boven jou" in other
    assert fatima.press("/other", on="/other", who=str(fatima.anna)).status_code == 303
    assert fatima.talk.account_id == fatima.anna
    assert desk.get(f"/exit/desk/holders/{fatima.case.id}").status_code == 404


def test_two_records_that_were_one_go_on_and_who_died_or_is_forgotten_leaves_nothing(house: House) -> None:
    fatima = leaver(house)
    fatima.pick()
    letters = len(fatima.letters(FATIMA))
    other = fatima.employer.hire(date(2018, 1, 1), state="active")
    with house.transaction("people")() as tx:
        tx.conn.execute(
            text(
                "UPDATE people.spell SET no = 2, latest = false, state = 'left', last_day = '2019-01-01' WHERE id = :id"
            ),
            {"id": other.spell_id},
        )
        tx.conn.execute(
            text("UPDATE people.spell SET person_id = :into WHERE id = :id"),
            {"into": other.person_id, "id": fatima.one.spell_id},
        )
        tx.conn.execute(
            text("UPDATE people.person SET merged_into = :into WHERE id = :id"),
            {"into": other.person_id, "id": fatima.one.person_id},
        )
        tx.record(PersonMerged(person_id=fatima.one.person_id, into_person_id=other.person_id))
    jobs.catch_up()
    assert (fatima.talk.state, fatima.talk.person_id) == ("booked", other.person_id)
    fatima.employer.bury(other)
    jobs.catch_up()
    assert (fatima.talk.state, fatima.talk.reason) == ("closed", "died")
    assert len(fatima.letters(FATIMA)) == letters, "nobody writes to who died"
    assert calendar_of(fatima.letters(ANNA)[-1])[0] == "CANCEL"
    fatima.employer.forget(other)
    jobs.catch_up()
    assert house.sql("SELECT 1 FROM exit.talk") == []
    assert house.sql("SELECT 1 FROM appointment.booking") == []
