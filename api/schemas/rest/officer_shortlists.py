"""Shortlists and explanations, as officers read them."""

from marshmallow import Schema, fields

from api.schemas.rest.checks import Range
from api.schemas.rest.envelopes import Named

LONGEST = 50


class ShortlistQuery(Schema):
    """How many items."""

    k = fields.Integer(load_default=20, validate=Range(1, LONGEST))


class Bar(Schema):
    """What one criterion gave, of what it could give."""

    criterion = fields.String(required=True)
    level = fields.String(required=True)
    points = fields.Float(required=True)
    of = fields.Float(required=True)
    note = fields.String(required=True)


class Reason(Schema):
    """A code, what it is about, and both in words."""

    code = fields.String(required=True)
    params = fields.Dict(required=True)
    text = fields.String(required=True)


class CompanyOfItem(Schema):
    """Whose opening it is."""

    ref = fields.String(required=True)
    name = fields.String(required=True)


class Wage(Schema):
    """CNY a month."""

    low = fields.Integer(required=True, allow_none=True)
    high = fields.Integer(required=True, allow_none=True)


class ShortlistItem(Schema):
    """One item: an opening with its title, or a student by name; its bars' points sum to its score."""

    rank = fields.Integer(required=True)
    ref = fields.String(required=True)
    score = fields.Float(required=True)
    openings_left = fields.Integer(required=True)
    title = fields.String()
    name = fields.String()
    company = fields.Nested(CompanyOfItem)
    wage = fields.Nested(Wage)
    place = fields.Nested(Named, required=True)
    distance_km = fields.Float(required=True, allow_none=True)
    bars = fields.List(fields.Nested(Bar), required=True)
    reasons = fields.List(fields.Nested(Reason), required=True)
    missing = fields.List(fields.Nested(Reason), required=True)


class Subject(Schema):
    """Whom or what a shortlist is for."""

    kind = fields.String(required=True)
    ref = fields.String(required=True)
    title = fields.String()
    name = fields.String()


class ShortlistAnswer(Schema):
    """A shortlist: considered = eligible + the sum of refused."""

    subject = fields.Nested(Subject, required=True, data_key="for", attribute="for")
    as_of = fields.String(required=True)
    policy = fields.String(required=True, metadata={"description": "fingerprint"})
    snapshot = fields.String(required=True, metadata={"description": "fingerprint"})
    eligible = fields.Integer(required=True)
    considered = fields.Integer(required=True)
    items = fields.List(fields.Nested(ShortlistItem), required=True)
    refused = fields.Dict(keys=fields.String(), values=fields.Integer(), required=True)


class Explanation(Schema):
    """One pair: an item with the rank that it has, or every rule that refuses it."""

    item = fields.Nested(ShortlistItem, allow_none=True, required=True)
    refused = fields.List(fields.Nested(Reason), required=True)
