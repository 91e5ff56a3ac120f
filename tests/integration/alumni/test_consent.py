"""Consent only moves by the person's own hand, whatever happens to their record in between."""

from __future__ import annotations

from datetime import date, timedelta
from io import BytesIO
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from services.alumni.actions import joining, membership
from services.alumni.domain.members import SUBJECTS
from services.alumni.store import members
from services.people.actions import employing, importing, leaving, merging
from services.people.actions.loading import load
from services.people.domain import Leaving
from services.people.imports.mapping import from_plain
from shared.invitation.standing import Standing, standing_token
from shared.kernel.ids import new_id
from tests.house import House, Servers, make_house

# What the person does, and what happens to the person; only the first may move anything.
BY_HAND = st.sampled_from(["choose", "one_click", "leave", "again"])
FROM_OUTSIDE = st.sampled_from(
    ["import", "rehire", "leave_job", "change", "merge_in", "stranger", "died_not"]
)
STORY = st.lists(st.tuples(st.one_of(BY_HAND, FROM_OUTSIDE), st.sets(st.sampled_from(SUBJECTS))), max_size=10)
CSV = "EmpID,Name,Mail,Private,Hire\n7,Noor Meer,noor@werk.example,{private},2015-03-01\n"
MAPPING = from_plain(
    {"key": "employee_number",
     "fields": {"employee_number": "EmpID", "name": {"column": "Name", "order": "given-first"}, "email": "Mail",
                "private_email": "Private", "hire_date": {"column": "Hire", "format": "YYYY-MM-DD"}}}
)  # fmt: skip


@pytest.fixture(scope="module")
def one_house(servers: Servers, tmp_path_factory: pytest.TempPathFactory) -> Any:
    with make_house(servers, tmp_path_factory.mktemp("consent")) as house:
        yield house


class Life:
    """One person, lived through."""

    def __init__(self, house: House) -> None:
        self.house, self.turn = house, 0
        self.number = str(new_id())
        with house.transaction("people")() as tx:
            self.person = employing.hire(
                tx,
                {"employee_number": self.number, "given_name": "Noor", "family_name": "Meer",
                 "hire_date": date(2015, 3, 1)},
            )  # fmt: skip
        self._left()
        with house.transaction("alumni")() as tx:
            self.member = membership.join(
                tx,
                self.person,
                ["news"],
                how="public_page",
                language="nl",
                evidence={"application": self.number},
            ).id
        self.wants = {"news"}

    def _left(self) -> None:
        with self.house.transaction("people")() as tx:
            leaving.announce(
                tx, self.person, Leaving(kind="resignation", notice_date=None, last_day=date(2021, 8, 31))
            )
        self.house.drain()

    @property
    def token(self) -> str:
        return standing_token("alumni", Standing(self.member, 1))

    def happens(self, what: str, subjects: set[str]) -> None:
        getattr(self, f"_{what}")(subjects)
        self.house.drain()

    def _choose(self, subjects: set[str]) -> None:
        with self.house.transaction("alumni")() as tx:
            member = membership.behind(tx, self.token, lock=True)
            membership.choose(tx, member, sorted(subjects), how="preferences")
        self.wants = set(subjects)

    def _one_click(self, subjects: set[str]) -> None:
        subject = min(subjects, default=None)
        with self.house.transaction("alumni")() as tx:
            membership.leave(tx, self.token, how="one_click", subject=subject)
        self.wants = self.wants - {subject} if subject else set()

    def _leave(self, _subjects: set[str]) -> None:
        with self.house.transaction("alumni")() as tx:
            membership.leave(tx, self.token, how="leave_page")
        self.wants = set()

    def _again(self, subjects: set[str]) -> None:
        with self.house.transaction("alumni")() as tx:
            membership.join(tx, self.person, sorted(subjects), how="public_page", language="fr",
                            evidence={"application": f"{self.number}-{self.turn}"})  # fmt: skip
        self.turn += 1
        self.wants |= subjects

    def _import(self, _subjects: set[str]) -> None:
        self.turn += 1
        csv = CSV.replace("7,", f"{self.number},", 1).format(private=f"n{self.turn}@thuis.example")
        with self.house.transaction("people")() as tx:
            importing.take_in(
                tx, BytesIO(csv.encode()), file_name="people.csv", mapping=MAPPING, dry_run=False
            )

    def _rehire(self, _subjects: set[str]) -> None:
        with self.house.transaction("people")() as tx:
            person = load(tx, self.person)
            if person.state == "left":
                day = max(spell.last_day for spell in person.spells if spell.last_day) + timedelta(days=100)
                employing.take_back(tx, self.person, {"hire_date": day})

    def _leave_job(self, _subjects: set[str]) -> None:
        with self.house.transaction("people")() as tx:
            person = load(tx, self.person)
            if person.state == "active" and person.latest is not None:
                last = person.latest.hire_date + timedelta(days=30)
                leaving.announce(
                    tx, self.person, Leaving(kind="resignation", notice_date=None, last_day=last)
                )

    def _change(self, _subjects: set[str]) -> None:
        self.turn += 1
        with self.house.transaction("people")() as tx:
            employing.change(tx, self.person, {"language": ("nl", "en", "fr")[self.turn % 3]})

    def _merge_in(self, subjects: set[str]) -> None:
        """Another record of the same person, with a membership of its own, goes into this one."""
        self.turn += 1
        with self.house.transaction("people")() as tx:
            other = employing.hire(tx, {"given_name": "Noor", "family_name": "Dubbel"})
        self.house.drain()
        with self.house.transaction("alumni")() as tx:
            twin = membership.join(tx, other, list(SUBJECTS), how="public_page", language=None,
                                   evidence={"application": f"{self.number}-{self.turn}-twin"})  # fmt: skip
            known = members.find(tx.conn, twin.id)
            assert known is not None
            membership.choose(tx, known, sorted(set(SUBJECTS) - subjects), how="preferences")
        self.house.sql(
            "INSERT INTO people.merge_proposal (id, first_id, second_id, reason, created_at)"
            " VALUES (:id, least(cast(:a AS uuid), :b), greatest(cast(:a AS uuid), :b), 'email', now())",
            id=other, a=self.person, b=other,
        )  # fmt: skip
        with self.house.transaction("people")() as tx:
            merging.merge(tx, other, keep=self.person)
        # Of two answers the stricter counts: what the other record had taken back is taken back.
        self.wants -= subjects

    def _stranger(self, subjects: set[str]) -> None:
        """Somebody else fills in the address of this person, and never confirms."""
        asked = joining.Asked(name="Noor", email=f"n{self.turn}@thuis.example", from_year=None, until_year=None,
                              subjects=tuple(sorted(subjects)), language="nl")  # fmt: skip
        with self.house.transaction("alumni")() as tx:
            joining.ask(tx, asked)

    def _died_not(self, _subjects: set[str]) -> None:
        with self.house.transaction("alumni")() as tx:
            membership.settle(tx, [self.person])


@given(story=STORY)
@settings(
    max_examples=25, database=None, phases=[Phase.generate, Phase.shrink],
    suppress_health_check=list(HealthCheck),
)  # fmt: skip
def test_nothing_that_happens_to_a_record_moves_what_a_person_wants(
    one_house: House, story: list[tuple[str, set[str]]]
) -> None:
    life = Life(one_house)
    for what, subjects in story:
        life.happens(what, subjects)
        (row,) = one_house.sql("SELECT * FROM alumni.member WHERE id = :id", id=life.member)
        assert {name for name in SUBJECTS if getattr(row, name)} == life.wants, what
        assert row.person_id == life.person
    told = one_house.sql(
        "SELECT DISTINCT ON (subject) subject, given, hand FROM alumni.consent WHERE member_id = :id"
        " ORDER BY subject, no DESC",
        id=life.member,
    )
    assert {row.subject for row in told if row.given} == life.wants, "the ledger says the same"
    assert {row.hand for row in told} == {"person"}
    assert one_house.sql("SELECT * FROM eventlog.parked") == []
