"""What a company sees of a referral that it was sent, and what it may answer: an allow-list of its own."""

from typing import Any

from flask_smorest.fields import Upload
from marshmallow import RAISE, Schema, ValidationError, fields, validates_schema

from api.schemas.problems import Finding, ProblemCode, Severity
from api.schemas.rest.checks import Day, Length, Moment, OneOf, Pattern, Range
from api.schemas.rest.envelopes import Named, PageOf
from matcher.lifecycle import REASONS_TO_DECLINE
from matcher.vocabulary import Side

MOST_WAGE = 1_000_000
WORDS_LENGTH = 500
PLACE_LENGTH = 200

NEEDED = {"interview": ("at", "place"), "offer": (), "hire": ("started",), "decline": ("reason",)}
OPTIONAL = {"interview": (), "offer": (), "hire": ("wage",), "decline": ("words",)}
"""Answer → the fields that come with it."""


class CompanyAnswer(Schema):
    """`interview` with `at` and `place`, `offer`, `hire` with `started`, or `decline` with `reason`."""

    answer = fields.String(required=True, validate=OneOf(tuple(NEEDED)))
    at = Moment(metadata={"description": "of the interview; within a year"})
    place = fields.String(
        validate=[Length(max=PLACE_LENGTH), Pattern(r"\s*\S", ProblemCode.REQUIRED)],
        metadata={"description": "of the interview"},
    )
    started = Day(metadata={"description": "first day of work; within a year"})
    wage = fields.Integer(
        strict=True, validate=Range(0, MOST_WAGE), metadata={"description": "CNY a month; with `hire`"}
    )
    reason = fields.String(validate=OneOf([each.value for each in REASONS_TO_DECLINE[Side.COMPANY]]))
    words = fields.String(
        validate=Length(max=WORDS_LENGTH), metadata={"description": "for the placement desk; with `decline`"}
    )

    class Meta:
        """Fields that are not listed are refused."""

        unknown = RAISE

    @validates_schema
    def belongs(self, data: dict[str, Any], **_: Any) -> None:
        """What an answer needs is there, and what belongs to another is not; raises ValidationError."""
        needed = NEEDED[data["answer"]]
        known = {"answer", *needed, *OPTIONAL[data["answer"]]}
        wrong = {name: ProblemCode.REQUIRED for name in needed if name not in data}
        wrong |= {name: ProblemCode.UNKNOWN_FIELD for name in data if name not in known}
        if wrong:
            found: Any = {name: [Finding("", code, Severity.ERROR)] for name, code in wrong.items()}
            raise ValidationError(found)


class ReferredTo(Schema):
    """The opening that it is about."""

    external_ref = fields.String(required=True, allow_none=True)
    ref = fields.String(
        required=True,
        metadata={"description": "our reference; /openings/{external_ref} takes it too"},
    )
    title = fields.String(required=True)


class Interview(Schema):
    """When and where."""

    at = Moment(required=True)
    place = fields.String(required=True)


class Study(Schema):
    """What somebody has learned, and where."""

    education = fields.Nested(Named, required=True)
    completion = fields.Nested(Named, required=True)
    graduation = fields.Date(required=True, allow_none=True)
    school = fields.String(required=True, allow_none=True)
    major = fields.String(required=True, allow_none=True)


class Candidate(Schema):
    """Who is introduced: all that a company is ever told of a person."""

    name = fields.String(required=True)
    phone = fields.String(required=True, allow_none=True)
    study = fields.Nested(Study, required=True)
    skills = fields.List(fields.Nested(Named), required=True)
    certificates = fields.List(fields.Nested(Named), required=True)
    available_from = fields.Date(required=True)


class ReferralStanding(Schema):
    """A referral without the person."""

    handle = fields.String(required=True)
    opening = fields.Nested(ReferredTo, required=True)
    state = fields.Nested(Named, required=True)
    sent_at = Moment(required=True)
    interview = fields.Nested(Interview, required=True, allow_none=True)


class CompanyReferral(ReferralStanding):
    """A referral; `candidate` is null unless the person's consent to be named to this company is live."""

    candidate = fields.Nested(Candidate, required=True, allow_none=True)


class CompanyReferralPage(PageOf):
    """The referrals that one was sent, in the order of sending."""

    items = fields.List(fields.Nested(CompanyReferral), required=True)


class AnswersFile(Schema):
    """The file."""

    file = Upload(
        required=True,
        metadata={
            "description": (
                ".xlsx or .csv of at most 500 rows; columns 推荐编号 (the handle), 结果 (录用 or 未录用), "
                "入职日期, 月薪, 原因, 说明, or Referral, Result (hired or declined), First day, Wage, "
                "Reason, Words"
            )
        },
    )


class RowProblem(Schema):
    """What is wrong with one cell, and where it stands; of the whole file the row is null."""

    row = fields.Integer(required=True, allow_none=True)
    column = fields.String(required=True, allow_none=True)
    code = fields.String(required=True)
    severity = fields.String(required=True, metadata={"enum": ["error", "warning"]})
    message = fields.String(required=True)


class AnswersRead(Schema):
    """What became of the rows; rows with an error changed nothing, the others are done."""

    read = fields.Integer(required=True)
    updated = fields.Integer(required=True, metadata={"description": "answers that were given now"})
    unchanged = fields.Integer(required=True, metadata={"description": "answers that were given before"})
    duplicates = fields.Integer(required=True)
    rejected = fields.Integer(required=True)
    problems = fields.List(fields.Nested(RowProblem), required=True)
