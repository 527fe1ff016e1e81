"""Referrals, as officers make, move and read them."""

from typing import Any

from marshmallow import Schema, ValidationError, fields, validates_schema

from api.schemas.problems import ProblemCode
from api.schemas.rest.checks import Day, Length, Moment, OneOf, Range, TrueOrFalse, complaint, one_of
from api.schemas.rest.envelopes import Named, PageOf, PageQuery
from matcher.lifecycle import REASONS_TO_DECLINE
from matcher.vocabulary import DeclineReason, Evidence, ReferralState, Side

WORDS_LENGTH = 500
PLACE_LENGTH = 200
MOST_DAYS = 3650
MOST_WAGE = 1_000_000
BY_WORD = ("self_report", "agreement", "contract", "insurance")
SORTS = ("proposed_at", "sent_at", "interview_at", "updated_at")


def _words(description: str, *, limit: int = WORDS_LENGTH) -> fields.String:
    return fields.String(
        load_default=None,
        allow_none=True,
        validate=Length(max=limit),
        metadata={"description": description},
    )


class ReferralsQuery(PageQuery):
    """Which referrals to list, and in what order."""

    state = fields.String(load_default=None, validate=one_of(ReferralState))
    student = fields.String(load_default=None, metadata={"description": "reference"})
    company = fields.String(load_default=None, metadata={"description": "reference"})
    opening = fields.String(load_default=None, metadata={"description": "reference"})
    unanswered_days = fields.Integer(
        load_default=None,
        validate=Range(0, MOST_DAYS),
        metadata={"description": "sent, or chased last, so many days ago or more, and not answered"},
    )
    sort = fields.String(
        load_default="-updated_at",
        validate=OneOf([sign + name for name in SORTS for sign in ("", "-")]),
        metadata={"description": "a leading - turns the order round"},
    )


class ReferralProposal(Schema):
    """What a proposal needs besides: of a minor, of a pair that was declined before."""

    hazards_confirmed = _words("where the company's written word is that nothing is closed to minors")
    again = fields.Boolean(
        load_default=False,
        metadata={"description": "although one side has declined the same before (else 409 DECLINED_BEFORE)"},
    )


class Invitation(Schema):
    """When and where the company wants to see the student."""

    at = Moment(required=True)
    place = fields.String(required=True, validate=Length(min=1, max=PLACE_LENGTH))


class Decline(Schema):
    """Who says no, and why; whether the job was suitable is not said by this."""

    side = fields.String(required=True, validate=one_of(Side))
    reason = fields.String(required=True, validate=one_of(DeclineReason))
    words = _words("in their own words")

    @validates_schema
    def belongs(self, data: dict[str, Any], **_: Any) -> None:
        """A reason is one of the side's; raises ValidationError."""
        accepted = [str(each) for each in REASONS_TO_DECLINE[Side(data["side"])]]
        if data["reason"] not in accepted:
            raise ValidationError({"reason": complaint(ProblemCode.NOT_ACCEPTED, accepted=accepted).messages})


class Judgement(Schema):
    """An officer's word on whether a job was suitable that its student has declined; null takes it back."""

    suitable = TrueOrFalse(required=True, allow_none=True)


class Hire(Schema):
    """The company takes the student; one place of the opening is taken with it."""

    started = Day(required=True, metadata={"description": "first day"})
    evidence = fields.String(load_default=Evidence.SELF_REPORT.value, validate=OneOf(BY_WORD))
    words = _words("which paper, whose word")
    wage = fields.Integer(
        strict=True,
        load_default=None,
        allow_none=True,
        validate=Range(0, MOST_WAGE),
        metadata={"description": "CNY a month"},
    )


class ReferredStudent(Schema):
    """Whom a referral is about."""

    ref = fields.String(required=True)
    name = fields.String(required=True)


class ReferredOpening(Schema):
    """What a referral is for."""

    ref = fields.String(required=True)
    title = fields.String(required=True)


class ReferredCompany(Schema):
    """To whom a referral goes."""

    ref = fields.String(required=True)
    name = fields.String(required=True)


class SetInterview(Schema):
    """When and where an interview is."""

    at = Moment(required=True)
    place = fields.String(required=True, allow_none=True)
    told_at = Moment(
        required=True,
        allow_none=True,
        metadata={"description": "when it was noted that the student knows; null: nobody has noted it"},
    )


class Declined(Schema):
    """Who said no, and why."""

    side = fields.Nested(Named, required=True)
    reason = fields.Nested(Named, required=True)
    words = fields.String(required=True, allow_none=True)


class Judged(Schema):
    """What an officer said of a job that was declined."""

    suitable = fields.Boolean(required=True)
    by = fields.String(required=True)
    at = Moment(required=True)


class Move(Schema):
    """That a referral came into a state."""

    state = fields.Nested(Named, required=True)
    at = Moment(required=True)
    actor = fields.String(required=True)


class ReferralFound(Schema):
    """A referral in a list."""

    ref = fields.String(required=True, metadata={"description": "the handle by which the company knows it"})
    state = fields.Nested(Named, required=True)
    state_since = Moment(required=True, allow_none=True)
    student = fields.Nested(ReferredStudent, required=True)
    opening = fields.Nested(ReferredOpening, required=True)
    company = fields.Nested(ReferredCompany, required=True)
    proposed_at = Moment(required=True)
    sent_at = Moment(required=True, allow_none=True)
    chased_at = Moment(required=True, allow_none=True)
    ended_at = Moment(required=True, allow_none=True)
    interview = fields.Nested(SetInterview, required=True, allow_none=True)
    version = fields.Integer(required=True)


class ReferralPage(PageOf):
    """Referrals, a page at a time."""

    items = fields.List(fields.Nested(ReferralFound), required=True)


class ReferralRecord(ReferralFound):
    """One referral, and how it came there."""

    shortlist = fields.String(
        required=True,
        allow_none=True,
        metadata={"description": "reference of the kept shortlist; null where it is not the reader's to see"},
    )
    item = fields.String(required=True, metadata={"description": "reference of its item"})
    proposed_by = fields.String(required=True)
    hazards_confirmed = fields.String(required=True, allow_none=True)
    consent_until = fields.Date(
        required=True,
        allow_none=True,
        metadata={"description": "last day of the student's consent for this company; null: there is none"},
    )
    declined = fields.Nested(Declined, required=True, allow_none=True)
    judged = fields.Nested(Judged, required=True, allow_none=True)
    placement = fields.String(required=True, allow_none=True, metadata={"description": "reference"})
    moves = fields.List(fields.Nested(Move), required=True)
