"""Small districts given by a table of scores, and the best plan by methods of their own."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import product

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import Bounds, LinearConstraint, milp

from matcher.plan.network import Objective
from matcher.plan.orders import Cap, Orders, Participant, Vacancy
from matcher.plan.plan import make_plan
from matcher.plan.results import Plan

REFUSED = -1


@dataclass(frozen=True)
class District:
    """Scores of shape (students, openings), REFUSED where a rule refuses."""

    scores: NDArray[np.int64]
    places: Sequence[int]
    priorities: Sequence[int]

    @classmethod
    def invented(cls, seed: int, students: int = 12, openings: int = 8) -> "District":
        """One with few places, few different scores, and openings that everybody likes."""
        random = np.random.default_rng(seed)
        liked = random.integers(0, 4, openings) * 1_000
        scores = liked + random.integers(0, 6, (students, openings)) * 500
        scores[random.random((students, openings)) < random.uniform(0, 0.8)] = REFUSED
        places = random.integers(0, random.integers(2, 5), openings)
        return cls(scores, places.tolist(), random.integers(0, 4, students).tolist())

    @property
    def students(self) -> list[Participant]:
        """Those to be placed."""
        return [
            Participant(f"s{number}", f"{number:03}", priority)
            for number, priority in enumerate(self.priorities)
        ]

    @property
    def openings(self) -> list[Vacancy]:
        """What there is."""
        return [Vacancy(f"o{number}", f"{number:03}", places) for number, places in enumerate(self.places)]

    def lists(self, refs: Sequence[str], k: int) -> Iterator[list[tuple[str, int]]]:
        """The best for each, as a ranking has them."""
        for ref in refs:
            row = self.scores[int(ref[1:])]
            order = np.argsort(-row, kind="stable")
            yield [(f"o{number}", int(row[number])) for number in order if row[number] != REFUSED][:k]

    def plan(self, orders: Orders | None = None, *, candidates: int = 3, most_pairs: int = 10**6) -> Plan:
        """The plan of the code."""
        return make_plan(
            self.students, self.openings, self.lists, orders, candidates=candidates, most_pairs=most_pairs
        )

    def with_place(self, opening: str) -> "District":
        """The same where one opening has another place."""
        places = list(self.places)
        places[int(opening[1:])] += 1
        return replace(self, places=places)

    def worth(self, pairs: dict[str, str]) -> Objective:
        """What a plan is worth; fails where it breaks a rule or a headcount."""
        for number, places in enumerate(self.places):
            assert list(pairs.values()).count(f"o{number}") <= places
        scores = [int(self.scores[int(student[1:]), int(opening[1:])]) for student, opening in pairs.items()]
        assert REFUSED not in scores
        return Objective(len(pairs), sum(self.priorities[int(student[1:])] for student in pairs), sum(scores))

    def best_by_programming(self, caps: Sequence[Cap] = ()) -> Objective:
        """The best by whole-number programming (HiGHS), one part of the objective after the other."""
        students, openings = self.scores.shape
        pairs = [(s, o) for s, o in product(range(students), range(openings)) if self.scores[s, o] != REFUSED]
        if not pairs:
            return Objective(0, 0, 0)
        rows = [[s == number for s, _ in pairs] for number in range(students)]
        rows += [[o == number for _, o in pairs] for number in range(openings)]
        rows += [[f"o{o}" in cap.openings for _, o in pairs] for cap in caps]
        limits = [1] * students + list(self.places) + [cap.limit for cap in caps]
        constraints = [LinearConstraint(np.array(rows, float), -np.inf, limits)]
        found: list[int] = []
        for values in (
            [1] * len(pairs),
            [self.priorities[s] for s, _ in pairs],
            [int(self.scores[pair]) for pair in pairs],
        ):
            solved = milp(
                -np.array(values, float), integrality=1, bounds=Bounds(0, 1), constraints=constraints
            )
            best = round(-solved.fun)
            constraints.append(LinearConstraint(np.array(values, float), best - 0.1, best + 0.1))
            found.append(best)
        return Objective(*found)

    def best_by_trying(self) -> Objective:
        """The best of all plans that there are."""
        options = [
            [None, *(f"o{number}" for number, score in enumerate(row) if score != REFUSED)]
            for row in self.scores
        ]
        best = Objective(0, 0, 0)
        for choice in product(*options):
            pairs = {f"s{number}": opening for number, opening in enumerate(choice) if opening is not None}
            if all(list(choice).count(f"o{number}") <= places for number, places in enumerate(self.places)):
                best = max(best, self.worth(pairs))
        return best


def pairs_of(plan: Plan) -> dict[str, str]:
    """Students and the openings proposed to them."""
    return {proposal.student: proposal.opening for proposal in plan.proposals}
