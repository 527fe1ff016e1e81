"""Small tables of facts, one CSV file each with a header."""

import csv
from collections.abc import Iterator
from importlib.resources import files


def read_table(name: str) -> Iterator[list[str]]:
    """The rows of a table, without its header."""
    text = files(__name__).joinpath(name).read_text(encoding="utf-8")
    rows = csv.reader(text.splitlines())
    next(rows)
    yield from rows
