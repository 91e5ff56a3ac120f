"""A conversation from the letter to both calendars: picked, moved, cancelled, refused, and what ends it."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from services.mail import jobs as mail_jobs
from services.stay_interviews import jobs
from shared.kernel.ids import new_id
from tests.house import House, text_of
from tests.integration.appointment.conftest import away, make_interviewer
from tests.integration.journey.employer import Employer
from tests.integration.stay_interviews.conftest import AFTERNOON, HIRED, interviews
from tests.integration.stay_interviews.talks import FATIMA, asked_to_talk, calendar_of, instant, offered

ANNA = "anna@house.example"
NOOR = "noor@house.example"


def kinds(house: House) -> list[str]:
    return [fact.type for fact in house.facts("stay.talk")]


def test_the_letter_offers_form_and_conversation_and_opening_changes_nothing(house: House) -> None:
    fatima = offered(house)
    [letter] = fatima.letters(FATIMA)
    assert "gesprek van ongeveer 1 uur kiezen met Anna" in " ".join(text_of(letter).split())
    form = fatima.link.removesuffix("/talk")
    assert "Kies een moment voor een gesprek" in fatima.client.get(form).text
    page = fatima.page().text
    assert "Een gesprek met Anna" in page
    assert "Naar het korte formulier" in page
    assert fatima.page("/other").status_code == 200
    assert (fatima.talk.state, fatima.talk.account_id) == ("offered", fatima.anna)
    assert kinds(house) == ["stay.talk_offered.v1"]


def test_any_letter_offers_a_conversation_as_soon_as_somebody_holds_them(house: House) -> None:
    employer = Employer(house)
    house.set_time(AFTERNOON)
    asked_to_talk(house, employer.hire(HIRED, given="Wim", email="wim@house.example"), ask=None)
    assert house.sql("SELECT 1 FROM stay.talk") == []
    make_interviewer(house, "Otto", programmes=["exit"])
    asked_to_talk(house, employer.hire(HIRED, given="Eva", email="eva@house.example"), ask=None)
    assert house.sql("SELECT 1 FROM stay.talk") == []

    anna = make_interviewer(house, "Anna")
    noor = employer.hire(HIRED, given="Noor", email=NOOR)
    asked_to_talk(house, noor, ask=None)
    assert [(talk.person_id, talk.account_id) for talk in house.sql("SELECT * FROM stay.talk")] == [
        (noor.person_id, anna)
    ]
    mail_jobs.deliver()
    [letter] = house.postbox.letters_to(NOOR)
    assert "gesprek van ongeveer 1 uur kiezen met Anna" in " ".join(text_of(letter).split())
    assert len(interviews(house)) == 3


def test_a_picked_time_is_in_both_calendars_and_the_form_is_not_reminded_of(house: House) -> None:
    fatima = offered(house)
    start = fatima.pick(how="video")
    assert fatima.press("/themes", themes=["growth", "balance", "nonsense"]).status_code == 303
    hers, annas = fatima.letters(FATIMA)[-1], fatima.letters(ANNA)[-1]
    for letter, reader, other in ((hers, FATIMA, "Anna"), (annas, ANNA, "Fatima")):
        method, event, _ = calendar_of(letter)
        assert (method, event["SEQUENCE"], event["STATUS"]) == ("REQUEST", 0, "CONFIRMED")
        assert event["DTSTART"].dt == instant(start)
        assert event["DTEND"].dt - event["DTSTART"].dt == timedelta(hours=1)
        assert event["ATTENDEE"] == f"mailto:{reader}"
        assert event["ORGANIZER"].startswith("mailto:hr@")
        assert other in event["SUMMARY"]
        assert "https://video.example/anna" in event["LOCATION"]
        assert event["CLASS"] == "PRIVATE"
        said = str(event["SUMMARY"]) + str(event["DESCRIPTION"])
        assert not any(word in said.lower() for word in ("blijf", "stay", "vertrek", "leren"))
    assert calendar_of(hers)[1]["UID"] == calendar_of(annas)[1]["UID"]
    assert interviews(house)[0].remind_at is None
    assert fatima.talk.themes == ["growth", "balance"]
    assert kinds(house) == ["stay.talk_offered.v1", "stay.talk_booked.v1"]
    assert "Je gesprek met Anna" in fatima.page().text


def test_a_move_is_the_same_event_with_a_higher_sequence_and_a_cancel_one_higher_again(house: House) -> None:
    fatima = offered(house)
    fatima.pick()
    first = calendar_of(fatima.letters(FATIMA)[-1])[1]
    later = fatima.times(change="yes", day="2026-03-12")[3]
    fatima.pick(later)
    for address in (FATIMA, ANNA):
        method, moved, _ = calendar_of(fatima.letters(address)[-1])
        assert (method, moved["UID"], moved["SEQUENCE"]) == ("REQUEST", first["UID"], 1)
        assert moved["DTSTART"].dt == instant(later)
    assert fatima.press("/cancel").status_code == 422, "a machine that presses every button cancels nothing"
    assert fatima.press("/cancel", sure="yes").status_code == 303
    for address in (FATIMA, ANNA):
        method, gone, _ = calendar_of(fatima.letters(address)[-1])
        assert (method, gone["UID"], gone["SEQUENCE"], gone["STATUS"]) == (
            "CANCEL",
            first["UID"],
            2,
            "CANCELLED",
        )
    assert house.sql("SELECT 1 FROM appointment.booking") == []
    assert fatima.talk.state == "offered"
    fatima.pick()
    method, again, _ = calendar_of(fatima.letters(FATIMA)[-1])
    assert (method, again["SEQUENCE"], again["UID"] == first["UID"]) == ("REQUEST", 0, False)


def test_where_no_number_is_known_both_hear_who_tells_which(house: House) -> None:
    fatima = offered(house, phone=None, place=None, video=None)
    fatima.pick(how="phone")
    hers, annas = (" ".join(text_of(fatima.letters(one)[-1]).split()) for one in (FATIMA, ANNA))
    assert "per telefoon; op welk nummer hoor je nog van Anna" in hers
    assert "Laat je collega weten op welk nummer" in annas
    assert "op welk nummer hoor je nog van Anna" in fatima.page().text


def test_pressing_twice_books_once_and_sends_one_letter(house: House) -> None:
    fatima = offered(house)
    start = fatima.pick()
    fatima.pick(start)
    assert len(fatima.letters(ANNA)) == 1
    assert fatima.talk.sequence == 0


def test_of_two_who_pick_the_same_time_one_is_told_kindly_and_chooses_again(house: House) -> None:
    fatima = offered(house)
    start = fatima.times()[0]
    house.sql(
        "INSERT INTO appointment.booking VALUES (:id, 'exit', :anna, :start, cast(:start AS timestamptz)"
        " + interval '2 hours')",
        id=new_id(),
        anna=fatima.anna,
        start=instant(start),
    )
    refused = fatima.press("/pick", start=start, how="video")
    assert refused.status_code == 409
    assert "net door iemand anders gekozen" in refused.text
    assert start not in fatima.times()
    assert fatima.talk.state == "offered"
    assert fatima.letters(ANNA) == []


@pytest.mark.parametrize("fields", [{}, {"start": "morgen"}, {"start": "2026-03-10T09:00:00"}])
def test_what_is_not_a_time_is_told_at_its_field(house: House, fields: dict[str, str]) -> None:
    fatima = offered(house)
    answer = fatima.press("/pick", how="video", **fields)
    assert answer.status_code == 422
    assert "Kies een moment." in answer.text


def test_a_time_that_was_not_offered_or_a_way_that_there_is_not_cannot_be_had(house: House) -> None:
    fatima = offered(house)
    night = datetime(2026, 3, 10, 2, tzinfo=UTC).isoformat()
    assert fatima.press("/pick", start=night, how="video").status_code == 409
    assert fatima.press("/pick", start=fatima.times()[0], how="pigeon").status_code == 422
    assert house.sql("SELECT 1 FROM appointment.booking") == []


def test_nobody_forges_a_form_and_a_wrong_link_leads_nowhere(house: House) -> None:
    fatima = offered(house)
    start = fatima.times()[0]
    forged = fatima.client.post(fatima.link + "/pick", data={"start": start, "how": "video"})
    assert forged.status_code == 403
    for link in ("/stay/a/" + "x" * 43 + "/talk", "/stay/a/x/talk", fatima.link[:-6] + "/talk"):
        assert fatima.client.get(link).status_code == 404
    assert fatima.talk.state == "offered"


def test_times_are_in_the_persons_zone_and_the_calendar_knows_its_summer_time(house: House) -> None:
    fatima = offered(house, zone="America/New_York")
    page = fatima.page().text
    assert "tijd in New York" in page
    local = [instant(one).astimezone(ZoneInfo("America/New_York")) for one in fatima.times()]
    assert {one.hour for one in local} <= {8, 9, 10}, "in both their working hours"
    # After the tenth of March it is summer there and winter here still.
    chosen = fatima.times(day="2026-03-10")[0]
    fatima.pick(chosen)
    _, event, whole = calendar_of(fatima.letters(FATIMA)[-1])
    assert event["DTSTART"].params["TZID"] == "America/New_York"
    assert event["DTSTART"].dt.utcoffset() == timedelta(hours=-4)
    [zone] = whole.walk("VTIMEZONE")
    assert zone["TZID"] == "America/New_York"
    told = zone.to_tz()
    for month, hours in ((2, -5), (4, -4)):
        at = datetime(2026, month, 12, 12, tzinfo=told)
        assert at.utcoffset() == timedelta(hours=hours)
    _, annas, _ = calendar_of(fatima.letters(ANNA)[-1])
    assert annas["DTSTART"].params["TZID"] == "Europe/Amsterdam"
    assert annas["DTSTART"].dt == event["DTSTART"].dt


def test_somebody_else_can_be_asked_for_and_who_was_not_wanted_is_not_proposed_again(house: House) -> None:
    fatima = offered(house)
    bram = make_interviewer(house, "Bram")
    fatima.pick()
    assert fatima.press("/other", on="/other", who="anybody").status_code == 303
    assert (fatima.talk.account_id, fatima.talk.refused) == (bram, [fatima.anna])
    method, _, _ = calendar_of(fatima.letters(ANNA)[-1])
    assert method == "CANCEL"
    assert fatima.press("/other", on="/other", who=str(fatima.anna)).status_code == 303
    assert (fatima.talk.account_id, fatima.talk.chosen) == (fatima.anna, True)
    assert fatima.press("/other", on="/other", who=str(new_id())).status_code == 404
    assert fatima.press("/other", on="/other").status_code == 422


def test_the_manager_and_who_is_above_hold_it_only_where_the_person_says_so(house: House) -> None:
    employer = Employer(house)
    top = employer.hire(HIRED, given="Top")
    boss = employer.hire(HIRED, given="Baas")
    house.sql(
        "UPDATE people.spell SET manager_id = :top WHERE person_id = :boss",
        top=top.person_id,
        boss=boss.person_id,
    )
    fatima = offered(house)
    house.sql(
        "UPDATE people.spell SET manager_id = :boss WHERE person_id = :one",
        boss=boss.person_id,
        one=fatima.one.person_id,
    )
    manager = make_interviewer(house, "Baas", person_id=boss.person_id)
    make_interviewer(house, "Top", person_id=top.person_id)
    make_interviewer(house, "Zelf", person_id=fatima.one.person_id)
    page = fatima.page("/other").text
    assert page.count("Staat boven jou") == 2
    assert "Zelf" not in page
    assert fatima.press("/other", on="/other", who=str(manager)).status_code == 303
    assert (fatima.talk.account_id, fatima.talk.chosen) == (manager, True)
    # By rule nobody is left: the next to be asked the same has nobody.
    house.sql("UPDATE journey.interviewer SET active = false WHERE account_id = :id", id=fatima.anna)
    assert fatima.press("/other", on="/other", who="anybody").status_code == 303
    assert fatima.talk.account_id is None
    assert "We zoeken nog iemand" in fatima.page().text


def test_rather_not_is_one_step_that_can_be_taken_back(house: House) -> None:
    fatima = offered(house)
    assert fatima.press("/decline").status_code == 422
    assert fatima.press("/decline", sure="yes").status_code == 303
    assert fatima.talk.state == "declined"
    assert interviews(house)[0].state == "open", "the form is another matter"
    fatima.pick()
    assert fatima.talk.state == "booked"


def test_who_declines_the_form_declines_the_conversation_too_but_not_one_that_is_booked(house: House) -> None:
    fatima = offered(house)
    form = fatima.link.removesuffix("/talk")
    page = fatima.client.get(form + "/decline").text
    token = page.split('name="page_token" value="')[1].split('"')[0]
    fatima.client.post(form + "/decline", data={"page_token": token, "sure": "yes"})
    assert (interviews(house)[0].state, fatima.talk.state) == ("declined", "declined")
    assert "Kies een moment voor een gesprek" in fatima.client.get(form).text


def test_both_are_reminded_on_the_working_day_before(house: House) -> None:
    fatima = offered(house)
    fatima.pick(fatima.times(day="2026-03-16")[0])
    assert fatima.talk.remind_at.date() == date(2026, 3, 13), "Friday, before a Monday"
    house.set_time(fatima.talk.remind_at)
    assert jobs.remind_talks() == 1
    assert jobs.remind_talks() == 0
    for address in (FATIMA, ANNA):
        assert fatima.letters(address)[-1]["subject"].startswith("Binnenkort")


def test_an_interviewer_who_is_away_that_day_gives_it_to_another_and_the_person_chooses_again(
    house: House,
) -> None:
    fatima = offered(house)
    fatima.pick()
    day = fatima.talk.starts_at.date()
    assert jobs.look_after_talks() == 0
    bram = make_interviewer(house, "Bram")
    away(house, fatima.anna, day, day)
    assert jobs.look_after_talks() == 1
    assert (fatima.talk.state, fatima.talk.account_id) == ("offered", bram)
    told = fatima.letters(FATIMA)
    assert calendar_of(told[-1])[0] == "CANCEL"
    assert "Bram maakt graag tijd voor je" in " ".join(text_of(told[-1]).split())
    assert len(told) == 3, "one letter tells both"
    assert calendar_of(fatima.letters(ANNA)[-1])[0] == "CANCEL"
    assert jobs.look_after_talks() == 0


def test_on_which_day_an_interviewer_is_away_is_seen_in_their_own_zone(house: House) -> None:
    fatima = offered(house)
    fatima.pick()
    make_interviewer(house, "Bram")
    # So far west that our morning is their evening before.
    far = "UPDATE journey.interviewer SET time_zone = 'Pacific/Pago_Pago' WHERE account_id = :id"
    house.sql(far, id=fatima.anna)
    day = fatima.talk.starts_at.date()
    away(house, fatima.anna, day, day)
    assert jobs.look_after_talks() == 0
    away(house, fatima.anna, day - timedelta(days=1), day - timedelta(days=1))
    assert jobs.look_after_talks() == 1


def test_an_interviewer_whose_account_closes_is_followed_by_another(house: House) -> None:
    fatima = offered(house)
    fatima.pick()
    bram = make_interviewer(house, "Bram")
    house.sql("UPDATE console.account SET state = 'closed' WHERE id = :id", id=fatima.anna)
    assert jobs.look_after_talks() == 1
    assert fatima.talk.account_id == bram
    assert calendar_of(fatima.letters(FATIMA)[-1])[0] == "CANCEL"


@pytest.mark.parametrize("how", ["announce", "bury", "forget"])
def test_who_leaves_dies_or_is_forgotten_comes_to_no_conversation_and_the_calendar_hears_so(
    house: House, how: str
) -> None:
    fatima = offered(house)
    fatima.pick()
    fatima.letters(ANNA)
    before = len(fatima.letters(FATIMA))
    getattr(fatima.employer, how)(fatima.one)
    jobs.catch_up()
    assert calendar_of(fatima.letters(ANNA)[-1])[0] == "CANCEL"
    assert house.sql("SELECT 1 FROM appointment.booking") == []
    silent = how in ("bury", "forget")
    assert (len(fatima.letters(FATIMA)) == before) == silent
    assert fatima.page().status_code == 404
    assert kinds(house)[-1] == "stay.talk_closed.v1"
    if how == "forget":
        assert house.sql("SELECT 1 FROM stay.talk") == []


def test_what_nobody_picked_is_over_after_its_last_day(house: House) -> None:
    fatima = offered(house)
    house.set_time(AFTERNOON + timedelta(days=26))
    assert fatima.page().status_code == 404
    jobs.look_after_talks()
    assert (fatima.talk.state, fatima.talk.reason) == ("closed", "expired")


def test_no_name_number_or_address_lies_open_in_the_letterbox(house: House) -> None:
    fatima = offered(house)
    fatima.pick(how="phone")
    rows = house.sql("SELECT params::text AS params, person_id, account_id, email FROM mail.letter")
    for row in rows:
        assert row.email is None
        for word in ("Anna", "Fatima", "020 555", "video.example", "@"):
            assert word not in row.params
    fatima.letters(ANNA)
    assert house.sql("SELECT 1 FROM mail.letter WHERE secrets IS NOT NULL") == []
