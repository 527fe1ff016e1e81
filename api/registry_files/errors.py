"""Why a file cannot be read as a registry at all: codes and parameters, never sentences."""

from enum import StrEnum


class FileProblem(StrEnum):
    """What refuses a whole file; the parameters that come with each code are named beside it."""

    FILE_MISSING = "FILE_MISSING"  # no such file, or not readable {}
    FILE_EMPTY = "FILE_EMPTY"  # no bytes, or no cell with anything in it {}
    FILE_TOO_LARGE = "FILE_TOO_LARGE"  # {megabytes}
    FILE_UNPACKS_TOO_LARGE = "FILE_UNPACKS_TOO_LARGE"  # {megabytes}
    FILE_TOO_COMPLEX = "FILE_TOO_COMPLEX"  # reading took too much time or memory {}
    FILE_TOO_MANY_ROWS = "FILE_TOO_MANY_ROWS"  # {limit}
    FILE_TOO_MANY_COLUMNS = "FILE_TOO_MANY_COLUMNS"  # {limit}
    FILE_TYPE = (
        "FILE_TYPE"  # neither a workbook nor a text table {found}: pdf, html, word, zip, image, binary
    )
    FILE_ENCRYPTED = "FILE_ENCRYPTED"  # protected by a password {}
    FILE_CORRUPT = "FILE_CORRUPT"  # {}
    FILE_ENCODING = "FILE_ENCODING"  # text in none of UTF-8, UTF-16, GB18030 {}
    SHEET_MISSING = "SHEET_MISSING"  # {sheet, sheets}
    HEADERS_MISSING = (
        # {kind, sheet, fields: [[field, …] any of], found: [headers], close: {header: field}}
        "HEADERS_MISSING"
    )
    FILE_OTHER_KIND = "FILE_OTHER_KIND"  # another registry's columns stand there {kind, other, sheet}
    MAPPING_FIELD = (
        "MAPPING_FIELD"  # the mapping names a field that the registry does not have {field, fields}
    )
    MAPPING_HEADER = (
        "MAPPING_HEADER"  # the mapping names a header that the file does not have {header, found}
    )
    LABELS_MISSING = "LABELS_MISSING"  # no columns of labels {titles: [headers], outcomes: [headers], found}
    PAIRS_MISSING = "PAIRS_MISSING"  # no columns of students and openings {found}
    PAIR_INCOMPLETE = "PAIR_INCOMPLETE"  # an opening without a student {rows: [numbers]}
    LABELS_UNREAD = "LABELS_UNREAD"  # no row of labels can be used {rows: [numbers]}


class RegistryFileError(Exception):
    """A file that is refused as a whole."""

    def __init__(self, code: FileProblem, **params: object) -> None:
        super().__init__(code.value, params)
        self.code = code
        self.params = params
