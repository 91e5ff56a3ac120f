"""At the desk: what waits, what a person decides, whom we do not write; the same through the API."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

import pytest

from services.mail.desk import reasons
from tests.house import House
from tests.integration.mail.post import logged_in, person, post, state_of, token, types, welcome


def stuck(house: House, key: str, state: str, reason: str | None = None) -> None:
    """A letter of Ada's in the given state."""
    post(house, welcome(key, to=person(house, f"{key}@brug.example", given_name=f"Ada-{key}")))
    house.sql(
        "UPDATE mail.letter SET state = :state, reason = :reason WHERE key = :key",
        state=state,
        reason=reason,
        key=key,
    )


@pytest.mark.parametrize("language", ["nl", "en", "fr"])
def test_every_list_opens_empty_and_full_in_every_language(house: House, language: str) -> None:
    client = logged_in(house)
    views = [
        "",
        *(f"?state={name}" for name in ("uncertain", "parked", "queued", "returned", "sent", "nonsense")),
    ]
    for _ in range(2):
        for view in views:
            mark = "&" if view else "?"
            assert client.get(f"/mail/desk/{view}{mark}lang={language}").status_code == 200
        assert client.get(f"/mail/desk/suppressions?lang={language}").status_code == 200
        for number, (state, reason) in enumerate(
            [("uncertain", "worker_lost"), ("parked", "no_address"), ("queued", None), ("queued", "timeout")]
        ):
            stuck(house, f"{language}{number}{uuid4().hex[:6]}", state, reason)


def test_what_asks_for_a_person_comes_first_and_says_why(house: House) -> None:
    stuck(house, "q", "queued")
    stuck(house, "p", "parked", "no_address")
    page = logged_in(house).get("/mail/desk/").text
    assert "Eén brief wacht op jouw besluit" in page
    assert "Ada-p Lovelace" in page
    assert "Vul het aan bij Mensen" in page
    assert "Ada-q" not in page


def test_send_again_it_arrived_and_let_it_go_each_work_once(house: House) -> None:
    client = logged_in(house)
    for key in ("again", "arrived", "cancel"):
        stuck(house, key, "uncertain", "connection_lost")
    form = {"csrf_token": token(client.get("/mail/desk/?state=uncertain").text), "state": "uncertain"}
    ends = {"again": "queued", "arrived": "sent", "cancel": "cancelled"}
    for key, end in ends.items():
        url = f"/mail/desk/letters/{state_of(house, key).id}/{key}"
        assert client.post(url, data=form).status_code == 303
        assert state_of(house, key).state == end
        assert client.post(url, data=form).status_code == 409, "a second click changes nothing"
        assert state_of(house, key).state == end
    assert types(house) == ["mail.sent.v1"]
    house.deliver()
    assert state_of(house, "again").state == "sent"


def test_decisions_need_a_login_a_token_and_a_letter(house: House) -> None:
    stuck(house, "a", "uncertain", "worker_lost")
    url = f"/mail/desk/letters/{state_of(house, 'a').id}/again"
    assert house.client("mail").post(url).status_code in {303, 401, 403}
    client = logged_in(house)
    assert client.post(url).status_code == 403
    form = {"csrf_token": token(client.get("/mail/desk/").text)}
    assert client.post(f"/mail/desk/letters/{uuid4()}/again", data=form).status_code == 404
    assert client.post(url.replace("again", "explode"), data=form).status_code == 303
    assert logged_in(house, "manager").get("/mail/desk/").status_code == 403
    assert state_of(house, "a").state == "uncertain"


def test_a_letter_whose_link_has_expired_cannot_be_sent_again(house: House) -> None:
    stuck(house, "a", "parked", "smtp_550_5.7.1")
    house.sql("UPDATE mail.letter SET expires_at = :then", then=house.now - timedelta(hours=1))
    answer = house.client("mail").post(
        f"/mail/api/v1/letters/{state_of(house, 'a').id}/retry", headers=house.api
    )
    assert (answer.status_code, answer.json["code"]) == (409, "letter_expired")  # type: ignore[index]
    house.deliver()
    assert (state_of(house, "a").state, state_of(house, "a").secrets) == ("cancelled", None)


def test_all_parked_letters_try_again_at_one_press(house: House) -> None:
    client = logged_in(house)
    for number in range(3):
        stuck(house, str(number), "parked", "smtp_554_5.7.1")
    form = {"csrf_token": token(client.get("/mail/desk/?state=parked").text), "state": "parked"}
    assert client.post("/mail/desk/letters/parked/again", data=form).status_code == 303
    house.deliver()
    assert {state_of(house, str(number)).state for number in range(3)} == {"sent"}


def test_lifting_a_suppression_lets_what_waits_leave(house: House) -> None:
    ada = person(house)
    house.postbox.refuse["ada@brug.example"] = "550 5.1.1 unknown"
    post(house, welcome("first", to=ada))
    house.deliver()
    post(house, welcome("second", to=ada))
    house.deliver()
    house.postbox.refuse.clear()
    client = logged_in(house)
    page = client.get("/mail/desk/suppressions").text
    assert "Ada Lovelace" in page
    assert "ada@brug.example" not in page, "the address itself is not kept"
    (row,) = house.sql("SELECT id FROM mail.suppression")
    url = f"/mail/desk/suppressions/{row.id}/lift"
    assert client.post(url, data={"csrf_token": token(page)}).status_code == 303
    assert client.post(url, data={"csrf_token": token(page)}).status_code == 404
    house.deliver()
    assert state_of(house, "second").state == "sent"
    assert "mail.unsuppressed.v1" in types(house, ada)


def test_the_api_lists_page_by_page_and_by_person(house: House) -> None:
    ada = person(house)
    post(house, *(welcome(str(number), to=ada) for number in range(5)), welcome("other"))
    client = house.client("mail")
    seen: list[str] = []
    url = f"/mail/api/v1/letters?person={ada}&limit=2"
    cursor = ""
    while True:
        body = client.get(url + cursor, headers=house.api).json
        assert body is not None
        seen += [item["key"] for item in body["items"]]
        if body["next"] is None:
            break
        cursor = f"&cursor={body['next']}"
    assert sorted(seen) == ["0", "1", "2", "3", "4"]
    everything = client.get("/mail/api/v1/letters", headers=house.api).text
    assert "brug.example" not in everything
    assert "secrets" not in everything


@pytest.mark.parametrize(
    "query",
    ["state=x", "person=x", "cursor=x", "limit=0", "limit=x"],
)
def test_bad_questions_are_problems(house: House, query: str) -> None:
    answer = house.client("mail").get(f"/mail/api/v1/letters?{query}", headers=house.api)
    assert (answer.status_code, answer.mimetype) == (422, "application/problem+json")


def test_the_api_needs_its_token(house: House) -> None:
    client = house.client("mail")
    assert client.get("/mail/api/v1/letters").status_code == 401
    assert client.post(f"/mail/api/v1/letters/{uuid4()}/retry").status_code == 401
    assert client.post(f"/mail/api/v1/letters/{uuid4()}/retry", headers=house.api).status_code == 404
    assert client.delete(f"/mail/api/v1/suppressions/{uuid4()}", headers=house.api).status_code == 404


def test_every_reason_has_words_for_a_person(house: House) -> None:
    codes = [
        "no_address", "suppressed", "worker_lost", "connection_lost", "smtp_550_5.1.1", "smtp_451", "sendgrid_401",
        "sendgrid_429", "sendgrid_400_personalizations", "bounced_hard_5.1.1", "bounced_soft_4.2.2", "complained",
        "timeout", "render: console/welcome/nl: missing 'link'", "expired", "deceased", "given_up",
    ]  # fmt: skip
    with house.app("mail").test_request_context("/mail/desk/"):
        said = [reasons.explained(code) for code in codes]
        assert all(words.endswith(".") for words in said)
        assert len(set(said)) == len(said)
        assert reasons.explained(None) == ""
        assert reasons.template_name("alumni/newsletter") == "alumni/newsletter"
