"""Placements, as officers record, prove, follow and read them."""

from marshmallow import Schema, fields

from api.schemas.rest.checks import Day, Length, Moment, OneOf, known_occupation, one_of
from api.schemas.rest.envelopes import Named, PageOf, PageQuery
from api.schemas.rest.officer_referrals import (
    BY_WORD,
    WORDS_LENGTH,
    Hire,
    ReferredCompany,
    ReferredOpening,
    ReferredStudent,
)
from matcher.lifecycle import RETENTION
from matcher.vocabulary import EndReason, Evidence
from models.placement import Retention

EMPLOYER_LENGTH = 200
SORTS = ("started", "ended", "recorded_at", "updated_at")


class PlacementsQuery(PageQuery):
    """Which placements to list, and in what order."""

    active = fields.Boolean(load_default=None, metadata={"description": "not ended, as far as is known"})
    evidence = fields.String(
        load_default=None, validate=one_of(Evidence), metadata={"description": "the strongest so far"}
    )
    check_due = fields.Boolean(
        load_default=None,
        metadata={"description": "3, 6 or 12 months are full, and nobody knows yet whether they stayed"},
    )
    sort = fields.String(
        load_default="-updated_at",
        validate=OneOf([sign + name for name in SORTS for sign in ("", "-")]),
        metadata={"description": "a leading - turns the order round"},
    )


class WorkElsewhere(Hire):
    """Work that a student has found without a referral."""

    employer = fields.String(required=True, validate=Length(min=1, max=EMPLOYER_LENGTH))
    occupation = fields.String(
        load_default=None,
        allow_none=True,
        validate=known_occupation,
        metadata={"description": "code of the classification"},
    )


class Proof(Schema):
    """One more piece of evidence."""

    evidence = fields.String(required=True, validate=OneOf(BY_WORD))
    seen_on = Day(required=True)
    words = fields.String(
        load_default=None,
        allow_none=True,
        validate=Length(max=WORDS_LENGTH),
        metadata={"description": "which paper, whose word"},
    )


class Check(Schema):
    """What was found when somebody asked again; of who has left the last day and why."""

    months = fields.Integer(strict=True, required=True, validate=OneOf(list(RETENTION)))
    outcome = fields.String(required=True, validate=one_of(Retention))
    on = Day(
        load_default=None,
        allow_none=True,
        metadata={"description": "day on which one asked; absent: today"},
    )
    left_on = Day(load_default=None, allow_none=True)
    reason = fields.String(load_default=EndReason.UNKNOWN.value, validate=one_of(EndReason))


class End(Schema):
    """That somebody is not employed there any more; the place is free again."""

    on = Day(required=True, metadata={"description": "last day"})
    reason = fields.String(required=True, validate=one_of(EndReason))


class SeenProof(Schema):
    """What proves a placement."""

    evidence = fields.Nested(Named, required=True)
    seen_on = fields.Date(required=True)
    words = fields.String(required=True, allow_none=True)
    recorded_at = Moment(required=True)
    recorded_by = fields.String(required=True)


class DueCheck(Schema):
    """When one has to ask again, and what was found; nothing yet is null."""

    months = fields.Integer(required=True)
    due = fields.Date(required=True)
    outcome = fields.Nested(Named, required=True, allow_none=True)
    checked_on = fields.Date(required=True, allow_none=True)
    recorded_by = fields.String(required=True, allow_none=True)


class PlacementFound(Schema):
    """A placement in a list."""

    ref = fields.String(required=True)
    student = fields.Nested(ReferredStudent, required=True)
    employer = fields.String(required=True)
    company = fields.Nested(ReferredCompany, required=True, allow_none=True)
    opening = fields.Nested(ReferredOpening, required=True, allow_none=True)
    started = fields.Date(required=True)
    ended = fields.Date(required=True, allow_none=True)
    evidence = fields.Nested(Named, required=True, metadata={"description": "the strongest so far"})
    next_check = fields.Date(
        required=True, allow_none=True, metadata={"description": "first day on which one has to ask again"}
    )
    version = fields.Integer(required=True)


class PlacementPage(PageOf):
    """Placements, a page at a time."""

    items = fields.List(fields.Nested(PlacementFound), required=True)


class PlacementRecord(PlacementFound):
    """One placement, what proves it, and how long it lasts."""

    referral = fields.String(required=True, allow_none=True, metadata={"description": "reference"})
    internship = fields.Boolean(required=True, metadata={"description": "which is no employment"})
    occupation = fields.Nested(Named, required=True)
    wage = fields.Integer(required=True, allow_none=True, metadata={"description": "CNY a month"})
    end_reason = fields.Nested(Named, required=True, allow_none=True)
    recorded_at = Moment(required=True)
    recorded_by = fields.String(required=True)
    proofs = fields.List(fields.Nested(SeenProof), required=True)
    checks = fields.List(fields.Nested(DueCheck), required=True)
