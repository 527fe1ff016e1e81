"""What a plan answers: proposals, who has none and why, what openings are sought, and the proof."""

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import fmean

from matcher.plan.network import Objective
from matcher.vocabulary import Without

SOUGHT_TOLD = 10


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
    def most_sought(self) -> list[Sought]:
        """The openings that most others would rather have, those first where another place adds most."""
        wanted = [each for each in self.sought if each.others]
        return sorted(wanted, key=lambda each: (each.gain, each.others), reverse=True)[:SOUGHT_TOLD]

    @property
    def outcome(self) -> "Outcome":
        """The figures that other ways of placing have as well."""
        return Outcome.of(self.proposals, self.objective.priority)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of a way to place everybody; means are over those placed, None where nobody is."""

    objective: Objective
    mean_rank: float | None  # of the proposal in the own shortlist
    mean_regret: float | None  # hundredths

    @classmethod
    def of(cls, proposals: Sequence[Proposal], priority: int) -> "Outcome":
        """The figures of some proposals, to students of so much priority together."""
        score = sum(proposal.score for proposal in proposals)
        if not proposals:
            return cls(Objective(0, priority, score), None, None)
        rank = fmean(proposal.rank for proposal in proposals)
        regret = fmean(proposal.regret for proposal in proposals)
        return cls(Objective(len(proposals), priority, score), rank, regret)
