"""Sessions of browsers, kept by the server: opened, found again, ended."""

import secrets
from datetime import datetime, timedelta

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session, contains_eager

from models.account import Account
from models.broken_glass import BrokenGlass
from models.login_session import LoginSession, Stage
from models.principal import Principal, Role
from models.sealing import vault_of
from models.tally import forget_before
from models.vault import Vault

IDLE = timedelta(minutes=30)
LONGEST = timedelta(hours=8)
SEEN_EVERY = timedelta(minutes=1)  # how exactly it is known when a session was last seen
KEPT = timedelta(days=30)
TOKEN_BYTES = 32


def open_session(session: Session, account: Account, stage: Stage, *, address: str, now: datetime) -> str:
    """Begin a session; returns the token that the browser is to carry, which is nowhere kept."""
    vault = vault_of(session)
    token = secrets.token_urlsafe(TOKEN_BYTES)
    session.add(
        LoginSession(
            account_id=account.id,
            token_mac=_mac(vault, token),
            stage=stage,
            address_mac=vault.sign("address", address.encode()),
            created_at=now,
            seen_at=now,
        )
    )
    session.execute(delete(LoginSession).where(LoginSession.created_at < now - KEPT))
    forget_before(session, now - KEPT)
    session.flush()
    return token


def find_session(session: Session, token: str, now: datetime) -> LoginSession | None:
    """The session of a token with its account, if it goes on and the account is open; one indexed query."""
    query = (
        select(LoginSession)
        .join(LoginSession.account)
        .options(contains_eager(LoginSession.account))
        .where(
            LoginSession.token_mac == _mac(vault_of(session), token),
            LoginSession.revoked_at.is_(None),
            LoginSession.created_at > now - LONGEST,
            LoginSession.seen_at > now - IDLE,
            Account.disabled_at.is_(None),
        )
    )
    return session.scalars(query).one_or_none()


def keep_alive(session: Session, number: int, now: datetime) -> None:
    """Keep that a session was seen."""
    session.execute(update(LoginSession).where(LoginSession.id == number).values(seen_at=now))


def end_session(session: Session, number: int, now: datetime) -> None:
    """End one session."""
    session.execute(update(LoginSession).where(LoginSession.id == number).values(revoked_at=now))


def principal_of_account(
    session: Session, account: Account, now: datetime, *, read_only: bool = False
) -> Principal:
    """Who acts by an account; a street officer with the records that are open to them for some hours."""
    opened: tuple[str, ...] = ()
    if account.role is Role.STREET_OFFICER:
        query = select(BrokenGlass.student).where(
            BrokenGlass.account_id == account.id, BrokenGlass.until > now
        )
        opened = tuple(session.scalars(query.order_by(BrokenGlass.id)))
    return Principal(
        account.role,
        f"account:{account.login}",
        area=account.area,
        company=account.company_id,
        account=account.id,
        opened=opened,
        read_only=read_only,
    )


def _mac(vault: Vault, token: str) -> bytes:
    return vault.sign("login session", token.encode())
