"""HR writes a questionnaire at the desk: from a copy to a published version, without script."""

from __future__ import annotations

import io
import re
from typing import Any

import pytest
import yaml
from flask.testing import FlaskClient

from services.stay_interviews.actions import LIBRARY
from tests.house import House, pressed
from tests.integration.journey.employer import in_force
from tests.unit.editor.surveys import Survey

ROOT = "/stay/desk/questionnaires"
DRAFT = f"{ROOT}/drafts/stay_form"
WORDS = {
    "nl": "Hoe is je werkplek?",
    "en": "How is your workplace?",
    "fr": "Comment est votre lieu de travail ?",
}


@pytest.fixture
def desk(house: House) -> FlaskClient:
    return house.logged_in("stay_interviews")


@pytest.fixture
def draft(desk: FlaskClient) -> FlaskClient:
    assert pressed(desk, f"{ROOT}/stay_form", f"{ROOT}/stay_form/next", version="1").status_code == 303
    return desk


def fields_of(page: str) -> dict[str, Any]:
    """Return what a browser would send back of the form on a page, as it stands."""
    found: dict[str, Any] = {}
    main = page[page.index("<main") :]
    for tag in re.findall(r"<input[^>]*>", main):
        name, kind = _attribute(tag, "name"), _attribute(tag, "type")
        if name and (kind not in {"radio", "checkbox"} or " checked" in tag):
            found.setdefault(name, []).append(_attribute(tag, "value"))
    for name, words in re.findall(r'<textarea[^>]*name="([^"]+)"[^>]*>\n?(.*?)</textarea>', main, re.DOTALL):
        found[name] = [_unescaped(words)]
    for name, rows in re.findall(r'<select[^>]*name="([^"]+)"[^>]*>(.*?)</select>', main, re.DOTALL):
        chosen = re.search(r'value="([^"]*)" selected', rows) or re.search(r'value="([^"]*)"', rows)
        found[name] = [chosen[1]] if chosen else []
    return found


def _attribute(tag: str, name: str) -> str:
    found = re.search(rf'\b{name}="([^"]*)"', tag)
    return _unescaped(found[1]) if found else ""


def _unescaped(words: str) -> str:
    for code, letter in (("&#34;", '"'), ("&#39;", "'"), ("&lt;", "<"), ("&gt;", ">"), ("&amp;", "&")):
        words = words.replace(code, letter)
    return words


def sent(client: FlaskClient, path: str, **changes: Any) -> Any:
    """Open a form, change fields, and send it."""
    page = client.get(path).text
    return client.post(path.partition("?")[0], data=fields_of(page) | changes)


def definition(house: House, key: str = "stay_form") -> dict[str, Any]:
    (row,) = house.sql("SELECT definition FROM stay.questionnaire_draft WHERE key = :key", key=key)
    return dict(row.definition)


def add_question(client: FlaskClient, path: str = DRAFT, **fields: Any) -> Any:
    section = re.search(r"questions/-\?section=([a-z0-9_]+)", client.get(path).text)
    assert section
    form = f"{path}/questions/-?section={section[1]}&kind={fields.pop('kind', 'long_text')}"
    return sent(client, form, **fields)


def in_three(name: str, words: dict[str, str] | None = None) -> dict[str, str]:
    return {f"{name}_{code}": said for code, said in (words or WORDS).items()}


def test_the_shelf_shows_what_there_is_and_each_form_can_be_read_and_saved(
    desk: FlaskClient, house: House
) -> None:
    assert "Blijfgesprek" in desk.get("/stay/desk/").text
    in_force(house, on={"stay"})
    shelf = desk.get(ROOT).text
    assert "Elk jaar" in shelf
    assert f'href="{ROOT}/stay_form"' in shelf
    page = desk.get(f"{ROOT}/stay_form").text
    assert "Maak een volgende versie" in page
    assert "Alleen als" in page
    exported = desk.get(f"{ROOT}/stay_form/1.yaml")
    assert yaml.safe_load(exported.text)["key"] == "stay_form"
    assert "attachment" in exported.headers["Content-Disposition"]
    assert desk.get(f"{ROOT}/nothing").status_code == 404
    assert desk.get(f"{ROOT}/stay_form/7.yaml").status_code == 404


def test_every_form_of_a_draft_sent_as_it_came_changes_nothing(draft: FlaskClient, house: House) -> None:
    before = definition(house)
    whole = draft.get(DRAFT).text
    forms = set(re.findall(rf'href="({DRAFT}/(?:questions|sections)/[a-z0-9_]+)"', whole)) | {
        f"{DRAFT}/about"
    }
    assert len(forms) > 20
    for path in sorted(forms):
        answer = sent(draft, path)
        assert answer.status_code == 303, (path, answer.text[-3000:])
    assert definition(house) == before


def test_a_question_is_added_in_three_languages_moved_changed_and_taken_out(
    draft: FlaskClient, house: House
) -> None:
    assert add_question(draft, **in_three("text")).status_code == 303
    section = definition(house)["sections"][0]
    assert section["questions"][-1] == {"key": "hoe_is_je_werkplek", "kind": "long_text", "text": WORDS}
    order = [one["key"] for one in section["questions"]]
    revision = re.search(r'name="revision" value="(\d+)"', draft.get(DRAFT).text)
    assert revision
    move = {"what": "question", "which": "hoe_is_je_werkplek"}
    form = move | {"revision": revision[1], "way": "up"}
    assert pressed(draft, DRAFT, f"{DRAFT}/move", **form).status_code == 303
    moved = [one["key"] for one in definition(house)["sections"][0]["questions"]]
    assert moved == [*order[:-2], order[-1], order[-2]]
    again = pressed(draft, DRAFT, f"{DRAFT}/move", **form)
    assert again.status_code == 303
    assert [one["key"] for one in definition(house)["sections"][0]["questions"]] == moved
    assert "heeft dit intussen veranderd" in draft.get(DRAFT).text
    revision = re.search(r'name="revision" value="(\d+)"', draft.get(DRAFT).text)
    assert revision
    pressed(draft, DRAFT, f"{DRAFT}/move", **move, revision=revision[1], way="remove")
    assert definition(house)["sections"][0]["questions"] == section["questions"][:-1]


def test_what_is_missing_in_a_language_is_marked_and_kept_and_stands_in_the_way_of_publishing(
    draft: FlaskClient, house: House
) -> None:
    assert add_question(draft, text_nl="Wat nog?").status_code == 303
    page = draft.get(DRAFT).text
    assert "Engels ontbreekt" in page
    assert "Er zijn nog 2 dingen te doen" in page
    form = draft.get(f"{DRAFT}/questions/wat_nog").text
    assert form.count("ontbreekt") == 2
    refused = pressed(draft, DRAFT, f"{DRAFT}/publish", sure="yes", revision="2")
    assert refused.status_code == 422
    assert "er klopt nog iets niet" in refused.text
    assert house.sql("SELECT 1 FROM stay.questionnaire") == []


def test_what_no_file_may_say_is_told_at_the_field(draft: FlaskClient) -> None:
    nothing = add_question(draft, kind="one_of", **in_three("text"))
    assert nothing.status_code == 422
    assert "Hier zijn er minstens 2 nodig" in nothing.text
    nameless = add_question(draft, text_nl="", text_en="", text_fr="")
    assert nameless.status_code == 422
    assert "Schrijf de vraag zelf." in nameless.text
    long = sent(draft, f"{DRAFT}/about", title_nl="x" * 400)
    assert long.status_code == 422
    assert 'id="e-title_nl"' in long.text
    assert "Hier passen 300 tekens" in long.text
    minutes = sent(draft, f"{DRAFT}/about", minutes="veel", title_nl="Kort")
    assert minutes.status_code == 422
    assert "Hier hoort een heel getal." in minutes.text


def test_options_are_added_ordered_and_taken_out_by_buttons(draft: FlaskClient, house: House) -> None:
    path = f"{DRAFT}/questions/-?section={definition(house)['sections'][0]['key']}&kind=one_of"
    typed = fields_of(draft.get(path).text) | in_three("text")
    typed |= {
        f"o{number}_{code}": f"{word} {code}"
        for number, word in enumerate(("Rood", "Blauw"))
        for code in WORDS
    }
    place = path.partition("?")[0]
    more = draft.post(place, data=typed | {"_do": "more"}).text
    typed = fields_of(more) | {f"o2_{code}": f"Groen {code}" for code in WORDS}
    up = draft.post(place, data=typed | {"_do": "option.up.2"}).text
    gone = draft.post(place, data=fields_of(up) | {"_do": "option.remove.0"}).text
    assert draft.post(place, data=fields_of(gone)).status_code == 303
    question = definition(house)["sections"][0]["questions"][-1]
    assert [one["key"] for one in question["options"]] == ["groen_nl", "blauw_nl"]


def test_a_condition_is_chosen_from_earlier_questions(draft: FlaskClient, house: House) -> None:
    *_others, (last, before) = _last_questions(definition(house))
    path = f"{DRAFT}/questions/{last['key']}"
    typed = fields_of(draft.get(path).text)
    asked = draft.post(path, data=typed | {"_do": "when.add", "when_question": before["key"]}).text
    number = sum(name.endswith("_question") for name in fields_of(asked) if name.startswith("w")) - 2
    row = fields_of(asked) | {f"w{number}_test": "at_most", f"w{number}_value": "2"}
    assert draft.post(path, data=row).status_code == 303
    when = _last_questions(definition(house))[-1][0]["when"]
    assert {"question": before["key"], "at_most": 2} in (when.get("all") or [when])
    assert "hoogstens 2" in draft.get(DRAFT).text
    wrong = draft.post(path, data=fields_of(draft.get(path).text) | {f"w{number}_value": ""})
    assert wrong.status_code == 422
    assert 'id="e-when"' in wrong.text


def _last_questions(whole: dict[str, Any]) -> list[tuple[dict[str, Any], dict[str, Any]]]:
    """Return the last question, with the last scale that stands before it."""
    questions = [one for part in whole["sections"] for one in part["questions"]]
    scales = [one for one in questions[:-1] if one["kind"].startswith("scale")]
    return [(questions[-1], scales[-1])]


def test_two_who_change_the_same_question_lose_nothing(draft: FlaskClient, house: House) -> None:
    other = house.logged_in("stay_interviews")
    key = definition(house)["sections"][0]["questions"][0]["key"]
    path = f"{DRAFT}/questions/{key}"
    mine, theirs = fields_of(draft.get(path).text), fields_of(other.get(path).text)
    assert other.post(path, data=theirs | {"text_nl": "Van een ander"}).status_code == 303
    told = draft.post(path, data=mine | {"text_nl": "Van mij"})
    assert told.status_code == 409
    assert "Hanna heeft dit intussen veranderd" in told.text
    assert "Van een ander" in told.text
    assert "Van mij" in told.text
    assert definition(house)["sections"][0]["questions"][0]["text"]["nl"] == "Van een ander"
    assert draft.post(path, data=fields_of(told.text)).status_code == 303
    assert definition(house)["sections"][0]["questions"][0]["text"]["nl"] == "Van mij"


def test_two_who_change_different_questions_do_not_meet(draft: FlaskClient, house: House) -> None:
    other = house.logged_in("stay_interviews")
    first, second = (one["key"] for one in definition(house)["sections"][0]["questions"][:2])
    mine = fields_of(draft.get(f"{DRAFT}/questions/{first}").text) | {"text_nl": "Van mij"}
    assert sent(other, f"{DRAFT}/questions/{second}", text_nl="Van een ander").status_code == 303
    assert draft.post(f"{DRAFT}/questions/{first}", data=mine).status_code == 303
    said = [one["text"]["nl"] for one in definition(house)["sections"][0]["questions"][:2]]
    assert said == ["Van mij", "Van een ander"]


def test_a_question_that_was_taken_out_meanwhile_is_not_lost(draft: FlaskClient, house: House) -> None:
    key = definition(house)["sections"][0]["questions"][0]["key"]
    path = f"{DRAFT}/questions/{key}"
    mine = fields_of(draft.get(path).text) | {"text_nl": "Van mij"}
    pressed(draft, DRAFT, f"{DRAFT}/move", what="question", which=key, way="remove", revision="1")
    told = draft.post(path, data=mine)
    assert told.status_code == 409
    assert "intussen uit het ontwerp gehaald" in told.text
    assert draft.post(path, data=fields_of(told.text)).status_code == 303
    assert "Van mij" in str(definition(house))


def test_the_words_about_who_reads_follow_the_promise_until_somebody_writes_others(
    desk: FlaskClient, house: House
) -> None:
    made = pressed(desk, f"{ROOT}/new", f"{ROOT}/new", title="Kort", level="confidential")
    path = made.headers["Location"]
    assert sent(desk, f"{path}/about", level="named", introduction_nl="Hoi").status_code == 303
    assert "met je naam erbij" in definition(house, "kort")["who_reads"]["nl"]
    assert "Kijk na of" not in desk.get(path).text
    sent(desk, f"{path}/about", who_reads_nl="Alleen Hanna leest dit")
    assert sent(desk, f"{path}/about", level="confidential").status_code == 303
    assert definition(house, "kort")["who_reads"]["nl"] == "Alleen Hanna leest dit"
    assert "Kijk na of" in desk.get(path).text


def test_a_section_that_was_taken_out_meanwhile_is_not_lost(draft: FlaskClient, house: House) -> None:
    key = definition(house)["sections"][0]["key"]
    path = f"{DRAFT}/sections/{key}"
    mine = fields_of(draft.get(path).text) | {"title_nl": "Van mij"}
    pressed(draft, DRAFT, f"{DRAFT}/move", what="section", which=key, way="remove", revision="1")
    told = draft.post(path, data=mine)
    assert told.status_code == 409
    assert "Van mij" in told.text
    assert draft.post(path, data=fields_of(told.text)).status_code == 303
    assert definition(house)["sections"][-1]["title"]["nl"] == "Van mij"
    assert draft.get(f"{DRAFT}/sections/nothing").status_code == 404


def test_what_nobody_can_see_is_left_out_and_lines_stay_lines(draft: FlaskClient, house: House) -> None:
    sent(draft, f"{DRAFT}/about", introduction_nl="Een\x00 regel.\r\n\r\nNog een.", title_nl="<b>Vet</b>")
    whole = definition(house)
    assert whole["introduction"]["nl"] == "Een regel.\n\nNog een."
    page = draft.get(DRAFT).text
    assert "<b>Vet" not in page
    source = (
        draft.get(f"{ROOT}/stay_form/1.yaml").get_data(as_text=True).replace("key: stay_form", "key: odd")
    )
    odd = source.replace("nl: HR leest dit zonder je naam", 'nl: "HR\\0 leest"')
    assert upload(draft, "odd.yaml", odd.encode()).status_code == 303
    assert definition(house, "odd")["who_reads"]["nl"] == "HR leest"


def test_a_draft_from_which_everything_was_taken_out_can_be_filled_again(
    draft: FlaskClient, house: House
) -> None:
    for revision, section in enumerate(definition(house)["sections"], start=1):
        form = {"what": "section", "which": section["key"], "way": "remove", "revision": str(revision)}
        assert pressed(draft, DRAFT, f"{DRAFT}/move", **form).status_code == 303
    assert definition(house)["sections"] == []
    page = draft.get(DRAFT)
    assert page.status_code == 200
    assert "minstens 1 nodig" in page.text
    assert sent(draft, f"{DRAFT}/questions/-", text_nl="Waar?").status_code == 404
    assert draft.get(f"{DRAFT}/try", follow_redirects=True).status_code == 404
    assert sent(draft, f"{DRAFT}/sections/-", **in_three("title")).status_code == 303
    assert add_question(draft, **in_three("text")).status_code == 303


def test_a_draft_becomes_a_version_once_with_what_is_different_shown_before(
    draft: FlaskClient, house: House
) -> None:
    same = pressed(draft, DRAFT, f"{DRAFT}/publish", sure="yes", revision="1")
    assert same.status_code == 409
    assert "gelijk aan de laatste versie" in same.text
    add_question(draft, **in_three("text"))
    page = draft.get(f"{DRAFT}/publish").text
    assert "Hoe is je werkplek?" in page
    assert "houden hun sleutel" in page
    unsure = pressed(draft, f"{DRAFT}/publish", f"{DRAFT}/publish", revision="2")
    assert unsure.status_code == 422
    stale = pressed(draft, f"{DRAFT}/publish", f"{DRAFT}/publish", sure="yes", revision="1")
    assert stale.status_code == 409
    done = sent(draft, f"{DRAFT}/publish", sure="yes")
    assert done.status_code == 303
    assert LIBRARY.latest("stay_form").version == 101
    assert "versie 1.1" in draft.get(f"{ROOT}/stay_form").text.casefold()
    again = pressed(draft, ROOT + "/new", f"{DRAFT}/publish", sure="yes", revision="2")
    assert again.status_code == 404
    (fact,) = house.facts("stay.questionnaire_published")
    assert (fact.person_id, fact.body["questionnaire"], fact.body["number"]) == (None, "stay_form", 101)


def test_a_draft_that_is_thrown_away_is_gone_and_a_second_click_does_no_harm(
    draft: FlaskClient, house: House
) -> None:
    for _click in range(2):
        assert pressed(draft, ROOT + "/new", f"{DRAFT}/discard").status_code == 303
    assert house.sql("SELECT 1 FROM stay.questionnaire_draft") == []
    assert len(house.facts("stay.questionnaire_draft_discarded")) == 1


def test_beginning_twice_goes_on_with_the_one_that_is_there(draft: FlaskClient, house: House) -> None:
    sent(draft, f"{DRAFT}/about", title_nl="Mijn titel")
    assert pressed(draft, f"{ROOT}/new", f"{ROOT}/stay_form/next").headers["Location"] == DRAFT
    assert definition(house)["title"]["nl"] == "Mijn titel"


def test_a_questionnaire_from_nothing_says_what_it_promises_and_never_promises_less_later(
    desk: FlaskClient, house: House
) -> None:
    assert pressed(desk, f"{ROOT}/new", f"{ROOT}/new", title="", level="").status_code == 422
    assert pressed(desk, f"{ROOT}/new", f"{ROOT}/new", title="x", level="secret").status_code == 422
    made = pressed(desk, f"{ROOT}/new", f"{ROOT}/new", title="Na de proeftijd", level="confidential")
    path = made.headers["Location"]
    assert path == f"{ROOT}/drafts/na_de_proeftijd"
    about = in_three("title") | in_three("introduction")
    assert sent(desk, f"{path}/about", **about).status_code == 303
    assert add_question(desk, path, **in_three("text")).status_code == 303
    assert sent(desk, f"{path}/publish", sure="yes").status_code == 303
    assert LIBRARY.latest("na_de_proeftijd").version == 1
    pressed(desk, f"{ROOT}/na_de_proeftijd", f"{ROOT}/na_de_proeftijd/next", version="1")
    looser = sent(desk, f"{path}/about", level="named")
    assert looser.status_code == 422
    assert "mag niet minder beloven" in looser.text
    kind = sent(desk, f"{path}/questions/hoe_is_je_werkplek", kind="scale5")
    assert kind.status_code == 303
    assert definition(house, "na_de_proeftijd")["sections"][0]["questions"][0]["kind"] == "long_text"


def test_a_copy_stands_on_its_own(desk: FlaskClient, house: House) -> None:
    assert pressed(desk, f"{ROOT}/stay_form", f"{ROOT}/stay_form/copy", title=" ").status_code == 422
    made = pressed(desk, f"{ROOT}/stay_form", f"{ROOT}/stay_form/copy", title="Kort gesprek", version="1")
    assert made.headers["Location"] == f"{ROOT}/drafts/kort_gesprek"
    assert definition(house, "kort_gesprek")["title"]["nl"] == "Kort gesprek"
    other = pressed(desk, f"{ROOT}/stay_form", f"{ROOT}/stay_form/copy", title="Kort gesprek", version="1")
    assert other.headers["Location"] == f"{ROOT}/drafts/kort_gesprek_2"


def test_a_trial_asks_as_a_person_is_asked_and_keeps_nothing(draft: FlaskClient, house: House) -> None:
    add_question(draft, text_nl="Nog niet vertaald")
    link = draft.get(f"{DRAFT}/try").headers["Location"]
    stranger = house.client("stay_interviews")
    first = stranger.get(link)
    assert first.status_code == 200
    assert "Dit is een voorbeeld." in first.text
    place, seen = f"{link}/1", ""
    for _page in range(40):
        page = stranger.get(place).text
        seen += page
        if "/summary" in place:
            break
        typed = {name: values for name, values in fields_of(page).items() if name.startswith("_")}
        scale = re.search(r'type="radio" [^>]*name="([a-z0-9_]+)" value="1"', page)
        answer = stranger.post(place, data=typed | ({scale[1]: "1"} if scale else {}) | {"_go": "next"})
        assert answer.status_code == 303, answer.text[-2000:]
        place = answer.headers["Location"]
    assert "Nog niet vertaald" in seen
    assert "1 van 5" in seen
    done = stranger.post(place, data={"sure": "yes"}, follow_redirects=True)
    assert "niets verstuurd en niets bewaard" in done.text
    assert "Van een voorbeeld wordt niets bewaard" in stranger.get(f"{link}/kept").text
    assert (
        stranger.post(f"{link}/draft", data={}, headers={"X-Requested-With": "weerzien"}).status_code == 409
    )
    assert stranger.get(link[:-3] + "xxx").status_code == stranger.get("/stay/a/nothing").status_code
    for table in ("invitation", "response", "waiting", "interview"):
        assert house.sql(f"SELECT 1 FROM stay.{table}") == []


def test_a_trial_goes_to_oneself_by_mail(draft: FlaskClient, house: House) -> None:
    assert pressed(draft, DRAFT, f"{DRAFT}/send").status_code == 303
    assert "onderweg naar" in draft.get(DRAFT).text
    house.deliver()
    ((_sender, _to, letter),) = house.postbox.envelopes
    assert letter["Subject"].startswith("Om te proberen: ")
    assert "/stay/a/trial/" in letter.get_body(("plain",)).get_content()  # type: ignore[union-attr]


def test_a_file_of_ours_comes_back_as_it_was_and_a_broken_one_is_told_by_line_and_key(
    desk: FlaskClient, house: House
) -> None:
    source = desk.get(f"{ROOT}/stay_form/1.yaml").get_data()
    changed = source.replace(b"minutes: 8", b"minutes: 7").replace(b"key: stay_form", b"key: from_a_file")
    answer = upload(desk, "mine.yaml", changed)
    assert answer.headers["Location"] == f"{ROOT}/drafts/from_a_file"
    assert upload(desk, "mine.yaml", changed).status_code == 409
    back = yaml.safe_load(desk.get(f"{ROOT}/drafts/from_a_file/export.yaml").get_data())
    assert back == yaml.safe_load(changed)
    broken = source.replace(b"level: confidential", b"level: secret").replace(
        b"kind: scale5", b"kind: scale6", 1
    )
    told = upload(desk, "mine.yaml", broken)
    assert told.status_code == 422
    assert "De belofte secret kennen we niet" in told.text
    assert "De soort scale6 kennen we niet" in told.text
    line = broken[: broken.index(b"scale6")].count(b"\n") + 1
    assert f">{line}<" in told.text
    assert "In dit bestand kloppen nog" in told.text


@pytest.mark.parametrize(
    ("name", "data", "status"),
    [
        ("", b"", 422),
        ("x.pdf", b"%PDF", 422),
        ("x.yaml", b"\xff\xfe", 422),
        ("x.yaml", b"key: [", 422),
        ("x.yaml", b"", 422),
        ("x.lss", b"<document>", 422),
    ],
)
def test_a_file_that_is_none_is_told_so(desk: FlaskClient, name: str, data: bytes, status: int) -> None:
    answer = upload(desk, name, data)
    assert answer.status_code == status
    assert 'role="alert"' in answer.text


def test_a_file_that_is_too_large_is_told_so(desk: FlaskClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("shared.editor.desk.files.LARGEST", 0)
    answer = upload(desk, "x.yaml", b"key: x")
    assert answer.status_code == 413
    assert "te groot" in answer.text


def test_a_survey_of_limesurvey_becomes_a_draft_with_what_did_not_come_along_listed(
    desk: FlaskClient, house: House
) -> None:
    survey = Survey("nl", "en", "fr")
    survey.question("mood", "L", answers=["A1", "A2"])
    survey.question("why", "T", relevance='mood.NAOK == "A2"')
    survey.question("rank", "R", answers=["A1", "A2"])
    answer = upload(desk, "survey.lss", survey.file())
    path = answer.headers["Location"]
    assert path == f"{ROOT}/drafts/titel_nl"
    page = desk.get(path).text
    assert "Wat niet is meegekomen uit het bestand" in page
    assert "<strong>rank</strong>" in page
    assert "Alles is er, in drie talen." in page
    assert definition(house, "titel_nl")["sections"][0]["questions"][1]["when"] == {
        "question": "mood",
        "equals": "a2",
    }
    assert sent(desk, f"{path}/publish", sure="yes").status_code == 303
    assert LIBRARY.latest("titel_nl").level == "confidential"
    told = upload(desk, "survey.lss", b"<document>\n<oops></document>")
    assert told.status_code == 422
    assert "geen goede XML" in told.text


def upload(client: FlaskClient, name: str, data: bytes, root: str = ROOT) -> Any:
    form: dict[str, Any] = {"level": "confidential"}
    if name:
        form["file"] = (io.BytesIO(data), name)
    return pressed(client, f"{root}/import", f"{root}/import", **form)


def test_only_hr_writes(house: House) -> None:
    for role in ("manager", "board", "interviewer"):
        client = house.logged_in("stay_interviews", role)
        assert client.get(ROOT).status_code == 403
        assert client.get(f"{DRAFT}/publish").status_code == 403
