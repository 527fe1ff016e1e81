"""Which answers to an introduction speak for or against it. Silence is neither, and so is much else."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from matcher.lifecycle import due_on
from matcher.vocabulary import DeclineReason, EndReason, ReferralState


class Goal(StrEnum):
    """What an introduction is to come to."""

    INTERVIEW = "interview"
    HIRED = "hired"
    RETAINED = "retained"  # still employed after RETAINED_MONTHS


RETAINED_MONTHS = 3

REACHED = {
    Goal.INTERVIEW: frozenset({ReferralState.INTERVIEW, ReferralState.OFFER, ReferralState.HIRED}),
    Goal.HIRED: frozenset({ReferralState.HIRED}),
    Goal.RETAINED: frozenset({ReferralState.HIRED}),
}
"""Goal → the states of which any one shows that it, or what it begins with, is reached."""

ABOUT_THE_PAIR = frozenset(
    {
        DeclineReason.WAGE,
        DeclineReason.DISTANCE,
        DeclineReason.HOURS,
        DeclineReason.WORK,
        DeclineReason.SKILLS,
        DeclineReason.EXPERIENCE,
        DeclineReason.OTHER,
    }
)
"""Reasons that speak against the pair. The rest tell of other jobs, of full places, of health and family."""

NOT_RETAINED = frozenset(
    {
        EndReason.STUDENT_LEFT,
        EndReason.PROBATION,
        EndReason.DISMISSED,
        EndReason.NEVER_STARTED,
        EndReason.OTHER,
        EndReason.UNKNOWN,
    }
)
"""Early ends that speak against the pair; a company that closed or a term that was over does not."""


@dataclass(frozen=True, slots=True)
class Stay:
    """How long an employment lasted, as far as is known."""

    started: date
    ended: date | None
    end_reason: EndReason | None
    seen: bool  # found employed when somebody asked, RETAINED_MONTHS after the start or later


@dataclass(frozen=True, slots=True)
class Answer:
    """What came of introducing a student to a company."""

    states: frozenset[ReferralState]  # all that it came through
    declined: DeclineReason | None = None
    stay: Stay | None = None


def came_to(answer: Answer, goal: Goal) -> bool | None:
    """Whether the goal was reached; None where nobody has said so, or not for a reason of the pair."""
    if answer.states & REACHED[goal]:
        return _retained(answer.stay) if goal is Goal.RETAINED else True
    return False if answer.declined in ABOUT_THE_PAIR else None


def _retained(stay: Stay | None) -> bool | None:
    if stay is None:
        return None
    if stay.seen:
        return True
    if stay.ended is None:
        return None
    if stay.ended >= due_on(stay.started, RETAINED_MONTHS):
        return True
    return False if stay.end_reason in NOT_RETAINED else None
