"""A student agrees to be named to one company, or takes that back: from then on nothing is told any more."""

from datetime import date, datetime, timedelta

from sqlalchemy.orm import Session

from api.clock import local_day
from api.services.acting import Acting
from api.services.not_possible import NotPossible
from api.services.placing.move_referral import move_referral
from matcher.candidate import age_on
from matcher.lifecycle import CONSENT_FROM, may_sign
from matcher.vocabulary import Basis, ReferralState, Signer, Way
from models.company import Company
from models.consent import INTRODUCTION, Consent, ConsentWithdrawal
from models.queries.consents import live_consent, open_consents
from models.queries.referrals import open_referrals
from models.student import Student

DISCLOSED = ("name", "phone", "study", "skills", "availability")
"""What a company is told of a student who agrees, and nothing else."""

TEXT_VERSION = "2026-11"
"""The wording that is agreed to; a new wording gets a new name."""

LASTS = timedelta(days=180)
LONGEST = timedelta(days=365)


def give_consent(
    acting: Acting,
    student: Student,
    company: Company,
    *,
    signer: Signer,
    way: Way,
    until: date | None = None,
    evidence: str | None = None,
) -> Consent:
    """Keep a consent; before an officer it needs `evidence`, such as where the signed paper is.

    Raises NotPossible TOO_YOUNG, GUARDIAN_MISSING, EVIDENCE_MISSING, UNTIL_OUT_OF_RANGE.
    """
    today = acting.today
    age = age_on(student.birth_date, today)
    if age < CONSENT_FROM:
        raise NotPossible("TOO_YOUNG")
    if not may_sign(signer, age):
        raise NotPossible("GUARDIAN_MISSING")
    words = " ".join((evidence or "").split())
    if way is Way.OFFICER and not words:
        raise NotPossible("EVIDENCE_MISSING")
    until = until or today + LASTS
    if not today <= until <= today + LONGEST:
        raise NotPossible("UNTIL_OUT_OF_RANGE", latest=today + LONGEST)
    consent = Consent(
        student=student,
        company=company,
        basis=Basis.CONSENT,
        purpose=INTRODUCTION,
        fields=list(DISCLOSED),
        text_version=TEXT_VERSION,
        signer=signer,
        way=way,
        evidence=words or None,
        given_at=acting.now,
        until=until,
        recorded_by=acting.who.name,
    )
    acting.take_turn()
    acting.session.add(consent)
    acting.session.flush()
    _record(acting, "consent.given", consent)
    for referral in open_referrals(acting.session, student_id=student.id, company_id=company.id):
        if referral.state is ReferralState.PROPOSED:
            move_referral(acting, referral, ReferralState.CONSENTED)
    return consent


def standing_consent(session: Session, student: Student, company_id: int, now: datetime) -> Consent | None:
    """The consent by which a company may be told of a student at this moment, all that there is to tell."""
    consent = live_consent(session, student.id, company_id, now)
    return consent if consent is not None and stands(consent, student, now) else None


def stands(consent: Consent, student: Student, now: datetime) -> bool:
    """Whether a live consent is for this purpose and these fields, and signed as the age of today demands."""
    if consent.purpose != INTRODUCTION or not {*DISCLOSED} <= {*consent.fields}:
        return False
    return may_sign(consent.signer, age_on(student.birth_date, local_day(now)))


def withdraw_consent(acting: Acting, student: Student, company: Company, way: Way) -> bool:
    """Take back whatever a student has agreed to for a company, and every open referral there with it.

    False if there was nothing to take back. What the company was told it knows; it is told nothing more.
    """
    acting.take_turn()
    taken_back = open_consents(acting.session, student.id, company.id)
    for consent in taken_back:
        consent.withdrawal = ConsentWithdrawal(at=acting.now, way=way, recorded_by=acting.who.name)
        acting.session.flush()
        _record(acting, "consent.withdrawn", consent)
    if taken_back:
        for referral in open_referrals(acting.session, student_id=student.id, company_id=company.id):
            move_referral(acting, referral, ReferralState.WITHDRAWN)
    return bool(taken_back)


def _record(acting: Acting, code: str, consent: Consent) -> None:
    details = {"company": consent.company.ref, "consent": consent.ref}
    acting.record(code, ("student", consent.student.ref), fields=consent.fields, details=details)
