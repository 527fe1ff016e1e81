"""In an emergency a street officer opens one student beyond the street: with a reason, for some hours."""

from datetime import datetime, timedelta

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from api.services.accounts import AccountError
from matcher.errors import UnknownSubject
from matcher.text.normalise import fold, normalise
from models.account import Account
from models.audit import Act, record
from models.blind_index import id_number_index
from models.broken_glass import BrokenGlass
from models.principal import Principal
from models.scope import whole_registry
from models.sealing import vault_of
from models.student import Student

OPEN_FOR = timedelta(hours=3)
SHORTEST_REASON, LONGEST_REASON = 8, 500


def break_glass(session: Session, who: Principal, student: str, reason: str, now: datetime) -> BrokenGlass:
    """Open the record of a student, by reference or ID number, to the street officer who asks.

    The auditor sees who opened whom and why. Raises AccountError REASON_MISSING, UnknownSubject.
    """
    words = " ".join(reason.split())
    if not SHORTEST_REASON <= len(words) <= LONGEST_REASON:
        raise AccountError("REASON_MISSING")
    by_number = Student.id_number_blind == id_number_index(vault_of(session), normalise(student))
    with whole_registry(session):
        query = select(Student.ref).where(
            or_(Student.ref == fold(student), by_number), Student.erased_at.is_(None)
        )
        ref = session.scalars(query).one_or_none()
        account = session.get(Account, who.account)
    if ref is None or account is None:
        raise UnknownSubject(kind="student", ref=student)
    opened = BrokenGlass(account=account, student=ref, reason=words, at=now, until=now + OPEN_FOR)
    session.add(opened)
    session.flush()
    record(session, who, Act("glass.broken", ("student", ref), details={"record": opened.ref}), now)
    return opened
