"""The plan for the students of a snapshot, on the very lists and scores that their shortlists show."""

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date

import numpy as np

from matcher.candidate import Candidate, age_on
from matcher.eligibility import NOT_SEEKING_STATES, PLACED_STATES, WORKING_AGE
from matcher.evaluation.congestion import places_left
from matcher.plan.orders import Cap, Lists, Orders, Participant, Vacancy
from matcher.plan.plan import CANDIDATES, check_orders, make_plan
from matcher.plan.results import Plan, Unplaced
from matcher.ranking import Ranking
from matcher.records import Student
from matcher.reference.occupations import UNCLASSIFIED
from matcher.vocabulary import Refusal, Without

Progress = Callable[[int, int], None]
"""Told how many lists are made, and of how many so far."""


def may_be_placed(student: Student, as_of: date) -> bool:
    """Whether no rule refuses the student whatever the opening."""
    placed = student.state in PLACED_STATES or student.state in NOT_SEEKING_STATES
    return not placed and age_on(student.birth_date, as_of) >= WORKING_AGE


def vacancies(ranking: Ranking, as_of: date, held: Mapping[str, int] | None = None) -> list[Vacancy]:
    """The openings that somebody could be proposed for on that day, less the places that are held back."""
    columns = ranking.columns()
    places = places_left(columns, as_of)
    kept = held or {}
    return [
        Vacancy(ref, key, places[ref] - kept.get(ref, 0))
        for ref, key in zip(columns.refs, columns.keys, strict=True)
        if ref in places
    ]


def lists_of(
    students: Mapping[str, Student], ranking: Ranking, as_of: date, progress: Progress | None = None
) -> Lists:
    """The lists of these students, by reference, from a ranking."""
    done = asked = 0

    def lists(refs: Sequence[str], k: int) -> Iterator[list[tuple[str, int]]]:
        nonlocal done, asked
        asked += len(refs)
        people = (Candidate.of(students[ref], as_of, ranking.policy) for ref in refs)
        for found in ranking.scored(people, k):
            done += 1
            if progress is not None:
                progress(done, asked)
            yield found

    return lists


def occupation_caps(ranking: Ranking, limit: int) -> list[Cap]:
    """At most `limit` in the openings of any one occupation; titles that tell of none are under no cap."""
    columns = ranking.columns()
    coded = columns.occupation_percent >= ranking.policy.thresholds.occupation_confidence_percent
    openings = defaultdict[str, list[str]](list)
    for row in np.flatnonzero(coded).tolist():
        occupation = columns.occupation.values[columns.occupation.numbers[row]]
        if occupation is not None and occupation != UNCLASSIFIED:
            openings[occupation].append(columns.refs[row])
    return [Cap(occupation, frozenset(refs), limit) for occupation, refs in openings.items()]


def check_pins(students: Sequence[Student], ranking: Ranking, orders: Orders, *, as_of: date) -> None:
    """Raise what a plan by these orders would, InvalidOrder or CapsCross; `students` are the pinned."""
    seekers = {student.ref: student for student in students if may_be_placed(student, as_of)}
    check_orders(
        [Participant(ref, student.key) for ref, student in seekers.items()],
        vacancies(ranking, as_of),
        lists_of(seekers, ranking, as_of),
        orders,
    )


def plan_students(
    students: Sequence[Student],
    priorities: Mapping[str, int],
    ranking: Ranking,
    orders: Orders | None = None,
    *,
    as_of: date,
    candidates: int = CANDIDATES,
    held: Mapping[str, int] | None = None,
    progress: Progress | None = None,
) -> Plan:
    """The best plan for those of the students who may be placed; `priorities` by reference, 0 where none is.

    `held` are places of openings that nobody may have now. Raises InvalidOrder and CapsCross.
    """
    seekers = {student.ref: student for student in students if may_be_placed(student, as_of)}
    plan = make_plan(
        [Participant(ref, one.key, priorities.get(ref, 0)) for ref, one in seekers.items()],
        vacancies(ranking, as_of, held),
        lists_of(seekers, ranking, as_of, progress),
        orders,
        candidates=candidates,
    )
    barred = [none.student for none in plan.unplaced if none.reason is Without.NO_ELIGIBLE]
    people = (Candidate.of(seekers[ref], as_of, ranking.policy) for ref in barred)
    censuses = zip(barred, ranking.census(people), strict=True)
    out_of_reach = {ref for ref, census in censuses if Refusal.OUT_OF_REACH in census.refused}
    unplaced = (
        Unplaced(none.student, Without.WISHES_EXCLUDE) if none.student in out_of_reach else none
        for none in plan.unplaced
    )
    return replace(plan, unplaced=tuple(unplaced))
