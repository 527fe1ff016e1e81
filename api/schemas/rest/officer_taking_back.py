"""Taking back what was entered by mistake, as officers tell and read it."""

from marshmallow import Schema, fields

from api.schemas.rest.checks import one_of
from api.schemas.rest.envelopes import Named
from models.taking_back import Mistake


class TakeBackPost(Schema):
    """Why it is taken back."""

    reason = fields.String(required=True, validate=one_of(Mistake))


class TakenBackShown(Schema):
    """Who took it back and why: it stays on record and counts no more."""

    at = fields.String(required=True, metadata={"format": "date-time"})
    by = fields.String(required=True)
    reason = fields.Nested(Named, required=True)


def taken_back_shown() -> fields.Nested:
    """Whether something was taken back; null: it counts."""
    return fields.Nested(
        TakenBackShown, required=True, allow_none=True, metadata={"description": "null: it counts"}
    )
