"""The figures are those of scikit-learn, on lists where both are defined."""

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from sklearn.metrics import average_precision_score, ndcg_score, roc_auc_score

from matcher.evaluation.ranking import Judged, auc, average_precision, ndcg, ranking_figures, recall

grades = st.lists(st.integers(0, 3), min_size=2, max_size=30)


def ranked(values: list[int]) -> list[Judged]:
    return [Judged(grade, rank) for rank, grade in enumerate(values, start=1)]


@given(grades, st.integers(1, 40))
def test_ndcg(values: list[int], k: int):
    assume(any(values))
    theirs = ndcg_score([values], [[-rank for rank in range(len(values))]], k=k)
    assert ndcg(ranked(values), k) == pytest.approx(theirs)


@given(grades)
def test_average_precision(values: list[int]):
    assume(any(values))
    theirs = average_precision_score([grade > 0 for grade in values], [-rank for rank in range(len(values))])
    assert average_precision(ranked(values)) == pytest.approx(theirs)


@given(grades, st.data())
def test_auc_with_some_items_not_listed(values: list[int], data: st.DataObject):
    assume(0 < sum(grade > 0 for grade in values) < len(values))
    listed = data.draw(st.integers(0, len(values)))
    query = [Judged(grade, rank if rank <= listed else None) for rank, grade in enumerate(values, start=1)]
    scores = [-rank if rank <= listed else -len(values) - 1 for rank in range(1, len(values) + 1)]
    theirs = roc_auc_score([grade > 0 for grade in values], scores)
    assert auc(query) == pytest.approx(theirs)


@given(grades, st.data())
def test_neither_order_of_the_judgements_nor_what_nobody_judged_between_them_is_asked_for(
    values: list[int], data: st.DataObject
):
    assume(any(values))
    ranks = data.draw(st.lists(st.integers(1, 60), min_size=len(values), max_size=len(values), unique=True))
    everything = [0] * 60
    for rank, grade in zip(ranks, values, strict=True):
        everything[rank - 1] = grade
    query = data.draw(st.permutations([Judged(*pair) for pair in zip(values, ranks, strict=True)]))
    assert ndcg(query, 10) == pytest.approx(ndcg(ranked(everything), 10))
    assert average_precision(query) == pytest.approx(average_precision(ranked(everything)))


def test_what_is_good_but_not_listed_lowers_everything():
    query = [Judged(1, 1), Judged(1, None)]
    assert recall(query, 5) == 0.5
    assert average_precision(query) == 0.5
    assert ndcg(query, 5) == pytest.approx(1 / (1 + 1 / 1.5849625))


def test_recall_counts_up_to_the_cutoff():
    query = [Judged(2, 5), Judged(1, 6), Judged(0, 1)]
    assert [recall(query, k) for k in (4, 5, 6)] == [0, 0.5, 1]


def test_queries_that_say_nothing_are_left_out_and_counted():
    good, only_good, nothing_good = [Judged(1, 1), Judged(0, 2)], [Judged(1, 2)], [Judged(0, 1)]
    figures = ranking_figures([good, only_good, nothing_good], cutoffs=[1, 2])
    assert (figures.queries, figures.left_out, figures.auc_queries) == (2, 1, 1)
    assert figures.recall == {1: 0.5, 2: 1}
    assert figures.average_precision == 0.75
    assert figures.auc == 1


def test_without_queries_there_are_no_figures():
    figures = ranking_figures([[Judged(0, 1)]])
    assert figures.average_precision is figures.auc is None
    assert set(figures.ndcg.values()) == set(figures.recall.values()) == {None}
