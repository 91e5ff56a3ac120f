"""What the house promises, held against what it did: the log replayed from its first fact, by reckoning of its own."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any, NamedTuple
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy import text

from services.journey.domain.reading import read_plan
from services.journey.domain.rule import Plan, Rule
from services.journey.domain.touchpoint import AD_HOC
from services.journey.policy import Policy, read_policy
from shared.calendar.working import WorkCalendar, days_off, why_free
from shared.db.engine import owner_engine
from shared.kernel.settings import settings

MOST_SHOWN = 12
# Of what came back from the cupboard: closed weeks, holidays and pauses may hold something this much longer.
PATIENCE = 45


class Violation(AssertionError):
    """A promise that was not kept, with the facts that show it."""


class Home(NamedTuple):
    """Where and when somebody works."""

    zone: str
    country: str | None
    region: str | None
    part_time_days: str | None


class Rules(NamedTuple):
    """What was in force from an instant on."""

    since: datetime
    policy: Policy
    rules: dict[tuple[str, str], Rule]


class Left(NamedTuple):
    """Something that was sent to somebody."""

    day: date
    name: str
    by_hand: bool
    position: int


class Employed(NamedTuple):
    """From which day to which somebody is employed, as the facts say, and after which employment."""

    first: date | None = None
    last: date | None = None
    previous: UUID | None = None

    def told(self, name: str, body: dict[str, Any]) -> Employed:
        """Return the same after one more fact."""
        if name == "hired":
            previous = body.get("previous_spell_id")
            return Employed(date.fromisoformat(body["hire_date"]), None, UUID(previous) if previous else None)
        if name == "hire_corrected":
            return self._replace(first=date.fromisoformat(body["hire_date"]))
        if name in {"leaving_announced", "leaving_changed", "left"}:
            return self._replace(last=date.fromisoformat(body["last_day"]))
        return self._replace(last=None) if name == "leaving_withdrawn" else self


@dataclass
class Promises:
    """What is known of everybody from the facts alone, and what was broken."""

    position: int = 0
    state: dict[UUID, str] = field(default_factory=dict)
    dead: set[UUID] = field(default_factory=set)
    forgotten: set[UUID] = field(default_factory=set)
    paused: set[UUID] = field(default_factory=set)
    into: dict[UUID, UUID] = field(default_factory=dict)
    stopped: bool = False
    homes: dict[UUID, set[Home]] = field(default_factory=dict)
    moved: dict[UUID, date] = field(default_factory=dict)
    left: dict[UUID, list[Left]] = field(default_factory=lambda: defaultdict(list))
    employed: dict[UUID, Employed] = field(default_factory=dict)
    moments: dict[tuple[UUID, str, str, int], int] = field(default_factory=dict)
    touchpoints: set[UUID] = field(default_factory=set)
    letters: set[UUID] = field(default_factory=set)
    in_force: list[Rules] = field(default_factory=list)
    counts: Counter[str] = field(default_factory=Counter)
    worst: dict[str, int] = field(default_factory=dict)
    broken: list[str] = field(default_factory=list)

    def check(self) -> None:
        """Replay what was added to the log, look at the tables, and raise what was broken."""
        with owner_engine().connect() as conn:
            self.in_force = list(_in_force(conn))
            homes = _homes(conn)
            reasons = _reasons(conn, self.position)
            facts = conn.execute(
                text(
                    "SELECT position, type, person_id, occurred_at, body FROM eventlog.fact"
                    " WHERE position > :after ORDER BY position"
                ),
                {"after": self.position},
                # Of this one: what is looked for in the tables below is planned for a first row where it streams.
                execution_options={"stream_results": True},
            )
            self._add_homes(homes)
            for fact in facts:
                self._replay(fact, reasons)
            for found in _wrong_in_tables(conn):
                self._broken(found)
        # Who moved this month had two homes in it; from now on only the last counts.
        for person, home in homes.items():
            if len(self.homes[person]) > 1:
                self.moved[person] = date.max
            self.homes[person] = {home}
        if self.broken:
            raise Violation("\n".join(self.broken[:MOST_SHOWN]))

    def note_homes(self) -> None:
        """Remember where everybody works now, before some of them move."""
        with owner_engine().connect() as conn:
            self._add_homes(_homes(conn))

    def _add_homes(self, homes: dict[UUID, Home]) -> None:
        for person, home in homes.items():
            self.homes.setdefault(person, set()).add(home)

    def _broken(self, what: str) -> None:
        self.broken.append(what)

    def _replay(self, fact: Any, reasons: dict[str, tuple[str, bool]]) -> None:
        self.position = fact.position
        kind = fact.type.rpartition(".v")[0]
        self.counts[kind] += 1
        service, _, name = kind.partition(".")
        if service == "people":
            self._people(name, fact)
            self._employed(name, fact)
        elif kind == "journey.touchpoint_due":
            self._due(fact, reasons)
        elif service == "journey":
            self._journey(name, fact)
        elif kind == "mail.sent":
            self._sent(fact)

    def _people(self, name: str, fact: Any) -> None:
        spell = fact.body.get("spell_id")
        states = {
            "hired": "here",
            "leaving_announced": "leaving",
            "leaving_changed": "leaving",
            "leaving_withdrawn": "here",
            "left": "left",
            "never_started": "never",
            "started_after_all": "here",
        }
        if name in states and spell and not self._left_before(name, fact):
            self.state[UUID(spell)] = states[name]
        elif name == "died":
            self.dead.add(fact.person_id)
        elif name == "forgotten":
            self.forgotten.add(fact.person_id)
        elif name == "changed" and "deceased" in fact.body["fields"]:
            self.dead.discard(fact.person_id)
        elif name == "merged":
            self.into[fact.person_id] = UUID(fact.body["into_person_id"])
            if fact.person_id in self.dead:
                self.dead.add(self.into[fact.person_id])
        elif name == "unmerged":
            self.into.pop(fact.person_id, None)

    def _employed(self, name: str, fact: Any) -> None:
        """Keep from when to when each employment is. What was one and is two by a correction, parts its moments too."""
        body = fact.body
        if not body.get("spell_id"):
            return
        spell = UUID(body["spell_id"])
        known = self.employed.get(spell, Employed())
        told = known.told(name, body)
        if told == known:
            return
        days = self._force(fact).policy.touching_days
        pairs = [one for one, it in self.employed.items() if spell in {one, it.previous}]
        were = [one for one in pairs if self._touches(one, days)]
        self.employed[spell] = told
        for one in were:
            if not self._touches(one, days):
                # They were moments of the first of both, whose last part this was.
                before = self.employed[one].previous
                assert before is not None
                for key in [key for key in self.moments if key[0] == one]:
                    self.moments.setdefault((before, *key[1:]), self.moments.pop(key))

    def _touches(self, spell: UUID, days: int) -> bool:
        one = self.employed[spell]
        before = self.employed.get(one.previous) if one.previous else None
        if one.first is None or before is None or before.last is None:
            return False
        return one.first <= before.last + timedelta(days=days + 1)

    def _force(self, fact: Any) -> Rules:
        return self.in_force[bisect_right([one.since for one in self.in_force], fact.occurred_at) - 1]

    def _left_before(self, name: str, fact: Any) -> bool:
        """Whether a leaving was corrected of somebody who had left, and still has: they left once."""
        return (
            name == "leaving_changed"
            and self.state.get(UUID(fact.body["spell_id"])) == "left"
            and date.fromisoformat(fact.body["last_day"]) < fact.occurred_at.date()
        )

    def _journey(self, name: str, fact: Any) -> None:
        if name == "person_paused":
            self.paused.add(fact.person_id)
        elif name == "person_resumed":
            self.paused.discard(fact.person_id)
        elif name in {"letters_stopped", "letters_resumed"}:
            self.stopped = name == "letters_stopped"

    def _sent(self, fact: Any) -> None:
        letter = UUID(fact.body["letter_id"])
        if letter in self.letters:
            self._broken(f"letter {letter} left twice ({fact.position})")
        self.letters.add(letter)
        if fact.person_id is None:
            return
        if fact.person_id in self.dead | self.forgotten:
            self._broken(f"a letter left for {fact.person_id}, who is dead or forgotten ({fact.position})")
        if self.stopped:
            self._broken(f"letter {letter} left while everything was stopped ({fact.position})")

    def _due(self, fact: Any, reasons: dict[str, tuple[str, bool]]) -> None:
        body, said = fact.body, f"{fact.person_id} {fact.body} at {fact.occurred_at} ({fact.position})"
        touchpoint, person = UUID(body["touchpoint_id"]), fact.person_id
        if touchpoint in self.touchpoints:
            self._broken(f"released twice: {said}")
        self.touchpoints.add(touchpoint)
        key = (UUID(body["spell_id"]), body["programme"], body["rule"], body["occurrence"])
        if body["rule"] != AD_HOC and self.moments.setdefault(key, fact.position) != fact.position:
            self._broken(f"the same moment of an employment twice ({self.moments[key]}): {said}")
        for who, why in ((self.dead, "dead"), (self.forgotten, "forgotten"), (self.paused, "paused")):
            if person in who:
                self._broken(f"released to somebody {why}: {said}")
        if person in self.into:
            self._broken(f"released to a record that is merged into another: {said}")
        if self.stopped:
            self._broken(f"released while everything was stopped: {said}")
        force = self._force(fact)
        rule = force.rules.get((body["programme"], body["rule"]))
        self._alive_for(body, rule, said)
        # Of who was forgotten since, the moment is gone with its reason: why it was late cannot be told any more.
        reason, by_hand = reasons.get(body["touchpoint_id"], ("forgotten", False))
        by_hand = by_hand or body["rule"] == AD_HOC
        home = self._in_the_window(fact, rule, force.policy, said)
        if home is not None:
            day = fact.occurred_at.astimezone(ZoneInfo(home.zone)).date()
            self._on_time(person, body, day, home, reason, rule, said, by_hand=by_hand)
            left = Left(day, f"{body['programme']}.{body['rule']}", by_hand, fact.position)
            self._within_budget(person, left, rule, force.policy, said)

    def _alive_for(self, body: dict[str, Any], rule: Rule | None, said: str) -> None:
        if body["rule"] == AD_HOC:
            return
        if rule is None:
            self._broken(f"released under a rule that is not in force: {said}")
            return
        state = self.state.get(UUID(body["spell_id"]), "here")
        wanted = {"expected", "active"} if state == "here" else {state}
        if not wanted & rule.live_while:
            self._broken(f"released in the state {state}: {said}")

    def _in_the_window(self, fact: Any, rule: Rule | None, policy: Policy, said: str) -> Home | None:
        """Return the home of which the window was open, where one was; somebody who moved this month has two."""
        window = (rule.window if rule else None) or policy.window
        seen = []
        for home in self.homes.get(fact.person_id, ()):
            wall = fact.occurred_at.astimezone(ZoneInfo(home.zone))
            calendar = WorkCalendar(
                home.country, home.region, days_off(home.part_time_days), policy.closed_days
            )
            free = _free(wall.date(), calendar)
            if window.opens <= wall.time() < window.closes and not free:
                return home
            seen.append(f"{wall:%a %d %b %H:%M} in {home.zone} {free or ''}")
        if seen:
            self._broken(f"outside the window, {' or '.join(seen)}: {said}")
        return None

    def _on_time(
        self, person: UUID, body: dict[str, Any], day: date, home: Home, reason: str, rule: Rule | None, said: str,
        *, by_hand: bool,
    ) -> None:  # fmt: skip
        if by_hand:
            return
        due = date.fromisoformat(body["due_date"])
        late = (day - due).days
        self.worst[reason] = max(self.worst.get(reason, 0), late)
        if late < 0:
            self._broken(f"before its day: {said}")
        if reason in {"released", "taken_back"} and person not in self.moved:
            closed = [one.policy.closed_days for one in self.in_force]
            # Who moved this month lived by two calendars in it.
            lived = {home, *self.homes.get(person, ())}
            calendars = [WorkCalendar(one.country, one.region, days_off(one.part_time_days)) for one in lived]
            between = [due + timedelta(days=number) for number in range(late)]
            if not all(
                any(_free(one, calendar) for calendar in calendars) or any(one in some for some in closed)
                for one in between
            ):
                self._broken(f"{late} days late without a reason: {said}")
        most = (
            max(one.policy.catch_up_days for one in self.in_force)
            + (rule.tolerance if rule else 0)
            + PATIENCE
        )
        if late > most and reason != "unseen":
            self._broken(f"{late} days late ({reason}): {said}")

    def _within_budget(self, person: UUID, this: Left, rule: Rule | None, policy: Policy, said: str) -> None:
        if rule is not None and rule.beside_budget:
            return
        mine = self.left[person]
        records = self._records_of(person)
        others = [one for record in records for one in self.left.get(record, ())]
        mine.append(this)
        if this.by_hand:
            return
        # What left on the fourth in Auckland left on the third in Chicago: it counts where somebody works now.
        shift = any(record in self.moved or len(self.homes.get(record, ())) > 1 for record in records)
        spacing, a_year = policy.spacing_days - shift, 365 - shift
        near = [one for one in others if (this.day - one.day).days < spacing]
        if near:
            self._broken(f"within {policy.spacing_days} days of {near[-1]}: {said}")
        year = [one for one in others if (this.day - one.day).days < a_year]
        self.worst["in a year"] = max(self.worst.get("in a year", 0), len(year) + 1)
        if len(year) >= policy.a_year:
            self._broken(f"more than {policy.a_year} in a year: {said}")

    def _records_of(self, person: UUID) -> list[UUID]:
        return [person, *(going for going, staying in self.into.items() if staying == person)]


def _free(day: date, calendar: WorkCalendar) -> str | None:
    return why_free(day, calendar)


def _in_force(conn: Any) -> Iterator[Rules]:
    plans = {
        (row.programme, row.version): read_plan(row.programme, row.version, row.rules)
        for row in conn.execute(text("SELECT programme, version, rules FROM journey.plan"))
    }
    query = text("SELECT plans, settings, since FROM journey.ruling ORDER BY epoch")
    for row in conn.execute(query):
        on: Iterable[Plan] = (plans[code, how["version"]] for code, how in row.plans.items() if how["on"])
        yield Rules(
            row.since, read_policy(row.settings), {rule.key: rule for plan in on for rule in plan.rules}
        )


def _homes(conn: Any) -> dict[UUID, Home]:
    query = text("""
        SELECT DISTINCT ON (person_id) person_id, time_zone, country, region, part_time_days
        FROM people.career_v1 WHERE NOT forgotten ORDER BY person_id, hire_date DESC
    """)
    return {
        row.person_id: Home(row.time_zone or settings().zone, row.country, row.region, row.part_time_days)
        for row in conn.execute(query)
    }


def _reasons(conn: Any, after: int) -> dict[str, tuple[str, bool]]:
    """Return why what left did so on its day, and whether HR chose that."""
    query = text("""
        SELECT t.id, c.reason, t.moved_to IS NOT NULL AS by_hand
        FROM eventlog.fact f
        JOIN journey.touchpoint t ON t.id = cast(f.body ->> 'touchpoint_id' AS uuid)
        JOIN journey.change c ON c.touchpoint_id = t.id AND c.state = 'due' AND c.state_was <> 'due'
        WHERE f.type = 'journey.touchpoint_due.v1' AND f.position > :after
    """)
    return {str(row.id): (row.reason, row.by_hand) for row in conn.execute(query, {"after": after})}


_WRONG = {
    "planned and overdue by more than a day, while nothing is stopped": """
        SELECT t.id, t.person_id, t.programme, t.rule, t.send_at FROM journey.touchpoint t
        WHERE t.state = 'planned' AND t.send_at < cast(:now AS timestamptz) - interval '1 day'
        AND NOT EXISTS (SELECT FROM journey.stop WHERE lifted_at IS NULL)""",
    "alive, though one of their records is of somebody who died": """
        SELECT p.id FROM people.person p JOIN people.person g ON g.merged_into = p.id
        WHERE g.deceased AND NOT p.deceased AND p.forgotten_at IS NULL""",
    "planned for somebody dead, forgotten or merged away": """
        SELECT t.id, t.person_id, t.programme, t.rule FROM journey.touchpoint t
        JOIN people.person p ON p.id = t.person_id
        WHERE t.state IN ('planned', 'due')
        AND (p.deceased OR p.forgotten_at IS NOT NULL OR p.merged_into IS NOT NULL)""",
    "released in the table and not in the log": """
        SELECT t.id, t.person_id, t.rule, t.released_at FROM journey.touchpoint t
        WHERE t.released_at IS NOT NULL AND NOT EXISTS (
            SELECT FROM eventlog.fact f WHERE f.type = 'journey.touchpoint_due.v1'
            AND f.body ->> 'touchpoint_id' = t.id::text)""",
    "released in the log and not in the table": """
        SELECT f.position, f.person_id, f.body FROM eventlog.fact f
        LEFT JOIN journey.touchpoint t ON t.id = cast(f.body ->> 'touchpoint_id' AS uuid)
        WHERE f.type = 'journey.touchpoint_due.v1' AND t.released_at IS DISTINCT FROM f.occurred_at
        AND NOT EXISTS (
            SELECT FROM eventlog.fact g WHERE g.type = 'people.forgotten.v1' AND g.position > f.position
            AND (g.person_id = f.person_id OR EXISTS (
                SELECT FROM eventlog.fact m WHERE m.type = 'people.merged.v1' AND m.person_id = f.person_id
                AND m.body ->> 'into_person_id' = g.person_id::text) OR EXISTS (
                SELECT FROM eventlog.fact m WHERE m.type = 'people.merged.v1' AND m.person_id = g.person_id
                AND m.body ->> 'into_person_id' = f.person_id::text)))""",
    "settled under an earlier ruling": """
        SELECT person_id, epoch FROM journey.lane WHERE epoch < (SELECT max(epoch) FROM journey.ruling)""",
    "planned without a lane": """
        SELECT DISTINCT t.person_id FROM journey.touchpoint t WHERE t.state = 'planned'
        AND NOT EXISTS (SELECT FROM journey.lane l WHERE l.person_id = t.person_id)""",
    "a follower is behind": """
        SELECT follower, position FROM eventlog.checkpoint
        WHERE position < (SELECT max(position) FROM eventlog.fact)""",
    "parked": "SELECT follower, position, error FROM eventlog.parked",
    "nobody knows whether it left": "SELECT id, key FROM mail.letter WHERE state IN ('uncertain', 'sending')",
}


def _wrong_in_tables(conn: Any) -> Iterator[str]:
    from shared.kernel import clock  # noqa: PLC0415

    for what, query in _WRONG.items():
        rows = list(conn.execute(text(f"{query} LIMIT 3"), {"now": clock.now()} if ":now" in query else {}))
        for row in rows:
            yield f"{what}: {tuple(row)}"
