"""Lists, a page at a time, and refusals: what all audiences share."""

from marshmallow import Schema, fields

from api.schemas.rest.checks import Length, OneOf, Range

PAGE_SIZE = 50
MOST_PAGES = 1_000_000


class PageQuery(Schema):
    """Which page of a list, and of how many."""

    page = fields.Integer(load_default=1, validate=Range(1, MOST_PAGES))
    page_size = fields.Integer(load_default=PAGE_SIZE, validate=Range(1, PAGE_SIZE))


class FindQuery(PageQuery):
    """A page of what holds some words."""

    q = fields.String(load_default="", validate=Length(max=100), metadata={"description": "words to find"})


class PageOf(Schema):
    """An envelope; whoever extends it says what its `items` are."""

    total = fields.Integer(required=True, metadata={"description": "how many there are on all pages"})
    page = fields.Integer(required=True)
    page_size = fields.Integer(required=True)


class Named(Schema):
    """A code and what it means, in the reader's language."""

    code = fields.String(required=True, allow_none=True)
    name = fields.String(required=True, allow_none=True)


class FieldProblem(Schema):
    """What is wrong with one field."""

    field = fields.String(required=True, metadata={"description": "empty when it is none of the fields"})
    code = fields.String(required=True, metadata={"description": "stable; upper case"})
    message = fields.String(required=True, metadata={"description": "in the reader's language"})
    params = fields.Dict(
        required=True,
        metadata={
            "description": (
                "facts of the message: `words` with `start` and `end` (characters of the field as it was "
                "sent) and `article` for what the law forbids, `accepted` for what may stand there instead"
            )
        },
    )


class Problem(Schema):
    """A refusal (RFC 9457)."""

    type = fields.String(required=True, validate=OneOf(["about:blank"]))
    title = fields.String(required=True, metadata={"description": "in the reader's language"})
    status = fields.Integer(required=True)
    code = fields.String(required=True, metadata={"description": "stable; upper case"})
    errors = fields.List(fields.Nested(FieldProblem))
