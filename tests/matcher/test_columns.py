"""The fingerprint tells snapshots apart, and is the same in every process."""

import os
import subprocess
import sys
from dataclasses import replace
from datetime import date

import pytest

from matcher.columns import Columns, Distinct, digest
from matcher.records import Opening
from matcher.vocabulary import Demand, Hazard

OPENING = Opening(ref="o", key="A", company="A", title="会计", valid_to=date(2026, 7, 1))

IN_ANOTHER_PROCESS = """
from datetime import date
from matcher.columns import Columns
from matcher.records import Opening, Student
from tests.matcher.every_pair import shortlist_openings
skills = frozenset({"Java", "MySQL", "Redis", "Excel", "Linux"})
market = [
    Opening(ref=str(n), key=str(n % 3), company="A", title="工程师", valid_to=date(2026, 7, 1), skills=skills)
    for n in range(6)
]
student = Student(ref="s", key="s", birth_date=date(2003, 1, 1), skills=skills - {"Excel", "Redis"})
print(shortlist_openings(student, market, as_of=date(2026, 7, 1)))
"""


@pytest.mark.parametrize(
    "changes",
    [
        {"place": "None"},
        {"hazards": frozenset()},
        {"hazards": frozenset({Hazard.DUST})},
        {"demands": frozenset({Demand.DUST})},
        {"internship": True},
        {"wage_low": 0},
        {"wage_high": 0},
        {"occupation_confidence": 0.1},
        {"valid_to": date(2026, 7, 2)},
        {"skills": frozenset({"a", "b"})},
        {"skills": frozenset({"a\x1fb"})},
        {"skills": frozenset({"ab"})},
        {"certificates": frozenset({"a", "b"})},
    ],
)
def test_each_fact_changes_the_fingerprint_in_its_own_way(changes):
    others = [OPENING, replace(OPENING, skills=frozenset({"b"})), replace(OPENING, place="320205")]
    changed = digest(replace(OPENING, **changes))
    assert changed not in set(map(digest, others))


def test_sets_that_look_alike_are_told_apart():
    two, one = frozenset({"a", "b"}), frozenset({"a\x1fb"})
    assert digest(replace(OPENING, skills=two)) != digest(replace(OPENING, skills=one))


def test_the_fingerprint_does_not_know_the_order_of_the_input():
    other = replace(OPENING, ref="p", key="B")
    assert Columns.of([OPENING, other]).fingerprint == Columns.of([other, OPENING]).fingerprint


def test_distinct_values_are_numbered_by_first_appearance():
    found = Distinct.of(["b", None, "a", "b"])
    assert (found.values, found.numbers.tolist()) == (("b", None, "a"), [0, 1, 2, 0])
    assert found.spread([True, False, False]).tolist() == [True, False, False, True]


def test_shortlists_are_the_same_whatever_the_seed_of_hashes():
    told = {
        subprocess.run(
            [sys.executable, "-c", IN_ANOTHER_PROCESS],
            env=os.environ | {"PYTHONHASHSEED": seed},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed in ("1", "2", "3")
    }
    assert len(told) == 1
    assert "score" in told.pop()
