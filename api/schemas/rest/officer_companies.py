"""Companies, as officers read them."""

from marshmallow import Schema, fields

from api.schemas.rest.checks import Length, TrueOrFalse
from api.schemas.rest.envelopes import Named, PageOf


class CompanyFound(Schema):
    """A company in a list."""

    ref = fields.String(required=True)
    name = fields.String(required=True)
    uscc = fields.String(required=True, allow_none=True)
    place = fields.Nested(Named, required=True)
    status = fields.String(required=True)


class CompanyPage(PageOf):
    """Companies, a page at a time."""

    items = fields.List(fields.Nested(CompanyFound), required=True)


class CompanyRecord(CompanyFound):
    """One company, and whom to talk to there."""

    verified = fields.Boolean(required=True)
    industry = fields.String(required=True, allow_none=True)
    address = fields.String(required=True, allow_none=True)
    size = fields.String(required=True, allow_none=True)
    contact = fields.String(required=True, allow_none=True)
    phone = fields.String(required=True, allow_none=True)
    joined = fields.Date(required=True, allow_none=True)
    suspended_at = fields.AwareDateTime(required=True, allow_none=True)
    suspended_reason = fields.String(required=True, allow_none=True)


class Trust(Schema):
    """Whether a company's posts go live without a review."""

    trusted = TrueOrFalse(required=True)


class CompanyTrust(Schema):
    """A company and whether it is trusted."""

    ref = fields.String(required=True)
    name = fields.String(required=True)
    trusted = fields.Boolean(required=True)
    version = fields.Integer(required=True)


class Suspension(Schema):
    """Why the programme stops working with a company; the company does not read it."""

    reason = fields.String(required=True, validate=Length(min=1, max=500))


class CompanyStanding(Schema):
    """A company and whether the programme works with it."""

    ref = fields.String(required=True)
    name = fields.String(required=True)
    status = fields.String(required=True, metadata={"enum": ["active", "suspended"]})
    suspended_at = fields.AwareDateTime(required=True, allow_none=True)
    suspended_reason = fields.String(required=True, allow_none=True)
    version = fields.Integer(required=True)
