"""The tables of invitations, made in the metadata of the service that invites."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import (
    CheckConstraint,
    Column,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    Table,
    Text,
    Uuid,
)
from sqlalchemy.dialects.postgresql import JSONB

from shared.db.columns import id_column, instant_column


@dataclass(frozen=True)
class InvitationTables:
    """Where a service keeps its invitations and the links that lead to them."""

    invitation: Table
    link: Table


def make_tables(metadata: MetaData) -> InvitationTables:
    """Describe the tables that ``ddl.version_1`` makes."""
    invitation = Table(
        "invitation",
        metadata,
        id_column(),
        Column("subject_id", Uuid, nullable=False, unique=True),
        Column("person_id", Uuid),
        Column("questionnaire", Text, nullable=False),
        Column("version", Integer, nullable=False),
        Column("level", Text, nullable=False),
        Column("language", Text),
        instant_column("expires_at", nullable=False),
        Column("state", Text, nullable=False, server_default="open"),
        Column("draft", JSONB(none_as_null=True)),
        CheckConstraint("level IN ('named', 'confidential', 'anonymous')", name="level"),
        CheckConstraint("state IN ('open', 'answered', 'declined', 'expired', 'revoked')", name="state"),
        CheckConstraint(
            "draft IS NULL OR state = 'open' OR (state = 'answered' AND level <> 'anonymous')",
            name="draft_only_while_in_time",
        ),
    )
    Index(
        "ix_invitation_person_id_answered",
        invitation.c.person_id,
        postgresql_where=invitation.c.state == "answered",
    )
    Index(
        "ix_invitation_expires_at_draft",
        invitation.c.expires_at,
        postgresql_where=(invitation.c.state == "answered") & invitation.c.draft.is_not(None),
    )
    Index(None, invitation.c.expires_at, postgresql_where=invitation.c.state == "open")
    Index(None, invitation.c.person_id, postgresql_where=invitation.c.state == "open")
    link = Table(
        "link",
        metadata,
        Column("token_hash", LargeBinary, primary_key=True),
        Column("invitation_id", ForeignKey(invitation.c.id, ondelete="CASCADE"), nullable=False, index=True),
        CheckConstraint("length(token_hash) = 32", name="token_hash"),
    )
    return InvitationTables(invitation, link)
