"""Read what people judged: titles with their codes, or students and openings with what came of them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, islice
from math import isfinite
from pathlib import Path

from api.registry_files.errors import FileProblem, RegistryFileError
from api.registry_files.headers import ROWS_BEFORE_HEADER
from api.registry_files.tables import Cell, Row, open_sheets
from matcher.reference.occupations import name_of
from matcher.text.normalise import fold, normalise

HEADERS = {
    "title": ("title", "job_name", "job_title", "岗位名称", "职位名称", "岗位名称 title"),
    "code": ("code", "expected_code", "occupation_code", "职业编码", "职业代码", "职业编码 code"),
    "student": ("student", "student_ref", "学生编号", "学生编号 Student ref"),
    "opening": ("opening", "opening_ref", "岗位编号", "岗位编号 Opening ref"),
    "grade": ("grade", "outcome", "label", "result", "结果", "评分", "结果 Outcome"),
}
"""The headers that each field goes by; blanks, width and signs do not matter.

With a column of outcomes, the workbook of everybody's shortlists is such a file.
"""

TITLE_FIELDS = ("title", "code")
OUTCOME_FIELDS = ("student", "opening", "grade")

OUTCOME_GRADES = {
    3: ("hired", "hire", "placed", "入职", "已入职", "录用", "已录用", "安置", "已安置"),
    2: ("offer", "offered", "拟录用", "录用通知"),
    1: ("interview", "interviewed", "面试", "已面试", "yes", "是", "合适"),
    0: ("declined", "decline", "refused", "rejected", "拒绝", "未录用", "no", "否", "不合适"),
}
"""What an outcome in words is worth; anything above 0 is good."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of one pair: 0 nothing, the higher the better."""

    student: str
    opening: str
    grade: float


@dataclass(frozen=True, slots=True)
class LabelledTitles:
    """Titles with the codes that people gave them; `unread` are the rows that could not be used."""

    rows: tuple[tuple[str, str], ...]
    unread: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Outcomes:
    """Pairs with what came of them; `unread` are the rows that could not be used.

    A pair of which nothing is told yet is in neither.
    """

    rows: tuple[Outcome, ...]
    unread: tuple[int, ...]


def read_labelled(path: Path) -> LabelledTitles | Outcomes:
    """Read the first sheet that has the columns of either kind; which one it is, the columns tell.

    Raises RegistryFileError when the file cannot be read, no sheet has such columns, or no row can be used.
    """
    found: list[str] = []
    with open_sheets(path) as sheets:
        for sheet in sheets:
            first = list(islice(sheet.rows, ROWS_BEFORE_HEADER))
            for number, row in enumerate(first):
                columns = columns_of(row.cells)
                for fields, read in ((OUTCOME_FIELDS, _outcomes), (TITLE_FIELDS, _titles)):
                    if columns.keys() >= set(fields):
                        below = chain(first[number + 1 :], sheet.rows)
                        labelled = read([(each.number, told_in(each, columns)) for each in below])
                        if not labelled.rows:
                            raise RegistryFileError(FileProblem.LABELS_UNREAD, rows=list(labelled.unread))
                        return labelled
            found += [str(cell) for cell in first[0].cells if cell is not None] if first else []
    accepted = {field: names[0] for field, names in HEADERS.items()}
    raise RegistryFileError(
        FileProblem.LABELS_MISSING,
        titles=[accepted[field] for field in TITLE_FIELDS],
        outcomes=[accepted[field] for field in OUTCOME_FIELDS],
        found=found,
    )


def columns_of(cells: Sequence[Cell]) -> dict[str, int]:
    """The column of each field, if the row is the header; of several the first."""
    fields = {fold(name): field for field, names in HEADERS.items() for name in names}
    named = [(fields.get(fold(str(cell))), index) for index, cell in enumerate(cells) if cell is not None]
    return {field: index for field, index in reversed(named) if field is not None}


def told_in(row: Row, columns: Mapping[str, int]) -> dict[str, str]:
    """What a row tells, by field; empty cells tell nothing."""
    cells = {field: row.cells[index] for field, index in columns.items() if index < len(row.cells)}
    return {field: normalise(str(cell)) for field, cell in cells.items() if cell is not None}


def _titles(rows: Sequence[tuple[int, Mapping[str, str]]]) -> LabelledTitles:
    labelled = [(told["title"], told["code"]) for _, told in rows if _is_title(told)]
    return LabelledTitles(tuple(labelled), tuple(number for number, told in rows if not _is_title(told)))


def _is_title(told: Mapping[str, str]) -> bool:
    return bool(told.get("title")) and name_of(told.get("code", "")) is not None


def _outcomes(rows: Sequence[tuple[int, Mapping[str, str]]]) -> Outcomes:
    outcomes: list[Outcome] = []
    unread: list[int] = []
    for number, told in rows:
        words = told.get("grade", "")
        grade, student, opening = _grade(words), fold(told.get("student", "")), fold(told.get("opening", ""))
        if grade is not None and student and opening:
            outcomes.append(Outcome(student, opening, grade))
        elif words:
            unread.append(number)
    return Outcomes(tuple(outcomes), tuple(unread))


def _grade(words: str) -> float | None:
    """A grade as a number, or as an outcome in words; None when it is neither."""
    by_word = {fold(word): grade for grade, names in OUTCOME_GRADES.items() for word in names}
    if fold(words) in by_word:
        return by_word[fold(words)]
    try:
        grade = float(words)
    except ValueError:
        return None
    return grade if isfinite(grade) and grade >= 0 else None
