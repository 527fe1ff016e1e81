"""What an import makes of each row, before anything is written."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Protocol

from sqlalchemy.orm import Session

from api.schemas.base import Columns
from api.schemas.problems import Finding, ProblemCode, SameKey, Severity
from api.services.apply_changes import Changes


class Outcome(StrEnum):
    """What becomes of a row."""

    CREATED = "created"
    UPDATED = "updated"
    UNCHANGED = "unchanged"
    DUPLICATE = "duplicate"
    REJECTED = "rejected"


@dataclass(frozen=True, slots=True)
class Entry:
    """One row that was read: its number in the sheet, and the columns told."""

    row: int
    columns: Columns


@dataclass(frozen=True, slots=True)
class Remark:
    """A finding of the comparison: the row it is about, None for the whole file, and the words there."""

    row: int | None
    words: str
    finding: Finding


@dataclass(slots=True)
class Plan:
    """The outcome of every row, what is to be written, and what there is to say.

    `refs` are by row, also of duplicates; `missing` are the refs in the registry that no row named.
    """

    outcomes: dict[int, Outcome] = field(default_factory=dict)
    refs: dict[int, str] = field(default_factory=dict)
    changes: Changes = field(default_factory=Changes)
    remarks: list[Remark] = field(default_factory=list)
    missing: tuple[str, ...] = ()

    def settle(self, entry: Entry, outcome: Outcome, ref: str | None = None) -> None:
        """Say what becomes of a row; its columns are let go, twenty thousand rows are large."""
        self.outcomes[entry.row] = outcome
        if ref is not None:
            self.refs[entry.row] = ref
        entry.columns.clear()

    def reject(self, entry: Entry, field_name: str, code: ProblemCode, **params: object) -> None:
        """Reject a row, with the reason."""
        self.remark(entry, Finding(field_name, code, Severity.ERROR, params))
        self.settle(entry, Outcome.REJECTED)

    def duplicate(self, entry: Entry, field_name: str, first: int, same: SameKey, *, differs: bool) -> None:
        """A row whose key the row `first` already had; `differs` in other cells, or not."""
        params = {"row": first, "key": same.value, "differs": differs}
        self.remark(entry, Finding(field_name, ProblemCode.DUPLICATE_ROW, Severity.WARNING, params))
        self.settle(entry, Outcome.DUPLICATE, self.refs.get(first))

    def remark(self, entry: Entry, finding: Finding) -> None:
        """Note a finding about a row."""
        self.remarks.append(Remark(entry.row, str(entry.columns.get(finding.field, "")), finding))


class Planner(Protocol):
    """Compares the rows of a file with the registry; the session is only read, the entries are used up."""

    def __call__(
        self, session: Session, entries: Sequence[Entry], today: date, done: Callable[[int], None]
    ) -> Plan:
        """The plan; `done` is told how many rows are compared."""
