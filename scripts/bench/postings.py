"""A file of real postings: how long a shortlist over it takes, from end to end and in the index alone."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

from api.i18n import marked
from api.registry_files.columns import RegistryKind
from api.settings import load_settings
from matcher.candidate import Candidate
from matcher.columns import Columns
from matcher.index.index import Index
from matcher.policy import STANDARD
from models.engine import make_session
from models.queries.snapshots import load_openings, load_students
from scripts.bench.latency import Ours, typical_time
from scripts.bench.measure import environment_of, measure
from scripts.bench.memory import bare_postings, held
from scripts.bench.results import Result
from scripts.bench.setting import Progress, Setting
from scripts.bench.whole_commands import timed
from scripts.district import generate_district, write_files
from scripts.instance import open_database

STUDENTS = 600


def postings(file: Path, day: date, setting: Setting, progress: Progress) -> Iterator[Result]:
    """Import it into an instance of its own, beside invented students, and look at it as of `day`.

    Asked are students for whom there is something; every run of the index begins with a new one, which
    remembers nobody.
    """
    instance = setting.folder / "postings"
    district = generate_district(students=STUDENTS, companies=1, openings=1, today=day)
    students = write_files(district, instance)[RegistryKind.STUDENTS]
    measure(["db", "upgrade"], instance)
    measure(["import", "students", str(students)], instance)
    what = marked("aixin import openings, from %(file)s")
    yield timed("file", what, ["import", "openings", str(file.resolve())], instance, file=file.name)
    progress(1, setting.runs + 2)
    openings, everybody = _snapshot(instance, day)
    index = Index.of(openings, STANDARD)
    memory = held(index)
    people = [
        person for person, found in zip(everybody, index.best(everybody, 1), strict=True) if len(found.rows)
    ]
    seconds = []
    for run, person in enumerate(people[: setting.runs]):
        command = ["shortlist", "--student", person.student.ref, "--as-of", day.isoformat()]
        seconds.append(measure(command, instance).seconds)
        progress(run + 2, setting.runs + 2)
    yield Result("file", marked("aixin shortlist for a student, from end to end"), "s", seconds)
    what = marked("the index alone: %(students)s students, each over %(openings)s openings")
    told = {"students": f"{len(people):,}", "openings": f"{len(openings):,}"}
    times = [typical_time(Ours(Index.of(openings, STANDARD)), people) for _ in range(setting.runs)]
    yield Result("file", what, "ms", times, params=told)
    yield Result(
        "file", marked("memory of the index; bare postings"), "MiB", [memory], [bare_postings(index)]
    )


def _snapshot(instance: Path, day: date) -> tuple[Columns, list[Candidate]]:
    """The openings of an instance, and its students as they stand on a day."""
    with (
        open_database(load_settings(environment_of(instance))) as (engine, vault),
        make_session(engine, vault, read_only=True) as session,
    ):
        students = [Candidate.of(student, day, STANDARD) for student in load_students(session)]
        return Columns.of(load_openings(session)), students
