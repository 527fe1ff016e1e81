"""Shortlists of invented seekers, through import and matcher, as a person would judge them."""

import csv
import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import NamedTuple

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from api.registry_files.columns import RegistryKind
from api.services.imports.import_registry import import_registry
from api.services.matching.make_shortlist import shortlist_for_student
from api.services.matching.market import Market
from matcher.law.minors import closed_to_minors
from matcher.policy import STANDARD
from matcher.records import Opening
from matcher.results import Shortlist
from models.engine import make_engine, make_session
from models.queries.snapshots import load_openings
from models.student import Student
from models.vault import Vault
from scripts.district import generate_district, write_files
from tests.databases import SqliteDatabases
from tests.personas import ON_DEMO, ON_POSTINGS, XISHAN, Persona

POSTINGS_DAY = date(2023, 9, 12)
DEMO_DAY = date(2026, 7, 1)
pytestmark = pytest.mark.xdist_group("personas")  # they share two imported registries
Files = list[tuple[RegistryKind, Path]]


class Registry(NamedTuple):
    session: Session
    market: Market


@pytest.fixture(scope="module")
def on_postings(
    shared_data: Path,
    sqlite_databases: SqliteDatabases,
    vault: Vault,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[Registry]:
    """The real postings and the personas judged over them."""
    people = write_personas(tmp_path_factory.mktemp("personas"), ON_POSTINGS)
    postings = shared_data / "openings_real_dev.csv"
    files = [(RegistryKind.OPENINGS, postings), (RegistryKind.STUDENTS, people)]
    with imported(sqlite_databases, vault, files, POSTINGS_DAY) as registry:
        yield registry


@pytest.fixture(scope="module")
def on_demo(
    sqlite_databases: SqliteDatabases, vault: Vault, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Registry]:
    """The demo district's companies and openings, and the personas judged over them."""
    folder = tmp_path_factory.mktemp("district")
    write_files(generate_district(students=1, today=DEMO_DAY), folder)
    files = [
        (RegistryKind.COMPANIES, folder / "爱心企业.xlsx"),
        (RegistryKind.OPENINGS, folder / "岗位.xlsx"),
        (RegistryKind.STUDENTS, write_personas(folder, ON_DEMO)),
    ]
    with imported(sqlite_databases, vault, files, DEMO_DAY) as registry:
        yield registry


@contextmanager
def imported(databases: SqliteDatabases, vault: Vault, files: Files, day: date) -> Iterator[Registry]:
    now = datetime.combine(day, datetime.min.time(), tzinfo=UTC) + timedelta(hours=2)
    with databases.fresh() as url:
        engine = make_engine(url)
        for kind, path in files:
            result = import_registry(engine, vault, kind, path, now=now, actor="test", within=XISHAN)
            assert result.rejected == 0, result.problems
        with make_session(engine, vault, read_only=True) as session:
            yield Registry(session, Market(files[-1][1].parent / "market", STANDARD))
        engine.dispose()


def write_personas(folder: Path, personas: tuple[Persona, ...]) -> Path:
    rows = [persona.cells(number) for number, persona in enumerate(personas)]
    path = folder / "personas.csv"
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.DictWriter(file, sorted({header for row in rows for header in row}))
        writer.writeheader()
        writer.writerows(rows)
    return path


def shortlist_of(registry: Registry, name: str, day: date) -> tuple[Shortlist, list[Opening]]:
    """The whole shortlist of a persona, and its openings in order."""
    session = registry.session
    ref = next(student.ref for student in session.scalars(select(Student)) if student.name == name)
    found = shortlist_for_student(session, registry.market, ref, as_of=day, k=10_000)
    by_ref = {opening.ref: opening for opening in load_openings(session)}
    return found, [by_ref[match.opening] for match in found.items]


def judge(persona: Persona, found: Shortlist, openings: list[Opening]) -> None:
    titles = [opening.title for opening in openings]
    assert len(titles) >= persona.least
    assert [title for title in titles[:5] if not re.search(persona.sense, title)] == []
    assert [title for title in titles if re.search(persona.never, title)] == []
    if persona.within:
        places = [opening.place or "" for opening in openings[:5]]
        assert [place for place in places if not place.startswith(persona.within)] == []
    assert set(persona.refused) <= set(found.refused)
    assert found.considered == found.eligible + sum(found.refused.values())  # whoever is missing has a reason


@pytest.mark.parametrize("persona", ON_POSTINGS, ids=lambda persona: persona.name)
def test_top_five_over_real_postings_make_sense(on_postings: Registry, persona: Persona) -> None:
    judge(persona, *shortlist_of(on_postings, persona.name, POSTINGS_DAY))


@pytest.mark.parametrize("persona", ON_DEMO, ids=lambda persona: persona.name)
def test_top_five_over_the_demo_district_make_sense(on_demo: Registry, persona: Persona) -> None:
    judge(persona, *shortlist_of(on_demo, persona.name, DEMO_DAY))


def test_the_young_welder_sees_no_welding_and_nothing_else_closed_to_minors(on_postings: Registry) -> None:
    _, openings = shortlist_of(on_postings, "技校焊工十七岁", POSTINGS_DAY)
    assert [o.title for o in openings if "焊接" in o.skills] == []
    assert [o.title for o in openings if closed_to_minors(o.title, o.occupation, o.skills)] == []


def test_the_wheelchair_user_meets_no_declared_demand_that_cannot_be_met(on_postings: Registry) -> None:
    found, openings = shortlist_of(on_postings, "轮椅使用者计算机专业", POSTINGS_DAY)
    assert found.eligible > 0
    assert [o.title for o in openings if o.demands & {"standing", "walking", "lifting", "climbing"}] == []
