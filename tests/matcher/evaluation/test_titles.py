import pytest

from matcher.evaluation.titles import title_figures
from matcher.text.title_coder import Coding

ROWS = [
    ("会计", "2-06-03-00", Coding("2-06-03-00", 0.9)),
    ("出纳", "2-06-03-00", Coding("2-06-01-02", 0.7)),
    ("焊工", "6-18-02-04", Coding("6-31-01-03", 0.3)),
    ("哈哈", "4-01-02-01", Coding(None, 0.0)),
]


def test_shares_of_what_is_right():
    figures = title_figures(ROWS)
    assert (figures.titles, figures.coded, figures.exact) == (4, 0.75, 0.25)
    assert (figures.middle_group, figures.major_group, figures.surer_half) == (0.5, 0.75, 1)


def test_the_confidence_is_held_against_exact_codes():
    figures = title_figures(ROWS)
    assert [(part.confidence, part.right) for part in figures.reliability] == [
        (0.0, 0.0),
        (0.3, 0.0),
        (0.7, 0.0),
        (0.9, 1.0),
    ]
    assert figures.calibration_error == pytest.approx((0 + 0.3 + 0.7 + 0.1) / 4)


def test_the_order_of_the_rows_does_not_matter():
    assert title_figures(ROWS[::-1]) == title_figures(ROWS)
