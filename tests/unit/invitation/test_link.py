from __future__ import annotations

import base64
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest

from shared.invitation.link import hash_of, new_token
from shared.invitation.model import Invitation, State

NOW = datetime(2026, 3, 2, 9, tzinfo=UTC)


def invitation(state: State = State.OPEN) -> Invitation:
    return Invitation(
        id=uuid4(),
        subject_id=uuid4(),
        person_id=uuid4(),
        questionnaire="week_1",
        version=1,
        level="confidential",
        language="nl",
        expires_at=NOW + timedelta(days=21),
        state=state,
    )


def test_a_token_is_256_random_bits_fit_for_an_address() -> None:
    tokens = {new_token() for _ in range(100)}
    assert len(tokens) == 100
    for token in tokens:
        assert token.replace("-", "").replace("_", "").isalnum()
        assert len(base64.urlsafe_b64decode(token + "=")) == 32


@pytest.mark.parametrize("token", ["", "x", "é", "\ud800", "x" * 10_000, "a/b", "%00"])
def test_anything_at_all_has_a_hash(token: str) -> None:
    assert len(hash_of(token)) == 32


def test_a_changed_or_cut_token_has_another_hash() -> None:
    token = new_token()
    assert len({hash_of(token), hash_of(token[:-1]), hash_of(token + "."), hash_of(token.swapcase())}) == 4


@pytest.mark.parametrize("state", list(State))
def test_past_its_time_every_invitation_is_expired(state: State) -> None:
    made = invitation(state)
    assert made.state_at(NOW) is state
    assert made.state_at(made.expires_at - timedelta(microseconds=1)) is state
    assert made.state_at(made.expires_at) is State.EXPIRED
    assert replace(made, expires_at=NOW).state_at(NOW) is State.EXPIRED
