"""Introductions as the registry would tell them, made of invented outcomes."""

from collections.abc import Iterable

from matcher.learning.answers import Answer
from matcher.learning.examples import Example
from matcher.policy import STANDARD
from matcher.results import Bar
from matcher.vocabulary import DeclineReason, ReferralState
from models.queries.outcomes import Introduction
from tests.matcher.learning.invented import CRITERIA, PROPORTIONS, outcomes

SENT = frozenset({ReferralState.PROPOSED, ReferralState.CONSENTED, ReferralState.SENT})


def told(examples: Iterable[Example]) -> list[Introduction]:
    """Each is a hire, or a no because of the work."""
    return [
        Introduction(
            one.student,
            tuple(
                Bar(criterion, "SOME", round(share * 100), 100)
                for criterion, share in zip(CRITERIA, one.shares, strict=True)
            ),
            Answer(SENT | {ReferralState.HIRED})
            if one.good
            else Answer(SENT | {ReferralState.DECLINED}, DeclineReason.WORK),
        )
        for one in examples
    ]


def telling_otherwise() -> list[Introduction]:
    """Outcomes that speak clearly for another policy than the standard."""
    return told(outcomes(PROPORTIONS[::-1], seed=7, number=900))


def silent(number: int) -> list[Introduction]:
    """Introductions that nobody has answered."""
    bars = tuple(Bar(criterion, "SOME", 1, 2) for criterion in STANDARD.points)
    return [Introduction(f"s{one}", bars, Answer(SENT)) for one in range(number)]
