"""The books: what school cost and who paid for it, and what the relief fund paid to households."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from models.school_calendar import SchoolCalendar
from scripts.district.generate import Row
from scripts.district.spelling import write_date

TERMS = 4
FROM_COMPANY = "企业资助"


@dataclass(frozen=True, slots=True)
class Fees:
    """What a term costs in a course that begins so many years after first grade, in yuan."""

    begins_after: int
    tuition: int
    lodging: int
    grant: int  # the state's, per term


FEES = {
    "小学": Fees(0, 0, 0, 500),
    "初中": Fees(6, 0, 300, 625),
    "高中": Fees(9, 850, 400, 1000),
    "普通高中": Fees(9, 850, 400, 1000),
    "中专": Fees(9, 0, 500, 1000),
    "职高": Fees(9, 0, 500, 1000),
    "技校": Fees(9, 0, 600, 1000),
    "大专": Fees(12, 2350, 600, 1650),
    "高职": Fees(12, 2350, 600, 1650),
    "本科": Fees(12, 2750, 600, 1650),
    "大学本科": Fees(12, 2750, 600, 1650),
    "硕士": Fees(16, 4000, 600, 3000),
    "硕士研究生": Fees(16, 4000, 600, 3000),
}
LOAN, SPONSOR, WAIVER = 0.35, 0.25, 0.1
"""How many have a loan, a company that sponsors them, or fees that the school waives."""
OPEN_GAP = 0.08  # of the running term
MEDICAL, LIVING, WORK = 0.3, 0.55, 0.05
"""In a year, by household: help with illness, with living, with starting work."""
HIGHEST = 150_000


@dataclass(frozen=True, slots=True)
class Pupil:
    """Somebody at school, and who helps besides the state and the fund."""

    row: Row
    fees: Fees
    sponsor: str  # name of a company; empty: none
    has_loan: bool
    is_waived: bool


def invent_study_aid(rng: Random, students: Sequence[Row], sponsors: Sequence[Row], today: date) -> list[Row]:
    """Terms of those who are at school, the running one last, with what was paid for them."""
    calendar = SchoolCalendar()
    terms = _terms(calendar, today)
    rows: list[Row] = []
    for student in students:
        fees = FEES.get(student["education"]) if student["completion"] == "在读" else None
        if fees is None:
            continue
        pupil = Pupil(
            student,
            fees,
            sponsor=rng.choice(sponsors)["name"] if sponsors and rng.random() < SPONSOR else "",
            has_loan=fees.tuition > 2000 and rng.random() < LOAN,
            is_waived=rng.random() < WAIVER,
        )
        entered = _first_grade(student["id_number"]) + fees.begins_after
        for term in terms:
            first = calendar.first_day(term)
            if entered <= first.year - (first.month < 8):
                left_open = term == terms[-1] and rng.random() < OPEN_GAP
                rows += _term(rng, pupil, term, min(first, today), left_open=left_open)
    return rows


def _term(rng: Random, pupil: Pupil, term: str, first: date, *, left_open: bool) -> list[Row]:
    """One row for each who pays, or one without a payment."""
    due = {
        "id_number": pupil.row["id_number"],
        "term": term,
        "school": pupil.row["school"],
        "education": pupil.row["education"],
        "tuition_due": str(pupil.fees.tuition),
        "lodging_due": str(pupil.fees.lodging),
    }
    rows = []
    for source, amount in _who_pays(pupil, left_open=left_open):
        paid = {
            "source": source,
            "company": pupil.sponsor if source == FROM_COMPANY else "",
            "amount": str(amount),
            "paid_on": write_date(rng, first - timedelta(days=rng.randrange(20))),
        }
        rows.append(due | paid)
    return rows or [due | dict.fromkeys(("source", "company", "amount", "paid_on"), "")]


def _who_pays(pupil: Pupil, *, left_open: bool) -> Iterator[tuple[str, int]]:
    """Source and amount in yuan, until nothing is left to pay."""
    left = pupil.fees.tuition + pupil.fees.lodging
    sources = (
        ("学校减免", left if pupil.is_waived else 0),
        ("国家助学金", pupil.fees.grant),
        ("助学贷款", 4000 if pupil.has_loan else 0),
        (FROM_COMPANY, 1000 if pupil.sponsor else 0),
        ("救助基金", 0 if left_open else left),
    )
    for source, most in sources:
        amount = min(most, left)
        if amount > 0:
            left -= amount
            yield source, amount


def invent_relief(rng: Random, students: Sequence[Row], *, since: date, today: date) -> list[Row]:
    """Payments of the fund to the households of these students, year by year."""
    households = list(dict.fromkeys(student["household"] for student in students if student["household"]))
    rows: list[Row] = []
    for year in range(since.year, today.year + 1):
        days = (min(today, date(year, 12, 31)) - date(year, 1, 1)).days + 1
        decisions = 0
        for household in households:
            for purpose, amount in _needs(rng):
                on = date(year, 1, 1) + timedelta(days=rng.randrange(days))
                decisions += 1
                rows.append(
                    {
                        "household": household,
                        "purpose": purpose,
                        "amount": str(amount),
                        "paid_on": write_date(rng, on),
                        "decision": f"锡救〔{year}〕{decisions}号",
                    }
                )
    return rows


def _needs(rng: Random) -> Iterator[tuple[str, int]]:
    if rng.random() < MEDICAL:
        yield "医疗", min(HIGHEST, round(rng.lognormvariate(9.2, 0.9) / 100) * 100)
    if rng.random() < LIVING:
        yield "生活", rng.randrange(10, 61) * 100
    if rng.random() < WORK:
        yield "就业", rng.randrange(10, 31) * 100


def _terms(calendar: SchoolCalendar, today: date) -> list[str]:
    day, terms = today, list[str]()
    for _ in range(TERMS):
        terms.insert(0, calendar.term_of(day))
        day = calendar.first_day(terms[0]) - timedelta(days=1)
    return terms


def _first_grade(id_number: str) -> int:
    """The year of first grade: six years old by the end of August."""
    year, month = int(id_number[6:10]), int(id_number[10:12])
    return year + (7 if month >= 9 else 6)
