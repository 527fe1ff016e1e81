"""Log in: a password, then a code. Whoever fails learns nothing, not even from how long it took.

An attempt is counted before the password is looked at, in a transaction of its own, so that many at once
are no more than many in turn; the slow comparison then holds up nobody else.
"""

import hmac
from dataclasses import dataclass
from datetime import datetime, timedelta

import pyotp
from sqlalchemy import or_, select, update
from sqlalchemy.orm import Session

from api.services.access.passwords import NOBODYS, hash_password, is_outdated, is_password
from api.services.access.sessions import end_session, open_session, principal_of_account
from models.account import Account
from models.audit import Act, record
from models.audit_event import Outcome
from models.login_session import LoginSession, Stage
from models.principal import Principal, Role
from models.sealing import vault_of
from models.tally import count_up, forget

ATTEMPTS, WINDOW = 5, timedelta(minutes=15)
STEP = 30  # seconds that a code is good for
STEPS_APART = (0, -1, 1)  # clocks may differ by one

STRANGER = Principal(Role.LEADER, "stranger")  # sees nothing


@dataclass(frozen=True, slots=True)
class Attempt:
    """One attempt to log in, counted."""

    account: int | None  # number of the row
    ref: str | None
    password_hash: str
    locked: bool
    tally: bytes
    address: str

    def is_right(self, password: str) -> bool:
        """Whether this is the password of an open account that is not locked: as slow whatever the answer."""
        same = is_password(self.password_hash, password)
        return same and self.account is not None and not self.locked


def begin_attempt(session: Session, login: str, address: str, now: datetime) -> Attempt:
    """Count an attempt by the account's name and the address that it comes from."""
    name = login.strip().lower()
    tally = vault_of(session).sign("log-in attempts", f"{name}\0{address}".encode())
    locked = count_up(session, tally, now, WINDOW).count > ATTEMPTS
    query = select(Account.id, Account.ref, Account.password_hash).where(
        Account.login == name, Account.disabled_at.is_(None)
    )
    number, ref, password_hash = session.execute(query).one_or_none() or (None, None, NOBODYS)
    return Attempt(number, ref, password_hash, locked, tally, address)


def end_attempt(session: Session, attempt: Attempt, password: str | None, now: datetime) -> str | None:
    """The token of a new session for whoever gave the right `password` (None: it was wrong).

    The session is complete only where no second factor is set up yet, for that to be done.
    """
    account = None if password is None else session.get(Account, attempt.account)
    if account is None or password is None:
        subject = ("account", attempt.ref) if attempt.ref else None
        record(session, STRANGER, Act("login.refused", subject, outcome=Outcome.DENIED), now)
        return None
    forget(session, attempt.tally)
    if is_outdated(account.password_hash):
        account.password_hash = hash_password(password)
    stage = Stage.COMPLETE if account.totp_step is None else Stage.BEGUN
    token = open_session(session, account, stage, address=attempt.address, now=now)
    record(
        session,
        principal_of_account(session, account, now),
        Act("login.password", ("account", account.ref)),
        now,
    )
    return token


def enter_code(session: Session, begun: LoginSession, code: str, address: str, now: datetime) -> str | None:
    """The token of a complete session in place of one that was begun; None for a code that does not fit."""
    account = begun.account
    who = principal_of_account(session, account, now)
    if not accept_code(session, account, code, now):
        refused = Act("login.code_refused", ("account", account.ref), outcome=Outcome.DENIED)
        record(session, who, refused, now)
        return None
    end_session(session, begun.id, now)
    record(session, who, Act("login.complete", ("account", account.ref)), now)
    return open_session(session, account, Stage.COMPLETE, address=address, now=now)


def accept_code(session: Session, account: Account, code: str, now: datetime) -> bool:
    """Whether this is a code of the account's second factor for now; each is good once.

    Attempts are counted by account alone: only who knows the password comes so far. The first right code
    sets the factor up.
    """
    tally = vault_of(session).sign("code attempts", account.ref.encode())
    locked = count_up(session, tally, now, WINDOW).count > ATTEMPTS
    step = _step_of(account.totp_secret, "".join(code.split()), now)
    if locked or step is None:
        return False
    used = session.execute(
        update(Account)
        .where(Account.id == account.id, or_(Account.totp_step.is_(None), Account.totp_step < step))
        .values(totp_step=step)
        .returning(Account.id)
    )
    if used.one_or_none() is None:
        return False
    forget(session, tally)
    return True


def provisioning_uri(account: Account) -> str:
    """What an authenticator reads from the picture."""
    return pyotp.TOTP(account.totp_secret).provisioning_uri(name=account.login, issuer_name="Aixin")


def _step_of(secret: str, code: str, now: datetime) -> int | None:
    """Which half-minute near now the code belongs to."""
    factor, current = pyotp.TOTP(secret, interval=STEP), int(now.timestamp()) // STEP
    fitting = [
        current + apart
        for apart in STEPS_APART
        if hmac.compare_digest(factor.generate_otp(current + apart).encode(), code.encode())
    ]
    return fitting[0] if fitting else None
