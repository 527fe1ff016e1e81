"""The relief ledger: one truth, whichever of the two files tells of it, and in whatever order."""

from collections.abc import Sequence
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import delete, select

from models.household import Household
from models.import_problem import ImportProblem
from models.relief_payment import ReliefPayment
from models.school_term import SchoolTerm
from models.student import Student
from tests.api.services.registry_desk import Desk, Line, codes, count, id_number, student

HEAD = id_number(901, "19700101")
ALONE = id_number(125)


def relief(**told: object) -> Line:
    return {"家庭编号": "H-1", "用途": "助学", "金额": 2000, "日期": "2026-09-10", **told}


def aid(**told: object) -> Line:
    return {
        "身份证号": id_number(),
        "学年学期": "2026-2027-1",
        "来源": "救助基金",
        "金额": 2000,
        "到账日期": "2026-09-10",
        **told,
    }


@pytest.fixture(autouse=True)
def registered(desk: Desk) -> None:
    desk.students(
        student(家庭编号="H-1"),
        student(姓名="张四", 身份证号=id_number(124), 家庭编号="H-1"),
        student(姓名="李五", 身份证号=ALONE),
        student(姓名="王六", 身份证号=id_number(126), 家庭编号="H-2"),
    )


Ledger = list[tuple[object, ...]]


def ledger(desk: Desk) -> Ledger:
    with desk.session() as session:
        query = (
            select(
                ReliefPayment.household_id,
                ReliefPayment.student_id,
                ReliefPayment.purpose,
                ReliefPayment.amount,
                ReliefPayment.paid_on,
                ReliefPayment.decision,
                Student.ref,
                SchoolTerm.term,
            )
            .outerjoin(ReliefPayment.term)
            .outerjoin(Student, Student.id == SchoolTerm.student_id)
        )
        return sorted((tuple(row) for row in session.execute(query)), key=repr)


def test_a_payment_is_kept_as_told_and_twice_is_once(desk: Desk) -> None:
    lines = (
        relief(用途="医疗救助", 金额="80,000元", 文号="锡救〔2026〕1号", 备注="住院"),
        relief(用途="生活", 金额=500.5),
        relief(家庭编号=None, 户主身份证号=ALONE, 用途="就业"),
    )
    assert count(desk.relief(*lines)) == "3/0/0/0/0"
    before = desk.counter()
    assert count(desk.relief(*lines)) == "0/0/3/0/0"
    assert desk.counter() == before
    with desk.session() as session:
        rows = session.scalars(select(ReliefPayment).order_by(ReliefPayment.id)).all()
        assert [(row.purpose.value, row.amount, row.note) for row in rows] == [
            ("medical", 8_000_000, "住院"),
            ("living", 50_050, None),
            ("work", 200_000, None),
        ]
        assert [row.paid_on for row in rows] == [date(2026, 9, 10)] * 3
        assert rows[2].student is not None


@pytest.mark.parametrize(
    ("told", "code"),
    [
        ({"家庭编号": "H-9"}, "HOUSEHOLD_UNKNOWN"),
        ({"家庭编号": None, "户主身份证号": HEAD}, "HOUSEHOLD_UNKNOWN"),
        ({"家庭编号": None}, "REQUIRED"),
        ({"用途": "助学就业"}, "PURPOSE_UNKNOWN"),
        ({"用途": "其他"}, "PURPOSE_UNKNOWN"),
        ({"金额": -5}, "AMOUNT_UNREADABLE"),
        ({"日期": "去年"}, "DAY_UNREADABLE"),
        ({"日期": "2026-11-24"}, "DAY_TO_COME"),
    ],
)
def test_what_would_be_counted_wrongly_is_rejected(desk: Desk, told: Line, code: str) -> None:
    result = desk.relief(relief(户主身份证号=None) | told)
    assert (count(result), codes(result)) == ("0/0/0/0/1", [(2, code)])


def test_a_head_is_learnt_beside_the_number_and_found_alone(desk: Desk) -> None:
    both, alone = relief(户主身份证号=HEAD), relief(家庭编号=None, 户主身份证号=HEAD, 用途="生活")
    assert count(desk.relief(alone, both)) == "2/0/0/0/0"
    assert count(desk.relief(alone, both)) == "0/0/2/0/0"
    with desk.session() as session:
        heads = session.scalars(select(Household).order_by(Household.id)).all()
        assert [household.head_id_number for household in heads] == [HEAD, None]


def test_one_head_of_two_households_is_an_error(desk: Desk) -> None:
    other = id_number(902, "19700101")
    result = desk.relief(
        relief(户主身份证号=HEAD),
        relief(户主身份证号=HEAD, 家庭编号="H-2"),
        relief(户主身份证号=other, 用途="生活"),
    )
    assert codes(result) == [(3, "HOUSEHOLD_OTHER_HEAD"), (4, "HOUSEHOLD_OTHER_HEAD")]


def test_two_payments_of_a_day_need_two_decisions(desk: Desk) -> None:
    result = desk.relief(relief(文号="1"), relief(文号="2"), relief(文号="2"), relief(文号="2", 备注="又"))
    assert count(result) == "2/0/0/2/0"
    assert [problem.params["differs"] for problem in result.problems] == [False, True]


def test_a_decision_is_filled_in_and_never_taken_away(desk: Desk) -> None:
    desk.relief(relief())
    assert count(desk.relief(relief(文号="1"))) == "0/1/0/0/0"
    assert count(desk.relief(relief())) == "0/0/1/0/0"
    assert [row[5] for row in ledger(desk)] == ["1"]


def test_study_aid_of_the_fund_is_one_payment_in_both_files(desk: Desk) -> None:
    assert count(desk.study_aid(aid(备注="助学表"))) == "1/0/0/0/0"
    assert count(desk.relief(relief(文号="1", 备注="台账"))) == "0/1/0/0/0"
    assert count(desk.study_aid(aid(备注="助学表"))) == "0/0/1/0/0"
    assert [(row[5], row[7]) for row in ledger(desk)] == [("1", "2026-2027-1")]
    with desk.session() as session:
        assert session.scalars(select(ReliefPayment)).one().note == "台账"


def test_brothers_and_sisters_are_paid_each(desk: Desk) -> None:
    desk.study_aid(aid(), aid(身份证号=id_number(124)))
    assert count(desk.relief(relief(文号="1"))) == "0/1/0/0/0"
    assert len(ledger(desk)) == 2


def test_what_a_student_got_before_coming_to_a_household_is_not_paid_again(desk: Desk) -> None:
    desk.relief(relief(家庭编号=None, 户主身份证号=ALONE))
    desk.students(student(姓名="李五", 身份证号=ALONE, 家庭编号="H-3"))
    assert count(desk.study_aid(aid(身份证号=ALONE))) == "0/1/0/0/0"
    assert count(desk.relief(relief(家庭编号="H-3"))) == "0/0/1/0/0"
    assert len(ledger(desk)) == 1


def test_payments_of_these_days_that_are_not_in_the_file_are_named(desk: Desk) -> None:
    desk.relief(relief(), relief(金额=1, 日期="2026-09-11"), relief(金额=3, 日期="2026-01-01"))
    result = desk.relief(relief(), relief(金额=5, 日期="2026-09-12"))
    assert [(each.called, each.amount, str(each.paid_on)) for each in result.missing] == [
        ("H-1", 100, "2026-09-11")
    ]


def test_households_and_notes_are_not_kept_among_the_problems(desk: Desk) -> None:
    desk.relief(relief(家庭编号="H-9"), relief(备注="长" * 10_001))
    with desk.session() as session:
        assert session.scalars(select(ImportProblem.value)).all() == [None, None]


_AMOUNTS = st.sampled_from([100, 2000])
_DAYS = st.sampled_from(["2026-09-10", "2026-09-11"])
_RELIEF = st.builds(
    lambda payee, purpose, amount, day, decision: relief(
        **payee, 用途=purpose, 金额=amount, 日期=day, 文号=decision
    ),
    st.sampled_from([{"家庭编号": "H-1"}, {"家庭编号": "H-2"}, {"家庭编号": None, "户主身份证号": ALONE}]),
    st.sampled_from(["助学", "助学", "生活"]),
    _AMOUNTS,
    _DAYS,
    st.sampled_from([None, "1", "2"]),
)
_AID = st.builds(
    lambda sequence, term, amount, day: aid(
        身份证号=id_number(sequence), 学年学期=term, 金额=amount, 到账日期=day
    ),
    st.sampled_from([123, 124, 125, 126]),
    st.sampled_from(["2026-2027-1", "2025-2026-2"]),
    _AMOUNTS,
    _DAYS,
)


@pytest.mark.slow
@pytest.mark.parametrize("databases", ["sqlite"], indirect=True)
@settings(max_examples=8, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(payments=st.lists(_RELIEF, min_size=1, max_size=8), aids=st.lists(_AID, min_size=1, max_size=8))
def test_the_order_of_the_files_does_not_matter(
    desk: Desk, payments: Sequence[Line], aids: Sequence[Line]
) -> None:
    def after(*files: str) -> Ledger:
        with desk.session() as session:
            for table in (ReliefPayment, SchoolTerm):
                session.execute(delete(table))
            session.commit()
        for file in files:
            desk.relief(*payments) if file == "relief" else desk.study_aid(*aids)
        return ledger(desk)

    once = after("relief", "aid")
    assert after("aid", "relief") == once
    assert after("relief", "aid", "relief", "aid") == once
    assert after("aid", "relief", "relief", "aid", "relief") == once
