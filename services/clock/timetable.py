"""When what is looked at: the whole timetable on one page.

Every job is a sweep, "do all that is due now": one too many does nothing, one too few is made up for by the next.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from shared.kernel.services import job_of


@dataclass(frozen=True)
class Every:
    """Again and again after so much time."""

    span: timedelta


@dataclass(frozen=True)
class At:
    """By a line of cron, on the wall clock of the organisation."""

    cron: str


@dataclass(frozen=True)
class Tick:
    """A name, when, on which queue, and the dotted name of the job."""

    name: str
    when: Every | At
    queue: str
    job: str


def _every(queue: str, job: str, **span: float) -> Tick:
    return Tick(f"{queue}.{job}", Every(timedelta(**span)), queue, job_of(queue, job))


def _at(queue: str, job: str, cron: str) -> Tick:
    return Tick(f"{queue}.{job}", At(cron), queue, job_of(queue, job))


# In the order in which time travel runs them: what happened to people, what follows from it, the letters last.
TIMETABLE: tuple[Tick, ...] = (
    _at("people", "note_departures", "5 * * * *"),
    _every("people", "take_up", minutes=1),
    _at("people", "tidy_callers", "30 3 * * *"),
    _every("journey", "work_hands", minutes=1),
    _every("journey", "assign", minutes=15),
    _every("journey", "release_due", minutes=1),
    _every("journey", "preview", minutes=1),
    _every("journey", "replan", minutes=1),
    _at("journey", "extend", "40 2 * * *"),
    _at("journey", "tidy_previews", "50 3 * * *"),
    _every("onboarding", "remind_due", minutes=1),
    _every("onboarding", "close_due", minutes=1),
    _at("onboarding", "wipe_wishes", "10 4 * * *"),
    _every("stay", "remind_due", minutes=1),
    _every("stay", "close_due", minutes=1),
    _every("exit", "remind_due", minutes=1),
    _every("exit", "close_due", minutes=1),
    _every("exit", "remind_talks", minutes=1),
    _at("exit", "look_after_talks", "*/10 * * * *"),
    _at("exit", "settle_reports", "15 * * * *"),
    _at("exit", "ask_home", "5 9 * * 1-5"),
    _at("exit", "ask_later", "6 9 * * 1-5"),
    _at("exit", "release", "25 4 * * *"),
    _at("exit", "wipe_wishes", "30 4 * * *"),
    _at("exit", "wipe_preparations", "35 4 * * *"),
    # At night: what nobody can change any more becomes figures.
    _at("onboarding", "release", "10 4 * * *"),
    _at("stay", "release", "20 4 * * *"),
    _at("stay", "wipe_wishes", "15 4 * * *"),
    _every("stay", "remind_talks", minutes=1),
    _at("stay", "look_after_talks", "*/10 * * * *"),
    _at("stay", "settle_notes", "10 * * * *"),
    _at("stay", "remind_promises", "5 9 * * 1-5"),
    _every("alumni", "close_due", minutes=1),
    _every("alumni", "open_due", minutes=1),
    _every("alumni", "seat_due", minutes=1),
    # Each feed once an hour; the bell rings when HR does not want to wait.
    _every("alumni", "read_feeds", minutes=5),
    _every("alumni", "decide_due", minutes=1),
    # The letter of the month, where its day has come.
    _every("alumni", "digest", minutes=5),
    _every("alumni", "look_at_links", minutes=1),
    _at("alumni", "tidy_files", "25 3 * * *"),
    _at("alumni", "tidy_words", "35 3 * * *"),
    # After the figures of the night.
    _at("onboarding", "watch_signals", "35 4 * * *"),
    _at("insights", "release_reasons", "40 4 * * *"),
    _at("insights", "note_years", "45 4 * * *"),
    _at("insights", "tidy_gathered", "50 4 * * *"),
    _at("insights", "remind_owners", "10 8 * * *"),
    _at("insights", "make_evaluation", "5 6 * * *"),
    _every("console", "answer_resets", minutes=1),
    _every("mail", "deliver", minutes=1),
    _at("console", "clean_up", "20 3 * * *"),
    # The bell rings after every commit; this is for the bell that was lost.
    _every("journey", "catch_up", seconds=15),
    _every("onboarding", "catch_up", seconds=15),
    _every("stay", "catch_up", seconds=15),
    _every("exit", "catch_up", seconds=15),
    _every("people", "catch_up", seconds=15),
    _every("alumni", "catch_up", seconds=15),
    _every("insights", "catch_up", seconds=15),
    _every("mail", "catch_up", seconds=15),
)

# Which sweeps have work at which instant: time travel jumps from one to the next.
NEXT_DUE: dict[str, tuple[str, ...]] = {
    "services.people.jobs.next_due": ("people.note_departures",),
    # What is in force counts for everybody before anything leaves.
    "services.journey.jobs.next_work": ("journey.replan", "journey.preview"),
    "services.journey.jobs.next_due": ("journey.work_hands", "journey.assign", "journey.release_due"),
    "services.onboarding.jobs.next_due": ("onboarding.remind_due", "onboarding.close_due"),
    "services.exit_interviews.jobs.next_due": (
        "exit.remind_due",
        "exit.close_due",
        "exit.remind_talks",
        "exit.look_after_talks",
        "exit.settle_reports",
    ),
    "services.stay_interviews.jobs.next_due": (
        "stay.remind_due",
        "stay.close_due",
        "stay.remind_talks",
        "stay.look_after_talks",
        "stay.settle_notes",
        "stay.remind_promises",
    ),
    "services.alumni.jobs.next_due": (
        "alumni.close_due",
        "alumni.open_due",
        "alumni.seat_due",
        "alumni.decide_due",
        "alumni.digest",
        "alumni.look_at_links",
    ),
    "services.alumni.jobs.next_feed": ("alumni.read_feeds",),
    "services.insights.jobs.next_due": ("insights.remind_owners", "insights.make_evaluation"),
    "services.console.jobs.next_due": ("console.answer_resets",),
    "services.mail.jobs.next_due": ("mail.deliver",),
}

# Work outside any transaction: the clock is not moved while somebody is at it.
UNDERWAY = ("services.mail.jobs.underway",)

FOLLOWERS = tuple(tick for tick in TIMETABLE if tick.job.endswith(".catch_up"))
