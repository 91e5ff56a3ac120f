"""A small service that only asks: to try the questionnaire engine and the invitations on a real database."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import lxml.html
from flask import Flask
from sqlalchemy import MetaData
from werkzeug.test import TestResponse

from shared.db.columns import NAMING
from shared.db.transaction import Tx
from shared.invitation import ddl as invitation_ddl
from shared.invitation.model import Ask, Invitation, Invited
from shared.invitation.store import invite
from shared.questionnaire import ddl
from shared.questionnaire.asking import Asking
from shared.questionnaire.blueprint import make_blueprint
from shared.questionnaire.load import Catalogue, loads
from shared.questionnaire.model import Questionnaire, Text
from shared.questionnaire.privacy import Group
from shared.questionnaire.sealing import Content, opened
from shared.questionnaire.tables import make_tables
from shared.questionnaire.values import Answers
from shared.web.factory import make_app
from tests.house import House

SCHEMA = "asked"
# The role of a service that exists; its own schema is left alone.
ROLE = "onboarding"


def words(text: str) -> str:
    """Return the YAML of a text in three languages."""
    return f'{{nl: "{text}", en: "{text} (en)", fr: "{text} (fr)"}}'


SOURCE = f"""
key: trial
version: 1
level: confidential
minutes: 2
title: {words("Hoe gaat het?")}
introduction: {words("We zijn benieuwd.")}
who_reads: {words("Alleen HR leest dit.")}
who_reads_more: {words("Nooit je leidinggevende.")}
sections:
  - key: beginning
    title: {words("Het begin")}
    questions:
      - {{key: mood, kind: scale5, required: true, text: {words("Hoe was je week?")},
          low: {words("Zwaar")}, high: {words("Goed")}}}
      - {{key: why, kind: long_text, text: {words("Wat maakte het zwaar?")}, when: {{question: mood, at_most: 2}}}}
  - key: work
    title: {words("Het werk")}
    questions:
      - key: tools
        kind: several_of
        max: 2
        text: {words("Wat ontbreekt er?")}
        options: [{{key: desk, text: {words("Bureau")}}}, {{key: laptop, text: {words("Laptop")}}}]
        other: {words("Iets anders")}
      - key: place
        kind: one_of
        text: {words("Waar werk je?")}
        options: [{{key: home, text: {words("Thuis")}}}, {{key: office, text: {words("Kantoor")}}}]
      - {{key: talk, kind: yes_no, text: {words("Wil je praten?")}}}
      - {{key: day, kind: date, text: {words("Wanneer?")}, when: {{question: talk, equals: true}}}}
  - key: last
    title: {words("Tot slot")}
    questions:
      - {{key: again, kind: scale10, text: {words("Zou je ons weer kiezen?")},
          low: {words("Nee")}, high: {words("Ja")}}}
      - {{key: name, kind: short_text, text: {words("Een woord?")}}}
      - {{key: rest, kind: long_text, text: {words("Nog iets?")}}}
"""


@dataclass
class Asked:
    """The service: its app, its questionnaire, and what its hooks have heard."""

    house: House
    app: Flask
    asking: Asking
    questionnaire: Questionnaire
    submitted: list[Answers] = field(default_factory=list)
    declined: list[UUID] = field(default_factory=list)

    @property
    def transaction(self) -> Callable[[], Any]:
        """The transaction of the service."""
        return self.asking.transaction

    def invite(self, *, level: str | None = None, days: int = 21, language: str | None = "nl") -> Invited:
        """Invite somebody new."""
        return self.invite_many(1, level=level, days=days, language=language)[0]

    def invite_many(
        self, count: int, *, level: str | None = None, days: int = 21, language: str | None = "nl"
    ) -> Sequence[Invited]:
        """Invite ``count`` people."""
        with self.transaction() as tx:
            asks = [
                Ask(
                    subject_id=uuid4(),
                    person_id=uuid4(),
                    questionnaire=self.questionnaire.key,
                    version=self.questionnaire.version,
                    level=level or self.questionnaire.level,
                    language=language,
                    expires_at=tx.now + timedelta(days=days),
                )
                for _ in range(count)
            ]
            return invite(tx, self.asking.tables.invited, asks)

    def rows(self, table: str) -> list[Any]:
        """Return all rows of a table, seen by the owner."""
        return self.house.sql(f"SELECT * FROM {SCHEMA}.{table}")

    def kept(self) -> list[Content]:
        """Return what waits, read with the house's key."""
        return [opened(row.content) for row in self.rows("waiting")]


@contextmanager
def asked_in(house: House, source: str = SOURCE) -> Iterator[Asked]:
    """Set the service up in ``house``."""
    house.sql(
        f"CREATE SCHEMA {SCHEMA}; GRANT USAGE ON SCHEMA {SCHEMA} TO weerzien_{ROLE};"
        f"ALTER DEFAULT PRIVILEGES IN SCHEMA {SCHEMA}"
        f" GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO weerzien_{ROLE}"
    )
    house.sql(invitation_ddl.version_1(SCHEMA))
    house.sql(ddl.version_1(SCHEMA))
    house.sql(invitation_ddl.version_2(SCHEMA))
    house.sql(ddl.version_2(SCHEMA) + ddl.version_2_after(SCHEMA))
    questionnaire = loads(source, file="trial.yaml")
    heard: list[Asked] = []

    def on_submit(_tx: Tx, _invitation: Invitation, answers: Answers) -> None:
        heard[0].submitted.append(answers)

    def on_decline(_tx: Tx, invitation: Invitation) -> None:
        heard[0].declined.append(invitation.subject_id)

    asking = Asking(
        service=SCHEMA,
        transaction=house.transaction(ROLE),
        tables=make_tables(MetaData(schema=SCHEMA, naming_convention=NAMING)),
        catalogue=Catalogue([questionnaire]),
        group_of=lambda _tx, _invitation: Group(department="Zorg", tenure_band="0-1"),
        on_submit=on_submit,
        on_decline=on_decline,
        thanks=lambda _invitation: [Text(nl="We lezen het.", en="We will read it.", fr="Nous lirons.")],
        declined=lambda _invitation: [Text(nl="Prima.", en="Fine.", fr="Très bien.")],
    )
    app = make_app(
        SCHEMA,
        transaction=asking.transaction,
        blueprints=[make_blueprint(asking)],
        folder=Path(__file__).parent / "no-folder",
    )
    made = Asked(house, app, asking, questionnaire)
    heard.append(made)
    yield made


@dataclass
class Visitor:
    """Somebody with a link and a browser without script or cookies."""

    asked: Asked
    token: str

    def __post_init__(self) -> None:
        self.client = self.asked.app.test_client(use_cookies=False)

    def address(self, place: object = "") -> str:
        """Return the address of a page behind the link."""
        return f"/{SCHEMA}/a/{self.token}" + (f"/{place}" if place != "" else "")

    def get(self, place: object = "", **params: str) -> TestResponse:
        """Open a page."""
        return self.client.get(self.address(place), query_string=params)

    def page(self, place: object = "", **params: str) -> Form:
        """Open a page and return its form."""
        return Form.read(self.get(place, **params).text)

    def post(self, place: object, data: Mapping[str, object], **params: str) -> TestResponse:
        """Send a form as it is given."""
        return self.client.post(self.address(place), data=data, query_string=params)

    def fill(self, place: object, /, **answers: object) -> TestResponse:
        """Open a page, fill in ``answers`` (``tools_other`` is the field ``tools.other``), and send it."""
        return self.post(place, self.page(place).filled(answers))

    def send(self) -> TestResponse:
        """Send all answers."""
        return self.fill("summary", sure="yes")


def document(page: str) -> Any:
    """Return a page as lxml's own document, which knows its forms."""
    return lxml.html.document_fromstring(page)


@dataclass
class Form:
    """The fields of the first form of a page, as a browser would send them untouched."""

    fields: dict[str, list[str]]

    @classmethod
    def read(cls, page: str) -> Form:
        """Find the form in a page."""
        found: dict[str, list[str]] = {}
        for form in document(page).forms[:1]:
            for name, value in form.form_values():
                found.setdefault(name, []).append(value)
        return cls(found)

    def filled(self, answers: Mapping[str, object]) -> dict[str, object]:
        """Return the fields with ``answers`` in their places."""
        given = {
            name.replace("_other", ".other"): value if isinstance(value, list) else [str(value)]
            for name, value in answers.items()
        }
        return {**self.fields, **given}
