"""How high a ranking puts what people judged good: nDCG, mean average precision, recall, AUC."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import log2

CUTOFFS = (5, 10, 20)


@dataclass(frozen=True, slots=True)
class Judged:
    """One judged item of a query: its grade (0: not good), and its rank from 1, None when it is not listed.

    What nobody judged counts as not good wherever it stands in the list.
    """

    grade: float
    rank: int | None


Query = Sequence[Judged]
"""Everything that was judged for one student; no two items share a rank."""


@dataclass(frozen=True, slots=True)
class RankingFigures:
    """Means over the queries for which a figure is defined, 0 to 1; None where there is no such query."""

    queries: int  # with something good
    left_out: int  # with nothing good
    ndcg: Mapping[int, float | None]  # by cutoff
    recall: Mapping[int, float | None]  # by cutoff
    average_precision: float | None
    auc: float | None
    auc_queries: int  # with something good and something judged not good


def ranking_figures(queries: Iterable[Query], cutoffs: Sequence[int] = CUTOFFS) -> RankingFigures:
    """Figures over many queries; one without anything good says nothing, is left out and counted."""
    everything = list(queries)
    telling = [query for query in everything if _good(query)]
    contrasting = [query for query in telling if len(_good(query)) < len(query)]
    return RankingFigures(
        queries=len(telling),
        left_out=len(everything) - len(telling),
        ndcg={k: _mean([ndcg(query, k) for query in telling]) for k in cutoffs},
        recall={k: _mean([recall(query, k) for query in telling]) for k in cutoffs},
        average_precision=_mean([average_precision(query) for query in telling]),
        auc=_mean([auc(query) for query in contrasting]),
        auc_queries=len(contrasting),
    )


def ndcg(query: Query, k: int) -> float:
    """Normalised discounted cumulated gain of the first `k`, 0 to 1, with the grade as gain.

    A gain at rank r counts 1 / log2(r + 1); 1 means that no order could be better. ZeroDivisionError if
    nothing is good. K. Järvelin, J. Kekäläinen: Cumulated gain-based evaluation of IR techniques, ACM TOIS
    20 (2002), with the discount that became customary later.
    """
    gained = sum(item.grade * _discount(item.rank) for item in query if item.rank and item.rank <= k)
    grades = sorted((item.grade for item in query), reverse=True)[:k]
    return gained / sum(grade * _discount(rank) for rank, grade in enumerate(grades, start=1))


def average_precision(query: Query) -> float:
    """The precision at the rank of each good item, averaged; one that is not listed gives 0.

    ZeroDivisionError if nothing is good. C. D. Manning, P. Raghavan, H. Schütze: Introduction to Information
    Retrieval (2008), section 8.4.
    """
    ranks = sorted(item.rank for item in _good(query) if item.rank is not None)
    return sum(number / rank for number, rank in enumerate(ranks, start=1)) / len(_good(query))


def recall(query: Query, k: int) -> float:
    """The share of what is good that stands among the first `k`; ZeroDivisionError if nothing is good."""
    good = _good(query)
    return sum(item.rank is not None and item.rank <= k for item in good) / len(good)


def auc(query: Query) -> float:
    """How often a good item stands above one judged not good; two that are not listed stand level.

    ZeroDivisionError unless there are both. J. A. Hanley, B. J. McNeil: The meaning and use of the area
    under a receiver operating characteristic (ROC) curve, Radiology 143 (1982).
    """
    good = [_place(item) for item in query if item.grade > 0]
    other = [_place(item) for item in query if item.grade <= 0]
    won = sum((mine < theirs) + (mine == theirs) / 2 for mine in good for theirs in other)
    return won / (len(good) * len(other))


def _good(query: Query) -> list[Judged]:
    return [item for item in query if item.grade > 0]


def _place(item: Judged) -> float:
    return float("inf") if item.rank is None else item.rank


def _discount(rank: int) -> float:
    return 1 / log2(rank + 1)


def _mean(values: Sequence[float]) -> float | None:
    return sum(values) / len(values) if values else None
