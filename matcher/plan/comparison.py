"""A plan held against what is done without one: who is placed, how well, and where the crowds are."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from matcher.evaluation.congestion import Congestion, congestion
from matcher.plan.orders import Lists, Participant, Vacancy
from matcher.plan.plan import CANDIDATES, make_plan
from matcher.plan.practice import everybodys_first, first_come
from matcher.plan.results import Outcome, Proposal


class Method(StrEnum):
    """How everybody is placed."""

    PLAN = "plan"
    FIRST_COME = "first_come"  # whoever comes takes the best that is left
    EVERYBODYS_FIRST = "everybodys_first"  # all apply for the first of the own list


@dataclass(frozen=True, slots=True)
class Compared:
    """What comes of a method, and how what it proposes falls on the openings that have places."""

    outcome: Outcome
    congestion: Congestion  # an application counts whether or not it comes to a place


@dataclass(frozen=True, slots=True)
class Comparison:
    """Every method on the same students, openings and places."""

    students: int
    openings: int
    places: int
    methods: Mapping[Method, Compared]


def compare_methods(
    students: Sequence[Participant],
    openings: Sequence[Vacancy],
    lists: Lists,
    *,
    plan: Sequence[Proposal] | None = None,
    candidates: int = CANDIDATES,
) -> Comparison:
    """Place these students in every way; who comes first is told by their order.

    `plan` is what a plan proposes; without it the best one is made.
    """
    names = [student.ref for student in students]
    priorities = {student.ref: student.priority for student in students}
    places = {opening.ref: opening.places for opening in openings}
    if plan is None:
        plan = make_plan(students, openings, lists, candidates=candidates).proposals

    def compared(proposals: Sequence[Proposal], lists_of_openings: Sequence[Sequence[str]]) -> Compared:
        priority = sum(priorities[proposal.student] for proposal in proposals)
        return Compared(Outcome.of(proposals, priority), congestion(lists_of_openings, places))

    taken = list(first_come(names, places, lists, candidates=candidates))
    applied = [[opening for opening, _ in found] for found in lists(names, 1)]
    return Comparison(
        students=len(names),
        openings=len(places),
        places=sum(places.values()),
        methods={
            Method.PLAN: compared(plan, [[proposal.opening] for proposal in plan]),
            Method.FIRST_COME: compared(taken, [[proposal.opening] for proposal in taken]),
            Method.EVERYBODYS_FIRST: compared(list(everybodys_first(names, places, lists)), applied),
        },
    )
