"""A plan that holds places back for registered students who may be proposed work only later.

Who finishes school within the policy's horizon is in every plan. Who is further from it, or younger than 16,
comes on a day that the registry tells; the lists of these students are those of that day, so that an opening
that ends before is held for nobody.
"""

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import partial

import numpy as np

from matcher.candidate import Candidate
from matcher.plan.listing import numbered
from matcher.plan.network import NOBODY, Numbers
from matcher.plan.orders import Orders
from matcher.plan.plan import CANDIDATES
from matcher.plan.ranked import Progress, lists_of, may_be_placed, plan_students, vacancies
from matcher.plan.reserve import place, reserve_prices
from matcher.plan.results import Plan
from matcher.plan.season import absent_share
from matcher.plan.season_ways import DRAWS
from matcher.policy import Policy
from matcher.ranking import Best, Ranking
from matcher.records import Student

SEED = 1


@dataclass(frozen=True, slots=True)
class Held:
    """Places in an opening that are held back, and for whom."""

    opening: str
    places: int
    students: tuple[str, ...]
    first_day: date  # on which one of them may be proposed
    others: int  # of those here, who would rather have it than what the plan gives them


@dataclass(frozen=True, slots=True)
class Sparing:
    """The plan with what is held back, and what that costs those who are here."""

    plan: Plan
    until: date
    arrivals: Mapping[str, date]  # who comes, and from when on
    absent: float  # share of them who are thought not to come
    held: tuple[Held, ...]  # in the order of the openings' natural keys
    cost: int  # hundredths, less than the plan that holds back nothing


def arrivals(students: Sequence[Student], policy: Policy, *, as_of: date, until: date) -> dict[str, date]:
    """Who may not be proposed regular work on a day and may later: from which day on, up to `until`."""
    days = [as_of + timedelta(days=number) for number in range((until - as_of).days + 1)]

    def is_ready(student: Student, day: date) -> bool:
        return may_be_placed(student, day) and not Candidate.of(student, day, policy).internships_only

    return {
        student.ref: days[bisect_left(days, True, key=partial(is_ready, student))]
        for student in students
        if is_ready(student, until) and not is_ready(student, as_of)
    }


def plan_sparing(
    students: Sequence[Student],
    priorities: Mapping[str, int],
    ranking: Ranking,
    orders: Orders | None = None,
    *,
    as_of: date,
    until: date,
    candidates: int = CANDIDATES,
    progress: Progress | None = None,
) -> Sparing:
    """The best plan that leaves to those who come what they will need; nobody here goes without for it.

    Where caps would leave fewer placed, nothing is held back. Raises InvalidOrder and CapsCross.
    """
    orders = orders or Orders()
    coming = arrivals(students, ranking.policy, as_of=as_of, until=until)
    absent = absent_share(students, as_of)
    whole = plan_students(
        students, priorities, ranking, orders, as_of=as_of, candidates=candidates, progress=progress
    )
    kept = _Shares(students, ranking, orders, whole, as_of).kept_for(coming, absent, candidates)
    if not kept:
        return Sparing(whole, until, coming, absent, (), 0)
    spared = plan_students(
        students,
        priorities,
        ranking,
        orders,
        as_of=as_of,
        candidates=candidates,
        held={opening: len(refs) for opening, refs in kept.items()},
    )
    if spared.objective[:2] < whole.objective[:2]:
        return Sparing(whole, until, coming, absent, (), 0)
    others = {each.opening: each.others for each in spared.sought if each.others}
    held = (
        Held(opening, len(refs), refs, min(coming[ref] for ref in refs), others[opening])
        for opening, refs in kept.items()
        if opening in others
    )
    return Sparing(spared, until, coming, absent, tuple(held), whole.objective.score - spared.objective.score)


class _Shares:
    """Who takes what once those who come count as well."""

    def __init__(
        self, students: Sequence[Student], ranking: Ranking, orders: Orders, plan: Plan, as_of: date
    ) -> None:
        self.students = {student.ref: student for student in students}
        self.ranking, self.orders, self.plan, self.as_of = ranking, orders, plan, as_of
        offered = sorted(vacancies(ranking, as_of), key=lambda opening: (opening.key, opening.ref))
        self.refs = [opening.ref for opening in offered]
        self.row = {ref: row for row, ref in enumerate(self.refs)}
        self.places: Numbers = np.array([opening.places for opening in offered], np.int64)
        for opening, count in Counter(orders.pins.values()).items():
            self.places[self.row[opening]] -= count

    def kept_for(
        self, coming: Mapping[str, date], absent: float, candidates: int
    ) -> dict[str, tuple[str, ...]]:
        """For whom places are kept, by opening, in the order of natural keys."""
        names = sorted(coming, key=lambda ref: (self.students[ref].key, ref))
        later = self._later(names, coming, candidates)
        here = self._here(candidates)
        random = np.random.default_rng(SEED)
        drawn = (random.random(len(later)) >= absent for _ in range(DRAWS if later else 0))
        futures = [[best for best, comes in zip(later, each, strict=True) if comes] for each in drawn]
        prices = reserve_prices(here, futures, self.places)
        taken = place(here, self.places, prices)
        left = self.places - np.bincount(taken[taken != NOBODY], minlength=len(self.places))
        kept = defaultdict[int, list[str]](list)
        for ref, opening in zip(names, place(later, left).tolist(), strict=True):
            if opening != NOBODY and prices[opening] > 0:
                kept[opening].append(ref)
        return {self.refs[opening]: tuple(refs) for opening, refs in sorted(kept.items())}

    def _here(self, candidates: int) -> list[Best]:
        """The lists of who has a place by the plan and not by a pin; long enough to hold that place."""
        refs = [proposal.student for proposal in self.plan.proposals if not proposal.pinned]
        lists = lists_of(self.students, self.ranking, self.as_of)(refs, max(candidates, self.plan.longest))
        bans = self.orders.bans
        return [
            numbered([item for item in items if (ref, item[0]) not in bans], self.row)
            for ref, items in zip(refs, lists, strict=True)
        ]

    def _later(self, names: Sequence[str], coming: Mapping[str, date], candidates: int) -> list[Best]:
        """Each one's list on the day of coming, of what is open today."""
        on_day = defaultdict[date, list[str]](list)
        for ref in names:
            on_day[coming[ref]].append(ref)
        found = {}
        for day, refs in on_day.items():
            lists = lists_of(self.students, self.ranking, day)(refs, candidates)
            for ref, items in zip(refs, lists, strict=True):
                found[ref] = numbered([item for item in items if item[0] in self.row], self.row)
        return [found[ref] for ref in names]
