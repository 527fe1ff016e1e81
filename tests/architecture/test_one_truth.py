"""What is said in two rooms is the same: a column and its schema, a record and what is loaded into it."""

import ast
import inspect
from dataclasses import fields
from datetime import date

import pytest

from api.registry_files.columns import RegistryKind, columns
from api.schemas.base import Channel, RegistrySchema
from api.schemas.company import CompanySchema
from api.schemas.hire import HireSchema
from api.schemas.opening import OpeningSchema
from api.schemas.relief import ReliefSchema
from api.schemas.student import StudentSchema
from api.schemas.study_aid import StudyAidSchema
from matcher.records import Opening, Student
from models.queries import snapshots

SCHEMAS: dict[RegistryKind, type[RegistrySchema]] = {
    RegistryKind.STUDENTS: StudentSchema,
    RegistryKind.COMPANIES: CompanySchema,
    RegistryKind.OPENINGS: OpeningSchema,
    RegistryKind.STUDY_AID: StudyAidSchema,
    RegistryKind.RELIEF: ReliefSchema,
    RegistryKind.HIRES: HireSchema,
}


@pytest.mark.parametrize("kind", RegistryKind)
def test_every_column_of_a_file_is_a_field_of_its_schema(kind: RegistryKind) -> None:
    schema = SCHEMAS[kind](channel=Channel.IMPORT, today=date(2026, 7, 1), within=None)
    assert set(schema.fields) == {column.field for column in columns(kind)}


@pytest.mark.parametrize("record", [Opening, Student])
def test_every_fact_of_a_record_is_loaded(record: type) -> None:
    tree = ast.parse(inspect.getsource(snapshots))
    told = [
        {keyword.arg for keyword in call.keywords}
        for call in ast.walk(tree)
        if isinstance(call, ast.Call) and getattr(call.func, "id", "") == f"{record.__name__}Record"
    ]
    assert told == [{field.name for field in fields(record)}]
