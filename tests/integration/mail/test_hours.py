"""Letters that ask somebody something leave in the hours and on the days on which they work, whatever went before."""

from __future__ import annotations

import json
import threading
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest

from services.mail import jobs
from shared.kernel.ids import new_id
from shared.letterbox.put import Letter
from tests.house import House
from tests.integration.mail.post import logged_in, person, post, state_of, welcome
from tests.integration.mail.servers import Script, scripted
from tests.integration.mail.test_delivery import mail_to

# Monday 2 March 2026 and around it; Amsterdam is an hour ahead of UTC.
MONDAY = datetime(2026, 3, 2, tzinfo=UTC)
SATURDAY_NOON = MONDAY + timedelta(days=5, hours=11)
NIGHT = MONDAY + timedelta(hours=22)


def asking(key: str, *, to: UUID | str, kind: str = "request", **changes: Any) -> Letter:
    return welcome(key, to=to, kind=kind, **changes)


def sent_at(house: House, key: str) -> datetime | None:
    found: datetime | None = state_of(house, key).sent_at
    return found


@pytest.mark.parametrize("kind", ["request", "reminder"])
@pytest.mark.parametrize(
    ("back", "leaves"),
    [
        (NIGHT, MONDAY + timedelta(days=1, hours=8)),
        (SATURDAY_NOON, MONDAY + timedelta(days=7, hours=8)),
        (MONDAY + timedelta(hours=16), MONDAY + timedelta(days=1, hours=8)),
    ],
)
def test_what_was_asked_before_an_outage_waits_for_office_hours_after_it(
    house: House, kind: str, back: datetime, leaves: datetime
) -> None:
    house.set_time(MONDAY + timedelta(hours=10))
    post(house, asking("a", to=person(house), kind=kind))
    house.set_time(back)
    house.deliver()
    assert house.postbox.envelopes == []
    row = state_of(house, "a")
    assert (row.state, row.reason, row.attempts) == ("queued", "outside_hours", 0)
    assert leaves <= row.not_before <= leaves + timedelta(minutes=1)
    assert jobs.next_due() == row.not_before
    house.set_time(row.not_before)
    house.deliver()
    assert [to for _, to, _ in house.postbox.envelopes] == [["ada@brug.example"]]


def test_in_the_hours_it_leaves_at_once(house: House) -> None:
    house.set_time(MONDAY + timedelta(hours=10))
    post(house, asking("a", to=person(house)))
    house.deliver()
    assert state_of(house, "a").state == "sent"


def test_what_somebody_waits_for_leaves_at_any_hour(house: House) -> None:
    house.set_time(NIGHT)
    post(house, welcome("a", to=person(house)), welcome("b"))
    house.deliver()
    assert len(house.postbox.envelopes) == 2


def test_the_hours_are_those_of_the_place_where_somebody_works(house: House) -> None:
    # Ten in the evening in Amsterdam is four in the afternoon in New York.
    house.set_time(MONDAY + timedelta(hours=21))
    away = person(house, "away@brug.example", time_zone="America/New_York", country="US")
    here = person(house, "here@brug.example", country="NL")
    lost = person(house, "lost@brug.example", time_zone="Mars/Olympus")
    post(house, asking("away", to=away), asking("here", to=here), asking("lost", to=lost))
    house.deliver()
    states = {key: state_of(house, key).state for key in ("away", "here", "lost")}
    assert states == {"away": "sent", "here": "queued", "lost": "queued"}


def test_a_holiday_a_free_day_and_a_closed_week_are_no_working_days(house: House) -> None:
    # 27 April 2026 is a holiday in the Netherlands, a Monday.
    house.set_time(datetime(2026, 4, 27, 10, tzinfo=UTC))
    holiday = person(house, "h@brug.example", country="NL")
    parttime = person(house, "p@brug.example", country="BE")
    house.sql("UPDATE people.spell SET part_time_days = 'wed,thu' WHERE person_id = :id", id=parttime)
    # Who has no country keeps the holidays of the organisation's, unless they work in another zone.
    plain = person(house, "n@brug.example")
    away = person(house, "a@brug.example", time_zone="Europe/Paris")
    post(house, asking("holiday", to=holiday), asking("parttime", to=parttime))
    post(house, asking("plain", to=plain), asking("away", to=away))
    house.deliver()
    assert state_of(house, "away").state == "sent"
    assert state_of(house, "plain").not_before.date() == datetime(2026, 4, 28, tzinfo=UTC).date()
    assert state_of(house, "holiday").not_before.date() == datetime(2026, 4, 28, tzinfo=UTC).date()
    assert state_of(house, "parttime").not_before.date() == datetime(2026, 4, 29, tzinfo=UTC).date()
    ruling(house, closed=[["2026-04-28", "2026-05-01"]])
    house.set_time(state_of(house, "holiday").not_before)
    house.deliver()
    assert state_of(house, "holiday").not_before.date() == datetime(2026, 5, 4, tzinfo=UTC).date()


def test_the_hours_are_those_that_hr_chose(house: House) -> None:
    house.set_time(MONDAY + timedelta(hours=19))
    ruling(house, opens="07:00", closes="21:00")
    post(house, asking("a", to=person(house)))
    house.deliver()
    assert state_of(house, "a").state == "sent"


def ruling(house: House, **settings: Any) -> None:
    house.sql(
        "INSERT INTO journey.ruling (epoch, plans, settings, since)"
        " SELECT coalesce(max(epoch), 0) + 1, '{}', cast(:settings AS jsonb), now() FROM journey.ruling",
        settings=json.dumps({"opens": "09:00", "closes": "17:00", "closed": [], **settings}),
    )


def test_a_plan_with_hours_of_its_own_keeps_them(house: House) -> None:
    house.set_time(MONDAY + timedelta(hours=18))
    evening = {"opens": "18:00", "closes": "21:00", "days": None}
    tuesdays = {"opens": "09:00", "closes": "21:00", "days": [2]}
    post(
        house,
        asking("evening", to=person(house), hours=evening),
        asking("tuesday", to=person(house, "t@brug.example"), hours=tuesdays),
    )
    house.deliver()
    assert state_of(house, "evening").state == "sent"
    assert state_of(house, "tuesday").not_before.date() == datetime(2026, 3, 3, tzinfo=UTC).date()


def test_a_server_that_asks_for_patience_at_the_end_of_the_day_gets_it_until_the_next(house: House) -> None:
    house.set_time(MONDAY + timedelta(hours=15, minutes=57, seconds=30))
    post(house, asking("a", to=person(house)))
    patience = Script(rcpt=lambda _line, _count: b"451 4.7.1 greylisted, come back\r\n")
    with scripted(patience) as port, mail_to(house, port):
        house.deliver()
    row = state_of(house, "a")
    assert (row.state, row.attempts) == ("queued", 1)
    house.set_time(row.not_before)
    house.deliver()
    assert house.postbox.envelopes == []
    row = state_of(house, "a")
    assert (row.reason, row.attempts) == ("outside_hours", 1)
    assert row.not_before >= MONDAY + timedelta(days=1, hours=8)
    house.set_time(row.not_before)
    house.deliver()
    assert len(house.postbox.envelopes) == 1


def test_a_letter_that_expires_before_the_morning_never_leaves(house: House) -> None:
    house.set_time(NIGHT)
    post(house, asking("a", to=person(house), expires_at=NIGHT + timedelta(hours=6)))
    house.deliver()
    house.set_time(MONDAY + timedelta(days=1, hours=9))
    house.deliver()
    assert house.postbox.envelopes == []
    row = state_of(house, "a")
    assert (row.state, row.reason) == ("cancelled", "expired")


def test_a_slow_post_goes_on_the_next_working_day_and_the_oldest_goes_first(house: House) -> None:
    house.set_time(MONDAY + timedelta(hours=16))
    for number, key in enumerate(("old", "middle", "new")):
        house.set_time(MONDAY + timedelta(hours=16 + number))
        post(house, asking(key, to=person(house, f"{key}@brug.example")))
        house.deliver()
    turns = [state_of(house, key).not_before for key in ("old", "middle", "new")]
    assert turns == sorted(set(turns))
    house.set_time(MONDAY + timedelta(days=1, hours=17))
    house.deliver()
    assert house.postbox.envelopes == []
    later = [state_of(house, key).not_before for key in ("old", "middle", "new")]
    assert later == sorted(set(later))
    assert later[0] >= MONDAY + timedelta(days=2, hours=8)


def test_many_that_wait_are_looked_at_once_and_none_leaves_twice(house: House) -> None:
    house.set_time(NIGHT)
    ids = [new_id() for _ in range(1_200)]
    house.sql(
        "INSERT INTO people.person (id, given_name, private_email, created_at, changed_at)"
        " SELECT id, 'Bo', id || '@brug.example', now(), now() FROM unnest(cast(:ids AS uuid[])) AS p (id)",
        ids=ids,
    )
    post(house, *(asking(str(one), to=one) for one in ids), welcome("urgent"))
    at_once = [threading.Thread(target=house.deliver) for _ in range(2)]
    for one in at_once:
        one.start()
    for one in at_once:
        one.join()
    house.deliver()
    assert [to for _, to, _ in house.postbox.envelopes] == [["ada@brug.example"]]
    (found,) = house.sql(
        "SELECT count(*) AS n, max(attempts) AS most, min(not_before) AS first FROM mail.letter WHERE state = 'queued'"
    )
    assert (found.n, found.most) == (1_200, 0)
    assert found.first >= MONDAY + timedelta(days=1, hours=8)
    house.set_time(MONDAY + timedelta(days=1, hours=9))
    house.deliver()
    reached = [to[0] for _, to, _ in house.postbox.envelopes]
    assert len(reached) == len(set(reached)) == 1_201


def test_the_desk_says_that_a_letter_waits_for_the_hours_of_its_reader(house: House) -> None:
    house.set_time(SATURDAY_NOON)
    post(house, asking("a", to=person(house)))
    house.deliver()
    page = logged_in(house).get("/mail/desk/?state=queued").text
    assert "Buiten de werkuren van de lezer vragen we niets." in page
    assert "9 maart" in page
