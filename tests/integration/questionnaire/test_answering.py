from __future__ import annotations

from datetime import date, timedelta

from werkzeug.test import TestResponse

from shared.questionnaire import restoring
from shared.questionnaire.values import Chosen
from tests.asked import Asked, Form, Visitor


def visitor(asked: Asked, **options: object) -> Visitor:
    return Visitor(asked, asked.invite(**options).token)  # type: ignore[arg-type]


def went_to(response: TestResponse, place: object) -> bool:
    return response.status_code == 303 and str(response.location).partition("?")[0].endswith(f"/{place}")


def test_a_whole_conversation_from_the_first_page_to_the_thanks(asked: Asked) -> None:
    ann = visitor(asked)
    assert "Hoe gaat het?" in ann.get().text
    assert went_to(ann.fill(1, mood=1), 2)
    assert went_to(ann.fill(2, why="Te druk\r\n👋 שלום"), 3)
    assert went_to(ann.fill(3, tools=["", "desk"], tools_other="stoel", place="home", talk="yes"), 4)
    assert went_to(ann.fill(4, day="3 februari 2027"), 5)
    assert went_to(ann.fill(5, again=0, name="Ja", rest=""), "summary")
    summary = ann.get("summary").text
    for shown in (
        "1 van 5: zwaar",
        "Te druk",
        "Bureau, Iets anders: stoel",
        "Thuis",
        "Ja",
        "3 februari 2027",
        "geen antwoord",
    ):
        assert shown in summary
    assert went_to(ann.send(), ann.token)
    assert "We lezen het." in ann.get().text
    assert asked.submitted == [
        {
            "mood": 1,
            "why": "Te druk\n👋 שלום",
            "tools": Chosen(("desk", "other"), "stoel"),
            "place": Chosen(("home",)),
            "talk": True,
            "day": date(2027, 2, 3),
            "again": 0,
            "name": "Ja",
        }
    ]


def test_what_was_sent_is_read_back_from_under_its_seal(asked: Asked) -> None:
    invited = asked.invite()
    ann = Visitor(asked, invited.token)
    ann.fill(1, mood=2)
    ann.fill(3, tools=["", "desk"], talk="no")
    ann.send()
    with asked.transaction() as tx:
        kept = restoring.kept(tx.conn, asked.asking.tables, invited.subject_id)
        assert kept is not None
        answers = restoring.restored(asked.questionnaire, kept.answers)
    assert answers == asked.submitted[0] == {"mood": 2, "tools": Chosen(("desk",)), "talk": False}


def test_a_draft_is_found_on_another_device_and_nobody_reads_it_in_the_table(asked: Asked) -> None:
    ann = visitor(asked)
    ann.fill(1, mood=2)
    ann.fill(2, why="Een geheim")
    elsewhere = Visitor(asked, ann.token)
    assert "Een geheim" in elsewhere.get(2).text
    assert "Ga verder waar je was" in elsewhere.get().text
    assert "geheim" not in str(asked.house.sql("SELECT draft::text FROM asked.invitation"))


def test_the_script_saves_while_one_writes(asked: Asked) -> None:
    ann = visitor(asked)
    fields = ann.page(5).filled({"rest": "half geschr"})
    saved = ann.post("draft", fields)
    assert saved.get_json() == {"saved": True}
    assert "half geschr" in ann.get(5).text


def test_what_the_script_saved_can_be_taken_back_on_the_same_page(asked: Asked) -> None:
    ann = visitor(asked)
    page = ann.page(5)
    ann.post("draft", page.filled({"name": "per ongeluk"}))
    ann.post("draft", page.filled({"name": ""}))
    assert "per ongeluk" not in ann.get(5).text
    ann.post("draft", page.filled({"name": "toch"}))
    assert "toch" in ann.get(5).text


def test_a_page_opened_earlier_does_not_wipe_out_what_another_tab_wrote(asked: Asked) -> None:
    ann = visitor(asked)
    first, second = ann.page(5), ann.page(5)
    ann.post(5, second.filled({"rest": "lang verhaal", "name": "B"}))
    ann.post(5, first.filled({"again": "7", "name": "A"}))
    text = ann.get("summary").text
    assert "lang verhaal" in text
    assert "7 van 10" in text
    assert ">A<" in text, "the last word on a question wins"


def test_going_back_keeps_even_what_is_wrong(asked: Asked) -> None:
    ann = visitor(asked)
    ann.fill(1, mood=5)
    ann.fill(3, talk="yes")
    back = ann.fill(4, day="ergens in mei", _go="back")
    assert went_to(back, 3)
    assert "ergens in mei" in ann.get(4).text


def test_an_error_is_told_above_and_at_the_field_and_what_was_typed_stays(asked: Asked) -> None:
    ann = visitor(asked)
    refused = ann.fill(5, name="x" * 250, rest="bewaar mij")
    assert refused.status_code == 422
    assert 'href="#f-name"' in refused.text
    assert "jouw tekst heeft er 250" in refused.text
    assert "x" * 250 in refused.text
    assert "bewaar mij" in ann.get(5).text


def test_a_required_question_is_asked_for_before_one_goes_on_and_before_sending(asked: Asked) -> None:
    ann = visitor(asked)
    assert ann.fill(1).status_code == 422
    ann.fill(5, rest="x")
    refused = ann.send()
    assert refused.status_code == 422
    assert "heeft nog een antwoord nodig" in refused.text
    assert not asked.submitted


def test_a_changed_answer_hides_what_was_asked_on_and_does_not_store_it(asked: Asked) -> None:
    ann = visitor(asked)
    ann.fill(1, mood=1)
    ann.fill(2, why="Dit wil ik niet meer zeggen")
    assert went_to(ann.post(1, ann.page(1, back="summary").filled({"mood": "5"})), "summary")
    ann.send()
    assert asked.submitted == [{"mood": 5}]
    assert "niet meer" not in str(asked.kept())


def test_a_change_from_the_summary_that_asks_on_leads_to_the_new_question(asked: Asked) -> None:
    ann = visitor(asked)
    ann.fill(1, mood=5)
    assert went_to(ann.post(1, ann.page(1, back="summary").filled({"mood": "1"})), 2)


def test_an_optional_answer_can_be_withdrawn(asked: Asked) -> None:
    ann = visitor(asked)
    ann.fill(1, mood=5)
    ann.fill(3, talk="no", tools=["", "desk"])
    ann.fill(5, again=3)
    assert "Toch geen antwoord" in ann.get(5).text
    ann.fill(5, again="skip")
    ann.fill(3, talk="", tools=[""])
    ann.send()
    assert asked.submitted == [{"mood": 5}]


def test_sending_twice_keeps_the_first_and_says_so(asked: Asked) -> None:
    ann = visitor(asked)
    ann.fill(1, mood=5)
    first = ann.page("summary").filled({"sure": "yes"})
    late = ann.page(5).filled({"rest": "nog iets"})
    assert went_to(ann.post("summary", first), ann.token)
    for place, form in (("summary", first), (5, late)):
        again = ann.post(place, form)
        assert again.status_code == 303
        assert "Je had je antwoorden al verstuurd" in ann.client.get(again.location).text
    assert ann.post("draft", late).status_code == 409
    assert len(asked.rows("waiting")) == 1
    assert asked.rows("invitation")[0].draft is None


def test_what_is_sent_is_what_the_person_looked_at(asked: Asked) -> None:
    ann = visitor(asked)
    ann.fill(1, mood=5)
    seen = ann.page("summary").filled({"sure": "yes"})
    ann.fill(5, rest="later bedacht")
    refused = ann.post("summary", seen)
    assert refused.status_code == 422
    assert "in een ander venster" in refused.text
    assert "later bedacht" in refused.text
    assert not asked.submitted


def test_declining_is_one_step_and_erases_what_was_written(asked: Asked) -> None:
    ann = visitor(asked)
    ann.fill(1, mood=5)
    assert went_to(ann.fill("decline", sure="yes"), ann.token)
    assert "Prima." in ann.get().text
    assert ann.fill("decline", sure="yes").status_code in {303, 403}
    assert len(asked.declined) == 1
    row = asked.rows("invitation")[0]
    assert (row.state, row.draft) == ("declined", None)
    assert not asked.rows("waiting")


def test_a_page_token_of_another_page_or_person_is_not_taken_and_what_was_typed_is_shown(
    asked: Asked,
) -> None:
    ann, bob = visitor(asked), visitor(asked)
    for token in (
        bob.page(5).fields["page_token"],
        ann.page("summary").fields["page_token"],
        [""],
        ["x.y.z"],
    ):
        refused = ann.post(5, ann.page(5).filled({"rest": "mijn tekst", "page_token": token}))
        assert refused.status_code == 403
        assert "mijn tekst" in refused.text
        kept = ann.post(5, {**_form_of(refused.text)})
        assert went_to(kept, "summary")
        ann.fill(5, rest="")
    refused = ann.post("summary", ann.page("summary").filled({"page_token": ["x"], "sure": "yes"}))
    assert refused.status_code == 403
    assert not asked.submitted


def _form_of(page: str) -> dict[str, list[str]]:
    return Form.read(page).fields


def test_an_answer_to_no_question_is_refused_and_the_draft_is_kept(asked: Asked) -> None:
    ann = visitor(asked)
    ann.fill(5, rest="eerst")
    refused = ann.fill(5, salary="100", name="nieuw")
    assert refused.status_code == 422
    assert "nieuw" in refused.text
    assert "eerst" in ann.get(5).text
    told = ann.post("draft", ann.page(5).filled({"salary": "1"}))
    assert told.status_code == 422


def test_the_language_changes_without_losing_what_was_typed(asked: Asked) -> None:
    ann = visitor(asked)
    moved = ann.fill(5, rest="half af", _language="fr")
    assert moved.status_code == 303
    page = ann.client.get(moved.location).text
    assert '<html lang="fr"' in page
    assert "half af" in page
    assert "Nog iets? (fr)" in page
    assert went_to(ann.post(5, ann.page(5, lang="fr").fields, lang="fr"), "summary")


def test_the_language_changes_on_the_way_back_to_the_summary_too(asked: Asked) -> None:
    ann = visitor(asked)
    ann.fill(1, mood=4)
    moved = ann.post(1, ann.page(1, back="summary").filled({"mood": "5", "_language": "fr"}))
    assert "lang=fr" in str(moved.location)
    assert "back=summary" in str(moved.location)
    form = Form.read(ann.get(1, lang="fr", back="summary").text)
    assert went_to(ann.post(1, form.filled({}), lang="fr"), "summary")


def test_a_page_speaks_the_language_of_the_person_unless_another_is_chosen(asked: Asked) -> None:
    ann = visitor(asked, language="en")
    assert "Taking part is free" in ann.get().text
    assert "La participation est libre" in ann.get(lang="fr").text
    assert "Part 1 of 3" in ann.get(1).text


def test_texts_of_any_length_and_script_neither_break_the_page_nor_the_database(asked: Asked) -> None:
    ann = visitor(asked)
    ann.fill(1, mood=5)
    ugly = "\x00\x1b<script>alert(1)</script>\u202eabc\u202c " + "é" * 9_900
    assert went_to(ann.fill(5, rest=ugly), "summary")
    assert "<script>alert(1)" not in ann.get("summary").text
    ann.send()
    assert "\x00" not in str(asked.submitted[0]["rest"])
    too_long = ann.get()
    assert too_long.status_code == 200


def test_words_are_kept_to_the_letter(asked: Asked) -> None:
    ann = visitor(asked)
    ann.fill(1, mood=5)
    said = 'een "citaat", een \\ en een \\u0041, {"json": [null]}, :naam %(s)s $1, 🌷,\nen een regel'
    assert went_to(ann.fill(5, rest=said), "summary")
    ann.send()
    assert [one.answers["rest"].text for one in asked.kept()] == [said]


def test_a_text_beyond_all_bounds_is_refused_and_shown(asked: Asked) -> None:
    ann = visitor(asked)
    refused = ann.fill(5, rest="y" * 30_000)
    assert refused.status_code == 422
    assert "y" * 30_000 in refused.text


def test_after_its_time_a_link_is_dead_even_for_its_thanks(asked: Asked) -> None:
    ann, bob = visitor(asked), visitor(asked)
    ann.fill(1, mood=5)
    ann.send()
    late = bob.page(1).filled({"mood": "4"})
    asked.house.set_time(asked.house.now + timedelta(days=22))
    assert ann.get().status_code == 404
    assert bob.get().status_code == 404
    assert bob.post(1, late).status_code == 404
