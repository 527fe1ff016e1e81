"""Reading the tables that ship with the package."""

import csv
from importlib.resources import files


def read_table(name: str) -> list[dict[str, str]]:
    """The rows of a table by column name; `name` is that of its file, as in divisions.csv."""
    text = (files("matcher.reference") / "tables" / name).read_text(encoding="utf-8")
    return list(csv.DictReader(text.splitlines()))
