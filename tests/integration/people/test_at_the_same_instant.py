"""The same person, sent twice at once."""

from __future__ import annotations

from collections import Counter
from concurrent.futures import ThreadPoolExecutor

from tests.house import House
from tests.integration.people.test_people_api import PEOPLE, add, call


def test_who_is_sent_many_times_at_once_comes_in_once(house: House) -> None:
    body = {"employee_number": "7", "given_name": "Jan", "hire_date": "2020-02-01"}
    with ThreadPoolExecutor(8) as senders:
        answers = list(senders.map(lambda _: call(house, "POST", PEOPLE, body), range(20)))
    assert Counter(answer.status_code for answer in answers) == {201: 1, 409: 19}
    assert {answer.json["code"] for answer in answers if answer.status_code == 409} == {
        "employee_number_taken"
    }
    assert len(house.facts()) == 1


def test_one_number_given_to_many_at_once_goes_to_one(house: House) -> None:
    people = [add(house, employee_number=str(number), family_name=f"M{number}")["id"] for number in range(8)]
    with ThreadPoolExecutor(8) as senders:
        answers = list(
            senders.map(lambda one: call(house, "PATCH", f"{PEOPLE}/{one}", {"employee_number": "x"}), people)
        )
    assert Counter(answer.status_code for answer in answers) == {200: 1, 409: 7}
