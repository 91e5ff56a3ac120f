"""The SQL that a service's migration runs to get the table of its conversations, and the rights that they need.

A version that has left the house never changes: what comes later is a new function.
"""

from __future__ import annotations


def version_1(schema: str) -> str:
    """Return the statements for ``schema``."""
    return _VERSION_1.replace("{schema}", schema)


_VERSION_1 = """
CREATE TABLE {schema}.talk (
    -- Also the id under which the interviewer's time is taken.
    id            uuid PRIMARY KEY,
    -- What it belongs to: the request, or the case. The links of its invitation lead here too.
    subject_id    uuid NOT NULL,
    touchpoint_id uuid,
    person_id     uuid,
    spell_id      uuid,
    moment        text NOT NULL,
    state         text NOT NULL,
    reason        text,
    account_id    uuid,
    -- The person asked for this interviewer, whoever it is.
    chosen        boolean NOT NULL DEFAULT false,
    -- With whom the person would rather not talk.
    refused       uuid[] NOT NULL DEFAULT '{}',
    first_day     date NOT NULL,
    last_day      date NOT NULL,
    last_until    time,
    minutes       integer NOT NULL,
    -- How it may be held ({place,video,phone}); empty is any way that the interviewer has.
    ways          text[] NOT NULL DEFAULT '{}',
    how           text,
    -- What the person would like to talk about, and the interviewer may know beforehand; codes of the service.
    themes        text[] NOT NULL DEFAULT '{}',
    starts_at     timestamptz,
    ends_at       timestamptz,
    -- What calendars know it by: anew with each booking, the same through all its moves.
    event_id      uuid,
    sequence      integer NOT NULL DEFAULT 0,
    offered_at    timestamptz NOT NULL,
    remind_at     timestamptz,
    reminded_at   timestamptz,
    ended_at      timestamptz,
    CONSTRAINT uq_talk_subject_id UNIQUE (subject_id),
    CONSTRAINT ck_talk_state CHECK (state IN ('offered', 'booked', 'held', 'declined', 'closed')),
    CONSTRAINT ck_talk_reason CHECK ((state = 'closed') = (reason IS NOT NULL)),
    CONSTRAINT ck_talk_booked CHECK (state NOT IN ('booked', 'held') OR num_nulls(starts_at, ends_at, event_id) = 0),
    CONSTRAINT ck_talk_whose CHECK (state <> 'booked' OR account_id IS NOT NULL),
    CONSTRAINT ck_talk_how CHECK (how IN ('place', 'video', 'phone')),
    CONSTRAINT ck_talk_remind_at CHECK (remind_at IS NULL OR state = 'booked'),
    CONSTRAINT ck_talk_ended CHECK ((state IN ('held', 'declined', 'closed')) = (ended_at IS NOT NULL)),
    CONSTRAINT ck_talk_days CHECK (last_day >= first_day),
    CONSTRAINT ck_talk_minutes CHECK (minutes BETWEEN 15 AND 480)
);
CREATE INDEX ix_talk_person_id ON {schema}.talk (person_id) WHERE person_id IS NOT NULL;
CREATE INDEX ix_talk_account_id_starts_at ON {schema}.talk (account_id, starts_at);
CREATE INDEX ix_talk_remind_at ON {schema}.talk (remind_at) WHERE remind_at IS NOT NULL;
CREATE INDEX ix_talk_last_day ON {schema}.talk (last_day) WHERE state = 'offered';
CREATE INDEX ix_talk_booked ON {schema}.talk (starts_at) WHERE state = 'booked';

GRANT USAGE ON SCHEMA appointment, journey, people, console TO weerzien_{schema};
GRANT EXECUTE ON FUNCTION appointment.take, appointment.give_up TO weerzien_{schema};
GRANT SELECT ON appointment.busy_v1, journey.interviewer_v1, journey.interviewer_away_v1, journey.interviewer_day_v1
    TO weerzien_{schema};
"""
