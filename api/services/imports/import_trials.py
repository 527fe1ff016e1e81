"""What an import would do, found by a worker and kept sealed beside its file until it is confirmed.

A trial is an import job that writes nothing into the registry. Its file and what was found stay until the
import is applied, or for an hour.
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from api.registry_files.columns import RegistryKind
from api.registry_files.errors import RegistryFileError
from api.registry_files.headers import Remembered, read_registry
from api.registry_files.tables import Row
from api.schemas.cells import cell_words
from api.schemas.problems import Problem, ProblemCode, Severity
from api.services.imports.import_result import COUNTS, ImportResult
from api.services.imports.uploads import Uploads

FOUND = ".found"  # behind the reference of a job: the name of what its trial found

_OF_COLUMNS = (ProblemCode.COLUMN_IGNORED, ProblemCode.COLUMN_GUESSED, ProblemCode.FORBIDDEN_COLUMN)


@dataclass(frozen=True, slots=True)
class Trial:
    """What a trial found: `columns` are field and header of those that were read.

    `remembered` is what was known of columns; an import that is confirmed is to know the same. A file that
    cannot be read has `error`, its code and parameters, and nothing else.
    """

    sheet: str = ""
    counts: Mapping[str, int] | None = None
    columns: tuple[tuple[str, str], ...] = ()
    problems: tuple[Problem, ...] = ()
    remembered: Remembered = field(default_factory=dict)
    error: tuple[str, Mapping[str, Any]] | None = None

    @property
    def doubtful(self) -> dict[str, str | None]:
        """Headers that an officer may want to map → the field that they were guessed to mean, if any."""
        found = {
            problem.column: problem.field or None
            for problem in self.problems
            if problem.code in _OF_COLUMNS and problem.column
        }
        if self.error is not None:
            found |= dict.fromkeys(self.error[1].get("found", ()))
        return found

    @property
    def other_sheets(self) -> list[str]:
        """The sheets that could have been meant instead."""
        alike = [
            str(each.params["sheet"]) for each in self.problems if each.code is ProblemCode.SHEET_LEFT_OUT
        ]
        return alike or list(self.error[1].get("sheets", ()) if self.error else ())

    def shown(self, severity: Severity | None = None) -> list[Problem]:
        """The problems, errors first; those of columns are told where columns are."""
        told = [each for each in self.problems if each.code not in _OF_COLUMNS]
        wanted = [each for each in told if severity is None or each.severity is severity]
        return sorted(wanted, key=lambda each: (each.severity is not Severity.ERROR, each.row or 0))

    @property
    def rejected_rows(self) -> dict[int, list[Problem]]:
        """Row → what keeps it out, in the order of the file."""
        found: dict[int, list[Problem]] = {}
        for each in self.problems:
            if each.severity is Severity.ERROR and each.row is not None:
                found.setdefault(each.row, []).append(each)
        return dict(sorted(found.items()))


def keep_trial(uploads: Uploads, ref: str, result: ImportResult, remembered: Remembered) -> None:
    """Keep what a trial found."""
    found = {
        "sheet": result.sheet,
        "counts": {name: getattr(result, name) for name in COUNTS},
        "columns": result.columns,
        "problems": [_document(each) for each in result.problems],
        "remembered": remembered,
    }
    _put(uploads, ref, found)


def keep_failed_trial(uploads: Uploads, ref: str, error: RegistryFileError, remembered: Remembered) -> None:
    """Keep why a file cannot be read: with its headers, which the table of jobs may not hold."""
    _put(uploads, ref, {"error": [error.code.value, error.params], "remembered": remembered})


def find_trial(uploads: Uploads, ref: str) -> Trial | None:
    """What the trial of this job found; None if that is not there any more."""
    if not uploads.path(ref + FOUND).exists():
        return None
    found = json.loads(uploads.open(ref + FOUND))
    error = found.get("error")
    return Trial(
        sheet=found.get("sheet", ""),
        counts=found.get("counts"),
        columns=tuple((name, header) for name, header in found.get("columns", ())),
        problems=tuple(map(_problem, found.get("problems", ()))),
        remembered=found["remembered"],
        error=None if error is None else (error[0], error[1]),
    )


def rows_of(content: bytes, kind: RegistryKind, trial: Trial, numbers: Iterable[int]) -> dict[int, list[str]]:
    """Row → the words of the columns that were read, for some rows of the file.

    Raises RegistryFileError.
    """
    registry = read_registry(content, kind, sheet=trial.sheet or None, remembered=trial.remembered)
    wanted = set(numbers)
    indexes = [index for index, _ in registry.fields.values()]
    return {row.number: _words(row, indexes) for row in registry.rows if row.number in wanted}


def _words(row: Row, indexes: list[int]) -> list[str]:
    return [cell_words(row.cells[index]) if index < len(row.cells) else "" for index in indexes]


def _put(uploads: Uploads, ref: str, found: Mapping[str, Any]) -> None:
    uploads.put(ref + FOUND, json.dumps(found, ensure_ascii=False, default=str).encode())


def _document(problem: Problem) -> list[Any]:
    return [
        problem.sheet,
        problem.row,
        problem.column,
        problem.code.value,
        problem.severity.value,
        problem.value,
        dict(problem.params),
        problem.field,
    ]


def _problem(told: list[Any]) -> Problem:
    sheet, row, column, code, severity, value, params, name = told
    return Problem(sheet, row, column, ProblemCode(code), Severity(severity), value, params, name)
