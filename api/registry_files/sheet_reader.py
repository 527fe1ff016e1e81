"""Read one file sheet by sheet and print it as JSON lines: the program of a process that may not grow.

It is run by path, in isolation, by `tables.py`, with the file as its standard input: what comes from outside
is parsed here, under limits of memory and time, and a parser that dies takes nobody with it. Lines are
{"sheet": name}, then [row, [cells]] with the row number that the spreadsheet shows, or
{"error": code, "params": {}} as the last one.
"""

import codecs
import csv
import io
import json
import resource
import sys
import zipfile
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path

MEGABYTE = 1 << 20
MAX_BYTES = 10 * MEGABYTE
MAX_UNPACKED = 100 * MEGABYTE
MAX_ROWS = 50_000
MAX_COLUMNS = 100
SPARE_MEMORY = 96 * MEGABYTE  # beside what grows with the file
SPARE_SECONDS = 3

ZIP = b"PK\x03\x04"
EMPTY_ZIP = b"PK\x05\x06"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
ENCRYPTED_PACKAGE = "EncryptedPackage".encode("utf-16-le")
FOREIGN = {
    b"%PDF": "pdf",
    b"\x89PNG": "image",
    b"\xff\xd8\xff": "image",
    b"GIF8": "image",
    b"Rar!": "archive",
    b"7z\xbc\xaf": "archive",
    b"\x1f\x8b": "archive",
    b"\x7fELF": "binary",
    b"MZ\x90": "binary",
    b"SQLite format 3": "binary",
}
DELIMITERS = ",\t;|"
SNIFFED_LINES = 20

Cell = str | int | float | None


class Refused(Exception):
    """The file is refused, with a code of FileProblem."""

    def __init__(self, code: str, **params: object) -> None:
        super().__init__(code)
        self.code = code
        self.params = params


def limit_process(weight: int) -> None:
    """Bound memory and processor time of this process, in proportion to the bytes that wait to be parsed."""
    in_use = int(Path("/proc/self/statm").read_text().split()[0]) * resource.getpagesize()
    memory = in_use + SPARE_MEMORY + weight * 3 // 2
    seconds = SPARE_SECONDS + weight // (20 * MEGABYTE)
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    for limit, value in ((resource.RLIMIT_AS, memory), (resource.RLIMIT_CPU, seconds)):
        hard = resource.getrlimit(limit)[1]
        soft = value if hard == resource.RLIM_INFINITY else min(value, hard)
        resource.setrlimit(limit, (soft, hard))


def unpacked_size(content: bytes) -> int:
    """Count what a zip container unpacks to by unpacking it, since its own figures may lie."""
    total = 0
    with zipfile.ZipFile(io.BytesIO(content)) as container:
        names = set(container.namelist())
        if not names & {"xl/workbook.xml", "xl/workbook.bin", "content.xml"}:
            raise Refused("FILE_TYPE", found="word" if "word/document.xml" in names else "archive")
        for member in container.infolist():
            with container.open(member) as stream:
                while block := stream.read(MEGABYTE):
                    total += len(block)
                    if total > MAX_UNPACKED:
                        raise Refused("FILE_UNPACKS_TOO_LARGE", megabytes=MAX_UNPACKED // MEGABYTE)
    return total


def decode(content: bytes) -> str:
    """Bytes of a text table as text; UTF-16 only with its mark, GB18030 when it is not UTF-8."""
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        encodings = ["utf-16"]
    elif b"\0" in content:
        raise Refused("FILE_TYPE", found="binary")
    else:
        encodings = ["utf-8-sig", "gb18030"]
    for encoding in encodings:
        with suppress(UnicodeDecodeError):
            return content.decode(encoding)
    raise Refused("FILE_ENCODING")


def delimiter_of(text: str) -> str:
    """The separator that cuts the most of the first lines into equally many columns.

    The widest line tells nothing: a list of skills within one cell has separators of its own.
    """
    lines = text.splitlines()[:SNIFFED_LINES]

    def regularity(mark: str) -> int:
        widths = Counter(len(row) for row in csv.reader(lines, delimiter=mark) if len(row) > 1)
        return max(widths.values(), default=0)

    return max(DELIMITERS, key=regularity)


def text_rows(content: bytes) -> Iterator[list[Cell]]:
    """Rows of a csv or tsv file, blank lines included so that they are counted."""
    text = decode(content)
    start = text[:500].lstrip().casefold()
    if start.startswith(("<!doctype", "<html", "<?xml", "<table", "<meta")):
        raise Refused("FILE_TYPE", found="html")
    if not text.strip():
        raise Refused("FILE_EMPTY")
    csv.field_size_limit(MAX_BYTES)
    try:
        yield from csv.reader(io.StringIO(text, newline=""), delimiter=delimiter_of(text))
    except csv.Error as error:
        raise Refused("FILE_CORRUPT") from error


def plain(value: object) -> Cell:
    """A workbook's cell as text or number; dates are written out, an empty cell is None."""
    if value is None or value == "":
        return None
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, str | int | float):
        return value
    return str(value)  # dates and times: as ISO 8601 writes them


def workbook_sheets(content: bytes) -> Iterator[tuple[str, Iterable[list[Cell]]]]:
    """The sheets of a workbook, each with its rows from the first one on."""
    from python_calamine import (  # noqa: PLC0415 - of no use for text tables
        CalamineError,
        CalamineWorkbook,
        PasswordError,
        SheetTypeEnum,
    )

    try:
        workbook = CalamineWorkbook.from_filelike(io.BytesIO(content))
        for sheet in workbook.sheets_metadata:
            if sheet.typ == SheetTypeEnum.WorkSheet:
                rows = workbook.get_sheet_by_name(sheet.name).iter_rows()
                yield sheet.name, ([plain(cell) for cell in row] for row in rows)
    except PasswordError as error:
        raise Refused("FILE_ENCRYPTED") from error
    except CalamineError as error:
        raise Refused("FILE_CORRUPT") from error


def sheets(content: bytes) -> Iterator[tuple[str, Iterable[list[Cell]]]]:
    """The sheets of a file of any accepted kind, told by its content and not by its name."""
    if not content:
        raise Refused("FILE_EMPTY")
    if len(content) > MAX_BYTES:
        raise Refused("FILE_TOO_LARGE", megabytes=MAX_BYTES // MEGABYTE)
    for mark, found in FOREIGN.items():
        if content.startswith(mark):
            raise Refused("FILE_TYPE", found=found)
    if content.startswith((ZIP, EMPTY_ZIP)):
        limit_process(len(content))
        try:
            weight = unpacked_size(content)
        except (zipfile.BadZipFile, NotImplementedError, EOFError, OSError, ValueError) as error:
            raise Refused("FILE_CORRUPT") from error
        except RuntimeError as error:  # what zipfile raises for a member behind a password
            raise Refused("FILE_ENCRYPTED") from error
    elif content.startswith(OLE):
        if ENCRYPTED_PACKAGE in content:
            raise Refused("FILE_ENCRYPTED")
        weight = 3 * len(content)
    else:
        limit_process(4 * len(content))
        return iter([("", text_rows(content))])
    limit_process(weight)
    return workbook_sheets(content)


def numbered(rows: Iterable[list[Cell]]) -> Iterator[tuple[int, list[Cell]]]:
    """Rows that hold something, with their numbers; refuses more rows or columns than are allowed."""
    count = 0
    for number, row in enumerate(rows, start=1):
        width = max((i for i, cell in enumerate(row, start=1) if cell is not None and cell != ""), default=0)
        if width == 0:
            continue
        if width > MAX_COLUMNS:
            raise Refused("FILE_TOO_MANY_COLUMNS", limit=MAX_COLUMNS)
        count += 1
        if count > MAX_ROWS:
            raise Refused("FILE_TOO_MANY_ROWS", limit=MAX_ROWS)
        yield number, row[:width]


def main() -> None:
    """Print the file that is the standard input."""

    def say(line: object) -> None:
        sys.stdout.write(json.dumps(line, ensure_ascii=True) + "\n")

    try:
        for name, rows in sheets(sys.stdin.buffer.read(MAX_BYTES + 1)):
            say({"sheet": name})
            for line in numbered(rows):
                say(line)
    except Refused as refused:
        say({"error": refused.code, "params": refused.params})
    except MemoryError:
        say({"error": "FILE_TOO_COMPLEX", "params": {}})
    except BrokenPipeError:  # the reader has what it wants
        sys.stderr.close()


if __name__ == "__main__":
    main()
