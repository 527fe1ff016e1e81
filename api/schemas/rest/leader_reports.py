"""The yearly report as leaders get it: figures that are published, never persons."""

from marshmallow import Schema, fields

from api.schemas.rest.checks import OneOf, one_of
from matcher.disclosure.publish import Audience


class ReportQuery(Schema):
    """For whom the report is."""

    audience = fields.String(load_default=Audience.INTERNAL.value, validate=one_of(Audience))


class ToldNumber(Schema):
    """A number, or null where it is withheld or there is nothing to tell of."""

    value = fields.Float(required=True, allow_none=True)
    withheld = fields.Boolean(required=True)


class ReportItem(ToldNumber):
    """A number by a code."""

    code = fields.String(required=True)
    name = fields.String(required=True)


class ReportFigure(ToldNumber):
    """A figure with what it counts."""

    id = fields.String(required=True)
    name = fields.String(required=True)
    definition = fields.String(required=True, metadata={"description": "in the reader's language"})
    unit = fields.String(required=True, validate=OneOf(["count", "yuan", "rate"]))
    parts = fields.List(fields.Nested(ReportItem), required=True)


class ReportTable(Schema):
    """A figure broken down."""

    figure = fields.String(required=True)
    by = fields.String(required=True)
    name = fields.String(required=True)
    unit = fields.String(required=True, validate=OneOf(["count", "yuan", "rate"]))
    items = fields.List(fields.Nested(ReportItem), required=True)


class FunnelStep(ToldNumber):
    """How many graduates of the year came so far."""

    step = fields.String(required=True)
    name = fields.String(required=True)


class RetentionRow(Schema):
    """What became of those whose employment reached so many months in the year."""

    months = fields.Integer(required=True)
    due = fields.Nested(ToldNumber, required=True)
    held = fields.Nested(ToldNumber, required=True)
    left = fields.Nested(ToldNumber, required=True)
    not_known = fields.Nested(ToldNumber, required=True)


class YearNumber(ToldNumber):
    """A number of a year."""

    year = fields.Integer(required=True)


class ReportAnswer(Schema):
    """A year in figures."""

    year = fields.Integer(required=True)
    as_of = fields.String(required=True, metadata={"format": "date"})
    audience = fields.String(required=True, validate=one_of(Audience))
    fewest = fields.Integer(required=True, metadata={"description": "a number of fewer persons is withheld"})
    note = fields.String(required=True)
    figures = fields.List(fields.Nested(ReportFigure), required=True)
    tables = fields.List(fields.Nested(ReportTable), required=True)
    funnel = fields.List(fields.Nested(FunnelStep), required=True)
    retention = fields.List(fields.Nested(RetentionRow), required=True)
    placed_by_year = fields.List(fields.Nested(YearNumber), required=True)
