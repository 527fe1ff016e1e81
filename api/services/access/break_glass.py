"""In an emergency a street officer opens one student beyond the street: with a reason, for some hours."""

from datetime import timedelta

from sqlalchemy import or_, select

from api.services.access.accounts import AccountError
from api.services.acting import Acting
from matcher.errors import UnknownSubject
from matcher.text.normalise import fold, normalise
from models.account import Account
from models.blind_index import id_number_index
from models.broken_glass import BrokenGlass
from models.scope import whole_registry
from models.sealing import vault_of
from models.student import Student

OPEN_FOR = timedelta(hours=3)
SHORTEST_REASON, LONGEST_REASON = 8, 500


def break_glass(acting: Acting, student: str, reason: str) -> BrokenGlass:
    """Open the record of a student, by reference or ID number, to the street officer who asks.

    The auditor sees who opened whom and why. Raises AccountError REASON_MISSING, UnknownSubject.
    """
    words = " ".join(reason.split())
    if not SHORTEST_REASON <= len(words) <= LONGEST_REASON:
        raise AccountError("REASON_MISSING")
    session = acting.session
    by_number = Student.id_number_blind == id_number_index(vault_of(session), normalise(student))
    with whole_registry(session):
        query = select(Student.ref).where(
            or_(Student.ref == fold(student), by_number), Student.erased_at.is_(None)
        )
        ref = session.scalars(query).one_or_none()
        account = session.get(Account, acting.who.account)
    if ref is None or account is None:
        raise UnknownSubject(kind="student", ref=student)
    until = acting.now + OPEN_FOR
    opened = BrokenGlass(account=account, student=ref, reason=words, at=acting.now, until=until)
    session.add(opened)
    session.flush()
    acting.record("glass.broken", ("student", ref), details={"record": opened.ref})
    return opened
