"""What a company is told of a student: an allow-list, for as long as the student's consent lives."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session, load_only

from api.clock import local_day
from api.schemas.rest.company_referrals import Candidate
from api.services.placing.give_consent import stands
from matcher.lifecycle import NAMED
from matcher.vocabulary import Completion, Education
from models.audit import Act
from models.queries.consents import live_consents_of
from models.referral import Referral
from models.scope import whole_registry
from models.student import Student


@dataclass(frozen=True, slots=True)
class Introduced:
    """All that a company may know of a student who agreed; nothing of it tells why they are here."""

    name: str
    phone: str | None
    education: Education | None
    completion: Completion | None
    graduation: date | None
    school: str | None
    major: str | None
    skills: tuple[str, ...]  # codes
    certificates: tuple[str, ...]  # codes
    available_from: date


def introduce(session: Session, referral: Referral, now: datetime) -> Introduced | None:
    """The student of a referral, for its company; None unless sent, not over in vain, and consented to."""
    return introduce_all(session, [referral], now).get(referral.ref)


def introduce_all(session: Session, referrals: Iterable[Referral], now: datetime) -> dict[str, Introduced]:
    """Whom a company may know of those that it was sent, by handle.

    Consents are looked for at this moment, in the transaction that answers.
    """
    sent = [referral for referral in referrals if referral.state in NAMED]
    pairs = [(referral.student_id, referral.company_id) for referral in sent]
    with whole_registry(session):
        students = _students(session, [student for student, _ in pairs])
        consents = live_consents_of(session, pairs, now)
        return {
            referral.ref: _introduced(students[pair[0]], now)
            for referral, pair in zip(sent, pairs, strict=True)
            if pair in consents and stands(consents[pair], students[pair[0]], now)
        }


def _students(session: Session, numbers: Sequence[int]) -> dict[int, Student]:
    """Students by their number, with what may be told of them and no more."""
    query = (
        select(Student)
        .where(Student.id.in_(numbers))
        .options(
            load_only(
                Student.ref,
                Student.name_sealed,
                Student.birth_date_sealed,
                Student.phone_sealed,
                Student.education,
                Student.completion,
                Student.graduation,
                Student.school,
                Student.major_words,
                Student.skills,
                Student.certificates,
            )
        )
    )
    return {student.id: student for student in session.scalars(query)}


def _introduced(student: Student, now: datetime) -> Introduced:
    today = local_day(now)
    return Introduced(
        name=student.name,
        phone=student.phone,
        education=student.education,
        completion=student.completion,
        graduation=student.graduation,
        school=student.school,
        major=student.major_words,
        skills=tuple(student.skills),
        certificates=tuple(student.certificates),
        available_from=max(today, student.graduation or today),
    )


def disclosure(session: Session, referrals: Iterable[Referral], told: Mapping[str, Introduced]) -> Act:
    """That the company was told of these: an act for the trail."""
    named = [each for each in referrals if each.ref in told]
    details = {"refs": students_of(session, named), "referrals": list(told)}
    return Act("students.disclosed", fields=tuple(Candidate().fields), details=details)


def students_of(session: Session, referrals: Iterable[Referral]) -> list[str]:
    """The references of the students of referrals, in their order: for the trail, never for a company."""
    numbers = [referral.student_id for referral in referrals]
    with whole_registry(session):
        found = session.execute(select(Student.id, Student.ref).where(Student.id.in_(numbers)))
        refs = {student.id: student.ref for student in found}
    return [refs[number] for number in numbers]
