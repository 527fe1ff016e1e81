"""Terms at school, study aid, pledges and schooling, as officers tell and read them; amounts in yuan."""

from typing import Any

from marshmallow import Schema, fields

from api.schemas.payments import MOST_YUAN
from api.schemas.problems import ProblemCode
from api.schemas.rest.checks import Day, Length, OneOf, complaint, one_of
from api.schemas.rest.envelopes import Named, PageOf
from api.schemas.rest.officer_taking_back import taken_back_shown
from matcher.text.amounts import read_fen
from matcher.text.school_terms import read_school_term
from matcher.vocabulary import Completion
from models.aid_payment import AidSource
from models.schooling_event import LeavingReason, SchoolingKind

NOTE_LENGTH = 2000
SHORT = 30  # letters of an amount, a day or a term
MONEY = {"description": "yuan, exact to the fen, as text", "examples": ["4700.00"]}
TERM = {"description": "2025-2026-1 is the autumn of 2025", "examples": ["2025-2026-1"]}


def amount_told(*, required: bool = False, allow_none: bool = False) -> fields.String:
    """An amount as somebody types it."""
    return fields.String(required=required, allow_none=allow_none, validate=Length(max=SHORT), metadata=MONEY)


def note_told() -> fields.String:
    """A note, which is kept sealed."""
    return fields.String(allow_none=True, validate=Length(max=NOTE_LENGTH))


def day_told(*, required: bool = False) -> fields.String:
    """A day as somebody types it."""
    metadata = {"description": "ISO 8601", "examples": ["2025-09-10"]}
    return fields.String(
        required=required, allow_none=not required, validate=Length(max=SHORT), metadata=metadata
    )


def amount_shown(*, allow_none: bool = False) -> fields.String:
    """An amount; null is unknown."""
    return fields.String(required=True, allow_none=allow_none, metadata=MONEY)


def day_shown(*, allow_none: bool = False) -> fields.String:
    """A day."""
    return fields.String(required=True, allow_none=allow_none, metadata={"format": "date"})


class TermCode(fields.String):
    """A term, read by its code."""

    def _deserialize(self, value: Any, *args: Any, **kwargs: Any) -> str:
        term = read_school_term(super()._deserialize(value, *args, **kwargs)[:SHORT])
        if term is None:
            raise complaint(ProblemCode.TERM_UNREADABLE)
        return term


class Fen(fields.String):
    """An amount, read into fen."""

    def _deserialize(self, value: Any, *args: Any, **kwargs: Any) -> Any:
        words = super()._deserialize(value, *args, **kwargs)
        fen = read_fen(words) if len(words) <= SHORT else None
        if fen is None:
            raise complaint(ProblemCode.AMOUNT_UNREADABLE)
        if not 0 < fen <= MOST_YUAN * 100:
            raise complaint(ProblemCode.OUT_OF_RANGE, min="0.01", max=MOST_YUAN)
        return fen


class TermChange(Schema):
    """What is to be changed of a term; null takes a field back, what is left out stays."""

    school = fields.String(allow_none=True, validate=Length(max=200))
    education = fields.String(
        allow_none=True, validate=Length(max=50), metadata={"description": "the stage", "examples": ["大专"]}
    )
    tuition_due = amount_told(allow_none=True)
    lodging_due = amount_told(allow_none=True)
    note = note_told()


class TermPost(TermChange):
    """A term of a student."""

    term = fields.String(required=True, validate=Length(max=SHORT), metadata=TERM)


class PaymentPost(Schema):
    """What one source gives for a term; without a day it is promised."""

    source = fields.String(required=True, validate=one_of(AidSource))
    amount = amount_told(required=True)
    paid_on = day_told()
    company = fields.String(allow_none=True, metadata={"description": "reference of the company that pays"})
    note = note_told()


class PromiseKept(Schema):
    """The day on which promised money came."""

    paid_on = day_told(required=True)


class SchoolingPost(Schema):
    """What happened at school on a day."""

    kind = fields.String(
        required=True, validate=OneOf([str(kind) for kind in SchoolingKind if kind != "graduated"])
    )
    day = Day(required=True)
    reason = fields.String(
        allow_none=True,
        validate=one_of(LeavingReason),
        metadata={"description": "of absent_long and left_school; null is unknown"},
    )
    note = note_told()


class GraduationPost(Schema):
    """The end of a course."""

    graduated_on = Day(required=True)
    completion = fields.String(
        load_default=Completion.GRADUATED.value,
        validate=OneOf([Completion.GRADUATED.value, Completion.COMPLETED.value]),
    )


class PledgePost(Schema):
    """What a company pledges, in all; without a student for the relief fund, without an end for good."""

    student = fields.String(allow_none=True, load_default=None, metadata={"description": "reference"})
    amount = Fen(required=True, metadata=MONEY)
    from_term = TermCode(required=True, metadata=TERM)
    until_term = TermCode(allow_none=True, load_default=None, metadata=TERM)


class AidShown(Schema):
    """What one source gives; relief_fund is a payment of the relief ledger."""

    ref = fields.String(required=True)
    source = fields.Nested(Named, required=True)
    amount = amount_shown()
    paid_on = day_shown(allow_none=True)
    company = fields.String(required=True, allow_none=True)
    taken_back = taken_back_shown()
    version = fields.Integer(required=True)


class TermShown(Schema):
    """A term; null is unknown, and the gap is as long as what is due is."""

    ref = fields.String(required=True)
    term = fields.String(required=True, metadata=TERM)
    starts_on = day_shown()
    school = fields.String(required=True, allow_none=True)
    education = fields.Nested(Named, required=True)
    tuition_due = amount_shown(allow_none=True)
    lodging_due = amount_shown(allow_none=True)
    due = amount_shown(allow_none=True)
    paid = amount_shown()
    promised = amount_shown()
    gap = amount_shown(allow_none=True)
    aid = fields.List(fields.Nested(AidShown), required=True)
    taken_back = taken_back_shown()
    version = fields.Integer(required=True)


class SchoolingShown(Schema):
    """What happened at school."""

    ref = fields.String(required=True)
    day = day_shown()
    kind = fields.Nested(Named, required=True)
    reason = fields.Nested(Named, required=True)
    note = fields.String(required=True, allow_none=True)
    taken_back = taken_back_shown()


class PledgeShown(Schema):
    """A pledge and what came of it."""

    ref = fields.String(required=True)
    company = fields.String(required=True)
    student = fields.String(required=True, allow_none=True, metadata={"description": "reference"})
    amount = amount_shown()
    paid = amount_shown()
    from_term = fields.String(required=True, metadata=TERM)
    until_term = fields.String(required=True, allow_none=True, metadata=TERM)
    taken_back = taken_back_shown()


class PledgePage(PageOf):
    """A page of a company's pledges."""

    items = fields.List(fields.Nested(PledgeShown), required=True)


class StudyAid(Schema):
    """A student's terms, the latest first, with schooling and pledges."""

    ref = fields.String(required=True)
    name = fields.String(required=True)
    household = fields.String(required=True, allow_none=True, metadata={"description": "reference"})
    terms = fields.List(fields.Nested(TermShown), required=True)
    schooling = fields.List(fields.Nested(SchoolingShown), required=True)
    pledges = fields.List(fields.Nested(PledgeShown), required=True)


class Gap(Schema):
    """A term that is not covered, and whose it is."""

    student = fields.String(required=True, metadata={"description": "reference"})
    name = fields.String(required=True)
    place = fields.Nested(Named, required=True)
    term = fields.Nested(TermShown, required=True)
    days_left = fields.Integer(required=True, metadata={"description": "negative once the term has begun"})


class GapPage(PageOf):
    """A page of open gaps, the most urgent first."""

    items = fields.List(fields.Nested(Gap), required=True)


class HandOverShown(Schema):
    """A graduate, and what the search for work knows and does not know."""

    ref = fields.String(required=True)
    event = fields.String(
        required=True, metadata={"description": "reference of the schooling event, by which it is taken back"}
    )
    state = fields.Nested(Named, required=True)
    known = fields.List(fields.String(), required=True)
    to_ask = fields.List(fields.String(), required=True)
