"""Imports on the desk: what a trial found, which columns are doubtful, and the rows to correct by hand."""

from collections.abc import Mapping, Sequence
from typing import Any

from api.i18n import marked, say
from api.presenters.failures import REGISTRIES, failure_sentence
from api.presenters.import_batches import REASONS
from api.presenters.imports import SEVERITIES
from api.presenters.jobs import problem_page
from api.presenters.pages import envelope
from api.presenters.problems import field_label, problem_sentence
from api.presenters.workbooks import Column, workbook
from api.registry_files.columns import REQUIRED, RegistryKind, columns
from api.registry_files.headers import header_key
from api.schemas.problems import Problem, Severity
from api.services.imports.import_result import COUNTS
from api.services.imports.import_trials import Trial
from models.import_problem import ImportProblem
from models.queries.pages import Page

Document = dict[str, Any]
Choices = list[tuple[str, str]]

NOT_WANTED = "-"  # the choice that a column is left out

COUNT_NAMES: Mapping[str, str] = {
    "read": marked("rows read"),
    "created": marked("new"),
    "updated": marked("changed"),
    "unchanged": marked("as before"),
    "duplicates": marked("told twice"),
    "rejected": marked("rejected"),
    "not_in_file": marked("in the registry, not in the file"),
}
_WIDTHS = 18, 60


def kind_choices() -> Choices:
    """The registries that a file may be of."""
    return [(kind.value, say(REGISTRIES[kind])) for kind in RegistryKind]


def undo_choices() -> Choices:
    """Why an import may be undone."""
    return [(reason.value, say(words)) for reason, words in REASONS.items()]


def count_rows(counts: Mapping[str, int]) -> list[tuple[str, str, int]]:
    """Code, name and number of each count, those of rows first."""
    return [(name, say(COUNT_NAMES[name]), counts[name]) for name in COUNTS if name in counts]


def problem_rows(page: Page[Problem]) -> Document:
    """A page of the problems that a trial found."""
    items = [
        {
            "sheet": problem.sheet,
            "row": problem.row,
            "column": problem.column,
            "severity": severity_document(problem.severity.value),
            "message": problem_sentence(problem),
            "value": problem.value,
        }
        for problem in page.items
    ]
    return envelope(page, items)


def stored_rows(page: Page[ImportProblem]) -> Document:
    """A page of the problems that were kept of an import that was applied."""
    document = problem_page(page)
    for each in document["items"]:
        each["severity"] = severity_document(each["severity"])
    return document


def severity_document(code: str) -> Document:
    """Whether a problem keeps its row out."""
    return {"code": code, "name": say(SEVERITIES[Severity(code)])}


def trial_document(trial: Trial, kind: RegistryKind) -> Document:
    """What a trial found, its problems apart."""
    return {
        "sheet": trial.sheet,
        "counts": None if trial.counts is None else count_rows(trial.counts),
        "error": None if trial.error is None else failure_sentence(*trial.error),
        "columns": _columns(trial, kind),
        "fields": [(column.field, field_label(kind, column.field)) for column in columns(kind)],
        "needed": [field for group in REQUIRED[kind] for field in group],
        "other_sheets": trial.other_sheets,
        "errors": len(trial.shown(Severity.ERROR)),
        "warnings": len(trial.shown(Severity.WARNING)),
        "rejected": len(trial.rejected_rows),
        "may_confirm": trial.counts is not None and trial.counts["created"] + trial.counts["updated"] > 0,
    }


def rejected_workbook(trial: Trial, kind: RegistryKind, rows: Mapping[int, Sequence[str]]) -> bytes:
    """The rejected rows under their own headers, the problems behind each: to correct and import."""
    title = say(marked("To be corrected"))
    headers = [Column(header, _WIDTHS[0]) for _, header in trial.columns]
    said = {
        number: "\n".join(_told(problem, kind) for problem in problems)
        for number, problems in trial.rejected_rows.items()
    }
    lines = ((*words, said[number]) for number, words in rows.items())
    return workbook(title, [*headers, Column(_PROBLEM, _WIDTHS[1])], lines, heading=title)


_PROBLEM = "问题 Problem"  # the header, which names no field of any registry


def _told(problem: Problem, kind: RegistryKind) -> str:
    label = field_label(kind, problem.field) if problem.field else problem.column
    sentence = problem_sentence(problem)
    return say(marked("%(field)s: %(said)s"), field=label, said=sentence) if label else sentence


def _columns(trial: Trial, kind: RegistryKind) -> list[Document]:
    """The columns that are doubtful, and those that were decided on before: header and what is chosen."""
    known = {column.field for column in columns(kind)}
    doubtful: dict[str, str] = {}
    for header, guess in trial.doubtful.items():
        left_out = trial.remembered.get(header_key(header), "") is None
        doubtful[header] = NOT_WANTED if left_out else guess or ""
    decided = {header: field for field, header in trial.columns if header_key(header) in trial.remembered}
    chosen = {**decided, **doubtful}
    return [
        {"header": header, "chosen": field if field in known or field == NOT_WANTED else ""}
        for header, field in chosen.items()
    ]
