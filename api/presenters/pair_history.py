"""What became of a pair before, in words: for the cards of shortlists."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from api.i18n import marked, say
from api.presenters.kept_shortlists import drop_reason_name
from api.presenters.placing_words import named
from api.presenters.words import day
from matcher.lifecycle import OVER
from matcher.vocabulary import ReferralState, Side
from models.queries.pair_history import Dropped
from models.referral import Referral

DECLINED = {
    Side.STUDENT: marked("The student declined this on %(day)s: %(reason)s"),
    Side.COMPANY: marked("The company declined this on %(day)s: %(reason)s"),
}
ENDED = {
    ReferralState.HIRED: marked("Hired here on %(day)s"),
    ReferralState.WITHDRAWN: marked("Proposed before, and withdrawn on %(day)s"),
}


class Earlier(NamedTuple):
    """What is told of a pair on its card; `declined`: whether one side has ever said no."""

    sentences: Sequence[str] = ()
    declined: bool = False


def earlier_words(
    referrals: Mapping[str, Sequence[Referral]], dropped: Mapping[str, Dropped]
) -> Mapping[str, Earlier]:
    """The newest referral of each pair and the newest refusal, and that it was dropped, by reference.

    `referrals`: those of each pair, the newest first. Nothing is told of a pair without a past.
    """
    told = defaultdict[str, Earlier](Earlier)
    for ref in (*referrals, *dropped):
        told[ref] = _earlier(referrals.get(ref, ()), dropped.get(ref))
    return told


def referral_sentence(referral: Referral) -> str:
    """How far a referral came, or which side said no, when and why."""
    ended, side, reason = referral.ended_at, referral.declined_by, referral.decline_reason
    if ended is None or referral.state not in OVER:
        words = marked("Under way since %(day)s: %(state)s")
        return say(words, day=day(referral.proposed_at), state=named(referral.state)["name"])
    if side is not None and reason is not None:
        return say(DECLINED[side], day=day(ended), reason=named(reason)["name"])
    return say(ENDED[referral.state], day=day(ended))


def declined_before(referral: Referral) -> str:
    """Why a pair is not proposed again without a word on it."""
    words = marked("%(refusal)s. Say that it is to be proposed again all the same")
    return say(words, refusal=referral_sentence(referral))


def _earlier(referrals: Sequence[Referral], dropped: Dropped | None) -> Earlier:
    refusals = [each for each in referrals if each.declined_by is not None]
    sentences = [referral_sentence(each) for each in dict.fromkeys((*referrals[:1], *refusals[:1]))]
    if dropped is not None:
        sentences.append(_dropped_sentence(dropped))
    return Earlier(sentences, bool(refusals))


def _dropped_sentence(dropped: Dropped) -> str:
    words = marked("An officer dropped this from the list of %(day)s: %(reason)s")
    return say(words, day=day(dropped.at), reason=drop_reason_name(dropped.reason))
