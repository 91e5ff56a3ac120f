"""Redis forgets everything, and nothing is missed or doubled: the clock rings again."""

from __future__ import annotations

from datetime import timedelta

import redis
from rq import SimpleWorker
from rq.serializers import JSONSerializer

from services.clock.leader import Leader, connect_for_lock
from services.clock.timetable import TIMETABLE
from shared.queue.bell import ring
from shared.queue.connection import redis_connection
from shared.queue.enqueue import queue
from shared.queue.names import QUEUES
from tests.house import House
from tests.integration.journey.employer import Employer


def work() -> None:
    """Let a worker do all that is in the queues, and what that asks for."""
    queues = [queue(name) for name in QUEUES]
    SimpleWorker(queues, connection=redis_connection(), serializer=JSONSerializer).work(
        burst=True, logging_level="ERROR"
    )


def test_a_flushed_redis_loses_and_doubles_nothing(house: House) -> None:
    people = Employer(house).hire_many(5)
    server = redis.Redis.from_url(house.settings.redis_url)
    leader = Leader(connect_for_lock, TIMETABLE, ring)
    try:
        for day in range(31):
            house.set_time(house.now + timedelta(days=1))
            server.flushall()
            assert leader.beat()
            if day % 3 == 0:
                # What was rung is gone before a worker saw it.
                server.flushall()
            work()
    finally:
        leader.let_go()
    letters = house.sql("SELECT person_id, template, state, count(*) AS n FROM mail.letter GROUP BY 1, 2, 3")
    assert {row.n for row in letters if row.template == "onboarding/reminder"} == {1}
    assert {(row.person_id, row.template) for row in letters} >= {
        (one.person_id, f"onboarding/{name}") for one in people for name in ("invitation", "reminder")
    }
    due = house.facts("journey.touchpoint_due")
    assert len(due) == len({fact.body["touchpoint_id"] for fact in due}) == 5
    closed = house.sql(
        "SELECT count(*) AS n FROM onboarding.checkin WHERE state = 'closed' AND moment = 'week_1'"
    )
    assert closed[0].n == 5
