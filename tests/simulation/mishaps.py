"""What goes wrong in any house: it stands still, Redis forgets, a worker dies half-way, two sweep at once."""

from __future__ import annotations

from datetime import timedelta

import redis

from services.journey import jobs
from services.journey.actions import releasing, replanning, settling
from services.journey.wiring import transaction as journey
from shared.kernel import clock
from shared.kernel.settings import settings
from tests.simulation.world import World, days


class Killed(Exception):
    """The worker died before it could commit."""


def _die() -> None:
    raise Killed


def stand_still(world: World) -> None:
    """Nothing of the house runs for hours or days."""
    span = world.rng.choice((timedelta(hours=5), timedelta(hours=20), days(2), days(6), days(16)))
    clock.set_house_time(world.now + span)
    world.counts["stood still"] += 1


def flush(world: World) -> None:
    """Redis forgets everything."""
    redis.Redis.from_url(settings().redis_url).flushall()
    world.counts["Redis flushed"] += 1


def to_next_release(world: World) -> bool:
    """Let the time come at which something is due, without letting anything happen yet."""
    due = jobs.next_due()
    if due is None or not world.now < due < world.now + days(5):
        return False
    clock.set_house_time(due + timedelta(minutes=world.rng.randrange(90)))
    return True


def kill(world: World) -> None:
    """A worker dies in the middle of a release, and one in the middle of planning."""
    if not to_next_release(world):
        return
    for batch in (releasing.release_batch, settling.extend_batch, replanning.replan_batch):
        try:
            with journey() as tx:
                batch(tx, 50)
                _die()
        except Killed:
            world.counts["workers killed"] += 1


def two_at_once(world: World) -> None:
    """Two clocks, two workers: one sweep while another is in the middle of its own, in the same order each time."""
    if not to_next_release(world):
        return
    with journey() as tx:
        releasing.release_batch(tx, 50)
        # Whom the first is at work on the second leaves alone, and lets leave the others.
        jobs.release_due()
    with journey() as tx:
        settling.extend_batch(tx, 50)
        jobs.release_due()
    world.counts["two sweeps at once"] += 1
