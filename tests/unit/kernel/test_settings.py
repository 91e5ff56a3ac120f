"""The environment is read once, and what is wrong in it is named."""

from __future__ import annotations

from pathlib import Path

import pytest

from shared.kernel.settings import SettingsError, read


def test_an_empty_environment_gives_a_house_on_this_machine() -> None:
    settings = read({})
    assert (settings.port, settings.base_url) == (8080, "http://127.0.0.1:8080")
    assert settings.home == Path(".weerzien").absolute()
    assert (settings.sample, settings.time_travel, settings.mail_url) == (True, False, "inbox:")


def test_another_port_changes_the_address_with_it() -> None:
    assert read({"WEERZIEN_PORT": "9000"}).base_url == "http://127.0.0.1:9000"


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("WEERZIEN_PORT", "eighty"),
        ("WEERZIEN_PORT", "0"),
        ("WEERZIEN_PORT", "70000"),
        ("WEERZIEN_PORT", "²"),
        ("WEERZIEN_SAMPLE", "perhaps"),
        ("WEERZIEN_TIME_TRAVEL", "2"),
        ("WEERZIEN_BASE_URL", "weerzien.example.org"),
        ("WEERZIEN_LANGUAGE", "de"),
    ],
)
def test_a_value_that_cannot_be_is_named_with_its_variable(name: str, value: str) -> None:
    with pytest.raises(SettingsError, match=name):
        read({name: value})


@pytest.mark.parametrize(("written", "meant"), [("none", False), ("no", False), ("yes", True), ("1", True)])
def test_the_sample_is_asked_for_in_words(written: str, meant: bool) -> None:
    assert read({"WEERZIEN_SAMPLE": written}).sample is meant


def test_secrets_do_not_show_when_settings_are_printed() -> None:
    settings = read(
        {
            "WEERZIEN_SECRET_KEY": "s3cret",
            "DATABASE_URL": "postgresql://u:s3cret@h/d",
            "MAIL_URL": "smtp://u:s3cret@h",
            "WEERZIEN_API_TOKEN": "s3cret",
        }
    )
    assert "s3cret" not in repr(settings)


@pytest.mark.parametrize(
    ("given", "country"),
    [
        ({}, "NL"),
        ({"WEERZIEN_ZONE": "Europe/Brussels"}, "BE"),
        ({"WEERZIEN_ZONE": "Europe/Paris"}, None),
        ({"WEERZIEN_ZONE": "Europe/Paris", "WEERZIEN_COUNTRY": "fr"}, "FR"),
    ],
)
def test_the_country_of_the_organisation_counts_for_who_has_none_and_works_in_its_zone(
    given: dict[str, str], country: str | None
) -> None:
    chosen = read(given)
    assert chosen.country_of(None, None) == chosen.country_of(None, chosen.zone) == country
    assert chosen.country_of("DE", None) == "DE"
    assert chosen.country_of(None, "America/New_York") is None


@pytest.mark.parametrize("wrong", ["Nederland", "N1", "ÄÖ"])
def test_a_country_that_is_none_is_refused_with_the_way_to_write_it(wrong: str) -> None:
    with pytest.raises(SettingsError, match="two letters such as NL"):
        read({"WEERZIEN_COUNTRY": wrong})


def test_the_least_groups_may_rise_and_words_rise_along() -> None:
    assert (read({}).minimum_group, read({}).minimum_words) == (5, 10)
    raised = read({"WEERZIEN_MINIMUM_GROUP": "12"})
    assert (raised.minimum_group, raised.minimum_words) == (12, 12)


@pytest.mark.parametrize(
    ("name", "value"),
    [("WEERZIEN_MINIMUM_GROUP", "4"), ("WEERZIEN_MINIMUM_WORDS", "9"), ("WEERZIEN_MINIMUM_GROUP", "5,5")],
)
def test_less_than_the_house_always_promises_is_refused(name: str, value: str) -> None:
    with pytest.raises(SettingsError, match=name):
        read({name: value})
