"""What a plan answers: proposals, who has none and why, what openings are sought, and the proof."""

from dataclasses import dataclass
from enum import StrEnum
from statistics import fmean

from matcher.plan.network import Objective


class Without(StrEnum):
    """Why somebody has no proposal."""

    NO_ELIGIBLE = "NO_ELIGIBLE"  # rules refuse every opening
    WISHES_EXCLUDE = "WISHES_EXCLUDE"  # what other rules would allow is out of reach for who will not move
    CONTESTED = "CONTESTED"  # there are openings, and others took the places
    CAPPED = "CAPPED"  # there are places, and caps keep them
    BANNED = "BANNED"  # officers have banned every one


@dataclass(frozen=True, slots=True)
class Proposal:
    """One student's opening in the plan; scores in hundredths."""

    student: str
    opening: str
    score: int
    rank: int  # from 1, in the student's own shortlist
    regret: int  # how much more the first of that shortlist has
    pinned: bool


@dataclass(frozen=True, slots=True)
class Unplaced:
    """A student whom the plan has nothing for."""

    student: str
    reason: Without


@dataclass(frozen=True, slots=True)
class Sought:
    """How an opening is sought after: `others` would rather have it than what the plan gives them.

    `gain` is what another place would add to the plan; nothing where there is room.
    """

    opening: str
    places: int
    taken: int
    others: int
    gain: Objective


@dataclass(frozen=True, slots=True)
class Plan:
    """One proposal for each student as far as places go. Optimal where the objective reaches the bound."""

    students: int
    headcount: int  # places there were
    objective: Objective
    bound: Objective
    longest: int  # how many candidates of a student were looked at, at most
    proposals: tuple[Proposal, ...]  # in the order of the students' natural keys
    unplaced: tuple[Unplaced, ...]
    sought: tuple[Sought, ...]  # in the order of the openings' natural keys; those that any list names

    @property
    def optimal(self) -> bool:
        """Whether it is proven that no plan is better."""
        return self.objective == self.bound

    @property
    def mean_rank(self) -> float | None:
        """Of the proposals in the own shortlists; None without any."""
        return fmean(proposal.rank for proposal in self.proposals) if self.proposals else None

    @property
    def mean_regret(self) -> float | None:
        """Of the proposals, in hundredths; None without any."""
        return fmean(proposal.regret for proposal in self.proposals) if self.proposals else None
