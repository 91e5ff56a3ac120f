"""Accounts, their one-time links and recovery codes."""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, Row, Select, func, select
from sqlalchemy.dialects.postgresql import insert

from services.console.domain.accounts import Account, State, email_key
from services.console.tables import account, link, recovery_code, reset_request


def _accounts() -> Select[Any]:
    return select(
        account.c.id, account.c.email, account.c.name, account.c.roles, account.c.language, account.c.person_id,
        account.c.state, account.c.password_hash, account.c.totp_confirmed_at.is_not(None).label("second_factor"),
        account.c.created_at, account.c.last_login_at,
    )  # fmt: skip


def _account(row: Row[Any] | None) -> Account | None:
    if row is None:
        return None
    values = row._asdict()
    return Account(**values | {"roles": tuple(values["roles"]), "state": State(values["state"])})


def add(conn: Connection, new: Account) -> bool:
    """Add an account; False where its address has one already."""
    done = conn.execute(
        insert(account)
        .values(
            id=new.id,
            email=new.email,
            email_key=email_key(new.email),
            name=new.name,
            roles=list(new.roles),
            language=new.language,
            person_id=new.person_id,
            state=new.state,
            password_hash=new.password_hash,
            created_at=new.created_at,
        )
        .on_conflict_do_nothing()
        .returning(account.c.id)
    )
    return done.first() is not None


def by_id(conn: Connection, account_id: UUID, *, lock: bool = False) -> Account | None:
    """One account, with `lock` held until the transaction ends."""
    query = _accounts().where(account.c.id == account_id)
    return _account(conn.execute(query.with_for_update() if lock else query).one_or_none())


def by_email(conn: Connection, key: str) -> Account | None:
    """The account of an address, as `domain.accounts.email_key` writes it."""
    return _account(conn.execute(_accounts().where(account.c.email_key == key)).one_or_none())


def page(conn: Connection, *, after: tuple[str, UUID] | None, limit: int) -> list[Account]:
    """Accounts by name."""
    name = func.lower(account.c.name)
    query = _accounts().order_by(name, account.c.id).limit(limit)
    if after:
        query = query.where(func.row(name, account.c.id) > func.row(*after))
    return [found for row in conn.execute(query) if (found := _account(row))]


def names(conn: Connection, ids: Collection[UUID]) -> dict[UUID, str]:
    """The names of accounts, for a page that shows their ids' deeds."""
    rows = conn.execute(select(account.c.id, account.c.name).where(account.c.id.in_(ids)))
    return {row.id: row.name for row in rows}


def lock_hr(conn: Connection) -> Sequence[UUID]:
    """The open accounts of HR, locked: two who close each other's account take turns."""
    return list(
        conn.execute(
            select(account.c.id)
            .where(account.c.state == State.ACTIVE, account.c.roles.contains(["hr"]))
            .order_by(account.c.id)
            .with_for_update()
        ).scalars()
    )


def update(conn: Connection, account_id: UUID, **values: Any) -> None:
    """Change columns of one account."""
    conn.execute(account.update().where(account.c.id == account_id).values(**values))


def take_second_step(conn: Connection, account_id: UUID, step: int) -> bool:
    """Use a step of the authenticator; False where this one or a later one was used before."""
    done = conn.execute(
        account.update()
        .where(
            account.c.id == account_id,
            account.c.totp_last_step.is_(None) | (account.c.totp_last_step < step),
        )
        .values(totp_last_step=step)
    )
    return done.rowcount == 1


def totp_secret(conn: Connection, account_id: UUID) -> bytes | None:
    """The sealed secret of the second step, confirmed or not."""
    return conn.execute(select(account.c.totp_secret).where(account.c.id == account_id)).scalar()


def replace_codes(conn: Connection, account_id: UUID, hashes: Sequence[str]) -> None:
    """Forget the old recovery codes and keep these."""
    conn.execute(recovery_code.delete().where(recovery_code.c.account_id == account_id))
    if hashes:
        conn.execute(recovery_code.insert(), [{"account_id": account_id, "code_hash": one} for one in hashes])


def use_code(conn: Connection, account_id: UUID, code_hash: str) -> bool:
    """Use a recovery code up; False where it is none of this account's."""
    done = conn.execute(
        recovery_code.delete().where(
            recovery_code.c.account_id == account_id, recovery_code.c.code_hash == code_hash
        )
    )
    return done.rowcount == 1


def codes_left(conn: Connection, account_id: UUID) -> int:
    """How many recovery codes are unused."""
    return conn.execute(
        select(func.count()).select_from(recovery_code).where(recovery_code.c.account_id == account_id)
    ).scalar_one()


def add_link(
    conn: Connection, *, token_hash: str, account_id: UUID, purpose: str, now: datetime, expires_at: datetime
) -> None:
    """Keep a one-time link; of the token only the hash."""
    conn.execute(
        link.insert().values(
            token_hash=token_hash,
            account_id=account_id,
            purpose=purpose,
            created_at=now,
            expires_at=expires_at,
        )
    )


def link_account(conn: Connection, token_hash: str, now: datetime, *, lock: bool = False) -> UUID | None:
    """Whose living link this is."""
    query = select(link.c.account_id).where(link.c.token_hash == token_hash, link.c.expires_at > now)
    return conn.execute(query.with_for_update() if lock else query).scalar()


def drop_links(conn: Connection, account_id: UUID) -> None:
    """Let all one-time links of an account die."""
    conn.execute(link.delete().where(link.c.account_id == account_id))


def drop_old_links(conn: Connection, now: datetime) -> None:
    """Forget the links that are too old."""
    conn.execute(link.delete().where(link.c.expires_at <= now))


def ask_reset(conn: Connection, *, request_id: UUID, key: str, now: datetime) -> None:
    """Note that somebody asked for a new password for an address, whether or not it has an account."""
    conn.execute(reset_request.insert().values(id=request_id, email_key=key, asked_at=now))


def take_reset_requests(conn: Connection, limit: int) -> list[tuple[UUID, str]]:
    """Take the questions for a new password away to answer them; another worker takes others."""
    waiting = (
        select(reset_request.c.id)
        .order_by(reset_request.c.asked_at)
        .limit(limit)
        .with_for_update(skip_locked=True)
        .scalar_subquery()
    )
    rows = conn.execute(
        reset_request.delete()
        .where(reset_request.c.id.in_(waiting))
        .returning(reset_request.c.id, reset_request.c.email_key)
    )
    return [(row.id, row.email_key) for row in rows]


def oldest_reset_request(conn: Connection) -> datetime | None:
    """When the oldest unanswered question was asked."""
    return conn.execute(select(func.min(reset_request.c.asked_at))).scalar()
