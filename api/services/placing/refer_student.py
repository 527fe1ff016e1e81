"""An officer introduces a student to a company: proposes it, sends it once the student agrees, asks again."""

from api.services.acting import Acting
from api.services.matching.make_shortlist import find_opening, find_student
from api.services.not_possible import NotPossible
from api.services.placing.give_consent import standing_consent
from api.services.placing.log_service import count_recommendation
from api.services.placing.move_referral import begin_referral, move_referral
from matcher.advice import every_refusal
from matcher.arrays import MISSING
from matcher.candidate import Candidate, age_on
from matcher.columns import Columns
from matcher.lifecycle import ADULT_FROM, WORK_FROM
from matcher.pipeline import judge
from matcher.policy import Policy
from matcher.vocabulary import ReferralState, Refusal
from models.company import CompanyStatus
from models.opening import Opening
from models.queries.pair_history import last_refusal
from models.referral import Referral
from models.shortlist import ShortlistItem
from models.student import Student

ANSWERS = frozenset({ReferralState.SENT, ReferralState.INTERVIEW, ReferralState.OFFER})
"""States in which the company's answer is waited for."""


def propose_referral(
    acting: Acting,
    item: ShortlistItem,
    policy: Policy,
    *,
    hazards_confirmed: str | None = None,
    again: bool = False,
) -> Referral:
    """Propose to introduce the student of an approved shortlist's item; the company learns nothing yet.

    A consent that the student has given this company already counts. `hazards_confirmed` tells of the
    company's written word that the work is free of what is closed to minors, where the opening declares none.
    A pair that one side has declined is proposed `again` only when that is said.

    Raises NotPossible NOT_APPROVED, DROPPED, DECLINED_BEFORE, COMPANY_SUSPENDED, NOT_ELIGIBLE,
    HAZARDS_UNCONFIRMED.
    """
    if item.shortlist.approved_at is None:
        raise NotPossible("NOT_APPROVED")
    if item.dropped_reason is not None:
        raise NotPossible("DROPPED")
    if not again and (refusal := last_refusal(acting.session, item)) is not None:
        raise NotPossible("DECLINED_BEFORE", refusal=refusal)
    words = " ".join((hazards_confirmed or "").split()) or None
    check_introduction(acting, item.student, item.opening, policy, hazards_confirmed=words)
    referral = Referral(
        student=item.student,
        opening=item.opening,
        company=item.opening.company,
        item=item,
        state=ReferralState.PROPOSED,
        proposed_at=acting.now,
        proposed_by=acting.who.name,
        hazards_confirmed=words,
    )
    begin_referral(acting, referral)
    if standing_consent(acting.session, referral.student, referral.company_id, acting.now) is not None:
        move_referral(acting, referral, ReferralState.CONSENTED)
    return referral


def send_referral(acting: Acting, referral: Referral, policy: Policy) -> None:
    """Name the student to the company; all that was true at the proposal must be true still.

    It counts as a recommendation by itself.

    Raises NotPossible NO_CONSENT, COMPANY_SUSPENDED, NOT_ELIGIBLE, HAZARDS_UNCONFIRMED, NO_SUCH_MOVE.
    """
    if standing_consent(acting.session, referral.student, referral.company_id, acting.now) is None:
        raise NotPossible("NO_CONSENT")
    confirmed = referral.hazards_confirmed
    check_introduction(acting, referral.student, referral.opening, policy, hazards_confirmed=confirmed)
    move_referral(acting, referral, ReferralState.SENT, sent_at=acting.now)
    count_recommendation(acting, referral)


def chase_referral(acting: Acting, referral: Referral) -> None:
    """Keep that the company was asked again for its answer; raises NotPossible NOT_WAITING."""
    _check_waiting(referral)
    referral.chased_at = acting.now
    acting.session.flush()
    acting.record("referral.chased", ("referral", referral.ref))


def expire_referral(acting: Acting, referral: Referral) -> None:
    """Stop waiting for the company; a late answer still counts. Raises NotPossible NOT_WAITING."""
    _check_waiting(referral)
    move_referral(acting, referral, ReferralState.EXPIRED)


def withdraw_referral(acting: Acting, referral: Referral) -> None:
    """Take an introduction back; raises NotPossible NO_SUCH_MOVE once it is over."""
    move_referral(acting, referral, ReferralState.WITHDRAWN)


def check_introduction(
    acting: Acting,
    student: Student,
    opening: Opening,
    policy: Policy,
    *,
    hazards_confirmed: str | None,
    despite: frozenset[Refusal] = frozenset(),
) -> None:
    """That these two may be introduced to each other today: by the rules of the matcher, and by the law.

    `despite` names rules that do not count at this step. What is NOT_ELIGIBLE is told with all reasons.
    """
    if opening.company.status is CompanyStatus.SUSPENDED:
        raise NotPossible("COMPANY_SUSPENDED")
    today = acting.today
    acting.session.flush()
    candidate = Candidate.of(find_student(acting.session, student.ref), today, policy)
    judgement = judge(candidate, Columns.of([find_opening(acting.session, opening.ref)]), policy)
    if judgement.refusals[0] != MISSING:
        refused = [reason for reason in every_refusal(judgement, 0, policy) if reason.code not in despite]
        if refused:
            raise NotPossible("NOT_ELIGIBLE", refused=refused)
    age = age_on(student.birth_date, today)
    assert age >= WORK_FROM, "the rules let nobody under 16 through"
    if age < ADULT_FROM and opening.hazards is None and hazards_confirmed is None:
        raise NotPossible("HAZARDS_UNCONFIRMED")


def _check_waiting(referral: Referral) -> None:
    if referral.state not in ANSWERS:
        raise NotPossible("NOT_WAITING")
