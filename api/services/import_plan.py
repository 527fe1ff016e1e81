"""What an import makes of each row, before anything is written."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Protocol

from sqlalchemy.orm import Session

from api.schemas.base import Columns
from api.schemas.problems import Finding, ProblemCode, Severity
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


@dataclass(slots=True)
class Plan:
    """The outcome of every row, what is to be written, and what there is to say.

    `refs` are by row, also of duplicates; `missing` are the refs in the registry that no row named.
    """

    outcomes: dict[int, Outcome] = field(default_factory=dict)
    refs: dict[int, str] = field(default_factory=dict)
    changes: Changes = field(default_factory=Changes)
    findings: list[tuple[int | None, Finding]] = field(default_factory=list)
    missing: tuple[str, ...] = ()

    def settle(self, row: int, outcome: Outcome, ref: str | None = None) -> None:
        """Say what becomes of a row."""
        self.outcomes[row] = outcome
        if ref is not None:
            self.refs[row] = ref

    def reject(self, row: int, field_name: str, code: ProblemCode, **params: object) -> None:
        """Reject a row, with the reason."""
        self.settle(row, Outcome.REJECTED)
        self.findings.append((row, Finding(field_name, code, Severity.ERROR, params)))

    def duplicate(self, row: int, field_name: str, first: int) -> None:
        """A row whose key the row `first` already had."""
        self.settle(row, Outcome.DUPLICATE, self.refs.get(first))
        finding = Finding(field_name, ProblemCode.DUPLICATE_ROW, Severity.WARNING, {"row": first})
        self.findings.append((row, finding))


class Planner(Protocol):
    """Compares the rows of a file with the registry; the session is only read."""

    def __call__(
        self, session: Session, entries: Sequence[Entry], today: date, done: Callable[[int], None]
    ) -> Plan:
        """The plan; `done` is told how many rows are compared."""
