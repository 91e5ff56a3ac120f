from __future__ import annotations

from uuid import uuid4

from sqlalchemy import create_engine

from shared.db.engine import driver_url
from shared.invitation import ddl as invitation_ddl
from shared.questionnaire import ddl
from shared.questionnaire.privacy import seal
from shared.questionnaire.resealing import reseal
from shared.questionnaire.sealing import opened
from tests.house import House


def test_what_was_kept_in_the_open_before_comes_under_seal_and_is_found_again(house: House) -> None:
    subject = uuid4()
    house.sql("CREATE SCHEMA earlier")
    house.sql(invitation_ddl.version_1("earlier") + ddl.version_1("earlier"))
    house.sql(
        "INSERT INTO earlier.response (id, questionnaire, version, level, month, seal, department_path, tenure_band)"
        " SELECT gen_random_uuid(), 'k', 1, 'confidential', '2026-03-01', :seal, 'Zorg > Thuis', '0-3m'",
        seal=seal(subject),
    )
    house.sql(
        "INSERT INTO earlier.answer (response_id, question, number, codes, text, day)"
        " SELECT r.id, s.* FROM earlier.response r, (VALUES ('mood', 4, NULL::text[], NULL, NULL::date),"
        " ('tools', NULL, ARRAY['desk'], 'een lamp', NULL), ('day', NULL, NULL, NULL, '2026-03-09')) s"
    )
    house.sql(ddl.version_2("earlier"))
    engine = create_engine(driver_url(house.settings.database_url))
    with engine.begin() as conn:
        assert reseal(conn, "earlier") == 1
    engine.dispose()
    house.sql(ddl.version_2_after("earlier"))
    [row] = house.sql("SELECT * FROM earlier.waiting")
    assert row.seal == seal(subject)
    kept = opened(row.content)
    assert (kept.answers["mood"].number, kept.answers["tools"].text) == (4, "een lamp")
    assert kept.answers["tools"].codes == ("desk",)
    assert str(kept.answers["day"].day) == "2026-03-09"
    assert (kept.group.department_path, kept.group.tenure_band) == ("Zorg > Thuis", "0-3m")
    assert house.sql("SELECT 1 FROM earlier.response") == []
    house.sql("DROP SCHEMA earlier CASCADE")
