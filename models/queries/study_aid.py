"""Terms of students with what is due and what came, the relief fund's share included."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, select, true
from sqlalchemy.orm import Session

from matcher.text.normalise import fold
from matcher.vocabulary import Education
from models.aid_payment import AidPayment, AidSource
from models.company import Company
from models.data_key import DataKey
from models.relief_payment import ReliefPayment
from models.school_term import SchoolTerm
from models.student import Student
from models.taking_back import TakenBack, counts, struck_out, taken_back


@dataclass(frozen=True, slots=True)
class Aid:
    """What one source gives for a term, in fen; promised as long as there is no day."""

    ref: str
    source: AidSource
    amount: int
    paid_on: date | None
    company: str | None  # name
    version: int
    taken_back: TakenBack | None


@dataclass(frozen=True, slots=True)
class TermAid:
    """One term of a student; amounts in fen, None is unknown."""

    ref: str
    student_ref: str
    place: str | None  # division code
    term: str
    school: str | None
    education: Education | None
    tuition_due: int | None
    lodging_due: int | None
    version: int
    taken_back: TakenBack | None
    aid: tuple[Aid, ...]
    struck_out: tuple[Aid, ...]  # taken back: it does not count

    @property
    def due(self) -> int | None:
        """What is due in all; unknown as long as a part of it is."""
        if self.tuition_due is None or self.lodging_due is None:
            return None
        return self.tuition_due + self.lodging_due

    @property
    def paid(self) -> int:
        """What came."""
        return sum(each.amount for each in self.aid if each.paid_on is not None)

    @property
    def promised(self) -> int:
        """What is promised and did not come yet."""
        return sum(each.amount for each in self.aid if each.paid_on is None)

    @property
    def gap(self) -> int | None:
        """What is due and did not come; unknown as long as what is due is."""
        return None if self.due is None else max(self.due - self.paid, 0)


@dataclass(frozen=True, slots=True)
class AidFigures:
    """Study aid of some terms, in fen: sums are over what is known, the rest is counted."""

    students: int  # distinct
    terms: int
    due: int
    due_unknown: int  # terms
    paid: int
    promised: int
    paid_by_source: Mapping[AidSource, int]
    gap: int
    with_gap: int  # distinct students


def get_term(session: Session, ref: str) -> SchoolTerm | None:
    """The term of this reference, unless its student is erased."""
    there = SchoolTerm.student.has(Student.erased_at.is_(None))
    return session.scalars(select(SchoolTerm).where(SchoolTerm.ref == fold(ref), there)).one_or_none()


def get_payment(session: Session, ref: str) -> AidPayment | None:
    """The payment of this reference, unless its student is erased; the relief fund's are in its ledger."""
    there = AidPayment.term.has(SchoolTerm.student.has(Student.erased_at.is_(None)))
    return session.scalars(select(AidPayment).where(AidPayment.ref == fold(ref), there)).one_or_none()


def terms_of(session: Session, student: Student) -> list[TermAid]:
    """The terms of a student, the latest first, those that were taken back among them."""
    return sorted(
        _load(session, SchoolTerm.student_id == student.id), key=lambda each: each.term, reverse=True
    )


def load_terms(session: Session, terms: Collection[str] | None = None) -> list[TermAid]:
    """These terms of all students, or all terms, in the order of the registry."""
    wanted = true() if terms is None else SchoolTerm.term.in_(sorted(terms))
    return _load(session, counts(SchoolTerm) & wanted)


def terms_from(session: Session, first: str, student: Student | None = None) -> list[TermAid]:
    """The terms from this one on of all students who are not erased, or of one."""
    known = select(Student.id).join(DataKey, DataKey.owner == Student.ref)
    if student is not None:
        known = known.where(Student.id == student.id)
    return _load(session, counts(SchoolTerm) & (SchoolTerm.term >= first) & SchoolTerm.student_id.in_(known))


def aid_figures(terms: Iterable[TermAid]) -> AidFigures:
    """Study aid of these terms in figures; overpaid terms do not make up for the gaps of others."""
    told = list(terms)
    by_source = dict.fromkeys(AidSource, 0)
    for term in told:
        for each in term.aid:
            if each.paid_on is not None:
                by_source[each.source] += each.amount
    return AidFigures(
        students=len({term.student_ref for term in told}),
        terms=len(told),
        due=sum(term.due for term in told if term.due is not None),
        due_unknown=sum(term.due is None for term in told),
        paid=sum(term.paid for term in told),
        promised=sum(term.promised for term in told),
        paid_by_source=by_source,
        gap=sum(term.gap or 0 for term in told),
        with_gap=len({term.student_ref for term in told if term.gap}),
    )


def _load(session: Session, wanted: ColumnElement[bool]) -> list[TermAid]:
    aid = _aid(session, wanted)
    query = (
        select(
            SchoolTerm.id,
            SchoolTerm.ref,
            Student.ref.label("student_ref"),
            Student.place,
            SchoolTerm.term,
            SchoolTerm.school,
            SchoolTerm.education,
            SchoolTerm.tuition_due,
            SchoolTerm.lodging_due,
            SchoolTerm.version,
            *struck_out(SchoolTerm),
        )
        .join(SchoolTerm.student)
        .where(wanted)
        .order_by(SchoolTerm.id)
    )
    return [
        TermAid(
            ref=row.ref,
            student_ref=row.student_ref,
            place=row.place,
            term=row.term,
            school=row.school,
            education=row.education,
            tuition_due=row.tuition_due,
            lodging_due=row.lodging_due,
            version=row.version,
            taken_back=taken_back(row),
            aid=tuple(each for each in aid.get(row.id, ()) if each.taken_back is None),
            struck_out=tuple(each for each in aid.get(row.id, ()) if each.taken_back is not None),
        )
        for row in session.execute(query)
    ]


def _aid(session: Session, wanted: ColumnElement[bool]) -> Mapping[int, Sequence[Aid]]:
    """By the number of a term what came for it or is promised, and what was taken back of that."""
    found: dict[int, list[Aid]] = defaultdict(list)
    payments = (
        select(
            AidPayment.term_id,
            AidPayment.ref,
            AidPayment.source,
            AidPayment.amount,
            AidPayment.paid_on,
            Company.name.label("company"),
            AidPayment.version,
            *struck_out(AidPayment),
        )
        .join(AidPayment.term)
        .outerjoin(AidPayment.company)
        .where(wanted)
        .order_by(AidPayment.id)
    )
    for row in session.execute(payments):
        found[row.term_id].append(
            Aid(row.ref, row.source, row.amount, row.paid_on, row.company, row.version, taken_back(row))
        )
    relief = (
        select(
            ReliefPayment.term_id,
            ReliefPayment.ref,
            ReliefPayment.amount,
            ReliefPayment.paid_on,
            ReliefPayment.version,
            *struck_out(ReliefPayment),
        )
        .join(ReliefPayment.term)
        .where(wanted, ReliefPayment.term_id.is_not(None))
        .order_by(ReliefPayment.id)
    )
    fund = AidSource.RELIEF_FUND
    for paid in session.execute(relief):
        found[paid.term_id or 0].append(
            Aid(paid.ref, fund, paid.amount, paid.paid_on, None, paid.version, taken_back(paid))
        )
    return found
