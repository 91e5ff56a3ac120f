"""Changes plans as HR does at the desk, without the desk."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any
from uuid import UUID

from services.journey import jobs
from services.journey.actions import drafting, planning, replanning
from services.journey.domain.writing import as_plain
from services.journey.store import rulings, runs
from shared.kernel.ids import new_id
from tests.house import House

LOOK = (
    "SELECT person_id, spell_id, programme, rule, occurrence, state, reason, send_at, closes_on, released_at"
    " FROM journey.touchpoint ORDER BY 1, 2, 3, 4, 5"
)


@dataclass
class Planner:
    """Somebody of HR who changes plans."""

    house: House
    account: UUID = field(default_factory=new_id)

    def rules(self, programme: str = "onboarding") -> list[dict[str, Any]]:
        """Return the rules in force, as they are written."""
        with self.house.transaction("journey")() as tx:
            return [as_plain(rule) for rule in rulings.in_force(tx.conn, tx.now).plans[programme].rules]

    def version(self, programme: str = "onboarding") -> int:
        """Return the version in force."""
        with self.house.transaction("journey")() as tx:
            return rulings.in_force(tx.conn, tx.now).plans[programme].version

    def save(self, rules: list[dict[str, Any]], programme: str = "onboarding") -> None:
        """Keep these rules as the draft."""
        based_on = self.version(programme)
        with self.house.transaction("journey")() as tx:
            drafting.save(tx, programme, rules, self.account, based_on=based_on)

    def look(self, programme: str = "onboarding", *, look_back: bool = False) -> UUID:
        """Begin to look what the draft would do."""
        with self.house.transaction("journey")() as tx:
            body = planning.of_draft(tx, programme, look_back=look_back)
            return planning.look(tx, body, self.account)

    def looked(self, programme: str = "onboarding", *, look_back: bool = False) -> UUID:
        """Look what the draft would do, to the end."""
        run_id = self.look(programme, look_back=look_back)
        finish()
        return run_id

    def apply(self, preview: UUID) -> UUID:
        """Put in force what was looked at."""
        with self.house.transaction("journey")() as tx:
            return planning.apply_preview(tx, preview, self.account)

    def change(self, rules: list[dict[str, Any]], programme: str = "onboarding", **how: Any) -> UUID:
        """Change a plan from beginning to end; return the preview."""
        self.save(rules, programme)
        preview = self.looked(programme, **how)
        self.apply(preview)
        finish()
        return preview

    def batch(self, kind: str, limit: int) -> int:
        """Let one batch be done of a preview or a replanning."""
        with self.house.transaction("journey")() as tx:
            return getattr(replanning, f"{kind}_batch")(tx, limit)  # type: ignore[no-any-return]

    def run(self, run_id: UUID) -> Any:
        """Return a run as it stands."""
        with self.house.transaction("journey")() as tx:
            return runs.find(tx.conn, run_id)

    def lines(self, run_id: UUID) -> list[tuple[Any, ...]]:
        """Return what a preview found."""
        return [
            tuple(row)
            for row in self.house.sql(
                "SELECT person_id, programme, rule, occurrence, what, was, becomes FROM journey.run_line"
                " WHERE run_id = :id ORDER BY 1, 2, 3, 4",
                id=run_id,
            )
        ]

    def touchpoints(self) -> list[Any]:
        """Return all touchpoints, as they stand."""
        return self.house.sql(LOOK)


def finish() -> None:
    """Let previews and replannings be done to their end."""
    while jobs.preview() + jobs.replan():
        pass


def changed(rules: list[dict[str, Any]], name: str, **changes: Any) -> list[dict[str, Any]]:
    """Return rules in which one is different."""
    return [rule | changes if rule["rule"] == name else rule for rule in rules]


def happened(before: list[Any], after: list[Any]) -> list[tuple[Any, ...]]:
    """Return what appeared, moved and vanished between two looks at the table, as a preview writes it."""
    was = {tuple(row[:5]): row for row in before}
    found = []
    for row in after:
        old = was.get(tuple(row[:5]))
        planned, planned_before = row.state == "planned", old is not None and old.state == "planned"
        key = (row.person_id, row.programme, row.rule, row.occurrence)
        if planned and not planned_before:
            found.append((*key, "appear", None, row.send_at))
        elif planned_before and old and not planned:
            found.append((*key, "vanish", old.send_at, None))
        elif planned_before and old and old.send_at != row.send_at:
            found.append((*key, "move", old.send_at, row.send_at))
    return sorted(found, key=lambda one: one[:4])


def assert_as_said(done: list[tuple[Any, ...]], said: list[tuple[Any, ...]]) -> None:
    """What was done is what was said; "at the first occasion" is a moment later by then."""
    assert [one[:6] for one in done] == [one[:6] for one in said]
    for one, other in zip(done, said, strict=True):
        assert (one[6] is None) == (other[6] is None)
        assert one[6] is None or abs(one[6] - other[6]) < timedelta(minutes=2)
