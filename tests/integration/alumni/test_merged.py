"""Two records that are one person: what the one that went had here is found when it counts."""

from __future__ import annotations

from typing import Any
from uuid import UUID

import pytest

from services.alumni import gateway
from services.people.actions import merging
from tests.integration.alumni.conftest import AFTERNOON, Network, submitted
from tests.integration.alumni.test_directory import PROFILE
from tests.integration.alumni.test_promises import sent_a_cv

Twins = dict[str, tuple[Any, str]]


@pytest.fixture
def twins(network: Network) -> Twins:
    """Two records of Noor, each in the network."""
    network.house.set_time(AFTERNOON)
    return {name: network.join(private_email=f"{name}@thuis.example") for name in ("going", "staying")}


def merge(network: Network, twins: Twins) -> None:
    going, staying = (UUID(twins[name][0]["id"]) for name in ("going", "staying"))
    network.house.sql(
        "INSERT INTO people.merge_proposal (id, first_id, second_id, reason, created_at)"
        " VALUES (:id, least(cast(:a AS uuid), :b), greatest(cast(:a AS uuid), :b), 'email', now())",
        id=going, a=staying, b=going,
    )  # fmt: skip
    with network.house.transaction("people")() as tx:
        merging.merge(tx, going, keep=staying)
    network.house.drain()


def test_whoever_is_forgotten_is_so_with_all_that_the_other_record_had(
    network: Network, twins: Twins
) -> None:
    _person, own = twins["going"]
    cv = sent_a_cv(network, own)
    form = {"subjects": ["news", "vacancies"], "frequency": "each", "fields": "Tuinieren"}
    assert submitted(network.phone, f"{own}/me", **form).status_code == 303
    assert submitted(network.phone, f"{own}/recommend", email="vriend@elders.example").status_code == 303
    merge(network, twins)
    staying = twins["staying"][0]["id"]
    people = network.house.client("people")
    people.post(f"/people/api/v1/people/{staying}/erasure", headers=network.house.api)
    network.house.drain()
    (answer,) = network.house.sql("SELECT motivation, file_kind, state FROM alumni.interest")
    assert tuple(answer) == ("", None, "withdrawn")
    assert gateway.read(cv) is None
    assert network.house.sql("SELECT * FROM alumni.recommendation") == []
    for row in network.house.sql("SELECT * FROM alumni.member"):
        assert (row.person_id, row.merged_from, row.wishes) == (None, None, {})
        assert (row.function, row.place, row.first_year, row.spoken) == (None, None, None, None)


def test_of_two_answers_about_the_directory_the_stricter_counts(network: Network, twins: Twins) -> None:
    for _person, own in twins.values():
        submitted(network.phone, f"{own}/directory/me", name="Noor", **PROFILE)
    submitted(network.phone, f"{twins['going'][1]}/directory/me", listed="no")
    merge(network, twins)
    assert network.house.sql("SELECT * FROM alumni.profile") == []
    assert ("directory", False, "merge") in network.ledger(twins["staying"][0])
