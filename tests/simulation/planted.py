"""Three years of an invented organisation with a planted problem: one department promises its newcomers something.

From the autumn of 2023 on, whoever comes to the customer service is promised to work from home, and is not given it;
half of them leave within half a year. HR sees it in January 2025 and keeps the promise; from then on they stay. Nothing
here is left to chance, so that whoever reads the pages can be held to what was planted.
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
# Who comes to the customer service in each quarter from the first of 2023 on, and who goes: of who was there long, and
# of the newcomers of half a year ago. Elsewhere three go of each department in each quarter, and as many come in turn.
COME = (2, 2, 2, 12, 12, 12, 12, 6, 4, 2, 2, 2)
GO = (1, 2, 1, 2, 1, 1, 1, 1, 1, 2, 1, 2)
GO_EARLY = (0, 0, 0, 0, 7, 7, 7, 7, 0, 0, 0, 0)
SILENT_EARLY = 1
ELSEWHERE, ELSEWHERE_WHY = 3, ("growth", "workload", "life", "conditions", "manager", "balance")
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
    promised: bool = False
    why: str | None = None

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
        """Quarter after quarter: who begins, who gives notice, and what they answer."""
        for year in years:
            for quarter in range(4):
                self._quarter(year, quarter)

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

    def _quarter(self, year: int, quarter: int) -> None:
        at = (year - BEGIN.year) * 4 + quarter
        first = _workday(date(year, 3 * quarter + 1, 2))
        self.go(first)
        came = [self._newcomer(PLANTED, first, promised=at >= 3) for _ in range(COME[at])]
        came += [self._newcomer(OTHERS[at % 2], first) for _ in range(len(OTHERS) * ELSEWHERE)]
        self._import(came)
        # What newcomers of the last quarter found after three months; of these, a week later, what they expect.
        self.go(first + timedelta(days=9))
        self.answer("onboarding", self._of_a_newcomer)
        notice = first + timedelta(days=44)
        self.go(notice)
        gone = self._leavers(at, first, notice, _quarter_end(year, quarter))
        self._import(gone)
        self.go(notice + timedelta(days=6))
        self.answer("exit", self._of_a_leaver)

    def _leavers(self, at: int, first: date, notice: date, last: date) -> list[Colleague]:
        there = [one for one in self.everybody if one.left is None]
        # Of the newcomers of three months ago; some go without a word.
        fresh = [one for one in there if one.promised and 80 < (first - one.hired).days < 100]
        early = fresh[: GO_EARLY[at]]
        for number, one in enumerate(early):
            one.why = None if number < SILENT_EARLY else "expectations"
        old = [one for one in there if one.unit == PLANTED and not one.promised][: GO[at]]
        for one in old:
            one.why = "growth"
        for place, unit in enumerate(OTHERS):
            some = [one for one in there if one.unit == unit][:ELSEWHERE]
            for number, one in enumerate(some):
                one.why = ELSEWHERE_WHY[place * ELSEWHERE + number]
            old += some
        for one in (*early, *old):
            one.notice, one.left = notice, last
        return [*early, *old]

    def _newcomer(self, unit: str, hired: date, *, promised: bool = False) -> Colleague:
        one = Colleague(len(self.everybody) + 1, unit, hired, promised=promised)
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

    def _of_a_newcomer(self, one: Colleague, questionnaire: str) -> Mapping[str, Value] | None:
        if questionnaire == "week_1":
            return {"welcome": 4, "expect_flexibility": Chosen(("home" if one.promised else "fixed",))}
        # What was promised is kept from January 2025 on.
        broken = one.promised and one.hired < date(2024, 10, 1)
        found: dict[str, Value] = {
            f"found_{theme}": Chosen(("met",)) for theme in ("job", "team", "growth", "workload")
        }
        return found | {"found_flexibility": Chosen(("different" if broken else "met",))}

    def _of_a_leaver(self, one: Colleague, _questionnaire: str) -> Mapping[str, Value] | None:
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


def _quarter_end(year: int, quarter: int) -> date:
    following = date(year + 1, 1, 1) if quarter == 3 else date(year, 3 * quarter + 4, 1)
    return following - timedelta(days=1)


def _workday(day: date) -> date:
    return day + timedelta(days=max(0, 7 - day.weekday())) if day.weekday() > 4 else day


def _morning(day: date) -> datetime:
    return datetime.combine(day, time(9), ZoneInfo(settings().zone)).astimezone(UTC)


def _letters(number: int) -> str:
    """Nobody is taken for somebody else."""
    return "".join("bdfgklmnrs"[int(digit)] + "a" for digit in f"{number:04d}").capitalize()
