"""Companies, as officers read them."""

from marshmallow import Schema, fields

from api.schemas.rest.checks import Length, Moment, TrueOrFalse
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
    suspended_at = Moment(required=True, allow_none=True)
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


def _words(example: str, description: str, *, limit: int = 200, required: bool = False) -> fields.String:
    metadata = {"description": description, "examples": [example]}
    return fields.String(
        required=required, allow_none=not required, validate=Length(max=limit), metadata=metadata
    )


class CompanyTold(Schema):
    """What is to be changed of a company; null takes a field back, what is left out stays."""

    name = _words("云朵机械有限公司", "as its licence says")
    uscc = _words("91320205MA27X8K5G1", "unified social credit code")
    industry = _words("制造业", "what it does")
    address = _words("锡山区东亭街道1号", "where letters go", limit=500)
    place = _words("无锡市锡山区", "city and district", limit=500)
    size = _words("50人", "how many work there")
    contact = _words("云某", "whom to talk to")
    phone = _words("13800000000", "of the contact")
    joined = _words("2026-01-31", "day it joined, ISO 8601")


class CompanyPost(CompanyTold):
    """A new company; with a code it is verified, and its posts go live at once."""

    name = _words("云朵机械有限公司", "as its licence says", required=True)


class Suspension(Schema):
    """Why the programme stops working with a company; the company does not read it."""

    reason = fields.String(required=True, validate=Length(min=1, max=500))


class CompanyStanding(Schema):
    """A company and whether the programme works with it."""

    ref = fields.String(required=True)
    name = fields.String(required=True)
    status = fields.String(required=True, metadata={"enum": ["active", "suspended"]})
    suspended_at = Moment(required=True, allow_none=True)
    suspended_reason = fields.String(required=True, allow_none=True)
    version = fields.Integer(required=True)
