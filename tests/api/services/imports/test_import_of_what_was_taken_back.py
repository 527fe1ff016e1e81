"""A file that tells again what was taken back: it is said, and nothing is booked without a word."""

from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import select

from api.services.acting import Acting
from api.services.aid.record_relief import add_relief, take_back_relief
from api.services.aid.record_study_aid import add_payment, add_term, take_back_payment, take_back_term
from api.services.imports.import_result import ImportResult
from models.aid_payment import AidPayment
from models.principal import Principal, Role
from models.relief_payment import ReliefPayment
from models.school_term import SchoolTerm
from models.student import Student
from models.taking_back import Mistake, counts
from tests.api.services.registry_desk import NOW, Desk, Line, codes, count, id_number, student

SAID = [(2, "TAKEN_BACK")]


def aid(**told: object) -> Line:
    row = {"身份证号": id_number(), "学年学期": "2026-2027-1", "应缴学费": 4700, "应缴住宿费": 0}
    return row | {"来源": "助学金", "金额": 2000, "到账日期": "2026-09-10"} | told


def relief(**told: object) -> Line:
    return {"家庭编号": "H-1", "用途": "助学", "金额": 2000, "日期": "2026-09-10", **told}


@pytest.fixture(autouse=True)
def registered(desk: Desk) -> None:
    desk.students(student(家庭编号="H-1"))


def act(desk: Desk, row_class: Any, take_back: Callable[[Acting, Any, Mistake], None]) -> None:
    """Take back the one row of a table that counts."""
    with desk.session() as session:
        row = session.scalars(select(row_class).where(counts(row_class))).one()
        take_back(Acting(session, Principal(Role.OFFICER, "account:a"), NOW), row, Mistake.MISTYPED)
        session.commit()


def counted(desk: Desk, row_class: Any) -> int:
    with desk.session() as session:
        return len(session.scalars(select(row_class).where(counts(row_class))).all())


def told_again(result: ImportResult) -> bool:
    (problem,) = result.problems
    return problem.params == {"day": "2026-11-23"} and codes(result) == SAID


def test_a_payment_for_a_term_is_not_booked_again(desk: Desk) -> None:
    desk.study_aid(aid())
    act(desk, AidPayment, take_back_payment)
    for row in (aid(), aid(到账日期=None)):
        result = desk.study_aid(row)
        assert (count(result), told_again(result)) == ("0/0/1/0/0", True)
    assert (counted(desk, AidPayment), counted(desk, SchoolTerm)) == (0, 1)
    assert count(desk.study_aid(aid(), aid(金额=1500))) == "1/0/1/0/0"
    assert counted(desk, AidPayment) == 1


def test_what_is_entered_by_hand_again_is_the_payment_of_the_file(desk: Desk) -> None:
    desk.study_aid(aid())
    act(desk, AidPayment, take_back_payment)
    with desk.session() as session:
        acting = Acting(session, Principal(Role.OFFICER, "account:a"), NOW)
        term = session.scalars(select(SchoolTerm)).one()
        add_payment(acting, term, {"source": "grant", "amount": "2000", "paid_on": "2026-09-10"})
        session.commit()
    result = desk.study_aid(aid())
    assert (count(result), result.problems) == ("0/0/1/0/0", ())


def test_a_term_is_not_registered_again_nor_what_was_paid_for_it(desk: Desk) -> None:
    desk.study_aid(aid())
    act(desk, AidPayment, take_back_payment)
    act(desk, SchoolTerm, take_back_term)
    result = desk.study_aid(aid())
    assert (count(result), told_again(result), result.missing) == ("0/0/1/0/0", True, ())
    with desk.session() as session:
        acting = Acting(session, Principal(Role.OFFICER, "account:a"), NOW)
        add_term(acting, session.scalars(select(Student)).one(), {"term": "2026-2027-1"})
        session.commit()
    result = desk.study_aid(aid())
    assert (count(result), told_again(result)) == ("0/1/0/0/0", True)  # the fees are told
    assert (counted(desk, AidPayment), counted(desk, SchoolTerm)) == (0, 1)


@pytest.mark.parametrize("first", ["aid", "relief"])
@pytest.mark.parametrize("again", ["aid", "relief"])
def test_the_funds_money_is_not_booked_again_by_either_file(desk: Desk, first: str, again: str) -> None:
    files = {
        "aid": lambda: desk.study_aid(aid(来源="救助基金")),
        "relief": lambda: desk.relief(relief()),
    }
    desk.study_aid(aid(来源=None, 金额=None, 到账日期=None))
    files[first]()
    act(desk, ReliefPayment, take_back_relief)
    result = files[again]()
    assert (count(result), told_again(result), result.missing) == ("0/0/1/0/0", True, ())
    assert counted(desk, ReliefPayment) == 0


def test_one_of_two_that_were_entered_twice_is_the_payment_of_the_file(desk: Desk) -> None:
    desk.relief(relief(文号="1号"))
    with desk.session() as session:
        household = session.scalars(select(Student)).one().household
        assert household is not None
        acting = Acting(session, Principal(Role.OFFICER, "account:a"), NOW)
        told = {"purpose": "study", "amount": "2000", "paid_on": "2026-09-10"}
        take_back_relief(acting, add_relief(acting, household, told), Mistake.ENTERED_TWICE)
        session.commit()
    result = desk.relief(relief(文号="1号"))
    assert (count(result), result.problems) == ("0/0/1/0/0", ())


def test_a_term_far_ahead_is_rejected(desk: Desk) -> None:
    result = desk.study_aid(aid(学年学期="2050-2051-1"))
    assert (count(result), codes(result)) == ("0/0/0/0/1", [(2, "OUT_OF_RANGE")])
