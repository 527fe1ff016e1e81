"""Fields of lists of money: read strictly, since a slip here would count a payment twice or not at all."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from api.schemas.base import Columns, Told
from api.schemas.cells import Cell, cell_words, is_scientific
from api.schemas.identity import IdNumber
from api.schemas.problems import ProblemCode
from api.schemas.readings import told_date
from matcher.text.amounts import read_fen
from matcher.text.dates import parse_date
from matcher.text.normalise import fold
from matcher.text.school_terms import read_school_term
from models.school_calendar import terms_told

MOST_YUAN = 1_000_000_000
_NOTHING_DUE = frozenset({"无", "免", "免费", "全免", "免缴", "免交", "已免", "减免", "none", "free"})


class Amount(Told):
    """An amount that was paid or promised, in fen."""

    def read_cell(self, cell: Cell) -> Columns:
        """Columns: amount."""
        if is_scientific(cell):
            self.refuse(ProblemCode.SCIENTIFIC)
        fen = read_fen(cell_words(cell))
        if fen is None:
            self.refuse(ProblemCode.AMOUNT_UNREADABLE)
        if not 0 < fen <= MOST_YUAN * 100:
            self.refuse(ProblemCode.OUT_OF_RANGE, min="0.01", max=MOST_YUAN)
        return {"amount": fen}


class Due(Told):
    """What is due, in fen; nothing due (免) is an answer, and what cannot be read is unknown."""

    def __init__(self, column: str) -> None:
        super().__init__()
        self.column = column

    def read_cell(self, cell: Cell) -> Columns:
        """Columns: the one that was named, absent when unreadable."""
        words = cell_words(cell)
        fen = 0 if words.casefold() in _NOTHING_DUE else read_fen(words)
        if fen is None or fen > MOST_YUAN * 100:
            self.object_to(ProblemCode.DUE_UNREADABLE)
            return {}
        return {self.column: fen}


class WholeDay(Told):
    """A whole date: a month or a year alone is none."""

    def __init__(self, column: str, *, required: bool = False) -> None:
        super().__init__(required=required)
        self.column = column

    def read_cell(self, cell: Cell) -> Columns:
        """Columns: the one that was named."""
        parsed = parse_date(told_date(cell))
        if parsed is None or parsed.precision != "day":
            self.refuse(ProblemCode.DAY_UNREADABLE)
        return self.read_day(parsed.date)

    def read_day(self, day: date) -> Columns:
        """The columns of a day."""
        return {self.column: day}


class PaymentDay(WholeDay):
    """The day of a payment: none that is yet to come."""

    def __init__(self, column: str = "paid_on", *, required: bool = False) -> None:
        super().__init__(column, required=required)

    def read_day(self, day: date) -> Columns:
        """Columns: the one that was named."""
        if day > self.schema.today:
            self.refuse(ProblemCode.DAY_TO_COME if self.required else ProblemCode.PAYMENT_TO_COME)
        return super().read_day(day)


class SchoolTermWords(Told):
    """A term of school."""

    def read(self, words: str) -> Columns:
        """Columns: term, as 2025-2026-1."""
        term = read_school_term(words)
        if term is None:
            self.refuse(ProblemCode.TERM_UNREADABLE)
        first, last = terms_told(self.schema.today)
        if not first <= term <= last:
            self.refuse(ProblemCode.OUT_OF_RANGE, min=first, max=last)
        return {"term": term}


class HeadIdNumber(IdNumber):
    """The ID number of a head of household."""

    def read_cell(self, cell: Cell) -> Columns:
        """Columns: head_id_number."""
        return {"head_id_number": super().read_cell(cell)["id_number"]}


class OneOf(Told):
    """A word of a short list, by what lists call it.

    `surest_first`: where the words hold names of several, the first of them is meant; otherwise none is.
    """

    def __init__(
        self,
        column: str,
        names: Mapping[Any, str],
        code: ProblemCode,
        *,
        required: bool = False,
        surest_first: bool = False,
    ) -> None:
        super().__init__(required=required)
        self.column = column
        self.names = {word: (fold(word), *map(fold, told.split())) for word, told in names.items()}
        self.code = code
        self.surest_first = surest_first

    def read(self, words: str) -> Columns:
        """Columns: the one that was named; other words reject the row."""
        told = fold(words)
        found = [word for word, names in self.names.items() if any(name in told for name in names)]
        if not found or (len(found) > 1 and not self.surest_first):
            self.refuse(self.code)
        return {self.column: found[0]}
