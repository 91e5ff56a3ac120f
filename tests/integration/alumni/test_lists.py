"""Former colleagues out of a file: with proof a member, without it one question, and nobody is ever revived."""

from __future__ import annotations

from datetime import timedelta
from io import BytesIO
from typing import Any

import pytest

from services.alumni import jobs
from tests.house import pressed, text_of
from tests.integration.alumni.conftest import AFTERNOON, Network, submitted, token_of

HEADER = "naam;e-mail;van;tot;plaats;functie;taal;toestemming op;toestemming hoe;toestemming voor"
PROOF = "12-5-2019;formulier op de reünie;nieuws, reünies"


def handed_in(network: Network, *rows: str, header: str = HEADER) -> Any:
    desk = network.house.logged_in("alumni")
    content = "\n".join((header, *rows)).encode()
    page = desk.get("/alumni/desk/lists").text
    token = token_of(page)
    form = {"csrf_token": token, "file": (BytesIO(content), "vroeger.csv")}
    answer = desk.post("/alumni/desk/lists", data=form)
    network.house.drain()
    return answer


def preview(network: Network, answer: Any) -> str:
    assert answer.status_code == 303, answer.text
    return str(network.house.logged_in("alumni").get(answer.headers["Location"]).text)


def done(network: Network, answer: Any) -> str:
    path = answer.headers["Location"]
    desk = network.house.logged_in("alumni")
    assert pressed(desk, path, f"{path}/accept").status_code == 303
    network.house.drain()
    return str(desk.get(path).text)


def counts(network: Network) -> tuple[int, int, int]:
    (row,) = network.house.sql(
        "SELECT (SELECT count(*) FROM people.person WHERE forgotten_at IS NULL),"
        " (SELECT count(*) FROM alumni.member), (SELECT count(*) FROM alumni.application)"
    )
    return tuple(row)


def outcome(network: Network) -> dict[int, str]:
    rows = network.house.sql("SELECT row, coalesce(why, state) AS what FROM alumni.former")
    return {row.row: row.what for row in rows}


@pytest.fixture
def early(network: Network) -> Network:
    network.house.set_time(AFTERNOON)
    return network


def test_proof_makes_a_member_and_no_proof_brings_one_question(early: Network) -> None:
    answer = handed_in(
        early,
        f"Piet de Oude;piet@oud.example;1998;2006;Gent;Drukker;nl;{PROOF}",
        "Jeanne Petit;jeanne@oud.example;2001;2012;Namur;;fr;;;",
    )
    page = preview(early, answer)
    assert "Piet de Oude" in page
    assert "wordt lid, met dit bewijs" in page
    assert counts(early) == (0, 0, 0), "a preview changes nothing"
    assert early.letters("piet@oud.example") == []
    done(early, answer)
    (piet,) = early.house.sql("SELECT * FROM people.person WHERE family_name = 'Oude'")
    assert (piet.given_name, piet.infix) == ("Piet", "de")
    assert early.wants({"id": piet.id}) == ["news", "reunions"]
    assert early.ledger({"id": piet.id}) == [("news", True, "file"), ("reunions", True, "file")]
    member = early.member({"id": piet.id})
    assert (member.first_year, member.last_year, member.place, member.function) == (
        1998,
        2006,
        "Gent",
        "Drukker",
    )
    (letter,) = early.letters("piet@oud.example")
    assert "Op 12 mei 2019 zei je" in text_of(letter)
    assert "One-Click" in str(letter["List-Unsubscribe-Post"])
    own = early.link("piet@oud.example", "/me")
    assert "formulier op de reünie" in early.phone.get(own.replace("/me", "/known")).text
    assert early.house.sql("SELECT count(*) FROM people.caller")[0][0] == 0, "the door keeps nothing"
    (question,) = early.letters("jeanne@oud.example")
    assert "Restons-nous en contact" in str(question["Subject"])
    assert early.confirm("jeanne@oud.example", subjects=["news"]).status_code == 303
    (jeanne,) = early.house.sql("SELECT * FROM people.person WHERE family_name = 'Petit'")
    assert early.ledger({"id": jeanne.id}) == [("news", True, "invitation")]
    assert early.member({"id": jeanne.id}).place == "Namur"


def test_the_same_file_again_changes_nothing_and_writes_to_nobody(early: Network) -> None:
    rows = (f"Piet de Oude;piet@oud.example;;;;;;{PROOF}", "Jeanne Petit;jeanne@oud.example;;;;;;;;")
    done(early, handed_in(early, *rows))
    before = counts(early)
    letters = [len(early.letters(one)) for one in ("piet@oud.example", "jeanne@oud.example")]
    again = handed_in(early, *rows)
    page = preview(early, again)
    assert "is al lid; verandert niets" in page
    assert "kreeg de vraag al eens" in page
    assert "Deze lijst brengt niemand" in page
    done(early, again)
    assert counts(early) == before
    assert [len(early.letters(one)) for one in ("piet@oud.example", "jeanne@oud.example")] == letters


def test_nobody_is_revived(early: Network) -> None:
    """Who left, said no, died, was forgotten, works here or cannot be reached stays as they are, whatever the proof."""
    house = early.house
    early.join(given_name="Lea", infix=None, family_name="Los", private_email="lea@oud.example")
    own = early.link("lea@oud.example", "/me")
    early.phone.post(own.replace("/me", "/leave"), data={"List-Unsubscribe": "One-Click"})
    early.worked_here(given_name="Wim", infix=None, family_name="Werkt", private_email="wim@oud.example",
                      last_day=None, leave_kind=None)  # fmt: skip
    early.worked_here(given_name="Dora", infix=None, family_name="Dood", private_email="dora@oud.example",
                      leave_kind="death")  # fmt: skip
    gone = early.worked_here(
        given_name="Vera", infix=None, family_name="Weg", private_email="vera@oud.example"
    )
    house.client("people").post(f"/people/api/v1/people/{gone['id']}/erasure", headers=house.api)
    house.drain()
    people = ("Lea Los", "Wim Werkt", "Dora Dood", "Vera Weg")
    rows = [f"{name};{name.split()[0].lower()}@oud.example;;;;;;{PROOF}" for name in people]
    before = counts(early)
    letters = len(house.postbox.envelopes)
    done(early, handed_in(early, *rows))
    assert outcome(early) == {2: "left", 3: "works_here", 4: "died", 5: "forgotten"}
    assert counts(early) == before
    early.letters("lea@oud.example")
    assert len(house.postbox.envelopes) - letters <= 1, "only that Lea stopped, which her own hand did"
    assert house.sql("SELECT count(*) FROM people.caller")[0][0] == 0


def test_whom_we_half_know_hr_looks_at_first(early: Network) -> None:
    noor = early.worked_here(private_email=None)
    answer = handed_in(early, f"Noor van der Meer;noor@nieuw.example;2015;2021;;;;{PROOF}")
    assert "jij kijkt eerst" in preview(early, answer)
    done(early, answer)
    assert early.house.sql("SELECT * FROM alumni.member") == []
    desk = early.house.logged_in("people")
    assert "een lijst die HR inlas" in desk.get("/people/desk/callers").text
    (row,) = early.house.sql("SELECT * FROM people.caller")
    pressed(desk, "/people/desk/callers", f"/people/desk/callers/{row.id}/admit", person=noor["id"])
    early.house.drain()
    assert early.wants(noor) == ["news", "reunions"]
    assert len(early.letters("noor@nieuw.example")) == 1


def test_of_whom_hr_forgets_instead_of_looking_nothing_of_the_row_stays(early: Network) -> None:
    noor = early.worked_here(private_email="noor@nieuw.example")
    done(early, handed_in(early, f"Noortje Meer;noor@nieuw.example;2015;2021;;;;{PROOF}"))
    assert outcome(early) == {2: "vouched"}, "the address is known under another name"
    early.house.client("people").post(f"/people/api/v1/people/{noor['id']}/erasure", headers=early.house.api)
    early.house.drain()
    assert outcome(early) == {2: "refused"}
    (row,) = early.house.sql("SELECT * FROM alumni.former")
    assert (row.mail_hash, row.agreed_how, row.from_year) == (None, None, None)


def test_who_says_no_or_nothing_is_erased_and_never_asked_again(early: Network) -> None:
    rows = ("Nee Nooit;nee@oud.example;;;;;;;;", "Stil Stiller;stil@oud.example;;;;;;;;")
    done(early, handed_in(early, *rows))
    submitted(early.phone, early.link("nee@oud.example"), answer="no")
    early.house.drain()
    early.house.set_time(early.house.now + timedelta(days=32))
    jobs.close_due()
    early.house.drain()
    assert early.house.sql("SELECT * FROM people.person WHERE forgotten_at IS NULL") == []
    done(early, handed_in(early, *rows))
    assert counts(early)[:2] == (0, 0)
    assert len(early.letters("nee@oud.example")) == len(early.letters("stil@oud.example")) == 1


def test_each_wrong_row_is_told_with_its_column_and_how_to_mend_it_and_the_rest_goes_on(
    early: Network,
) -> None:
    answer = handed_in(
        early,
        ";zonder@naam.example;;;;;;;;",
        "Geen Adres;niets;;;;;;;;",
        "Half Bewijs;half@oud.example;;;;;;12-5-2019;;nieuws",
        "Later Jaar;later@oud.example;2010;2008;;;;;;",
        "Morgen Ja;morgen@oud.example;;;;;;12-5-2099;mail;nieuws",
        "Goed Zo;goed@oud.example;;;;;;;;",
        "Goed Zo;GOED@oud.example;;;;;;;;",
        "Vreemd Doel;doel@oud.example;;;;;;12-5-2019;mail;kalenders",
    )
    page = preview(early, answer)
    for said in ("We missen de naam.", "kunnen we niet lezen", "Bewijs van toestemming is heel of niet",
                 "ligt voor het jaar waarin", "moet nog komen", "staat al op rij 7", "kalenders"):  # fmt: skip
        assert said in page, said
    assert "zonder@naam.example" not in page, "addresses are not repeated"
    done(early, answer)
    assert outcome(early) == {7: "asked"}


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "leeg"),
        (b"%PDF-1.7 x", "geen CSV of XLSX"),
        (b"naam;e-mail\n", "kopregel"),
    ],
)
def test_a_file_that_is_no_list_is_refused_in_words(early: Network, content: bytes, said: str) -> None:
    desk = early.house.logged_in("alumni")
    token = token_of(desk.get("/alumni/desk/lists").text)
    answer = desk.post("/alumni/desk/lists", data={"csrf_token": token, "file": (BytesIO(content), "x.csv")})
    assert (answer.status_code, said in answer.text) == (422, True)
    assert early.house.sql("SELECT * FROM alumni.former_list") == []


def columns(network: Network, answer: Any, **chosen: str) -> Any:
    """Say which column is what on the page to which a list leads."""
    desk = network.house.logged_in("alumni")
    path = answer.headers["Location"].removesuffix("/columns")
    found = pressed(desk, "/alumni/desk/lists", f"{path}/columns", **chosen)
    network.house.drain()
    return found


ODD = "wie;waar;doel"
SAID = {"column-name": "wie", "column-email": "waar", "column-agreed_to": "doel", "values-agreed_to": "N = nieuws",
        "template-agreed_on": "12-5-2019", "template-agreed_how": "formulier"}  # fmt: skip


def test_of_columns_that_we_do_not_know_hr_says_which_is_what_and_never_has_to_again(early: Network) -> None:
    answer = handed_in(
        early, "Piet de Oude;piet@oud.example;N", "Jeanne Petit;jeanne@oud.example;", header=ODD
    )
    desk = early.house.logged_in("alumni")
    page = desk.get(answer.headers["Location"], follow_redirects=True).text
    assert "Wat de kolommen van vroeger.csv zijn" in page
    assert "Piet de Oude · Jeanne Petit" in page, "the first rows are the examples"
    assert "zeg eerst wat de kolommen zijn" in desk.get("/alumni/desk/lists").text
    assert early.house.sql("SELECT * FROM people.caller") == [], "nothing is read before HR says so"
    lacking = columns(early, answer, **(SAID | {"column-email": ""}))
    assert (lacking.status_code, "Kies de kolom met het mailadres." in lacking.text) == (422, True)
    assert 'value="12-5-2019"' in lacking.text, "what was typed stays"
    wrong = columns(early, answer, **(SAID | {"column-email": "bestaat niet"}))
    assert (wrong.status_code, "bestaat niet" in wrong.text) == (422, True)
    read = columns(early, answer, **SAID)
    assert "wordt lid, met dit bewijs" in preview(early, read)
    assert columns(early, answer, **SAID).headers["Location"] == "/alumni/desk/lists", (
        "a second click is told"
    )
    done(early, read)
    assert outcome(early) == {2: "member", 3: "asked"}
    again = handed_in(early, "Mies Moes;mies@oud.example;N", header=ODD)
    assert "wordt lid, met dit bewijs" in preview(early, again), "remembered"


def test_a_column_that_was_taken_wrongly_is_put_right_and_the_file_goes_with_the_decision(
    early: Network,
) -> None:
    answer = handed_in(early, "Utrecht;Piet de Oude;piet@oud.example", header="naam;wie;e-mail")
    assert "Utrecht" in preview(early, answer)
    read = columns(early, answer, **{"column-name": "wie", "column-email": "e-mail", "column-place": "naam"})
    page = preview(early, read)
    assert "Piet de Oude" in page
    assert (
        columns(
            early, read, **{"column-name": "wie", "column-email": "e-mail", "column-place": "naam"}
        ).headers["Location"]
        == read.headers["Location"]
    ), "the same said twice changes nothing"
    assert [row.name for row in early.house.sql("SELECT name FROM people.caller")] == ["Piet de Oude"]
    kept = early.house.settings.home / "alumni" / "lists"
    assert [one.name for one in kept.iterdir()] == [read.headers["Location"].rpartition("/")[2]]
    done(early, read)
    assert list(kept.iterdir()) == []
    late = columns_page(early, read)
    assert "al beslist" in late
    (piet,) = early.house.sql("SELECT id FROM people.person WHERE family_name = 'Oude'")
    assert early.letters("piet@oud.example")
    assert early.house.sql("SELECT place FROM alumni.former")[0].place == "Utrecht", piet


def columns_page(network: Network, answer: Any) -> str:
    desk = network.house.logged_in("alumni")
    return str(desk.get(f"{answer.headers['Location']}/columns", follow_redirects=True).text)


def test_a_list_about_which_nobody_decides_goes_with_all_that_lies_at_the_door(early: Network) -> None:
    answer = handed_in(early, f"Piet de Oude;piet@oud.example;;;;;;{PROOF}")
    handed_in(early, "Piet de Oude;piet@oud.example;N", header=ODD)
    early.house.set_time(early.house.now + timedelta(days=15))
    assert jobs.close_due() == 2
    assert list((early.house.settings.home / "alumni" / "lists").iterdir()) == []
    early.house.drain()
    assert early.house.sql("SELECT * FROM people.caller") == []
    assert early.house.sql("SELECT address_hash FROM alumni.former")[0].address_hash is None
    desk = early.house.logged_in("alumni")
    assert desk.get(answer.headers["Location"]).status_code == 404
    assert desk.get("/alumni/desk/lists").status_code == 200


def test_the_role_of_the_network_sees_names_of_a_list_and_never_an_address(early: Network) -> None:
    handed_in(early, f"Piet de Oude;piet@oud.example;;;;;;{PROOF}")
    with early.house.transaction("alumni")() as tx:
        from sqlalchemy import text  # noqa: PLC0415

        row = tx.conn.execute(text("SELECT * FROM people.listed_v1")).one()
        assert set(row._mapping) == {"caller_id", "list_id", "name", "verdict", "person_id"}
