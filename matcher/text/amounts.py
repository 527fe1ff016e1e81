"""Amounts of money as lists write them, exact to the fen."""

import re
from decimal import Decimal

from matcher.text.normalise import normalise

_AMOUNT = re.compile(
    r"(?:¥|rmb|cny|人民币)?\s?(?P<number>\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)\s?(?P<ten_thousands>万)?"
    r"\s?(?:元整?|圆整?|块|¥|rmb|cny|yuan)?",
    re.I,
)


def read_fen(words: str) -> int | None:
    """The amount in fen of 1200, 1,200.50元, ¥1200 or 0.12万元; None when it is none, or finer than a fen."""
    match = _AMOUNT.fullmatch(normalise(words))
    if match is None:
        return None
    fen = Decimal(match["number"].replace(",", "")) * (1_000_000 if match["ten_thousands"] else 100)
    return int(fen) if fen == fen.to_integral_value() else None
