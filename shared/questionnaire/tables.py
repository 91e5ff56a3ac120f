"""The tables of answers, made in the metadata of the service that asks."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import (
    Boolean,
    CheckConstraint,
    Column,
    Date,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    Table,
    Text,
    Uuid,
)
from sqlalchemy.dialects.postgresql import ARRAY

from shared.db.columns import id_column, instant_column
from shared.invitation.tables import InvitationTables
from shared.invitation.tables import make_tables as make_invitation_tables


@dataclass(frozen=True)
class QuestionnaireTables:
    """Where a service keeps invitations, responses and answers."""

    invited: InvitationTables
    response: Table
    answer: Table
    waiting: Table


def make_tables(metadata: MetaData) -> QuestionnaireTables:
    """Describe the tables that ``ddl.version_1`` makes, here and in ``shared.invitation``."""
    invited = make_invitation_tables(metadata)
    response = _response(metadata)
    answer = Table(
        "answer",
        metadata,
        Column("response_id", ForeignKey(response.c.id, ondelete="CASCADE"), primary_key=True),
        Column("question", Text, primary_key=True, index=True),
        Column("number", Integer),
        Column("codes", ARRAY(Text)),
        Column("text", Text),
        Column("day", Date),
        CheckConstraint("num_nonnulls(number, codes, text, day) > 0", name="says_something"),
    )
    return QuestionnaireTables(invited, response, answer, _waiting(metadata))


def _waiting(metadata: MetaData) -> Table:
    waiting = Table(
        "waiting",
        metadata,
        id_column(),
        Column("questionnaire", Text, nullable=False),
        Column("version", Integer, nullable=False),
        Column("level", Text, nullable=False),
        # The month in whose batch it goes.
        Column("ready_on", Date, nullable=False),
        Column("seal", LargeBinary, unique=True),
        Column("code_hash", LargeBinary, unique=True),
        Column("content", LargeBinary, nullable=False),
        # Nothing of it is left to become a figure; it will be asked back from the same person.
        Column("remembered", Boolean, nullable=False, server_default="false"),
        CheckConstraint("level IN ('named', 'confidential', 'anonymous')", name="level"),
        CheckConstraint("(level = 'anonymous') = (seal IS NULL)", name="anonymous_has_no_seal"),
        CheckConstraint("(level = 'anonymous') = (code_hash IS NOT NULL)", name="only_anonymous_has_a_code"),
        CheckConstraint(
            "ready_on = date_trunc('month', ready_on::timestamp)::date", name="ready_on_has_no_day"
        ),
        CheckConstraint("substr(id::text, 15, 1) = '4'", name="id_has_no_order"),
    )
    Index("ix_waiting_ready_on", waiting.c.ready_on, postgresql_where=~waiting.c.remembered)
    return waiting


def _response(metadata: MetaData) -> Table:
    response = Table(
        "response",
        metadata,
        id_column(),
        Column("questionnaire", Text, nullable=False),
        Column("version", Integer, nullable=False),
        Column("level", Text, nullable=False),
        Column("month", Date, nullable=False),
        # What only some levels may know; the checks below hold it.
        Column("subject_id", Uuid, unique=True),
        Column("person_id", Uuid),
        instant_column("submitted_at"),
        # The group at the moment of answering.
        Column("department_id", Uuid),
        *(Column(name, Text) for name in ("department", "department_path", "function")),
        *(Column(name, Text) for name in ("tenure_band", "age_band", "leave_kind", "country")),
        CheckConstraint("level IN ('named', 'confidential', 'anonymous')", name="level"),
        CheckConstraint("(level = 'named') = (subject_id IS NOT NULL)", name="only_named_knows_about_whom"),
        CheckConstraint("level = 'named' OR person_id IS NULL", name="only_named_knows_the_person"),
        CheckConstraint("(level = 'named') = (submitted_at IS NOT NULL)", name="only_named_knows_the_moment"),
        CheckConstraint("level = 'named'", name="only_named_in_the_open"),
        CheckConstraint("month = date_trunc('month', month::timestamp)::date", name="month_has_no_day"),
        CheckConstraint("substr(id::text, 15, 1) = '4'", name="id_has_no_order"),
    )
    Index(None, response.c.questionnaire, response.c.month)
    Index(None, response.c.person_id, postgresql_where=response.c.person_id.is_not(None))
    return response
