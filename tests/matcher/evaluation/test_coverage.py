from datetime import date

import pytest

from matcher.evaluation.coverage import Outlook, coverage, emptied_by, empty_because, outlook
from matcher.results import Match, Shortlist
from matcher.vocabulary import Refusal


def a_shortlist(*scores: int, **refused: int) -> Shortlist:
    matches = tuple(Match("s", f"o{rank}", score, (), 1, rank) for rank, score in enumerate(scores, start=1))
    return Shortlist(
        subject="student",
        ref="s",
        as_of=date(2026, 7, 1),
        policy="",
        snapshot="",
        considered=len(scores) + sum(refused.values()),
        eligible=len(scores),
        items=matches,
        refused={Refusal(code): number for code, number in refused.items()},
    )


def test_what_a_list_tells():
    assert outlook(a_shortlist(8000, 7000, OUT_OF_REACH=5)) == Outlook("s", 2, 8000, None)
    assert outlook(a_shortlist(OUT_OF_REACH=5)) == Outlook("s", 0, None, Refusal.OUT_OF_REACH)


@pytest.mark.parametrize(
    ("refused", "because"),
    [
        ({"OPENING_EXPIRED": 90, "IN_SCHOOL": 3, "OUT_OF_REACH": 2}, Refusal.IN_SCHOOL),
        ({"IN_SCHOOL": 2, "OUT_OF_REACH": 2}, Refusal.IN_SCHOOL),
        ({"OPENING_EXPIRED": 1, "OPENING_FULL": 2}, Refusal.OPENING_FULL),
        ({}, None),
    ],
)
def test_a_list_is_empty_for_what_refused_most_of_what_others_can_have(
    refused: dict[str, int], because: Refusal | None
):
    assert emptied_by(a_shortlist(**refused)) == because


def test_figures_of_a_group():
    outlooks = [
        Outlook("a", 7, 8000, None),
        Outlook("b", 2, 6000, None),
        Outlook("c", 0, None, Refusal.UNDER_16),
        Outlook("d", 3, 7000, None),
    ]
    figures = coverage(outlooks)
    assert (figures.students, figures.enough, figures.some, figures.none) == (4, 0.5, 0.75, 0.25)
    assert (figures.possible, figures.best) == (3, 7000)
    assert figures.best_margin == pytest.approx(1.96 * 1000 / 3**0.5)


def test_a_mean_of_one_has_no_margin_and_of_none_there_is_no_mean():
    assert coverage([Outlook("a", 1, 5000, None)]).best_margin is None
    assert coverage([Outlook("a", 0, None, None)]).best is None


def test_reasons_are_counted_the_commonest_first():
    codes = [Refusal.IN_SCHOOL, Refusal.UNDER_16, Refusal.UNDER_16, None]
    outlooks = [Outlook(str(number), 0, None, code) for number, code in enumerate(codes)]
    assert list(empty_because([*outlooks, Outlook("x", 1, 1, None)]).items()) == [
        (Refusal.UNDER_16, 2),
        (Refusal.IN_SCHOOL, 1),
        (None, 1),
    ]
