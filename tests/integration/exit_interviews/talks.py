"""Somebody who leaves and may have a conversation about it: with Anna, or with whom they like."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any
from uuid import UUID

from flask.testing import FlaskClient

from services.exit_interviews import jobs
from tests.house import House, links_in
from tests.integration.appointment.conftest import make_interviewer
from tests.integration.exit_interviews.conftest import AFTERNOON, CLOSES_ON, HIRED, moment
from tests.integration.journey.employer import Employer, come
from tests.integration.stay_interviews.talks import FATIMA, Talking

ANNA = "anna@house.example"
# AFTERNOON is a Monday; the last day is a Thursday six weeks later.
LAST_DAY = date(2026, 4, 16)


class Leaver(Talking):
    """The conversation of one person who leaves, reached by its link."""

    @property
    def client(self) -> FlaskClient:
        return self.house.client("exit_interviews")

    @property
    def talk(self) -> Any:
        [row] = self.house.sql("SELECT * FROM exit.talk")
        return row

    @property
    def case(self) -> Any:
        [row] = self.house.sql("SELECT * FROM exit.leaving")
        return row

    def move_last_day(self, day: date) -> None:
        """The last day is another."""
        self.employer.announce(self.one, (day - self.house.now.date()).days)
        jobs.catch_up()

    def gone(self) -> None:
        """The last day has passed."""
        self.employer.leave(self.one)
        jobs.catch_up()

    def travel(self, day: date) -> None:
        """Go to the afternoon of a day, and let the clock do its rounds."""
        self.house.set_time(AFTERNOON + timedelta(days=(day - AFTERNOON.date()).days))
        jobs.catch_up()
        jobs.remind_talks()
        jobs.look_after_talks()

    def at_the_desk(self, account: UUID | None = None, role: str = "interviewer") -> FlaskClient:
        """Log in as the interviewer, or as this account."""
        client = self.house.logged_in("exit_interviews", role)
        self.house.sql(
            "UPDATE console.session SET account_id = :account"
            " WHERE seen_at = (SELECT max(seen_at) FROM console.session)",
            account=account or self.anna,
        )
        return client


def leaver(
    house: House, *, kind: str = "resignation", language: str = "nl", told: bool = True, **interviewer: Any
) -> Leaver:
    """Let Fatima give notice, with Anna to talk with; her letter arrives."""
    employer = Employer(house)
    house.set_time(AFTERNOON)
    one = employer.hire(HIRED, given="Fatima", email=FATIMA, language=language)
    employer.announce(one, (LAST_DAY - AFTERNOON.date()).days, kind=kind)
    anna = make_interviewer(house, "Anna", **interviewer)
    jobs.catch_up()
    if told and kind == "dismissal":
        house.sql("UPDATE exit.leaving SET told_at = now(), told_by = id")
    come(house, jobs, moment(one, closes_on=CLOSES_ON))
    found = Leaver(house, employer, one, anna)
    find_link(found)
    return found


def find_link(found: Leaver) -> None:
    """Take the link to the conversation out of the latest letter, where there is one."""
    letters = found.letters(FATIMA)
    jobs.catch_up()
    links = [link for letter in letters for link in links_in(letter) if link.endswith("/talk")]
    if links:
        found.link = links[-1].removeprefix(found.house.settings.base_url)
