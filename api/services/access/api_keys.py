"""Keys of companies and of officers' programs: issued, rotated, revoked, checked."""

import hmac
import secrets
from base64 import b32encode
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from zlib import crc32

from sqlalchemy import func, or_, select, update
from sqlalchemy.orm import Session, joinedload

from api.services.access.accounts import AccountError, check_admitted
from api.services.access.sessions import principal_of_account
from api.services.acting import Acting
from models.account import Account
from models.api_key import ApiKey
from models.base import REF_LENGTH, new_ref
from models.company import Company, CompanyStatus
from models.principal import Principal, Role
from models.sealing import vault_of
from models.vault import Vault

PREFIX = "ax_live"
SECRET_BYTES = 32
LONGEST_DAYS = 180
LIVE_AT_ONCE = 2  # one in use, one to change to
USED_EVERY = timedelta(minutes=1)  # how exactly it is known when a key was last used
OVERLAP = timedelta(days=7)  # that the old key goes on after a rotation


@dataclass(frozen=True, slots=True)
class KeyHolder:
    """Whose key it is, and when it was last known to be used."""

    number: int  # of the key's row
    ref: str
    principal: Principal
    last_used_at: datetime | None
    suspended: bool = False  # the company whose key it is


def find_company(session: Session, text: str) -> Company:
    """The company of this code or reference; AccountError COMPANY_UNKNOWN if there is none."""
    word = text.strip()
    query = select(Company).where(or_(Company.uscc == word.upper(), Company.ref == word.lower()))
    found = session.scalars(query).one_or_none()
    if found is None:
        raise AccountError("COMPANY_UNKNOWN", company=text)
    return found


def issue_key(
    acting: Acting, owner: Company | Account, *, days: int = LONGEST_DAYS, read_only: bool = False
) -> tuple[ApiKey, str]:
    """A new key, and the words to hand over: they are shown once and kept nowhere.

    Raises AccountError: KEY_DAYS, COMPANY_UNVERIFIED, COMPANY_SUSPENDED, ACCOUNT_DISABLED or KEYS_ENOUGH.
    """
    if not 1 <= days <= LONGEST_DAYS:
        raise AccountError("KEY_DAYS", most=LONGEST_DAYS)
    _check_owner(owner)
    session, now = acting.session, acting.now
    session.execute(select(type(owner).id).where(type(owner).id == owner.id).with_for_update())
    if len(live_keys(session, owner, now)) >= LIVE_AT_ONCE:
        raise AccountError("KEYS_ENOUGH", most=LIVE_AT_ONCE)
    ref, secret = new_ref(), b32encode(secrets.token_bytes(SECRET_BYTES)).decode().rstrip("=").lower()
    key = ApiKey(
        ref=ref,
        company_id=owner.id if isinstance(owner, Company) else None,
        account_id=owner.id if isinstance(owner, Account) else None,
        secret_mac=_mac(vault_of(session), ref, secret),
        read_only=read_only,
        issued_by=acting.who.name,
        issued_at=now,
        expires_at=now + timedelta(days=days),
    )
    session.add(key)
    session.flush()
    acting.record("key.issued", ("key", ref), details={"owner": owner.ref, "days": days})
    return key, _written(ref, secret)


def rotate_key(acting: Acting, owner: Company | Account, *, days: int = LONGEST_DAYS) -> tuple[ApiKey, str]:
    """A new key beside the one in use, which ends by itself some days later: no call need fail.

    Raises as `issue_key` does.
    """
    before = live_keys(acting.session, owner, acting.now)
    key, words = issue_key(acting, owner, days=days)
    for old in before:
        old.expires_at = min(old.expires_at, acting.now + OVERLAP)
    acting.session.flush()
    return key, words


def revoke_key(acting: Acting, ref: str) -> ApiKey:
    """End a key at once; AccountError KEY_UNKNOWN if there is none of this reference."""
    query = select(ApiKey).where(ApiKey.ref == ref.strip().lower())
    key = acting.session.scalars(query).one_or_none()
    if key is None:
        raise AccountError("KEY_UNKNOWN", ref=ref)
    if key.revoked_at is None:
        key.revoked_at = acting.now
        acting.record("key.revoked", ("key", key.ref))
    return key


def live_keys(session: Session, owner: Company | Account, now: datetime) -> Sequence[ApiKey]:
    """The keys of an owner that are neither over nor revoked, in the order in which they were issued."""
    its = ApiKey.company_id if isinstance(owner, Company) else ApiKey.account_id
    query = select(ApiKey).where(its == owner.id, ApiKey.revoked_at.is_(None), ApiKey.expires_at > now)
    return session.scalars(query.order_by(ApiKey.id)).all()


def all_keys(session: Session, owner: Company | Account | None = None) -> Sequence[ApiKey]:
    """All keys that there ever were, or those of one owner, in the order in which they were issued."""
    owners = joinedload(ApiKey.company), joinedload(ApiKey.account)
    query = select(ApiKey).options(*owners).order_by(ApiKey.id)
    if owner is not None:
        its = ApiKey.company_id if isinstance(owner, Company) else ApiKey.account_id
        query = query.where(its == owner.id)
    return session.scalars(query).all()


def find_holder(session: Session, words: str, now: datetime) -> KeyHolder | None:
    """Whose key this is, if it is one and good now; one indexed query.

    A suspended company is told apart: whoever has its key may hear why nothing is open to it.
    """
    parts = _parts(words)
    if parts is None:
        return None
    ref, secret = parts
    query = (
        select(ApiKey, Company.id, func.coalesce(Company.uscc, Company.ref), Company.status, Account)
        .outerjoin(ApiKey.company)
        .outerjoin(ApiKey.account)
        .where(
            ApiKey.ref == ref,
            ApiKey.revoked_at.is_(None),
            ApiKey.expires_at > now,
            Account.disabled_at.is_(None),
        )
    )
    found = session.execute(query).one_or_none()
    if found is None:
        return None
    key, company, company_key, status, account = found
    if not hmac.compare_digest(key.secret_mac, _mac(vault_of(session), ref, secret)):
        return None
    if key.account_id is None:
        name = f"company:{company_key}/key:{key.ref}"
        who = Principal(Role.COMPANY, name, company=company, read_only=key.read_only)
    else:
        who = principal_of_account(session, account, now, read_only=key.read_only)
    suspended = status is CompanyStatus.SUSPENDED or (account is not None and account.is_suspended)
    return KeyHolder(key.id, key.ref, who, key.last_used_at, suspended)


def mark_used(session: Session, number: int, now: datetime) -> None:
    """Keep that a key was used."""
    session.execute(update(ApiKey).where(ApiKey.id == number).values(last_used_at=now))


def _check_owner(owner: Company | Account) -> None:
    if isinstance(owner, Account):
        if owner.disabled_at is not None:
            raise AccountError("ACCOUNT_DISABLED", login=owner.login)
    else:
        check_admitted(owner)


def _written(ref: str, secret: str) -> str:
    """A key as it is handed over; the sum at the end tells a typing mistake, and a leaked key in a text."""
    body = f"{PREFIX}_{ref}_{secret}"
    return f"{body}_{crc32(body.encode()):08x}"


def _parts(words: str) -> tuple[str, str] | None:
    """Reference and secret of a key; None for what cannot be one."""
    body, _, checksum = words.strip().rpartition("_")
    prefix, _, rest = body.partition(f"{PREFIX}_")
    ref, _, secret = rest.partition("_")
    if prefix or len(ref) != REF_LENGTH or not secret or checksum != f"{crc32(body.encode()):08x}":
        return None
    return ref, secret


def _mac(vault: Vault, ref: str, secret: str) -> bytes:
    return vault.sign("api key", f"{ref}_{secret}".encode())
