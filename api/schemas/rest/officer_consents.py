"""Consents, as officers record, read and take them back."""

from marshmallow import Schema, fields

from api.schemas.rest.checks import Day, Length, Moment, one_of
from api.schemas.rest.envelopes import Named, PageOf
from matcher.vocabulary import Signer

EVIDENCE_LENGTH = 500


class ConsentCompany(Schema):
    """A company that a consent is about."""

    ref = fields.String(required=True)
    name = fields.String(required=True)


class ConsentPost(Schema):
    """A consent that was given before an officer."""

    company = fields.String(required=True, metadata={"description": "reference"})
    signer = fields.String(required=True, validate=one_of(Signer))
    evidence = fields.String(
        required=True,
        validate=Length(min=1, max=EVIDENCE_LENGTH),
        metadata={"description": "where the signed paper is"},
    )
    until = Day(
        load_default=None,
        allow_none=True,
        metadata={"description": "last day, at most a year from now; absent: 180 days"},
    )


class ConsentsWithdrawal(Schema):
    """For which company a student takes everything back."""

    company = fields.String(required=True, metadata={"description": "reference"})


class ConsentsWithdrawn(Schema):
    """Whether there was anything to take back."""

    withdrawn = fields.Boolean(required=True)


class ConsentRecord(Schema):
    """One consent; `live` is whether it counts at this moment."""

    consent = fields.String(required=True, metadata={"description": "reference"})
    company = fields.Nested(ConsentCompany, required=True)
    disclosed = fields.List(
        fields.Nested(Named), required=True, metadata={"description": "what the company may be told"}
    )
    text_version = fields.String(required=True, metadata={"description": "the wording that was agreed to"})
    signer = fields.Nested(Named, required=True)
    way = fields.Nested(Named, required=True)
    evidence = fields.String(required=True, allow_none=True)
    given_at = Moment(required=True)
    until = fields.Date(required=True)
    recorded_by = fields.String(required=True)
    withdrawn_at = Moment(required=True, allow_none=True)
    live = fields.Boolean(required=True)


class ConsentPage(PageOf):
    """A student's consents, the newest first."""

    items = fields.List(fields.Nested(ConsentRecord), required=True)
