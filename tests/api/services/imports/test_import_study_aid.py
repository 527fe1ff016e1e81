"""Study aid: terms and payments go in once, promises are kept, the fund's money stands in its ledger."""

from datetime import date

import pytest
from sqlalchemy import select

from api.services.aid.fee_gaps import gaps_open
from models.aid_payment import AidPayment, AidSource
from models.import_problem import ImportProblem
from models.relief_payment import ReliefPayment, ReliefPurpose
from models.school_term import SchoolTerm
from models.student import Student
from tests.api.services.registry_desk import Desk, Line, codes, count, id_number, student

pytestmark = pytest.mark.parametrize("databases", ["sqlite"], indirect=True)

TERM = "2026-2027-1"


def aid(**told: object) -> Line:
    return {"身份证号": id_number(), "学年学期": TERM, **told}


@pytest.fixture(autouse=True)
def registered(desk: Desk) -> None:
    desk.students(
        student(家庭编号="H-1"),
        student(姓名="张四", 身份证号=id_number(124), 家庭编号="H-1", 困难类别="孤儿"),
    )


def terms(desk: Desk) -> list[tuple[str, str | None, int | None, int | None]]:
    with desk.session() as session:
        rows = session.scalars(select(SchoolTerm).order_by(SchoolTerm.id))
        return [(row.term, row.school, row.tuition_due, row.lodging_due) for row in rows]


def payments(desk: Desk) -> list[tuple[str, int, str]]:
    with desk.session() as session:
        rows = session.scalars(select(AidPayment).order_by(AidPayment.id))
        return [(row.source.value, row.amount, str(row.paid_on)) for row in rows]


def test_a_term_is_kept_as_told_and_twice_is_once(desk: Desk) -> None:
    lines = (
        aid(
            学校="无锡技师学院",
            应缴学费="4,700.50",
            应缴住宿费=750,
            来源="国家助学贷款",
            金额=4000,
            备注="已批",
        ),
        aid(来源="学校", 金额="0.05万元", 到账日期="2026-09-10"),
        aid(身份证号=id_number(124), 学年学期="2026-2027学年第一学期", 应缴学费="免", 应缴住宿费="不详"),
    )
    assert count(desk.study_aid(*lines)) == "3/0/0/0/0"
    before = desk.counter()
    assert count(desk.study_aid(*lines)) == "0/0/3/0/0"
    assert desk.counter() == before
    assert terms(desk) == [(TERM, "无锡技师学院", 470050, 75000), (TERM, None, 0, None)]
    assert payments(desk) == [("loan", 400000, "None"), ("school", 50000, "2026-09-10")]


def test_a_promise_that_is_kept_is_the_same_payment(desk: Desk) -> None:
    promise = aid(来源="助学金", 金额=2000)
    desk.study_aid(promise)
    assert count(desk.study_aid({**promise, "到账日期": "2026-10-08"})) == "0/1/0/0/0"
    assert count(desk.study_aid(promise)) == "0/0/1/0/0"
    assert payments(desk) == [("grant", 200000, "2026-10-08")]


def test_a_promise_beside_a_payment_of_the_same_amount_is_another_one(desk: Desk) -> None:
    promise = aid(来源="助学金", 金额=2000)
    lines = (promise, {**promise, "到账日期": "2026-10-08"})
    desk.study_aid(lines[1])
    assert count(desk.study_aid(*lines)) == "1/0/1/0/0"
    assert count(desk.study_aid(*lines)) == "0/0/2/0/0"


def test_what_a_file_repeats_is_told(desk: Desk) -> None:
    line = aid(来源="助学金", 金额=2000, 到账日期="2026-10-08")
    result = desk.study_aid(aid(学校="一中"), aid(学校="二中"), line, {**line, "备注": "又"}, aid())
    assert count(result) == "2/0/0/3/0"
    assert codes(result) == [(3, "DUPLICATE_ROW"), (5, "DUPLICATE_ROW"), (6, "DUPLICATE_ROW")]
    assert terms(desk) == [(TERM, "一中", None, None)]


def test_rows_of_one_term_add_up_and_the_first_word_holds(desk: Desk) -> None:
    lines = (
        aid(学校="一中", 来源="助学金", 金额=1000, 到账日期="2026-10-08"),
        aid(学校="二中", 应缴学费=3000, 来源="学校", 金额=500, 到账日期="2026-10-08"),
    )
    result = desk.study_aid(*lines)
    assert (count(result), codes(result)) == ("2/0/0/0/0", [(3, "TERM_TOLD_BEFORE")])
    assert terms(desk) == [(TERM, "一中", 300000, None)]
    assert count(desk.study_aid(*lines)) == "0/0/2/0/0"


def test_blank_cells_leave_what_is_known(desk: Desk) -> None:
    desk.study_aid(aid(学校="一中", 应缴学费=3000, 学段="高中"))
    assert count(desk.study_aid(aid(应缴学费=0))) == "0/1/0/0/0"
    assert terms(desk) == [(TERM, "一中", 0, None)]


@pytest.mark.parametrize(
    ("told", "code"),
    [
        ({"身份证号": id_number(999)}, "STUDENT_UNKNOWN"),
        ({"姓名": "李五"}, "ID_OTHER_NAME"),
        ({"学年学期": "2026"}, "TERM_UNREADABLE"),
        ({"学年学期": "2026-2028-1"}, "TERM_UNREADABLE"),
        ({"来源": "朋友", "金额": 1}, "SOURCE_UNKNOWN"),
        ({"来源": "学校"}, "REQUIRED"),
        ({"金额": 100}, "REQUIRED"),
        ({"来源": "学校", "金额": "若干"}, "AMOUNT_UNREADABLE"),
        ({"来源": "学校", "金额": "1.005"}, "AMOUNT_UNREADABLE"),
        ({"来源": "学校", "金额": 0}, "OUT_OF_RANGE"),
        ({"来源": "学校", "金额": 100, "到账日期": "2026-09"}, "DAY_UNREADABLE"),
        ({"来源": "学校", "金额": 100, "到账日期": "2027-01-01"}, "PAYMENT_TO_COME"),
        ({"来源": "救助基金", "金额": 100}, "RELIEF_UNDATED"),
    ],
)
def test_what_would_be_counted_wrongly_is_rejected(desk: Desk, told: Line, code: str) -> None:
    result = desk.study_aid(aid(**told), aid(身份证号=id_number(124)))
    assert count(result) == "1/0/0/0/1"
    assert codes(result) == [(2, code)]
    assert all(problem.severity == "error" for problem in result.problems)


def test_what_is_due_and_cannot_be_read_is_unknown(desk: Desk) -> None:
    result = desk.study_aid(aid(应缴学费="按规定", 应缴住宿费="无"))
    assert codes(result) == [(2, "DUE_UNREADABLE")]
    assert terms(desk) == [(TERM, None, None, 0)]


def test_a_sponsor_is_a_registered_company(desk: Desk) -> None:
    told = {"金额": 1000, "到账日期": "2026-10-08", "资助企业": "云朵机械（无锡）有限公司"}
    assert codes(desk.study_aid(aid(**told))) == [(2, "SPONSOR_UNKNOWN")]
    desk.companies({"企业名称": "云朵机械(无锡)有限公司"})
    assert count(desk.study_aid(aid(**told))) == "0/1/0/0/0"
    assert count(desk.study_aid(aid(**told, 来源="企业"))) == "0/0/1/0/0"
    other = desk.study_aid(aid(**told, 来源="学校"))
    assert (count(other), codes(other)) == ("1/0/0/0/0", [(2, "SPONSOR_LEFT_OUT")])
    with desk.session() as session:
        paid = session.scalars(select(AidPayment).where(AidPayment.source == AidSource.COMPANY)).one()
        assert paid.company is not None


def test_the_relief_funds_money_goes_to_its_ledger(desk: Desk) -> None:
    line = aid(来源="救助基金", 金额=2000, 到账日期="2026-09-10", 备注="代领")
    assert count(desk.study_aid(line)) == "1/0/0/0/0"
    assert payments(desk) == []
    with desk.session() as session:
        paid = session.scalars(select(ReliefPayment)).one()
        assert (paid.purpose, paid.amount, paid.note) == (ReliefPurpose.STUDY, 200000, "代领")
        assert paid.household is not None
        assert paid.term is not None
        assert paid.term.term == TERM
    assert count(desk.study_aid(line)) == "0/0/1/0/0"


def test_who_is_registered_for_the_term_and_not_in_the_file_is_named(desk: Desk) -> None:
    desk.study_aid(aid(), aid(身份证号=id_number(124)), aid(学年学期="2025-2026-2"))
    result = desk.study_aid(aid())
    assert [(each.called, each.term) for each in result.missing] == [("张四", TERM)]
    assert result.not_in_file == 1


def test_who_is_erased_is_neither_named_nor_found(desk: Desk) -> None:
    everybody = (aid(), aid(身份证号=id_number(124)))
    desk.study_aid(*everybody)
    desk.relief(
        {"家庭编号": "", "户主身份证号": id_number(124), "用途": "生活", "金额": 1, "日期": "2026-09-10"}
    )
    with desk.session() as session:
        erased = next(each for each in session.scalars(select(Student)) if each.name == "张四")
        session.delete(erased.data_key)
        session.commit()
    result = desk.study_aid(*everybody)
    assert (count(result), codes(result), result.missing) == ("0/0/1/0/1", [(3, "STUDENT_UNKNOWN")], ())
    with desk.session() as session:
        assert len(gaps_open(session, date(2026, 9, 10))) == 1


def test_names_and_notes_are_not_kept_among_the_problems(desk: Desk) -> None:
    result = desk.study_aid(aid(姓名="李五"), aid(备注="长" * 10_001))
    assert codes(result) == [(2, "ID_OTHER_NAME"), (3, "TEXT_TOO_LONG")]
    with desk.session() as session:
        values = session.scalars(select(ImportProblem.value)).all()
    assert values == ["32**************" + id_number()[-2:], None]


def test_a_dry_run_writes_nothing(desk: Desk) -> None:
    line = aid(来源="救助基金", 金额=2000, 到账日期="2026-09-10")
    assert count(desk.study_aid(line, dry_run=True)) == "1/0/0/0/0"
    assert (desk.rows(SchoolTerm), desk.rows(ReliefPayment)) == (0, 0)
