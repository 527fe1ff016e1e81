"""`make bench`: import 20,000 students and openings, then everybody's shortlist in the demo district."""

import json
import os
import platform
import sys
import tempfile
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import click
from rich.console import Console
from rich.table import Table

from scripts.bench.measure import Taken, measure
from scripts.district import generate_district, write_files

ROWS = 20_000
FILES = {"companies": "爱心企业.xlsx", "openings": "岗位.xlsx", "students": "学生.xlsx"}


@click.command()
@click.option("--rows", default=ROWS, show_default=True, help="Students and openings of the large files.")
def main(rows: int) -> None:
    """Measure, and print a table; progress goes to standard error."""
    table = Table(
        "what",
        "seconds",
        "peak MiB",
        title=f"{platform.processor() or platform.machine()}, "
        f"{os.cpu_count()} cores, Python {platform.python_version()}",
    )
    for what, taken in _runs(rows):
        click.echo(f"{what}: {taken.seconds:.1f} s", err=True)
        table.add_row(what, f"{taken.seconds:.1f}", f"{taken.peak_mib:.0f}")
    Console(file=sys.stdout).print(table)


def _runs(rows: int) -> Iterator[tuple[str, Taken]]:
    with tempfile.TemporaryDirectory() as folder:
        large = Path(folder, "large")
        write_files(generate_district(students=rows, openings=rows, today=date.today()), large)
        measure(["db", "upgrade"], large)
        for kind in ("companies", "openings", "students"):
            count = rows if kind != "companies" else 1000
            path = str(large / FILES[kind])
            yield f"import {kind}, {count:,} rows of xlsx", measure(["import", kind, path], large)
            yield f"import {kind} again, nothing changed", measure(["import", kind, path], large)
        demo = Path(folder, "demo")
        demo.mkdir()
        yield "demo: invent, import, one shortlist", measure(["demo"], demo)
        out = str(demo / "all.json")
        yield "all shortlists of the demo district", measure(["shortlist", "--all", "--out", out], demo)
        yield "one shortlist", measure(["shortlist", "--student", _first_student(out)], demo)


def _first_student(shortlists: str) -> str:
    documents = json.loads(Path(shortlists).read_text(encoding="utf-8"))["items"]
    return str(next(document["for"]["ref"] for document in documents if document["items"]))


main()
