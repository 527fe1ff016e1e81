"""A ranking in parts answers what the reference answers over all openings at once."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from matcher.candidate import Candidate
from matcher.columns import Columns
from matcher.index.index import Index
from matcher.policy import STANDARD
from matcher.ranking import EveryPair, Ranking
from matcher.records import Opening, Student
from matcher.shortlist import shortlist_openings, shortlists
from tests.matcher.worlds import TODAY, markets, seekers, seekers_of_any_work, students


def in_parts(kept: Iterable[Opening], gone: Iterable[Opening], fresh: Iterable[Opening]) -> Ranking:
    """Laid out with what is gone by now, before what is fresh came."""
    stale = tuple(gone)
    columns = Columns.of([*kept, *stale])
    mask = np.array([opening in stale for opening in columns.openings], dtype=np.bool_)
    index = Index.of(columns, STANDARD).without(mask)
    return Ranking(index, EveryPair(Columns.of(fresh), STANDARD))


@given(
    st.lists(students | seekers | seekers_of_any_work, max_size=4),
    markets,
    st.lists(st.sampled_from("kgf"), min_size=40, max_size=40),
    st.integers(1, 12),
)
def test_parts_together_are_the_whole(
    people: list[Student], market: list[Opening], parts: list[str], k: int
) -> None:
    by_part: dict[str, list[Opening]] = {"k": [], "g": [], "f": []}
    for opening, part in zip(market, parts * (len(market) // 40 + 1), strict=False):
        by_part[part].append(opening)
    now = [*by_part["k"], *by_part["f"]]
    whole = Ranking(EveryPair(Columns.of(now)))
    ranking = in_parts(by_part["k"], by_part["g"], by_part["f"])
    record = {opening.ref: opening for opening in now}

    def load(refs: Iterable[str]) -> list[Opening]:
        return [record[ref] for ref in refs]

    assert len(ranking) == len(whole)
    assert ranking.columns().fingerprint == ranking.fingerprint == whole.fingerprint
    found = list(shortlists(people, ranking, load, as_of=TODAY, k=k))
    assert found == [shortlist_openings(student, whole, load, as_of=TODAY, k=k) for student in people]
    for student, shortlist in zip(people, found, strict=True):
        candidate = Candidate.of(student, TODAY, STANDARD)
        for match in shortlist.items:
            opening = record[match.opening]
            assert ranking.rank(candidate, opening) == whole.rank(candidate, opening) == match.rank


@given(seekers, markets, st.lists(st.sampled_from("kgf"), min_size=9, max_size=9), st.integers(1, 9))
def test_equals_in_different_parts_are_told_apart_by_their_keys(
    student: Student, market: list[Opening], parts: list[str], k: int
) -> None:
    alike = [replace(market[0], ref=f"{number}", key=f"{number % 4}") for number in range(9)]
    by_part = {part: [one for one, its in zip(alike, parts, strict=True) if its == part] for part in "kgf"}
    now = [*by_part["k"], *by_part["f"]]
    ranking, whole = in_parts(by_part["k"], by_part["g"], by_part["f"]), Ranking(EveryPair(Columns.of(now)))
    candidate = Candidate.of(student, TODAY, STANDARD)
    best = next(ranking.best([candidate], k))
    assert best == next(whole.best([candidate], k))
    ranks = [ranking.rank(candidate, opening) for opening in now if opening.ref in best]
    assert sorted(ranks) == list(range(1, len(best) + 1))


@pytest.mark.parametrize("ranking", [in_parts([], [], []), Ranking(EveryPair(Columns.of([])))])
def test_nothing_on_offer_is_an_empty_list(ranking: Ranking) -> None:
    student = Student(ref="s", key="s", birth_date=date(2000, 1, 1))
    found = shortlist_openings(student, ranking, lambda _: [], as_of=TODAY)
    assert (found.items, found.considered, found.refused) == ((), 0, {})
