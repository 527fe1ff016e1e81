"""The way of a referral as a line of steps, and what may be done with it now."""

from api.presenters.placing_words import named
from api.services.placing.refer_student import ANSWERS
from matcher.lifecycle import OVER, REFERRAL_MOVES
from matcher.vocabulary import ReferralState, Side
from models.referral import Referral

Document = dict[str, object]

_R = ReferralState

WAY = (_R.PROPOSED, _R.CONSENTED, _R.SENT, _R.INTERVIEW, _R.OFFER, _R.HIRED)
"""The steps to a hire; the interview and the offer may be passed over."""


def steps(referral: Referral, passed: frozenset[ReferralState]) -> list[Document]:
    """The steps of the way, or those that were gone and where it left the way: done, current or ahead."""
    way = WAY if referral.state in WAY else [*(state for state in WAY if state in passed), referral.state]
    return [{**named(state), "standing": _standing(state, referral.state, passed)} for state in way]


def possible_acts(referral: Referral, *, consented: bool) -> list[str]:
    """What may be done now, by code, what leads on first; `consented`: by a consent that counts."""
    moves = REFERRAL_MOVES[referral.state]
    is_open = referral.state not in OVER
    possible = {
        "consent": is_open and not consented,
        "send": _R.SENT in moves and consented,
        "tell": referral.state is _R.INTERVIEW and referral.interview_told_at is None,
        "chase": referral.state in ANSWERS,
        "interview": _R.INTERVIEW in moves or referral.state is _R.INTERVIEW,
        "offer": _R.OFFER in moves,
        "hire": _R.HIRED in moves,
        "judge": referral.declined_by is Side.STUDENT,
        "decline": _R.DECLINED in moves,
        "expire": referral.state in ANSWERS,
        "withdraw": _R.WITHDRAWN in moves,
    }
    return [act for act, may in possible.items() if may]


def _standing(state: ReferralState, now: ReferralState, passed: frozenset[ReferralState]) -> str:
    if state is now:
        return "current"
    return "done" if state in passed else "ahead"
