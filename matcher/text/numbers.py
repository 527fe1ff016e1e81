"""Numbers as people write them, in digits or in Chinese."""

import re

#: What a pattern may use to find a number that `read_number` can read.
NUMBER = r"(?:\d+(?:\.\d+)?|半|[一二两三四五六七八九十百]+)"

_DIGITS = {char: value for value, char in enumerate("零一二三四五六七八九")} | {"两": 2}
_UNITS = {"十": 10, "百": 100}
_DECIMAL = re.compile(r"\d+(?:\.\d+)?")


def read_number(text: str) -> float | None:
    """Value of `3`, `1.5`, `三`, `十二`, `两百五十` or `半`; None for anything else."""
    if _DECIMAL.fullmatch(text):
        return float(text)
    if text == "半":
        return 0.5
    total, digit = 0, None
    for char in text:
        if char in _UNITS:
            total += (1 if digit is None else digit) * _UNITS[char]
            digit = None
        elif char in _DIGITS and digit is None:
            digit = _DIGITS[char]
        else:
            return None
    return float(total + (digit or 0)) if text else None
