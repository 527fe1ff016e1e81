"""A student is hired: by a referral or elsewhere; it is proved, asked about again, and one day over."""

from datetime import date, timedelta
from typing import Any

from api.clock import local_day
from api.services.acting import Acting
from api.services.not_possible import NotPossible
from api.services.openings.reserve_vacancy import release_vacancy, reserve_vacancy
from api.services.placing.move_referral import move_referral, withdraw_others
from api.services.placing.refer_student import check_introduction
from matcher.candidate import age_on
from matcher.lifecycle import RETENTION, WORK_FROM, due_on, may_move, outweighs
from matcher.policy import Policy
from matcher.vocabulary import EndReason, Evidence, ReferralState, Refusal, StudentState
from models.placement import Placement, PlacementProof, Retention, RetentionCheck
from models.queries.referrals import current_placement
from models.referral import Referral
from models.student import Student

AFTER_A_CHOICE = frozenset(
    {
        Refusal.NOT_SEEKING,
        Refusal.OPENING_CLOSED,  # whether a place is left is for the statement that takes it
        Refusal.OPENING_WAITING,
        Refusal.OPENING_EXPIRED,
        Refusal.OPENING_FULL,
        Refusal.EDUCATION_UNKNOWN,
        Refusal.EDUCATION_BELOW,
        Refusal.EXPERIENCE,
        Refusal.OUT_OF_REACH,
        Refusal.NO_COMMON_GROUND,
    }
)
"""Rules that a company's own choice and a student's yes settle; the law's rules stay."""

BY_WORD = frozenset({Evidence.SELF_REPORT, Evidence.AGREEMENT, Evidence.CONTRACT, Evidence.INSURANCE})
"""Evidence that somebody brings; the rest comes of asking again."""

STARTS_WITHIN = timedelta(days=365)  # of the day on which it is told; what has begun may have begun long ago
PROOF_BEFORE_START = timedelta(days=90)  # for work without an introduction
INSURED_AFTER = 1  # months of work


def hire(
    acting: Acting,
    referral: Referral,
    policy: Policy,
    *,
    started: date,
    evidence: Evidence = Evidence.SELF_REPORT,
    words: str | None = None,
    wage: int | None = None,
) -> Placement:
    """The company takes the student: one place of the opening is taken with it, and other referrals end.

    Raises NotPossible NO_SUCH_MOVE, ALREADY_PLACED, NOT_ELIGIBLE, COMPANY_SUSPENDED, HAZARDS_UNCONFIRMED,
    EVIDENCE_OUT_OF_TURN, START_OUT_OF_RANGE, PROOF_TOO_EARLY, PAST for a day before the company knew of the
    student, and NoVacancy.
    """
    acting.take_turn()
    if not may_move(referral.state, ReferralState.HIRED):
        raise NotPossible("NO_SUCH_MOVE", before=referral.state, after=ReferralState.HIRED)
    student, opening = referral.student, referral.opening
    _check_free(acting, student, started, evidence)
    if referral.sent_at is not None and started < local_day(referral.sent_at):
        raise NotPossible("PAST")
    confirmed = referral.hazards_confirmed
    check_introduction(acting, student, opening, policy, hazards_confirmed=confirmed, despite=AFTER_A_CHOICE)
    reserve_vacancy(acting.session, opening.id)
    move_referral(acting, referral, ReferralState.HIRED)
    return _place(
        acting,
        student,
        started,
        evidence,
        words,
        opening=opening,
        referral=referral,
        internship=opening.internship,
        occupation=opening.occupation,
        wage=wage,
    )


def place_elsewhere(
    acting: Acting,
    student: Student,
    employer: str,
    *,
    started: date,
    evidence: Evidence = Evidence.SELF_REPORT,
    words: str | None = None,
    occupation: str | None = None,
    wage: int | None = None,
) -> Placement:
    """The student has found work without a referral.

    Raises NotPossible TOO_YOUNG, ALREADY_PLACED, EMPLOYER_MISSING, EVIDENCE_OUT_OF_TURN, START_OUT_OF_RANGE,
    PROOF_TOO_EARLY.
    """
    name = " ".join(employer.split())
    if not name:
        raise NotPossible("EMPLOYER_MISSING")
    if age_on(student.birth_date, started) < WORK_FROM:
        raise NotPossible("TOO_YOUNG")
    _check_free(acting, student, started, evidence)
    return _place(acting, student, started, evidence, words, employer=name, occupation=occupation, wage=wage)


def prove(
    acting: Acting,
    placement: Placement,
    evidence: Evidence,
    seen_on: date,
    *,
    words: str | None = None,
) -> None:
    """Keep one more piece of evidence; a placement is known as well as its strongest.

    Raises NotPossible EVIDENCE_OUT_OF_TURN for what only asking again can show, FUTURE, PROOF_TOO_EARLY,
    PROOF_TOO_OLD, and ERASED.
    """
    _check_there(placement)
    _check_evidence(evidence, placement.started, seen_on)
    if seen_on > acting.today:
        raise NotPossible("FUTURE")
    if seen_on < _first_proof(placement):
        raise NotPossible("PROOF_TOO_OLD")
    _prove(acting, placement, evidence, seen_on, words)


def check_retention(
    acting: Acting,
    placement: Placement,
    months: int,
    outcome: Retention,
    on: date,
    *,
    left_on: date | None = None,
    reason: EndReason = EndReason.UNKNOWN,
) -> RetentionCheck:
    """Keep whether somebody was still employed so many months after the start.

    Who has left has a day on which that was (`left_on`); whoever left later than asked about was employed
    then. An unknown may be found out later; a yes or a no stays. Raises NotPossible NOT_DUE,
    ALREADY_CHECKED, ENDED, LEFT_ON_MISSING, ERASED, and as `end_placement`.
    """
    _check_there(placement)
    due = due_on(placement.started, months)
    if on < due or on > acting.today:
        raise NotPossible("NOT_DUE", due=due)
    if placement.ended is not None:
        raise NotPossible("ENDED")
    if outcome is Retention.LEFT and left_on is None:
        raise NotPossible("LEFT_ON_MISSING")
    check = next((each for each in placement.checks if each.months == months), None)
    if check is not None and check.outcome is not Retention.UNKNOWN:
        raise NotPossible("ALREADY_CHECKED")
    if left_on is not None and outcome is Retention.LEFT:
        end_placement(acting, placement, left_on, reason)
        outcome = Retention.LEFT if left_on < due else Retention.EMPLOYED
    if check is None:
        check = RetentionCheck(months=months, outcome=outcome, checked_on=on, recorded_by=acting.who.name)
        placement.checks.append(check)
    else:
        check.outcome, check.checked_on, check.recorded_by = outcome, on, acting.who.name
    details = {"months": months, "outcome": outcome}
    acting.record("placement.checked", ("placement", placement.ref), details=details)
    if outcome is Retention.EMPLOYED:
        _prove(acting, placement, RETENTION[months], placement.ended or on, None)
    return check


def end_placement(acting: Acting, placement: Placement, on: date, reason: EndReason) -> None:
    """Somebody is not employed there any more: the place is free again, and the student looks for work.

    What never started is over on the day on which it would have, though that is known before. Whoever is
    erased looks for nothing. Raises NotPossible ENDED, FUTURE, and PAST for a day before the start, or before
    they were seen there.
    """
    acting.take_turn()
    if placement.ended is not None:
        raise NotPossible("ENDED")
    if reason is EndReason.NEVER_STARTED and on == acting.today:
        on = max(on, placement.started)
    known = (check.checked_on for check in placement.checks if check.outcome is Retention.EMPLOYED)
    if on < max((placement.started, *known)):
        raise NotPossible("PAST")
    if on > acting.today and on != placement.started:
        raise NotPossible("FUTURE")
    placement.ended, placement.end_reason = on, reason
    if not placement.student.is_erased:
        studies = reason is EndReason.STUDY
        placement.student.state = StudentState.FURTHER_STUDY if studies else StudentState.SEEKING
    acting.session.flush()
    if placement.opening_id is not None:
        release_vacancy(acting.session, placement.opening_id)
    details = {"reason": reason}
    acting.record("placement.ended", ("placement", placement.ref), details=details)


def _check_there(placement: Placement) -> None:
    """Of who is erased nothing more is learned: no key is left to seal it."""
    if placement.student.is_erased:
        raise NotPossible("ERASED")


def _check_free(acting: Acting, student: Student, started: date, evidence: Evidence) -> None:
    _check_evidence(evidence, started, acting.today)
    if started - acting.today > STARTS_WITHIN:
        raise NotPossible("START_OUT_OF_RANGE")
    if current_placement(acting.session, student.id) is not None:
        raise NotPossible("ALREADY_PLACED")


def _check_evidence(evidence: Evidence, started: date, seen_on: date) -> None:
    if evidence not in BY_WORD:
        raise NotPossible("EVIDENCE_OUT_OF_TURN")
    if evidence is Evidence.INSURANCE and seen_on < due_on(started, INSURED_AFTER):
        raise NotPossible("PROOF_TOO_EARLY")


def _first_proof(placement: Placement) -> date:
    """The first day on which there can be a proof: from the introduction on, else some time before."""
    if placement.referral is not None and placement.referral.sent_at is not None:
        return local_day(placement.referral.sent_at)
    return min(placement.started - PROOF_BEFORE_START, local_day(placement.recorded_at))


def _place(
    acting: Acting, student: Student, started: date, evidence: Evidence, words: str | None, **facts: Any
) -> Placement:
    """Keep that a student is employed; `facts` are where and as what."""
    today = acting.today
    placement = Placement(
        student=student,
        started=started,
        evidence=evidence,
        recorded_at=acting.now,
        recorded_by=acting.who.name,
        **facts,
    )
    acting.take_turn()
    acting.session.add(placement)
    acting.session.flush()
    withdraw_others(acting, student)
    student.state = state_in(placement, today)
    acting.record("placement.recorded", ("placement", placement.ref), details={"student": student.ref})
    _keep_proof(acting, placement, evidence, today, words)
    return placement


def state_in(placement: Placement, today: date) -> StudentState:
    """The state of a student who has this placement."""
    if placement.started > today:
        return StudentState.TO_START
    return StudentState.INTERNSHIP if placement.internship else StudentState.EMPLOYED


def _prove(
    acting: Acting,
    placement: Placement,
    evidence: Evidence,
    seen_on: date,
    words: str | None,
) -> None:
    acting.take_turn()
    if outweighs(evidence, placement.evidence):
        placement.evidence = evidence
    if placement.student.state is StudentState.TO_START:
        placement.student.state = state_in(placement, acting.today)
    _keep_proof(acting, placement, evidence, seen_on, words)


def _keep_proof(
    acting: Acting,
    placement: Placement,
    evidence: Evidence,
    seen_on: date,
    words: str | None,
) -> None:
    proof = PlacementProof(
        placement=placement,
        evidence=evidence,
        seen_on=seen_on,
        words=" ".join((words or "").split()) or None,
        recorded_at=acting.now,
        recorded_by=acting.who.name,
    )
    acting.session.add(proof)
    acting.session.flush()
    details = {"evidence": evidence}
    acting.record("placement.proved", ("placement", placement.ref), details=details)
