"""A house with many touchpoints, put straight into the table: to see how questions about them are answered."""

from __future__ import annotations

from sqlalchemy import create_engine, text

from shared.db.engine import driver_url
from tests.house import House

_FILL = text("""
    INSERT INTO journey.touchpoint (id, person_id, spell_id, programme, rule, occurrence, plan_version, anchor_date,
                                    due_date, send_at, closes_on, state, reason, planned_at, department_id, interviewer)
    SELECT gen_random_uuid(), md5('p' || n / 5)::uuid, md5('s' || n / 5)::uuid,
           (ARRAY['onboarding', 'onboarding', 'onboarding', 'stay', 'exit'])[1 + n % 5],
           (ARRAY['week_1', 'month_1', 'month_3', 'yearly', 'form'])[1 + n % 5], 1, 1, day, day,
           day + interval '9 hours', day + 21, CASE WHEN n % 11 = 0 THEN 'cancelled' ELSE 'planned' END,
           CASE WHEN n % 11 = 0 THEN 'leaving' END, now(),
           md5('d' || n % 40)::uuid, CASE WHEN n % 50 = 0 THEN md5('i' || n % 7)::uuid END
    FROM (SELECT n, cast(:first AS date) + n % :days AS day FROM generate_series(1, :many) AS n) AS made
""")


def fill(house: House, many: int, *, first: str, days: int) -> None:
    """Put ``many`` touchpoints of a fifth as many people on ``days`` days, and let the database look at them."""
    engine = create_engine(driver_url(house.settings.database_url), isolation_level="AUTOCOMMIT")
    with engine.connect() as conn:
        # What is not written for good when VACUUM comes along is not yet visible to all, and is read row by row.
        conn.execute(text("SET synchronous_commit TO on"))
        conn.execute(_FILL, {"many": many, "first": first, "days": days})
        conn.execute(text("VACUUM ANALYZE journey.touchpoint"))
    engine.dispose()
