"""The relief ledger, as officers tell and read it; amounts in yuan."""

from marshmallow import Schema, fields

from api.schemas.rest.checks import Length, one_of
from api.schemas.rest.envelopes import Named, PageOf
from api.schemas.rest.officer_study_aid import (
    TERM,
    amount_shown,
    amount_told,
    day_shown,
    day_told,
    note_told,
)
from api.schemas.rest.officer_taking_back import taken_back_shown
from models.relief_income import IncomeSource
from models.relief_payment import ReliefPurpose


class ReliefPost(Schema):
    """A payment of the relief fund."""

    purpose = fields.String(required=True, validate=one_of(ReliefPurpose))
    amount = amount_told(required=True)
    paid_on = day_told(required=True)
    decision = fields.String(allow_none=True, validate=Length(max=200))
    note = note_told()


class IncomePost(Schema):
    """What the fund received."""

    source = fields.String(required=True, validate=one_of(IncomeSource))
    amount = amount_told(required=True)
    received_on = day_told(required=True)
    company = fields.String(allow_none=True, metadata={"description": "reference of the company that gave"})
    document = fields.String(allow_none=True, validate=Length(max=200))


class IncomeShown(Schema):
    """What the fund received."""

    ref = fields.String(required=True)
    source = fields.Nested(Named, required=True)
    amount = amount_shown()
    received_on = day_shown()
    company = fields.String(required=True, allow_none=True, metadata={"description": "name"})
    document = fields.String(required=True, allow_none=True)
    taken_back = taken_back_shown()


class IncomePage(PageOf):
    """What the fund received, the latest first."""

    items = fields.List(fields.Nested(IncomeShown), required=True)


class ReliefShown(Schema):
    """A payment; of study aid that names it, the term and the student."""

    ref = fields.String(required=True)
    purpose = fields.Nested(Named, required=True)
    amount = amount_shown()
    paid_on = day_shown()
    decision = fields.String(required=True, allow_none=True)
    term = fields.String(required=True, allow_none=True, metadata=TERM)
    student = fields.String(required=True, allow_none=True, metadata={"description": "reference"})
    taken_back = taken_back_shown()


class YearOfPayee(Schema):
    """What a household got in a year."""

    year = fields.Integer(required=True)
    times = fields.Integer(required=True)
    total = amount_shown()


class Ledger(Schema):
    """What a household got, or a student who has none."""

    ref = fields.String(required=True, metadata={"description": "of the household, or of the student"})
    kind = fields.String(required=True, metadata={"enum": ["household", "student"]})
    called = fields.String(required=True, metadata={"description": "the household's number, or the name"})
    total = amount_shown()
    years = fields.List(fields.Nested(YearOfPayee), required=True)
    items = fields.List(fields.Nested(ReliefShown), required=True)


class Sum(Schema):
    """A sum under one heading."""

    code = fields.String(required=True)
    name = fields.String(required=True)
    total = amount_shown()


class Fund(Schema):
    """The fund up to the end of the year, or to today."""

    as_of = day_shown()
    income = amount_shown()
    paid = amount_shown()
    balance = amount_shown()


class ReliefYear(Schema):
    """A year of the relief fund, of what one may see; the fund is for officers of the whole district."""

    year = fields.Integer(required=True)
    times = fields.Integer(required=True, metadata={"description": "household-times: payments"})
    households = fields.Integer(required=True, metadata={"description": "distinct"})
    total = amount_shown()
    highest = amount_shown()
    by_purpose = fields.List(fields.Nested(Sum), required=True)
    by_month = fields.List(fields.Nested(Sum), required=True)
    fund = fields.Nested(Fund, required=True, allow_none=True)
