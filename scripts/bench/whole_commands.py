"""Whole commands on invented registries, as a user waits for them, with the memory that they take at most."""

import json
from collections.abc import Iterator, Sequence
from pathlib import Path

from api.clock import today
from api.i18n import marked
from api.registry_files.columns import RegistryKind
from scripts.bench.measure import measure
from scripts.bench.results import Result
from scripts.bench.setting import Progress, Setting
from scripts.district import generate_district, write_files

COMPANIES = 1_000
KINDS = (RegistryKind.COMPANIES, RegistryKind.OPENINGS, RegistryKind.STUDENTS)
TIMES = (marked("aixin import %(kind)s, %(rows)s rows"), marked("the same file again, nothing changed"))


def whole_commands(setting: Setting, progress: Progress) -> Iterator[Result]:
    """Large files imported, and again when nothing has changed; the demo, and everybody's shortlist in it."""
    large, rows = setting.folder / "large", setting.size.rows
    district = generate_district(students=rows, companies=COMPANIES, openings=rows, today=today())
    files = write_files(district, large)
    measure(["db", "upgrade"], large)
    for kind in KINDS:
        told = {"kind": str(kind), "rows": f"{COMPANIES if kind is RegistryKind.COMPANIES else rows:,}"}
        for what in TIMES:
            yield timed("commands", what, ["import", kind, str(files[kind])], large, **told)
    demo = setting.folder / "demo"
    demo.mkdir()
    lists = demo / "all.json"
    yield timed(
        "commands", marked("aixin demo: invents a district, imports it, shows a shortlist"), ["demo"], demo
    )
    yield timed(
        "commands",
        marked("aixin shortlist --all, in the demo"),
        ["shortlist", "--all", "--out", str(lists)],
        demo,
    )
    student = _somebody(lists)
    yield timed(
        "commands", marked("aixin shortlist, for one student"), ["shortlist", "--student", student], demo
    )


def timed(id_: str, what: str, command: Sequence[str], instance: Path, **told: object) -> Result:
    """One run of a command in an instance; what it took of memory stands beside what it did."""
    taken = measure(command, instance)
    return Result(id_, what, "s", [taken.seconds], params=told, memory=taken.peak_mib)


def _somebody(shortlists: Path) -> str:
    """The first student whose list is not empty."""
    documents = json.loads(shortlists.read_text("utf-8"))["items"]
    return str(next(document["for"]["ref"] for document in documents if document["items"]))
