"""Whether a confidence means what it says: of what is 80 % sure, 80 % should be right."""

from collections.abc import Sequence
from dataclasses import dataclass

BINS = 10


@dataclass(frozen=True, slots=True)
class Bin:
    """The answers whose confidence lies from `low` to `high`: how many, how sure and how often right."""

    low: float
    high: float
    answers: int
    confidence: float  # mean
    right: float  # share


def reliability(confidences: Sequence[float], right: Sequence[bool], bins: int = BINS) -> tuple[Bin, ...]:
    """The reliability table: bins of equal width from 0 to 1, the empty ones left out.

    A confidence on an edge belongs to the bin above it, 1 to the last. ValueError if the lengths differ.
    """
    members: list[list[tuple[float, bool]]] = [[] for _ in range(bins)]
    for confidence, hit in zip(confidences, right, strict=True):
        members[min(int(confidence * bins), bins - 1)].append((confidence, hit))
    return tuple(
        Bin(
            low=number / bins,
            high=(number + 1) / bins,
            answers=len(member),
            confidence=sum(confidence for confidence, _ in member) / len(member),
            right=sum(hit for _, hit in member) / len(member),
        )
        for number, member in enumerate(members)
        if member
    )


def expected_calibration_error(bins: Sequence[Bin]) -> float:
    """The distance between confidence and truth, averaged over all answers: 0 is perfect, 1 the worst.

    M. P. Naeini, G. F. Cooper, M. Hauskrecht: Obtaining well calibrated probabilities using Bayesian
    binning, AAAI 2015. 0 without answers.
    """
    answers = sum(part.answers for part in bins)
    return sum(part.answers * abs(part.confidence - part.right) for part in bins) / max(answers, 1)
