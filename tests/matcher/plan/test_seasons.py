"""Seasons: hindsight is never passed, one week is as good as hindsight, prices only where places run out."""

from dataclasses import replace
from datetime import date

import numpy as np
import pytest

from matcher.plan.network import Objective
from matcher.plan.season import Season, Terms, absent_share
from matcher.plan.season_ways import Way, play
from matcher.plan.seasons import play_seasons
from matcher.ranking import Best
from matcher.records import Student
from matcher.vocabulary import StudentState
from tests.conftest import FULL_FIGURES
from tests.figures import Figure
from tests.matcher.plan.districts import District
from tests.matcher.plan.test_reserve import lists_of

SEEDS = range(100 if FULL_FIGURES else 15)
PLANNED = (Way.WEEKLY, Way.FORECAST, Way.PRICED)


def crowded(
    seed: int, people: int = 120, openings: int = 30, places: int = 2
) -> tuple[list[Best], np.ndarray]:
    """A district in which most like the same openings, and some can do no more than one of those."""
    random = np.random.default_rng(seed)
    liked = random.integers(4_000, 8_000, openings)
    found = []
    for _ in range(people):
        wide = random.random() < 0.6
        scores = liked + random.integers(-1_500, 1_500, openings)
        rows = np.argsort(-scores, kind="stable")[: openings if wide else 3].astype(np.int64)
        found.append(Best(rows, scores[rows].astype(np.int64)))
    return found, np.full(openings, places, np.int64)


@pytest.mark.parametrize("seed", SEEDS)
def test_no_way_passes_hindsight(seed: int) -> None:
    season = Season.drawn(*crowded(seed, people=60, openings=12), Terms(weeks=5, absent=0.2), seed)
    hindsight = play(season, Way.HINDSIGHT)
    assert all(play(season, way, draws=4) <= hindsight for way in Way)


@pytest.mark.parametrize("seed", SEEDS)
def test_in_one_week_every_plan_is_that_of_hindsight(seed: int) -> None:
    season = Season.drawn(*crowded(seed), Terms(weeks=1), seed)
    assert {play(season, way) for way in PLANNED} == {play(season, Way.HINDSIGHT)}


@pytest.mark.parametrize("seed", SEEDS)
def test_with_room_for_all_there_is_nothing_to_spare(seed: int) -> None:
    people, places = crowded(seed, people=40)
    season = Season.drawn(people, np.full(len(places), 40, np.int64), Terms(weeks=4, absent=0.1), seed)
    assert len({play(season, way, draws=3) for way in Way}) == 1


@pytest.mark.parametrize("seed", SEEDS)
def test_hindsight_is_the_best_of_all_plans(seed: int) -> None:
    district = District.invented(seed, students=5, openings=4)
    district = replace(district, priorities=[0] * 5)
    numbers = np.arange(5)
    season = Season(
        seed=seed,
        terms=Terms(weeks=2),
        lists=lists_of(district),
        places=np.array(district.places, np.int64),
        weeks=np.array_split(numbers, 2),
        announced=np.array_split(numbers, 2),
        past=np.zeros(0, np.int64),
    )
    best = district.best_by_trying()
    assert play(season, Way.HINDSIGHT) == best
    assert all(play(season, way, draws=2) <= best for way in Way)


def test_the_same_seed_plays_the_same_season() -> None:
    district = crowded(1)
    terms = Terms(weeks=4, absent=0.2, places_per_arrival=1.0)
    once, again, other = (list(play_seasons(*district, terms, [seed], draws=3)) for seed in (3, 3, 4))
    assert once == again != other
    assert once[0].places == once[0].arrivals


def test_a_season_is_of_one_half_and_the_other_is_last_seasons() -> None:
    season = Season.drawn(*crowded(1), Terms(weeks=6, absent=0.25), seed=2)
    announced = np.concatenate(season.announced)
    assert len(announced) == 60
    assert not set(announced.tolist()) & set(season.past.tolist())
    for said, came in zip(season.announced, season.weeks, strict=True):
        assert set(came.tolist()) <= set(said.tolist())
    assert 30 < season.arrivals < 60


def test_who_is_left_out_of_a_list_could_never_be_needed() -> None:
    people, places = crowded(5, people=10)
    season = Season.drawn(people, places, Terms(weeks=3), seed=5)
    assert max(len(best.rows) for best in season.lists) <= 10
    whole = replace(season, lists=people)
    assert play(season, Way.HINDSIGHT) == play(whole, Way.HINDSIGHT)


def test_prices_spare_what_later_students_need(figure: Figure) -> None:
    """Where places are as many as students, knowing who is registered is worth most of what hindsight has."""
    seeds = range(40 if FULL_FIGURES else 8)
    terms = Terms(weeks=10, absent=0.1)
    played = [next(play_seasons(*crowded(seed), terms, [seed])) for seed in seeds]
    placed = {way: sum(each.outcomes[way].placed for each in played) for way in Way}
    assert placed[Way.PRICED] > placed[Way.FORECAST] > placed[Way.WEEKLY]
    assert placed[Way.PRICED] >= 0.98 * placed[Way.HINDSIGHT]
    assert all(each.outcomes[Way.PRICED] >= each.outcomes[Way.GREEDY] for each in played)
    shares = ", ".join(f"{way} {count / placed[Way.HINDSIGHT]:.2%}" for way, count in placed.items())
    figure(6, f"seasons: placed, of hindsight: {shares}")


def test_of_nobody_nothing_comes() -> None:
    (empty,) = play_seasons([], np.zeros(0, np.int64), Terms(weeks=3), [1])
    assert set(empty.outcomes.values()) == {Objective(0, 0, 0)}
    assert empty.share(Way.PRICED) is None


def test_who_went_on_to_school_or_elsewhere_is_absent(student_with_nothing_told: Student) -> None:
    day = date(2026, 11, 1)
    finished = replace(student_with_nothing_told, graduation=date(2026, 6, 30))
    people = [
        finished,
        replace(finished, state=StudentState.SEEKING),
        replace(finished, state=StudentState.EMPLOYED),
        replace(finished, state=StudentState.FURTHER_STUDY),
        replace(finished, graduation=date(2024, 6, 30), state=StudentState.ARMY),
        replace(finished, graduation=date(2027, 6, 30), state=StudentState.ARMY),
        replace(finished, graduation=None),
    ]
    assert absent_share(people, day) == 1 / 4
    assert absent_share([], day) == 0
