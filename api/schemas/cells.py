"""What a cell says: text or number, blank or not, and how it is shown when it must not be read."""

import re
import unicodedata

Cell = str | int | float | None

_SCIENTIFIC = re.compile(r"[+-]?\d(?:\.\d+)?E\+?\d{1,3}", re.I)
_WHOLE = re.compile(r"(\d+)\.0+")
_QUOTED = re.compile(r'="(.*)"')  # how some programs keep a number's digits in a csv file
_BLANK = frozenset({"", "-", "--", "—", "——", "/", "\\", "n/a", "#n/a", "null", "nan", "空", "未填写"})
_LONGEST_BLANK = max(map(len, _BLANK))
_DIGITS_KEPT = 1e15  # a spreadsheet keeps 15 digits of a number


def cell_words(cell: Cell) -> str:
    """The words of a cell without blanks around them; empty when it holds nothing (-, /, N/A …)."""
    if cell is None:
        return ""
    if not isinstance(cell, str):
        return _number_words(cell)
    words = cell.strip()
    if words.startswith(("'", "=")):
        words = words.removeprefix("'").strip()
        quoted = _QUOTED.fullmatch(words)
        words = quoted[1].strip() if quoted else words
    return "" if len(words) <= _LONGEST_BLANK and words.casefold() in _BLANK else words


def plain_width(words: str) -> str:
    """The words with letters, digits and signs of plain width, and without blanks."""
    return "".join(unicodedata.normalize("NFKC", words).split())


def code_words(words: str) -> str:
    """A code as it was meant: plain width, and 1001.0 as 1001."""
    code = plain_width(words)
    whole = _WHOLE.fullmatch(code)
    return whole[1] if whole else code


def is_scientific(cell: Cell) -> bool:
    """Whether a spreadsheet has turned a long code into 3.2E+17 and lost its digits."""
    if isinstance(cell, str):
        return bool(_SCIENTIFIC.fullmatch(plain_width(cell)))
    return cell is not None and abs(cell) >= _DIGITS_KEPT


def masked(words: str, shown: int = 2) -> str:
    """Words of which only the ends may be seen."""
    if len(words) <= 2 * shown:
        return "*" * len(words)
    return f"{words[:shown]}{'*' * (len(words) - 2 * shown)}{words[-shown:]}"


def _number_words(number: float) -> str:
    if isinstance(number, int) or (number.is_integer() and abs(number) < _DIGITS_KEPT):
        return str(int(number))
    return f"{number:.15g}"
