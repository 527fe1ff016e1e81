"""Several processes answer as one does, in the order of the question."""

from dataclasses import replace
from pathlib import Path

import pytest

from matcher.candidate import Candidate
from matcher.columns import Columns
from matcher.index import many
from matcher.index.index import Index
from matcher.policy import STANDARD
from matcher.ranking import Best
from matcher.records import Opening, Student
from tests.matcher.worlds import PLACES, TODAY


@pytest.fixture
def candidates(student_with_nothing_told: Student) -> list[Candidate]:
    homes = [replace(student_with_nothing_told, home=home) for home in PLACES]
    return [Candidate.of(student, TODAY, STANDARD) for student in homes]


@pytest.fixture
def index(opening_with_nothing_told: Opening, tmp_path: Path) -> Index:
    market = [replace(opening_with_nothing_told, ref=place, key=place, place=place) for place in PLACES]
    index = Index.of(Columns.of(market), STANDARD)
    index.save(tmp_path)
    return index


def plain(found: list[Best]) -> list[tuple[list[int], list[int]]]:
    return [(best.rows.tolist(), best.scores.tolist()) for best in found]


@pytest.mark.slow
def test_processes_answer_in_order(
    candidates: list[Candidate], index: Index, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(many, "AT_ONCE", 1)
    found = list(many.best_for_many(tmp_path, STANDARD, candidates, 3, processes=2))
    alone = list(index.best(candidates, 3))
    assert len({str(each) for each in plain(alone)}) > 1
    assert plain(found) == plain(alone)


@pytest.mark.slow
def test_whoever_asks_may_want_no_more(candidates: list[Candidate], index: Index, tmp_path: Path) -> None:
    found = many.best_for_many(tmp_path, STANDARD, candidates, 3, processes=1)
    assert plain([next(found)]) == plain([next(index.best(candidates, 3))])
    found.close()
