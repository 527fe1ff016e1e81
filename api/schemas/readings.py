"""Fields whose words are read into codes and numbers, the words kept beside them."""

import re
from collections.abc import Callable

from api.schemas.base import Columns, Told
from api.schemas.cells import Cell, cell_words, code_words
from api.schemas.known_words import read_yes_no
from api.schemas.problems import ProblemCode
from matcher.text.certificates import read_certificates
from matcher.text.dates import parse_date, parse_graduation
from matcher.text.places import resolve_place

SHORT, LONG = 500, 10_000  # letters of a list, and of free text

_PLACE_ENDS = re.compile(r"[、,，;；|\n]+")
_SAYS_NONE = re.compile(r"(?:暂?无|没有|未考取|none|no|不限|无要求)[。.]?", re.I)


def says_none(words: str) -> bool:
    """Whether the words say that there is nothing."""
    return bool(_SAYS_NONE.fullmatch(words.strip()))


class Reading(Told):
    """Words read by a function into columns; what it cannot read is unknown, with the words kept.

    `unknown` are the columns of an unreadable text; `kept_in` is the column of the words.
    """

    def __init__(
        self,
        kept_in: str,
        read: Callable[[str], Columns | None],
        unknown: Columns,
        code: ProblemCode,
        *,
        limit: int = SHORT,
    ) -> None:
        super().__init__()
        self.kept_in = kept_in
        self.read_words = read
        self.unknown = unknown
        self.code = code
        self.limit = limit

    def read(self, words: str) -> Columns:
        """Columns: those of the function, and the words."""
        self.refuse_longer(words, self.limit)
        columns = self.read_words(words)
        if columns is None:
            self.object_to(self.code)
            columns = self.unknown
        return {self.kept_in: words, **columns}


class Place(Told):
    """A place as a division code, and its words."""

    def __init__(self, column: str, kept_in: str) -> None:
        super().__init__()
        self.column = column
        self.kept_in = kept_in

    def read(self, words: str) -> Columns:
        """Columns: the code, None when the place is unknown or shared by several; and the words."""
        self.refuse_longer(words, SHORT)
        code = resolve_place(words, self.schema.within).code
        if code is None:
            self.object_to(ProblemCode.PLACE_UNKNOWN)
        return {self.column: code, self.kept_in: words}


class Places(Told):
    """Several places in one cell; those that are unknown are left to the words."""

    def __init__(self, column: str, kept_in: str) -> None:
        super().__init__()
        self.column = column
        self.kept_in = kept_in

    def read(self, words: str) -> Columns:
        """Columns: the sorted codes, and the words."""
        self.refuse_longer(words, SHORT)
        parts = [part for part in _PLACE_ENDS.split(words) if part.strip()]
        codes = {resolve_place(part, self.schema.within).code for part in parts}
        found = sorted(code for code in codes if code is not None)
        if not found and not re.search(r"不限|均可|都可|随便|any|无", words):
            self.object_to(ProblemCode.PLACE_UNKNOWN)
        return {self.column: found, self.kept_in: words}


class Day(Told):
    """A day; what cannot be read is left out with a warning."""

    def __init__(self, column: str, *, end_of_period: bool = False) -> None:
        super().__init__()
        self.column = column
        self.end_of_period = end_of_period

    def read_cell(self, cell: Cell) -> Columns:
        """Columns: the one that was named, absent when unreadable."""
        parsed = parse_date(told_date(cell), end_of_period=self.end_of_period)
        if parsed is None:
            self.object_to(ProblemCode.DATE_UNREADABLE)
            return {}
        return {self.column: parsed.date}


class Graduation(Told):
    """The day a course ends: a year alone means its June."""

    def read_cell(self, cell: Cell) -> Columns:
        """Columns: graduation, graduation_words."""
        parsed = parse_graduation(told_date(cell))
        if parsed is None:
            self.object_to(ProblemCode.DATE_UNREADABLE)
        return {
            "graduation": None if parsed is None else parsed.date,
            "graduation_words": cell_words(cell)[:SHORT],
        }


class YesNo(Told):
    """Yes or no; an undecided answer leaves the column as it is."""

    def __init__(self, column: str) -> None:
        super().__init__()
        self.column = column

    def read(self, words: str) -> Columns:
        """Columns: the one that was named, absent when there is no answer."""
        answer, told = read_yes_no(words)
        if not told:
            self.object_to(ProblemCode.YES_NO_UNREADABLE)
        return {} if answer is None else {self.column: answer}


def told_date(cell: Cell) -> Cell:
    """What a date is read from: a number as the spreadsheet holds it, 2025.0 in a text as 2025."""
    if not isinstance(cell, str):
        return cell
    words = cell_words(cell)
    code = code_words(words)
    return code if code.isdecimal() else words


def certificate_columns(words: str) -> Columns | None:
    """Columns: certificates; none of them when the words say none, None when none is known."""
    found = sorted(read_certificates(words))
    return {"certificates": found} if found or says_none(words) else None
