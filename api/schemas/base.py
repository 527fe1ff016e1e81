"""How every registry schema works: words are read into columns, and what cannot be read is said.

One truth for the Excel import and for the API: a field that is strict is an error on both; any other field
that cannot be read is an error on the API, and on an import a warning that keeps the original words.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import lru_cache, partial
from typing import Any, ClassVar, Never

from marshmallow import Schema, ValidationError, fields

from api.schemas.cells import Cell, cell_words, plain_width
from api.schemas.problems import Finding, ProblemCode, Severity

Columns = dict[str, object]
"""Columns of a table with what they should hold; a column that nothing was told about is absent."""


_NOT_KNOWN = frozenset(
    {"不详", "未知", "不清楚", "不知道", "不明", "情况不明", "待补", "待补充", "待确认", "unknown", "?"}
)
_NOTHING = frozenset({"无", "暂无", "没有", "none", "nil"})
_LONGEST_BLANK = 9
_CELLS_REMEMBERED = 1024  # of each column


class Channel(StrEnum):
    """Where words come from: an import is a favour and lenient, the API is a contract."""

    IMPORT = "import"
    API = "api"


@dataclass(frozen=True, slots=True)
class CellReading:
    """What one cell says: its columns, what there is to warn of, and the errors that reject the row."""

    columns: Columns
    warnings: tuple[Finding, ...] = ()
    errors: tuple[Finding, ...] = ()


class RegistrySchema(Schema):
    """Read one row, or one post, into columns.

    `read` answers with findings; `load` raises ValidationError, its messages being findings by field.
    One instance serves one import or one request: `findings` are those of the last row, and what a column
    repeats is read once. `within` is the division where people speak, which decides between places of one
    name. Of what is told `in_part` nothing is required: the rest stays as it is.
    """

    none_is_an_answer: ClassVar[frozenset[str]] = frozenset()
    """Optional fields where 无 is an answer; anywhere else it leaves the cell blank, as 不详 always does."""

    def __init__(
        self, *, channel: Channel, today: date, within: str | None = None, in_part: bool = False
    ) -> None:
        super().__init__(partial=in_part)
        self.channel = channel
        self.today = today
        self.within = within
        self.findings: list[Finding] = []
        self._readers: dict[str, Callable[[Cell], CellReading]] = {
            name: lru_cache(_CELLS_REMEMBERED, typed=True)(partial(self._read_cell, field))
            for name, field in self.fields.items()
            if isinstance(field, Told)
        }

    def read(self, told: Mapping[str, Cell]) -> tuple[Columns | None, list[Finding]]:
        """The columns of a row, None when an error rejects it, and everything there is to say about it.

        Rows share the lists in their columns, which are not to be changed. A field that nobody knows is
        said, never dropped.
        """
        columns: Columns = {}
        errors: list[Finding] = []
        self.findings = []
        for name, read_cell in self._readers.items():
            reading = read_cell(told.get(name))
            columns.update(reading.columns)
            self.findings += reading.warnings
            errors += reading.errors
        unknown = [name for name in told if name not in self._readers and cell_words(told[name])]
        errors += [Finding(name, ProblemCode.UNKNOWN_FIELD, Severity.ERROR) for name in unknown]
        if not errors or self.channel is Channel.API:  # whoever posts is told everything at once
            self.check(columns)
            named = {finding.field for finding in errors}
            refused = (finding for finding in self.findings if finding.severity is Severity.ERROR)
            errors += [finding for finding in refused if finding.field not in named]
        if errors:
            return None, [*errors, *(each for each in self.findings if each.severity is not Severity.ERROR)]
        return columns, self.findings

    def load(self, data: Any, **_: Any) -> Columns:
        """The columns of a post, as marshmallow's callers expect it; raises ValidationError."""
        columns, findings = self.read(data)
        if columns is None:
            errors = [finding for finding in findings if finding.severity is Severity.ERROR]
            raise ValidationError(
                {
                    name: [each for each in errors if each.field == name]
                    for name in {e.field: 0 for e in errors}
                }
            )
        return columns

    def warn(self, field: str, code: ProblemCode, **params: object) -> None:
        """Say something that does not reject the row."""
        self.findings.append(Finding(field, code, Severity.WARNING, params))

    def refuse(self, field: str, code: ProblemCode, **params: object) -> None:
        """Reject the row, once all there is to say about it is said."""
        self.findings.append(Finding(field, code, Severity.ERROR, params))

    def object_to(self, field: str, code: ProblemCode, **params: object) -> None:
        """Warn of it on an import, refuse it on the API."""
        (self.refuse if self.channel is Channel.API else self.warn)(field, code, **params)

    def lawful(self, field: str, words: str) -> str:
        """The words of a field without what the law forbids to say; a schema that must judge says how."""
        return words

    def check(self, columns: Columns) -> None:
        """Hold the columns of one row against each other; a schema that has to says how."""

    def _read_cell(self, field: "Told", cell: Cell) -> CellReading:
        """What the cell of a field says, whatever the other cells of its row say."""
        assert field.name is not None
        told = self._told(field.name, cell)
        if told is None:
            missing = Finding(field.name, ProblemCode.REQUIRED, Severity.ERROR)
            return CellReading({}, errors=(missing,) if field.required and not self.partial else ())
        self.findings, before = [], self.findings
        try:
            return CellReading(field.read_cell(told), tuple(self.findings))
        except ValidationError as error:
            errors = tuple(each for each in error.messages if isinstance(each, Finding))
            return CellReading({}, tuple(self.findings), errors)
        finally:
            self.findings = before

    def _told(self, field: str, cell: Cell) -> Cell:
        """The cell, None when it is blank; 暂无, none … as 无 where that is an answer."""
        words = cell_words(cell)
        if not words:
            return None
        if len(words) > _LONGEST_BLANK or field not in self.fields or self.fields[field].required:
            return cell
        plain = plain_width(words).casefold().rstrip("。.")
        if plain in _NOTHING:
            return "无" if field in self.none_is_an_answer else None
        return None if plain in _NOT_KNOWN else cell


class Told(fields.Field[Columns]):
    """A field that is told in words and kept in one or more columns."""

    @property
    def schema(self) -> RegistrySchema:
        """The schema that reads the row."""
        assert isinstance(self.parent, RegistrySchema)
        return self.parent

    def refuse(self, code: ProblemCode, **params: object) -> Never:
        """Reject the row."""
        assert self.name is not None
        raise ValidationError([Finding(self.name, code, Severity.ERROR, params)])

    def refuse_longer(self, words: str, limit: int) -> None:
        """Reject the row when there are more letters than `limit`."""
        if len(words) > limit:
            self.refuse(ProblemCode.TEXT_TOO_LONG, limit=limit)

    def object_to(self, code: ProblemCode, **params: object) -> None:
        """Warn of it on an import, refuse it on the API."""
        if self.schema.channel is Channel.API:
            self.refuse(code, **params)
        self.warn(code, **params)

    def warn(self, code: ProblemCode, **params: object) -> None:
        """Say something that does not reject the row."""
        assert self.name is not None
        self.schema.warn(self.name, code, **params)

    def read_cell(self, cell: Cell) -> Columns:
        """The columns of a cell that is not blank."""
        assert self.name is not None
        words = self.schema.lawful(self.name, cell_words(cell))
        return self.read(words) if words else {}

    def read(self, words: str) -> Columns:
        """The columns of these words."""
        raise NotImplementedError


class Words(Told):
    """Words that are kept as they are."""

    def __init__(self, column: str, *, limit: int = 200, required: bool = False) -> None:
        super().__init__(required=required)
        self.column = column
        self.limit = limit

    def read(self, words: str) -> Columns:
        """Keep the words; too many of them reject the row."""
        self.refuse_longer(words, self.limit)
        return {self.column: words}
