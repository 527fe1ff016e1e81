"""Work lists, as officers read them."""

from marshmallow import Schema, fields

from api.schemas.rest.envelopes import Named, PageOf


class WorkCount(Named):
    """A list and how much waits on it."""

    count = fields.Integer(required=True)


class WorkCounts(Schema):
    """All lists."""

    items = fields.List(fields.Nested(WorkCount), required=True)


class WorkAbout(Schema):
    """The row that it is about."""

    kind = fields.String(required=True)
    ref = fields.String(required=True)


class WorkItem(Schema):
    """A student who waits for something."""

    student = fields.String(required=True, metadata={"description": "reference"})
    name = fields.String(required=True)
    place = fields.Nested(Named, required=True)
    day = fields.Date(
        required=True, allow_none=True, metadata={"description": "since or until when, as the list has it"}
    )
    about = fields.Nested(WorkAbout, required=True, allow_none=True)
    what = fields.String(required=True, allow_none=True, metadata={"description": "in the reader's language"})


class WorkPage(PageOf):
    """One list, the most urgent first."""

    list = fields.Nested(Named, required=True)
    items = fields.List(fields.Nested(WorkItem), required=True)
