"""Three years of an invented organisation with a planted problem: one department promises its newcomers something.

In 2024, whoever comes to the customer service is promised to work from home, and is not given it; more than half of
them leave within half a year. HR sees it in January 2025 and keeps the promise; from then on they stay. Nothing here is
left to chance, so that the pages can be held to what was planted.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from infra.sample.turns import GROUPS, PROGRAMMES
from services.clock import store as clock_store
from services.clock.travel import Traveller
from services.journey.domain.rule import Plan
from services.journey.store import rulings
from services.journey.wiring import transaction as journey
from shared.asking.actions import group_of, submitted
from shared.asking.programme import Programme
from shared.db.engine import engine_for
from shared.eventlog.unit import transactions_for
from shared.invitation.store import from_row
from shared.kernel import clock
from shared.kernel.settings import settings
from shared.questionnaire.store import as_stored, submit
from shared.questionnaire.values import Chosen, Value
from tests.house import House
from tests.integration.insights.conftest import import_file

PLANTED, OTHERS = "Klantenservice", ("Magazijn", "Winkel")
STAFF = 50
BEGIN, NOTICED = date(2023, 1, 2), date(2025, 1, 6)
YEARS = (2023, 2024, 2025)
# Who comes to the customer service in each half-year from the first of 2023 on, and who goes: of who was there long,
# and of those who came in that same half-year. Elsewhere as many come as go, in each department.
COME = (4, 4, 24, 24, 6, 4)
GO = (3, 3, 2, 2, 3, 3)
GO_EARLY = (0, 0, 14, 14, 0, 0)
SILENT_EARLY = 1
ELSEWHERE_WHY = ("growth", "workload", "life", "conditions", "manager", "balance")
ELSEWHERE = len(ELSEWHERE_WHY)
PROMISED_FROM, KEPT_FROM = date(2024, 1, 1), date(2025, 1, 1)
# Which moments HR asks at; all other programmes are off.
MOMENTS = {"onboarding": {"week_1", "month_3"}, "exit": {"invitation"}}
# Letters leave within their window of a day; two stops a day are enough.
GRAIN = timedelta(hours=12)
MAPPING = """
key: employee_number
fields: {employee_number: nr, given_name: first, family_name: last, email: mail, language: lang, country: country,
  hire_date: hired, notice_date: notice, last_day: left, department: unit, function: job, leave_kind: kind}
missing: [""]
absent: keep
"""
COLUMNS = (
    "nr", "first", "last", "mail", "lang", "country", "hired", "notice", "left", "unit", "job", "kind",
)  # fmt: skip


@dataclass
class Colleague:
    """Somebody as the personnel administration has them, and why they would say they go (None: says nothing)."""

    number: int
    unit: str
    hired: date
    notice: date | None = None
    left: date | None = None
    why: str | None = None

    @property
    def promised(self) -> bool:
        """Whether they were promised to work from home."""
        return self.unit == PLANTED and self.hired >= PROMISED_FROM

    @property
    def early(self) -> bool:
        """Whether they left within a year."""
        return self.left is not None and (self.left - self.hired).days < 365

    @property
    def row(self) -> str:
        """A line of the export."""
        name, kind = _letters(self.number), "resignation" if self.left else ""
        days = [day.isoformat() if day else "" for day in (self.hired, self.notice, self.left)]
        mail = f"c{self.number}@planted.example"
        return ",".join(
            (f"P{self.number}", "Noor", name, mail, "nl", "NL", *days, self.unit, "Medewerker", kind)
        )


@dataclass
class Planted:
    """The organisation while it lives."""

    house: House
    everybody: list[Colleague] = field(default_factory=list)

    def begin(self) -> None:
        """Everybody who was there before comes in by file; HR asks newcomers and leavers, and nobody else."""
        self.house.set_time(_morning(BEGIN))
        _ask_only(MOMENTS)
        for unit in (PLANTED, *OTHERS):
            for number in range(STAFF):
                self._newcomer(unit, date(2016 + number % 5, 3, 1))
        self._import(self.everybody)

    def live(self, years: Iterable[int]) -> None:
        """Half-year after half-year: who begins, who gives notice, and what they answer."""
        for year in years:
            for half in range(2):
                self._half_a_year(year, half)

    def go(self, day: date) -> None:
        """Let time pass, with all that is due in it; what is over is over."""
        if _morning(day) <= clock.now():
            return
        with clock_store.one_traveller(engine_for("clock")) as conn:
            Traveller(conn, GRAIN).go(_morning(day))

    def left(self, unit: str | None, year: int) -> list[Colleague]:
        """Who left a department (None: any) in a year."""
        return [
            one for one in self.everybody if unit in {None, one.unit} and one.left and one.left.year == year
        ]

    def heads(self, unit: str, day: date) -> int:
        """How many were there on an evening."""
        return sum(
            one.unit == unit and one.hired <= day and (one.left is None or one.left > day)
            for one in self.everybody
        )

    def _half_a_year(self, year: int, half: int) -> None:
        at = (year - BEGIN.year) * 2 + half
        first = _workday(date(year, 6 * half + 1, 2))
        self.go(first)
        came = [self._newcomer(PLANTED, first) for _ in range(COME[at])]
        came += [self._newcomer(unit, first) for unit in OTHERS for _ in range(ELSEWHERE)]
        self._import(came)
        # In their first week they say what they expect, and after three months what they found.
        for days in (9, 100):
            self.go(first + timedelta(days=days))
            self.answer("onboarding", _of_a_newcomer)
        notice = first + timedelta(days=134)
        self.go(notice)
        last = date(year, 6, 30) if half == 0 else date(year, 12, 31)
        self._import(self._leavers(at, first, notice, last))
        self.go(notice + timedelta(days=6))
        self.answer("exit", _of_a_leaver)

    def _leavers(self, at: int, first: date, notice: date, last: date) -> list[Colleague]:
        there = [one for one in self.everybody if one.left is None]
        early = [one for one in there if one.unit == PLANTED and one.hired == first][: GO_EARLY[at]]
        # Some go without a word.
        reasons: list[str | None] = [None] * SILENT_EARLY + ["expectations"] * (len(early) - SILENT_EARLY)
        old = [one for one in there if one.unit == PLANTED and not one.promised][: GO[at]]
        gone = [*zip(early, reasons, strict=False), *((one, "growth") for one in old)]
        for unit in OTHERS:
            gone += zip((one for one in there if one.unit == unit), ELSEWHERE_WHY, strict=False)
        for one, why in gone:
            one.notice, one.left, one.why = notice, last, why
        return [one for one, _ in gone]

    def _newcomer(self, unit: str, hired: date) -> Colleague:
        one = Colleague(len(self.everybody) + 1, unit, hired)
        self.everybody.append(one)
        return one

    def _import(self, some: Iterable[Colleague]) -> None:
        lines = [",".join(COLUMNS), *(one.row for one in some)]
        found = import_file(self.house, ("\n".join(lines) + "\n").encode(), MAPPING)
        assert found["rejected"] == [], found["rejected"]

    def answer(self, service: str, say: Callable[[Colleague, str], Mapping[str, Value] | None]) -> None:
        """Let everybody who was asked something answer it, by the actions behind the link in the letter."""
        programme: Programme = PROGRAMMES[service]
        numbers = {f"P{one.number}": one for one in self.everybody}
        rows = self.house.sql(f"""
            SELECT i.*, p.employee_number FROM {programme.tables.request.fullname} r
            JOIN {programme.tables.asked.invited.invitation.fullname} i ON i.subject_id = r.id
            JOIN people.person p ON p.id = r.person_id
            WHERE r.state = 'open' ORDER BY p.employee_number""")
        with transactions_for(service)() as tx:
            for row in rows:
                invitation = from_row(row)
                said = say(numbers[row.employee_number], invitation.questionnaire)
                if said is None:
                    continue
                questionnaire = programme.catalogue().find(invitation.questionnaire, invitation.version)
                group = GROUPS.get(service, group_of)(tx, invitation)
                stored = as_stored(questionnaire, said)
                submit(tx, programme.tables.asked, invitation, answers=stored, group=group)
                submitted(tx, programme, invitation)
        self.house.drain()


def _of_a_newcomer(one: Colleague, questionnaire: str) -> Mapping[str, Value] | None:
    if questionnaire == "week_1":
        return {"welcome": 4, "expect_flexibility": Chosen(("home" if one.promised else "fixed",))}
    broken = one.promised and one.hired < KEPT_FROM
    found: dict[str, Value] = {
        f"found_{theme}": Chosen(("met",)) for theme in ("job", "team", "growth", "workload")
    }
    return found | {"found_flexibility": Chosen(("different" if broken else "met",))}


def _of_a_leaver(one: Colleague, _questionnaire: str) -> Mapping[str, Value] | None:
    if one.why is None:
        return None
    said: dict[str, Value] = {"reason": Chosen((one.why,)), "drop": Chosen(("conditions",))}
    if one.why == "expectations":
        said |= {
            "why_expectations": Chosen(("expectations.promises",)),
            "more_expectations_promises": Chosen(("expectations.promises.freedom",)),
        }
    return said


def _ask_only(moments: Mapping[str, set[str]]) -> None:
    """HR leaves only these moments in the plans, and lets them leave without looking first."""
    with journey() as tx:
        ruling = rulings.in_force(tx.conn, tx.now)
        chosen: dict[str, tuple[int, bool]] = {}
        for code, plan in ruling.plans.items():
            wanted = moments.get(code)
            if wanted is not None:
                rules = tuple(rule for rule in plan.rules if rule.name in wanted)
                plan = Plan(code, plan.version + 1, rules)  # noqa: PLW2901  the same plan, shorter
                rulings.keep(tx.conn, plan, tx.now, None)
            chosen[code] = (plan.version, wanted is not None)
        policy = replace(ruling.policy, approval="never")
        rulings.enact(tx.conn, tx.now, None, plans=chosen, policy=policy)


def _workday(day: date) -> date:
    return day + timedelta(days=max(0, 7 - day.weekday())) if day.weekday() > 4 else day


def _morning(day: date) -> datetime:
    return datetime.combine(day, time(9), ZoneInfo(settings().zone)).astimezone(UTC)


def _letters(number: int) -> str:
    """Nobody is taken for somebody else."""
    return "".join("bdfgklmnrs"[int(digit)] + "a" for digit in f"{number:04d}").capitalize()
