"""Read pairs of a student and an opening, as officers pin and ban them; a written plan is such a file.

There a student stands without an opening whom the plan has nothing for: such a row orders nothing.
"""

from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from api.registry_files.errors import FileProblem, RegistryFileError
from api.registry_files.headers import ROWS_BEFORE_HEADER
from api.registry_files.labelled import columns_of, told_in
from api.registry_files.tables import Sheet, open_sheets

FIELDS = ("student", "opening")


@dataclass(frozen=True, slots=True)
class Pair:
    """A row as it is told: references, or names that only one has."""

    row: int  # as the spreadsheet counts
    student: str
    opening: str


def read_pairs(path: Path) -> list[Pair]:
    """The pairs of the first sheet that has both columns; rows without an opening are passed over.

    Raises RegistryFileError where the file cannot be read, has no such columns, or a row has no student.
    """
    found: list[str] = []
    with open_sheets(path) as sheets:
        for sheet in sheets:
            header, pairs = _read(sheet)
            if pairs is not None:
                return pairs
            found += header
    raise RegistryFileError(FileProblem.PAIRS_MISSING, found=found)


def _read(sheet: Sheet) -> tuple[list[str], list[Pair] | None]:
    """The cells of the first row, and the pairs where a row of both headers stands above them."""
    rows = iter(sheet.rows)
    first: list[str] = []
    for number, row in enumerate(islice(rows, ROWS_BEFORE_HEADER)):
        if not number:
            first = [str(cell) for cell in row.cells if cell is not None]
        columns = columns_of(row.cells)
        if columns.keys() >= set(FIELDS):
            told = [(each.number, *_pair(told_in(each, columns))) for each in rows]
            pairs = [Pair(*each) for each in told if each[2]]
            nobodys = [pair.row for pair in pairs if not pair.student]
            if nobodys:
                raise RegistryFileError(FileProblem.PAIR_INCOMPLETE, rows=nobodys)
            return first, pairs
    return first, None


def _pair(told: dict[str, str]) -> tuple[str, str]:
    return told.get("student", ""), told.get("opening", "")
