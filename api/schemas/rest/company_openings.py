"""What a company sees of its own openings."""

from marshmallow import Schema, fields

from api.schemas.rest.checks import Moment
from api.schemas.rest.envelopes import FieldProblem, Named, PageOf
from api.schemas.rest.opening_parts import OpeningReading, OpeningState
from api.schemas.rest.postings import OpeningTold


class CompanyOpening(Schema):
    """An opening of one's own: what was told, how it is read, and how it stands."""

    external_ref = fields.String(required=True, allow_none=True)
    ref = fields.String(required=True, metadata={"description": "our reference"})
    told = fields.Nested(OpeningTold, required=True)
    read_as = fields.Nested(OpeningReading, required=True)
    state = fields.Nested(OpeningState, required=True)
    flags = fields.List(fields.Nested(Named), required=True)
    filled = fields.Integer(required=True, metadata={"description": "places that are taken"})
    version = fields.Integer(required=True)
    created_at = Moment(required=True)
    updated_at = Moment(required=True)


class CompanyOpeningPage(PageOf):
    """A page of one's own openings."""

    items = fields.List(fields.Nested(CompanyOpening), required=True)


class PostingAnswer(Schema):
    """What became of a posting."""

    outcome = fields.String(required=True, metadata={"enum": ["created", "updated", "unchanged"]})
    revived = fields.Boolean(required=True, metadata={"description": "it had been off the list"})
    warnings = fields.List(fields.Nested(FieldProblem), required=True)
    opening = fields.Nested(CompanyOpening, required=True)


class ItemAnswer(Schema):
    """What became of an item of a batch; `opening` is null for one that was refused."""

    index = fields.Integer(required=True, metadata={"description": "place in the batch, from 0"})
    external_ref = fields.String(required=True, allow_none=True)
    outcome = fields.String(required=True, metadata={"enum": ["created", "updated", "unchanged", "rejected"]})
    revived = fields.Boolean(required=True)
    errors = fields.List(fields.Nested(FieldProblem), required=True)
    warnings = fields.List(fields.Nested(FieldProblem), required=True)
    opening = fields.Nested(CompanyOpening, required=True, allow_none=True)


class BatchAnswer(Schema):
    """What became of each item, in their order, and how many there are of each kind."""

    created = fields.Integer(required=True)
    updated = fields.Integer(required=True)
    unchanged = fields.Integer(required=True)
    rejected = fields.Integer(required=True)
    items = fields.List(fields.Nested(ItemAnswer), required=True)
