"""Parts of an opening that say nothing about anybody, for whoever may see the opening at all."""

from marshmallow import Schema, fields

from api.schemas.rest.envelopes import Named


class WageRange(Schema):
    """Pay, CNY a month."""

    low = fields.Integer(required=True, allow_none=True)
    high = fields.Integer(required=True, allow_none=True)


class OpeningReading(Schema):
    """How the words of an opening are understood; null and an empty list mean that nothing was stated."""

    occupation = fields.Nested(Named, required=True)
    place = fields.Nested(Named, required=True)
    wage = fields.Nested(WageRange, required=True)
    education = fields.Nested(Named, required=True)
    majors = fields.List(fields.Nested(Named), required=True)
    experience_months = fields.Integer(required=True, allow_none=True)
    skills = fields.List(fields.String(), required=True)
    certificates = fields.List(fields.String(), required=True)
    board = fields.Boolean(required=True, allow_none=True)
    lodging = fields.Boolean(required=True, allow_none=True)
    hazards = fields.List(fields.Nested(Named), required=True, allow_none=True)
    minimum_age = fields.Integer(required=True, allow_none=True)
    closed_to_minors = fields.String(
        required=True,
        allow_none=True,
        metadata={"description": "why 16- and 17-year-olds may not do this work; null when they may"},
    )
    contract_months = fields.Integer(required=True, allow_none=True)
    probation_months = fields.Integer(required=True, allow_none=True)
    internship = fields.Boolean(required=True)


class OpeningState(Schema):
    """How an opening stands, and why; only one that is `open` is offered to anybody."""

    code = fields.String(
        required=True, metadata={"enum": ["open", "waiting", "expired", "full", "withdrawn", "closed"]}
    )
    name = fields.String(required=True)
    reason = fields.Nested(Named, required=True)
    words = fields.String(
        required=True, allow_none=True, metadata={"description": "what the officer said of it"}
    )
