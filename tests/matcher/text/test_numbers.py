import pytest

from matcher.text.numbers import read_number


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("3", 3),
        ("1.5", 1.5),
        ("半", 0.5),
        ("两", 2),
        ("十", 10),
        ("十二", 12),
        ("二十", 20),
        ("一百五十", 150),
    ],
)
def test_numbers_in_digits_and_in_chinese(written: str, value: float) -> None:
    assert read_number(written) == value


@pytest.mark.parametrize("written", ["", "abc", "一二", "3.", "年"])
def test_what_is_no_number(written: str) -> None:
    assert read_number(written) is None
