"""Past exit surveys come in whole, once, and say what they said under their own codes."""

from __future__ import annotations

import hashlib
import io
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest

from services.exit_interviews.actions import editing
from tests.house import House
from tests.integration.onboarding.conftest import fields

DETE = """
survey: dete
fields:
  external_id: ID
  leave_kind:
    column: SeparationType
    values:
      Age Retirement: retirement
      Voluntary Early Retirement (VER): retirement
      Ill Health Retirement: retirement
      Resignation-Other reasons: resignation
      Resignation-Other employer: resignation
      Resignation-Move overseas/interstate: resignation
      Contract Expired: end_of_contract
      Termination: dismissal
      Other: ""
  last_day: {column: Cease Date, formats: [MM/YYYY, YYYY]}
  department: Region
  function: Position
  age_band: Age
  main_reason: SeparationType
reasons:
  Career move to public sector: move_public
  Career move to private sector: move_private
  Job dissatisfaction: dissatisfied
  Relocation: relocation
  Maternity/family: family
  Work life balance: balance
ticked: ["TRUE"]
scores: {Peer support: peers, Coach: coach}
scale: {SD: 1, D: 2, N: 3, A: 4, SA: 5}
missing: [N/A, Not Stated]
"""
SMALL = "nr;soort;einde;reden;sfeer\n1;vrijwillig;03/2014;Geld;eens\n2;ontslagen;2013;;oneens\n3;vrijwillig;;Geld;?\n"
MAPPING = """
fields:
  external_id: nr
  leave_kind: {column: soort, values: {vrijwillig: resignation, ontslagen: dismissal}}
  last_day: {column: einde, formats: [MM/YYYY, YYYY]}
  main_reason: reden
scores: {sfeer: atmosphere}
scale: {oneens: 1, eens: 5}
"""


def take_in(house: House, content: bytes | str, mapping: str = MAPPING, *, dry_run: bool = False) -> Any:
    data = content.encode() if isinstance(content, str) else content
    form: dict[str, Any] = {"file": (io.BytesIO(data), "oud.csv"), "dry_run": str(dry_run).lower()}
    if mapping:
        form["mapping"] = mapping
    return house.client("exit_interviews").post("/exit/api/v1/imports", data=form, headers=house.api)


def test_the_surveys_of_a_real_department_come_in_whole_and_the_figures_come_out(
    house: House, data: Path
) -> None:
    content = (data / "exit-surveys/dete_survey.csv").read_bytes()
    looked = take_in(house, content, DETE, dry_run=True).json
    assert (looked["rows"], looked["created"], looked["rejected"]) == (822, 822, [])
    assert house.sql("SELECT count(*) AS n FROM exit.past")[0].n == 0
    first = take_in(house, content, DETE).json
    assert (first["rows"], first["created"], first["rejected"]) == (822, 822, [])
    assert {(one["column"], one["value"]) for one in first["left_out"]} == {
        ("Peer support", "M"),
        ("Coach", "M"),
    }
    again = take_in(house, content, DETE).json
    assert (again["created"], again["changed"], again["unchanged"]) == (0, 0, 822)
    main = house.sql(
        "SELECT code, count(*) AS n FROM exit.reason_v1 WHERE source = 'import' AND role = 'main' GROUP BY code"
    )
    assert {row.code: row.n for row in main} == {
        "Age Retirement": 285, "Resignation-Other reasons": 150, "Resignation-Other employer": 91,
        "Resignation-Move overseas/interstate": 70, "Voluntary Early Retirement (VER)": 67,
        "Ill Health Retirement": 61, "Other": 49, "Contract Expired": 34, "Termination": 15,
    }  # fmt: skip
    causes = house.sql(
        "SELECT code, count(*) AS n FROM exit.reason_v1 WHERE role = 'cause' AND leave_kind = 'resignation'"
        " GROUP BY code"
    )
    found = {row.code: row.n for row in causes}
    assert {key: found[key] for key in ("balance", "move_private", "relocation", "family", "dissatisfied")} == {
        "balance": 68, "move_private": 67, "relocation": 59, "family": 43, "dissatisfied": 41,
    }  # fmt: skip
    assert house.sql("SELECT count(*) AS n FROM exit.past_v1 WHERE leave_kind = 'resignation'")[0].n == 311
    assert house.sql("SELECT count(*) AS n FROM exit.past_v1")[0].n == 822


def test_a_date_may_be_a_year_or_a_month_and_a_scale_may_miss_a_word(house: House) -> None:
    done = take_in(house, SMALL).json
    assert (done["created"], done["rejected"]) == (3, [])
    assert done["left_out"] == [{"column": "sfeer", "value": "?", "rows": 1}]
    rows = house.sql("SELECT year, month::text, leave_kind FROM exit.past ORDER BY year NULLS LAST")
    assert [tuple(row) for row in rows] == [
        (2013, None, "dismissal"), (2014, "2014-03-01", "resignation"), (None, None, "resignation"),
    ]  # fmt: skip
    scores = house.sql("SELECT statement, score FROM exit.past_score_v1 ORDER BY score")
    assert [tuple(row) for row in scores] == [("atmosphere", 1), ("atmosphere", 5)]


def test_what_changed_in_the_file_changes_here_and_the_rest_stays(house: House) -> None:
    take_in(house, SMALL)
    done = take_in(house, SMALL.replace("03/2014", "04/2014"), mapping="").json
    assert (done["created"], done["changed"], done["unchanged"]) == (0, 1, 2)
    assert house.sql("SELECT count(*) AS n FROM exit.past")[0].n == 3


def test_a_survey_of_very_many_columns_comes_in_and_what_was_said_of_them_is_remembered(house: House) -> None:
    # What no index can hold as it stands, nor made smaller.
    asked = [hashlib.sha256(str(number).encode()).hexdigest() for number in range(200)]
    header, *rows = SMALL.strip().splitlines()
    content = "\n".join([";".join([header, *asked]), *(row + ";" * len(asked) for row in rows)]) + "\n"
    assert take_in(house, content).json["created"] == len(rows)
    assert take_in(house, content, mapping="").json["unchanged"] == len(rows)


def test_rows_without_an_id_that_say_the_same_are_two_people_and_come_in_once(house: House) -> None:
    content = "soort,reden\nresignation,Geld\nresignation,Geld\n"
    mapping = "fields: {leave_kind: soort, main_reason: reden}"
    assert take_in(house, content, mapping).json["created"] == 2
    assert take_in(house, content, mapping).json["unchanged"] == 2


def test_ids_of_one_survey_are_not_those_of_another(house: House) -> None:
    take_in(house, SMALL)
    other = "id,kind\n1,retirement\n"
    assert take_in(house, other, "fields: {external_id: id, leave_kind: kind}").json["created"] == 1
    assert house.sql("SELECT count(*) AS n FROM exit.past")[0].n == 4


def test_what_cannot_be_read_is_refused_with_its_place_and_how_to_mend_it(house: House) -> None:
    rows = ("1;weggelopen;2014;x;", "2;vrijwillig;ooit;x;", "3;vrijwillig;2014;x;", "3;vrijwillig;2014;x;")
    content = "\n".join(["nr;soort;einde;reden;sfeer", *rows])
    done = take_in(house, content).json
    assert (done["rows"], done["created"]) == (4, 1)
    reasons = {(one["row"], one["column"]): one["reason"] for one in done["rejected"]}
    assert "resignation, dismissal" in reasons[2, "soort"]
    assert "Schrijf hem zo: 02/2027" in reasons[3, "einde"]
    assert "rij 4" in reasons[5, "nr"]


@pytest.mark.parametrize(
    ("mapping", "said"),
    [
        ("fields: {external_id: nummer}", "nummer"),
        ("fields: {salary: nr}", "fields.salary"),
        ("fields: {external_id: nr}\nscale: {eens: veel}", "scale.eens"),
        ("fields: {external_id: nr}\nreasons: {sfeer: []}", "reasons.sfeer"),
        ("fields: [", "regel"),
        ("", "koppeling"),
    ],
)
def test_a_mapping_that_is_not_right_says_where(house: House, mapping: str, said: str) -> None:
    answer = take_in(house, SMALL, mapping)
    assert answer.status_code == 422
    assert said in answer.json["detail"]


def test_no_id_of_a_file_is_kept_as_it_was(house: House) -> None:
    take_in(house, SMALL.replace("\n1;", "\nE-4711;"))
    stored = house.sql("SELECT p::text AS line FROM exit.past p")
    assert not any("4711" in row.line for row in stored)


def test_a_reason_of_then_is_laid_onto_our_list_and_loose_again(house: House) -> None:
    take_in(house, SMALL)
    desk = house.logged_in("exit_interviews")
    page = desk.get("/exit/desk/past").text
    assert "Geld" in page
    form = {"csrf_token": fields(page)["csrf_token"], "code": "Geld"}
    seen = "SELECT DISTINCT code, main, second FROM exit.reason_v1 WHERE code = 'Geld'"
    assert [tuple(row) for row in house.sql(seen)] == [("Geld", "Geld", None)]
    assert desk.post("/exit/desk/past/reasons", data=form | {"onto": "conditions.pay"}).status_code == 303
    assert [tuple(row) for row in house.sql(seen)] == [("Geld", "conditions", "conditions.pay")]
    assert desk.post("/exit/desk/past/reasons", data=form | {"onto": ""}).status_code == 303
    assert [tuple(row) for row in house.sql(seen)] == [("Geld", "Geld", None)]
    for wrong in ({"onto": "nonsense"}, {"code": "Nooit gezegd", "onto": "manager"}):
        desk.post("/exit/desk/past/reasons", data=form | wrong)
        assert house.sql("SELECT * FROM exit.laid") == []


def test_what_was_laid_onto_a_reason_that_is_retired_stays_laid(house: House) -> None:
    take_in(house, SMALL)
    desk = house.logged_in("exit_interviews")
    form = {"csrf_token": fields(desk.get("/exit/desk/past").text)["csrf_token"], "code": "Geld"}
    desk.post("/exit/desk/past/reasons", data=form | {"onto": "conditions.pay"})
    with house.transaction("exit")() as tx:
        editing.retire(tx, "conditions.pay", UUID(int=7))
        editing.publish(tx, UUID(int=7))
    assert 'value="conditions.pay" selected' in desk.get("/exit/desk/past").text, "or saving would loosen it"


def test_the_desk_looks_before_it_takes_in(house: House) -> None:
    desk = house.logged_in("exit_interviews")
    token = fields(desk.get("/exit/desk/past").text)["csrf_token"]

    def send(**more: Any) -> Any:
        form = {
            "csrf_token": token,
            "file": (io.BytesIO(SMALL.encode()), "oud.csv"),
            "mapping": MAPPING,
            **more,
        }
        return desk.post("/exit/desk/past", data=form)

    looked = send(look="yes").text
    assert "Dit zou er gebeuren" in looked
    assert house.sql("SELECT count(*) AS n FROM exit.past")[0].n == 0
    assert "3 nieuw" in send().text
    wrong = send(mapping="fields: {x: y}")
    assert wrong.status_code == 422
    assert "fields.x" in wrong.text
    nothing = desk.post("/exit/desk/past", data={"csrf_token": token})
    assert nothing.status_code == 422
    assert "Er kwam geen bestand mee" in nothing.text
