"""The tables of the law: CSV files whose every row names its article."""

import csv
from collections.abc import Iterator
from importlib.resources import files


def read_law_table(name: str) -> Iterator[dict[str, str]]:
    """The rows of `tables/<name>.csv`, each by the names of its columns."""
    text = (files("matcher.reference") / "tables" / f"{name}.csv").read_text(encoding="utf-8")
    yield from csv.DictReader(text.splitlines())
