"""Find the header row of a sheet and what each of its columns means."""

import re
import unicodedata
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import chain, islice
from typing import NamedTuple

from api.registry_files.columns import (
    EXAMPLE_MARK,
    JOINED,
    NOTES_HEADERS,
    RANGES,
    REQUIRED,
    RegistryKind,
    columns,
)
from api.registry_files.errors import FileProblem, RegistryFileError
from api.registry_files.guesses import guess_field
from api.registry_files.tables import Cell, Row, Sheet, Source, open_sheets

ROWS_BEFORE_HEADER = 20
CLOSE = 60  # similarity of 100, from which a header is suggested for a missing one

_NOTE = re.compile(r"[(\[【].*?[)\]】]")
_LONG_NUMBER = re.compile(r"\d{7,}[Xx]?")
_SIGNS = re.compile(r"[\s\W_]+")


Remembered = Mapping[str, str | None]
"""Header, as `header_key` compares it → the field that it means; None for a column that is not wanted."""

NOTHING_REMEMBERED: Remembered = {}


@dataclass(frozen=True, slots=True)
class Registry:
    """A sheet whose columns are understood.

    `fields` names the column of each field, by index and header; `ignored` are the headers of no field, or of
    one that another column has; `guessed` are those that no list knows, by the field their words point to.
    `alike` names the later sheets that could have been meant as well: one sheet is read at a time.
    `rows` holds the rows below the header, the example row left out; where several columns mean one field of
    free words, or the two ends of a range, the first of them holds the words of all.
    """

    sheet: str
    fields: Mapping[str, tuple[int, str]]
    ignored: tuple[str, ...]
    guessed: Mapping[str, str]
    alike: tuple[str, ...]
    rows: list[Row]


class Ends(NamedTuple):
    """The columns of a range: where the least stands, and where the most; None for one that is not there."""

    low: int | None
    high: int | None


@dataclass(frozen=True, slots=True)
class _Header:
    sheet: str
    fields: Mapping[str, tuple[int, str]]
    ignored: tuple[str, ...]
    missing: tuple[tuple[str, ...], ...]
    guessed: Mapping[str, str]
    joined: Mapping[str, tuple[int, ...]]  # field → indexes of its columns, in the order of reading
    ranges: Mapping[str, Ends]


def read_registry(
    source: Source,
    kind: RegistryKind,
    *,
    sheet: str | None = None,
    mapping: Mapping[str, str] | None = None,
    remembered: Remembered = NOTHING_REMEMBERED,
) -> Registry:
    """Read the sheet named `sheet`, or the first with the required headers of `kind`.

    The template's notes, and sheets with the columns of another registry, are passed over. `mapping` says
    which of our fields a header of theirs means, before the known names are tried; so does what is
    `remembered`, of which a file may lack any.
    Raises RegistryFileError when the file or the sheet cannot be read, or a required header is missing.
    """
    said = _our_fields(kind, mapping or {})
    meant: Remembered = {**remembered, **said}
    names: list[str] = []
    nearest: _Header | None = None
    other: tuple[RegistryKind, str] | None = None
    with open_sheets(source) as sheets:
        for candidate in sheets:
            names.append(candidate.name)
            if sheet is not None and candidate.name and candidate.name.strip() != sheet.strip():
                continue
            first = list(islice(candidate.rows, ROWS_BEFORE_HEADER))
            if not first or _is_notes(first[0]):
                continue
            index, header = _find_header(candidate.name, first, kind, meant)
            looks_like = _other_kind(candidate.name, first, kind, header)
            if looks_like is not None:
                other = other or (looks_like, candidate.name)
            elif not header.missing:
                _check_mapping(header, said)
                below = chain(first[index + 1 :], candidate.rows)
                rows = [_gathered(row, header) for row in _data(below)]
                alike = () if sheet is not None else _alike(sheets, kind, meant)
                return Registry(candidate.name, header.fields, header.ignored, header.guessed, alike, rows)
            elif nearest is None or len(header.fields) > len(nearest.fields):
                nearest = header
    if sheet is not None and sheet.strip() not in {name.strip() for name in names} | {""} and names != [""]:
        raise RegistryFileError(FileProblem.SHEET_MISSING, sheet=sheet, sheets=names)
    if other is not None:
        raise RegistryFileError(
            FileProblem.FILE_OTHER_KIND, kind=kind.value, other=other[0].value, sheet=other[1]
        )
    if nearest is None:
        raise RegistryFileError(FileProblem.FILE_EMPTY)
    _check_mapping(nearest, said)
    raise RegistryFileError(
        FileProblem.HEADERS_MISSING,
        kind=kind.value,
        sheet=nearest.sheet,
        fields=[list(group) for group in nearest.missing],
        found=_found(nearest),
        close=_close_headers(kind, nearest),
    )


def header_key(header: str) -> str:
    """A header as headers are compared: however it is spaced, punctuated or written wide."""
    return _spelling(header)


def is_header(text: str) -> bool:
    """Whether a text is a known header, of whatever registry: nobody's name or number is."""
    return any(_spelling(text) in _ranks(kind) for kind in RegistryKind)


def _our_fields(kind: RegistryKind, mapping: Mapping[str, str]) -> dict[str, str]:
    """The mapping with our fields by their own names; it may have called them by a label."""
    known = _ranks(kind)
    fields = {}
    for theirs, ours in mapping.items():
        if _spelling(ours) not in known:
            raise RegistryFileError(
                FileProblem.MAPPING_FIELD, field=ours, fields=[column.field for column in columns(kind)]
            )
        fields[theirs] = known[_spelling(ours)][0]
    return fields


def _alike(sheets: Iterator[Sheet], kind: RegistryKind, mapping: Remembered) -> tuple[str, ...]:
    """The remaining sheets that hold a registry of the same kind too."""
    found = []
    for candidate in sheets:
        first = list(islice(candidate.rows, ROWS_BEFORE_HEADER))
        if not first or _is_notes(first[0]):
            continue
        index, header = _find_header(candidate.name, first, kind, mapping)
        holds_rows = next(_data(first[index + 1 :]), None) is not None
        if not header.missing and holds_rows and _other_kind(candidate.name, first, kind, header) is None:
            found.append(candidate.name)
    return tuple(found)


def _is_notes(row: Row) -> bool:
    """Whether a sheet that begins with this row is the notes of a template."""
    return tuple(row.cells) == NOTES_HEADERS


def _find_header(
    sheet: str,
    first: Sequence[Row],
    kind: RegistryKind,
    mapping: Remembered,
    *,
    guessing: bool = True,
) -> tuple[int, _Header]:
    """The row among the first ones that names the most fields, with its index."""
    headers = [_read_header(sheet, row.cells, kind, mapping, guessing=guessing) for row in first]
    best = max(range(len(headers)), key=lambda i: (not headers[i].missing, len(headers[i].fields), -i))
    return best, headers[best]


def _other_kind(sheet: str, first: Sequence[Row], kind: RegistryKind, header: _Header) -> RegistryKind | None:
    """Another registry that more of the headers belong to, and whose required ones are there.

    Where those of `kind` are there too, the other must ask for more: openings have all that companies need.
    """
    found = None
    most = len(header.fields)  # guesses of our own included, of theirs not: a guess turns no file away
    for other in RegistryKind:
        _, theirs = _find_header(sheet, first, other, {}, guessing=False)
        asks_more = bool(header.missing) or len(REQUIRED[other]) > len(REQUIRED[kind])
        if not theirs.missing and asks_more and len(theirs.fields) > most:
            found, most = other, len(theirs.fields)
    return found


def _read_header(
    sheet: str, cells: Sequence[Cell], kind: RegistryKind, mapping: Remembered, *, guessing: bool
) -> _Header:
    """What a row means if it is the header: of two columns for one field the better name wins.

    Fields of free words take all their columns. What no list knows is guessed for fields that are not there.
    """
    mapped = {_spelling(theirs): field for theirs, field in mapping.items()}
    ranks = _ranks(kind)
    found: dict[str, list[tuple[int, int, str]]] = {}  # field → rank of each name, index, header
    texts = [(i, cell) for i, cell in enumerate(cells) if isinstance(cell, str) and cell.strip()]
    unknown: list[tuple[int, str]] = []
    for index, header in texts:
        spelling = _spelling(header)
        known = ranks.get(spelling) or ranks.get(_without_note(header))
        if spelling in mapped:
            field_meant = mapped[spelling]
            if field_meant is None:
                continue
            known = (field_meant, -1)
        if known is None:
            unknown.append((index, header))
        else:
            found.setdefault(known[0], []).append((known[1], index, header))
    for field, named in found.items():
        found[field] = [
            each for each in named if each[0] == -1
        ] or named  # what the mapping says, it says alone
    ranges = _ranges(kind, unknown, found)
    ends = {index for ends in ranges.values() for index in ends}
    guessed: dict[str, str] = {}
    for index, header in unknown if found and guessing else ():
        if index in ends:
            continue
        guess = guess_field(kind, header)
        if guess is not None and guess not in found and guess not in ranges:
            found[guess] = [(0, index, header)]
            guessed[header] = guess
    joined = {
        field: tuple(index for _, index, _ in sorted(named, key=lambda each: _reading_order(field, each)))
        for field, named in found.items()
        if field in JOINED and len(named) > 1
    }
    fields = {
        field: (min(joined[field]), " + ".join(header for _, _, header in named))
        if field in joined
        else min(named)[1:]
        for field, named in found.items()
    }
    for field, its_ends in ranges.items():
        told = [each for each in unknown if each[0] in its_ends]
        fields[field] = (told[0][0], " + ".join(header for _, header in told))
    used = {index for index, _ in fields.values()} | {index for all_of in joined.values() for index in all_of}
    return _Header(
        sheet=sheet,
        fields=fields,
        ignored=tuple(header for index, header in texts if index not in used | ends),
        missing=tuple(group for group in REQUIRED[kind] if not any(field in fields for field in group)),
        guessed=guessed,
        joined=joined,
        ranges=ranges,
    )


def _ranges(kind: RegistryKind, unknown: Sequence[tuple[int, str]], found: Container[str]) -> dict[str, Ends]:
    """The fields that a header row tells by their ends, and in no column of their own."""
    ranges = {}
    for field, names in RANGES.get(kind, {}).items():
        low, high = (
            next(
                (index for index, header in unknown if _without_note(header) in map(_spelling, end.split())),
                None,
            )
            for end in names
        )
        if field not in found and (low is not None or high is not None):
            ranges[field] = Ends(low, high)
    return ranges


def _reading_order(field: str, named: tuple[int, int, str]) -> tuple[int, int]:
    """Places from the widest to the nearest, as on an envelope; everything else from left to right."""
    _, index, header = named
    if field != "place":
        return 0, index
    kinds = (r"省|province", r"市|city", r"区|县|district|county|area", r"街|镇|乡|street")
    return next((n for n, words in enumerate(kinds) if re.search(words, header, re.I)), len(kinds)), index


def _data(rows: Iterable[Row]) -> Iterator[Row]:
    """Rows to import: without the template's example."""
    for row in rows:
        if not any(isinstance(cell, str) and cell.lstrip().startswith(EXAMPLE_MARK) for cell in row.cells):
            yield row


def _gathered(row: Row, header: _Header) -> Row:
    """The row with what belongs together in one cell, the first."""
    for field, indexes in header.joined.items():
        told = [_told(row, index) for index in indexes]
        if min(indexes) < len(row.cells):
            row.cells[min(indexes)] = JOINED[field].join(dict.fromkeys(filter(None, told))) or None
    for field, ends in header.ranges.items():
        first = header.fields[field][0]
        if first < len(row.cells):
            row.cells[first] = _range(_told(row, ends.low), _told(row, ends.high))
    return row


def _told(row: Row, index: int | None) -> str:
    """What a cell says, blank where there is none."""
    if index is None or index >= len(row.cells) or row.cells[index] is None:
        return ""
    return str(row.cells[index]).strip()


def _range(low: str, high: str) -> str | None:
    """Two ends as people write them in one cell."""
    if low and high:
        return low if low == high else f"{low}-{high}"
    return f"{low}以上" if low else f"{high}以下" if high else None


def _check_mapping(header: _Header, mapping: Mapping[str, str]) -> None:
    spellings = {_spelling(name) for name in _names_of(header)}
    for theirs in mapping:
        if _spelling(theirs) not in spellings:
            raise RegistryFileError(FileProblem.MAPPING_HEADER, header=theirs, found=_found(header))


def _names_of(header: _Header) -> list[str]:
    return [name for _, name in header.fields.values()] + list(header.ignored)


def _found(header: _Header) -> list[str]:
    """The headers to show, long numbers hidden: a file without headers has persons in their place."""
    return [_LONG_NUMBER.sub("*", name) for name in _names_of(header)]


def _close_headers(kind: RegistryKind, header: _Header) -> dict[str, str]:
    """Headers of the file that look like a missing field: a suggestion for the mapping."""
    from rapidfuzz import fuzz, process  # noqa: PLC0415  only when something is missing

    wanted = {name: field for group in header.missing for field in group for name in _names(kind, field)}
    close: dict[str, str] = {}
    for theirs in header.ignored:
        match = process.extractOne(_spelling(theirs), wanted.keys(), scorer=fuzz.ratio, score_cutoff=CLOSE)
        if match is not None:
            close[theirs] = wanted[match[0]]
    return close


def _names(kind: RegistryKind, field: str) -> tuple[str, ...]:
    return tuple(
        _spelling(name) for column in columns(kind) if column.field == field for name in column.names
    )


@cache
def _ranks(kind: RegistryKind) -> dict[str, tuple[str, int]]:
    """Spelling → field and rank of the name among the field's names; an earlier column keeps a shared one."""
    ranks: dict[str, tuple[str, int]] = {}
    for rank in range(max(len(column.names) for column in columns(kind))):
        for column in columns(kind):
            if rank < len(column.names):
                ranks.setdefault(_spelling(column.names[rank]), (column.field, rank))
    return ranks


def _without_note(header: str) -> str:
    """A header as headers are compared, without what stands in brackets."""
    return _spelling(_NOTE.sub("", _wide_to_plain(header)))


def _wide_to_plain(text: str) -> str:
    return unicodedata.normalize("NFKC", text)


@cache
def _spelling(header: str) -> str:
    """A header as names are compared: plain width, lower case, no blanks, stars or punctuation."""
    return _SIGNS.sub("", _wide_to_plain(header).casefold())
