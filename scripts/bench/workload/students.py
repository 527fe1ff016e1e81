"""Invented students, each from the seed and a number alone: any process makes any of them, and the same."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import TypeVar

import numpy as np

from matcher.columns import DEMANDS
from matcher.law.certificates import certificates_demanded
from matcher.records import Student
from matcher.reference.occupations import group, name_of
from matcher.text.profiles import NOTHING, TextProfile
from matcher.vocabulary import Completion, Education, StudentState
from scripts.bench.workload.profiles import OF_AN_OCCUPATION
from scripts.bench.workload.world import TODAY, World

Value = TypeVar("Value")

LEVELS: Mapping[Education | None, float] = {
    None: 0.04,
    Education.MIDDLE_SCHOOL: 0.08,
    Education.HIGH_SCHOOL: 0.12,
    Education.SECONDARY_VOCATIONAL: 0.2,
    Education.COLLEGE: 0.36,
    Education.BACHELOR: 0.18,
    Education.MASTER: 0.02,
}
COMPLETIONS: Mapping[Completion, float] = {
    Completion.GRADUATED: 0.85,
    Completion.IN_SCHOOL: 0.1,
    Completion.LEFT: 0.05,
}
WILLING: Mapping[bool | None, float] = {None: 0.5, True: 0.25, False: 0.25}
TELLS_EXPERIENCE, OF_OWN_WORK = 0.5, 0.7  # shares: who tell of any; of these, of the work that they learnt
SILENT = 0.03  # share of those who told of nothing but where they live


def student(world: World, number: int) -> Student:
    """The student of that number; everybody has a home, and has learnt or done some occupation."""
    random = np.random.default_rng([world.seed, 0, number])
    trade = int(random.choice(len(world.occupations), p=world.occupation_shares))
    home = str(random.choice(world.places, p=world.place_shares))
    ref = f"{number:06d}"
    born = TODAY - timedelta(days=int(random.integers(17 * 365, 27 * 365)))
    if random.random() < SILENT:
        return Student(ref=ref, key=ref, birth_date=born, state=StudentState.SEEKING, home=home)
    occupation, courses = world.occupations[trade], world.courses[trade]
    numbers, kept = world.draw_skills(np.array([trade], np.int32), random)
    course = courses[int(random.integers(len(courses)))] if random.random() < 0.85 else None
    completion = _one(COMPLETIONS, random)
    years = random.integers(0, 4) if completion is Completion.IN_SCHOOL else -random.integers(0, 6)
    return Student(
        ref=ref,
        key=ref,
        birth_date=born,
        state=StudentState.SEEKING,
        education=_one(LEVELS, random),
        completion=completion,
        graduation=date(TODAY.year + int(years), 6, 30),
        majors=frozenset([course.major]) if course else frozenset(),
        fields=frozenset([course.field]) if course else frozenset(),
        skills=frozenset(world.skills[skill] for skill in numbers[kept]),
        certificates=_licences(occupation) if random.random() < 0.5 else frozenset(),
        experience_months=int(random.choice([0, 6, 12, 24])) if random.random() < 0.5 else None,
        wished_occupations=_wishes(world, occupation, random),
        wage_floor=int(random.integers(6, 15)) * 500 if random.random() < 0.6 else None,
        home=home,
        wished_places=_wished_places(world, home, random),
        needs_dormitory=True if random.random() < 0.1 else None,
        may_relocate=_one(WILLING, random),
        limits=frozenset([DEMANDS[int(random.integers(6))]]) if random.random() < 0.03 else frozenset(),
        experience=_experience(world, trade, random) if random.random() < TELLS_EXPERIENCE else NOTHING,
    )


def _licences(occupation: str) -> frozenset[str]:
    """Half of those who learnt what needs a licence have it."""
    groups = certificates_demanded(name_of(occupation) or occupation, occupation)
    return frozenset(min(group) for group in groups)


def _wishes(world: World, occupation: str, random: np.random.Generator) -> frozenset[str]:
    """Nothing, the own occupation, the group around it, or the own and another."""
    number = random.random()
    if number < 0.25:
        return frozenset()
    if number < 0.4:
        return frozenset([f"{group(occupation, 3)}-00"])
    other = world.occupations[int(random.integers(len(world.occupations)))]
    return frozenset([occupation] if number < 0.8 else [occupation, other])


def _experience(world: World, trade: int, random: np.random.Generator) -> TextProfile:
    """Of the own occupation, or of any: a student's jobs are not always what was learnt."""
    other = int(random.integers(len(world.texts)))
    own = OF_AN_OCCUPATION * trade + int(random.integers(OF_AN_OCCUPATION))
    return world.texts[own if random.random() < OF_OWN_WORK else other]


def _wished_places(world: World, home: str, random: np.random.Generator) -> frozenset[str]:
    """Nothing, the own city, or places here and there."""
    number = random.random()
    if number < 0.65:
        return frozenset()
    if number < 0.85:
        return frozenset([f"{home[:4]}00"])
    return frozenset(str(place) for place in random.choice(world.places, int(random.integers(1, 4))))


def _one(shares: Mapping[Value, float], random: np.random.Generator) -> Value:
    return list(shares)[int(random.choice(len(shares), p=list(shares.values())))]
