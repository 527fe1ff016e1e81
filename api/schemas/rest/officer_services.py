"""Services of students, as officers log and read them."""

from marshmallow import Schema, fields

from api.schemas.rest.checks import Day, Length, Moment, OneOf
from api.schemas.rest.envelopes import Named, PageOf
from api.schemas.rest.officer_taking_back import taken_back_shown
from models.service_event import BY_HAND

NOTE_LENGTH = 1000


class ServiceLogged(Schema):
    """A service to log."""

    kind = fields.String(required=True, validate=OneOf([kind.value for kind in BY_HAND]))
    day = Day(load_default=None, metadata={"description": "today, unless told otherwise"})
    note = fields.String(load_default=None, allow_none=True, validate=Length(max=NOTE_LENGTH))


class ServiceAnswer(Schema):
    """One service; one that was taken back does not count."""

    ref = fields.String(required=True)
    kind = fields.Nested(Named, required=True)
    at = Moment(required=True)
    note = fields.String(required=True, allow_none=True)
    referral = fields.String(
        required=True, allow_none=True, metadata={"description": "reference, where it counts by itself"}
    )
    recorded_by = fields.String(required=True)
    recorded_at = Moment(required=True)
    settled_at = Moment(
        required=True,
        allow_none=True,
        metadata={"description": "of a correction that the student asked for: when it was done"},
    )
    settled_by = fields.String(required=True, allow_none=True)
    taken_back = taken_back_shown()


class PartOwed(Named):
    """A part of the promise, this year."""

    done = fields.Integer(required=True, metadata={"description": "events of this year"})
    owed = fields.Integer(required=True, metadata={"description": "what is missing, never less than 0"})


class PartPromised(PartOwed):
    """A part of the promise with its number."""

    promised = fields.Integer(required=True)


class ServicePage(PageOf):
    """A student's services, the latest first, and how the promise of this year stands."""

    items = fields.List(fields.Nested(ServiceAnswer), required=True)
    promise = fields.List(fields.Nested(PartPromised), required=True)


class Owed(Schema):
    """A student who is owed something."""

    ref = fields.String(required=True)
    name = fields.String(required=True)
    place = fields.Nested(Named, required=True)
    owed = fields.List(fields.Nested(PartOwed), required=True)


class OwedPage(PageOf):
    """Graduates who seek work and are owed something."""

    items = fields.List(fields.Nested(Owed), required=True)
