"""Employs people straight in the tables of people, with the facts that people records; no import, no desk."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import text

from services.journey.store import rulings
from shared.contracts.base import Fact
from shared.contracts.journey import TouchpointDue
from shared.contracts.people import (
    HireDateCorrected,
    LeavingAnnounced,
    LeavingWithdrawn,
    PersonChanged,
    PersonDied,
    PersonForgotten,
    PersonHired,
    PersonLeft,
)
from shared.kernel.ids import new_id
from tests.house import House

_PERSON = text("""
    INSERT INTO people.person (id, given_name, family_name, email, language, time_zone, country, created_at, changed_at)
    VALUES (:id, :given, :family, :email, :language, :zone, :country, :now, :now)
""")
_SPELL = text("""
    INSERT INTO people.spell (id, person_id, no, latest, state, hire_date, function)
    VALUES (:id, :person_id, :no, true, :state, :hire_date, 'Analist')
""")


@dataclass(frozen=True)
class Employee:
    """Somebody who was hired."""

    person_id: UUID
    spell_id: UUID
    hire_date: date


@dataclass
class Employer:
    """Hires, corrects, lets go."""

    house: House

    def hire(self, hired: date | None = None, *, given: str = "Noor", **person: Any) -> Employee:
        """Take somebody into service (today, by default)."""
        return self.hire_many(1, hired, given=given, **person)[0]

    def hire_many(
        self,
        number: int,
        hired: date | None = None,
        *,
        state: str | None = None,
        given: str = "Noor",
        **person: Any,
    ) -> list[Employee]:
        """Take many into service, in one transaction with one fact each."""
        today = self.house.now.date()
        day = hired or today
        people = [Employee(new_id(), new_id(), day) for _ in range(number)]
        shown = state or ("expected" if day > today else "active")
        rows = [self._person(one, n, given, person) for n, one in enumerate(people)]
        spells = [
            {"id": one.spell_id, "person_id": one.person_id, "no": 1, "state": shown, "hire_date": day}
            for one in people
        ]
        with self.house.transaction("people")() as tx:
            tx.conn.execute(_PERSON, rows)
            tx.conn.execute(_SPELL, spells)
            tx.record(
                *(
                    PersonHired(person_id=p.person_id, spell_id=p.spell_id, hire_date=p.hire_date)
                    for p in people
                )
            )
        return people

    def correct(self, one: Employee, hired: date) -> None:
        """The hire date was wrong."""
        self._do(
            "UPDATE people.spell SET hire_date = :hired WHERE id = :spell",
            HireDateCorrected(
                person_id=one.person_id, spell_id=one.spell_id, hire_date=hired, was=one.hire_date
            ),
            hired=hired,
            spell=one.spell_id,
        )

    def change(self, one: Employee, **fields: Any) -> None:
        """Something about the person is different."""
        for name, value in fields.items():
            self._do(
                f"UPDATE people.person SET {name} = :value WHERE id = :person",
                PersonChanged(person_id=one.person_id, spell_id=one.spell_id, fields=(name,)),
                value=value,
                person=one.person_id,
            )

    def announce(
        self, one: Employee, in_days: int = 30, *, kind: str = "resignation", notice: date | None = None
    ) -> None:
        """Somebody gives notice, on a day that may be known."""
        last_day = max(self.house.now.date(), one.hire_date) + timedelta(days=in_days)
        self._do(
            "UPDATE people.spell SET state = 'leaving', last_day = :last_day, leave_kind = :kind, notice_date = :notice"
            " WHERE id = :spell",
            LeavingAnnounced(
                person_id=one.person_id,
                spell_id=one.spell_id,
                kind=kind,
                notice_date=notice,
                last_day=last_day,
            ),
            kind=kind,
            notice=notice,
            last_day=last_day,
            spell=one.spell_id,
        )

    def withdraw(self, one: Employee) -> None:
        """Somebody stays after all."""
        self._do(
            "UPDATE people.spell SET state = 'active', last_day = NULL, leave_kind = NULL WHERE id = :spell",
            LeavingWithdrawn(person_id=one.person_id, spell_id=one.spell_id),
            spell=one.spell_id,
        )

    def leave(self, one: Employee) -> None:
        """The last day has passed."""
        last_day = self.house.now.date()
        self._do(
            "UPDATE people.spell SET state = 'left', last_day = :last_day WHERE id = :spell",
            PersonLeft(person_id=one.person_id, spell_id=one.spell_id, kind="resignation", last_day=last_day),
            last_day=last_day,
            spell=one.spell_id,
        )

    def bury(self, one: Employee) -> None:
        """Somebody died."""
        self._do(
            "UPDATE people.person SET deceased = true WHERE id = :person",
            PersonDied(person_id=one.person_id, spell_id=one.spell_id),
            person=one.person_id,
        )

    def forget(self, one: Employee) -> None:
        """Erase somebody."""
        self._do(
            "UPDATE people.person SET forgotten_at = now(), given_name = '', family_name = '', email = NULL"
            " WHERE id = :person",
            PersonForgotten(person_id=one.person_id),
            person=one.person_id,
        )

    def come_back(self, one: Employee, hired: date) -> Employee:
        """Hire somebody again, in a new employment."""
        again = Employee(one.person_id, new_id(), hired)
        with self.house.transaction("people")() as tx:
            tx.conn.execute(
                text("UPDATE people.spell SET latest = false WHERE person_id = :person"),
                {"person": one.person_id},
            )
            tx.conn.execute(
                _SPELL,
                {
                    "id": again.spell_id,
                    "person_id": one.person_id,
                    "no": 2,
                    "state": "expected" if hired > self.house.now.date() else "active",
                    "hire_date": hired,
                },
            )
            tx.record(
                PersonHired(
                    person_id=one.person_id,
                    spell_id=again.spell_id,
                    hire_date=hired,
                    previous_spell_id=one.spell_id,
                )
            )
        return again

    def say(self, *facts: Fact) -> None:
        """Record facts of people as they are."""
        with self.house.transaction("people")() as tx:
            tx.record(*facts)

    def _do(self, statement: str, fact: Fact, **params: Any) -> None:
        with self.house.transaction("people")() as tx:
            tx.conn.execute(text(statement), params)
            tx.record(fact)

    def _person(self, one: Employee, number: int, given: str, changes: dict[str, Any]) -> dict[str, Any]:
        row = {
            "id": one.person_id,
            "given": given,
            "family": f"de Vries {number}",
            "email": f"{one.person_id}@example.org",
            "language": "nl",
            "zone": "Europe/Amsterdam",
            "country": "NL",
            "now": self.house.now,
        }
        return {**row, **changes}


def due(one: Employee, **fields: Any) -> TouchpointDue:
    """Return the fact that a moment has come for somebody; ``programme`` and ``rule`` at least."""
    about: dict[str, Any] = {
        "person_id": one.person_id,
        "spell_id": one.spell_id,
        "touchpoint_id": new_id(),
        "occurrence": 1,
        "due_date": date(2026, 3, 2),
        "closes_on": date(2026, 3, 23),
    }
    return TouchpointDue(**{**about, **fields})


def come(house: House, jobs: Any, *moments: TouchpointDue) -> None:
    """Let moments come, as journey says it; and let the service with these ``jobs`` hear of it."""
    with house.transaction("journey")() as tx:
        tx.record(*moments)
    jobs.catch_up()


def in_force(house: House, *, on: Collection[str] | None = None, **numbers: Any) -> None:
    """Put other numbers in force, and switch on these programmes only (as they are, by default)."""
    with house.transaction("journey")() as tx:
        ruling = rulings.in_force(tx.conn, tx.now)
        chosen = ruling.on if on is None else on
        plans = {code: (plan.version, code in chosen) for code, plan in ruling.plans.items()}
        rulings.enact(tx.conn, tx.now, None, plans=plans, policy=replace(ruling.policy, **numbers))


def first_year_only(house: House) -> Employer:
    """Return an employer in a house that only asks newcomers: five moments a person."""
    in_force(house, on={"onboarding"})
    return Employer(house)


def nobody_looks_first(house: House) -> None:
    """Let letters leave without HR having seen the plan, however many there are."""
    in_force(house, approval="never")
