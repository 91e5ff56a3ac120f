"""What is kept about me: seen, corrected, taken along and taken back behind the link; looking changes nothing."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest

from shared.invitation.store import expire
from tests.asked import SCHEMA, Asked, Visitor, document

LEVELS = ["named", "confidential"]


def answered(asked: Asked, level: str = "confidential") -> Visitor:
    ann = Visitor(asked, asked.invite(level=level).token)
    ann.fill(1, mood=5)
    ann.fill(5, rest="een verhaal")
    assert ann.send().status_code == 303
    return ann


def everything(asked: Asked) -> str:
    names = ("invitation", "link", "response", "answer", "waiting")
    return str(
        [asked.house.sql(f"SELECT t::text, t.xmin::text FROM {SCHEMA}.{name} t ORDER BY 1") for name in names]
    )


@pytest.mark.parametrize("level", LEVELS)
def test_a_person_sees_the_answers_the_group_and_who_could_read_them(asked: Asked, level: str) -> None:
    page = answered(asked, level).get("kept").text
    for shown in ("een verhaal", "5 van 5", "Zorg", "0-1", "Wie het kan lezen"):
        assert shown in page
    assert ("met je naam erbij" in page) is (level == "named")


def test_what_is_kept_follows_the_promise_of_the_invitation_not_of_the_newest_questions(asked: Asked) -> None:
    assert "Niemand leest jouw antwoorden apart" in answered(asked, "confidential").get("kept").text
    assert "met je naam erbij" in answered(asked, "named").get("kept").text


def test_looking_and_taking_along_change_nothing(asked: Asked) -> None:
    ann = answered(asked)
    before = everything(asked)
    for place in ("", "kept", "kept/json", "kept/csv", 1, 5, "summary"):
        assert ann.get(place).status_code == 200
    for place in (1, 5, "summary", "kept"):
        ann.post(place, ann.page(place).filled({}))
    assert everything(asked) == before


def test_before_sending_a_person_sees_what_is_written_so_far(asked: Asked) -> None:
    ann = Visitor(asked, asked.invite().token)
    assert "nog niets ingevuld" in ann.get("kept").text
    ann.fill(1, mood=2)
    page = ann.get("kept").text
    assert "niet verstuurd" in page
    assert "2 van 5" in page


def test_an_export_holds_all_that_is_shown(asked: Asked) -> None:
    ann = answered(asked)
    found = json.loads(ann.get("kept/json").text)
    assert found["answers"] == {"mood": 5, "rest": "een verhaal"}
    assert found["level"] == "confidential"
    assert found["group"]["department"] == "Zorg"
    table = ann.get("kept/csv")
    assert table.mimetype == "text/csv"
    assert "een verhaal" in table.text
    assert "attachment" in table.headers["Content-Disposition"]
    assert ann.get("kept/xml").status_code == 404


@pytest.mark.parametrize("level", LEVELS)
def test_what_was_sent_is_corrected_and_replaces_what_it_was(asked: Asked, level: str) -> None:
    ann = answered(asked, level)
    assert "al verstuurd" in ann.get(1).text
    ann.fill(1, mood=3)
    assert "nog niet is verstuurd" in ann.get().text
    assert asked.kept()[0].answers["mood"].number == 5, "until it is sent, what was sent counts"
    assert ann.send().status_code == 303
    assert [one.answers["mood"].number for one in asked.kept()] == [3]
    assert [one.answers["rest"].text for one in asked.kept()] == ["een verhaal"]
    assert len(asked.submitted) == 1, "that somebody answered is told once"
    assert len(asked.rows("response")) == (1 if level == "named" else 0)
    assert asked.rows("invitation")[0].draft is None


def test_an_answer_can_be_emptied_afterwards(asked: Asked) -> None:
    ann = answered(asked)
    ann.fill(5, rest="")
    ann.send()
    assert set(asked.kept()[0].answers) == {"mood"}


def test_a_correction_that_was_never_sent_is_gone_when_the_time_is_over(asked: Asked) -> None:
    ann = answered(asked)
    ann.fill(1, mood=3)
    asked.house.set_time(asked.house.now + timedelta(days=30))
    with asked.transaction() as tx:
        expire(tx, asked.asking.tables.invited)
    assert asked.rows("invitation")[0].draft is None
    assert ann.get("kept").status_code == 404


@pytest.mark.parametrize("level", LEVELS)
def test_a_person_takes_the_answers_back_once_and_the_invitation_stays_as_it_was(
    asked: Asked, level: str
) -> None:
    ann = answered(asked, level)
    assert ann.fill("kept").status_code == 422, "the box comes first"
    assert asked.rows("waiting")
    assert ann.fill("kept", sure="yes").status_code == 303
    assert not asked.rows("waiting")
    assert not asked.rows("response")
    assert asked.rows("invitation")[0].state == "answered"
    page = ann.get("kept", gone="yes").text
    assert "Je antwoorden zijn weg" in page
    assert "Er is niets van je bewaard" in page
    assert ann.get(1).status_code == 303, "there is nothing left to change"


def test_a_form_about_another_invitation_takes_nothing_back(asked: Asked) -> None:
    ann, bob = answered(asked), answered(asked)
    assert ann.post("kept", bob.page("kept").filled({"sure": "yes"})).status_code == 403
    assert len(asked.rows("waiting")) == 2


def test_an_anonymous_person_takes_back_with_the_code_only(asked: Asked) -> None:
    ann = Visitor(asked, asked.invite(level="anonymous").token)
    ann.fill(1, mood=5)
    code = str(document(ann.send().text).xpath("//strong[@class='code']/text()")[0])
    page = ann.get("kept").text
    assert "weten niet welke van jou zijn" in page
    assert "5 van 5" not in page
    assert ann.get(1).status_code == 303, "nobody can correct what nobody can find"
    wrong = ann.fill("kept", sure="yes", code="22222-22222-22222-22222-22222")
    assert wrong.status_code == 422
    assert "Deze code kennen we niet" in wrong.text
    assert ann.fill("kept", sure="yes", code=code.lower()).status_code == 303
    assert not asked.rows("waiting")


def test_who_declined_reads_that_nothing_is_kept(asked: Asked) -> None:
    ann = Visitor(asked, asked.invite().token)
    ann.fill("decline", sure="yes")
    assert "geen antwoord bewaard" in ann.get("kept").text


def test_from_any_link_a_person_sees_and_takes_back_what_is_kept_of_other_answers(asked: Asked) -> None:
    bob = answered(asked)
    ann, again = answered(asked), Visitor(asked, asked.invite().token)
    [first] = asked.house.sql(
        f"UPDATE {SCHEMA}.invitation SET person_id = (SELECT person_id FROM {SCHEMA}.invitation"
        f" WHERE state = 'open') WHERE id = (SELECT max(id::text)::uuid FROM {SCHEMA}.invitation"
        " WHERE state = 'answered') RETURNING id"
    )
    page = document(again.get("kept").text)
    assert "een verhaal" in page.text_content()
    assert json.loads(again.get("kept/json").text)["earlier"][0]["answers"] == {
        "mood": 5,
        "rest": "een verhaal",
    }
    [form] = [dict(one.form_values()) for one in page.forms if "_about" in dict(one.form_values())]
    assert form["_about"] == str(first.id)
    assert again.post("kept", form).status_code == 422
    assert len(asked.rows("waiting")) == 2
    assert again.post("kept", form | {"sure": "yes"}).status_code == 303
    assert len(asked.rows("waiting")) == 1
    assert "een verhaal" in bob.get("kept").text
    assert "Er is niets van je bewaard" in ann.get("kept").text


def test_nobody_takes_back_what_somebody_else_said(asked: Asked) -> None:
    bob, ann = answered(asked), answered(asked)
    theirs = bob.page("kept").filled({"sure": "yes"})
    about = str(asked.rows("invitation")[0].id)
    assert ann.post("kept", {**theirs, "_about": about}).status_code == 403
    assert len(asked.rows("waiting")) == 2
