"""Students, as officers read them."""

from marshmallow import Schema, fields

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


class StudentIdentity(Schema):
    """Who a student is said to be, where that was wrong."""

    name = fields.String(validate=Length(max=50))
    id_number = fields.String(validate=Length(max=30))
