"""What HR does with the planner, and what people do with what they get."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import select, text

from infra.sample.answering import Turn, answers, turn
from infra.sample.turns import PROGRAMMES
from services.journey.actions import by_hand, settling
from services.journey.domain.rule import Offset, Plan
from services.journey.store import lanes, rulings
from services.journey.wiring import transaction as journey
from services.mail.actions.returns import hear
from services.mail.domain.returns import Return, ReturnKind
from services.mail.wiring import transaction as mail
from shared.asking.actions import declined, group_of, submitted
from shared.asking.programme import Programme
from shared.db.engine import owner_engine
from shared.eventlog.unit import transactions_for
from shared.invitation.model import State
from shared.invitation.store import close, from_row
from shared.kernel.errors import DomainError
from shared.kernel.ids import new_id
from shared.kernel.settings import settings
from shared.questionnaire.store import as_stored, submit
from tests.simulation.world import HANNA, World, days

STATUS: dict[ReturnKind, str | None] = {"hard": "5.1.1", "soft": "4.2.2", "complaint": None}
KINDS: tuple[ReturnKind, ...] = tuple(STATUS)


def begin(world: World) -> None:
    """All programmes on, and nobody looks first."""
    enact(world, numbers={"approval": "never"})


def enact(world: World, plans: dict[str, Plan] | None = None, numbers: dict[str, Any] | None = None) -> None:
    """Put other plans or numbers in force, and let them reach everybody."""
    with journey() as tx:
        ruling = rulings.in_force(tx.conn, tx.now)
        for plan in (plans or {}).values():
            rulings.keep(tx.conn, plan, tx.now, HANNA)
        chosen = {code: (plan.version, True) for code, plan in {**ruling.plans, **(plans or {})}.items()}
        policy = replace(ruling.policy, **(numbers or {}))
        epoch = rulings.enact(tx.conn, tx.now, HANNA, plans=chosen, policy=policy)
    while True:
        with journey() as tx:
            behind = lanes.claim_behind(tx.conn, epoch, 1_000)
            settling.reconcile(tx, behind, because="replanned")
        if not behind:
            break
    world.counts["rulings"] += 1


def other_numbers(world: World) -> None:
    """Now and then HR wants it otherwise: spacing, catching up, closed weeks, hours, or to look first."""
    first = world.today + days(world.rng.randrange(40))
    choices: tuple[dict[str, Any], ...] = (
        {"spacing_days": world.rng.choice((7, 14, 21, 30)), "a_year": world.rng.choice((3, 6, 8))},
        {"catch_up_days": world.rng.choice((5, 14, 30))},
        {"closed": ((first, first + days(world.rng.choice((4, 11, 20)))),)},
        {"opens": world.rng.choice(("08:00", "09:00", "10:30"))},
        {"approval": world.rng.choice(("above", "never", "always"))},
        {"horizon_months": world.rng.choice((18, 60))},
    )
    enact(world, numbers=world.rng.choice(choices))


def other_plan(world: World) -> None:
    """A rule moves, or asks again after so many months."""
    with journey() as tx:
        ruling = rulings.in_force(tx.conn, tx.now)
        plan = ruling.plans[world.rng.choice(("onboarding", "stay", "exit"))]
        newest = rulings.history(tx.conn, plan.programme)[0].version
    rule = world.rng.choice(plan.rules)
    moved = replace(rule, after=Offset(rule.after.unit, rule.after.number + world.rng.choice((-1, 1))))
    rules = tuple(moved if one is rule else one for one in plan.rules)
    enact(world, {plan.programme: Plan(plan.programme, newest + 1, rules)})


def look_first(world: World) -> None:
    """HR looks at what waits to be seen."""
    with journey() as tx:
        ruling = rulings.in_force(tx.conn, tx.now)
        for code in rulings.unapproved(tx.conn, ruling.active):
            rulings.approve(tx.conn, code, ruling.plans[code].version, tx.now, HANNA)
            world.counts["plans seen"] += 1


def stop(world: World) -> None:
    """Everything stands still."""
    with journey() as tx:
        by_hand.stop_all(tx, HANNA)
    world.counts["stops"] += 1


def go_on(_world: World) -> None:
    """And goes on."""
    with journey() as tx:
        by_hand.go_on(tx, HANNA)


def by_hands(world: World) -> None:
    """Some are paused and let go again; some moments skipped, some of that taken back."""
    for one in world.some(world.with_state("active"), 0.004):
        _try(world, "paused", by_hand.pause, one.person_id, HANNA)
    with owner_engine().connect() as conn:
        paused = list(
            conn.execute(text("SELECT person_id FROM journey.pause ORDER BY paused_at, person_id")).scalars()
        )
        soon = text("""
            SELECT id FROM journey.touchpoint WHERE state = :state AND send_at < :until AND send_at > :since
            AND (:reason = '' OR reason LIKE :reason || '%') ORDER BY send_at, due_date, programme, rule LIMIT 400
        """)
        span = {"until": world.now + days(40), "since": world.now - days(30)}
        waiting = list(conn.execute(soon, span | {"state": "planned", "reason": ""}).scalars())
        skipped = list(conn.execute(soon, span | {"state": "skipped", "reason": "hand"}).scalars())
    for person in paused:
        if world.chance(0.4):
            _try(world, "resumed", by_hand.resume, person, HANNA)
    for one in waiting:
        if world.chance(0.02):
            _try(world, "skipped by hand", by_hand.skip, one, "hand_other", HANNA)
    for one in skipped:
        if world.chance(0.4):
            _try(world, "taken back", by_hand.take_back, one, HANNA)


def _try(world: World, name: str, deed: Callable[..., Any], *told: Any) -> None:
    try:
        with journey() as tx:
            deed(tx, *told)
    except DomainError as error:
        world.counts[f"refused {name}: {error.code}"] += 1
    else:
        world.counts[name] += 1


def people_act(world: World, since: timedelta) -> None:
    """What came in since the last look is answered, declined, or left lying."""
    for programme in PROGRAMMES.values():
        table = programme.tables.request.fullname
        query = text(
            f"SELECT id, touchpoint_id FROM {table} WHERE state = 'open' AND opened_at >= :since ORDER BY id"
        )
        with owner_engine().connect() as conn:
            found = list(conn.execute(query, {"since": world.now - since}))
        for row in found:
            luck = random.Random(f"{world.seed}:{world.rng.random()}")
            what, _ = turn(luck, world.now)
            if what in {Turn.ANSWERS, Turn.DECLINES} and luck.random() < 0.6:
                _act(programme, row.id, what, luck)
                world.counts["answered" if what is Turn.ANSWERS else "declined"] += 1


def _act(programme: Programme, request: UUID, what: Turn, luck: random.Random) -> None:
    asked = programme.tables.asked
    with transactions_for(programme.service)() as tx:
        query = select(asked.invited.invitation).where(asked.invited.invitation.c.subject_id == request)
        row = tx.conn.execute(query.with_for_update()).one_or_none()
        invitation = from_row(row) if row else None
        if invitation is None or invitation.state_at(tx.now) is not State.OPEN:
            return
        if what is Turn.DECLINES:
            close(tx, asked.invited, invitation.id, state=State.DECLINED)
            declined(tx, programme, invitation)
            return
        questionnaire = programme.catalogue().find(invitation.questionnaire, invitation.version)
        filled = answers(questionnaire, invitation.language or settings().language, luck)
        submit(
            tx,
            asked,
            invitation,
            answers=as_stored(questionnaire, filled),
            group=group_of(tx, invitation),
        )
        submitted(tx, programme, invitation)


def letters_return(world: World, since: date) -> None:
    """Some letters come back, a few with a complaint."""
    query = text("""
        SELECT id FROM mail.letter WHERE state = 'sent' AND sent_at >= :since AND person_id IS NOT NULL
        ORDER BY key LIMIT 3000
    """)
    with owner_engine().connect() as conn:
        found = list(conn.execute(query, {"since": since}).scalars())
    for letter in found:
        if not world.chance(0.01):
            continue
        kind = world.rng.choice(KINDS)
        with mail() as tx:
            word = Return(
                letter_id=letter, kind=kind, event_id=f"sim:{new_id()}", at=tx.now, status=STATUS[kind]
            )
            hear(tx, word)
        world.counts[f"returned {kind}"] += 1
