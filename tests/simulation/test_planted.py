"""A planted problem, a measure and its effect: what the pages say of it to somebody who does not know."""

from __future__ import annotations

import re
from datetime import date
from uuid import uuid4

from flask.testing import FlaskClient

from tests.asked import Form, document
from tests.house import House, pressed
from tests.integration.insights.conftest import words
from tests.simulation.planted import ELSEWHERE, NOTICED, OTHERS, PLANTED, Planted

DESK = "/insights/desk/"
MEASURE = {
    "title": "Thuiswerken zoals beloofd",
    "what": "Twee dagen thuis voor wie dat wil, en eerlijk erover in de vacature.",
    "starts_on": "2025-01-06",
    "avoided": "20",
    "cost": "25.000",
    "told": "Je vertelde dat thuiswerken beloofd was en niet kwam. Nu kan het.",
}


def said(desk: FlaskClient, place: str = "") -> str:
    """What a page says, in words."""
    answer = desk.get(f"{DESK}{place}")
    assert answer.status_code == 200, place
    return words(answer.text)


def form_of(page: str) -> tuple[str, Form]:
    """Where the form of a measure goes, and its fields as they stand."""
    form = next(one for one in document(page).forms if "/edit" in (one.action or ""))
    fields: dict[str, list[str]] = {}
    for name, value in form.form_values():
        fields.setdefault(name, []).append(value)
    return str(form.action), Form(fields)


def costs(desk: FlaskClient) -> None:
    """HR fills in what one leaving costs."""
    level = {
        "name": "Iedereen",
        "recruiting_low": "3.000",
        "recruiting_high": "6.000",
        "knowledge_low": "2.000",
    }
    pressed(desk, f"{DESK}costs", f"{DESK}costs/levels/{uuid4()}", **level, knowledge_high="4.000")
    page = desk.get(f"{DESK}costs").text
    (chosen,) = set(re.findall(r'<option value="([0-9a-f-]{36})"', page))
    functions = re.findall(r'name="function" value="([^"]+)"', page)
    pressed(
        desk, f"{DESK}costs", f"{DESK}costs/functions", function=functions, level=[chosen] * len(functions)
    )


def test_a_planted_problem_its_reason_a_measure_and_its_yield_are_told_by_the_pages(house: House) -> None:
    lived = Planted(house)
    lived.begin()
    lived.live((2023, 2024))
    lived.go(NOTICED)
    desk = house.logged_in("insights")
    costs(desk)
    the_rise_and_its_reason(lived, desk)
    measure = the_measure(desk)
    lived.live((2025,))
    lived.go(date(2026, 1, 19))
    the_yield(lived, house.logged_in("insights"), measure)


def the_rise_and_its_reason(lived: Planted, desk: FlaskClient) -> None:
    gone, before = (len(lived.left(PLANTED, year)) for year in (2024, 2023))
    early = sum(one.early for one in lived.left(PLANTED, 2024))
    mean = (lived.heads(PLANTED, date(2023, 12, 31)) + lived.heads(PLANTED, date(2024, 12, 31))) / 2
    home = said(desk)
    story = home.partition("Waar het verloop steeg, en wat we daarvan weten")[2].partition("1. Meten")[0]
    assert f"{PLANTED} {gone} van gemiddeld {mean:n} mensen vertrokken" in story.replace(",", ".")
    assert "Dat is meer dan in het jaar ervoor" in story
    assert f"Van wie vertrok, waren er {early} nog geen jaar in dienst." in story
    # What those said who left at the end of the year is no figure yet.
    told = [one for one in lived.left(PLANTED, 2024) if one.why and one.left and one.left.month < 12]
    broken = sum(one.why == "expectations" for one in told)
    assert f"noemde het vaakst: anders dan verwacht ({broken} van {len(told)})." in story
    assert (
        f"Wat er beloofd was ({broken} van {broken}); Over vrijheid of thuiswerken ({broken} van {broken})"
        in story
    )
    promised = sum(one.promised for one in lived.everybody)
    assert f"vooral de ruimte in waar en wanneer je werkt: {promised} van {promised}, elders 0 van " in story
    assert "Dat zegt niet dat het een door het ander komt." in story
    assert not [unit for unit in OTHERS if unit in story], "nothing rose there"
    assert f"{PLANTED}: meer verloop dan een jaar eerder" in home
    assert before < gone
    assert story.split("Waarom mensen gaan")[0] in said(desk, "turnover?by=department&period=2024")
    reasons = said(desk, "reasons?by=department&from=2024&to=2024")
    assert f"{PLANTED} {len(told)} anders dan verwacht ({broken} van {len(told)})" in reasons
    assert f"anders dan verwacht – – – – 0 van {ELSEWHERE * len(OTHERS) * 2 + before}" in reasons
    together = said(desk, "together")
    assert f"Waar vaker iets anders was dan verwacht ({PLANTED}): Daar vertrokken binnen een jaar" in together
    assert "Dat is vaker, en waarschijnlijk geen toeval" in together
    assert "Het vaakst anders was daar de ruimte in waar en wanneer je werkt" in together


def the_measure(desk: FlaskClient) -> str:
    """From the story to the measure: the form knows why, for whom, and about which reason."""
    (link,) = re.findall(r'href="([^"]+measures/new\?department=[^"]+)"', desk.get(DESK).text)
    place, form = form_of(desk.get(link.replace("&amp;", "&")).text)
    assert "van gemiddeld" in str(form.fields["why"])
    assert form.fields["reason"] == ["anders dan verwacht: Wat er beloofd was: Over vrijheid of thuiswerken"]
    kept = desk.post(place, data=form.filled(MEASURE))
    assert kept.status_code == 303, words(kept.text)
    pressed(desk, kept.location, f"{kept.location}/state", state="running")
    told = words(desk.get(kept.location).text)
    assert "Toen dit werd bedacht: " in told
    assert "20 keer per jaar minder vertrek: € 100.000 tot € 200.000" in told
    assert MEASURE["title"] in said(desk).partition("1. Meten")[0], "the story says what is being done"
    return str(kept.location)


def the_yield(lived: Planted, desk: FlaskClient, measure: str) -> None:
    path, form = form_of(desk.get(f"{measure}/edit").text)
    assert desk.post(path, data=form.filled({"spent": "31.000"})).status_code == 303
    page = words(desk.get(measure).text)
    assert "Het hielp, zo lijkt het: mensen vertrokken 0,1 tot 0,5 keer zo vaak" in page
    assert "Minder vertrek, per jaar 20 naar schatting " in page
    assert "Wat dat scheelt, per jaar € 100.000 tot € 200.000 € " in page
    assert "Kosten van de maatregel € 25.000 € 31.000" in page
    assert "Een bewijs is dit niet" in page
    home = said(desk)
    assert f"{MEASURE['title']}: Het hielp, zo lijkt het" in home
    assert f"{PLANTED}: minder verloop dan een jaar eerder" in home
    assert "Waar het verloop steeg" not in home
    reasons = said(desk, "reasons")
    assert re.search(r"anders dan verwacht – – – 0 van \d+ \d+ van \d+ 0 van \d+ neemt af", reasons)
    # The clock made both evaluations, each in January; what the measure cost was filled in since.
    pressed(desk, f"{DESK}evaluations", f"{DESK}evaluations", year="2025")
    assert "vooral de ruimte in waar en wanneer je werkt" in said(desk, "evaluations/2024")
    evaluation = said(desk, "evaluations/2025")
    for told in (
        f"{PLANTED}: 6 van gemiddeld",
        "Minder vaak genoemd dan in de jaren ervoor: anders dan verwacht.",
        "Minder vertrek per jaar: gehoopt 20; naar schatting ",
        "De maatregel zelf kostte € 31.000.",
    ):
        assert told in evaluation, told
    assert MEASURE["told"] in words(lived.house.client("insights").get("/insights/told").text)
