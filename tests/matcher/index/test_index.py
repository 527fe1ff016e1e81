"""The index answers what the reference answers: ties, refusals and all."""

import ast
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from matcher.candidate import Candidate
from matcher.columns import COLUMNS, Columns
from matcher.criteria import CRITERIA, DUTIES, SKILLS
from matcher.eligibility import OPENINGS_OWN, RULES
from matcher.index import facets
from matcher.index.facets import FACETS
from matcher.index.index import Index
from matcher.pipeline import judge
from matcher.policy import STANDARD, Policy
from matcher.records import Opening, Student
from tests.matcher import worlds

ROOT = Path(__file__).parents[3]


def check(index: Index, student: Student, day: date, policy: Policy) -> None:
    candidate = Candidate.of(student, day, policy)
    judgement = judge(candidate, index.columns, policy)
    ranking = judgement.ranking()
    for k in (1, 3, 20):
        best = next(index.best([candidate], k))
        assert best.rows.tolist() == ranking[:k].tolist()
        assert best.scores.tolist() == judgement.scores[ranking[:k]].tolist()
    census = next(index.census([candidate]))
    assert (census.eligible, census.refused) == (len(ranking), judgement.refused())


@given(
    st.lists(worlds.students | worlds.seekers | worlds.seekers_of_any_work, max_size=4),
    worlds.markets,
    st.just(STANDARD) | worlds.policies(),
)
def test_the_index_equals_the_reference(
    students: list[Student], market: list[Opening], policy: Policy
) -> None:
    index = Index.of(Columns.of(market), policy)
    for student in students:
        for day in (worlds.TODAY, worlds.TODAY + timedelta(days=30)):
            check(index, student, day, policy)


@given(worlds.seekers, worlds.markets)
def test_equal_openings_are_told_apart_by_their_keys_alone(student: Student, market: list[Opening]) -> None:
    alike = [replace(market[0], ref=str(number), key=f"{number % 4}") for number in range(9)]
    check(Index.of(Columns.of([*alike, *market]), STANDARD), student, worlds.TODAY, STANDARD)


@given(worlds.markets)
def test_what_is_saved_comes_back(tmp_path_factory: pytest.TempPathFactory, market: list[Opening]) -> None:
    folder: Path = tmp_path_factory.mktemp("index")
    index = Index.of(Columns.of(market), STANDARD)
    index.save(folder)
    opened = Index.open(folder)
    assert opened.columns.fingerprint == index.columns.fingerprint
    for before, after in zip(index.layout, opened.layout, strict=True):
        assert np.array_equal(before, after)
    for name in COLUMNS:
        before, after = getattr(index.columns, name), getattr(opened.columns, name)
        if isinstance(before, np.ndarray):
            assert np.array_equal(before, after)
        else:
            assert getattr(before, "values", None) == getattr(after, "values", None)
            assert getattr(before, "names", None) == getattr(after, "names", None)


def test_threads_may_ask_one_index_though_it_forgets_answers(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(facets, "TABLES_KEPT", 2)
    market = [opening(number) for number in range(6)]
    people = [
        Candidate.of(
            Student(str(number), str(number), date(1998, 1, 1 + number % 28), wage_floor=3000 + 10 * number),
            worlds.TODAY,
            STANDARD,
        )
        for number in range(40)
    ]
    index = Index.of(Columns.of(market), STANDARD)
    alone = [best.rows.tolist() for best in Index.of(Columns.of(market), STANDARD).best(people, 3)]
    with ThreadPoolExecutor(8) as pool:
        for _ in range(10):
            found = pool.map(lambda person: next(index.best([person], 3)).rows.tolist(), people)
            assert list(found) == alone


def opening(number: int) -> Opening:
    until = worlds.TODAY + timedelta(days=30)
    return Opening(str(number), str(number), "A", "普工", until, wage_low=3000 + 500 * number)


def test_an_empty_registry_has_no_best() -> None:
    student = Student(ref="s", key="s", birth_date=date(2000, 1, 1))
    check(Index.of(Columns.of([]), STANDARD), student, worlds.TODAY, STANDARD)


def test_every_criterion_and_rule_stands_in_one_place() -> None:
    aspects = [aspect for facet in FACETS for aspect in facet]
    criteria = [criterion.name for aspect in aspects for criterion in aspect.criteria]
    assert sorted([*criteria, SKILLS.name, DUTIES.name]) == sorted(criterion.name for criterion in CRITERIA)
    codes = [code for aspect in aspects for code in aspect.refusals]
    assert sorted([*codes, *OPENINGS_OWN]) == sorted(rule.code for rule in RULES)


def test_the_compiled_loops_hold_no_constant_of_another_file() -> None:
    """They are compiled again when their own file changes, and only then."""
    tree = ast.parse((ROOT / "matcher/index/search.py").read_text("utf-8"))
    taken = {node.module for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
    assert taken <= {"typing", "numba"}
