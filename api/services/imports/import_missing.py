"""Who or what is in the registry and not in the file: named, so that somebody can ask why."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session, contains_eager

from api.registry_files.columns import RegistryKind
from api.services.apply_changes import in_parts
from api.services.name_subjects import opening_faces, student_faces
from models.company import Company
from models.data_key import DataKey
from models.household import Household
from models.queries.relief import payee_name
from models.relief_payment import ReliefPayment
from models.school_term import SchoolTerm
from models.student import Student


@dataclass(frozen=True, slots=True)
class Missing:
    """One that the file does not name: a student's or company's name, or an opening's title and company.

    Of a term it is the student's name and the term's code, of a payment the payee and what was paid when.
    """

    ref: str
    called: str
    company: str | None = None
    term: str | None = None
    amount: int | None = None  # fen
    paid_on: date | None = None


def name_missing(session: Session, kind: RegistryKind, refs: Sequence[str]) -> tuple[Missing, ...]:
    """Names for these references, in their order."""
    if kind is RegistryKind.OPENINGS:
        openings = opening_faces(session, refs)
        return tuple(Missing(ref, openings[ref].title, openings[ref].company_name) for ref in refs)
    if kind is RegistryKind.STUDENTS:
        names: Mapping[str, str] = {ref: face.name for ref, face in student_faces(session, refs).items()}
    elif kind is RegistryKind.STUDY_AID:
        return tuple(_terms(session, refs))
    elif kind is RegistryKind.RELIEF:
        return tuple(_relief_payments(session, refs))
    else:
        names = _company_names(session, refs)
    return tuple(Missing(ref, names[ref]) for ref in refs)


def _company_names(session: Session, refs: Sequence[str]) -> dict[str, str]:
    return {
        ref: name
        for part in in_parts(refs)
        for ref, name in session.execute(select(Company.ref, Company.name).where(Company.ref.in_(part)))
    }


def _terms(session: Session, refs: Sequence[str]) -> Iterator[Missing]:
    query = (
        select(SchoolTerm)
        .join(SchoolTerm.student)
        .join(DataKey, DataKey.owner == Student.ref)  # an erased student has none, and no name either
        .options(contains_eager(SchoolTerm.student))
        .order_by(SchoolTerm.id)
    )
    for part in in_parts(refs):
        for term in session.scalars(query.where(SchoolTerm.ref.in_(part))):
            yield Missing(term.ref, term.student.name, term=term.term)


def _relief_payments(session: Session, refs: Sequence[str]) -> Iterator[Missing]:
    query = (
        select(ReliefPayment)
        .outerjoin(ReliefPayment.household)
        .outerjoin(ReliefPayment.student)
        .join(DataKey, DataKey.owner == func.coalesce(Household.ref, Student.ref))
        .options(contains_eager(ReliefPayment.household), contains_eager(ReliefPayment.student))
        .order_by(ReliefPayment.id)
    )
    for part in in_parts(refs):
        for paid in session.scalars(query.where(ReliefPayment.ref.in_(part))):
            yield Missing(paid.ref, payee_name(paid), amount=paid.amount, paid_on=paid.paid_on)
