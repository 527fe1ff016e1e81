"""What an officer sees of openings, and decides about them."""

from marshmallow import Schema, fields

from api.schemas.problems import ProblemCode
from api.schemas.rest.checks import Length, Moment, Pattern, one_of
from api.schemas.rest.envelopes import Named, PageOf
from api.schemas.rest.opening_parts import OpeningReading, OpeningState
from api.schemas.rest.postings import NUMBER, OpeningTold
from models.posting import Decision


class OpeningCompany(Schema):
    """Whose opening it is."""

    ref = fields.String(required=True)
    name = fields.String(required=True)
    trusted = fields.Boolean(required=True, metadata={"description": "its posts go live at once"})


class OpeningForCompany(OpeningTold):
    """An opening that an officer posts for a company, which need not have a number for it."""

    external_ref = fields.String(
        allow_none=True,
        validate=Pattern(NUMBER, ProblemCode.NUMBER_UNFIT),
        metadata={"description": "the company's own number", "examples": ["A-1001"]},
    )


class ReviewedOpening(Schema):
    """An opening as an officer reviews it."""

    ref = fields.String(required=True)
    external_ref = fields.String(required=True, allow_none=True)
    company = fields.Nested(OpeningCompany, required=True)
    told = fields.Nested(OpeningTold, required=True)
    read_as = fields.Nested(OpeningReading, required=True)
    state = fields.Nested(OpeningState, required=True)
    flags = fields.List(fields.Nested(Named), required=True)
    needs_review = fields.Boolean(required=True, metadata={"description": "nobody has looked at a flag yet"})
    filled = fields.Integer(required=True)
    version = fields.Integer(required=True)
    created_at = Moment(required=True)
    updated_at = Moment(required=True)


class ReviewedOpeningPage(PageOf):
    """A page of openings."""

    items = fields.List(fields.Nested(ReviewedOpening), required=True)


class Review(Schema):
    """A decision; a refusal says why, in words that the company reads."""

    decision = fields.String(required=True, validate=one_of(Decision))
    reason = fields.String(load_default=None, allow_none=True, validate=Length(min=1, max=500))
