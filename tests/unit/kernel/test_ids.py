"""Ids are unique; some are in order, and some must not be."""

from __future__ import annotations

import time

from shared.kernel.ids import new_id, random_id


def test_ids_made_one_after_another_sort_in_that_order() -> None:
    ids = []
    for _ in range(20):
        ids.append(new_id())
        time.sleep(0.002)
    assert ids == sorted(ids)
    assert {(made.version, made.variant) for made in ids} == {(7, "specified in RFC 4122")}


def test_no_two_ids_are_alike() -> None:
    assert len({new_id() for _ in range(50_000)}) == 50_000


def test_a_random_id_tells_nothing_of_its_time() -> None:
    assert random_id().version == 4
