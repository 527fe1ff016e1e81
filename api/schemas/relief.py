"""A payment of the relief fund as officers tell of it."""

from api.schemas.base import Columns, RegistrySchema, Words
from api.schemas.identity import Code
from api.schemas.payments import Amount, HeadIdNumber, OneOf, PaymentDay
from api.schemas.problems import ProblemCode
from api.schemas.readings import LONG
from models.relief_income import IncomeSource
from models.relief_payment import ReliefPurpose

PURPOSES = {
    ReliefPurpose.MEDICAL: "医疗 医药 看病 大病 住院",
    ReliefPurpose.STUDY: "助学 就学 教育 上学 学费",
    ReliefPurpose.WORK: "就业 创业 上岗 employment",
    ReliefPurpose.LIVING: "生活",
}

INCOME_SOURCES = {
    IncomeSource.BUDGET: "财政 预算",
    IncomeSource.COMPANY: "企业 公司",
    IncomeSource.CHARITY: "慈善",
    IncomeSource.DONATION: "个人",
    IncomeSource.OTHER: "其他",
}


class ReliefPaymentSchema(RegistrySchema):
    """One payment of the relief fund."""

    purpose = OneOf("purpose", PURPOSES, ProblemCode.PURPOSE_UNKNOWN, required=True)
    amount = Amount(required=True)
    paid_on = PaymentDay(required=True)
    decision = Words("decision")
    note = Words("note", limit=LONG)


class ReliefSchema(ReliefPaymentSchema):
    """One row of the relief file: a payment, and who got it."""

    head_id_number = HeadIdNumber()
    household = Code("household", limit=64)

    def check(self, columns: Columns) -> None:
        """Somebody was paid."""
        if not columns.keys() & {"head_id_number", "household"}:
            self.refuse("household", ProblemCode.REQUIRED, **{"or": "head_id_number"})


class IncomeSchema(RegistrySchema):
    """One sum that the relief fund received."""

    source = OneOf("source", INCOME_SOURCES, ProblemCode.SOURCE_UNKNOWN, required=True)
    amount = Amount(required=True)
    received_on = PaymentDay("received_on", required=True)
    document = Words("document")
