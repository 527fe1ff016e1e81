"""What a company sends to post an opening: the fields of the registry file, in words as people write them."""

from typing import Any

from marshmallow import RAISE, Schema, fields

from api.schemas.opening import MOST_HEADS, TITLE_LIMIT
from api.schemas.problems import ProblemCode
from api.schemas.readings import LONG, SHORT
from api.schemas.rest.checks import Length, OneOf, Pattern, Range, one_of
from api.schemas.rest.envelopes import FindQuery
from models.posting import Withdrawal

BATCH_LIMIT = 500
NUMBER = r"[^\s/\\?#%]{1,64}\Z"
"""A company's own number for an opening: it stands in an address."""

STATES = ("open", "waiting", "expired", "full", "withdrawn", "closed")
SORTS = ("external_ref", "title", "valid_to", "updated_at")


def _words(limit: int, example: str, description: str) -> fields.String:
    metadata = {"description": description, "examples": [example]}
    return fields.String(allow_none=True, validate=Length(max=limit), metadata=metadata)


class OpeningTold(Schema):
    """An opening as its company tells it; what is left out or null is not told.

    Required are title, headcount, place, wage, valid_to and duties: all that are missing are named at once.
    Where there is no requirement, 不限, 无 and none are answers.
    """

    title = _words(TITLE_LIMIT, "数控车工", "what the work is called")
    headcount = fields.Integer(
        strict=True,
        allow_none=True,
        validate=Range(1, MOST_HEADS),
        metadata={"description": "how many are wanted", "examples": [2]},
    )
    place = _words(SHORT, "无锡市锡山区", "where the work is: city, district and what is beyond")
    wage = _words(SHORT, "6000-8000", "pay; 面议 is none")
    valid_to = _words(SHORT, "2027-03-31", "last day, ISO 8601")
    duties = _words(LONG, "操作数控车床，看图纸", "what is to be done")
    education = _words(SHORT, "大专", "required education, or 不限")
    majors = _words(SHORT, "机械制造、数控技术", "required majors, or 不限")
    experience = _words(SHORT, "1-3年", "required experience, or 不限")
    skills = _words(2000, "CAD、数控编程", "wanted skills, with 、 between them")
    certificates = _words(SHORT, "无", "required certificates, or 无")
    age = _words(SHORT, "18周岁以上", "lowest age; an upper one is ignored")
    board = _words(SHORT, "包吃住", "board and lodging")
    shifts = _words(SHORT, "两班倒", "shifts and hours")
    hazards = _words(SHORT, "噪声", "hazards of the work, or 无")
    contract = _words(SHORT, "3年", "term of the contract")
    probation = _words(SHORT, "3个月", "probation")
    published = _words(SHORT, "2026-11-23", "first day, ISO 8601")

    class Meta:
        """Fields that are not listed are refused."""

        unknown = RAISE


class OpeningPost(OpeningTold):
    """An opening with the company's own number for it, by which it is known ever after."""

    external_ref = fields.String(
        required=True,
        validate=Pattern(NUMBER, ProblemCode.NUMBER_UNFIT),
        metadata={"description": "the company's own number", "examples": ["A-1001"]},
    )


class RawItem(fields.Nested):
    """An item of a batch, which is read by itself: its faults are its own."""

    def _deserialize(self, value: Any, *_: Any, **__: Any) -> Any:
        return value


class OpeningBatch(Schema):
    """Openings to post together; each gets its own answer."""

    items = fields.List(
        RawItem(OpeningPost, allow_none=True), required=True, validate=Length(min=1, max=BATCH_LIMIT)
    )


class OpeningsQuery(FindQuery):
    """Which openings to list, and in what order."""

    status = fields.String(load_default=None, validate=OneOf(STATES))
    needs_review = fields.Boolean(
        load_default=None, metadata={"description": "openings with flags that nobody has looked at"}
    )
    sort = fields.String(
        load_default="updated_at",
        validate=OneOf([sign + name for name in SORTS for sign in ("", "-")]),
        metadata={"description": "a leading - turns the order round"},
    )


class WithdrawalQuery(Schema):
    """Why an opening is withdrawn."""

    reason = fields.String(required=True, validate=one_of(Withdrawal))
