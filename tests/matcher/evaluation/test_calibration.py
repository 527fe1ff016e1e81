import pytest
from hypothesis import given
from hypothesis import strategies as st
from sklearn.calibration import calibration_curve

from matcher.evaluation.calibration import BINS, Bin, expected_calibration_error, reliability

answers = st.lists(st.tuples(st.floats(0.005, 0.995), st.booleans()), min_size=1, max_size=60)


@given(answers)
def test_the_table_is_scikit_learns(rows: list[tuple[float, bool]]):
    confidences = [round(confidence, 2) + 0.001 for confidence, _ in rows]  # on no edge, where they differ
    right = [hit for _, hit in rows]
    bins = reliability(confidences, right)
    true, mean = calibration_curve(right, confidences, n_bins=BINS)
    assert [part.right for part in bins] == pytest.approx(list(true))
    assert [part.confidence for part in bins] == pytest.approx(list(mean))
    assert sum(part.answers for part in bins) == len(rows)
    assert all(part.low <= part.confidence <= part.high for part in bins)


def test_the_edges_belong_to_a_bin():
    assert [part.low for part in reliability([0.0, 0.5, 1.0], [True] * 3)] == [0.0, 0.5, 0.9]


def test_the_error_weighs_bins_by_their_answers():
    bins = (Bin(0.0, 0.1, 1, 0.05, 0.05), Bin(0.8, 0.9, 3, 0.85, 0.45))
    assert expected_calibration_error(bins) == pytest.approx(0.3)
    assert expected_calibration_error(()) == 0


def test_who_is_always_right_and_always_sure_is_calibrated():
    assert expected_calibration_error(reliability([1.0] * 4, [True] * 4)) == 0
    assert expected_calibration_error(reliability([1.0] * 4, [False] * 4)) == 1
