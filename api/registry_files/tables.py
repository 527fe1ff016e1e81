"""Open a workbook or a text table safely: its sheets, row by row, read by a process that may not grow."""

import json
import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from api.registry_files.errors import FileProblem, RegistryFileError

Cell = str | int | float | None
Source = Path | bytes  # a file, or all that is in one

READER = Path(__file__).with_name("sheet_reader.py")
MAX_SECONDS = 60  # by the clock; the reader's own limit counts processor time and is tighter


@dataclass(frozen=True, slots=True)
class Row:
    """One row: the number that the spreadsheet shows, and its cells from column A on."""

    number: int
    cells: list[Cell]


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet of a file; its rows can be walked once, before the next sheet is asked for."""

    name: str
    rows: Iterator[Row]


@contextmanager
def open_sheets(source: Source) -> Iterator[Iterator[Sheet]]:
    """The sheets of a file, in order; a text table is one sheet without a name.

    Raises RegistryFileError while it is walked, with the reason why the file cannot be read.
    """
    with _opened(source) as file:
        process = subprocess.Popen(  # noqa: S603 - our own program, no shell
            [sys.executable, "-I", str(READER)],
            stdin=file,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
            encoding="utf-8",
        )
    clock = threading.Timer(MAX_SECONDS, process.kill)
    clock.start()
    try:
        assert process.stdout is not None
        yield _sheets(process, process.stdout)
    finally:
        clock.cancel()
        process.kill()
        process.communicate()


def _opened(source: Source) -> IO[bytes]:
    """What the reader reads; bytes lie in memory only, for they may be what no disk is to keep in clear."""
    if isinstance(source, bytes):
        file = os.fdopen(os.memfd_create("registry file"), "w+b")
        file.write(source)
        file.seek(0)
        return file
    if not source.is_file():
        raise RegistryFileError(FileProblem.FILE_MISSING)
    try:
        return source.open("rb")
    except OSError as error:
        raise RegistryFileError(FileProblem.FILE_MISSING) from error


def _sheets(process: subprocess.Popen[str], stream: IO[str]) -> Iterator[Sheet]:
    lines = _lines(process, stream)
    line = next(lines, None)
    while line is not None:
        assert isinstance(line, dict)
        after: list[dict[str, str]] = []
        rows = _rows(lines, after)
        yield Sheet(line["sheet"], rows)
        for _ in rows:  # what the caller left unread
            pass
        line = after[0] if after else None


def _rows(lines: Iterator[dict[str, str] | list[object]], after: list[dict[str, str]]) -> Iterator[Row]:
    """Rows up to the line of the next sheet, which is put into `after`."""
    words: dict[str, str] = {}  # equal texts are kept once: a registry repeats itself
    for line in lines:
        if isinstance(line, dict):
            after.append(line)
            return
        number, cells = line
        assert isinstance(number, int)
        assert isinstance(cells, list)
        yield Row(number, [words.setdefault(c, c) if isinstance(c, str) else c for c in cells])


def _lines(process: subprocess.Popen[str], stream: IO[str]) -> Iterator[dict[str, str] | list[object]]:
    for text in stream:
        line = json.loads(text)
        if isinstance(line, dict) and "error" in line:
            raise RegistryFileError(FileProblem(line["error"]), **line["params"])
        yield line
    if process.wait() > 0:
        raise RegistryFileError(FileProblem.FILE_CORRUPT)
    if process.returncode < 0:  # stopped by a limit
        raise RegistryFileError(FileProblem.FILE_TOO_COMPLEX)
