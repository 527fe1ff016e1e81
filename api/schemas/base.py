"""How every registry schema works: words are read into columns, and what cannot be read is said.

One truth for the Excel import and for the API: a field that is strict is an error on both; any other field
that cannot be read is an error on the API, and on an import a warning that keeps the original words.
"""

from collections.abc import Mapping
from datetime import date
from enum import StrEnum
from typing import Any, ClassVar, Never

from marshmallow import RAISE, Schema, ValidationError, fields, missing, post_load, pre_load

from api.schemas.cells import Cell, cell_words, plain_width
from api.schemas.problems import Finding, ProblemCode, Severity

Columns = dict[str, object]
"""Columns of a table with what they should hold; a column that nothing was told about is absent."""


_NOT_KNOWN = frozenset(
    {"不详", "未知", "不清楚", "不知道", "不明", "情况不明", "待补", "待补充", "待确认", "unknown", "?"}
)
_NOTHING = frozenset({"无", "暂无", "没有", "none", "nil"})
_LONGEST_BLANK = 9


class Channel(StrEnum):
    """Where words come from: an import is a favour and lenient, the API is a contract."""

    IMPORT = "import"
    API = "api"


class RegistrySchema(Schema):
    """Read one row, or one post, into columns.

    `read` answers with findings; `load` raises ValidationError, its messages being findings by field.
    One instance serves one import or one request: `findings` are those of the last row. `within` is the
    division where people speak, which decides between places of one name.
    """

    class Meta:
        """A field that nobody knows is said, never dropped."""

        unknown = RAISE

    none_is_an_answer: ClassVar[frozenset[str]] = frozenset()
    """Optional fields where 无 is an answer; anywhere else it leaves the cell blank, as 不详 always does."""

    error_messages = {"unknown": ProblemCode.UNKNOWN_FIELD.value}  # noqa: RUF012 - marshmallow's own way

    def __init__(self, *, channel: Channel, today: date, within: str | None = None) -> None:
        super().__init__()
        self.channel = channel
        self.today = today
        self.within = within
        self.findings: list[Finding] = []

    def read(self, told: Mapping[str, Cell]) -> tuple[Columns | None, list[Finding]]:
        """The columns of a row, None when an error rejects it, and everything there is to say about it."""
        self.findings = []
        try:
            columns: Columns = self.load(told)
        except ValidationError as error:
            return None, [*_findings(error), *self.findings]
        return columns, self.findings

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

    @pre_load
    def _leave_out_blanks(self, told: Mapping[str, Cell], **_: Any) -> dict[str, Cell]:
        read = {field: self._told(field, cell) for field, cell in told.items()}
        return {field: cell for field, cell in read.items() if cell is not None}

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

    @post_load
    def _merge(self, read: Mapping[str, Columns], **_: Any) -> Columns:
        merged: Columns = {}
        for columns in read.values():
            merged.update(columns)
        self.check(merged)
        errors = [finding for finding in self.findings if finding.severity is Severity.ERROR]
        if errors:
            self.findings = [finding for finding in self.findings if finding not in errors]
            raise ValidationError(
                {
                    field: [each for each in errors if each.field == field]
                    for field in {e.field: 0 for e in errors}
                }
            )
        return merged


class Told(fields.Field[Columns]):
    """A field that is told in words and kept in one or more columns."""

    default_error_messages = {  # noqa: RUF012 - marshmallow's own way
        "required": ProblemCode.REQUIRED.value,
        "null": ProblemCode.REQUIRED.value,
    }

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

    def deserialize(
        self, value: Any, attr: str | None = None, data: Mapping[str, Any] | None = None, **_: Any
    ) -> Any:
        """As marshmallow does it, but without what no field here has: nulls, defaults and validators.

        There are half a million cells in a file of twenty thousand rows.
        """
        if value is missing:
            self._validate_missing(value)
            return missing
        return self._deserialize(value, attr, data)

    def _deserialize(self, value: Any, attr: str | None, data: Mapping[str, Any] | None, **_: Any) -> Columns:
        return self.read_cell(value)

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


def _findings(error: ValidationError) -> list[Finding]:
    """The findings in an error's messages; marshmallow's own messages are codes here."""
    messages = error.messages
    assert isinstance(messages, dict)
    return [
        message if isinstance(message, Finding) else Finding(field, ProblemCode(message), Severity.ERROR)
        for field, of_field in messages.items()
        for message in of_field
    ]
