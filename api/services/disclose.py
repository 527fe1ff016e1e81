"""What a company is told of a student: an allow-list, for as long as the student's consent lives."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session, load_only

from api.clock import local_day
from api.schemas.rest.company_referrals import Candidate
from api.services.give_consent import standing_consent
from matcher.lifecycle import NAMED
from matcher.vocabulary import Completion, Education
from models.audit import Act
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
    """The student of a referral, for its company; None unless it is sent, not over in vain, and consented to.

    The consent is looked for at this moment, in the transaction that answers.
    """
    if referral.state not in NAMED:
        return None
    with whole_registry(session):
        student = session.scalars(
            select(Student)
            .where(Student.id == referral.student_id)
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
        ).one()
        if standing_consent(session, student, referral.company_id, now) is None:
            return None
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


def introduce_all(session: Session, referrals: Iterable[Referral], now: datetime) -> dict[str, Introduced]:
    """Whom a company may know of those that it was sent, by handle."""
    found = {each.ref: introduce(session, each, now) for each in referrals}
    return {handle: one for handle, one in found.items() if one is not None}


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
