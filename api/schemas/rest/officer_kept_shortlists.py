"""Shortlists that are kept, as officers order, edit and read them."""

from marshmallow import Schema, fields

from api.schemas.rest.checks import Length, Moment, Range, TrueOrFalse, one_of
from api.schemas.rest.envelopes import Named, PageOf
from api.schemas.rest.officer_shortlists import LONGEST, ShortlistAnswer, ShortlistItem
from matcher.vocabulary import DropReason

NOTE_LENGTH = 1000


class KeepOrder(Schema):
    """How many items."""

    k = fields.Integer(load_default=20, validate=Range(1, LONGEST))


class ItemEdit(Schema):
    """What an officer decides of one item; what is left out stays, null takes a drop or a note back."""

    dropped_reason = fields.String(allow_none=True, validate=one_of(DropReason))
    pinned = TrueOrFalse()
    position = fields.Integer(
        strict=True,
        validate=Range(1),
        metadata={"description": "from 1; pinned items among the pinned, which stand first"},
    )
    note = fields.String(allow_none=True, validate=Length(max=NOTE_LENGTH))


class KeptItem(ShortlistItem):
    """An item with the rank that the matcher gave it and the position that an officer did."""

    item = fields.String(required=True, metadata={"description": "reference of the item"})
    position = fields.Integer(required=True)
    pinned = fields.Boolean(required=True)
    dropped = fields.Nested(Named, required=True, allow_none=True)
    note = fields.String(required=True, allow_none=True)


class KeptShortlist(ShortlistAnswer):
    """A kept shortlist; `snapshot`, `policy` and `code` are what the ranking was made of."""

    kept = fields.String(required=True, metadata={"description": "reference of the kept shortlist"})
    k = fields.Integer(required=True)
    code = fields.String(required=True, metadata={"description": "fingerprint"})
    made_at = Moment(required=True)
    made_by = fields.String(required=True)
    approved_at = Moment(required=True, allow_none=True)
    approved_by = fields.String(required=True, allow_none=True)
    version = fields.Integer(required=True)
    items = fields.List(fields.Nested(KeptItem), required=True)


class KeptFound(Schema):
    """A kept shortlist in a list."""

    kept = fields.String(required=True, metadata={"description": "reference of the kept shortlist"})
    k = fields.Integer(required=True)
    as_of = fields.String(required=True)
    made_at = Moment(required=True)
    made_by = fields.String(required=True)
    approved_at = Moment(required=True, allow_none=True)
    approved_by = fields.String(required=True, allow_none=True)
    version = fields.Integer(required=True)
    items = fields.Integer(required=True, metadata={"description": "how many"})
    dropped = fields.Integer(required=True, metadata={"description": "how many of them"})


class KeptPage(PageOf):
    """Kept shortlists, the newest first."""

    items = fields.List(fields.Nested(KeptFound), required=True)
