"""What became of an imported file: as a document, as a list that a terminal has room for, as a file."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from api.i18n import marked, say, say_list
from api.presenters.amounts import yuan
from api.presenters.problems import problem_sentence
from api.presenters.workbooks import Cell, Column, write_csv, write_workbook
from api.registry_files.columns import RegistryKind
from api.schemas.problems import Severity
from api.services.imports.import_missing import Missing
from api.services.imports.import_result import ImportResult

Document = dict[str, Any]

PROBLEM_FILE_TYPES = (".xlsx", ".csv")
MISSING_NAMED = 20

SEVERITIES = {Severity.ERROR: marked("error"), Severity.WARNING: marked("warning")}

COLUMNS = (
    Column("工作表 Sheet", 14),
    Column("行 Row", 7),
    Column("列 Column", 18),
    Column("级别 Severity", 10),
    Column("问题 Problem", 60),
    Column("原文 Cell", 30),
    Column("代码 Code", 24),
)

NOT_IN_FILE = {  # what to do about those whom the file no longer names
    RegistryKind.STUDENTS: marked(
        "In the registry, not in the file: %(names)s. They stay; who has left is to be listed with the "
        "state 退出 or 迁出"
    ),
    RegistryKind.COMPANIES: marked("In the registry, not in the file: %(names)s. They stay as they are"),
    RegistryKind.OPENINGS: marked(
        "In the registry, not in the file: %(names)s. They stay valid until their date; to take one off, "
        "list it with the headcount 0"
    ),
    RegistryKind.STUDY_AID: marked(
        "Registered for the terms of the file, and not in it: %(names)s. They stay as they are"
    ),
    RegistryKind.RELIEF: marked(
        "In the ledger between the first and the last day of the file, and not in it: %(names)s. They stay"
    ),
}


@dataclass(frozen=True, slots=True)
class Gathered:
    """One kind of problem in one column: its rows (none for the whole file), a sentence, what cells said."""

    severity: Severity
    column: str | None
    rows: tuple[int, ...]
    message: str
    values: tuple[str, ...]


def import_document(result: ImportResult) -> Document:
    """Counts, references by row, whom the file does not name, and every problem with its sentence."""
    return {
        "ref": result.ref,
        "kind": result.kind,
        "file": result.file,
        "sheet": result.sheet,
        "read": result.read,
        "created": result.created,
        "updated": result.updated,
        "unchanged": result.unchanged,
        "duplicates": result.duplicates,
        "rejected": result.rejected,
        "not_in_file": result.not_in_file,
        "missing": [_missing(result.kind, each) for each in result.missing],
        "refs": [{"row": row, "ref": ref} for row, ref in result.refs],
        "problems": [
            {
                "sheet": problem.sheet,
                "row": problem.row,
                "column": problem.column,
                "code": problem.code,
                "severity": problem.severity,
                "message": problem_sentence(problem),
                "value": problem.value,
            }
            for problem in result.problems
        ],
    }


def missing_sentence(document: Document) -> str:
    """Whom the registry has and the file does not name, as far as a terminal has room, and what to do."""
    names = [
        " · ".join(str(value) for name, value in each.items() if name != "ref")
        for each in document["missing"]
    ]
    kind = RegistryKind(document["kind"])
    return say(NOT_IN_FILE[kind], names=say_list(names, most=MISSING_NAMED))


def gather_problems(problems: Sequence[Document]) -> list[Gathered]:
    """Repeats as one: same code, same column. Errors come first, then as the file has them."""
    alike: dict[tuple[bool, str, str | None], list[Document]] = {}
    for problem in problems:
        key = (problem["severity"] != Severity.ERROR, problem["code"], problem["column"])
        alike.setdefault(key, []).append(problem)
    return [_gathered(alike[key]) for key in sorted(alike, key=lambda key: key[0])]


def row_ranges(rows: Sequence[int]) -> str:
    """Row numbers in ascending order as people list them: 2–20, 25."""
    ranges: list[list[int]] = []
    for row in rows:
        if ranges and row <= ranges[-1][1] + 1:
            ranges[-1][1] = row
        else:
            ranges.append([row, row])
    words = [str(first) if first == last else f"{first}–{last}" for first, last in ranges]
    return say_list(words, most=6)


def write_problems(path: Path, document: Document) -> None:
    """Every problem with its place and what the cell said, in a file of one of PROBLEM_FILE_TYPES."""
    title = say(marked("Problems"))
    heading = f"{title} · {document['file']}"
    rows = _problem_rows(document["problems"])
    if path.suffix.lower() == ".csv":
        write_csv(path, COLUMNS, rows)
    else:
        write_workbook(path, title, COLUMNS, rows, heading=heading)


def _missing(kind: RegistryKind, missing: Missing) -> Document:
    if kind is RegistryKind.OPENINGS:
        return {"ref": missing.ref, "title": missing.called, "company": missing.company}
    if kind is RegistryKind.STUDY_AID:
        return {"ref": missing.ref, "name": missing.called, "term": missing.term}
    if kind is RegistryKind.RELIEF:
        assert missing.amount is not None
        assert missing.paid_on is not None
        day = missing.paid_on.isoformat()
        return {"ref": missing.ref, "name": missing.called, "paid_on": day, "amount": yuan(missing.amount)}
    return {"ref": missing.ref, "name": missing.called}


def _gathered(problems: Sequence[Document]) -> Gathered:
    first = problems[0]
    message = first["message"]
    if any(problem["message"] != message for problem in problems):
        message = say(
            marked("%(message)s (row %(row)s; the others alike)"), message=message, row=first["row"]
        )
    return Gathered(
        severity=Severity(first["severity"]),
        column=first["column"],
        rows=tuple(dict.fromkeys(problem["row"] for problem in problems if problem["row"] is not None)),
        message=message,
        values=tuple(dict.fromkeys(problem["value"] for problem in problems if problem["value"])),
    )


def _problem_rows(problems: Sequence[Document]) -> Iterator[tuple[Cell, ...]]:
    for problem in sorted(problems, key=lambda problem: problem["severity"] != Severity.ERROR):
        yield (
            problem["sheet"],
            problem["row"],
            problem["column"],
            say(SEVERITIES[Severity(problem["severity"])]),
            problem["message"],
            problem["value"],
            problem["code"],
        )
