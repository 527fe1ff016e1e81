"""Which way referrals and placements may go: the legal moves, as data and as questions.

The database holds the same table of moves and refuses every other.
"""

from calendar import monthrange
from collections.abc import Mapping
from datetime import date

from matcher.vocabulary import DeclineReason, Evidence, ReferralState, Side, Signer

_R = ReferralState

REFERRAL_MOVES: Mapping[ReferralState, frozenset[ReferralState]] = {
    _R.PROPOSED: frozenset({_R.CONSENTED, _R.DECLINED, _R.WITHDRAWN}),
    _R.CONSENTED: frozenset({_R.SENT, _R.DECLINED, _R.WITHDRAWN}),
    _R.SENT: frozenset({_R.INTERVIEW, _R.OFFER, _R.HIRED, _R.DECLINED, _R.EXPIRED, _R.WITHDRAWN}),
    _R.INTERVIEW: frozenset({_R.OFFER, _R.HIRED, _R.DECLINED, _R.EXPIRED, _R.WITHDRAWN}),
    _R.OFFER: frozenset({_R.HIRED, _R.DECLINED, _R.EXPIRED, _R.WITHDRAWN}),
    # A late answer is better than none.
    _R.EXPIRED: frozenset({_R.INTERVIEW, _R.OFFER, _R.HIRED, _R.DECLINED, _R.WITHDRAWN}),
    _R.HIRED: frozenset(),
    _R.DECLINED: frozenset(),
    _R.WITHDRAWN: frozenset(),
}
"""State → the states that may follow it."""

OVER = frozenset(state for state, following in REFERRAL_MOVES.items() if not following)
"""States that nothing follows."""

BEFORE_SENDING = frozenset({_R.PROPOSED, _R.CONSENTED})
"""States in which the company knows nothing of a referral."""

NAMED = frozenset({_R.SENT, _R.INTERVIEW, _R.OFFER, _R.HIRED, _R.EXPIRED})
"""States in which the company may know who the student is, given a consent: what it was told for goes on."""

REASONS_TO_DECLINE: Mapping[Side, tuple[DeclineReason, ...]] = {
    Side.STUDENT: (
        DeclineReason.WORK,
        DeclineReason.WAGE,
        DeclineReason.DISTANCE,
        DeclineReason.HOURS,
        DeclineReason.HEALTH,
        DeclineReason.FAMILY,
        DeclineReason.OTHER_JOB,
        DeclineReason.STUDY,
        DeclineReason.OTHER,
    ),
    Side.COMPANY: (
        DeclineReason.SKILLS,
        DeclineReason.EXPERIENCE,
        DeclineReason.WAGE,
        DeclineReason.DISTANCE,
        DeclineReason.HOURS,
        DeclineReason.NOT_MET,
        DeclineReason.FILLED,
        DeclineReason.OTHER,
    ),
}
"""Why each side may say no; of a company neither health nor family is a reason."""

EVIDENCE = tuple(Evidence)
"""The levels of evidence, the weakest first."""

RETENTION: Mapping[int, Evidence] = {
    3: Evidence.RETAINED_3,
    6: Evidence.RETAINED_6,
    12: Evidence.RETAINED_12,
}
"""Months after the start at which one asks whether the person is still employed → what a yes is worth."""

CONSENT_FROM, WORK_FROM, ADULT_FROM = 14, 16, 18
"""Ages, in years: of a consent at all, of any introduction to work, of a consent without a guardian."""


def may_move(before: ReferralState, after: ReferralState) -> bool:
    """Whether a referral may go from one state to another."""
    return after in REFERRAL_MOVES[before]


def outweighs(one: Evidence, other: Evidence) -> bool:
    """Whether one level of evidence is stronger than another."""
    return EVIDENCE.index(one) > EVIDENCE.index(other)


def due_on(start: date, months: int) -> date:
    """The day on which so many months of employment are full: the last of a month that is too short."""
    year, month = divmod(start.year * 12 + start.month - 1 + months, 12)
    return date(year, month + 1, min(start.day, monthrange(year, month + 1)[1]))


def last_start_due(today: date, months: int) -> date:
    """The last day of a start since which so many months of employment are full by `today`."""
    back = due_on(today, -months)
    if today.day < monthrange(today.year, today.month)[1]:
        return back
    return back.replace(day=monthrange(back.year, back.month)[1])  # all longer days are due by the last


def may_sign(signer: Signer, age: int) -> bool:
    """Whether a consent with this signature counts for somebody of `age` years."""
    if age < CONSENT_FROM:
        return False
    return age >= ADULT_FROM or signer is Signer.STUDENT_AND_GUARDIAN
