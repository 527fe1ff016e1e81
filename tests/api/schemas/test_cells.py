"""Cells as spreadsheets and their exports leave them."""

import pytest

from api.schemas.cells import cell_words, code_words, is_scientific, masked


@pytest.mark.parametrize(
    ("cell", "words"),
    [
        (None, ""),
        ("  张三 ", "张三"),
        ("—", ""),
        ("#N/A", ""),
        ("'320205", "320205"),
        ('="0012"', "0012"),
        (1001.0, "1001"),
        (3, "3"),
        (2.5, "2.5"),
        ("无", "无"),
    ],
)
def test_words_of_a_cell(cell: str | float | None, words: str) -> None:
    assert cell_words(cell) == words


def test_a_code_is_read_as_it_was_meant() -> None:
    assert code_words("１００１.0") == "1001"
    assert code_words("GW 001") == "GW001"
    assert code_words("1.5") == "1.5"


@pytest.mark.parametrize("cell", ["3.2E+17", "3.20205e17", "３.2E+17", 3.2e17])
def test_lost_digits_are_seen(cell: str | float) -> None:
    assert is_scientific(cell)


@pytest.mark.parametrize("cell", ["3E", "E17", "320205", 13800000000.0, None])
def test_other_cells_have_lost_nothing(cell: str | float | None) -> None:
    assert not is_scientific(cell)


def test_only_the_ends_are_shown() -> None:
    assert masked("11010519491231002X") == "11**************2X"
    assert masked("123") == "***"
