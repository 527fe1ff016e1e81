"""Hardships and the household of one student, told by hand."""

from collections.abc import Iterator
from datetime import date

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from api.services.acting import Acting
from api.services.registry.edit_student import edit_student
from api.services.registry.told_student import told_of_student
from api.services.told_fields import FieldsRefused
from models.household import Household
from models.principal import Principal
from models.student import Student
from tests.api.services.registry_desk import NOW, Desk, id_number, student

TODAY = NOW.date()
YESTERDAY = date(2026, 11, 22)
Edited = tuple[Acting, Student]


@pytest.fixture
def edited(desk: Desk) -> Iterator[Edited]:
    desk.students(student(困难类别="深度贫困，残疾", 困难起="2024-01-01", 家庭编号="H-1", 户主="张大"))
    with desk.session() as session:
        yield Acting(session, Principal.operator("test"), NOW), session.scalars(select(Student)).one()


def told(of: Student, *fields: str) -> list[str]:
    shown = told_of_student(of, TODAY)
    return [shown[field] for field in fields or ("hardship", "hardship_from", "hardship_to")]


def rows(of: Student) -> list[tuple[str, str | None, date | None, date | None]]:
    return [(each.category, each.words, each.valid_from, each.valid_to) for each in of.hardships]


def test_what_is_shown_comes_back_without_a_change_and_keeps_its_wording(edited: Edited) -> None:
    acting, of = edited
    assert told(of) == ["支出型困难、残疾", "2024-01-01", ""]
    assert edit_student(acting, of, told_of_student(of, TODAY)).changed == ()
    version = of.version
    assert edit_student(acting, of, {"hardship_to": "2026-12-31"}).changed == ("hardship_to",)
    assert of.version == version + 1  # the rows are of another table
    assert {(words, end) for _, words, _, end in rows(of)} == {("深度贫困，残疾", date(2026, 12, 31))}
    edit_student(acting, of, {"hardship_from": "", "hardship_to": ""})
    assert told(of) == ["支出型困难、残疾", "", ""]


def test_a_category_comes_and_another_one_goes(edited: Edited) -> None:
    acting, of = edited
    assert edit_student(acting, of, {"hardship": "残疾、孤儿"}).changed == ("hardship",)
    begun = date(2024, 1, 1)
    assert rows(of) == [
        ("expenditure_poor", "深度贫困，残疾", begun, YESTERDAY),
        ("disability", "残疾、孤儿", begun, None),
        ("orphan", "残疾、孤儿", begun, None),
    ]
    assert told(of) == ["孤儿、残疾", "2024-01-01", ""]


def test_one_that_was_told_by_a_slip_today_is_gone(edited: Edited) -> None:
    acting, of = edited
    edit_student(acting, of, {"hardship": "残疾"})
    edit_student(acting, of, {"hardship": "孤儿", "hardship_from": TODAY.isoformat()})
    edit_student(acting, of, {"hardship": "低保"})
    acting.session.commit()
    assert [row[0] for row in rows(of)] == ["expenditure_poor", "disability", "minimum_living"]


def test_what_has_passed_is_shown_and_prolonged(edited: Edited) -> None:
    acting, of = edited
    edit_student(acting, of, {"hardship_to": "2025-12-31"})
    assert told(of) == ["支出型困难、残疾", "2024-01-01", "2025-12-31"]
    assert edit_student(acting, of, {"hardship_to": ""}).changed == ("hardship_to",)
    assert [end for *_, end in rows(of)] == [None, None]


@pytest.mark.parametrize(
    "days", [{"hardship_to": "2023-12-31"}, {"hardship_from": "2027-01-01", "hardship_to": "2026-12-31"}]
)
def test_an_end_before_its_beginning_is_refused(edited: Edited, days: dict[str, str]) -> None:
    with pytest.raises(FieldsRefused) as error:
        edit_student(*edited, days)
    assert [(each.field, each.code) for each in error.value.findings] == [("hardship_to", "DATES_CROSSED")]


def test_different_days_are_not_shown_and_stay(edited: Edited) -> None:
    acting, of = edited
    of.hardships[0].valid_from = date(2025, 5, 5)
    acting.session.flush()
    assert told(of)[1] == ""
    edit_student(acting, of, {**told_of_student(of, TODAY), "hardship_to": "2025-03-03"})
    assert [row[2:] for row in rows(of)] == [
        (None, date(2025, 3, 3)),  # what was told counts, the day against it gives way
        (date(2024, 1, 1), date(2025, 3, 3)),
    ]


def households(session: Session) -> int:
    return session.scalars(select(func.count(Household.id))).one()


class TestTheHousehold:
    def test_a_student_leaves_and_enters(self, edited: Edited) -> None:
        acting, of = edited
        household = of.household
        assert told(of, "household", "head") == ["H-1", "张大"]
        assert edit_student(acting, of, {"household": "", "head": ""}).changed == ("household",)
        assert (of.household, told(of, "household", "head")) == (None, ["", ""])
        assert edit_student(acting, of, {"household": "h-1"}).changed == ("household",)
        assert of.household is household
        assert told(of, "household", "head") == ["H-1", "张大"]
        assert edit_student(acting, of, {"household": "H-2", "head": "李大"}).changed == ("head", "household")
        assert (households(acting.session), household and household.head) == (2, "张大")

    def test_a_head_does_not_come_along_to_those_who_have_one(self, desk: Desk, edited: Edited) -> None:
        acting, of = edited
        acting.session.commit()
        desk.students(student(姓名="李四", 身份证号=id_number(5), 家庭编号="H-2", 户主="李大"))
        form = told_of_student(of, TODAY)
        edit_student(acting, of, {**form, "household": "H-2"})
        assert told(of, "household", "head") == ["H-2", "李大"]
        edit_student(acting, of, {**form, "household": "H-3"})  # a new one has the head that the form says
        assert told(of, "household", "head") == ["H-3", "张大"]

    def test_a_head_without_a_number_is_nobodys(self, edited: Edited) -> None:
        with pytest.raises(FieldsRefused) as error:
            edit_student(*edited, {"household": "", "head": "李大"})
        assert [each.code for each in error.value.findings] == ["HOUSEHOLD_UNNUMBERED"]

    def test_another_head_is_a_new_version_of_all_children(self, desk: Desk, edited: Edited) -> None:
        acting, of = edited
        acting.session.commit()
        desk.students(student(姓名="张四", 身份证号=id_number(5), 家庭编号="H-1"))
        sibling = acting.session.scalars(select(Student).where(Student.id != of.id)).one()
        versions = of.version, sibling.version
        assert edit_student(acting, of, {"head": "张二"}).changed == ("head",)
        assert (of.version, sibling.version) == (versions[0] + 1, versions[1] + 1)
        assert told(sibling, "head") == ["张二"]


@pytest.mark.parametrize(
    "line", [{"困难类别": "孤儿"}, {"困难止": "2026-12-31"}, {"家庭编号": "H-1", "户主": "张二"}]
)
def test_an_import_of_hardship_or_head_alone_is_a_new_version(
    desk: Desk, edited: Edited, line: dict[str, str]
) -> None:
    """Otherwise a form that was opened before would put back what the list has changed."""
    acting, of = edited
    version = of.version
    acting.session.commit()
    told = {"困难类别": "深度贫困，残疾", "困难起": "2024-01-01", **line}
    assert desk.students(student(**told)).updated == (0 if "户主" in line else 1)
    acting.session.expire_all()
    assert of.version == version + 1
    acting.session.commit()
    desk.students(student(**told))
    acting.session.expire_all()
    assert of.version == version + 1
