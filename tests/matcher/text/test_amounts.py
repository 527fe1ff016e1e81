from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matcher.text.amounts import read_fen


@pytest.mark.parametrize(
    ("words", "fen"),
    [
        ("1200", 120_000),
        ("1,200.5元", 120_050),
        ("￥1，200.50", 120_050),
        ("0.12万元", 120_000),
        ("人民币 300 元整", 30_000),
        ("0", 0),
        ("12,00", None),
        ("-5", None),
        ("1.005", None),
        ("约1200", None),
        ("一千", None),
        ("", None),
    ],
)
def test_amounts_are_read_to_the_fen_or_not_at_all(words: str, fen: int | None) -> None:
    assert read_fen(words) == fen


@given(st.integers(0, 10**12))
def test_every_amount_is_exact(fen: int) -> None:
    assert read_fen(str(Decimal(fen) / 100)) == read_fen(f"{Decimal(fen) / 100:,.2f}") == fen
