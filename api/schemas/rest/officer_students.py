"""Students, as officers read them."""

from typing import Any

from marshmallow import Schema, fields

from api.registry_files.columns import RegistryKind
from api.registry_files.guidance import guidance
from api.schemas.readings import LONG
from api.schemas.rest.checks import Length
from api.schemas.rest.envelopes import Named, PageOf


class StudentFound(Schema):
    """A student in a list."""

    ref = fields.String(required=True)
    name = fields.String(required=True)
    place = fields.Nested(Named, required=True)
    school = fields.String(required=True, allow_none=True)
    major = fields.String(required=True, allow_none=True)
    state = fields.Nested(Named, required=True)


class StudentPage(PageOf):
    """Students, a page at a time."""

    items = fields.List(fields.Nested(StudentFound), required=True)


class StudentRecord(StudentFound):
    """One student; null is unknown."""

    birth_date = fields.Date(required=True)
    phone = fields.String(required=True, allow_none=True)
    guardian = fields.String(required=True, allow_none=True)
    guardian_phone = fields.String(required=True, allow_none=True)
    education = fields.Nested(Named, required=True)
    completion = fields.String(required=True, allow_none=True)
    graduation = fields.Date(required=True, allow_none=True)
    skills = fields.List(fields.String(), required=True)
    certificates = fields.List(fields.String(), required=True)
    experience_months = fields.Integer(required=True, allow_none=True)
    wished_occupations = fields.List(fields.Nested(Named), required=True)
    wage_floor = fields.Integer(required=True, allow_none=True, metadata={"description": "CNY a month"})
    wished_places = fields.List(fields.Nested(Named), required=True)
    needs_dormitory = fields.Boolean(required=True, allow_none=True)
    may_relocate = fields.Boolean(required=True, allow_none=True)
    limits = fields.List(fields.String(), required=True, allow_none=True)


def _told(*required: str) -> dict[str, fields.Field[Any]]:
    """The fields of the registry file, in words as people write them there."""
    about = guidance(RegistryKind.STUDENTS)
    return {
        name: fields.String(
            required=name in required,
            allow_none=name not in required,
            validate=Length(max=LONG),
            metadata={"description": said.en, **({"examples": [said.example]} if said.example else {})},
        )
        for name, said in about.items()
    }


StudentTold = Schema.from_dict(_told(), name="StudentTold")
"""What is to be changed of a student; null takes a field back, what is left out stays."""

StudentPost = Schema.from_dict(_told("name", "id_number", "hardship"), name="StudentPost")
"""A new student."""
