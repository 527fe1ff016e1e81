"""Study aid as officers tell of it: a term of a student, and perhaps one payment for it."""

from typing import ClassVar

from api.schemas.base import Columns, RegistrySchema, Told, Words
from api.schemas.identity import IdNumber, PersonName
from api.schemas.payments import Amount, Due, OneOf, PaymentDay, SchoolTermWords
from api.schemas.problems import ProblemCode
from api.schemas.readings import LONG, Reading
from matcher.text.education import parse_education
from matcher.text.normalise import fold
from matcher.vocabulary import Education
from models.aid_payment import AidSource

SOURCES = {  # the surest first: 国家助学贷款 is a loan, 企业助学金 a company's
    AidSource.LOAN: "贷款",
    AidSource.RELIEF_FUND: "救助 relief",
    AidSource.COMPANY: "企业 公司 结对",
    AidSource.SCHOOL: "学校 校内 院校 本校",
    AidSource.GRANT: "助学金 奖学金 补助 补贴 资助 国家 政府 财政 慈善 捐 雨露 scholarship subsidy",
}


class Sponsor(Told):
    """The company that pays, by its name."""

    def read(self, words: str) -> Columns:
        """Columns: sponsor, the key of its name."""
        self.refuse_longer(words, 200)
        return {"sponsor": fold(words)}


def _stage(words: str) -> Columns | None:
    level = parse_education(words)
    return None if level in {None, Education.ANY} else {"education": level}


class SchoolTermSchema(RegistrySchema):
    """One term of a student."""

    none_is_an_answer: ClassVar[frozenset[str]] = frozenset({"tuition_due", "lodging_due"})

    term = SchoolTermWords(required=True)
    school = Words("school")
    education = Reading("education_words", _stage, {}, ProblemCode.EDUCATION_UNKNOWN)
    tuition_due = Due("tuition_due")
    lodging_due = Due("lodging_due")
    note = Words("note", limit=LONG)

    def check(self, columns: Columns) -> None:
        """The words of a level are not kept: what cannot be read is unknown."""
        columns.pop("education_words", None)


class AidPaymentSchema(RegistrySchema):
    """What one source gives for a term."""

    source = OneOf("source", SOURCES, ProblemCode.SOURCE_UNKNOWN, required=True, surest_first=True)
    amount = Amount(required=True)
    paid_on = PaymentDay()
    note = Words("note", limit=LONG)

    def check(self, columns: Columns) -> None:
        """The relief fund's money has a day: its ledger knows no promise."""
        if columns.get("source") is AidSource.RELIEF_FUND and "paid_on" not in columns:
            self.refuse("paid_on", ProblemCode.RELIEF_UNDATED)


class StudyAidSchema(SchoolTermSchema):
    """One row of the study-aid file: what a term costs, and what one source gives for it."""

    id_number = IdNumber(required=True)
    name = PersonName()
    source = OneOf("source", SOURCES, ProblemCode.SOURCE_UNKNOWN, surest_first=True)
    company = Sponsor()
    amount = Amount()
    paid_on = PaymentDay()

    def check(self, columns: Columns) -> None:
        """A payment has a source and an amount; the relief fund's a day too: its ledger knows no promise.

        A company that is named without a source is the source.
        """
        super().check(columns)
        columns.pop("birth_date", None)
        if "sponsor" in columns and columns.setdefault("source", AidSource.COMPANY) is not AidSource.COMPANY:
            self.warn("company", ProblemCode.SPONSOR_LEFT_OUT)
            del columns["sponsor"]
        if not columns.keys() & {"source", "amount", "paid_on"}:
            return
        for field in ("source", "amount"):
            if field not in columns:
                self.refuse(field, ProblemCode.REQUIRED)
        if columns.get("source") is AidSource.RELIEF_FUND and "paid_on" not in columns:
            self.refuse("paid_on", ProblemCode.RELIEF_UNDATED)
