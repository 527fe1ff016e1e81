"""What a company reports of those it was sent: whom it hired and whom it did not."""

from api.schemas.base import Columns, RegistrySchema, Told, Words
from api.schemas.cells import Cell, cell_words, is_scientific
from api.schemas.identity import Code
from api.schemas.payments import OneOf, WholeDay
from api.schemas.problems import ProblemCode
from matcher.lifecycle import REASONS_TO_DECLINE
from matcher.text.amounts import read_fen
from matcher.vocabulary import DeclineReason, ReferralState, Side

MOST_WAGE = 1_000_000
WORDS_LENGTH = 500
HANDLE_LENGTH = 64

RESULTS = {  # the surest first: 未录用 holds 录用 too
    ReferralState.DECLINED: "未录用 不录用 没录用 未入职 不合适 拒绝 not rejected refused",
    ReferralState.HIRED: "录用 聘用 已入职 录取",
}

REASONS = {
    DeclineReason.SKILLS: "技能",
    DeclineReason.EXPERIENCE: "经验",
    DeclineReason.WAGE: "薪 工资 pay",
    DeclineReason.DISTANCE: "距离 太远",
    DeclineReason.HOURS: "工作时间 班次",
    DeclineReason.NOT_MET: "未到 没来 联系不上 爽约",
    DeclineReason.FILLED: "已满 招满",
    DeclineReason.OTHER: "其他 其它",
}
assert REASONS.keys() == set(REASONS_TO_DECLINE[Side.COMPANY])


class Wage(Told):
    """A monthly wage in whole yuan."""

    def read_cell(self, cell: Cell) -> Columns:
        """Columns: wage."""
        if is_scientific(cell):
            self.refuse(ProblemCode.SCIENTIFIC)
        fen = read_fen(cell_words(cell))
        if fen is None:
            self.refuse(ProblemCode.AMOUNT_UNREADABLE)
        if not 0 < fen <= MOST_WAGE * 100:
            self.refuse(ProblemCode.OUT_OF_RANGE, min=1, max=MOST_WAGE)
        return {"wage": max(1, round(fen / 100))}


class HireSchema(RegistrySchema):
    """One row: a referral by its handle, and what came of it."""

    handle = Code("handle", limit=HANDLE_LENGTH, required=True)
    result = OneOf("result", RESULTS, ProblemCode.RESULT_UNKNOWN, required=True, surest_first=True)
    started = WholeDay("started")
    wage = Wage()
    reason = OneOf("reason", REASONS, ProblemCode.REASON_UNKNOWN, surest_first=True)
    words = Words("words", limit=WORDS_LENGTH)

    def check(self, columns: Columns) -> None:
        """A hire has a first day, a no has a reason; what belongs to the other is left out."""
        if columns.get("result") is ReferralState.HIRED:
            needed, others = "started", ("reason", "words")
        else:
            needed, others = "reason", ("started", "wage")
        if needed not in columns:
            self.refuse(needed, ProblemCode.REQUIRED)
        for name in others:
            if columns.pop(name, None) is not None:
                self.warn(name, ProblemCode.LEFT_OUT)
