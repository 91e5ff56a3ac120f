"""A newsletter: written, looked over, sent in one statement, and left to whoever still wants it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest

from services.alumni.actions import newsletters
from services.alumni.domain.news import Words
from services.alumni.errors.newsletters import IssueMoved, IssueNotReady
from services.alumni.store import issues
from tests.house import House, links_in, pressed, text_of
from tests.integration.alumni.conftest import AFTERNOON, SUBJECTS, Network, submitted

BODY = "## Wie er nu werkt\n\nKom eens langs op [onze site](https://brug.example/kom).\n\n[knop: Kom langs](https://brug.example/kom)"


@pytest.fixture
def readers(network: Network) -> list[tuple[Any, str]]:
    network.house.set_time(AFTERNOON)
    found = [
        network.join(
            given_name=name, private_email=f"{name.lower()}@thuis.example", language=language, place=place
        )
        for name, language, place in (("Noor", "nl", "Utrecht"), ("Ada", "en", "Gent"), ("Luc", "fr", "Gent"))
    ]
    network.house.postbox.envelopes.clear()
    return found


def written(house: House, **changes: Any) -> UUID:
    with house.transaction("alumni")() as tx:
        issue_id = newsletters.begin(tx, "Voorjaar", by=None)
        for language, subject in (("nl", "Hoe het hier gaat"), ("en", "How things are here")):
            words = Words(
                language=language, **{"subject": subject, "preview": "Kort", "body": BODY} | changes
            )
            newsletters.write(tx, issue_id, words, by=None, keep=True)
    return issue_id


def sent(house: House, issue_id: UUID, at: datetime | None = None) -> int:
    with house.transaction("alumni")() as tx:
        return newsletters.send(tx, issue_id, at=at, by=None)


def deed(house: House, name: str, issue_id: UUID) -> None:
    with house.transaction("alumni")() as tx:
        getattr(newsletters, name)(tx, issue_id)
    house.drain()


def got(network: Network, name: str) -> list[Any]:
    return network.letters(f"{name.lower()}@thuis.example")


def test_everybody_who_wants_news_gets_one_in_their_own_language_else_in_the_first(
    network: Network, readers: list[Any]
) -> None:
    assert sent(network.house, written(network.house)) == 3
    subjects = {name: [str(one["Subject"]) for one in got(network, name)] for name in ("Noor", "Ada", "Luc")}
    assert subjects == {
        "Noor": ["Hoe het hier gaat"],
        "Ada": ["How things are here"],
        "Luc": ["Hoe het hier gaat"],
    }
    assert readers


def test_every_letter_carries_the_way_out_in_both_headers_and_in_words(
    network: Network, readers: list[Any]
) -> None:
    noor, own = readers[0]
    sent(network.house, written(network.house))
    (letter,) = got(network, "Noor")
    out = f"{network.house.settings.base_url}{own}/leave"
    assert letter["List-Unsubscribe"] == f"<{out}?about=news>"
    assert letter["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert out in links_in(letter)
    assert "Hallo Noor," in text_of(letter)
    path = str(letter["List-Unsubscribe"]).strip("<>").removeprefix(network.house.settings.base_url)
    assert network.phone.post(path, data={"List-Unsubscribe": "One-Click"}).status_code == 200
    assert network.wants(noor) == ["reunions", "vacancies"]


def test_a_scanner_that_opens_and_presses_everything_changes_nothing(
    network: Network, readers: list[Any]
) -> None:
    noor, own = readers[0]
    before = network.ledger(noor)
    for page in ("/me", "/leave", "/forget", "/known", "/address", "/download"):
        assert network.phone.get(own + page).status_code == 200
        if page in {"/leave", "/forget", "/address"}:
            assert submitted(network.phone, own + page).status_code == 422
    assert (
        submitted(network.phone, f"{own}/me", subjects=SUBJECTS, frequency="each", language="nl").status_code
        == 303
    )
    assert network.ledger(noor) == before


def test_who_takes_it_back_while_it_runs_gets_nothing_more(network: Network, readers: list[Any]) -> None:
    _noor, own = readers[0]
    issue_id = written(network.house)
    sent(network.house, issue_id)
    network.phone.post(f"{own}/leave", data={"List-Unsubscribe": "One-Click"})
    assert [str(one["Subject"]) for one in got(network, "Noor")] == ["Je hebt je afgemeld"]
    assert len(got(network, "Ada")) == 1
    with network.house.transaction("alumni")() as tx:
        outcomes = {(row.state, row.outcome): row.letters for row in issues.progress(tx.conn, issue_id)}
    assert outcomes == {("sent", None): 2, ("cancelled", "not_wanted"): 1}
    page = network.house.logged_in("alumni").get(f"/alumni/desk/news/{issue_id}/progress").text
    assert "zei nieuws op in de week erna" in page


def test_paused_nothing_leaves_and_it_goes_on_without_a_second_copy(
    network: Network, readers: list[Any]
) -> None:
    issue_id = written(network.house)
    sent(network.house, issue_id)
    deed(network.house, "pause", issue_id)
    assert got(network, "Ada") == []
    deed(network.house, "resume", issue_id)
    assert len(got(network, "Ada")) == len(got(network, "Noor")) == 1
    assert readers


def test_stopped_what_has_not_left_never_leaves(network: Network, readers: list[Any]) -> None:
    issue_id = written(network.house)
    sent(network.house, issue_id)
    deed(network.house, "stop", issue_id)
    network.house.set_time(AFTERNOON + timedelta(days=3))
    assert got(network, "Ada") == []
    assert readers


def test_planned_it_waits_for_its_moment_and_for_the_hours_of_the_reader(
    network: Network, readers: list[Any]
) -> None:
    evening = datetime(2026, 3, 3, 20, 0, tzinfo=UTC)
    sent(network.house, written(network.house), at=evening)
    network.house.set_time(evening + timedelta(minutes=1))
    assert got(network, "Ada") == [], "not in the evening"
    network.house.set_time(datetime(2026, 3, 4, 9, 30, tzinfo=UTC))
    assert len(got(network, "Ada")) == 1
    assert readers


def test_a_segment_counts_and_sends_to_the_same_people(network: Network, readers: list[Any]) -> None:
    issue_id = written(network.house)
    desk = network.house.logged_in("alumni")
    page = f"/alumni/desk/news/{issue_id}/readers"
    pressed(desk, page, page, places=["Gent"], language="nl", archived="yes")
    assert "2 lezers krijgen deze brief" in desk.get(page).text
    assert sent(network.house, issue_id) == 2
    assert got(network, "Noor") == []
    assert readers


@pytest.mark.parametrize(
    ("changes", "code"),
    [({"subject": ""}, "no_subject"), ({"preview": ""}, "no_preview"), ({"body": ""}, "no_body"),
     ({"body": "![](https://a.example/x.png)"}, "no_alternative"),
     ({"body": "![x](http://a.example/x.png)"}, "picture_unsafe"),
     ({"body": "[x](javascript:alert(1))"}, "link_odd"), ({"body": "[x](brug.example)"}, "link_odd")],
)  # fmt: skip
def test_what_is_not_right_keeps_it_from_leaving(
    network: Network, readers: list[Any], changes: dict[str, str], code: str
) -> None:
    issue_id = written(network.house, **changes)
    with network.house.transaction("alumni")() as tx:
        outlook = newsletters.outlook(tx, newsletters.load(tx, issue_id))
        assert code in {one.code for one in outlook.findings if one.stops}
        with pytest.raises(IssueNotReady):
            newsletters.send(tx, issue_id, at=None, by=None)
    assert readers


def test_what_people_write_is_never_a_template_and_never_script(network: Network, readers: list[Any]) -> None:
    hostile = "{{ organisation }} {% for x in 1 %} {# x #} {{{ JINJA0AJNIJ @@body@@ <script>alert(1)</script>"
    issue_id = written(network.house, subject="{{ sender }}", body=hostile)
    sent(network.house, issue_id)
    (letter,) = got(network, "Noor")
    assert letter["Subject"] == "{{ sender }}"
    assert "{{ organisation }} {% for x in 1 %} {# x #} {{{" in text_of(letter)
    html = letter.get_body(("html",)).get_content()
    assert "<script" not in html
    assert "{{ organisation }}" in html
    page = network.phone.get(f"/alumni/news/{issue_id}").text
    assert "<script>alert" not in page
    assert readers


def test_a_second_hand_is_another_hand(network: Network, readers: list[Any]) -> None:
    issue_id = written(network.house)
    writer, other = network.house.logged_in("alumni"), network.house.logged_in("alumni")
    base = f"/alumni/desk/news/{issue_id}"
    pressed(writer, f"{base}/readers", f"{base}/readers", language="nl", second_hand="yes")
    for desk in (writer, other):
        answer = pressed(desk, f"{base}/check", f"{base}/send", at="")
        assert answer.status_code == 409, "not before it is approved"
    pressed(writer, f"{base}/check", f"{base}/approve")
    assert network.house.sql("SELECT approved_by FROM alumni.issue")[0].approved_by is None
    pressed(other, f"{base}/check", f"{base}/approve")
    assert pressed(writer, f"{base}/check", f"{base}/send", at="").status_code == 303
    assert len(got(network, "Noor")) == 1
    assert readers


def test_writing_keeps_itself_and_has_a_history_to_go_back_to(network: Network) -> None:
    desk = network.house.logged_in("alumni")
    pressed(desk, "/alumni/desk/news", "/alumni/desk/news", title="Voorjaar 2026")
    (issue,) = network.house.sql("SELECT id FROM alumni.issue")
    base = f"/alumni/desk/news/{issue.id}"
    for body in ("Eerste", "Tweede"):
        pressed(desk, base, f"{base}/words/nl", subject="Dag", preview="Kort", body=body)
    typed = pressed(desk, base, f"{base}/typed/nl", subject="Dag", preview="Kort", body="Derde")
    assert typed.status_code == 204
    assert "Derde" in desk.get(base).text
    history = desk.get(f"{base}/history").text
    assert "Eerste" in history
    assert "Derde" not in history
    (first,) = network.house.sql("SELECT id FROM alumni.issue_version WHERE body = 'Eerste'")
    pressed(desk, base, f"{base}/restore/{first.id}")
    assert "Eerste" in desk.get(base).text
    assert "Derde" in desk.get(f"{base}/history").text


def test_the_desk_shows_the_letter_as_mail_will_write_it(network: Network, readers: list[Any]) -> None:
    issue_id = written(network.house)
    mail = network.house.logged_in("mail")
    for side, expected in (("html", "Wie er nu werkt"), ("dark", "@media all"), ("text", "Kom langs:")):
        answer = mail.get(f"/mail/desk/newsletters/{issue_id}/nl?as={side}")
        assert answer.status_code == 200
        assert expected in answer.text
    assert mail.get(f"/mail/desk/newsletters/{issue_id}/fr").status_code == 404
    assert readers


def test_a_test_letter_goes_to_oneself_only(network: Network, readers: list[Any]) -> None:
    issue_id = written(network.house)
    desk = network.house.logged_in("alumni")
    base = f"/alumni/desk/news/{issue_id}"
    pressed(desk, f"{base}/check", f"{base}/test/nl")
    network.house.deliver()
    (letter,) = [message for _, _, message in network.house.postbox.envelopes]
    assert letter["Subject"] == "Hoe het hier gaat"
    assert letter["List-Unsubscribe"] is None
    assert readers


def test_links_are_counted_machines_apart_and_lead_on(network: Network, readers: list[Any]) -> None:
    issue_id = written(network.house)
    sent(network.house, issue_id)
    (letter,) = got(network, "Noor")
    (go,) = {link for link in links_in(letter) if "/alumni/go/" in link}
    path = go.removeprefix(network.house.settings.base_url)
    person, machine = {"User-Agent": "Mozilla/5.0 (X11) Firefox/140"}, {"User-Agent": "SafeLinks-Scanner/1"}
    for headers in (person, person, machine):
        assert network.phone.get(path, headers=headers).headers["Location"] == "https://brug.example/kom"
    network.phone.head(path, headers=person)
    (row,) = network.house.sql("SELECT clicks, machines FROM alumni.issue_link")
    assert (row.clicks, row.machines) == (2, 2)
    assert network.phone.get(f"/alumni/go/{issue_id}/99").status_code == 404
    assert readers


def test_the_archive_and_the_feed_show_what_was_sent_and_nothing_else(
    network: Network, readers: list[Any]
) -> None:
    draft, gone = (
        written(network.house, subject="Nog niet af"),
        written(network.house, subject="Wel verstuurd"),
    )
    sent(network.house, gone)
    assert "Wel verstuurd" in network.phone.get("/alumni/news").text
    assert "Nog niet af" not in network.phone.get("/alumni/news").text
    assert network.phone.get(f"/alumni/news/{draft}").status_code == 404
    feed = network.phone.get("/alumni/news.atom")
    assert feed.mimetype == "application/atom+xml"
    assert f"urn:uuid:{gone}" in feed.text
    inside = written(network.house, subject="Alleen voor leden")
    with network.house.transaction("alumni")() as tx:
        newsletters.settle(tx, inside, {"archived": False}, by=None)
    sent(network.house, inside)
    assert "Alleen voor leden" not in network.phone.get("/alumni/news").text
    own = readers[0][1]
    earlier = network.phone.get(f"{own}/read").text
    assert earlier.index("Alleen voor leden") < earlier.index("Wel verstuurd")
    assert "Nog niet af" not in earlier
    page = network.phone.get(f"{own}/read/{inside}").text
    assert f'href="{own}/read"' in page
    assert "Krijg de volgende" not in page, "a member gets it already"
    assert network.phone.get(f"{own[:-4]}xxxx/read").status_code in {404, 410}


def test_what_was_sent_is_not_written_in_any_more(network: Network, readers: list[Any]) -> None:
    issue_id = written(network.house)
    sent(network.house, issue_id)
    with network.house.transaction("alumni")() as tx:
        for again in (
            lambda: newsletters.write(tx, issue_id, Words(language="nl", body="x"), by=None, keep=True),
            lambda: newsletters.send(tx, issue_id, at=None, by=None),
            lambda: newsletters.throw_away(tx, issue_id),
        ):
            with pytest.raises(IssueMoved):
                again()
    assert readers
