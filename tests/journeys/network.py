"""What a life in the network of former colleagues is made of: bringing in, signing up, a page at the desk."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta
from typing import Any
from urllib.parse import urljoin

from tests.house import links_in, text_of
from tests.journeys.conftest import RunningHouse, eventually, hidden
from tests.journeys.test_first_year import bring_in

SUBJECTS = ["news", "reunions", "vacancies"]
MAPPING = """
key: employee_number
fields:
  employee_number: EmpID
  name: {column: Name, order: given-first}
  private_email: Private
  hire_date: {column: Hire, format: YYYY-MM-DD}
  last_day: {column: Last, format: YYYY-MM-DD}
  leave_kind: {column: Kind, values: {Resigned: resignation}}
missing: [""]
"""


def came_and_went(house: RunningHouse, number: str, name: str, hired: str, last: str) -> None:
    """Bring in a file with one employment of somebody."""
    kind = "Resigned" if last else ""
    file = (
        f"EmpID,Name,Private,Hire,Last,Kind\n{number},{name},{number}@thuis.example,{hired},{last},{kind}\n"
    )
    assert bring_in(house, file.encode(), dry_run=False, mapping=MAPPING)["rejected"] == []


def letters(house: RunningHouse, number: str, number_of: int) -> list[Any]:
    """Wait until so many letters arrived at somebody's address."""
    found = eventually(
        lambda: len(sent := house.postbox.letters_to(f"{number}@thuis.example")) >= number_of and sent
    )
    assert found, [str(one["Subject"]) for one in house.postbox.letters_to(f"{number}@thuis.example")]
    return list(found)


def letter_with(house: RunningHouse, number: str, words: str) -> Any:
    """Wait for a letter to somebody's address with these words in it, and return the last."""
    sent = house.postbox.letters_to
    found = eventually(
        lambda: [
            one
            for one in sent(f"{number}@thuis.example")
            if words in " ".join(f"{one['Subject']} {text_of(one)}".split())
        ]
    )
    assert found, [str(one["Subject"]) for one in sent(f"{number}@thuis.example")]
    return found[-1]


def send(house: RunningHouse, page: str, **form: Any) -> Any:
    """Fill in a page behind a link, as a person without script does."""
    token = hidden(house.phone.get(page).text, "page_token")
    answer = house.phone.post(page, data={"page_token": token, **form})
    assert answer.status_code == 200, answer.text
    return answer


def join(house: RunningHouse, number: str, name: str) -> str:
    """Ask at the public page, confirm from the letter, and return the address of the own page."""
    send(house, f"{house.base_url}/alumni/", name=name, email=f"{number}@thuis.example", subjects=SUBJECTS)
    (asked,) = letters(house, number, 1)
    link = next(link for link in links_in(asked) if "/alumni/a/" in link)
    send(house, link, answer="yes", subjects=SUBJECTS)
    welcome = letters(house, number, 2)[-1]
    return next(link for link in links_in(welcome) if link.endswith("/me"))


def hr(house: RunningHouse) -> None:
    """See to it that HR is logged in."""
    if "/console/login" in str(house.desk.get("/console/desk").url):
        house.log_in()


def at_the_desk(house: RunningHouse, page: str, path: str, files: Any = None, **form: Any) -> Any:
    """Fill in a form of a page of the desk."""
    token = re.search(r'name="csrf_token"[^>]* value="([^"]+)"', house.desk.get(page).text)
    assert token, page
    answer = house.desk.post(path, data={"csrf_token": token[1], **form}, files=files)
    assert answer.status_code == 200, answer.text
    return answer


def link_in(letter: Any, part: str) -> str:
    """Return the first address in a letter with this in it."""
    return next(link for link in links_in(letter) if part in link)


def newsletter(house: RunningHouse, subject: str) -> None:
    """Write one and let it go."""
    made = at_the_desk(house, "/alumni/desk/news", "/alumni/desk/news", title=subject)
    page = made.url.path
    at_the_desk(
        house,
        page,
        f"{page}/words/nl",
        subject=subject,
        preview="Kort",
        body="Kom langs op [de site](https://b.example).",
    )
    sent = at_the_desk(house, f"{page}/check", f"{page}/send", at="")
    assert "onderweg" in sent.text or "verstuurd" in sent.text


def wants(house: RunningHouse, person: str) -> list[str]:
    """Return what somebody wants to hear about; nothing where they are no member yet."""
    found = [one for one in house.everything("/alumni/api/v1/members") if one["person_id"] == person]
    return [name for name in SUBJECTS if any(member[name] for member in found)]


def state(house: RunningHouse, person: str) -> str:
    """Return how a membership stands."""
    (member,) = [one for one in house.everything("/alumni/api/v1/members") if one["person_id"] == person]
    return str(member["state"])


def next_working_morning(house: RunningHouse) -> datetime:
    """Half past ten on the next Monday to Friday that is no holiday anywhere we know."""
    day: date = house.now().date() + timedelta(days=1)
    while day.weekday() > 4 or (day.month, day.day) in {(1, 1), (12, 25), (12, 26)}:
        day += timedelta(days=1)
    return datetime(day.year, day.month, day.day, 10, 30, tzinfo=UTC)


def press_everything(house: RunningHouse, start: str) -> None:
    """Do what a mail scanner does: follow every link of the house, and send every form as it stands."""
    todo, seen = [start], set()
    while todo:
        address = todo.pop().partition("#")[0]
        if address in seen or not address.startswith(f"{house.base_url}/alumni/") or "lang=" in address:
            continue
        seen.add(address)
        house.phone.head(address, follow_redirects=False)
        page = house.phone.get(address, follow_redirects=False)
        todo += [
            urljoin(address, link.replace("&amp;", "&"))
            for link in re.findall(r'<a[^>]+href="([^"]+)"', page.text)
        ]
        for form in re.findall(r"<form[^>]*method=\"post\".*?</form>", page.text, re.DOTALL):
            target = re.search(r'<form[^>]*action="([^"]*)"', form)
            fields = re.findall(r'<input[^>]*type="hidden"[^>]*name="([^"]+)"[^>]*value="([^"]*)"', form)
            ticked = re.findall(
                r'<input type="(?:checkbox|radio)"[^>]*name="([^"]+)" value="([^"]*)" checked', form
            )
            sent: dict[str, list[str]] = {}
            for name, value in [*fields, *ticked]:
                sent.setdefault(name, []).append(value)
            house.phone.post(urljoin(address, target[1] if target else address), data=sent)
    assert len(seen) > 5
