from itertools import pairwise

import numpy as np
import pytest

from matcher.arrays import Distinct, Lists, Vectors
from matcher.candidate import Candidate
from matcher.columns import COLUMNS, Columns
from matcher.pipeline import judge
from matcher.policy import STANDARD
from matcher.vocabulary import OpeningStatus, Refusal
from scripts.bench.workload.openings import Openings
from scripts.bench.workload.students import student
from scripts.bench.workload.world import CERTIFICATES, OCCUPATIONS, PLACES, SKILLS, TODAY, World

COUNT = 3_000
IGNORED = {"digests"}  # of records, which the arrays do without


@pytest.fixture(scope="module")
def world() -> World:
    return World.of(1)


@pytest.fixture(scope="module")
def openings(world: World) -> Openings:
    return Openings.of(world, COUNT)


def test_the_world_has_what_it_promises(world: World) -> None:
    assert len(set(world.words)) == SKILLS + CERTIFICATES
    assert len(set(world.occupations)) == OCCUPATIONS
    assert len(set(world.places)) == PLACES
    assert all(world.courses)


def test_the_same_seed_invents_the_same(world: World, openings: Openings) -> None:
    again = World.of(1)
    assert list(Openings.of(again, COUNT).records()) == list(openings.records())
    assert [student(again, number) for number in range(50)] == [
        student(world, number) for number in range(50)
    ]


def test_another_seed_invents_others(openings: Openings) -> None:
    other = Openings.of(World.of(2), COUNT)
    assert sum(one == two for one, two in zip(other.records(), openings.records(), strict=True)) == 0


def test_arrays_and_records_are_the_same_openings(openings: Openings) -> None:
    arrays, records = openings.columns(), Columns.of(openings.records())
    for name in COLUMNS:
        if name not in IGNORED:
            assert _rows(getattr(arrays, name)) == _rows(getattr(records, name)), name


def test_arrays_are_of_the_types_that_columns_have(openings: Openings) -> None:
    arrays, records = openings.columns(), Columns.of(openings.records())
    for name in COLUMNS:
        column, expected = getattr(arrays, name), getattr(records, name)
        assert type(column) is type(expected)
        assert getattr(column, "dtype", None) == getattr(expected, "dtype", None), name


def test_openings_want_four_to_eight_skills_or_none(openings: Openings) -> None:
    counts = {len(record.skills) for record in openings.records()}
    assert counts == {0, 4, 5, 6, 7, 8}


def test_some_openings_are_over_full_or_closed(openings: Openings) -> None:
    records = list(openings.records())
    for gone in (
        [record for record in records if record.valid_to < TODAY],
        [record for record in records if record.filled >= record.headcount],
        [record for record in records if record.status is not OpeningStatus.OPEN],
    ):
        assert 0 < len(gone) < COUNT / 2


def test_students_differ_in_what_they_tell(world: World) -> None:
    people = [student(world, number) for number in range(400)]
    assert all(person.home for person in people)
    for told in ("skills", "fields", "wished_occupations", "wished_places", "wage_floor"):
        share = sum(bool(getattr(person, told)) for person in people) / len(people)
        assert 0.1 < share < 0.99, told
    assert {person.may_relocate for person in people} == {None, True, False}
    assert any(person.certificates for person in people)
    assert any(not (person.skills or person.fields or person.wished_occupations) for person in people)


def test_most_students_find_something_and_every_kind_of_rule_refuses(
    world: World, openings: Openings
) -> None:
    columns = openings.columns()
    refused: set[Refusal] = set()
    found = 0
    for number in range(100):
        judgement = judge(Candidate.of(student(world, number), TODAY, STANDARD), columns, STANDARD)
        refused |= judgement.refused().keys()
        found += len(judgement.ranking()) >= 20
    assert found > 80
    assert set(Refusal) - refused <= {Refusal.UNDER_16, Refusal.ALREADY_PLACED, Refusal.NOT_SEEKING}


def _rows(column: object) -> list[object]:
    if isinstance(column, Distinct):
        return [column.values[number] for number in column.numbers]
    if isinstance(column, Lists):
        ends = column.ends
        return [{column.names[n] for n in column.numbers[start:end]} for start, end in pairwise(ends)]
    if isinstance(column, Vectors):
        return [column.numbers[start:end].tolist() for start, end in pairwise(column.ends)]
    return np.asarray(column).tolist() if isinstance(column, np.ndarray) else list(column)  # type: ignore[call-overload]
