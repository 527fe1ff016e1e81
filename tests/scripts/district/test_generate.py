"""The district as a whole: its sizes, and that it is the same whenever it is invented again."""

import csv
from datetime import date
from pathlib import Path

from api.registry_files.columns import RegistryKind, columns
from scripts.district import District, generate_district
from tests.scripts.district.conftest import TODAY


def test_has_the_sizes_that_are_asked_for(district: District) -> None:
    small = generate_district(students=7, companies=3, openings=20, today=TODAY)

    assert (len(district.students), len(district.companies), len(district.openings)) == (600, 1000, 3000)
    assert (len(small.students), len(small.companies), len(small.openings)) == (7, 3, 20)
    assert generate_district(students=0, companies=0, openings=5, today=TODAY) == District([], [], [])


def test_is_the_same_for_the_same_seed_and_day(district: District) -> None:
    assert generate_district(today=TODAY) == district
    assert generate_district(seed=1, today=TODAY) != district


def test_more_students_leave_the_openings_alone(district: District) -> None:
    assert generate_district(students=10, today=TODAY).openings == district.openings


def test_every_field_is_one_of_the_registry_files(district: District) -> None:
    rows = {
        RegistryKind.STUDENTS: district.students,
        RegistryKind.COMPANIES: district.companies,
        RegistryKind.OPENINGS: district.openings,
    }
    for kind, registry in rows.items():
        known = {column.field for column in columns(kind)}
        assert all(row.keys() == registry[0].keys() for row in registry)
        assert registry[0].keys() <= known


def test_each_day_of_a_year_has_its_district() -> None:
    for day in (date(2026, 1, 1), date(2026, 6, 30), date(2026, 7, 1), date(2026, 12, 31), date(2028, 2, 29)):
        district = generate_district(students=120, companies=20, openings=60, today=day)
        assert len(district.students) == 120


def test_no_company_is_a_real_one(district: District, shared_data: Path) -> None:
    with (shared_data / "openings_real_dev.csv").open(encoding="utf-8-sig", newline="") as file:
        real = {row["公司名称"] for row in csv.DictReader(file)}

    assert real
    assert not real & {row["name"] for row in district.companies}
