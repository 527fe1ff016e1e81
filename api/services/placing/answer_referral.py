"""What comes of a referral: an interview, an offer, or a no; and an officer's word on a no."""

from datetime import datetime

from api.services.acting import Acting
from api.services.not_possible import NotPossible
from api.services.placing.move_referral import move_referral
from matcher.vocabulary import DeclineReason, ReferralState, Side
from models.referral import Referral


def invite(acting: Acting, referral: Referral, at: datetime, place: str) -> None:
    """Set the date and place of an interview, or other ones; raises NotPossible PAST, NO_SUCH_MOVE."""
    if at < acting.now:
        raise NotPossible("PAST")
    if referral.state is ReferralState.INTERVIEW:
        referral.interview_at, referral.interview_place = at, place
        referral.interview_told_at = None
        acting.session.flush()
        acting.record("referral.interview_moved", ("referral", referral.ref))
    else:
        state = ReferralState.INTERVIEW
        move_referral(acting, referral, state, interview_at=at, interview_place=place)


def tell_interview(acting: Acting, referral: Referral) -> None:
    """Keep that the student knows of the interview; raises NotPossible NO_INTERVIEW."""
    if referral.state is not ReferralState.INTERVIEW:
        raise NotPossible("NO_INTERVIEW")
    referral.interview_told_at = acting.now
    acting.session.flush()
    acting.record("referral.interview_told", ("referral", referral.ref))


def offer(acting: Acting, referral: Referral) -> None:
    """The company wants the student; raises NotPossible NO_SUCH_MOVE."""
    move_referral(acting, referral, ReferralState.OFFER)


def decline(
    acting: Acting,
    referral: Referral,
    side: Side,
    reason: DeclineReason,
    *,
    words: str | None = None,
) -> None:
    """One side says no; whether the job was suitable is not said by this.

    Raises NotPossible NO_SUCH_MOVE, also for a company that was never told of the student.
    """
    if side is Side.COMPANY and referral.sent_at is None:
        raise NotPossible("NO_SUCH_MOVE", before=referral.state, after=ReferralState.DECLINED)
    move_referral(
        acting,
        referral,
        ReferralState.DECLINED,
        declined_by=side,
        decline_reason=reason,
        decline_words=" ".join((words or "").split()) or None,
    )


def judge_decline(acting: Acting, referral: Referral, suitable: bool | None) -> None:
    """An officer's word on whether a job was suitable that its student has declined; None takes it back.

    Nothing is counted against anybody by itself. Raises NotPossible NOT_DECLINED_BY_STUDENT.
    """
    if referral.declined_by is not Side.STUDENT:
        raise NotPossible("NOT_DECLINED_BY_STUDENT")
    referral.suitable = suitable
    referral.judged_by = None if suitable is None else acting.who.name
    referral.judged_at = None if suitable is None else acting.now
    acting.session.flush()
    acting.record("referral.judged", ("referral", referral.ref), fields=("suitable",))
