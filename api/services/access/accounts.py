"""Accounts: made, handed over, reset, disabled; each act is audited in its own transaction."""

import re
from collections.abc import Sequence

import pyotp
from sqlalchemy import select, update
from sqlalchemy.orm import Session, joinedload

from api.services.access.passwords import hash_password, is_password, is_weak, new_password
from api.services.acting import Acting
from matcher.reference.divisions import STREET, ancestors, division
from matcher.text.normalise import normalise
from models.account import Account
from models.api_key import ApiKey
from models.company import Company, CompanyStatus
from models.login_session import LoginSession
from models.principal import Role

_LOGIN = re.compile(r"[a-z][a-z0-9._-]{1,31}")


class AccountError(Exception):
    """What cannot be done with an account: a code, and what it is about."""

    def __init__(self, code: str, **params: object) -> None:
        super().__init__(code, params)
        self.code = code
        self.params = params


def create_account(
    acting: Acting,
    login: str,
    role: Role,
    *,
    area: str | None = None,
    district: str | None = None,
    company: Company | None = None,
    display_name: str | None = None,
) -> tuple[Account, str]:
    """A new account, and the password to hand over: whoever gets it changes it at first.

    The area of a street officer is a street, and one of the district where that is told; an account of role
    COMPANY is of one company. Raises AccountError: LOGIN_INVALID, LOGIN_TAKEN, AREA_MISSING, AREA_UNWANTED,
    AREA_UNKNOWN, AREA_NO_STREET or AREA_ELSEWHERE, COMPANY_MISSING, COMPANY_UNWANTED, COMPANY_UNVERIFIED or
    COMPANY_SUSPENDED.
    """
    session, name = acting.session, login.strip().lower()
    if not _LOGIN.fullmatch(name):
        raise AccountError("LOGIN_INVALID", login=login)
    if session.scalars(select(Account.id).where(Account.login == name)).one_or_none() is not None:
        raise AccountError("LOGIN_TAKEN", login=name)
    _check_area(role, area, district)
    _check_company(role, company)
    password = new_password()
    account = Account(
        login=name,
        role=role,
        area=area,
        company=company,
        display_name=display_name,
        password_hash=hash_password(password),
        totp_secret=pyotp.random_base32(),
    )
    session.add(account)
    session.flush()
    details = {"role": role.value} | ({"area": area} if area else {})
    details |= {"company": company.ref} if company else {}
    acting.record("account.created", ("account", account.ref), details=details)
    return account, password


def _check_area(role: Role, area: str | None, district: str | None) -> None:
    if role is not Role.STREET_OFFICER:
        if area is not None:
            raise AccountError("AREA_UNWANTED", role=role.value)
    elif area is None:
        raise AccountError("AREA_MISSING")
    elif (found := division(area)) is None:
        raise AccountError("AREA_UNKNOWN", area=area)
    elif found.level != STREET:
        raise AccountError("AREA_NO_STREET", area=area)
    elif district is not None and district not in (area, *ancestors(area)):
        raise AccountError("AREA_ELSEWHERE", area=area, district=district)


def _check_company(role: Role, company: Company | None) -> None:
    if role is not Role.COMPANY:
        if company is not None:
            raise AccountError("COMPANY_UNWANTED", role=role.value)
    elif company is None:
        raise AccountError("COMPANY_MISSING")
    else:
        check_admitted(company)


def check_admitted(company: Company) -> None:
    """Raise AccountError COMPANY_UNVERIFIED or COMPANY_SUSPENDED for a company that nothing opens to."""
    if not company.verified:
        raise AccountError("COMPANY_UNVERIFIED", company=company.name)
    if company.status is not CompanyStatus.ACTIVE:
        raise AccountError("COMPANY_SUSPENDED", company=company.name)


def find_account(session: Session, login: str) -> Account:
    """The account of this name; AccountError ACCOUNT_UNKNOWN if there is none."""
    found = session.scalars(select(Account).where(Account.login == login.strip().lower())).one_or_none()
    if found is None:
        raise AccountError("ACCOUNT_UNKNOWN", login=login)
    return found


def account_of(session: Session, ref: str) -> Account | None:
    """The account of this reference."""
    return session.scalars(select(Account).where(Account.ref == ref)).one_or_none()


def all_accounts(session: Session) -> Sequence[Account]:
    """Everybody, those who left as well, by name."""
    query = select(Account).options(joinedload(Account.company)).order_by(Account.login)
    return session.scalars(query).all()


def disable_account(acting: Acting, account: Account, reason: str) -> None:
    """Shut an account, end its sessions, revoke its keys for good.

    From the moment on at which this is committed every request finds it shut, in whatever worker. Raises
    AccountError OWN_ACCOUNT, so that somebody is left who can open it again, and REASON_MISSING.
    """
    if acting.who.account == account.id:
        raise AccountError("OWN_ACCOUNT")
    if not reason.strip():
        raise AccountError("REASON_MISSING")
    account.disabled_at, account.disabled_reason = acting.now, reason.strip()
    _end_sessions(acting, account)
    acting.record("account.disabled", ("account", account.ref))
    _revoke_keys(acting, account)


def enable_account(acting: Acting, account: Account) -> None:
    """Open an account again; sessions that were ended stay ended, keys that were revoked stay revoked."""
    account.disabled_at = account.disabled_reason = None
    acting.record("account.enabled", ("account", account.ref))


def reset_password(acting: Acting, account: Account) -> str:
    """A new password to hand over, for somebody who forgot theirs; ends all sessions."""
    password = new_password()
    account.password_hash, account.must_change_password = hash_password(password), True
    _end_sessions(acting, account)
    acting.record("account.password_reset", ("account", account.ref))
    return password


def reset_totp(acting: Acting, account: Account) -> None:
    """Let somebody who lost their second factor set up another at the next log-in; ends all sessions."""
    account.totp_secret, account.totp_step = pyotp.random_base32(), None
    _end_sessions(acting, account)
    acting.record("account.totp_reset", ("account", account.ref))


def change_password(acting: Acting, account: Account, old: str, new: str) -> None:
    """Give an account the password that its owner chose; ends all sessions, this one too.

    Raises AccountError: PASSWORD_WRONG, PASSWORD_SAME or PASSWORD_WEAK.
    """
    if not is_password(account.password_hash, old):
        raise AccountError("PASSWORD_WRONG")
    if normalise(old) == normalise(new):
        raise AccountError("PASSWORD_SAME")
    if is_weak(new, account.login):
        raise AccountError("PASSWORD_WEAK")
    account.password_hash, account.must_change_password = hash_password(new), False
    _end_sessions(acting, account)
    acting.record("account.password_changed", ("account", account.ref))


def _end_sessions(acting: Acting, account: Account) -> None:
    acting.session.execute(
        update(LoginSession)
        .where(LoginSession.account_id == account.id, LoginSession.revoked_at.is_(None))
        .values(revoked_at=acting.now)
    )


def _revoke_keys(acting: Acting, account: Account) -> None:
    query = select(ApiKey).where(ApiKey.account_id == account.id, ApiKey.revoked_at.is_(None))
    for key in acting.session.scalars(query.order_by(ApiKey.id)):
        key.revoked_at = acting.now
        acting.record("key.revoked", ("key", key.ref))
