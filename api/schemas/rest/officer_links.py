"""Personal links, as officers order and get them."""

from marshmallow import Schema, fields

from api.schemas.rest.checks import Moment, Range
from models.personal_link import LONGEST_DAYS


class LinkOrder(Schema):
    """For how long."""

    days = fields.Integer(load_default=LONGEST_DAYS, strict=True, validate=Range(1, LONGEST_DAYS))


class LinkAnswer(Schema):
    """A link; `url` is shown this once and kept nowhere."""

    ref = fields.String(required=True)
    url = fields.String(required=True)
    expires_at = Moment(required=True)
